"""A file on its way into the history: read it, show what it would change, and store it.

The command and the screen share this. They only ask, and draw the lines.
"""

import json
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from shlex import quote
from typing import ClassVar

from supertimer.body.exercise_key import exercise_key
from supertimer.errors import SupertimerError
from supertimer.history.merge import added
from supertimer.history.rows import TableRow
from supertimer.history.store import Store
from supertimer.interop import whole
from supertimer.interop.formats import read_csv
from supertimer.interop.import_plan import ImportPlan
from supertimer.interop.importing import place
from supertimer.interop.preview import ImportFileError, Options, Preview
from supertimer.interop.progress import SILENT, WorkProgress
from supertimer.interop.reading import day
from supertimer.interop.records import decoded
from supertimer.text import count, literal
from supertimer.units import minutes, plain_number

JSON = "json"
"""The name of the format of a whole history."""

MOST_BYTES = 500_000_000
"""The size of the largest file that is read."""


@dataclass(frozen=True, slots=True)
class LogImport:
    """The log of another program, and what it would change in the history of a person."""

    question: ClassVar[str] = "Import this?"
    file: Path
    preview: Preview
    plan: ImportPlan
    person: str

    @property
    def changes(self) -> bool:
        """Whether anything would change."""
        return self.plan.changes

    def lines(self, most: int | None = None) -> Iterator[str]:
        """Yield what the import reads and changes; of a long list, only the first `most` lines."""
        preview, plan = self.preview, self.plan
        yield f"{literal(str(self.file))}: {preview.title}, for {literal(self.person)}"
        parts = [count(len(preview.workouts), "workout"), count(preview.sets, "set")]
        if preview.weights:
            parts.append(count(len(preview.weights), "body weight"))
        yield f"  {', '.join(parts)}"
        yield from _example(preview)
        read = f"{count(preview.rows, 'row')}: {preview.read} read, {len(preview.refused)} not read"
        others = ", ".join(count(rows, name) for name, rows in sorted(preview.others.items()))
        yield f"  {read} (of these {others})" if others else f"  {read}"
        changes = {
            "new workout": plan.new_workouts,
            "new set": plan.new_sets,
            "new body weight": plan.new_weights,
            "corrected set": plan.updated,
        }
        for name, number in changes.items():
            if number:
                yield f"  {count(number, name)}"
        if plan.unchanged:
            yield f"  {count(plan.unchanged, 'set')} already in the history"
        if plan.kept:
            yield f"  {count(plan.kept, 'set')} not touched, because you changed them here"
        if plan.exercises:
            yield "Exercises:"
            yield from _some([_exercise(*each) for each in plan.exercises], most)
        if preview.refused:
            yield "Rows that were not read:"
            refused = [f"line {each.line}: {literal(each.reason)}" for each in preview.refused]
            yield from _some(refused, most)
        if not plan.changes:
            yield "The history has all of it already."

    def keep(self, store: Store, progress: WorkProgress = SILENT) -> tuple[str, ...]:
        """Store everything in one transaction; return what to tell the user.

        Raises StoreError, and stores nothing, if the history can't be written.
        """
        store.expect_many_rows()
        store.write(self.plan.rows(), self.plan.sets(progress))
        return (f"Imported. To undo it: supertimer import --undo --as {quote(self.person)}",)


@dataclass(frozen=True, slots=True)
class HistoryImport:
    """A whole history that `export json` wrote, to merge with this one."""

    question: ClassVar[str] = "Merge it into your history?"
    changes: ClassVar[bool] = True
    file: Path
    rows: list[TableRow]
    faults: list[str]
    known: frozenset[str] = frozenset()
    """The keys of the exercises that this history has."""

    def lines(self, most: int | None = None) -> Iterator[str]:
        """Yield what the file has; of a long list, only the first `most` lines."""
        yield f"{literal(str(self.file))}: a history of supertimer"
        kinds = Counter(row.table for row in self.rows)
        things = {"persons": "person", "workouts": "workout", "sets": "set"}
        parts = [count(kinds[table], thing) for table, thing in things.items()]
        yield f"  {', '.join(parts)}"
        rows = count(len(self.rows) + len(self.faults), "row")
        yield f"  {rows}: {len(self.rows)} read, {len(self.faults)} not read"
        done = [str(row.values["exercise"]) for row in self.rows if row.table == "sets"]
        if done:
            yield "Exercises:"
            yield from _some([self._exercise(*each) for each in Counter(done).items()], most)
        if self.faults:
            yield "Rows that were not read:"
            yield from _some([literal(fault) for fault in self.faults], most)

    def _exercise(self, name: str, sets: int) -> str:
        return _exercise(name, sets, name if exercise_key(name) in self.known else "")

    def keep(self, store: Store, progress: WorkProgress = SILENT) -> tuple[str, ...]:
        """Add what is new; return what to tell the user, the rows that were left out last.

        Raises StoreError if the history can't be written.
        """
        store.expect_many_rows()
        merged = added(store, progress.over("Storing", self.rows))
        return (merged.sentence(), *merged.faults)


