"""Changes of the history after a workout: delete, restore, and correct the person or the day.

Nothing here removes a row, so that a merge brings nothing back, and every change can be undone by
the opposite one. Every function raises StoreError if the history can't be read or written.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from supertimer.errors import SupertimerError
from supertimer.history.ids import as_moment, as_text, as_zone
from supertimer.history.persons import Person, among, label_of, moved_key, people
from supertimer.history.rows import TableRow, Value
from supertimer.history.store import BEGINS, Store

EARLIEST = 1970
"""The first year that the history can store; no workout is moved before its end."""


class NoSetError(SupertimerError):
    """The history has no such set."""


class NoWorkoutError(SupertimerError):
    """The history has no such workout, or it can't be changed in this way."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A workout to change."""

    workout: str
    """The whole key."""
    person: str
    """The key of its person."""
    routine: str
    started: datetime
    deleted: bool

    def __str__(self) -> str:
        return f"{self.routine} on {self.started:%Y-%m-%d %H:%M}"


def find_workout(store: Store, begin: str) -> Chosen:
    """Return the workout whose key begins with `begin`, deleted or not.

    Raises NoWorkoutError if no workout or several match.
    """
    found = store.rows(
        "SELECT uuid, person, routine, started, zone, deleted FROM workouts"
        f" WHERE {BEGINS} LIMIT 2",
        begin,
    )
    if len(found) != 1 or not begin:
        matches = "several workouts have a key" if found else "the history has no workout"
        told = f"{matches} that begins with “{begin}”; see supertimer history --json"
        raise NoWorkoutError(told)
    uuid, person, routine, started, zone, deleted = found[0]
    try:
        moment = as_moment(str(started), as_zone(str(zone)))
    except ValueError as error:
        raise NoWorkoutError(f"workout {uuid}: {error}") from None
    return Chosen(str(uuid), str(person), str(routine), moment, bool(deleted))


def delete_set(store: Store, workout: str, attempt: int, *, restore: bool = False) -> None:
    """Delete a set, so that it no longer counts, or restore it.

    Raises NoSetError if the set does not exist, or is deleted (restored) already.
    """
    for row in store.workout(workout):
        if row.table == "sets" and row.values["attempt"] == attempt:
            if bool(row.values["deleted"]) is not restore:
                break
            store.write([row.with_change(deleted=int(not restore))])
            return
    raise NoSetError(f"{'deleted ' * restore}set not found: {workout}/{attempt}")


def delete_workout(store: Store, workout: str) -> None:
    """Delete a workout, so that none of it counts; raises NoWorkoutError if it is not there."""
    chosen = _standing(store, workout)
    store.write(_marked(store, chosen.workout, deleted=1))


def restore_workout(store: Store, workout: str) -> None:
    """Restore a deleted workout.

    Raises NoWorkoutError if it is not a deleted one, or if it was moved to another person.
    """
    chosen = find_workout(store, workout)
    if not chosen.deleted:
        raise NoWorkoutError(f"{chosen} is not deleted")
    for person in people(store):
        for key in person.keys:
            if _stands(store, copy := moved_key(chosen.workout, key)):
                raise NoWorkoutError(
                    f"{chosen} belongs to “{person.label}” now."
                    f" To move it: supertimer history --move {copy} --to NAME"
                )
    store.write(_marked(store, chosen.workout, deleted=0))


def move_to_person(store: Store, workout: str, person: Person) -> str:
    """Move a workout to the person whose it is, and return its new key.

    The workout gets a new key, and the old one is marked as deleted: the former person may
    be erased later, and with them the keys of all their workouts. A workout that is moved back has
    its first key again. Raises NoWorkoutError if it is not over, or is that person's already.
    """
    chosen = _standing(store, workout)
    if chosen.person in person.keys:
        raise NoWorkoutError(f"{chosen} belongs to “{person.label}” already")
    deleted = store.rows(
        f"SELECT uuid FROM workouts WHERE deleted = 1 AND person {among(person.keys)}", *person.keys
    )
    origins = [
        str(key) for (key,) in deleted if moved_key(str(key), chosen.person) == chosen.workout
    ]
    target = origins[0] if origins else moved_key(chosen.workout, person.key)
    rows = []
    for row in store.workout(chosen.workout):
        if row.table == "workouts":
            now: dict[str, Value] = {"uuid": target, "deleted": 0}
            rows.append(row.with_change(**now, person=person.key))
        elif row.table != "persons":
            rows.append(row.with_change(workout=target))
    store.write([*rows, *_marked(store, chosen.workout, deleted=1)])
    return target


def move_to_moment(store: Store, workout: str, started: datetime) -> None:
    """Let a workout, and each of its sets, begin at another time: it began at `started`.

    Raises NoWorkoutError if it is not over.
    """
    chosen = _standing(store, workout)
    by = started - chosen.started
    rows = []
    for row in store.workout(chosen.workout):
        if row.table == "workouts":
            rows.append(row.with_change(started=as_text(started)))
        elif row.table == "sets":
            moments = {name: _shifted(row.values[name], by) for name in ("started", "ended")}
            rows.append(row.with_change(**moments))
    store.write(rows)


def read_moment(text: str, before: datetime) -> datetime:
    """Return the moment in `text`, in the time zone of `before`, at its time if none is given.

    Raises ValueError, with a sentence, if `text` is not a possible moment.
    """
    told = text.strip()
    try:
        moment = datetime.fromisoformat(told)
        if not EARLIEST < moment.year < 9999:
            raise ValueError
    except ValueError:
        example = "such as 2026-11-20 or 2026-11-20 18:30"
        raise ValueError(f"“{told}” is not a date, {example}") from None
    if len(told) <= len("2026-11-20"):
        moment = datetime.combine(moment.date(), before.time())
    zone = before.tzinfo
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


def _standing(store: Store, workout: str) -> Chosen:
    """Return a workout that is neither deleted nor unfinished; raises NoWorkoutError."""
    chosen = find_workout(store, workout)
    if chosen.deleted:
        raise NoWorkoutError(f"{chosen} is deleted")
    if store.rows("SELECT 1 FROM marks WHERE workout = ? AND over = 0", chosen.workout):
        person = label_of(store, chosen.person)
        raise NoWorkoutError(
            f"{chosen} is not over: “{person}” can resume it, or mark it as stopped, first"
        )
    return chosen


def _stands(store: Store, workout: str) -> bool:
    return bool(store.rows("SELECT 1 FROM workouts WHERE uuid = ? AND deleted = 0", workout))


def _marked(store: Store, workout: str, deleted: int) -> list[TableRow]:
    """Return the row of a workout, marked as deleted or not."""
    rows = store.workout(workout)
    return [row.with_change(deleted=deleted) for row in rows if row.table == "workouts"]


def _shifted(moment: Value, by: timedelta) -> Value:
    """Return a stored moment `by` later; one that can't be read stays."""
    try:
        return as_text(as_moment(str(moment)) + by)
    except (ValueError, OverflowError):
        return moment
