"""The order of what is left of a workout, and how it is changed.

A plan stays as it was compiled. A changed order makes another plan of it, in which the segments
that are still to come stand differently; sets keep their places in `Plan.sets`, and a set that is
added stands at their end. The rest that runs is not touched.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby, zip_longest
from typing import TypedDict

from supertimer.engine.cadence import Side
from supertimer.engine.commands import LeaveOut, Order, Reorder
from supertimer.engine.events import Event, LeftOut, Reordered, SetAdded
from supertimer.engine.plan import (
    Plan,
    RestLabel,
    SameAs,
    Segment,
    SegmentKind,
    SetKind,
    SetPlan,
    Share,
)
from supertimer.engine.progress import Progress
from supertimer.engine.segments import enter, rest_until, within_set
from supertimer.engine.state import State
from supertimer.errors import RefusedError
from supertimer.units import Load


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of an exercise or a superset."""

    unit: int
    """Its place in `Plan.units`."""
    exercises: tuple[str, ...]
    sets: int
    """How many sets are left; both sides of one are two."""


@dataclass(frozen=True, slots=True)
class _Block:
    """A set with everything that belongs to it, but for the rest after it."""

    set: int
    unit: int | None
    segments: tuple[Segment, ...]
    rest: Segment | None
    """The rest after it, as long as the same set comes next."""
    later: int | None
    """The set that comes next."""

    @property
    def whole(self) -> tuple[Segment, ...]:
        """Its segments, and the rest after it."""
        return self.segments if self.rest is None else (*self.segments, self.rest)


def left(progress: Progress) -> tuple[Left, ...]:
    """Return what is left of the workout and can be moved, in the order in which it is done.

    A second side, a drop, or a part of a rest-pause set that comes next is not in it: it never
    leaves its set.
    """
    plan = progress.plan
    _, blocks = _split(progress) if plan.units else ([], [])
    return tuple(
        Left(unit, tuple(member.exercise for member in plan.units[unit]), len(list(sets)))
        for unit, sets in groupby(block.unit for block in blocks)
        if unit is not None
    )


def ordered(progress: Progress, command: Order, at: int) -> tuple[Progress, Event]:
    """Change the order as `command` says, at `at`; may raise RefusedError."""
    if not progress.plan.units:
        raise RefusedError("the order of a workout of an older version cannot be changed")
    match command:
        case Reorder(units):
            changed = _reordered(progress, units)
            event: Event = Reordered(at=at, order=units, **_coming(changed))
        case LeaveOut(unit):
            changed = _without(progress, unit)
            first = progress.plan.units[unit][0].exercise
            event = LeftOut(at=at, exercise=first, **_coming(changed))
        case _:
            changed, added = _with_one_more(progress)
            event = SetAdded(at=at, **changed.keys(added), **_coming(changed))
    return _went_on(progress, changed, at), event


def _went_on(old: Progress, new: Progress, at: int) -> Progress:
    """`new` at `at`: the rest that runs stays, and what waits goes on waiting."""
    if new.index == len(new.plan.segments):
        return enter(new, new.index, at)
    if old.state is State.DONE:
        return enter(new, new.index, at, waits=True)
    ends = old.ends
    if ends is None or new.segment == old.segment:
        return new
    return rest_until(new, at, ends)


class _Coming(TypedDict):
    next_index: int | None
    next_load: Load | None


def _coming(progress: Progress) -> _Coming:
    """The set that comes, and its load."""
    if progress.index == len(progress.plan.segments):
        return _Coming(next_index=None, next_load=None)
    return _Coming(next_index=progress.current_set, next_load=progress.next_load)


def _reordered(progress: Progress, units: Sequence[int]) -> Progress:
    head, blocks = _split(progress)
    by_unit = {unit: list(its) for unit, its in groupby(blocks, lambda block: block.unit)}
    if set(units) != set(by_unit) or len(units) != len(by_unit):
        raise RefusedError("an order names everything that is left, each once")
    return _arranged(progress, head, blocks, [block for unit in units for block in by_unit[unit]])


def _without(progress: Progress, unit: int) -> Progress:
    head, blocks = _split(progress)
    gone = [block for block in blocks if block.unit == unit]
    if not gone:
        raise RefusedError("nothing is left of that")
    changed = _arranged(progress, head, blocks, [each for each in blocks if each.unit != unit])
    segments = [segment for block in gone for segment in block.whole]
    left_out = (*changed.plan.left_out, *segments)
    return replace(changed, plan=replace(changed.plan, left_out=left_out))


# One more set