FileImport = LogImport | HistoryImport


def content(file: Path, *, from_pipe: bool = False) -> bytes:
    """Return the bytes of a file; a pipe, which may never end, only if `from_pipe`.

    Raises ImportFileError if it can't be read, or is not a file.
    """
    try:
        kind = file.stat().st_mode
        if stat.S_ISDIR(kind):
            raise ImportFileError(f"{file} is a folder: name a file")
        if not stat.S_ISREG(kind) and not (from_pipe and stat.S_ISFIFO(kind)):
            raise ImportFileError(f"{file} is a device or a pipe: name a file")
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise ImportFileError(f"can't read {file}: {error.strerror}") from None
    except (ValueError, MemoryError) as error:
        raise ImportFileError(f"can't read {file}: {error or 'it is too large'}") from None
    if len(data) > MOST_BYTES:
        raise ImportFileError(f"{file} is larger than {MOST_BYTES // 1_000_000} MB")
    return data


def read(
    file: Path,
    data: bytes,
    options: Options,
    name: str | None = None,
    progress: WorkProgress = SILENT,
) -> Preview | HistoryImport:
    """Return what is in a file, of the format `name` or of the one that it shows.

    Raises QuestionError if the user has to answer a question first, and another SupertimerError if
    the file can't be read.
    """
    try:
        if name == JSON or (name is None and whole.looks_like(data)):
            return HistoryImport(file, *whole.read(_json(data)))
        return read_csv(data, options, name, progress)
    except SupertimerError as error:
        error.args = (f"{file}: {error}",)
        raise


def _json(data: bytes) -> object:
    try:
        return json.loads(decoded(data))
    except (ValueError, RecursionError) as error:
        raise whole.NotAHistoryError(f"the file is not JSON: {error}") from None


def compared(
    found: Preview | HistoryImport,
    store: Store,
    person: str,
    file: Path,
    progress: WorkProgress = SILENT,
) -> FileImport:
    """Return what `read` found, with what it would change for the person with this label."""
    if isinstance(found, HistoryImport):
        known = store.rows("SELECT DISTINCT key FROM sets WHERE deleted = 0")
        return replace(found, known=frozenset(str(key) for (key,) in known))
    return LogImport(file, found, place(store, person, found, str(file), progress), person)


def _example(preview: Preview) -> Iterator[str]:
    """Yield the days and a set, by which a user notices another unit or another order of days."""
    workouts = [workout for workout in preview.workouts.values() if workout.sets]
    if not workouts:
        return
    days = [day(workout.start) for workout in workouts]
    read = workouts[0].sets[0]
    load, reps, ms = (read.values.get(name) for name in ("load", "reps", "tul_ms"))
    facts = [
        literal(read.exercise),
        str(load) if load else "",
        f"{plain_number(Decimal(reps) / 100)} reps" if reps else "",
        minutes(ms) if ms else "",
    ]
    yield f"  {min(days)} to {max(days)}; the first set: {', '.join(filter(None, facts))}"


def _exercise(exercise: str, sets: int, meant: str) -> str:
    told = f"{literal(exercise)}: {count(sets, 'set')}"
    if not meant:
        return f"{told}, new"
    if exercise_key(meant) == exercise_key(exercise):
        return f"{told}, known"
    return f"{told}, joined to {literal(meant)}"


def _some(lines: list[str], most: int | None) -> Iterator[str]:
    for line in lines[:most]:
        yield f"  {line}"
    if most is not None and len(lines) > most:
        yield f"  and {len(lines) - most} more; --all shows them"
