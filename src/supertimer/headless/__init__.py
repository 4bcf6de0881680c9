"""Test the timing of a routine from Python: do its workout on a virtual clock, and look at it.

Everything that `__all__` names stays as it is within a major version.
"""

from collections.abc import Callable
from os import PathLike
from pathlib import Path

from supertimer.engine.events import Event
from supertimer.engine.plan import SetPlan
from supertimer.engine.simulate import middle_of_window, simulate
from supertimer.headless.lifter import StepError
from supertimer.headless.suite import (
    Case,
    Failure,
    Outcome,
    cases,
    file_cases,
    find_tests,
    run_cases,
)
from supertimer.headless.workout import Workout, open_workout
from supertimer.routine.compile import compile_routine
from supertimer.routine.parse import read_routine

__all__ = [
    "Case",
    "Failure",
    "Outcome",
    "StepError",
    "Workout",
    "cases",
    "file_cases",
    "find_tests",
    "open_workout",
    "run_cases",
    "simulate_routine",
]


def simulate_routine(
    path: str | PathLike[str], fatigue_after: Callable[[SetPlan], int] = middle_of_window
) -> tuple[Event, ...]:
    """Return every event of the routine in `path`, done at once on a virtual clock, in order.

    `fatigue_after` gives the time under load, in milliseconds, at which fatigue comes in a set.
    Raises RoutineError, whose text names file, line and column, for a routine that is wrong.
    """
    return simulate(compile_routine(read_routine(Path(path))), fatigue_after)
