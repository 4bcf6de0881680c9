"""Sets as CSV: what the cells hold, and that no spreadsheet runs them."""

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supertimer.history.queries import SessionDone
from supertimer.history.set_record import SetDone
from supertimer.interop.formats import read_csv
from supertimer.interop.preview import Options
from supertimer.interop.sheet import COLUMNS, as_written, harmless, write
from tests.history.written import written


def rows(sets: Iterable[SetDone], routine: str = "Big Five") -> list[dict[str, str]]:
    done = tuple(sets)
    session = SessionDone("w", routine, done[0].started, timedelta(minutes=20), True, "", done)
    return list(csv.DictReader(io.StringIO("".join(write([session])), newline="")))


def test_one_row_per_set_with_units_in_the_header() -> None:
    first, second = rows(written(["120 lb 1:42; bodyweight + 10 kg 0:30 left"]))
    assert (first["load"], first["weight (kg)"]) == ("120 lb", "54.4")
    assert first["time under load (s)"] == "102"
    assert first["reps"] == "5.1"
    assert first["started"] == "2026-01-05T18:00:00.000+01:00"
    assert (first["target from (s)"], first["target to (s)"]) == ("90", "150")
    assert first["settings"] == '[["seat", "4"]]'
    assert (second["side"], second["load"]) == ("left", "bodyweight + 10 kg")
    assert tuple(first) == COLUMNS


def test_a_set_without_a_known_time_has_an_empty_cell() -> None:
    (done,) = written(["120 lb 1:42"])
    (row,) = rows([replace(done, tul_ms=0, imported=True, reps=None, load=None)])
    assert (row["time under load (s)"], row["reps"], row["load"]) == ("", "", "")


def test_no_cell_is_a_formula() -> None:
    (done,) = written(["120 lb 1:42"])
    for begin in "=+-@\t\r":
        (row,) = rows([replace(done, exercise=f"{begin}1+1", note=f"{begin}cmd")], f"{begin}sum")
        for name in ("exercise", "note", "routine"):
            assert row[name].startswith(f"'{begin}")


@given(st.text(st.sampled_from("'=+-@\t\ra, \"\n")))
def test_a_harmless_text_comes_back(text: str) -> None:
    assert as_written(harmless(text)) == text
    assert harmless(text)[:1] not in tuple("=+-@\t\r") or not text


@pytest.mark.parametrize("number", ["9" * 30, "-5", "1.5", "one"])
@pytest.mark.parametrize("column", ["attempt", "set"])
def test_a_row_with_a_number_that_the_database_cannot_hold_is_refused(
    column: str, number: str
) -> None:
    (row,) = rows(written(["120 lb 1:42"]))
    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS)
    table.writeheader()
    table.writerows([row, {**row, column: number}])
    preview = read_csv(text.getvalue().encode(), Options())
    assert (preview.read, len(preview.refused)) == (1, 1)
    assert preview.refused[0].reason == f"“{number}” is not the number of a set"
