"""Compile a routine into a plan, and estimate how long it takes.

First every set gets a row, in the order in which it is done. Then loads and ends can refer to each
other by place. What is between two sets depends on the rows on both sides, so segments come last.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import groupby
from typing import NamedTuple

from supertimer.engine.cadence import Block, Cadence, PhaseName, Side
from supertimer.engine.plan import (
    End,
    FirstOf,
    ForReps,
    ForTime,
    Member,
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
from supertimer.routine.model import Drop, Exercise, RestPause, Routine, Warmup
from supertimer.routine.notation import HOUR, MINUTE, RepRange, Target
from supertimer.units import ANY_LOAD, Grid, Load, Unit

CAP_WITHOUT_WINDOW = 5 * MINUTE
WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a person last did in an exercise. None: use the value in the file."""

    load: Load | None = None
    settings: tuple[tuple[str, str], ...] | None = None
    last_tuls: tuple[int, ...] = ()
    """The times under load of the last workout's sets, in order, in milliseconds."""


Memory = Mapping[tuple[str, Side | None], Remembered]
"""By exercise and side; the key without a side is for sides that are missing."""

NO_MEMORY: Memory = {}
_NOTHING = Remembered()


class _Row(NamedTuple):
    """One set, before its place in the plan is known."""

    exercise: Exercise
    unit: int
    """The place in the plan's units of the exercise or its superset."""
    place: int
    """The exercise's place in the routine."""
    kind: SetKind
    side: Side | None
    warmup: Warmup | None = None
    drop: Drop | None = None
    step: int = 0
    """The place among the work sets or warm-ups of the exercise; equal on both sides."""


def compile_routine(
    routine: Routine, memory: Memory = NO_MEMORY, weight: Load | None = None
) -> Plan:
    """Return the plan of `routine` for a person with this `memory` and body `weight`."""
    groups = _groups(routine.resolved())
    rows = list(_rows(groups))
    sets = _sets(rows, routine.unit or Unit.KG, memory)
    segments = tuple(_segments(routine, rows, sets))
    units = tuple(tuple(_member(exercise) for _, exercise in group) for group in groups)
    return Plan(routine.name, tuple(sets), segments, units, weight=weight)


def cadence_of(exercise: Exercise) -> Cadence:
    """Return the cadence in the engine's terms."""
    return Cadence(
        tuple(
            Block(
                tuple(
                    replace(
                        phase,
                        effort=None if block.effort is None else int(block.effort),
                        alternates=exercise.sides == "alternate" and phase.name is PhaseName.LOWER,
                    )
                    for phase in block.tempo
                ),
                block.reps,
            )
            for block in exercise.blocks()
        )
    )


def window_of(target: Target | None, cadence: Cadence) -> Window | None:
    """Return the target as time under load; reps count as the time when they are complete."""
    if isinstance(target, RepRange):
        low, high = (
            None if reps is None else cadence.tul(cadence.rep_end(reps))
            for reps in (target.low, target.high)
        )
        return Window(low or 0, high)
    return target


def length_of(end: End, cadence: Cadence) -> int:
    """Return the shortest time under load of a set with this end, in milliseconds."""
    if isinstance(end, ForReps):
        return cadence.tul(cadence.rep_end(end.reps))
    if isinstance(end, FirstOf):
        return min(end.ms, cadence.tul(cadence.rep_end(end.reps)))
    return end.ms if isinstance(end, ForTime) else 0


def can_meet(window: Window | None, exercise: Exercise, cadence: Cadence) -> bool:
    """Return whether a work set of the exercise can end in the window."""
    if window is None:
        return True
    if exercise.cap is not None and exercise.cap < window.opens:
        return False
    if isinstance(exercise.until, ToFatigue):
        return True
    shortest = longest = length_of(exercise.until, cadence)
    if pauses := exercise.rest_pause:
        longest = all_parts(exercise, cadence)
        shortest = shortest if pauses.until else longest
    return shortest <= (window.tops or longest) and longest >= window.opens


def all_parts(exercise: Exercise, cadence: Cadence) -> int:
    """Return the shortest time under load of a work set with all of its parts, in milliseconds."""
    first = length_of(exercise.until, cadence)
    if (pauses := exercise.rest_pause) is None:
        return first
    part = first if pauses.until is None else length_of(pauses.until, cadence)
    return first + pauses.times * part


