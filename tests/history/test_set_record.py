"""A set comes back from the database as it went in."""

import sqlite3
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supertimer.engine.cadence import Side
from supertimer.engine.plan import SetKind, Window
from supertimer.engine.result import EndedBy
from supertimer.history.queries import Past
from supertimer.history.rows import STAMP
from supertimer.history.set_record import SELECT_SETS, SetDone, Settings, read_set, read_sets
from supertimer.history.store import Store
from supertimer.units import Load
from tests.history.test_journal import in_memory
from tests.history.test_keys import moments
from tests.history.test_old_journals import WRITTEN
from tests.history.workouts import MONDAY, begin, plan
from tests.history.written import written
from tests.strategies import loads, windows

whole = st.integers(0, 10**9)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)

VALUES: dict[Any, st.SearchStrategy[Any]] = {
    str: texts,
    int: whole,
    int | None: st.none() | whole,
    bool: st.booleans(),
    datetime: moments,
    SetKind: st.sampled_from(SetKind),
    EndedBy: st.sampled_from(EndedBy),
    Side | None: st.none() | st.sampled_from(Side),
    Settings: st.lists(st.tuples(texts, texts), max_size=3).map(tuple),
    Window | None: st.none() | windows,
    Load | None: st.none() | loads,
}

sets = st.fixed_dictionaries({field.name: VALUES[field.type] for field in fields(SetDone)}).map(
    lambda values: SetDone(**values)
)


@given(sets)
def test_a_set_comes_back_as_it_was(done: SetDone) -> None:
    with in_memory() as store:
        done = replace(done, workout=begin(store, plan("Dip")).workout, person="me")
        store.write([done.row()])
        (row,) = store.rows(SELECT_SETS)
    back = read_set("me", row)
    assert back == done
    assert back.started.tzinfo is back.ended.tzinfo is MONDAY.tzinfo


@given(st.lists(sets, max_size=4))
def test_many_rows_are_read_as_one_by_one(many: list[SetDone]) -> None:
    with in_memory() as store:
        workout = begin(store, plan("Dip")).workout
        done = [replace(each, workout=workout, attempt=at) for at, each in enumerate(many)]
        store.write([each.row() for each in done])
        rows = store.rows(SELECT_SETS)
    found = read_sets("me", rows)
    assert found is not None
    assert found == [read_set("me", row) for row in rows]
    assert {*found} == {replace(each, person="me") for each in done}


def test_the_row_fills_every_column_of_the_table(store: Store) -> None:
    columns = {str(name) for (_, name, *_) in store.rows("PRAGMA table_info(sets)")}
    (done,) = written(["120 lb 1:42"])
    assert {*done.row().values, *STAMP} == columns


def test_an_old_row_is_read_and_written_back_unchanged(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "old.db")
    connection.executescript(WRITTEN.read_text(encoding="utf-8"))
    connection.close()
    with Store.open(tmp_path / "old.db") as old:
        rows = {(row.values["workout"], row.values["attempt"]): row for row in old.table("sets")}
        found = old.rows(SELECT_SETS)
    assert len(found) == len(rows) > 50
    for workout, attempt, *cells in found:
        row = rows[workout, attempt]
        kept = {name: value for name, value in row.values.items() if name not in STAMP}
        assert read_set("me", [workout, attempt, *cells]).row().values == kept


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("load", "heavy", "invalid load: 'heavy', 'lb', 0, 0, None"),
        ("load", "100000.5", "invalid load: '100000.5', 'lb', 0, 0, None"),
        ("tul_ms", -1, "invalid tul_ms: -1"),
        ("rest_ms", -1, "invalid rest_ms: -1"),
        ("started", "9999-12-31T23:59:59Z", "invalid started: '9999-12-31T23:59:59Z'"),
        ("window_tops", -1, "invalid window: 90000, -1"),
    ],
)
def test_an_invalid_value_is_named(store: Store, column: str, value: str | int, told: str) -> None:
    workout = begin(store, plan("Dip")).workout
    (done,) = written(["120 lb 1:42"])
    for attempt in range(2):
        store.write([replace(done, workout=workout, attempt=attempt).row()])
    store.rows(f"UPDATE sets SET {column} = ? WHERE attempt = 1", value)
    past = Past(store, "me")
    assert [done.attempt for done in past.sessions()[0].sets] == [0]
    assert past.faults == [f"{store.path}: table sets, row ('{workout}', 1): {told}; left out"]
