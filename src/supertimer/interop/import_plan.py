"""What an import would write: the rows that would change something, and their counts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from supertimer.body.exercise_key import exercise_key
from supertimer.history.rows import ManyRows, TableRow, Value
from supertimer.interop.progress import SILENT, WorkProgress
from supertimer.interop.replaced import Replaced

OWN = ("workout", "attempt", "exercise", "key", "number", "started", "ended")
"""The columns of a set that say what the others do not share."""

Row = dict[str, Value]


class Said(NamedTuple):
    """What the file says about a set: many sets share it."""

    columns: tuple[str, ...]
    """The columns of the table `sets` that it gives; others of them have their defaults."""
    cells: tuple[Value, ...]
    tul_ms: int
    own: tuple[Value, ...]
    """The number, the start, and the end, if the file has the key of the set and these, too."""


class PlannedSet(NamedTuple):
    """A set to write: what the file says, and what the set shares with no other."""

    said: Said
    attempt: int
    exercise: str
    number: Value
    started: Value
    ended: Value

    def cells(self, workout: str) -> tuple[Value, ...]:
        """Return the values of the columns in `said`, and of those in `OWN`."""
        said, attempt, exercise, number, started, ended = self
        own = (workout, attempt, exercise, exercise_key(exercise), number, started, ended)
        return said.cells + own

    def row(self, workout: str, stamp: Row) -> Row:
        """Return the row of the table `sets`, without defaults."""
        columns = self.said.columns + OWN
        return dict(zip(columns, self.cells(workout), strict=True)) | stamp


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

    def rows(self) -> Iterator[TableRow]:
        """Yield the rows to write but those of the sets, the rows of one table together."""
        if not self.changes:
            return
        yield from self.before
        for workout in self.workouts:
            if workout.row is not None:
                yield TableRow("workouts", workout.row)
        for workout in self.workouts:
            if workout.mark is not None:
                yield TableRow("marks", workout.mark)

    def sets(self, progress: WorkProgress = SILENT) -> Iterator[ManyRows]:
        """Yield the sets to write after `rows`, those with the same columns together.

        They are in the order of the workouts' keys, in which the database finds their places
        soonest.
        """
        workouts = sorted(self.workouts, key=attrgetter("uuid"))
        sets = (
            (each, workout.uuid)
            for workout in progress.over("Storing", workouts)
            for each in workout.sets
        )
        stamp = tuple(self.stamp.values())
        for columns, group in groupby(sets, key=lambda pair: pair[0].said.columns):
            cells = (each.cells(uuid) + stamp for each, uuid in group)
            yield ManyRows("sets", (*columns, *OWN, *self.stamp), cells)