def grid_of(exercise: Exercise, unit: Unit) -> tuple[Grid, Unit | None]:
    """Return the possible loads and their unit; no unit if any load is possible."""
    if exercise.increment is not None:
        step = exercise.increment.read_in(unit)
        if step is not None and step.amount > 0:
            return Grid(step=step.amount), step.unit
    if exercise.loads is not None:
        loads = [load for each in exercise.loads if (load := each.read_in(unit)) is not None]
        if loads:
            first = loads[0]
            if first.name:
                return Grid(names=tuple(load.name for load in loads)), None
            amounts = tuple(sorted(load.amount for load in loads))
            grid = Grid(loads=amounts, bodyweight=first.bodyweight, per_hand=first.per_hand)
            return grid, next((each.unit for each in loads if each.amount), None)
    return ANY_LOAD, None


_Group = list[tuple[int, Exercise]]
"""An exercise or a superset: the members, each with its place in the routine."""


def _groups(exercises: tuple[Exercise, ...]) -> list[_Group]:
    """Return the exercises in the order of the file, the members of a superset together."""
    return [list(members) for _, members in groupby(enumerate(exercises), _superset)]


def _superset(placed: tuple[int, Exercise]) -> tuple[str, str | int]:
    """Return what an exercise shares with the others of its superset and with no one else."""
    place, exercise = placed
    return ("alone", place) if exercise.superset is None else ("superset", exercise.superset)


def _member(exercise: Exercise) -> Member:
    """Return what a changed order needs to know about an exercise."""
    return Member(
        exercise.name,
        exercise.rest,
        exercise.ready,
        waits=exercise.advance != "auto",
        each_waits=exercise.advance == "wait",
    )


def _rows(groups: list[_Group]) -> Iterator[_Row]:
    """Yield every set in the order in which it is done."""
    for unit, group in enumerate(groups):
        for place, exercise in group:
            row = partial(_Row, exercise, unit, place)
            for step, warmup in enumerate(exercise.warmup):
                for side in _sides(exercise):
                    yield row(SetKind.WARMUP, side, warmup=warmup, step=step)
        for step in range(group[0][1].sets):  # all members of a superset have as many
            for place, exercise in group:
                row = partial(_Row, exercise, unit, place)
                for side in _sides(exercise):
                    yield row(SetKind.WORK, side, step=step)
                    for drop in exercise.drops:
                        yield row(SetKind.DROP, side, drop=drop, step=step)


def _sides(exercise: Exercise) -> tuple[Side | None, ...]:
    return (Side.LEFT, Side.RIGHT) if exercise.sides == "each" else (None,)


def _sets(rows: list[_Row], unit: Unit, memory: Memory) -> list[SetPlan]:
    """Return the sets, with loads and ends that refer to each other by place."""
    works = [(row.place, index) for index, row in enumerate(rows) if row.kind is SetKind.WORK]
    first = dict(reversed(works))
    cadences = {place: cadence_of(rows[index].exercise) for place, index in first.items()}
    last: dict[int, int] = {}
    count: dict[int, int] = {}
    sets = []
    for index, row in enumerate(rows):
        count[row.place] = count.get(row.place, 0) + 1
        match row.kind:  # the set whose load this one follows; None for the first work set
            case SetKind.WARMUP:
                leader: int | None = first[row.place]
            case SetKind.DROP:
                leader = index - 1
            case SetKind.WORK:
                leader = last.get(row.place)
                last[row.place] = index
        cadence = cadences[row.place]
        sets.append(_set(index, row, leader, count[row.place], cadence, unit, memory))
    return sets


def _set(
    index: int,
    row: _Row,
    leader: int | None,
    number: int,
    cadence: Cadence,
    unit: Unit,
    memory: Memory,
) -> SetPlan:
    exercise = row.exercise
    end = _end(index, row)
    window = None if row.warmup else window_of(exercise.target, cadence)
    cap = exercise.cap
    if cap is None:
        cap = CAP_WITHOUT_WINDOW
        if window:
            cap = 2 * window.tops if window.tops else max(cap, 2 * window.opens)
        cap = min(cap, HOUR)
        # The second side may be as long as the first, which ends without a key.
        one = row.warmup is not None or row.drop is not None
        until = (row.warmup or exercise).until
        cap = max(cap, length_of(until, cadence) if one else all_parts(exercise, cadence))
    known = memory.get((exercise.name, row.side)) or memory.get((exercise.name, None)) or _NOTHING
    load = _load(row, leader, known, unit)
    grid, grid_unit = grid_of(exercise, unit)
    if isinstance(load, Load) and grid_unit not in (None, load.unit):
        grid = ANY_LOAD  # last lifted on a machine with another unit
    last_tuls = known.last_tuls if row.kind is SetKind.WORK else ()
    return SetPlan(
        exercise=exercise.name,
        number=number,
        cadence=cadence,
        end=end,
        cap=cap,
        kind=row.kind,
        side=row.side,
        window=window,
        met=row.warmup is not None or can_meet(window, exercise, cadence),
        last_tul=last_tuls[row.step] if row.step < len(last_tuls) else None,
        load=load,
        grid=grid,
        settings=exercise.settings if known.settings is None else known.settings,
        cue=exercise.cue,
        unit=row.unit,
        reach=exercise.reach if exercise.mark == "after" else 0,
    )


