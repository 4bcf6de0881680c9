"""The parts of a routine in words: tempos, ends, rests, settings, without bare numbers."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby

from supertimer.engine.cadence import Cadence, Phase
from supertimer.engine.plan import (
    End,
    FirstOf,
    ForReps,
    ForTime,
    Plan,
    RestLabel,
    SameAs,
    Segment,
    SegmentKind,
    SetKind,
    SetPlan,
    Share,
    ToFatigue,
    Window,
)
from supertimer.units import Unit, plain_number

LONG = 180_000
"""From this many milliseconds on, minutes are easier to read than seconds."""


def duration(ms: int) -> str:
    """`90 s`, `2.5 s`; from three minutes on `3 min`, `4 min 30 s`, `1 h 5 min`."""
    if ms < LONG:
        return f"{seconds(ms)} s"
    minutes, rest = divmod(round(ms / 1000), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "h"), (minutes, "min"), (0 if hours else rest, "s")]
    return " ".join(f"{count} {unit}" for count, unit in parts if count)


def seconds(ms: int) -> str:
    """Return a number of seconds: `10`, `2.5`."""
    return plain_number(Decimal(ms) / 1000)


def phases(rep: tuple[Phase, ...]) -> str:
    """Return one rep: `lift 10 s, lower 10 s`, with the effort if all phases share it."""
    efforts = {phase.effort for phase in rep}
    said = ", ".join(
        f"{phase.name} {seconds(phase.ms)} s" + (" (one side)" if phase.alternates else "")
        for phase in rep
    )
    effort = efforts.pop() if len(efforts) == 1 else None
    return f"{said} at {effort} % effort" if effort is not None else said


def cadence(whole: Cadence) -> str:
    """Return all blocks: `once lower 30 s; then 10 times lift 1 s, lower 2 s`."""
    if len(whole.blocks) == 1:
        return phases(whole.blocks[0].phases)
    said = [
        phases(block.phases) if whole.is_static and block.reps == 1
        else f"{'once' if block.reps == 1 else f'{block.reps} times'} {phases(block.phases)}"
        for block in whole.blocks
    ]  # fmt: skip
    return "; then ".join(said)


def end(rule: End) -> str:
    """`to fatigue`, `8 reps`, `for 90 s`, `as long as the first side`."""
    match rule:
        case ToFatigue():
            return "to fatigue"
        case ForReps(reps):
            return f"{reps} rep{'s' if reps > 1 else ''}"
        case ForTime(ms):
            return f"for {duration(ms)}"
        case FirstOf(reps, ms):
            return f"{end(ForReps(reps))} or {duration(ms)}, whichever comes first"
        case SameAs():
            return "as long as the first side"


def window(aim: Window) -> str:
    """`90-150 s`."""
    if aim.tops is None:
        return f"at least {duration(aim.opens)}"
    if aim.tops < LONG:
        return f"{seconds(aim.opens)}-{seconds(aim.tops)} s"
    return f"{duration(aim.opens)} to {duration(aim.tops)}"


def set_plan(work: SetPlan) -> str:
    """Return a set in words: `lift 10 s, lower 10 s, to fatigue; aim for 90-150 s`."""
    aim = f"; aim for {window(work.aim)}" if work.aim else ""
    return f"{cadence(work.cadence)}, {end(work.end)}{aim}"


def load(work: SetPlan, unit: Unit | None = None) -> str:
    """Its load in `unit` if one is given: `120 lb`, `80 % of the load`; empty for none."""
    if isinstance(work.load, Share):
        return (
            "" if work.load.percent == 100 else f"{plain_number(work.load.percent)} % of the load"
        )
    return "" if work.load is None else str(work.load.shown_in(unit))


def settings(pairs: tuple[tuple[str, str], ...]) -> str:
    """`seat 4, chest pad B`, in the order in which they are adjusted."""
    return ", ".join(f"{name} {value}" for name, value in pairs)


def exercises(plan: Plan) -> Iterator[tuple[SetPlan, list[str]]]:
    """Each exercise of a plan once: its first work set, and lines about all of its sets."""
    order = dict.fromkeys(work.exercise for work in plan.sets)
    for name in order:
        sets = [index for index, work in enumerate(plan.sets) if work.exercise == name]
        first = next(index for index in sets if plan.sets[index].kind is SetKind.WORK)
        yield plan.sets[first], list(_lines(plan, sets))


def _lines(plan: Plan, sets: list[int]) -> Iterator[str]:
    """Yield the sets of one exercise; equal sets share a line."""
    kinds = {SetKind.WARMUP: "warm-up", SetKind.WORK: "set", SetKind.DROP: "drop set"}
    for text, group in groupby(sets, key=lambda index: _said(plan, index)):
        alike = list(group)
        works = [plan.sets[index] for index in alike]
        sides = len({work.side for work in works})
        count, kind = len(works) // sides, kinds[works[0].kind]
        prefix = ""
        if count > 1:
            rest = _rest(plan, alike[sides - 1])
            prefix = f"{count} {kind}s{f', {duration(rest)} rest between' if rest else ''}: "
        elif works[0].kind is not SetKind.WORK:
            prefix = f"{kind}: "
        side = f", {works[0].side} side" if works[0].side else ""
        yield f"{prefix}{text}{', each side' if sides > 1 else side}"


def _said(plan: Plan, index: int) -> str:
    work = plan.sets[index]
    said = set_plan(work)
    if work.kind is not SetKind.WORK and (share := load(work)):
        said += f", {share}"
    mine = [segment for segment in plan.segments if segment.set == index]
    if parts := list(_parts(mine)):
        said += f", continued {_going_on(parts)}"
        ends = [end(segment.end) for segment in mine if segment.end is not None]
        said += f", each {ends[0]}" if ends else ""
    push = sum(segment.ms or 0 for segment in mine if segment.kind is SegmentKind.PUSH)
    return f"{said}, then push for {duration(push)}" if push else said


def _parts(segments: Iterable[Segment]) -> Iterator[tuple[int, Decimal]]:
    """Each part of a set after its first: the pause before it in milliseconds, its load's share."""
    pause, first = 0, True
    for segment in segments:
        if segment.label is RestLabel.PAUSE:
            pause = segment.ms or 0
        elif segment.kind is SegmentKind.WORK:
            if not first:
                yield pause, Decimal(100) if segment.percent is None else segment.percent
            pause, first = 0, False


def _going_on(parts: list[tuple[int, Decimal]]) -> str:
    """`after pauses of 10, 15 s`; each pause with its load where the loads differ."""
    shares = [share for _, share in parts]
    if len(set(shares)) == 1:
        same = "" if shares[0] == 100 else f" with {plain_number(shares[0])} % of the load"
        return f"after pauses of {', '.join(seconds(ms) for ms, _ in parts)} s{same}"
    each = ", then ".join(
        f"after {seconds(ms)} s with {'all' if share == 100 else f'{plain_number(share)} %'}"
        for ms, share in parts
    )
    return f"{each} of the load"


def rest_after(plan: Plan, name: str) -> int:
    """Return the milliseconds of rest after the last set of an exercise; 0 if nothing follows."""
    return _rest(plan, max(i for i, work in enumerate(plan.sets) if work.exercise == name))


def _rest(plan: Plan, index: int) -> int:
    """Return the milliseconds of rest after the set at `index`."""
    return sum(
        segment.ms or 0
        for segment in plan.segments
        if segment.set == index
        and segment.kind is SegmentKind.REST
        and segment.label is not RestLabel.PAUSE
    )
