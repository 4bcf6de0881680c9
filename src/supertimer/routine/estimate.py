"""How long a workout will take, as far as that can be told before."""

from supertimer.engine.plan import ForReps, ForTime, Plan, SameAs, SegmentKind, SetPlan

FATIGUE = (60_000, 120_000)
"""Milliseconds under load in which fatigue comes without a window, by most sources' windows."""


def set_length(work: SetPlan, plan: Plan) -> tuple[int, int]:
    """The least and the most time under load that a set is meant to last, in milliseconds."""
    match work.end:
        case ForReps(reps):
            length = work.cadence.tul(work.cadence.rep_end(reps))
            return length, length
        case ForTime(ms):
            return ms, ms
        case SameAs(other):
            return set_length(plan.sets[other], plan)
    low, high = (work.window.opens, work.window.tops) if work.window else FATIGUE
    return min(low, work.cap), min(high, work.cap)


def length(plan: Plan) -> tuple[int, int]:
    """The least and the most time that the workout takes, in milliseconds, waits not counted."""
    parts = [0] * len(plan.sets)
    for segment in plan.segments:
        parts[segment.set] += segment.kind is SegmentKind.WORK
    low = high = sum(segment.ms or 0 for segment in plan.segments if not segment.in_rest)
    for work, count in zip(plan.sets, parts, strict=True):
        least, most = set_length(work, plan)
        again = count if isinstance(work.end, ForReps | ForTime) else 1  # each part has its own end
        low += work.cadence.when_tul(least) * again
        high += work.cadence.when_tul(most) * again
    return low, high
