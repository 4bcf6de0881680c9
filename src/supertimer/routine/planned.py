"""What a routine asks of each muscle, as the plain values that the body's advice is made from."""

from collections.abc import Callable

from supertimer.body.coverage import Planned
from supertimer.engine.plan import SetKind
from supertimer.routine.compile import compile_routine
from supertimer.routine.estimate import set_length
from supertimer.routine.model import Routine


def planned(routine: Routine) -> tuple[Planned, ...]:
    """Every set but the warm-ups, with the middle of the time that it is meant to last."""
    return _planned(routine, lambda least, most: (least + most) // 2)


def range_of(routine: Routine) -> tuple[tuple[Planned, ...], tuple[Planned, ...]]:
    """The same with the least time that each set is meant to last, and with the most."""
    return _planned(routine, min), _planned(routine, max)


def _planned(routine: Routine, choose: Callable[[int, int], int]) -> tuple[Planned, ...]:
    exercises = {exercise.name: exercise for exercise in routine.resolved()}
    plan = compile_routine(routine)
    return tuple(
        Planned(
            work.exercise,
            exercises[work.exercise].muscles,
            exercises[work.exercise].also,
            choose(*set_length(work, plan)),
        )
        for work in plan.sets
        if work.kind is not SetKind.WARMUP
    )
