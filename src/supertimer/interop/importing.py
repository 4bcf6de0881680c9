"""From a file of another program to the history: which rows are new, and how to undo them.

The key of a workout follows from the person, the format, and its start; the key of a set from the
exercise, its order, and how often that came before. No value is part of a key. The stamps of
imported rows are below those of every change that is made here, and a later import's are above an
earlier one's. So a file can be imported again, and what was edited here stays.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import PurePath
from typing import Any

from supertimer import __version__
from supertimer.body.exercise_key import exercise_key
from supertimer.errors import SupertimerError
from supertimer.history.ids import as_text, as_uuid, milliseconds, new_key, zone_name
from supertimer.history.persons import among, keys_of, person_row
from supertimer.history.queries import Past
from supertimer.history.rows import STAMP, TableRow, Value
from supertimer.history.set_record import SetDone
from supertimer.history.store import Store
from supertimer.history.upsert import defaults
from supertimer.interop.preview import Preview, SetRead, WorkoutRead
from supertimer.routine.catalogue import Known, known
from supertimer.units import plain_number

BAND = -(1 << 62)
"""The stamps of imports begin here; those of changes that are made here are 0 or more."""

_ATTEMPTS = 1 << 41  # above the numbers of imported sets, which are far above those of live ones

_BETWEEN_MS = 60_000  # the rests are unknown; a minute keeps the sets in order

_CHUNK = 500  # the most keys in one query

_APART = (*STAMP, "version", "batch")
"""The columns in which two rows may differ and still say the same."""


class NoImportError(SupertimerError):
    """There is no import to undo."""


@dataclass(slots=True)
class ImportPlan:
    """What an import would change in the history of one person."""

    batch: str
    rows: list[TableRow] = field(default_factory=list)
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


@dataclass(frozen=True, slots=True)
class Undoable:
    """The latest import of a person."""

    batch: str
    format: str
    file: str
    at: datetime
    workouts: int
    sets: int
    weights: int


def place(store: Store, person: str, preview: Preview, file: str) -> ImportPlan:
    """Return what the import of a file would write for the person with this label."""
    now = store.now()
    owner = person_row(store, person)
    keys = keys_of(store, person)
    whose = str(owner.values["uuid"])
    keys = keys if whose in keys else (whose,)
    placed = ImportPlan(new_key(now))
    stamp: dict[str, Value] = {"changed": _next_stamp(store, now), "station": ""}
    rows: list[TableRow] = [*_joined(store, person, whose, preview, placed, stamp)]
    workouts = list(preview.workouts.values())
    for begin in range(0, len(workouts), _CHUNK):
        found = [
            (workout, [_workout_key(key, preview.format, workout) for key in keys])
            for workout in workouts[begin : begin + _CHUNK]
        ]
        stored = _Stored(store, [key for _, several in found for key in several])
        for workout, several in found:
            uuid = next((key for key in several if key in stored.workouts), several[0])
            rows += _workout_rows(workout, uuid, whose, stamp, stored, placed)
    rows += _weight_rows(store, preview, whose, keys, stamp, placed)
    if placed.changes:
        entry: dict[str, Value] = {
            "batch": placed.batch,
            "person": whose,
            "format": preview.format,
            "file": PurePath(file).name.encode("utf-8", "replace").decode(),
            "at": as_text(now),
        }
        placed.rows = [owner, TableRow("imports", entry), *rows]
    return placed


def latest(store: Store, person: str) -> Undoable:
    """Return the latest import of the person with this label that was not undone.

    Raises NoImportError if there is none.
    """
    keys = keys_of(store, person)
    found = store.rows(
        "SELECT batch, format, file, at FROM imports"
        f" WHERE person {among(keys)} AND undone = 0 ORDER BY at DESC, batch DESC LIMIT 1",
        *keys,
    )
    if not found:
        raise NoImportError(f"no import to undo for {person}")
    batch, name, file, at = map(str, found[0])
    ((workouts, sets, weights),) = store.rows(
        "SELECT (SELECT count(*) FROM workouts WHERE batch = ?1 AND deleted = 0),"
        " (SELECT count(*) FROM sets JOIN workouts ON uuid = workout"
        " WHERE batch = ?1 AND sets.deleted = 0 AND workouts.deleted = 0),"
        " (SELECT count(*) FROM bodyweights WHERE batch = ?1 AND deleted = 0)",
        batch,
    )
    moment = datetime.fromisoformat(at).astimezone()
    counts = (int(each or 0) for each in (workouts, sets, weights))
    return Undoable(batch, name, file, moment, *counts)


def undo(store: Store, batch: str) -> None:
    """Delete what came with an import, here and in every history merged with this."""
    stamp: dict[str, Value] = {"changed": _next_stamp(store, store.now()), "station": ""}
    ((written,),) = store.rows(
        "SELECT max(changed) FROM workouts WHERE batch = ? AND changed < 0", batch
    )
    rows: list[TableRow] = []
    for table, which, values in (
        ("imports", "batch = ?", (batch,)),
        ("workouts", "batch = ?", (batch,)),
        ("sets", "workout IN (SELECT uuid FROM workouts WHERE batch = ?)", (batch,)),
        ("bodyweights", "batch = ?", (batch,)),
        ("aliases", "changed = ? AND changed < 0", (written,)),
    ):
        for row in store.select(table, which, *values):
            change: dict[str, Value] = {"deleted": 1}
            if table == "imports":
                change = {"undone": 1}
            elif table == "aliases":
                change = {"now": row.values["exercise"]}
            changed = row.values["changed"]
            imported = isinstance(changed, int) and changed < 0
            rows.append(row.with_change(**change, **(stamp if imported else {})))
    store.write(rows)


def _next_stamp(store: Store, now: datetime) -> int:
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
        self.lasted: dict[str, Value] = {}
        for begin in range(0, len(keys), _CHUNK):
            part = tuple(keys[begin : begin + _CHUNK])
            found = [row.values for row in store.select("workouts", f"uuid {among(part)}", *part)]
            if not found:
                continue
            self.workouts |= {str(values["uuid"]): values for values in found}
            for row in store.select("marks", f"workout {among(part)}", *part):
                self.lasted[str(row.values["workout"])] = row.values["at"]
            for row in store.select("sets", f"workout {among(part)}", *part):
                values = row.values
                self.sets[str(values["workout"]), int(values["attempt"] or 0)] = values


def _workout_key(person: str, name: str, workout: WorkoutRead) -> str:
    if workout.key:
        return workout.key
    return as_uuid(_hash(person, name, workout.identity)[:16])


def _hash(*parts: str) -> bytes:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).digest()


def _workout_rows(
    workout: WorkoutRead,
    uuid: str,
    whose: str,
    stamp: Mapping[str, Value],
    stored: _Stored,
    placed: ImportPlan,
) -> Iterator[TableRow]:
    """Yield the rows of a workout that would change something."""
    start = workout.start.astimezone() if workout.start.tzinfo is None else workout.start
    sets, lasted = _sets(workout, uuid, start, stamp)
    before = stored.workouts.get(uuid)
    undone = before is not None and _is_imported(before) and bool(before["deleted"])
    values: dict[str, Value] = {
        "uuid": uuid,
        "person": whose if before is None else before["person"],
        "routine": workout.name,
        "version": __version__,
        "started": as_text(start),
        "zone": zone_name(start),
        "note": workout.note,
        "batch": placed.batch if before is None or undone else before["batch"],
        **stamp,
    }
    if before is None or (_is_imported(before) and not _same("workouts", before, values)):
        yield TableRow("workouts", values)
        placed.new_workouts += before is None or undone
    lasted = workout.lasted_ms or lasted
    if before is None or (_is_imported(before) and stored.lasted.get(uuid) != lasted):
        mark: dict[str, Value] = {"workout": uuid, "at": lasted, "over": 1}
        yield TableRow("marks", {**mark, **stamp})
    for row in sets:
        then = stored.sets.get((uuid, int(row["attempt"] or 0)))
        if then is None or (_is_imported(then) and then["deleted"]):
            placed.new_sets += 1
        elif _same("sets", then, row):
            placed.unchanged += 1
            continue
        elif not _is_imported(then):
            placed.kept += 1
            continue
        else:
            placed.updated += 1
        yield TableRow("sets", row)


def _sets(
    workout: WorkoutRead, uuid: str, start: datetime, stamp: Mapping[str, Value]
) -> tuple[list[dict[str, Value]], int]:
    """Return the rows of the sets of a workout, and how long they took in milliseconds."""
    numbers: Counter[str] = Counter()
    seen: Counter[tuple[str, str]] = Counter()
    taken: set[int] = set()
    rows = []
    utc = start.astimezone(UTC).replace(tzinfo=None)
    at = lasted = 0
    for read in workout.sets:
        row = dict(_row(read.exercise, tuple(read.values.items())))
        key, length = str(row["key"]), int(row["tul_ms"] or 0)
        numbers[key] += 1
        seen[key, read.order] += 1
        attempt = read.attempt
        if attempt is None:
            attempt = _attempt(key, read, seen[key, read.order])
        while attempt in taken:
            attempt += 1
        taken.add(attempt)
        row["workout"] = uuid
        row["attempt"] = attempt
        if "number" not in read.values:  # a file that has the keys has these as well
            row["number"] = numbers[key]
            row["started"] = _moment(utc, at)
            row["ended"] = _moment(utc, at + length)
        lasted = max(lasted, at + length)
        at += length + _BETWEEN_MS
        row.update(stamp)
        rows.append(row)
    return rows, lasted


def _moment(utc: datetime, ms: int) -> str:
    """Return the moment `ms` milliseconds after `utc` as the history stores it."""
    return (utc + timedelta(milliseconds=ms)).isoformat(timespec="milliseconds") + "Z"


@lru_cache(4096)  # a log has the same sets over and over
def _row(exercise: str, values: tuple[tuple[str, Any], ...]) -> Mapping[str, Value]:
    """Return what a set of a file says as a row, without the columns that have their default."""
    never = datetime.fromtimestamp(0, UTC)
    given: dict[str, Any] = {"started": never, "ended": never, "number": 1, "imported": True}
    given |= dict(values)
    done = SetDone(workout="", attempt=0, person="", exercise=exercise, **given)
    usual = defaults()["sets"]
    found = done.row().values
    return {
        name: value for name, value in found.items() if name not in usual or value != usual[name]
    }


def _attempt(key: str, read: SetRead, occurrence: int) -> int:
    digest = _hash(key, read.order, str(occurrence))
    return _ATTEMPTS // 2 + int.from_bytes(digest[:8]) % (_ATTEMPTS // 2)


def _is_imported(values: Mapping[str, Value]) -> bool:
    """Return whether an import wrote the row last."""
    changed = values["changed"]
    return isinstance(changed, int) and changed < 0


def _same(table: str, then: Mapping[str, Value], now: Mapping[str, Value]) -> bool:
    """Return whether a stored row says what a row would say that leaves out defaults."""
    whole = {**defaults()[table], **now}
    return all(then[name] == value for name, value in whole.items() if name not in _APART)


def _weight_rows(
    store: Store,
    preview: Preview,
    whose: str,
    keys: Iterable[str],
    stamp: Mapping[str, Value],
    placed: ImportPlan,
) -> Iterator[TableRow]:
    """Yield the body weights that the history does not have."""
    if not preview.weights:
        return
    keys = tuple(keys)
    stored = {
        str(row.values["at"]): row.values
        for row in store.select("bodyweights", f"person {among(keys)}", *keys)
    }
    for weight in preview.weights:
        at = as_text(weight.at.astimezone())
        amount = plain_number(weight.amount)
        then = stored.get(at)
        if then is not None and (
            not _is_imported(then)
            or (then["amount"], then["unit"], then["deleted"]) == (amount, weight.unit, 0)
        ):
            continue
        row: dict[str, Value] = {
            **{"person": whose, "at": at, "amount": amount, "unit": str(weight.unit)},
            **{"deleted": 0, "batch": placed.batch},
        }
        stored[at] = {**row, **stamp}
        placed.new_weights += 1
        yield TableRow("bodyweights", {**row, **stamp})


def _joined(
    store: Store,
    person: str,
    whose: str,
    preview: Preview,
    placed: ImportPlan,
    stamp: Mapping[str, Value],
) -> Iterator[TableRow]:
    """Yield an alias for each exercise that the person does under another name of the catalog."""
    names = Counter(read.exercise for workout in preview.workouts.values() for read in workout.sets)
    past = Past(store, person)
    mine = past.exercises()
    by_key = {past.aliases.key(name): name for name in mine}
    by_entry: dict[Known, str] = {}
    for name in mine:
        if (entry := in_catalogue(name)) is not None:
            by_entry.setdefault(entry, name)
    for name, sets in names.items():
        meant = by_key.get(past.aliases.key(name), "")
        entry = in_catalogue(name)
        if not meant and entry is not None and (meant := by_entry.get(entry, "")):
            row: dict[str, Value] = {
                **{"person": whose, "key": exercise_key(name), "exercise": name, "now": meant},
                **stamp,
            }
            yield TableRow("aliases", row)
        placed.exercises.append((name, sets, meant))


def in_catalogue(name: str) -> Known | None:
    """Return the exercise of the catalog that a name means: `Leg Press (Machine)` is Leg press."""
    if (entry := known(name)) is not None:
        return entry
    plain, bracket, equipment = name.partition(" (")
    if not bracket or not equipment.endswith(")"):
        return None
    with_equipment = known(f"{equipment[:-1]} {plain}")
    machine = equipment[:-1].casefold() in ("machine", "maschine", "macchina", "máquina")
    return with_equipment or (known(plain) if machine else None)
