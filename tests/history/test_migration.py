"""A history of version 1, whatever it holds, becomes one of today without a loss."""

import os
import signal
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supertimer.body.exercise_key import exercise_key
from supertimer.history import database
from supertimer.history.ids import as_text
from supertimer.history.merge import merge
from supertimer.history.persons import persons
from supertimer.history.store import FILE, Store
from supertimer.history.version_1 import TABLES
from tests.history.test_identity import tables
from tests.history.workouts import MONDAY

OLD = Path(__file__).with_name("history-version-1.sql").read_text(encoding="utf-8")
NAMES = ("me", "Anna", "Zoë", "李", "0")
EXERCISES = ("Leg press", "leg PRESS", "Pull-up", "pull up", "Row", "腿举")
small = st.integers(0, 600_000)
flag = st.integers(0, 1)
note = st.sampled_from(["", "sore", "[b]knee", "a\nb", "🦵"])


SET_COLUMNS: dict[str, st.SearchStrategy[object]] = {
    "exercise": st.sampled_from(EXERCISES),
    "number": st.integers(1, 3),
    "kind": st.sampled_from(["warmup", "work", "drop"]),
    "side": st.sampled_from([None, "left", "right"]),
    "load": st.sampled_from(["52.5", "-40", "0"]),
    "unit": st.sampled_from(["kg", "lb"]),
    "bodyweight": flag,
    "settings": st.sampled_from(["[]", '[["seat","4"]]']),
    "cadence": st.sampled_from(["", "lift 10, lower 10"]),
    "window_opens": st.none() | small,
    "window_tops": st.none() | small,
    "tul_ms": small,
    "reps": st.none() | small,
    "ended_by": st.sampled_from(["fatigue", "cap", "skipped"]),
    "push_ms": small,
    "rest_ms": st.none() | small,
    "paused_ms": small,
    **dict.fromkeys(("estimated", "amended", "discarded", "deleted", "by_hand"), flag),
    "note": note,
}
a_set = st.fixed_dictionaries(SET_COLUMNS)


@dataclass(frozen=True)
class OldWorkout:
    person: str
    text: str | None
    over: int | None
    """None: no mark was written before the program was killed."""
    sets: list[dict[str, object]]
    commands: int
    note: str


histories = st.tuples(
    st.lists(
        st.builds(
            OldWorkout,
            st.sampled_from(NAMES),
            st.sampled_from([None, "one", "two"]),
            st.sampled_from([None, 0, 1]),
            st.lists(a_set, max_size=3),
            st.integers(0, 3),
            note,
        ),
        max_size=4,
    ),
    st.dictionaries(st.sampled_from(EXERCISES), st.sampled_from(EXERCISES), max_size=3),
    st.booleans(),
)


def write(path: Path, workouts: list[OldWorkout], aliases: dict[str, str]) -> None:
    """Write what version 1 writes."""
    with closing(sqlite3.connect(path)) as old:
        old.executescript(OLD)
        for table in reversed(TABLES):
            old.execute(f"DELETE FROM {table}")

        def insert(table: str, **values: object) -> None:
            columns, marks = ", ".join(values), ", ".join("?" * len(values))
            old.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", (*values.values(),))

        for name in NAMES:
            insert("persons", name=name)
        for number, each in enumerate(workouts):
            key = f"019b8f19-ee80-7{number:03x}-b54e-f6737b55b77f"
            begun = as_text(MONDAY + timedelta(days=number))
            texts = {"text": each.text, "plan": each.text, "zone": "Europe/Berlin"}
            told = {"person": each.person, "started": begun, "note": each.note}
            insert("workouts", uuid=key, routine="Big Five", version="0.1.0", **told, **texts)
            for attempt, values in enumerate(each.sets):
                done = {**told, "ended": begun, "changed": begun, **values}
                insert("sets", workout=key, attempt=attempt, **done)
            for seq in range(each.commands):
                insert("commands", workout=key, seq=seq, at=seq * 1000, command='{"name":"go"}')
            if each.over is not None:
                insert("marks", workout=key, at=5000, over=each.over)
            insert("bodyweights", person=each.person, at=begun, amount="82.5", unit="kg")
        for place, (exercise, now) in enumerate(aliases.items()):
            changed = as_text(MONDAY + timedelta(hours=place))
            insert("aliases", person="me", exercise=exercise, now=now, changed=changed)
        old.commit()


def read(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


@given(histories)
def test_nothing_that_version_1_kept_is_lost(
    history: tuple[list[OldWorkout], dict[str, str], bool],
) -> None:
    workouts, aliases, in_log = history
    with TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        write(path, workouts, aliases)
        columns = ", ".join(["workout", "attempt", *SET_COLUMNS])
        before = {
            "sets": f"SELECT {columns} FROM sets ORDER BY workout, attempt",
            "workouts": "SELECT uuid, routine, path, muscles, version, started, zone, note"
            " FROM workouts ORDER BY uuid",
            "commands": "SELECT workout, seq, at, command FROM commands ORDER BY workout, seq",
            "marks": "SELECT workout, at, over FROM marks ORDER BY workout",
        }
        kept = {table: read(path, query) for table, query in before.items()}
        dump = list(sqlite3.connect(path).iterdump())
        reader = sqlite3.connect(path) if in_log else None
        if reader:  # what was last written stands in the log alone
            reader.execute("PRAGMA journal_mode = WAL")
            reader.execute("UPDATE marks SET over = over")
            reader.commit()
        with Store.open(path) as store:
            for table, query in before.items():
                assert store.rows(query) == kept[table], table
            assert set(persons(store)) == set(NAMES)
            texts = store.rows(
                "SELECT persons.name, contents.text FROM workouts"
                " JOIN persons ON persons.uuid = workouts.person"
                " LEFT JOIN contents ON hash = workouts.text ORDER BY workouts.uuid"
            )
            assert texts == [(each.person, each.text) for each in workouts]
            weights = store.rows("SELECT count(*) FROM bodyweights")
            assert weights == [(len(workouts),)]
            assert {key for (key,) in store.rows("SELECT key FROM aliases")} == {
                exercise_key(name) for name in aliases
            }
            whole = tables(store)
            copy = path.with_name("history-version-1.db")
            assert list(sqlite3.connect(copy).iterdump()) == dump
            merged = merge(store, copy)
            assert (merged.workouts, merged.sets, merged.faults) == (0, 0, ())
            assert tables(store) == whole
        if reader:
            reader.close()
        with Store.open(path) as again:
            assert tables(again) == whole


@pytest.mark.parametrize("after", range(1, 75, 7))
def test_a_kill_in_a_migration_loses_nothing(tmp_path: Path, after: int) -> None:
    whole = tmp_path / "whole"
    for folder in (whole, tmp_path / "killed"):
        folder.mkdir()
        with closing(sqlite3.connect(folder / FILE)) as old:
            old.executescript(OLD)
    with Store.open(whole / FILE) as store:
        wanted = tables(store)
    path = tmp_path / "killed" / FILE
    if not (pid := os.fork()):
        statements = count(1)

        def kill(_: str) -> None:
            if next(statements) == after:
                os.kill(os.getpid(), signal.SIGKILL)

        connection = sqlite3.connect(path, isolation_level=None)
        connection.set_trace_callback(kill)
        database.migrate(connection, path)
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status), "the migration has more statements than this"
    with Store.open(path) as store:
        assert tables(store) == wanted
