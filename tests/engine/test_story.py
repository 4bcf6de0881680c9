"""Whole workouts, told moment by moment: each event, and the snapshot after it, field by field.

What the other tests say of one rule at a time, these stories say of everything at once. After a
change that is meant, run `pytest tests/engine/test_story.py --snapshot-update` and read the
difference.
"""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from decimal import Decimal

import pytest
from syrupy.assertion import SnapshotAssertion

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
from supertimer.engine.events import Event
from supertimer.engine.plan import (
    End,
    ForReps,
    ForTime,
    Plan,
    RestLabel,
    SameAs,
    Segment,
    SegmentKind,
    SetKind,
    Share,
    Window,
)
from supertimer.engine.result import EndedBy, SetResult
from supertimer.engine.session import Session
from supertimer.engine.snapshot import Snapshot
from supertimer.errors import RefusedError
from supertimer.units import Grid, Load, Unit
from tests.engine.test_meaning import a_plan, a_set
from tests.engine.test_order import machines, superset

STEP = 2_700
"""Milliseconds between two looks where nothing happens: not a part of a second."""

Script = list[tuple[int, Command]]
"""Moments and commands."""

QUICK = Cadence((Block((Phase(PhaseName.LIFT, 2_000), Phase(PhaseName.LOWER, 3_000))),))
RESET = Cadence((Block((Phase(PhaseName.LOWER, 4_000), Phase(PhaseName.RESET, 1_500))),))
BLOCKS = Cadence(
    (
        Block((Phase(PhaseName.LOWER, 3_000),), reps=1),
        Block((Phase(PhaseName.LIFT, 1_000), Phase(PhaseName.LOWER, 1_500)), reps=2),
        Block((Phase(PhaseName.HOLD, 2_000), Phase(PhaseName.LOWER, 1_000))),
    )
)
LB = Unit.LB


def fatigues() -> tuple[Plan, Script]:
    """Fatigue, its undo, a push that is skipped, a correction, redo in the rest, a longer rest."""
    sets = [
        a_set(
            cadence=QUICK, window=Window(8_000, 14_000), last_tul=10_000, cap=20_000, reach=1_000
        ),
        a_set(number=2, cadence=QUICK, window=Window(8_000, 14_000), cap=20_000),
        a_set("Row", cadence=QUICK, window=None, cap=12_500, end=ForReps(2), load=None),
    ]
    return a_plan(*sets, push=5_000, rest=9_000, ready=4_000), [
        (1_000, Go()),
        (13_000, Fatigue()),
        (14_000, Undo()),
        (15_000, Fatigue()),
        (18_000, Skip()),
        (19_000, Amend(tul_ms=9_500, note="knee")),
        (20_000, Extend(5_000)),
        (21_000, Redo()),
        (27_000, Fatigue()),
        (50_000, Go()),
        (51_000, SetLoad(Load(Decimal(130), LB), 1)),
        (60_000, Pause()),
        (66_001, Resume()),
        (120_000, Go()),
        (140_000, Stop()),
        (141_000, Undo()),
    ]


def parts() -> tuple[Plan, Script]:
    """A rest-pause set of three parts, with a window that is reached in the second one."""
    work = a_set(cadence=QUICK, window=Window(9_000, 15_000), last_tul=12_000, cap=30_000)
    kinds = [Segment(SegmentKind.READY, 0, 3_000, waits=True), Segment(SegmentKind.WORK, 0)]
    for _ in range(2):
        kinds += [
            Segment(SegmentKind.REST, 0, 4_000, label=RestLabel.PAUSE),
            Segment(SegmentKind.WORK, 0, percent=Decimal(80)),
        ]
    kinds.append(Segment(SegmentKind.PUSH, 0, 3_000))
    work_two = a_set("Row", cadence=QUICK, window=None, cap=10_000)
    last = [Segment(SegmentKind.REST, 0, 6_000), Segment(SegmentKind.WORK, 1, waits=True)]
    plan = Plan("Parts", (work, work_two), (*kinds, *last))
    return plan, [
        (500, Go()),
        (10_000, Fatigue()),
        (12_000, Pause()),
        (15_000, Resume()),
        (23_500, Fatigue()),
        (33_000, Fatigue()),
        (34_000, Pause()),
        (36_000, Redo()),
        (37_000, Undo()),
        (38_000, Resume()),
        (60_000, Go()),
        (66_000, Skip()),
    ]


