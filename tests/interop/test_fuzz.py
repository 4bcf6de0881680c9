"""Mutated files: whatever is in them, each row is read or refused with a sentence, and is stored.

`SUPERTIMER_MUTANTS=120000 pytest tests/interop/test_fuzz.py` is a long search, with another seed in
`SUPERTIMER_SEED`.
"""

import json
import os
import random
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from supertimer.errors import SupertimerError
from supertimer.history.queries import Past
from supertimer.history.store import Store
from supertimer.interop import sheet, whole
from supertimer.interop.import_file import LogImport, compared, read
from supertimer.interop.preview import Options, Preview
from supertimer.interop.records import decoded
from supertimer.units import Unit
from tests.history.test_identity import station
from tests.interop import logs

MUTANTS = int(os.environ.get("SUPERTIMER_MUTANTS", "3000"))
"""How many mutated files are read."""

SEED = int(os.environ.get("SUPERTIMER_SEED", "15"))

STORED = 25
"""One of this many files is also stored, which takes most of the time."""

FILE = Path("log.csv")
KG = Options(unit=Unit.KG)
ANY = "Tag;Maschine;Last;Wdh;Notiz\n05.03.2024;Beinpresse;80,5;12;gut\n6.3.2024;Rudern;40;9;\n"
COLUMNS = Options(
    unit=Unit.KG,
    columns={
        "date": "Tag",
        "exercise": "Maschine",
        "weight": "Last",
        "reps": "Wdh",
        "note": "Notiz",
    },
)
GROUPS = ("strong", "hevy", "fitnotes", "stronglifts", "gymbook", "fitbod", "columns", "supertimer")
PIECES = (
    *(b'"', b'""', b",", b";", b"\t", b"\n", b"\r\n", b"\r", b"\x00", b"\xff", b"\xef\xbb\xbf"),
    *(b"-", b"9" * 30, b"NaN", b"1e999", b"-5", b"0", b"99:99", b"25:61", b"13/13/2024", b"1/2/3"),
    *("−½é😀\u2028\u202e".encode(), b"=1+1", b"'", b"[supertimer: reps x | load ", b"\x1b[2J"),
)
"""What a mutation inserts."""


@pytest.fixture(scope="module")
def own() -> list[bytes]:
    """The two files that `export` writes."""
    with station("own", timedelta(0)) as store:
        for text in (logs.STRONG, logs.FITNOTES_BODY):
            found = compared(read(FILE, text.encode(), KG), store, "Anna", FILE)
            found.keep(store)
        rows = "".join(sheet.write(Past(store, "Anna").sessions()))
        return [rows.encode(), "".join(whole.write(store)).encode()]


def mutated(text: bytes, choose: random.Random) -> bytes:
    """A file with up to eight cuts, insertions, flipped bytes, repetitions, or lines moved.

    Most keep the header: without it, hardly anything is left to go wrong.
    """
    end = text.index(b"\n") + 1 if choose.randrange(4) else 0
    head, data = text[:end], bytearray(text[end:])
    for _ in range(choose.randint(1, 8)):
        at = choose.randrange(len(data) + 1)
        match choose.randrange(6):
            case 0:
                data[at : at + choose.randint(1, 40)] = b""
            case 1:
                data[at:at] = choose.choice(PIECES)
            case 2:
                data[at : at + 1] = bytes([choose.randrange(256)])
            case 3:
                data[at:at] = data[at // 2 : at // 2 + choose.randint(1, 60)]
            case 4:
                lines = data.splitlines(keepends=True)
                if lines:
                    choose.shuffle(lines)
                data = bytearray(b"".join(lines))
            case 5:
                other = choose.choice(["utf-16", "utf-16-be", "cp1252", "utf-8-sig"])
                data = bytearray(bytes(data).decode("utf-8", "replace").encode(other, "replace"))
    return head + bytes(data)


def texts(group: str, own: list[bytes]) -> Iterator[bytes]:
    if group == "columns":
        yield ANY.encode()
    elif group == "supertimer":
        yield from own
    for name, text in logs.ALL.items():
        if name.startswith(group):
            yield text.encode()


@pytest.mark.parametrize("group", GROUPS)
def test_mutated_files_raise_only_sentences_and_lose_no_row(group: str, own: list[bytes]) -> None:
    choose = random.Random(f"{SEED} {group}")
    choices = list(texts(group, own))
    options = COLUMNS if group == "columns" else KG
    with Store.empty(FILE) as empty:
        for place in range(MUTANTS // len(GROUPS)):
            data = mutated(choose.choice(choices), choose)
            try:
                found = read(FILE, data, options)
            except SupertimerError as error:
                assert str(error).startswith("log.csv: "), data
                continue
            if isinstance(found, Preview):
                lines = [each.line for each in found.refused]
                assert found.read + len(lines) == found.rows, data
                assert lines == sorted(set(lines)), data
                check_count(found, decoded(data))
            shown = compared(found, empty, "Anna", FILE)
            assert all(shown.lines()), data
            if isinstance(shown, LogImport):
                check_rows(shown, data)
            if place % STORED == 0:
                with station("here", timedelta(0)) as store:
                    stored = compared(found, store, "Anna", FILE)
                    stored.keep(store)
                    if isinstance(stored, LogImport):
                        again = compared(read(FILE, data, options), store, "Anna", FILE)
                        assert not again.changes, data


def check_count(found: Preview, text: str) -> None:
    """Each line after the header with more than separators is a row, unless quotes join lines."""
    if '"' not in text:
        lines = re.split(r"\r\n|\r|\n", text)
        begin = next(place for place, line in enumerate(lines) if line.strip("\ufeff \t,;"))
        empty = max(";\t,", key=lines[begin].count) + " \t"
        rows = [line for line in lines[begin + 1 :] if line.strip() and line.strip(empty)]
        assert found.rows == len(rows), text


def check_rows(shown: LogImport, data: bytes) -> None:
    """Each row has its own key, and values that the database can hold."""
    plan = shown.plan
    sets = [each.row(w.uuid, plan.stamp) for w in plan.workouts for each in w.sets]
    for row in [*(row.values for row in plan.rows()), *sets]:
        for value in row.values():
            assert value is None or isinstance(value, str | int), data
            assert not isinstance(value, int) or abs(value) < 1 << 63, data
        json.dumps(list(row.values())).encode()
        "".join(str(value) for value in row.values()).encode()
    assert len({(row["workout"], row["attempt"]) for row in sets}) == plan.new_sets, data
