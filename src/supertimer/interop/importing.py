"""From a file of another program to the history: which rows are new.

The key of a workout follows from the person, the format, and its start; the key of a set from the
exercise, its order, and how often that came before. No value is part of a key. The stamps of
imported rows are below those of every change that is made here, and a later import's are above an
earlier one's. So a file can be imported again, and what was edited here stays.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import PurePath
from typing import Any

from supertimer import __version__
from supertimer.body.exercise_key import exercise_key
from supertimer.engine.plan import SetKind
from supertimer.engine.result import EndedBy
from supertimer.history.ids import (
    as_moment,
    as_text,
    as_uuid,
    as_zone,
    milliseconds,
    new_key,
    zone_name,
)
from supertimer.history.persons import among, keys_of, person_row
from supertimer.history.rows import STAMP, TableRow, Value
from supertimer.history.set_record import columns, encoded
from supertimer.history.store import Store
from supertimer.history.upsert import defaults
from supertimer.interop.import_plan import ImportPlan, PlannedSet, PlannedWorkout, Row, Said
from supertimer.interop.joining import joined
from supertimer.interop.preview import Preview, SetRead, WorkoutRead
from supertimer.interop.progress import SILENT, WorkProgress
from supertimer.units import plain_number

BAND = -(1 << 62)
"""The stamps of imports begin here; those of changes that are made here are 0 or more."""

_ATTEMPTS = 1 << 41  # above the numbers of imported sets, which are far above those of live ones

_MS = timedelta(milliseconds=1)

_BETWEEN_MS = 60_000  # the rests are unknown; a minute keeps the sets in order

_CHUNK = 500  # the most keys in one query

_USUAL = {"kind": SetKind.WORK, "ended_by": EndedBy.FATIGUE, "imported": True}
"""What a set says about which the file says nothing."""

_TIMES = ("number", "started", "ended")
"""The columns of `OWN` that a file with the keys of its sets has, too."""

_APART = (*STAMP, "version", "batch")
"""The columns in which two rows may differ and still say the same."""


def place(
    store: Store, person: str, preview: Preview, file: str, progress: WorkProgress = SILENT
) -> ImportPlan:
    """Return what the import of a file would write for the person with this label."""
    now = store.now()
    owner = person_row(store, person)
    keys = keys_of(store, person)
    whose = str(owner.values["uuid"])
    keys = keys if whose in keys else (whose,)
    stamp: Row = {"changed": next_stamp(store, now), "station": ""}
    plan = ImportPlan(new_key(now), stamp)
    entry: Row = {
        "batch": plan.batch,
        "format": preview.format,
        "file": PurePath(file).name.encode("utf-8", "replace").decode(),
        "at": as_text(now),
    }
    plan.before.append(owner)
    aliases = {
        row.values["key"]: row.values for row in store.select("aliases", "person = ?", whose)
    }
    names = (read.exercise for workout in preview.workouts.values() for read in workout.sets)
    for name, sets, meant, needs_alias in joined(store, person, names):
        plan.exercises.append((name, sets, meant))
        if needs_alias:
            alias: Row = {"person": whose, "key": exercise_key(name), "exercise": name}
            alias |= {"now": meant, **stamp}
            plan.replaced.add(whose, "aliases", alias, aliases.get(alias["key"]))
            plan.before.append(TableRow("aliases", alias))
    plan.before += _weight_rows(store, preview, whose, keys, plan)
    sayings = _Sayings()
    workouts = list(preview.workouts.values())
    parts = [workouts[begin : begin + _CHUNK] for begin in range(0, len(workouts), _CHUNK)]
    for part in progress.over("Comparing", parts):
        found = [
            (workout, [_workout_key(key, preview.format, workout) for key in keys])
            for workout in part
        ]
        stored = _Stored(store, [key for _, several in found for key in several])
        for workout, several in found:
            uuid = next((key for key in several if key in stored.workouts), several[0])
            plan.workouts.append(_planned(workout, uuid, whose, sayings, stored, plan))
    records: dict[str, str | None] = {whose: None, **dict(plan.replaced.texts())}
    for each, text in records.items():
        plan.before.append(TableRow("imports", {**entry, "person": each, "replaced": text}))
    return plan


def next_stamp(store: Store, now: datetime) -> int:
    """Return a stamp above those of all imports so far, and below those of all other changes."""
    tables = ("workouts", "sets", "bodyweights", "aliases")
    parts = " UNION ALL ".join(
        f"SELECT max(changed) AS changed FROM {table} WHERE changed < 0" for table in tables
    )
    ((highest,),) = store.rows(f"SELECT max(changed) FROM ({parts})")
    at = BAND + (milliseconds(now) << 16)
    return at if highest is None else max(at, int(highest) + 1)


class _Stored:
    """What the history has under some keys of workouts already."""

    def __init__(self, store: Store, keys: list[str]) -> None:
        self.workouts: dict[str, Mapping[str, Value]] = {}
        self.sets: dict[tuple[str, int], Mapping[str, Value]] = {}
        self.marks: dict[str, Mapping[str, Value]] = {}
        for begin in range(0, len(keys), _CHUNK):
            part = tuple(keys[begin : begin + _CHUNK])
            found = [row.values for row in store.select("workouts", f"uuid {among(part)}", *part)]
            if not found:
                continue
            self.workouts |= {str(values["uuid"]): values for values in found}
            for row in store.select("marks", f"workout {among(part)}", *part):
                self.marks[str(row.values["workout"])] = row.values
            for row in store.select("sets", f"workout {among(part)}", *part):
                values = row.values
                self.sets[str(values["workout"]), int(values["attempt"] or 0)] = values


def _workout_key(person: str, name: str, workout: WorkoutRead) -> str:
    if workout.key:
        return workout.key
    return as_uuid(_hash(person, name, workout.identity)[:16])


def _hash(*parts: str) -> bytes:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).digest()


class _Sayings:
    """What sets say as columns, once for all sets that share their values."""

    def __init__(self) -> None:
        self._known: dict[int, Said] = {}

    def of(self, read: SetRead) -> Said:
        """Return what a set says that follows from the file."""
        if (found := self._known.get(id(read.values))) is None:
            given: dict[str, Any] = {**_USUAL, **read.values}
            own = encoded({name: given.pop(name) for name in _TIMES if name in given})
            found = Said(columns(tuple(given)), encoded(given), int(given["tul_ms"] or 0), own)
            self._known[id(read.values)] = found
        return found


def _planned(
    workout: WorkoutRead,
    uuid: str,
    whose: str,
    sayings: _Sayings,
    stored: "_Stored",
    plan: ImportPlan,
) -> PlannedWorkout:
    """Return the rows of a workout that would change something, and count them in the plan."""
    planned = PlannedWorkout(uuid)
    before = stored.workouts.get(uuid)
    start = workout.start.astimezone() if workout.start.tzinfo is None else workout.start
    if before is not None:
        with suppress(ValueError):  # a damaged row has no moment
            was = as_moment(str(before["started"]), as_zone(str(before["zone"])))
            if start == was.replace(second=0, microsecond=0):  # a spreadsheet drops the seconds
                start = was
    sets, lasted = _sets(workout, start, sayings)
    undone = before is not None and _is_imported(before) and bool(before["deleted"])

    def keep(table: str, row: Row, then: Mapping[str, Value] | None) -> None:
        if before is not None and not undone:
            plan.replaced.add(str(before["person"]), table, row, then)

    values: Row = {
        "uuid": uuid,
        "person": whose if before is None else before["person"],
        "routine": workout.name,
        "version": __version__,
        "started": as_text(start),
        "zone": zone_name(start),
        "note": workout.note,
        "batch": plan.batch if before is None or undone else before["batch"],
        **plan.stamp,
    }
    if before is None or (_is_imported(before) and not _same("workouts", before, values)):
        planned.row = values
        plan.new_workouts += before is None or undone
        keep("workouts", values, before)
    lasted = workout.lasted_ms or lasted
    mark = stored.marks.get(uuid)
    if before is None or (_is_imported(before) and (mark is None or mark["at"] != lasted)):
        planned.mark = {"workout": uuid, "at": lasted, "over": 1, **plan.stamp}
        keep("marks", planned.mark, mark)
    if before is None:
        planned.sets = sets
        plan.new_sets += len(sets)
        return planned
    for each in sets:
        then = stored.sets.get((uuid, each.attempt))
        row = each.row(uuid, plan.stamp)
        if then is None or (_is_imported(then) and then["deleted"]):
            plan.new_sets += 1
        elif _same("sets", then, row):
            plan.unchanged += 1
            continue
        elif not _is_imported(then):
            plan.kept += 1
            continue
        else:
            plan.updated += 1
        keep("sets", row, None if then is None or then["deleted"] else then)
        planned.sets.append(each)
    return planned


def _sets(workout: WorkoutRead, start: datetime, sayings: _Sayings) -> tuple[list[PlannedSet], int]:
    """Return the sets of a workout, and how long they took in milliseconds."""
    numbers: dict[str, int] = {}
    seen: dict[tuple[str, str], int] = {}
    taken: set[int] = set()
    sets = []
    utc = start.astimezone(UTC).replace(tzinfo=None)
    at = lasted = 0
    for read in workout.sets:
        said, exercise = sayings.of(read), read.exercise
        key, length = exercise_key(exercise), said.tul_ms
        numbers[key] = numbers.get(key, 0) + 1
        seen[key, read.order] = seen.get((key, read.order), 0) + 1
        attempt = read.attempt
        if attempt is None:
            attempt = _attempt(key, read.order, seen[key, read.order])
        while attempt in taken:
            attempt += 1
        taken.add(attempt)
        if said.own:
            number, started, ended = said.own
        else:
            number, started = numbers[key], _moment(utc, at)
            ended = _moment(utc, at + length) if length else started
        lasted = max(lasted, at + length)
        at += length + _BETWEEN_MS
        sets.append(PlannedSet(said, attempt, exercise, number, started, ended))
    return sets, lasted


def _moment(utc: datetime, ms: int) -> str:
    """Return the moment `ms` milliseconds after `utc` as the history stores it."""
    return (utc + ms * _MS).isoformat(timespec="milliseconds") + "Z"


@lru_cache(4096)  # a log has the same exercises and orders over and over
def _attempt(key: str, order: str, occurrence: int) -> int:
    digest = _hash(key, order, str(occurrence))
    return _ATTEMPTS // 2 + int.from_bytes(digest[:8]) % (_ATTEMPTS // 2)


def _is_imported(values: Mapping[str, Value]) -> bool:
    """Return whether an import wrote the row last."""
    changed = values["changed"]
    return isinstance(changed, int) and changed < 0


def _same(table: str, then: Mapping[str, Value], now: Row) -> bool:
    """Return whether a stored row says what a row would say that leaves out defaults."""
    apart = {name: then[name] for name in _APART if name in then}
    return {**defaults()[table], **now, **apart} == then


def _weight_rows(
    store: Store,
    preview: Preview,
    whose: str,
    keys: Iterable[str],
    plan: ImportPlan,
) -> Iterator[TableRow]:
    """Yield the body weights that the history does not have."""
    if not preview.weights:
        return
    keys = tuple(keys)
    stored = {
        str(row.values["at"]): row.values
        for row in store.select("bodyweights", f"person {among(keys)}", *keys)
    }
    read = {as_text(weight.at.astimezone()): weight for weight in preview.weights}
    for at, weight in read.items():
        amount = plain_number(weight.amount)
        then = stored.get(at)
        if then is not None and (
            not _is_imported(then)
            or (then["amount"], then["unit"], then["deleted"]) == (amount, weight.unit, 0)
        ):
            continue
        person = whose if then is None else str(then["person"])
        row: Row = {
            **{"person": person, "at": at, "amount": amount, "unit": str(weight.unit)},
            **{"deleted": 0, "batch": plan.batch},
            **plan.stamp,
        }
        if then is not None and not then["deleted"]:
            plan.replaced.add(person, "bodyweights", row, then)
        plan.new_weights += 1
        yield TableRow("bodyweights", row)