def sides() -> tuple[Plan, Script]:
    """Two sides of which the second matches the first, and a drop of each."""
    drop = Share(0, Decimal(80))
    sets = [
        a_set(cadence=RESET, side=Side.LEFT, window=Window(6_000, 10_000), cap=15_000),
        a_set(cadence=RESET, side=Side.RIGHT, end=SameAs(0), window=None, number=2, cap=15_000),
        a_set(
            cadence=RESET, side=Side.LEFT, kind=SetKind.DROP, load=drop, number=3, cap=15_000,
            grid=Grid(step=Decimal(5)), end=ForTime(5_000),
        ),
    ]  # fmt: skip
    segments = [
        Segment(SegmentKind.READY, 0, 2_000, waits=True),
        Segment(SegmentKind.WORK, 0),
        Segment(SegmentKind.PUSH, 0, 2_000),
        Segment(SegmentKind.REST, 0, 5_000, label=RestLabel.SWITCH),
        Segment(SegmentKind.READY, 1, 2_000, in_rest=True),
        Segment(SegmentKind.WORK, 1),
        Segment(SegmentKind.REST, 1, 4_000, label=RestLabel.CHANGE),
        Segment(SegmentKind.WORK, 2),
    ]
    return Plan("Sides", tuple(sets), tuple(segments)), [
        (1_000, Go()),
        (11_700, Fatigue()),
        (14_500, Wait()),
        (22_000, Extend(3_000)),
        (26_000, Extend(-1_000)),
        (30_000, Go()),
        (34_000, Pause()),
        (34_500, Skip()),
        (34_600, Undo()),
        (39_600, Resume()),
        (70_000, Stop()),
    ]


def blocks() -> tuple[Plan, Script]:
    """A cadence of three blocks; a cap at the moment at which the reps are complete."""
    ends: list[tuple[End, int]] = [(ForReps(4), 11_000), (ForTime(7_000), 7_000)]
    sets = [
        a_set(name, cadence=BLOCKS, end=end, cap=cap, window=Window(3_000, 4_000), last_tul=3_000)
        for name, (end, cap) in zip(("Row", "Dip"), ends, strict=True)
    ]
    return a_plan(*sets, push=0, rest=0, ready=0), [
        (0, Go()),
        (1_000, Pause()),
        (6_000, Resume()),
        (9_500, Pause()),
        (14_501, Resume()),
        (40_000, Go()),
        (41_000, Redo()),
        (42_000, Undo()),
    ]


def holds() -> tuple[Plan, Script]:
    """A hold in thirds of growing effort; legs that take turns; a long pause in each."""
    thirds = tuple(Phase(PhaseName.HOLD, 3_000, effort) for effort in (50, 75, 100))
    turns = (Phase(PhaseName.LIFT, 1_500), Phase(PhaseName.LOWER, 2_500, alternates=True))
    sets = [
        a_set("Wall push", cadence=Cadence((Block(thirds),)), end=ForTime(9_000), cap=9_000),
        a_set("Leg curl", cadence=Cadence((Block(turns),)), cap=14_000, window=Window(5_000, None)),
    ]
    return a_plan(*sets, push=0, rest=6_000, ready=2_000), [
        (500, Go()),
        (6_000, Pause()),
        (12_000, Resume()),
        (30_000, Go()),
        (36_000, Pause()),
        (41_001, Resume()),
    ]


