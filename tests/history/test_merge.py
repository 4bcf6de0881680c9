"""Merging: whatever two machines did, both end up with the same, once."""

import sqlite3
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supertimer.history.merge import merge
from supertimer.history.schema import TABLES
from supertimer.history.store import FILE, Store, TableRow
from tests.history.workouts import after, header, plan
from tests.history.written import written

Change = tuple[int, int, str, bool, int]
"""Workout, attempt, note, deleted, and the minute at which it was made."""

changes = st.lists(
    st.tuples(
        st.integers(0, 3), st.integers(0, 2), st.sampled_from("abc"), st.booleans(),
        st.integers(0, 1000),
    ),
    max_size=12,
)  # fmt: skip


def _rows(made: Sequence[Change]) -> list[TableRow]:
    rows: list[TableRow] = []
    for workout, attempt, note, deleted, minute in made:
        opened = header(plan("Leg press"), started=after(workout))
        rows += replace(opened, workout=f"workout-{workout}").rows()
        (done,) = written(["120 lb 1:42"])
        changed = replace(
            done, workout=f"workout-{workout}", attempt=attempt, note=note, deleted=deleted
        )
        rows.append(changed.row(after(minute)))
    return rows


def _all(store: Store) -> dict[str, list[dict[str, object]]]:
    return {table: [dict(row.values) for row in store.table(table)] for table in TABLES}


@pytest.mark.slow
@settings(max_examples=30)
@given(changes, changes)
def test_both_end_up_with_the_same_and_a_second_merge_changes_nothing(
    here: list[Change], there: list[Change]
) -> None:
    # Of two changes within one millisecond either may hold: none are made here.
    here = [(*change[:4], change[4] * 2) for change in here]
    there = [(*change[:4], change[4] * 2 + 1) for change in there]
    with tempfile.TemporaryDirectory() as folder:
        one, other = Path(folder) / "one" / FILE, Path(folder) / "other" / FILE
        with Store.open(one) as mine, Store.open(other) as theirs:
            mine.write(_rows(here))
            theirs.write(_rows(there))
            merge(mine, other)
            merge(theirs, one)
            assert _all(mine) == _all(theirs)
            before = _all(mine)
            assert merge(mine, other).sentence() == "No new workouts or sets."
            assert _all(mine) == before
            notes = {
                (row["workout"], row["attempt"]): (row["note"], row["deleted"])
                for row in before["sets"]
            }
        latest: dict[tuple[str, int], Change] = {}
        for change in sorted(here + there, key=lambda change: change[4]):
            latest[f"workout-{change[0]}", change[1]] = change
        # Within one machine the order of writing counts among equal minutes.
        for key, change in latest.items():
            same = [c for c in here + there if c[:2] == change[:2] and c[4] == change[4]]
            assert notes[key] == (same[-1][2], int(same[-1][3]))


def test_a_row_that_is_not_utf_8_is_reported_and_left_out(store: Store, tmp_path: Path) -> None:
    other = tmp_path / "other" / FILE
    with Store.open(other) as theirs:
        theirs.write(_rows([(0, attempt, "a", False, attempt) for attempt in range(3)]))
    with sqlite3.connect(other) as connection:
        connection.execute("UPDATE sets SET note = CAST(x'66ff' AS TEXT) WHERE attempt = 1")
    connection.close()
    merged = merge(store, other)
    assert merged.faults == ("table sets, row ('workout-0', 1): not UTF-8; left out",)
    assert [row.values["attempt"] for row in store.table("sets")] == [0, 2]
    assert store.rows("SELECT note FROM sets") == [("a",), ("a",)]
