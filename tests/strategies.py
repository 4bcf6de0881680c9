"""Random plans and keys, small enough to reach every corner."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from supertimer.engine.cadence import Block, Cadence, Phase, PhaseName, Side
from supertimer.engine.commands import (
    Amend,
    Command,
    Extend,
    Fatigue,
    Go,
    LeaveOut,
    OneMore,
    Pause,
    Redo,
    Reorder,
    Resume,
    SetLoad,
    Skip,
    Stop,
    Undo,
    Wait,
)
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
from supertimer.engine.result import EndedBy
from supertimer.units import Grid, Load, Unit

# Whole seconds meet each other often, odd milliseconds hardly ever: both matter.
# One draw for both, as every set has a dozen of them: the upper half are the whole seconds.
lengths = st.integers(1, 12_000).map(lambda n: n if n <= 6000 else (n - 6000 + 749) // 750 * 1000)

# A phase of a millisecond would only make thousands of them in a set.
phases = st.builds(
    Phase,
    name=st.sampled_from(PhaseName),
    ms=lengths.map(lambda ms: max(ms, 101)),
    alternates=st.booleans(),
)


def _loaded(block: Block) -> bool:
    return any(phase.name is not PhaseName.RESET for phase in block.phases)


blocks = st.builds(
    Block,
    phases=st.lists(phases, min_size=1, max_size=4).map(tuple),
    reps=st.integers(1, 3),
).filter(_loaded)

cadences = st.builds(Cadence, blocks=st.lists(blocks, min_size=1, max_size=3).map(tuple))

loads = st.builds(
    Load,
    amount=st.integers(0, 2000).map(lambda quarters: Decimal(quarters) / 4),
    unit=st.sampled_from(Unit),
    bodyweight=st.booleans(),
)

percents = st.sampled_from([Decimal(80), Decimal(100)])

windows = st.builds(
    lambda opens, more: Window(opens, opens + more if more else None),
    st.integers(1, 20_000),
    st.integers(0, 20_000),
)


@st.composite
def set_plans(draw: st.DrawFn, index: int, exercise: str, unit: int) -> SetPlan:
    """Draw a set with the number `index` in its plan."""
    ends: list[st.SearchStrategy[End]] = [
        st.just(ToFatigue()),
        st.builds(ForReps, st.integers(1, 4)),
        st.builds(ForTime, st.integers(1, 30_000)),
        st.builds(FirstOf, st.integers(1, 4), st.integers(1, 30_000)),
    ]
    weights: list[st.SearchStrategy[Load | Share | None]] = [st.none(), loads]
    if index:
        ends.append(st.builds(SameAs, st.integers(0, index - 1)))
        weights.append(st.builds(Share, of=st.integers(0, index - 1), percent=percents))
    return SetPlan(
        exercise=exercise,
        number=index + 1,
        cadence=draw(cadences),
        end=draw(st.one_of(ends)),
        cap=draw(st.integers(1000, 60_000)),
        kind=draw(st.sampled_from([SetKind.WORK, SetKind.WORK, *SetKind])),
        side=draw(st.sampled_from([None, Side.LEFT, Side.RIGHT])),
        window=draw(st.none() | windows),
        last_tul=draw(st.none() | st.integers(1, 30_000)),
        load=draw(st.one_of(weights)),
        grid=draw(
            st.sampled_from([Grid(), Grid(Decimal(5)), Grid(loads=(Decimal(10), Decimal(20)))])
        ),
        reach=draw(st.sampled_from([0, 0, 0, 3000])),
        unit=unit,
    )


@st.composite
def units(draw: st.DrawFn, index: int) -> tuple[Member, ...]:
    """Draw an exercise, or a superset of two."""
    names = draw(st.sampled_from([("Leg press",), ("Seated row", "Dip")]))
    member = st.builds(
        Member,
        rest=st.just(0) | lengths,
        ready=st.just(0) | lengths,
        waits=st.booleans(),
        each_waits=st.booleans(),
    )
    return tuple(replace(draw(member), exercise=f"{name} {index}") for name in names)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Draw up to four sets, with and without rests, get readies, pushes, and rest-pauses."""
    count = draw(st.integers(1, 4))
    found: list[tuple[Member, ...]] = []
    sets: list[SetPlan] = []
    for index in range(count):
        if not found or draw(st.booleans()):
            found.append(draw(units(len(found))))
        member = draw(st.sampled_from(found[-1]))
        work = draw(set_plans(index, member.exercise, len(found) - 1))
        if not sets or (sets[-1].unit, sets[-1].exercise) != (work.unit, work.exercise):
            work = replace(work, kind=SetKind.WORK, side=None)  # a drop or a right side of nothing
        sets.append(work)
    segments: list[Segment] = []
    for index, work in enumerate(sets):
        waits = index == 0 or draw(st.booleans())
        if draw(st.booleans()):
            ready = draw(lengths)
            in_rest = not waits and draw(st.booleans())
            segments.append(Segment(SegmentKind.READY, index, ready, waits=waits, in_rest=in_rest))
            waits = False
        segments.append(Segment(SegmentKind.WORK, index, waits=waits))
        for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2]))):
            pause = Segment(SegmentKind.REST, index, draw(lengths), label=RestLabel.PAUSE)
            percent = draw(st.sampled_from([None, Decimal(80)]))
            end = draw(st.sampled_from([None, ForReps(2), ForTime(9000)]))
            segments += [pause, Segment(SegmentKind.WORK, index, percent=percent, end=end)]
        if isinstance(work.end, ToFatigue) and not work.reach and draw(st.booleans()):
            segments.append(Segment(SegmentKind.PUSH, index, draw(lengths)))
        if index < count - 1 and draw(st.booleans()):
            label = draw(st.sampled_from([RestLabel.REST, RestLabel.REST, RestLabel.SWITCH]))
            segments.append(Segment(SegmentKind.REST, index, draw(lengths), label=label))
    return Plan("Random", tuple(sets), tuple(segments), tuple(found))


commands: st.SearchStrategy[Command] = st.one_of(
    st.builds(Go),
    st.builds(Go),
    st.builds(Fatigue),
    st.builds(Fatigue),
    st.builds(Pause),
    st.builds(Resume),
    st.builds(Skip),
    st.builds(Redo, wait=st.booleans()),
    st.builds(Undo),
    st.builds(Extend, ms=st.integers(-5000, 30_000)),
    st.builds(Wait),
    st.permutations([0, 1, 2]).map(lambda order: Reorder(tuple(order))),
    st.permutations([1, 2]).map(lambda order: Reorder(tuple(order))),
    st.builds(LeaveOut, unit=st.integers(-1, 3)),
    st.builds(OneMore),
    st.builds(SetLoad, load=st.none() | loads, index=st.none() | st.integers(-1, 4)),
    st.builds(
        Amend,
        attempt=st.none() | st.integers(-1, 3),
        ended_by=st.none() | st.sampled_from(EndedBy),
        tul_ms=st.none() | st.integers(0, 60_000),
        note=st.none() | st.just("seat one higher"),
    ),
    st.builds(Stop),
)

steps = st.integers(0, 24_999).map(lambda n: n if n < 12_000 else (n - 12_000) // 1000 * 1000)
"""Milliseconds between two keys."""

scripts = st.builds(
    lambda begin, more: begin + more,
    st.sampled_from([[], *3 * [[(Go(), 0)]]]),
    st.lists(st.tuples(commands, steps), max_size=14),
)
"""Commands, each with the milliseconds since the previous one; most start the workout at once."""
