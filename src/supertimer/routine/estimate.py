"""How long a plan takes, and what it asks of each muscle, before anybody has done it."""

from collections import Counter
from collections.abc import Callable

from supertimer.body.coverage import Planned
from supertimer.engine.plan import (
    FirstOf,
    ForReps,
    ForTime,
    Plan,
    SameAs,
    SegmentKind,
    SetKind,
    SetPlan,
)
from supertimer.routine.compile import compile_routine, length_of
from supertimer.routine.model import Routine
from supertimer.routine.notation import MINUTE

FATIGUE = (MINUTE, 2 * MINUTE)
"""The expected range of fatigue without a window, in milliseconds: common target windows."""


def set_length(work: SetPlan, plan: Plan) -> tuple[int, int]:
    """Return the planned minimum and maximum time under load of a set, in milliseconds."""
    if isinstance(work.end, SameAs):
        return set_length(plan.sets[work.end.set], plan)
    if length := length_of(work.end, work.cadence):
        return length, length
    low, high = FATIGUE
    if work.window:
        low, high = work.window.opens, work.window.tops or 2 * work.window.opens
    return min(low, work.cap), min(high, work.cap)


def workout_length(plan: Plan) -> tuple[int, int]:
    """Return the minimum and maximum milliseconds of the workout, without waits."""
    parts = Counter(each.set for each in plan.segments if each.kind is SegmentKind.WORK)
    low = high = sum(segment.ms or 0 for segment in plan.segments if not segment.in_rest)
    for index, work in enumerate(plan.sets):
        least, most = set_length(work, plan)
        own = [each.end for each in plan.segments if each.set == index and each.end is not None]
        fixed = isinstance(work.end, ForReps | ForTime | FirstOf)
        again = parts[index] if fixed and not own else 1
        low += work.cadence.when_tul(least) * again
        high += work.cadence.when_tul(most) * again
        high += sum(work.cadence.when_tul(length_of(end, work.cadence)) for end in own)
    return low, high


def planned(routine: Routine) -> tuple[Planned, ...]:
    """Return every set except warm-ups, with the middle of its planned time."""
    return _planned(routine, lambda least, most: (least + most) // 2)


def planned_range(routine: Routine) -> tuple[tuple[Planned, ...], tuple[Planned, ...]]:
    """Return the sets of `planned` with the minimum time of each, and with the maximum."""
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