def _with_one_more(progress: Progress) -> tuple[Progress, int]:
    """The workout with one more set of the exercise just done, and the place of its first side."""
    if progress.stopped or not progress.results:
        raise RefusedError("there is no exercise to which a set can be added")
    plan, resting = progress.plan, progress.state is State.RESTING and progress.rest
    last = plan.sets[resting.after if resting else progress.results[-1].index]
    old = _last_work_sets(plan, last)
    if not old:
        raise RefusedError(f"{last.exercise} has no work set")
    added, sets = len(plan.sets), list(plan.sets)
    numbers = [each.number for each in sets if (each.unit, each.exercise) == _key(last)]
    for place, index in enumerate(old):
        end = sets[index].end
        sets.append(
            replace(
                sets[index],
                number=max(numbers) + 1 + place,
                end=SameAs(added) if isinstance(end, SameAs) else end,
                load=Share(index, Decimal(100)),
                last_tul=None,
            )
        )
    head, blocks = _split(progress)
    place = 1 + max((n for n, block in enumerate(blocks) if block.unit == last.unit), default=-1)
    new = [_copied(plan, index, added + number) for number, index in enumerate(old)]
    progress = replace(progress, plan=replace(plan, sets=tuple(sets)))
    return _arranged(progress, head, blocks, [*blocks[:place], *new, *blocks[place:]]), added


def _key(work: SetPlan) -> tuple[int | None, str]:
    return work.unit, work.exercise


def _last_work_sets(plan: Plan, work: SetPlan) -> list[int]:
    """The places of the last work set of an exercise: of each side, if it has two."""
    sets = [
        index
        for index, each in enumerate(plan.sets)
        if _key(each) == _key(work) and each.kind is SetKind.WORK
    ]
    sides = len({plan.sets[index].side for index in sets})
    return sets[-sides:] if sets else []


def _copied(plan: Plan, old: int, new: int) -> _Block:
    """The segments of the set at `old`, for the one at `new`; its second side comes after it."""
    segments = (*plan.segments, *plan.left_out)
    place = next(place for place, segment in enumerate(segments) if segment.set == old)
    block, _ = _block(replace(plan, segments=segments), place)
    own = tuple(replace(segment, set=new) for segment in block.segments)
    if block.rest is None or block.rest.label is not RestLabel.SWITCH:
        return _Block(new, block.unit, own, None, None)
    return _Block(new, block.unit, own, replace(block.rest, set=new), new + 1)


# Blocks


def _split(progress: Progress) -> tuple[list[_Block], list[_Block]]:
    """What comes next and never leaves its set, and everything after it."""
    plan, place = progress.plan, progress.index
    blocks = []
    while place < len(plan.segments):
        block, place = _block(plan, place)
        blocks.append(block)
    count = 0
    within = progress.rest is not None and progress.rest.label is RestLabel.PAUSE
    while count < len(blocks) and (within or _continues(plan.sets[blocks[count].set])):
        count, within = count + 1, False
    return blocks[:count], blocks[count:]


def _block(plan: Plan, place: int) -> tuple[_Block, int]:
    """The block that begins at `place` of the segments, and the place after it and its rest."""
    index, end = plan.segments[place].set, place
    later = plan.segments[place:]
    count = next((n for n, each in enumerate(later) if not within_set(each, index)), len(later))
    end = place + count
    rests = end < len(plan.segments) and plan.segments[end].set == index
    rest = plan.segments[end] if rests else None
    end += rests
    after = plan.segments[end].set if end < len(plan.segments) else None
    return _Block(index, plan.sets[index].unit, tuple(later[:count]), rest, after), end


def _continues(work: SetPlan) -> bool:
    """Whether it belongs to the set before it: a drop, or the second side."""
    return work.kind is SetKind.DROP or work.side is Side.RIGHT


def _arranged(
    progress: Progress, head: Sequence[_Block], old: Sequence[_Block], new: Sequence[_Block]
) -> Progress:
    """The workout in which `head` and `new` are left, where `head` and `old` were."""
    plan = progress.plan
    blocks = [*head, *new]
    segments = list(plan.segments[: progress.index])
    before = progress.results[-1].index if progress.results else None
    stays = [*head, *old][:1] == blocks[:1]
    for block, later in zip_longest(blocks, blocks[1:]):
        segments += block.segments if stays else _begun_anew(plan, before, block)
        stays, before = later is not None and block.later == later.set, block.set
        rest = block.rest if stays else _usual_rest(plan, block)
        if later is not None and rest is not None:
            segments.append(rest)
    return replace(progress, plan=replace(plan, segments=tuple(segments)))


def _usual_rest(plan: Plan, block: _Block) -> Segment | None:
    """The rest of the exercise after a set, before another exercise or another set of it."""
    ms = plan.member(block.set).rest
    return Segment(SegmentKind.REST, block.set, ms) if ms else None


def _begun_anew(plan: Plan, before: int | None, block: _Block) -> Iterator[Segment]:
    """The segments of a set that now comes after the set at `before`."""
    work, member = plan.sets[block.set], plan.member(block.set)
    same = before is not None and _key(plan.sets[before]) == _key(work)
    waits = member.each_waits if same else member.waits
    if member.ready:
        yield Segment(SegmentKind.READY, block.set, member.ready, waits=waits, in_rest=not waits)
    first, *others = (each for each in block.segments if each.kind is not SegmentKind.READY)
    yield replace(first, waits=waits and not member.ready)
    yield from others
