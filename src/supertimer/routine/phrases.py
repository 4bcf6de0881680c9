"""A whole routine in words, line by line, as `supertimer show` prints it."""

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
from supertimer.routine.compile import compile_routine, planned, planned_range, workout_length
from supertimer.routine.model import Exercise, Routine
from supertimer.text import listed
from supertimer.units import Unit


def routine_lines(routine: Routine, unit: Unit | None = None) -> Iterator[str]:
    """The routine from top to bottom, loads as somebody reads them who thinks in `unit`."""
    plan = compile_routine(routine)
    yield routine.name
    if routine.about:
        yield routine.about
    schedule = routine.schedule
    often = rhythm(map(DAYS.index, schedule.days), schedule.per_week)
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
            yield f"   in turn with {listed(partners)}"
        if work.cue:
            yield f"   {work.cue}"
        if rest := describe.rest_after(plan, work.exercise):
            yield f"   rest {describe.duration(rest)}"
    yield ""
    yield from muscle_lines(routine)


def _limits(exercise: Exercise) -> Iterator[str]:
    """What ends a set besides fatigue, and how fatigue is marked where not as it comes."""
    if exercise.cap is not None:
        yield f"over at {describe.duration(exercise.cap)} at the latest"
    if exercise.mark == "after" and isinstance(exercise.until, ToFatigue):
        before = f" {describe.duration(exercise.reach)} before that" if exercise.reach else " then"
        yield f"the key is pressed after the push: fatigue counts as{before}"


def _partners(routine: Routine, name: str) -> list[str]:
    """The other members of an exercise's superset."""
    letters = {exercise.name: exercise.superset for exercise in routine.resolved()}
    mine = letters[name]
    return [other for other, letter in letters.items() if mine and letter == mine and other != name]


def how_long(plan: Plan) -> str:
    """`12 to 17 min`, the time between machines that is not planned left out."""
    least, most = (max(1, round(ms / 60_000)) for ms in workout_length(plan))
    return f"{least} min" if least == most else f"{least} to {most} min"


def muscle_lines(routine: Routine) -> Iterator[str]:
    """Which muscles it takes to fatigue, which only help, and which it leaves out."""
    shares = coverage(planned(routine))
    among = routine.covers
    worked = [muscle for muscle, share in shares.items() if share.sets]
    if worked:
        yield f"Works: {listed(sorted(worked))}"
    if helping := only_helping(shares, among):
        yield f"Only helping: {listed(helping)}"
    if missing := not_worked(shares, among):
        yield f"Not worked: {listed(missing)}"


def muscle_columns(
    routine: Routine, worked: Sequence[Worked], now: datetime, *, narrow: bool = False
) -> dict[str, Column]:
    """What the routine asks of each muscle, and what the last days did, for `coverage.table`.

    Where there is no room for ranges of time, the middle stands for them. Without any work in
    these days there is nothing to say of them.
    """
    if narrow:
        mine = {"here, about": column(coverage(planned(routine)))}
    else:
        mine = {"this routine": column(*map(coverage, planned_range(routine)))}
    done = history_columns(worked, now)
    return mine | (done if any(done.values()) else {})
