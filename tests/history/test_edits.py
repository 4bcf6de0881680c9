"""Mistakes after the fact: a workout of the wrong person, of the wrong day, or of no person."""

from datetime import timedelta
from itertools import count

import pytest

from supertimer.engine.commands import Fatigue, Go, Stop
from supertimer.engine.session import Session
from supertimer.history.edits import (
    NoWorkoutError,
    delete_workout,
    find_workout,
    move_to_moment,
    move_to_person,
    restore_workout,
)
from supertimer.history.persons import erase, find_person
from supertimer.history.queries import Past
from supertimer.history.resume import read_kept
from supertimer.history.rows import TableRow
from supertimer.history.schema import KEYS
from supertimer.history.store import Store
from tests.history.workouts import MONDAY, begin, drive, plan

DAY = timedelta(days=1)


def worked_out(store: Store, person: str, *exercises: str) -> str:
    """A workout of one set that was stopped after it; its key."""
    session = Session(plan(*exercises or ("Row",)))
    journal = begin(store, session.plan, person=person)
    drive(session, journal, [(Go(), 0), (Fatigue(), 107_000), (Stop(), 3_000)])
    return journal.workout


def everything(store: Store) -> dict[str, list[object]]:
    """All rows, without the stamps."""
    return {
        table: [
            {k: v for k, v in row.values.items() if k not in ("changed", "station")}
            for row in store.table(table)
        ]
        for table in KEYS
    }


def test_a_workout_of_the_wrong_person_is_moved_whole_and_back(store: Store) -> None:
    worked_out(store, "Anna")
    workout = worked_out(store, "Bert", "Leg press", "Row")
    before, kept = everything(store), read_kept(store, workout)
    moved = move_to_person(store, workout, find_person(store, "Anna"))
    assert moved != workout
    assert Past(store, "Bert").sessions() == []
    assert [each.workout for each in Past(store, "Anna").sessions()][-1] == moved
    assert len(Past(store, "Anna").sets("Leg press")) == 1
    copy = read_kept(store, moved)
    assert (copy.commands, copy.session().results) == (kept.commands, kept.session().results)
    assert move_to_person(store, moved, find_person(store, "Bert")) == workout
    gone = {row.values["uuid"] for row in store.table("workouts") if row.values["deleted"]}
    assert gone == {moved}
    after = everything(store)
    for table, rows in before.items():
        assert [row for row in after[table] if row in rows] == rows
    assert move_to_person(store, workout, find_person(store, "Anna")) == moved, "and again"


def test_a_moved_workout_outlives_the_person_whose_it_was_not(store: Store) -> None:
    worked_out(store, "Anna")
    moved = move_to_person(store, worked_out(store, "Bert"), find_person(store, "Anna"))
    erase(store, "Bert")
    assert moved in [each.workout for each in Past(store, "Anna").sessions()]
    assert read_kept(store, moved).session().results


def test_who_is_erased_leaves_nothing_of_a_workout_that_somebody_else_had_first(
    store: Store,
) -> None:
    worked_out(store, "Anna")
    workout = worked_out(store, "Bert")
    move_to_person(store, workout, find_person(store, "Anna"))
    erase(store, "Anna")
    assert list(store.table("sets")) == list(store.table("workouts")) == []
    assert workout in {row.values["key"] for row in store.table("erased")}


def test_a_workout_of_the_wrong_day_is_moved_with_its_sets_and_back(store: Store) -> None:
    workout = worked_out(store, "me")
    before = everything(store)
    move_to_moment(store, workout, MONDAY - 3 * DAY)
    (session,) = Past(store, "me").sessions()
    assert session.started == MONDAY - 3 * DAY
    assert session.sets[0].started == MONDAY - 3 * DAY + timedelta(seconds=10)
    move_to_moment(store, workout, MONDAY)
    assert everything(store) == before


def test_a_deleted_workout_counts_nowhere_until_it_is_restored(store: Store) -> None:
    workout = worked_out(store, "me")
    before = everything(store)
    delete_workout(store, workout)
    past = Past(store, "me")
    assert not any((past.sessions(), past.sets("Row"), past.last("Row").sets))
    assert not any((past.worked(MONDAY), past.workouts(MONDAY)))
    with pytest.raises(NoWorkoutError, match="is deleted"):
        move_to_moment(store, workout, MONDAY)
    restore_workout(store, workout)
    assert everything(store) == before


def test_what_was_moved_is_not_restored_beside_its_copy(store: Store) -> None:
    worked_out(store, "Anna")
    workout = worked_out(store, "Bert")
    moved = move_to_person(store, workout, find_person(store, "Anna"))
    with pytest.raises(NoWorkoutError, match=f"belongs to “Anna” now.*--move {moved}"):
        restore_workout(store, workout)


def test_a_workout_that_is_not_over_stays_where_it_is(store: Store) -> None:
    worked_out(store, "Anna")
    session = Session(plan("Row"))
    journal = begin(store, session.plan)
    drive(session, journal, [(Go(), 0)])
    with pytest.raises(NoWorkoutError, match="can resume it"):
        move_to_person(store, journal.workout, find_person(store, "Anna"))


def test_a_key_is_found_by_its_beginning(store: Store) -> None:
    workout = worked_out(store, "me")
    assert find_workout(store, workout[:6]).workout == workout
    for begins in ("", "nothing"):
        with pytest.raises(NoWorkoutError, match=r"no workout|several"):
            find_workout(store, begins)


def test_nothing_is_based_on_a_workout_until_its_day(store: Store) -> None:
    worked_out(store, "me")
    for day, counted in zip(count(-1), (0, 1, 1), strict=False):
        past = Past(store, "me", MONDAY + day * DAY - timedelta(hours=1))
        found = (
            *(past.sets("Row"), past.last("Row").sets, past.worked(MONDAY - 9 * DAY)),
            *(past.workouts(MONDAY - 9 * DAY), past.sessions(counting=True)),
        )
        assert [len(each) for each in found] == [counted] * 5
        assert len(past.ahead()) == 1 - counted
        assert len(past.sessions()) == 1


def test_what_was_left_out_last_time(store: Store) -> None:
    worked_out(store, "me")
    past = Past(store, "me")
    assert past.left_out("Big Five") == ()
    (row,) = store.table("marks")
    kept = {k: v for k, v in row.values.items() if k not in ("changed", "station")}
    store.write([TableRow("marks", {**kept, "left_out": '["Dip", "Row"]'})])
    assert past.left_out("Big Five") == ("Dip", "Row")
    assert past.left_out("Other") == ()
    store.write([TableRow("marks", {**kept, "left_out": "nonsense"})])
    assert past.left_out("Big Five") == ()
    assert past.faults
