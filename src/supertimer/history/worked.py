"""What advice on the body is made from: the workouts and the sets of one person, with muscles.

`supertimer next` reads these at every prompt: nothing here may import the engine.
"""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

from supertimer.body.muscles import Muscle
from supertimer.body.worked import Worked, Workout
from supertimer.history.ids import as_moment, as_text, as_zone
from supertimer.history.persons import aliases
from supertimer.history.store import Store
from supertimer.routine.catalogue import known

STANDING = "discarded = 0 AND deleted = 0"
"""The condition for a set that neither was repeated nor deleted."""

COUNTING = f"{STANDING} AND kind <> 'warmup' AND ended_by <> 'skip'"
"""The condition for a set that stands, and was done in earnest."""

MOST_WORKOUTS = 1000
"""Nobody's schedule depends on what was done more than so many workouts ago."""

Fault = Callable[[str, object, Exception], None]
"""Told of a row that means nothing: its table, its key, and why."""

_Muscles = tuple[tuple[Muscle, ...], tuple[Muscle, ...]]


def sets_worked(store: Store, person: str, since: datetime, fault: Fault) -> list[Worked]:
    """The counting sets of `person` since then, the earliest first.

    Raises:
        StoreError: the history cannot be read.
    """
    found = store.rows(
        "SELECT workout, attempt, exercise, ended, zone, tul_ms, ended_by, muscles"
        " FROM workouts JOIN sets ON workout = uuid"
        f" WHERE workouts.person = ? AND workouts.started >= ? AND {COUNTING}"
        " ORDER BY ended",
        person,
        as_text(since - timedelta(days=1)),  # a workout may have begun the day before
    )
    called = aliases(store, person)
    read: dict[str, dict[str, _Muscles]] = {}  # the same routine is in many workouts
    worked = []
    for workout, attempt, exercise, ended, zone, tul_ms, ended_by, written in found:
        try:
            when = as_moment(str(ended), as_zone(str(zone)))
            if when < since:
                continue
            text = str(written)
            if text not in read:
                read[text] = _read_muscles(text)
            primary, secondary = read[text].get(str(exercise), ((), ()))
            if not primary and (entry := known(str(exercise))):  # entered, or imported, without
                primary, secondary = entry.muscles, entry.also
            name = called.get(str(exercise), str(exercise))
            tul = int(tul_ms or 0)
        except (ValueError, TypeError, AttributeError) as error:
            fault("sets", (workout, attempt), error)
            continue
        worked.append(Worked(when, name, primary, secondary, tul, ended_by == "fatigue"))
    return worked


def workouts_done(
    store: Store, person: str, since: datetime, fault: Fault, limit: int = MOST_WORKOUTS
) -> list[Workout]:
    """The workouts of `person` since then in which something was done, the earliest first.

    At most the last `limit` of them.

    Raises:
        StoreError: the history cannot be read.
    """
    found = store.rows(
        "SELECT uuid, started, zone, routine FROM workouts WHERE person = ? AND started >= ?"
        f" AND EXISTS (SELECT 1 FROM sets WHERE workout = uuid AND {COUNTING})"
        " ORDER BY started DESC LIMIT ?",
        person,
        as_text(since),
        limit,
    )
    workouts = []
    for uuid, started, zone, routine in reversed(found):
        try:
            when = as_moment(str(started), as_zone(str(zone)))
        except ValueError as error:
            fault("workouts", uuid, error)
            continue
        workouts.append(Workout(when, str(routine)))
    return workouts


def _read_muscles(text: str) -> dict[str, _Muscles]:
    """Exercise -> the muscles that it works, and those that help."""
    return {
        exercise: (tuple(Muscle(name) for name in primary), tuple(Muscle(name) for name in also))
        for exercise, (primary, also) in json.loads(text).items()
    }