def _end(index: int, row: _Row) -> End:
    """Return the end of a set; a matching side refers to the same set of the first side."""
    if row.warmup:
        return row.warmup.until
    if row.side is Side.RIGHT and row.exercise.second == "match":
        return SameAs(index - 1 - len(row.exercise.drops))
    return row.exercise.until


def _load(row: _Row, leader: int | None, known: Remembered, unit: Unit) -> Load | Share | None:
    """Return the load of a set: a load for the first work set, or a share of another."""
    written = row.exercise.load
    if written is not None and written.amount is None:
        return None
    if leader is not None:
        share = row.drop or row.warmup
        return Share(leader, WHOLE if share is None else share.load)
    if known.load is not None:
        return known.load
    return None if written is None else written.read_in(unit)


def _segments(routine: Routine, rows: list[_Row], sets: list[SetPlan]) -> Iterator[Segment]:
    """Yield the segments, set by set, without those of length 0."""
    for index, row in enumerate(rows):
        before = rows[index - 1] if index else None
        after = rows[index + 1] if index + 1 < len(rows) else None
        waits = _waits(before, row)
        if ready := _ready(routine, before, row):
            in_rest = not waits
            yield Segment(SegmentKind.READY, index, ready, waits=waits, in_rest=in_rest)
            waits = False
        yield Segment(SegmentKind.WORK, index, waits=waits)
        if row.exercise.rest_pause and row.kind is SetKind.WORK:
            yield from _parts(index, row.exercise.rest_pause)
        pushes = isinstance(sets[index].end, ToFatigue) and row.exercise.mark != "after"
        if row.kind is SetKind.WORK and row.exercise.rest_pause and row.exercise.rest_pause.until:
            pushes = False  # the last part has its own end
        if pushes and row.exercise.push:
            yield Segment(SegmentKind.PUSH, index, row.exercise.push)
        if after is not None:
            ms, label = _rest(routine, row, after)
            if ms:
                yield Segment(SegmentKind.REST, index, ms, label=label)


def _parts(index: int, rest_pause: RestPause) -> Iterator[Segment]:
    """Yield the pauses and later parts of a rest-pause set."""
    for number in range(rest_pause.times):
        if pause := rest_pause.pause(number):
            yield Segment(SegmentKind.REST, index, pause, label=RestLabel.PAUSE)
        percent = rest_pause.percent(number)
        share = None if percent == WHOLE else percent
        yield Segment(SegmentKind.WORK, index, percent=share, end=rest_pause.until)


def _inside(one: _Row | None, other: _Row) -> bool:
    """Return whether two adjacent sets belong to the turns of one superset."""
    return (
        one is not None
        and one.warmup is None
        and other.warmup is None
        and one.exercise.superset is not None
        and one.exercise.superset == other.exercise.superset
    )


def _waits(before: _Row | None, row: _Row) -> bool:
    """Return whether the set begins only on go."""
    if before is None:
        return True
    if row.drop is not None:
        return False
    if row.exercise.advance is not None:
        return row.exercise.advance == "wait"
    return before.place != row.place and not _inside(before, row)


def _ready(routine: Routine, before: _Row | None, row: _Row) -> int:
    """Return the milliseconds of get ready before a set."""
    if row.drop is not None:
        return row.drop.ready
    said = "ready" in routine.exercise[row.place].model_fields_set
    if _inside(before, row) and not said:
        return 0
    return row.exercise.ready


def _rest(routine: Routine, row: _Row, after: _Row) -> tuple[int, RestLabel]:
    """Return the milliseconds and the kind of the rest between a set and the next one."""
    if after.drop is not None:
        return after.drop.rest, RestLabel.CHANGE
    if row.side is Side.LEFT and after.side is Side.RIGHT and after.place == row.place:
        return row.exercise.switch, RestLabel.SWITCH
    if row.warmup is not None:
        rest = row.warmup.rest
        return row.exercise.rest if rest is None else rest, RestLabel.REST
    said = "rest" in routine.exercise[row.place].model_fields_set
    if _inside(row, after) and not said:
        return _ready(routine, row, after), RestLabel.REST
    return row.exercise.rest, RestLabel.REST
