"""What a page shows beside the stretches of time: the plan, the load, the advice, the results."""

from collections.abc import Sequence

from supertimer.engine.order import Left
from supertimer.engine.plan import Plan, RestLabel, SetPlan, ToFatigue
from supertimer.engine.result import EndedBy, SetResult
from supertimer.engine.snapshot import Snapshot
from supertimer.engine.state import State
from supertimer.history.wording import load_text, reps, set_name, set_place
from supertimer.units import Unit, minutes
from supertimer.web.messages import (
    Done,
    LeftExercise,
    PageCue,
    Picture,
    SetCard,
    Sound,
    Stretch,
    WorkoutMessage,
)
from supertimer.workout.briefing import Brief
from supertimer.workout.controls import Controls
from supertimer.workout.front import Shown
from supertimer.workout.keymap import BOUND, Action
from supertimer.workout.orders import orders
from supertimer.workout.reorder import name

ACTIONS = (
    *(Action.MAIN, Action.PAUSE, Action.SKIP, Action.REDO, Action.UNDO, Action.KEEP),
    *(Action.LONGER, Action.SHORTER, Action.HEAVIER, Action.LIGHTER, Action.ACCEPT),
    *(Action.EARLIER, Action.LATER, Action.ORDER, Action.POSTPONE, Action.ONE_MORE),
    Action.STOP,
)
"""The actions that a page has buttons for."""

ROOM = 1.15
"""How much longer the bar of a set is than the last thing marked on it."""


def workout(
    controls: Controls, plan: Plan, sound: Sound, samples: tuple[PageCue, ...]
) -> WorkoutMessage:
    """Return what stays as it is while the order does."""
    return WorkoutMessage(
        name=plan.name,
        person=controls.person,
        sets=tuple(_card(plan, index) for index in range(len(plan.sets))),
        order=plan.order,
        sound=sound,
        samples=samples,
    )


def _card(plan: Plan, index: int) -> SetCard:
    work = plan.sets[index]
    return SetCard(
        exercise=work.exercise,
        place=set_place(plan, index),
        title=set_name(work.exercise, work.side, work.kind),
        side=work.side,
        window=(work.aim.opens, work.aim.tops) if work.aim else None,
        last=work.last_tul,
        full=_full(work),
        settings=work.settings,
        cue=work.cue,
        fatigue=isinstance(work.end, ToFatigue),
    )


def _full(work: SetPlan) -> int:
    """Return how much time under load the bar holds, in milliseconds."""
    aim = work.aim
    marks = [work.last_tul or 0, aim.tops or aim.opens if aim else 0]
    return round(max(marks) * ROOM) if any(marks) else min(work.cap, 120_000)


def picture(
    controls: Controls,
    shown: Shown,
    plan: Plan,
    left: Sequence[Left],
    coming: tuple[Stretch, ...],
) -> Picture:
    """Return what to show as of now."""
    snapshot, unit = shown.snapshot, controls.unit
    in_pause = snapshot.label is RestLabel.PAUSE
    brief = Brief() if in_pause else controls.briefs.get(snapshot.index, Brief())
    suggested = brief.suggested if brief.suggested != snapshot.load else None
    return Picture(
        stretches=coming,
        load=load_text(snapshot.load, unit),
        last=brief.last,
        suggested=load_text(suggested, unit),
        reason=brief.reason,
        notice=shown.notice,
        early=shown.early and not shown.stopping,
        stopping=shown.stopping,
        can=_can(snapshot, plan, brief, left, early=shown.early),
        left=tuple(LeftExercise(unit=each.unit, name=name(each), sets=each.sets) for each in left),
        done=tuple(_done(plan, each, unit) for each in snapshot.results if not each.discarded),
    )


def _can(
    snapshot: Snapshot, plan: Plan, brief: Brief, left: Sequence[Left], *, early: bool
) -> tuple[Action, ...]:
    """Return the actions that do something now."""
    found = []
    for action in ACTIONS:
        bound = snapshot.paused or action in BOUND[snapshot.state]
        match action:
            case Action.MAIN:
                does = bound
            case Action.UNDO:
                does = bound and snapshot.can_undo
            case Action.KEEP:
                does = early
            case Action.ONE_MORE:
                does = bound and not snapshot.paused and bool(snapshot.results)
            case Action.ORDER:
                does = bound and not snapshot.paused and bool(left)
            case Action.POSTPONE:
                does = bound and not snapshot.paused and len(left) > 1
            case Action.STOP:
                does = snapshot.state is not State.DONE
            case Action.REDO if snapshot.state is State.WAITING and not snapshot.results:
                does = False
            case Action.ACCEPT if brief.suggested == snapshot.load:
                does = False
            case _:
                does = bound and bool(orders(action, plan, snapshot, brief.suggested))
        if does:
            found.append(action)
    return tuple(found)


def _done(plan: Plan, result: SetResult, unit: Unit | None) -> Done:
    work = plan.sets[result.index]
    skipped = result.ended_by is EndedBy.SKIP and not result.tul_ms
    parts = (
        load_text(result.load, unit),
        minutes(result.tul_ms),
        reps(result.reps),
        str(result.ended_by).replace("-", " "),
    )
    text = "skipped" if skipped else " · ".join(part for part in parts if part)
    name = set_name(work.exercise, work.side, work.kind)
    return Done(set=result.index, tul=result.tul_ms, text=f"{name}: {text}", skipped=skipped)
