"""Testing the timing of a routine from Python, in three lines."""

from collections.abc import Callable
from os import PathLike
from pathlib import Path

from supertimer.engine.events import Event
from supertimer.engine.plan import SetPlan
from supertimer.engine.simulate import middle_of_window, simulate
from supertimer.routine.compile import compile_routine
from supertimer.routine.parse import read_routine


def simulate_routine(
    path: str | PathLike[str], fatigue_after: Callable[[SetPlan], int] = middle_of_window
) -> tuple[Event, ...]:
    """Every event of the routine in `path`, done at once on a virtual clock, in order of time.

    `fatigue_after` gives the time under load, in milliseconds, at which fatigue comes in a set.
    Raises RoutineError, whose text names file, line and column, for a routine that is wrong.
    """
    return simulate(compile_routine(read_routine(Path(path))), fatigue_after)
