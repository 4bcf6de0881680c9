"""What the history says about each set of a plan: last time, and the suggested load."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from supertimer.body.exercise_key import exercise_key
from supertimer.config import Config
from supertimer.engine.plan import Plan, SetKind, SetPlan
from supertimer.history.advice import Goal, advise
from supertimer.history.queries import Past
from supertimer.history.set_record import SetDone
from supertimer.history.wording import reps
from supertimer.routine.catalogue import known
from supertimer.routine.notation import RepRange
from supertimer.text import day
from supertimer.units import Load, Unit

if TYPE_CHECKING:
    from supertimer.routine.model import Exercise, Routine


@dataclass(frozen=True, slots=True)
class Brief:
    """What the history says about an upcoming set."""

    last: str = ""
    """`205 lb for 1:41 on 3 Nov`; empty if the person never did this set.

    Begins with `left out` if the exercise was left out of the last workout with this routine.
    """
    suggested: Load | None = None
    """The suggested load, or None."""
    reason: str = ""
    """Why the history suggests this load, or advice in words; may be empty."""
    recent: tuple[SetDone, ...] = ()
    """The latest times that the person did this set, the earliest first."""
    muscles: tuple[str, ...] = ()
    """The muscles that the exercise works."""
    year: int | None = None
    """The year in which the history was read: dates of other years have their year."""


RECENT = 12
"""How many of the latest times of a set to show, at most."""

LATELY = 60
"""How many of the latest sets of an exercise to read."""


def briefs(
    plan: Plan, routine: "Routine | None", past: Past, config: Config, now: datetime
) -> Mapping[int, Brief]:
    """Return what the history says about each set, by the set's place in the plan."""
    exercises = {each.name: each for each in routine.resolved()} if routine else {}
    left_out = {exercise_key(name) for name in past.left_out(plan.name)}
    found: dict[int, Brief] = {}
    for place, work in enumerate(plan.sets):
        sets = past.sets(work.exercise, limit=LATELY)
        same = [
            done
            for done in sets
            if (done.number, done.side, done.kind) == (work.number, work.side, work.kind)
        ]
        last = last_time(same[-1], config.unit, now) if same else ""
        if exercise_key(work.exercise) in left_out:
            last = f"left out; before that, {last}" if last else "left out"
        advice = None
        if work.kind is SetKind.WORK and work.exercise in exercises:
            advice = advise(sets, goal(work, exercises[work.exercise], config), now)
        exercise = exercises.get(work.exercise)
        found[place] = Brief(
            last=last,
            suggested=advice.load if advice else None,
            reason=advice.reason if advice else "",
            recent=tuple(same[-RECENT:]),
            muscles=tuple(exercise.muscles) if exercise else (),
            year=now.year,
        )
    return found


def last_time(done: SetDone, unit: Unit | None, now: datetime) -> str:
    """Return `205 lb for 1:32 on 3 Nov`, with the year if it is not that of `now`."""
    load = str(done.load.shown_in(unit)) if done.load else ""
    told = " for ".join(filter(None, [load, done.time])) or reps(done.reps)
    return f"{told} on {day(done.started, now)}"


def goal(work: SetPlan, exercise: "Exercise", config: Config) -> Goal:
    """Return the goal of a set; the settings fill in what the routine does not say."""
    progress = exercise.progress
    said = progress.model_fields_set
    ours = config.progress
    target = exercise.target if work.met else None
    reps = (target.low, target.high or target.low) if isinstance(target, RepRange) else None
    return Goal(
        rule=progress.rule if "rule" in said else ours.rule,
        window=work.aim,
        reps=reps,
        up=Decimal(progress.up) if "up" in said else ours.up,
        down=Decimal(progress.down) if "down" in said else ours.down,
        away=Decimal(progress.away) if "away" in said else ours.away,
        stall=progress.stall if "stall" in said else ours.stall,
        steps=tuple(progress.steps),
        grid=work.grid,
        rep_ms=work.cadence.blocks[-1].ms,
        load=work.load if isinstance(work.load, Load) else None,
        unit=config.unit,
        static=work.cadence.is_static,
        unloaded=exercise.load is not None and exercise.load.read_in(Unit.KG) is None,
        assisted=bool((entry := known(exercise.name)) and entry.assisted),
    )