def minis() -> tuple[Plan, Script]:
    """A set to fatigue, then parts of two reps until one fails; get ready within the rest."""
    small = a_set(cadence=QUICK, window=None, cap=60_000)
    parts = [Segment(SegmentKind.READY, 0, 2_000, waits=True), Segment(SegmentKind.WORK, 0)]
    for _ in range(3):
        parts += [
            Segment(SegmentKind.REST, 0, 4_000, label=RestLabel.PAUSE),
            Segment(SegmentKind.WORK, 0, end=ForReps(2)),
        ]
    again = [
        Segment(SegmentKind.REST, 0, 9_000),
        Segment(SegmentKind.READY, 1, 3_000, in_rest=True),
        Segment(SegmentKind.WORK, 1),
        Segment(SegmentKind.REST, 1, 2_000),
        Segment(SegmentKind.READY, 2, 3_000, in_rest=True),
        Segment(SegmentKind.WORK, 2),
    ]
    sets = (small, *(a_set(number=number, cadence=QUICK, window=None) for number in (2, 3)))
    return Plan("Minis", sets, (*parts, *again)), [
        (0, Go()),
        (8_000, Fatigue()),
        (28_500, Fatigue()),
        (34_000, Extend(2_000)),
        (37_500, Extend(-1_000)),
        (38_000, Go()),
        (45_000, Fatigue()),
        (49_000, Pause()),
        (51_000, Resume()),
        (58_000, Fatigue()),
    ]


def rounds() -> tuple[Plan, Script]:
    """A superset: left out, brought back, put later; one more set of a member."""
    plan = superset()
    quick = tuple(replace(work, cadence=QUICK, window=None) for work in plan.sets)
    return replace(plan, sets=quick), [
        (0, Go()),
        (40_000, Fatigue()),
        (60_000, Fatigue()),
        (63_000, LeaveOut(0)),
        (64_000, Undo()),
        (65_000, Reorder((1, 0))),
        (66_000, Undo()),
        (67_000, OneMore()),
        (90_000, Fatigue()),
        (100_000, Fatigue()),
        (105_000, LeaveOut(1)),
        (110_000, Go()),
        (160_000, Stop()),
    ]


def orders() -> tuple[Plan, Script]:
    """One more set, when everything is done; a stop in a pause."""
    return machines("Row", sets=1), [
        (0, Skip()),
        (1_000, Undo()),
        (2_000, Go()),
        (50_000, Fatigue()),
        (55_000, OneMore()),
        (60_000, Go()),
        (80_000, Pause()),
        (95_000, Stop()),
    ]


@pytest.mark.parametrize("story", [fatigues, parts, sides, blocks, holds, minis, rounds, orders])
def test_a_workout_moment_by_moment(
    story: Callable[[], tuple[Plan, Script]], snapshot: SnapshotAssertion
) -> None:
    plan, script = story()
    assert "\n".join(told(plan, script)) == snapshot


def told(plan: Plan, script: Script) -> Iterator[str]:
    """Yield what happens in a workout, and what it looks like at many moments."""
    session = Session(plan)
    end: list[tuple[int, Command | None]] = [(script[-1][0] + 30_000, None)]
    for at, command in [*script, *end]:
        while session.now < at:
            until = min(at, session.next_deadline() or at, session.now + STEP)
            yield from map(event, session.advance(max(until, session.now + 1)))
            yield look(session.snapshot())
        if command is not None:
            try:
                happened = session.apply(command, at)
            except RefusedError as refused:
                yield f"{at} {command.name}: {refused}"
            else:
                yield f"{at} {command.name} ({len(session.events)} events)"
                yield from map(event, happened)
            yield look(session.snapshot())


def event(one: Event) -> str:
    shown = [f"{name}={value}" for name, value in _values(one) if name != "at" and value]
    return f"  {one.at} {one.event}: {' '.join(shown)}"


def look(shot: Snapshot) -> str:
    shown = [f"{name}={value}" for name, value in _values(shot) if name != "at" and value]
    return f"    {shot.at}: {' '.join(shown)}"


def _values(one: object) -> Iterator[tuple[str, str]]:
    for each in fields(one):  # type: ignore[arg-type]
        yield each.name, _shown(getattr(one, each.name))


def _shown(value: object) -> str:
    match value:
        case None | False:
            return ""
        case Phase():
            return f"{value.name}/{value.ms}"
        case SetResult():
            parts = [f"{name}:{each}" for name, each in _values(value) if each]
            return "{" + ",".join(parts) + "}"
        case EndedBy():
            return str(value)
        case tuple():
            return "".join(map(_shown, value))
        case float():
            return f"{value:.3f}"
    return str(value)
