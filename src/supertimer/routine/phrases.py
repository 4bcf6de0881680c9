"""A routine in words, line by line, for `supertimer show`."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from supertimer.body.coverage import (
    Column,
    Worked,
    column,
    coverage,
    history_columns,
    not_worked,
    only_helping,
)
from supertimer.body.recovery import DAYS
from supertimer.body.schedule import rhythm
from supertimer.engine.plan import Plan, ToFatigue
from supertimer.routine import describe
from supertimer.routine.compile import compile_routine
from supertimer.routine.estimate import planned, planned_range, workout_length
from supertimer.routine.model import Exercise, Routine
from supertimer.routine.outline import in_minutes
from supertimer.text import listed
from supertimer.units import Unit


def routine_lines(routine: Routine, unit: Unit | None = None) -> Iterator[str]:
    """Yield the lines of the routine, with loads shown in `unit`."""
    plan = compile_routine(routine)
    yield routine.name
    if routine.about:
        yield routine.about
    schedule = routine.schedule
    often = rhythm(map(DAYS.index, schedule.days), schedule.per_week, schedule.every)
    yield f"{how_long(plan)}, {often}" if often else how_long(plan)
    written = {exercise.name: exercise for exercise in routine.resolved()}
    for place, (work, lines) in enumerate(describe.exercises(plan), start=1):
        yield ""
        load = describe.load(work, unit)
        settings = describe.settings(work.settings)
        facts = "; ".join(part for part in (load, settings) if part)
        yield f"{place}. {work.exercise}" + (f" ({facts})" if facts else "")
        for line in lines:
            yield f"   {line}"
        for line in _limits(written[work.exercise]):
            yield f"   {line}"
        if partners := _partners(routine, work.exercise):
            yield f"   superset with {listed(partners)}"
        if work.cue:
            yield f"   {work.cue}"
        if rest := describe.rest_after(plan, work.exercise):
            yield f"   rest {describe.duration(rest)}"
    yield ""
    yield from muscle_lines(routine)


def _limits(exercise: Exercise) -> Iterator[str]:
    """Yield the cap, and how fatigue is marked if not at once."""
    if exercise.cap is not None:
        yield f"ends at {describe.duration(exercise.cap)} at the latest"
    if exercise.mark == "after" and isinstance(exercise.until, ToFatigue):
        reach = describe.duration(exercise.reach)
        subtracted = f"; {reach} are subtracted" if exercise.reach else ""
        yield f"press the key after the push{subtracted}"


def _partners(routine: Routine, name: str) -> list[str]:
    """Return the other members of an exercise's superset."""
    letters = {exercise.name: exercise.superset for exercise in routine.resolved()}
    mine = letters[name]
    return [other for other, letter in letters.items() if mine and letter == mine and other != name]


def how_long(plan: Plan) -> str:
    """Return `12 to 17 min`, without the time between machines."""
    return in_minutes(*workout_length(plan))


def muscle_lines(routine: Routine) -> Iterator[str]:
    """Yield the muscles that it takes to fatigue, those that only help, and those left out."""
    shares = coverage(planned(routine))
    among = routine.covers
    worked = [muscle for muscle, share in shares.items() if share.sets]
    if worked:
        yield f"Works: {listed(sorted(worked))}"
    if helping := only_helping(shares, among):
        yield f"Helpers only: {listed(helping)}"
    if missing := not_worked(shares, among):
        yield f"Not worked: {listed(missing)}"


def muscle_columns(
    routine: Routine, worked: Sequence[Worked], now: datetime, *, narrow: bool = False
) -> dict[str, Column]:
    """Return the work of each muscle in the routine and in the last days, for `coverage.table`.

    With `narrow`, the middle replaces ranges of time. Days without work have no columns.
    """
    if narrow:
        mine = {"here, about": column(coverage(planned(routine)))}
    else:
        mine = {"this routine": column(*map(coverage, planned_range(routine)))}
    done = history_columns(worked, now)
    return mine | (done if any(done.values()) else {})
