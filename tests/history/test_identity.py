"""The laws of merging: any order of merges of any copies ends in equal tables.

Stations do workouts, change and delete sets, join, part, rename, and erase persons, lose the
database for a while and write recovery files, go back to backups, and merge one another, with
clocks that are wrong by up to days. In the end everybody merges everybody.
"""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count, permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supertimer.body.exercise_key import exercise_key
from supertimer.engine.commands import Command, Fatigue, Go, Stop
from supertimer.engine.session import Session
from supertimer.history.database import StoreError
from supertimer.history.edits import (
    NoWorkoutError,
    delete_workout,
    move_to_moment,
    move_to_person,
    restore_workout,
)
from supertimer.history.fallback import _taken_in, as_lines
from supertimer.history.journal import Journal
from supertimer.history.merge import add
from supertimer.history.persons import (
    PersonError,
    erase,
    find_person,
    join,
    part,
    people,
    rename,
    weigh,
)
from supertimer.history.queries import Past
from supertimer.history.rows import TableRow
from supertimer.history.schema import CREATE, KEYS
from supertimer.history.store import Store
from supertimer.units import Load, Unit
from tests.history.workouts import LOAD, MONDAY, begin, drive, header, plan
from tests.history.written import written

NAMES = ("Anna", "Bert", "anna")
DAY = timedelta(days=1)
ONE_SET: list[tuple[Command, int]] = [(Go(), 0), (Fatigue(), 107_000), (Stop(), 3_000)]


