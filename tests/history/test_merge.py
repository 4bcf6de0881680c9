"""Merging what is damaged, or was written by an earlier version."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from supertimer.history.merge import Merged, merge
from supertimer.history.rows import TableRow
from supertimer.history.store import FILE, Store
from tests.history.workouts import after, header, plan
from tests.history.written import written

Change = tuple[int, int, str, bool]
"""Workout, attempt, note, deleted."""


def _rows(store: Store, made: Sequence[Change]) -> list[TableRow]:
    rows: list[TableRow] = []
    for workout, attempt, note, deleted in made:
        opened = header(plan("Leg press"), started=after(workout))
        rows += replace(opened, workout=f"workout-{workout}").rows(store)
        (done,) = written(["120 lb 1:42"])
        changed = replace(
            done, workout=f"workout-{workout}", attempt=attempt, note=note, deleted=deleted
        )
        rows.append(changed.row())
    return rows


def test_a_row_that_is_not_utf_8_is_reported_and_left_out(store: Store, tmp_path: Path) -> None:
    other = tmp_path / "other" / FILE
    with Store.open(other) as theirs:
        theirs.write(_rows(theirs, [(0, attempt, "a", False) for attempt in range(3)]))
    with sqlite3.connect(other) as connection:
        connection.execute("UPDATE sets SET note = CAST(x'66ff' AS TEXT) WHERE attempt = 1")
    connection.close()
    merged = merge(store, other)
    assert merged.faults == ("table sets, row ('workout-0', 1): not UTF-8; left out",)
    assert [row.values["attempt"] for row in store.table("sets")] == [0, 2]
    assert store.rows("SELECT note FROM sets") == [("a",), ("a",)]


@pytest.mark.parametrize(
    ("merged", "sentence"),
    [
        (Merged(2, 10, 0, ()), "2 workouts and 10 sets added."),
        (Merged(1, 0, 0, ()), "1 workout and 0 sets added."),
        (Merged(0, 1, 0, ()), "0 workouts and 1 set added."),
        (Merged(0, 0, 0, ()), "No new workouts or sets."),
        (
            Merged(0, 0, 1, ()),
            "No new workouts or sets. Erased, as in the other history: 1 workout.",
        ),
    ],
)
def test_a_merge_says_what_is_new(merged: Merged, sentence: str) -> None:
    assert merged.sentence() == sentence


def test_merging_an_empty_history_adds_nothing(store: Store, tmp_path: Path) -> None:
    Store.open(tmp_path / "other" / FILE).close()
    assert merge(store, tmp_path / "other" / FILE) == Merged(0, 0, 0, ())
