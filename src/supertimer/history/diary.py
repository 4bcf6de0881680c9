"""What one person has due: the routines' schedules beside what was done."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from supertimer import paths
from supertimer.body.schedule import Due, Program, coming, due
from supertimer.body.worked import Worked, Workout
from supertimer.config import read_config
from supertimer.history.persons import person
from supertimer.history.store import FILE, Store, StoreError
from supertimer.history.worked import sets_worked, workouts_done
from supertimer.routine.summary import read_outlines

_WORKOUTS = timedelta(days=3650)
_MUSCLES = timedelta(days=60)
"""How far back to look for workouts, and for the muscles that an exercise works."""

_HABIT = 4
"""A bundled routine counts as the person's own while it is among so many workouts, the last."""


@dataclass(frozen=True, slots=True)
class Diary:
    """Everything that `body.schedule` asks for, as of one moment."""

    now: datetime
    programs: tuple[Program, ...]
    workouts: Sequence[Workout]
    worked: Sequence[Worked]
    """The sets of the last 60 days."""
    broken: tuple[Path, ...]
    """The person's routine files that could not be read."""

    def due(self) -> list[Due]:
        """See `schedule.due`."""
        return due(self.programs, self.workouts, self.worked, self.now)

    def coming(self, weeks: int) -> list[Due]:
        """See `schedule.coming`."""
        return coming(self.programs, self.workouts, self.worked, self.now, weeks)


@contextmanager
def reading(name: str | None = None) -> Iterator[tuple[Store, str]]:
    """The history, for reading only, and the person called `name`, or else the settings' one.

    A history that does not exist yet is an empty one, and is not made.

    Raises:
        SupertimerError: the history or the settings cannot be read, or nobody is called that.
    """
    path = paths.data_dir() / FILE
    with _opened(path) as store:
        if name:
            yield store, person(store, name)
        else:  # whom the settings name may be about to begin
            yield store, person(store, read_config().person, add=True)


def _opened(path: Path) -> Store:
    try:
        path.stat()
    except FileNotFoundError:
        return Store.empty(path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror}") from None
    return Store.open_for_reading(path)


def read_diary(store: Store, who: str, now: datetime) -> Diary:
    """The diary of the person `who`: all routines of the own folder, and the bundled ones in use.

    Raises:
        StoreError: the history cannot be read.
    """
    workouts = workouts_done(store, who, now - _WORKOUTS, _leave_out)
    programs, broken = read_outlines([paths.routines_dir()])
    bundled, _ = read_outlines([paths.bundled_routines()])
    in_use = {one.routine.casefold() for one in workouts[-_HABIT:]}
    own = {program.name.casefold() for program in programs}
    for program in bundled:
        turns = {name.casefold() for name in (program.name, *program.alternate)}
        if turns & in_use and program.name.casefold() not in own:
            programs.append(program)
    worked = sets_worked(store, who, now - _MUSCLES, _leave_out)
    return Diary(now, tuple(programs), workouts, worked, tuple(broken))


def _leave_out(table: str, key: object, error: Exception) -> None:
    """A row that means nothing says nothing on what is due; the history command tells of it."""