def station(name: str, skew: timedelta, backup: bytes = b"") -> Store:
    """A history in memory whose clock is wrong by `skew` and ticks with every look."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")
    if backup:
        connection.deserialize(backup)
    else:
        for statement in CREATE:
            connection.execute(statement)
        connection.execute("INSERT INTO station VALUES (?, 0)", (name,))
    ticks = count()

    def now() -> datetime:
        return MONDAY + skew + timedelta(minutes=next(ticks))

    return Store(connection, Path("/nowhere/history.db"), False, now)


def tables(store: Store) -> dict[str, list[dict[str, object]]]:
    """Everything in a history but its own name and clock."""
    found: dict[str, list[dict[str, object]]] = {
        table: [dict(row.values) for row in store.table(table)] for table in KEYS
    }
    contents = store.rows("SELECT hash, text FROM contents ORDER BY hash")
    return {**found, "contents": [{"hash": digest, "text": text} for digest, text in contents]}


Act = tuple[str, int, int, int]
"""What is done, at which station, and two numbers that choose to what."""

acts = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "train",
                "train",
                "note",
                "delete",
                "delete workout",
                "restore workout",
                "move",
                "date",
                "weigh",
                "alias",
                "rename",
                "join",
                "part",
                "merge",
                "merge",
                "erase",
                "offline",
                "take in",
                "back up",
                "restore",
            ]
        ),
        st.integers(0, 2),
        st.integers(0, 5),
        st.integers(0, 5),
    ),
    max_size=25,
)
skews = st.tuples(*[st.sampled_from([0, -3, 2, 400]).map(lambda days: days * DAY)] * 3)


def act(stations: Sequence[Store], what: str, where: int, one: int, two: int) -> None:
    """Do something at a station, if it is possible there."""
    store = stations[where]
    known = people(store)
    person = known[one % len(known)].label if known else NAMES[one % 3]
    other = known[two % len(known)].label if known else ""
    past = Past(store, person)
    sets = [done for session in past.sessions() for done in session.sets]
    match what:
        case "train":
            name = person if two % 2 else NAMES[one % 3]
            journal = begin(store, plan(("Leg Press", "leg press", "Row")[two % 3]), person=name)
            drive(Session(plan("Row")), journal, ONE_SET)
        case "note" if sets:
            store.write([replace(sets[two % len(sets)], note=f"{where} {two}").row()])
        case "delete" if sets:
            done = sets[two % len(sets)]
            store.write([replace(done, deleted=not done.deleted).row()])
        case "delete workout" if sets:
            delete_workout(store, sets[two % len(sets)].workout)
        case "restore workout":
            deleted = store.rows("SELECT uuid FROM workouts WHERE deleted = 1 ORDER BY uuid")
            if deleted:
                restore_workout(store, str(deleted[two % len(deleted)][0]))
        case "move" if sets:
            move_to_person(store, sets[two % len(sets)].workout, known[two % len(known)])
        case "date" if sets:
            move_to_moment(store, sets[two % len(sets)].workout, MONDAY + two * DAY)
        case "weigh":
            weigh(store, person, Load(LOAD.amount + two, Unit.KG), MONDAY)
        case "alias":
            past.aliases.add("Row", ("Seated row", "Leg press")[two % 2])
        case "rename" if known:
            rename(store, person, NAMES[two % 3])
        case "join" if known:
            join(store, person, other)
        case "part" if known:
            part(store, person, NAMES[two % 3])
        case "erase" if known:
            erase(store, person)
        case "merge":
            add(store, stations[two % 3])


def after(script: Sequence[Act], skew: Sequence[timedelta]) -> list[Store]:
    stations = [station(f"{number}", each) for number, each in enumerate(skew)]
    recovery: list[list[str]] = [[], [], []]
    backups = [b"", b"", b""]
    for what, where, one, two in script:
        store = stations[where]
        match what:
            case "offline":
                recovery[where].append(offline(store, NAMES[one % 3], two))
            case "take in":
                take_in(store, recovery[where])
            case "back up":
                backups[where] = store._connection.serialize()
            case "restore" if backups[where]:
                stations[where] = station(f"{where}", skew[where], backups[where])
            case _:
                with suppress(PersonError, StoreError, NoWorkoutError):
                    act(stations, what, where, one, two)
    for store, files in zip(stations, recovery, strict=True):
        take_in(store, files)
    return stations


def offline(store: Store, name: str, two: int) -> str:
    """A recovery file: a new set, and changes of the sets that are there."""
    done = [each for session in Past(store, name).sessions() for each in session.sets]
    opened = header(plan("Row"), person=name)
    (new,) = written(["120 lb 1:42"], "Row")
    rows = [*opened.rows(store), replace(new, workout=opened.workout).row()]
    rows += [replace(each, note=f"offline {two}").row() for each in done[: two + 1]]
    return as_lines(store.stamped(rows))


def take_in(store: Store, files: list[str]) -> None:
    for text in files:
        lines = map(json.loads, text.splitlines())
        rows = [TableRow(line["table"], line["row"]) for line in lines]
        _taken_in(store, Path("/nowhere/unsaved-0.jsonl"), rows, 0)
    files.clear()


@settings(max_examples=60)
@given(acts, skews, st.permutations(list(permutations(range(3), 2))))
def test_everybody_who_merged_everybody_has_the_same(
    script: Sequence[Act], skew: Sequence[timedelta], order: Sequence[tuple[int, int]]
) -> None:
    stations = after(script, skew)
    for one, other in [*order, *order, *order]:
        add(stations[one], stations[other])
    first, *others = map(tables, stations)
    assert others == [first, first]
    assert add(stations[0], stations[1]).sentence() == "No new workouts or sets."
    assert tables(stations[0]) == first
    labels = [{each.label for each in people(store)} for store in stations]
    assert labels[1:] == [labels[0], labels[0]]
    for store in stations:
        store.close()


@settings(max_examples=40)
@given(acts, skews, st.integers(0, 5))
def test_what_is_erased_stays_erased(
    script: Sequence[Act], skew: Sequence[timedelta], who: int
) -> None:
    stations = after(script, skew)
    known = people(stations[0])
    if not known:
        return
    gone = known[who % len(known)]
    erase(stations[0], gone.label)
    for _ in range(2):
        for one, other in permutations(range(3), 2):
            add(stations[one], stations[other])
    for store in stations:
        for table, column in (("persons", "uuid"), ("workouts", "person"), ("owners", "person")):
            held = {row.values[column] for row in store.table(table)}
            assert not held.intersection(gone.keys)
        store.close()


@given(st.lists(st.sampled_from(["note", "delete"]), min_size=1, max_size=6), skews)
def test_the_latest_change_wins_whatever_the_clocks_say(
    script: Sequence[str], skew: Sequence[timedelta]
) -> None:
    """Each station merges before it changes: so each change is after the one before."""
    stations = [station(f"{number}", each) for number, each in enumerate(skew)]
    drive(Session(plan("Row")), begin(stations[0], plan("Row")), ONE_SET)
    for step, what in enumerate(script):
        here = stations[step % 3]
        for other in stations:
            if other is not here:
                add(here, other)
        (row,) = here.table("sets")
        change = (
            {"note": str(step)}
            if what == "note"
            else {"deleted": 1 - int(row.values["deleted"] or 0)}
        )
        kept = {k: v for k, v in row.values.items() if k not in ("changed", "station")}
        here.write([replace(row, values={**kept, **change})])
        (last,) = here.table("sets")
    for store in stations:
        for other in stations:
            if other is not store:
                add(store, other)
    assert [list(store.table("sets")) for store in stations] == [[last]] * 3


def test_two_annas_stay_two_until_they_are_joined_and_can_be_parted() -> None:
    studio, home = station("a", timedelta()), station("b", timedelta())
    for store in (studio, home):
        drive(
            Session(plan("Row")),
            begin(store, plan("Row"), person="Anna"),
            ONE_SET,
        )
    add(studio, home)
    one, other = (each.label for each in people(studio))
    assert one != other and one.startswith("Anna ") and other.startswith("Anna ")
    with pytest.raises(PersonError, match=f"{one}.*{other}"):
        find_person(studio, "anna")
    join(studio, one, other)
    assert [each.label for each in people(studio)] == ["Anna"]
    assert len(Past(studio, "Anna").sets("Row")) == 2
    part(studio, "Anna", "Anna")
    assert {each.label for each in people(studio)} == {one, other}


KEYS_OF = [
    ("Leg Press", "leg press"),
    ("Chin-up", "chin up"),
    ("Pull–up", "pull–up"),
    ("  Leg \t press ", "leg press"),
    ("Straße", "strasse"),
    ("Cafe\u0301 row", "café row"),
]


@pytest.mark.parametrize(("name", "key"), KEYS_OF)
def test_names_of_one_exercise(name: str, key: str) -> None:
    assert exercise_key(name) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dip -20 kg", "Dip 20 kg"),
        ("Row 1-2", "Row 12"),
        ("Row (A)", "Row A"),
        ("Pullup", "pull-up"),
    ],
)
def test_names_of_two_exercises(one: str, other: str) -> None:
    assert exercise_key(one) != exercise_key(other)


@given(st.text(max_size=30))
def test_the_key_of_a_key_is_itself(name: str) -> None:
    key = exercise_key(name)
    assert exercise_key(key) == key


def test_one_exercise_under_two_spellings_is_called_as_its_latest_set_writes_it() -> None:
    store = station("a", timedelta())
    for number, name in enumerate(("Leg Press", "leg press")):
        journal: Journal = begin(store, plan(name), started=MONDAY + number * DAY)
        drive(Session(plan(name)), journal, ONE_SET)
    past = Past(store, "me")
    assert past.exercises() == ("leg press",)
    assert [done.exercise for done in past.sets("LEG-PRESS")] == ["leg press"] * 2
