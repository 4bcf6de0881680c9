"""What one person has done and has planned, as far as the schedule needs it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from supertimer import paths
from supertimer.body.coverage import Worked
from supertimer.body.schedule import Due, Pace, PastWorkout, Program, coming, due, pace
from supertimer.history.queries import Past
from supertimer.history.store import Store
from supertimer.routine.summary import read_summaries

_WORKOUTS = timedelta(days=3650)
_MUSCLES = timedelta(days=60)
"""How far back the diary looks for workouts, and for the muscles that an exercise works."""

_HABIT = 4
"""A bundled routine counts as the person's own while it is among their last 4 workouts."""


@dataclass(frozen=True, slots=True)
class Diary:
    """Everything that `body.schedule` needs to tell what is due for one person at one moment."""

    now: datetime
    programs: tuple[Program, ...]
    workouts: Sequence[PastWorkout]
    worked: Sequence[Worked]
    """The sets of the last 60 days."""
    broken: tuple[Path, ...]
    """The person's routine files that could not be read."""

    def due(self) -> list[Due]:
        """See `schedule.due`."""
        return due(self.programs, self.workouts, self.worked, self.now)

    def pace(self) -> Pace | None:
        """See `schedule.pace`."""
        return pace(self.programs, self.workouts)

    def coming(self, weeks: int) -> list[Due]:
        """See `schedule.coming`."""
        return coming(self.programs, self.workouts, self.worked, self.now, weeks)


Reader = Callable[[Iterable[Path]], tuple[list[Program], list[Path]]]


def read_diary(store: Store, person: str, now: datetime, read: Reader = read_summaries) -> Diary:
    """Return the diary of `person`: all of their routines, and the bundled ones in use.

    `read` gives the routines in folders, and the files that cannot be used.

    Raises:
        StoreError: the history cannot be read.
    """
    past = Past(store, person, now)
    workouts = past.workouts(now - _WORKOUTS)
    programs, broken = read([paths.routines_dir()])
    bundled, _ = read([paths.bundled_routines()])
    in_use = {one.routine.casefold() for one in workouts[-_HABIT:]}
    own = {program.name.casefold() for program in programs}
    for program in bundled:
        turns = {name.casefold() for name in (program.name, *program.alternate)}
        if turns & in_use and program.name.casefold() not in own:
            programs.append(program)
    return Diary(now, tuple(programs), workouts, past.worked(now - _MUSCLES), tuple(broken))
