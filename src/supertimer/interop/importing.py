"""From a file of another program to the history: which rows are new.

The key of a workout follows from the person, the format, and its start; the key of a set from the
exercise, its order, and how often that came before. No value is part of a key. The stamps of
imported rows are below those of every change that is made here, and a later import's are above an
earlier one's. So a file can be imported again, and what was edited here stays.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import PurePath
from typing import NamedTuple

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
from supertimer.history.set_record import cells
from supertimer.history.store import Store
from supertimer.history.upsert import defaults
from supertimer.interop.joining import joined
from supertimer.interop.preview import Preview, SetRead, WorkoutRead
from supertimer.interop.progress import SILENT, WorkProgress
from supertimer.interop.replaced import Replaced
from supertimer.units import plain_number

BAND = -(1 << 62)
"""The stamps of imports begin here; those of changes that are made here are 0 or more."""

_ATTEMPTS = 1 << 41  # above the numbers of imported sets, which are far above those of live ones

_BETWEEN_MS = 60_000  # the rests are unknown; a minute keeps the sets in order

_CHUNK = 500  # the most keys in one query

_APART = (*STAMP, "version", "batch")
"""The columns in which two rows may differ and still say the same."""

Row = dict[str, Value]


class PlannedSet(NamedTuple):
    """A set to write: what it says, which many sets share, and what is its own."""

    said: Row
    """The columns that follow from the file, without defaults."""
    attempt: int
    exercise: str
    number: Value
    started: Value
    ended: Value

    def row(self, workout: str, stamp: Row) -> Row:
        """Return the row of the table `sets`, without defaults."""
        return {
            **self.said,
            "workout": workout,
            "attempt": self.attempt,
            "exercise": self.exercise,
            "key": exercise_key(self.exercise),
            "number": self.number,
            "started": self.started,
            "ended": self.ended,
            **stamp,
        }


@dataclass(slots=True)
class PlannedWorkout:
    """A workout to write: the rows that would change something."""

    uuid: str
    row: Row | None = None
    mark: Row | None = None
    sets: list[PlannedSet] = field(default_factory=list)


@dataclass(slots=True)
class ImportPlan:
    """What an import would change in the history of one person."""

    batch: str
    stamp: Row
    replaced: Replaced = field(default_factory=Replaced)
    before: list[TableRow] = field(default_factory=list)
    """The rows of the person, of what belongs to no workout, and of the import."""
    workouts: list[PlannedWorkout] = field(default_factory=list)
    new_workouts: int = 0
    new_sets: int = 0
    updated: int = 0
    """Sets that an earlier import wrote with other values."""
    unchanged: int = 0
    kept: int = 0
    """Sets that were changed here since, and stay as they are."""
    new_weights: int = 0
    exercises: list[tuple[str, int, str]] = field(default_factory=list)
    """Each name in the file, its sets, and the exercise of the history that it is; empty: new."""

    @property
    def changes(self) -> bool:
        """Whether anything would change."""
        return bool(self.new_workouts or self.new_sets or self.updated or self.new_weights)

    def rows(self, progress: WorkProgress = SILENT) -> Iterator[TableRow]:
        """Yield the rows to write, those of one table together."""
        if not self.changes:
            return
        yield from self.before
        for workout in self.workouts:
            if workout.row is not None:
                yield TableRow("workouts", workout.row)
        for workout in self.workouts:
            if workout.mark is not None:
                yield TableRow("marks", workout.mark)
        for workout in progress.over("Storing", self.workouts):
            for each in workout.sets:
                yield TableRow("sets", each.row(workout.uuid, self.stamp))


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
    said = _Said()
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
            plan.workouts.append(_planned(workout, uuid, whose, said, stored, plan))
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


class _Said:
    """What sets say as columns, once for all sets that share their values."""

    def __init__(self) -> None:
        self._known: dict[int, Row] = {}

    def columns(self, read: SetRead) -> Row:
        """Return the columns of a set that follow from the file, without defaults."""
        if (found := self._known.get(id(read.values))) is None:
            given = {"kind": SetKind.WORK, "ended_by": EndedBy.FATIGUE, "imported": True}
            found = self._known[id(read.values)] = cells(given | dict(read.values))
        return found


def _planned(
    workout: WorkoutRead,
    uuid: str,
    whose: str,
    said: _Said,
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
    sets, lasted = _sets(workout, start, said)
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


def _sets(workout: WorkoutRead, start: datetime, said: _Said) -> tuple[list[PlannedSet], int]:
    """Return the sets of a workout, and how long they took in milliseconds."""
    numbers: dict[str, int] = {}
    seen: dict[tuple[str, str], int] = {}
    taken: set[int] = set()
    sets = []
    own: tuple[Value, Value, Value]
    utc = start.astimezone(UTC).replace(tzinfo=None)
    at = lasted = 0
    for read in workout.sets:
        row = said.columns(read)
        exercise, key, length = read.exercise, exercise_key(read.exercise), int(row["tul_ms"] or 0)
        numbers[key] = numbers.get(key, 0) + 1
        seen[key, read.order] = seen.get((key, read.order), 0) + 1
        attempt = read.attempt
        if attempt is None:
            attempt = _attempt(key, read.order, seen[key, read.order])
        while attempt in taken:
            attempt += 1
        taken.add(attempt)
        if "number" in row:  # a file that has the keys has these as well
            own = row["number"], row["started"], row["ended"]
        else:
            started = _moment(utc, at)
            ended = _moment(utc, at + length) if length else started
            own = numbers[key], started, ended
        lasted = max(lasted, at + length)
        at += length + _BETWEEN_MS
        sets.append(PlannedSet(row, attempt, exercise, *own))
    return sets, lasted


def _moment(utc: datetime, ms: int) -> str:
    """Return the moment `ms` milliseconds after `utc` as the history stores it."""
    return (utc + timedelta(milliseconds=ms)).isoformat(timespec="milliseconds") + "Z"


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
