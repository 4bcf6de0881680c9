"""Change the order of the rest of a workout.

The compiled plan never changes. A new order makes a new plan, in which the segments still to come
have another order. Sets keep their places in `Plan.sets`; an added set is put at the end. The rest
that runs is not changed.
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
from supertimer.engine.segments import enter, rest_until, set_end
from supertimer.engine.state import State
from supertimer.errors import RefusedError
from supertimer.units import Load


@dataclass(frozen=True, slots=True)
class Left:
    """The remaining sets of an exercise or a superset."""

    unit: int
    """Its place in `Plan.units`."""
    exercises: tuple[str, ...]
    sets: int
    """How many sets are left; each side counts as one."""


@dataclass(frozen=True, slots=True)
class _Block:
    """A set with all of its segments, and the rest after it."""

    set: int
    unit: int | None
    segments: tuple[Segment, ...]
    rest: Segment | None
    """The rest after it if the same set still comes next."""
    later: int | None
    """The set that comes next."""

    @property
    def whole(self) -> tuple[Segment, ...]:
        """Its segments, and the rest after it."""
        return self.segments if self.rest is None else (*self.segments, self.rest)


def left(progress: Progress) -> tuple[Left, ...]:
    """Return what is left of the workout and can be moved, in order.

    A second side, a drop, or a rest-pause part that comes next is not included: it can't be
    separated from its set.
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
        raise RefusedError("an older version started this workout, so its order can't be changed")
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
    """Return `new` at `at`: a rest continues, and a workout that waits keeps waiting."""
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
    """Return the set that comes, and its load."""
    if progress.index == len(progress.plan.segments):
        return _Coming(next_index=None, next_load=None)
    return _Coming(next_index=progress.current_set, next_load=progress.next_load)


def _reordered(progress: Progress, units: Sequence[int]) -> Progress:
    head, blocks = _split(progress)
    by_unit = {unit: list(its) for unit, its in groupby(blocks, lambda block: block.unit)}
    if set(units) != set(by_unit) or len(units) != len(by_unit):
        raise RefusedError("an order must name everything that is left, each once")
    return _arranged(progress, head, blocks, [block for unit in units for block in by_unit[unit]])


def _without(progress: Progress, unit: int) -> Progress:
    head, blocks = _split(progress)
    gone = [block for block in blocks if block.unit == unit]
    if not gone:
        raise RefusedError("nothing is left of this exercise")
    changed = _arranged(progress, head, blocks, [each for each in blocks if each.unit != unit])
    segments = [segment for block in gone for segment in block.whole]
    left_out = (*changed.plan.left_out, *segments)
    return replace(changed, plan=replace(changed.plan, left_out=left_out))


# One more set


def _with_one_more(progress: Progress) -> tuple[Progress, int]:
    """Return the workout plus one set of the latest exercise, and the place of its first side."""
    if progress.stopped or not progress.results:
        raise RefusedError("no exercise to add a set to")
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
    """Return the place of the last work set of an exercise, or the places of its two sides."""
    sets = [
        index
        for index, each in enumerate(plan.sets)
        if _key(each) == _key(work) and each.kind is SetKind.WORK
    ]
    sides = len({plan.sets[index].side for index in sets})
    return sets[-sides:] if sets else []


def _copied(plan: Plan, old: int, new: int) -> _Block:
    """Return the block of the set at `old` for the set at `new`, whose second side comes next."""
    segments = (*plan.segments, *plan.left_out)
    place = next(place for place, segment in enumerate(segments) if segment.set == old)
    block, _ = _block(replace(plan, segments=segments), place)
    own = tuple(replace(segment, set=new) for segment in block.segments)
    if block.rest is None or block.rest.label is not RestLabel.SWITCH:
        return _Block(new, block.unit, own, None, None)
    return _Block(new, block.unit, own, replace(block.rest, set=new), new + 1)


# Blocks


def _split(progress: Progress) -> tuple[list[_Block], list[_Block]]:
    """Return the blocks that belong to the set just done, and all blocks after them."""
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
    """Return the block that begins at the segment `place`, and the place after its rest."""
    index, last = plan.segments[place].set, len(plan.segments)
    end = set_end(plan.segments, place, index)
    own = tuple(plan.segments[place:end])
    rests = end < last and plan.segments[end].set == index
    rest = plan.segments[end] if rests else None
    end += rests
    after = plan.segments[end].set if end < last else None
    return _Block(index, plan.sets[index].unit, own, rest, after), end


def _continues(work: SetPlan) -> bool:
    """Return whether it belongs to the set before it: as a drop or the second side."""
    return work.kind is SetKind.DROP or work.side is Side.RIGHT


def _arranged(
    progress: Progress, head: Sequence[_Block], old: Sequence[_Block], new: Sequence[_Block]
) -> Progress:
    """Return the workout with `head` and `new` left instead of `head` and `old`."""
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
    """Return the usual rest after a set of its exercise, or None."""
    ms = plan.member(block.set).rest
    return Segment(SegmentKind.REST, block.set, ms) if ms else None


def _begun_anew(plan: Plan, before: int | None, block: _Block) -> Iterator[Segment]:
    """Yield the segments of a set that now follows the set at `before`."""
    work, member = plan.sets[block.set], plan.member(block.set)
    same = before is not None and _key(plan.sets[before]) == _key(work)
    waits = member.each_waits if same else member.waits
    if member.ready:
        yield Segment(SegmentKind.READY, block.set, member.ready, waits=waits, in_rest=not waits)
    first, *others = (each for each in block.segments if each.kind is not SegmentKind.READY)
    yield replace(first, waits=waits and not member.ready)
    yield from others
