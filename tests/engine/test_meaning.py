"""What the words mean, to the millisecond: a worked example for each rule."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TypeVar

import pytest

from supertimer.engine.as_json import as_json
from supertimer.engine.cadence import Block, Cadence, Phase, PhaseName, Side
from supertimer.engine.commands import (
    Amend,
    Extend,
    Fatigue,
    Go,
    Pause,
    Redo,
    Resume,
    SetLoad,
    Skip,
    Stop,
    Undo,
)
from supertimer.engine.events import (
    CountTick,
    Event,
    LoadSet,
    PhaseResumed,
    PhaseStarted,
    PhaseTick,
    PushStarted,
    RepCompleted,
    RestStarted,
    Retracted,
    SetEnded,
    SetKeys,
    TargetReached,
    TargetTopped,
    Waiting,
    WorkStarted,
)
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
from supertimer.engine.result import EndedBy
from supertimer.engine.session import Session, replay
from supertimer.engine.simulate import middle_of_window, simulate, usual
from supertimer.engine.state import State
from supertimer.errors import RefusedError
from supertimer.units import Grid, Load, Unit

LIFT = Phase(PhaseName.LIFT, 10_000)
LOWER = Phase(PhaseName.LOWER, 10_000)
TEN_TEN = Cadence((Block((LIFT, LOWER)),))
LB_120 = Load(Decimal(120), Unit.LB)


def a_set(name: str = "Leg press", end: End | None = None, **more: object) -> SetPlan:
    chosen: dict[str, object] = {
        "exercise": name,
        "number": 1,
        "cadence": TEN_TEN,
        "end": end or ToFatigue(),
        "cap": 300_000,
        "window": Window(90_000, 150_000),
        "load": LB_120,
    }
    return SetPlan(**{**chosen, **more})  # type: ignore[arg-type]


def a_plan(*sets: SetPlan, push: int = 10_000, rest: int = 60_000, ready: int = 10_000) -> Plan:
    segments: list[Segment] = []
    for index, work in enumerate(sets):
        segments.append(Segment(SegmentKind.READY, index, ready, waits=True))
        segments.append(Segment(SegmentKind.WORK, index))
        if push and isinstance(work.end, ToFatigue):
            segments.append(Segment(SegmentKind.PUSH, index, push))
        if rest and index < len(sets) - 1:
            segments.append(Segment(SegmentKind.REST, index, rest))
    return Plan("Test", sets, tuple(segments))


E = TypeVar("E", bound=Event)


def named(events: Iterable[Event], kind: type[E]) -> list[E]:
    return [event for event in events if isinstance(event, kind)]


def working(plan: Plan, at: int = 0) -> Session:
    """A session in its first set, `at` milliseconds into it; the set begins at 10 s."""
    session = Session(plan)
    session.apply(Go(), 0)
    session.advance(10_000 + at)
    return session


def test_a_rep_of_ten_and_ten() -> None:
    """Phases at their start, ticks at each whole second within, the rep at its end."""
    session = working(a_plan(a_set()))
    events = [e for e in session.preview(30_000) if e.at > 10_000 or e.event != "segment_started"]
    told = [(e.at - 10_000, str(e.event), as_json(e).get("seconds")) for e in events]
    lift = [(s * 1000, "tick", s) for s in range(1, 10)]
    lower = [(10_000 + s * 1000, "tick", s) for s in range(1, 10)]
    assert told == [
        *lift,
        (10_000, "phase_started", 10),
        *lower,
        (20_000, "rep_completed", None),
        (20_000, "phase_started", 10),
    ]


def test_ready_and_push_tick_and_rest_does_not() -> None:
    events = simulate(a_plan(a_set(), a_set("Row")))
    ticks = named(events, CountTick)
    assert [t.ms for t in ticks if t.segment is SegmentKind.READY][:9] == [
        s * 1000 for s in range(1, 10)
    ]
    assert len([t for t in ticks if t.segment is SegmentKind.PUSH]) == 18
    assert not [t for t in ticks if t.segment is SegmentKind.REST]


def test_fatigue_at_a_turnaround_is_the_end_of_the_rep_and_no_new_phase() -> None:
    session = working(a_plan(a_set()))
    session.apply(Fatigue(), 10_000 + 120_000)
    at_once = [str(e.event) for e in session.events if e.at == 130_000]
    assert at_once == ["rep_completed", "set_ended", "segment_started"]
    assert session.results[0].reps == 600


@pytest.mark.parametrize(("tul", "reps"), [(95_000, 475), (95_999, 479), (1, 0), (99_999, 499)])
def test_reps_are_floored_to_a_hundredth(tul: int, reps: int) -> None:
    session = working(a_plan(a_set()))
    session.apply(Fatigue(), 10_000 + tul)
    assert (session.results[0].tul_ms, session.results[0].reps) == (tul, reps)


def test_a_set_of_holds_has_no_reps() -> None:
    hold = Cadence((Block((Phase(PhaseName.HOLD, 30_000, effort=50),)),))
    events = simulate(a_plan(a_set(cadence=hold, end=ForTime(45_000))))
    assert not named(events, RepCompleted)
    (ended,) = named(events, SetEnded)
    assert (ended.result.tul_ms, ended.result.reps, ended.result.ended_by) == (
        45_000,
        None,
        EndedBy.TIME,
    )
    assert [p.effort for p in named(events, PhaseStarted)] == [50, 50]


def test_time_under_load_leaves_out_the_reset() -> None:
    negative = Cadence((Block((LOWER, Phase(PhaseName.RESET, 5_000))),))
    events = simulate(a_plan(a_set(cadence=negative, end=ForTime(25_000), window=None)))
    (ended,) = named(events, SetEnded)
    assert (ended.at - 10_000, ended.result.tul_ms, ended.result.reps) == (35_000, 25_000, 250)


def test_marks_of_the_window_and_of_the_last_time() -> None:
    events = simulate(a_plan(a_set(last_tul=90_000)), lambda _: 160_000)
    marks = [
        (e.at - 10_000, str(e.event)) for e in events if "target" in e.event or "last" in e.event
    ]
    assert marks == [
        (90_000, "target_reached"),
        (90_000, "last_matched"),
        (150_000, "target_topped"),
    ]


def test_the_cap_ends_a_set_without_a_push() -> None:
    events = simulate(a_plan(a_set(cap=100_000)), lambda _: 100_000)
    (ended,) = named(events, SetEnded)
    assert (ended.result.tul_ms, ended.result.ended_by) == (100_000, EndedBy.CAP)
    assert not named(events, PushStarted)


@pytest.mark.parametrize(
    ("end", "ended_by"), [(ForReps(5), EndedBy.REPS), (ForTime(100_000), EndedBy.TIME)]
)
def test_where_the_set_ends_by_itself_at_its_cap_its_own_rule_names_the_end(
    end: End, ended_by: EndedBy
) -> None:
    events = simulate(a_plan(a_set(end=end, cap=100_000)))
    (ended,) = named(events, SetEnded)
    assert (ended.result.tul_ms, ended.result.ended_by) == (100_000, ended_by)


def test_a_push_follows_only_an_end_by_fatigue() -> None:
    skipped = working(a_plan(a_set(), a_set("Row")), 5000)
    skipped.apply(Skip(), 15_000)
    assert skipped.state is State.RESTING
    counted = simulate(a_plan(a_set(end=ForReps(2))))
    assert not named(counted, PushStarted)


def test_the_push_is_kept_apart() -> None:
    session = working(a_plan(a_set(), a_set("Row")))
    session.apply(Fatigue(), 70_000)
    session.apply(Skip(), 74_000)
    assert session.results[0].tul_ms == 60_000
    assert session.results[0].push_ms == 4000


def test_blocks_follow_each_other_and_the_last_repeats() -> None:
    slow = Block((Phase(PhaseName.LOWER, 30_000),))
    quick = Block((Phase(PhaseName.LIFT, 1000), Phase(PhaseName.LOWER, 2000)), reps=10)
    cadence = Cadence((slow, quick, slow))
    events = simulate(a_plan(a_set(cadence=cadence, end=ForTime(90_000), window=None)))
    assert len(named(events, RepCompleted)) == 12
    longer = simulate(a_plan(a_set(cadence=cadence, end=ForTime(120_000), window=None)))
    assert len(named(longer, RepCompleted)) == 13


def test_a_paused_set_goes_on_after_a_count_of_three() -> None:
    session = working(a_plan(a_set()), 4500)
    session.apply(Pause(), 14_500)
    session.advance(20_000)
    assert session.snapshot().tul_ms == 4500
    heard = session.apply(Resume(), 20_000) + session.advance(24_000)
    assert [(e.at, str(e.event), as_json(e)["seconds"]) for e in heard] == [
        (20_000, "resume_count", 3),
        (21_000, "resume_count", 2),
        (22_000, "resume_count", 1),
        (23_000, "resumed", 10),
        (23_500, "tick", 5),
    ]
    assert named(heard, PhaseResumed)[0].phase is PhaseName.LIFT
    session.apply(Fatigue(), 33_000)
    assert session.results[0].tul_ms == 14_500
    assert session.results[0].paused_ms == 5500, "the count of three does not count as a pause"
    assert named(session.events, SetEnded)[0].result.paused


def test_a_pause_that_ends_with_the_set_is_kept_with_it() -> None:
    """Stopped 200 s into a pause, or in the count of three after it, which is not a part of it."""
    for resumed in (False, True):
        session = working(a_plan(a_set()), 5000)
        session.apply(Pause(), 15_000)
        if resumed:
            session.apply(Resume(), 215_000)
        session.apply(Stop(), 216_500 if resumed else 215_000)
        (result,) = session.results
        assert (result.paused_ms, result.tul_ms) == (200_000, 5000)
        assert named(session.events, SetEnded)[0].result.paused


@pytest.mark.parametrize(("length", "kept"), [(5000, False), (5001, True)])
def test_a_set_that_was_paused_for_more_than_five_seconds_is_kept_as_paused(
    length: int, kept: bool
) -> None:
    session = working(a_plan(a_set()), 5000)
    session.apply(Pause(), 15_000)
    session.apply(Resume(), 15_000 + length)
    session.apply(Fatigue(), 60_000)
    assert named(session.events, SetEnded)[0].result.paused is kept


def test_a_set_that_was_skipped_does_not_restart_the_rest() -> None:
    session = working(a_plan(a_set(), a_set("Row"), a_set("Press")))
    session.apply(Fatigue(), 70_000)  # its push is over at 80 s
    session.advance(140_000)
    session.apply(Go(), 140_000)
    session.apply(Skip(), 145_000)
    session.advance(205_000)
    session.apply(Go(), 205_000)
    session.advance(215_000)
    session.apply(Fatigue(), 300_000)
    assert [result.rest_ms for result in session.results] == [None, 65_000, 135_000]


def test_a_paused_rest_is_as_long_as_it_was() -> None:
    session = working(a_plan(a_set(), a_set("Row")))
    session.apply(Fatigue(), 70_000)
    session.apply(Pause(), 100_000)
    session.apply(Resume(), 150_000)
    assert session.snapshot().remaining == 40_000
    session.apply(Go(), 160_000)
    session.advance(175_000)
    session.apply(Fatigue(), 175_000)
    assert session.results[1].rest_ms == 90_000, "the real time, from the end of the push"


def test_extend_and_waiting() -> None:
    session = working(a_plan(a_set(), a_set("Row")))
    session.apply(Fatigue(), 70_000)
    session.apply(Extend(30_000), 90_000)
    assert session.ends == 170_000
    session.advance(175_000)
    assert session.state is State.WAITING
    assert session.snapshot().elapsed == 5000
    session.apply(Extend(20_000), 175_000)
    assert (session.state, session.ends) == (State.RESTING, 195_000)
    session.apply(Extend(-60_000), 180_000)
    assert session.state is State.WAITING
    with pytest.raises(RefusedError):
        session.apply(Extend(-1000), 181_000)


def test_undo_of_fatigue_while_the_push_lasts() -> None:
    session = working(a_plan(a_set()))
    session.apply(Fatigue(), 70_000)
    session.advance(75_000)
    heard = session.apply(Undo(), 75_000)
    assert isinstance(heard[0], Retracted)
    assert session.state is State.WORKING
    assert session.snapshot().tul_ms == 65_000, "the time since the press counts"
    session.apply(Fatigue(), 80_000)
    session.advance(95_000)
    with pytest.raises(RefusedError, match="too late"):
        session.apply(Undo(), 95_000)


def test_undo_without_a_push_has_ten_seconds() -> None:
    plan = a_plan(a_set(), a_set("Row"), push=0)
    session = working(plan)
    session.apply(Fatigue(), 70_000)
    session.advance(80_001)
    assert not session.snapshot().can_undo
    session = working(plan)
    session.apply(Fatigue(), 70_000)
    session.apply(Undo(), 80_000)
    assert session.state is State.WORKING


def test_undo_forgets_what_made_sense_only_after_it() -> None:
    """Without the skip the rest would be over and nothing would run that could be paused."""
    session = working(a_plan(a_set(), a_set("Row"), rest=5000))
    session.apply(Fatigue(), 70_000)
    session.apply(Skip(), 82_000)
    session.apply(Pause(), 87_000)
    session.apply(Undo(), 88_000)
    assert session.state is State.WAITING
    assert not session.snapshot().paused


def test_go_is_never_undone() -> None:
    session = Session(a_plan(a_set()))
    session.apply(Go(), 0)
    with pytest.raises(RefusedError, match="nothing"):
        session.apply(Undo(), 1000)


def test_redo_keeps_the_old_attempt() -> None:
    session = working(a_plan(a_set(), a_set("Row")))
    session.apply(Fatigue(), 70_000)
    session.advance(90_000)
    session.apply(Redo(), 90_000)
    assert session.state is State.READY
    session.advance(100_000)
    session.apply(Fatigue(), 160_000)
    assert [(r.index, r.discarded, r.tul_ms) for r in session.results] == [
        (0, True, 60_000),
        (0, False, 60_000),
    ]


def test_what_was_really_on_stays_on_when_the_set_is_repeated() -> None:
    session = working(a_plan(a_set(), a_set("Row")))
    session.apply(Fatigue(), 70_000)
    session.apply(Amend(load=Load(Decimal(100), Unit.LB)), 75_000)
    session.apply(Redo(), 90_000)
    assert session.snapshot().load == Load(Decimal(100), Unit.LB)
    session.apply(SetLoad(LB_120), 91_000)
    assert session.snapshot().load == LB_120


def test_redo_in_a_set_discards_it() -> None:
    session = working(a_plan(a_set()), 5000)
    session.apply(Redo(), 15_000)
    assert session.results[0].discarded
    assert session.state is State.READY
    with pytest.raises(RefusedError):
        Session(a_plan(a_set())).apply(Redo(), 0)


def test_a_set_that_was_interrupted_waits_for_go_and_its_time_is_kept() -> None:
    session = working(a_plan(a_set(), a_set("Row")), 5000)
    session.apply(Redo(wait=True), 15_000)
    (cut,) = session.results
    assert (cut.tul_ms, cut.ended_by, cut.discarded) == (5000, EndedBy.INTERRUPTED, True)
    shown = session.snapshot()
    assert (shown.state, shown.can_undo) == (State.WAITING, False)
    assert session.advance(900_000) == []
    session.apply(SetLoad(None), 900_000)
    session.apply(Go(), 900_000)
    assert session.state is State.READY


def test_of_a_set_that_begins_at_this_very_moment_there_is_nothing_to_keep() -> None:
    session = working(a_plan(a_set()), 0)
    session.apply(Redo(wait=True), 10_000)
    assert (session.state, session.results) == (State.WAITING, ())
    session.apply(Go(), 20_000)
    session.advance(30_000)
    session.apply(Fatigue(), 90_000)
    assert [(r.started_at, r.tul_ms) for r in session.results] == [(30_000, 60_000)]


def test_the_second_side_matches_the_first() -> None:
    sets = (
        a_set(side=Side.LEFT),
        a_set(side=Side.RIGHT, number=2, end=SameAs(0)),
    )
    events = simulate(a_plan(*sets), lambda _: 77_000)
    ended = named(events, SetEnded)
    assert [(e.side, e.result.tul_ms, e.result.ended_by) for e in ended] == [
        (Side.LEFT, 77_000, EndedBy.FATIGUE),
        (Side.RIGHT, 77_000, EndedBy.TIME),
    ]


def test_a_drop_takes_off_what_was_actually_on() -> None:
    sets = (
        a_set(grid=Grid(Decimal(5))),
        a_set(kind=SetKind.DROP, number=2, load=Share(0, Decimal(80)), grid=Grid(Decimal(5))),
    )
    session = Session(a_plan(*sets))
    session.apply(SetLoad(Load(Decimal(130), Unit.LB)), 0)
    assert session.snapshot().load == Load(Decimal(130), Unit.LB)
    session.apply(Go(), 0)
    session.advance(10_000)
    session.apply(Fatigue(), 70_000)
    session.advance(90_000)
    assert session.snapshot().load == Load(Decimal(100), Unit.LB), "104 rounded down to the step"
    with pytest.raises(RefusedError, match="over"):
        session.apply(SetLoad(LB_120, 0), 90_000)
    for unknown in (-1, 2):
        with pytest.raises(RefusedError, match="unknown set"):
            session.apply(SetLoad(LB_120, unknown), 90_000)


def test_a_drop_takes_off_what_a_correction_says_was_on() -> None:
    drop = a_set(kind=SetKind.DROP, number=2, load=Share(0, Decimal(50)), grid=Grid(Decimal(5)))
    session = Session(a_plan(a_set(), drop))
    session.apply(Go(), 0)
    session.apply(Fatigue(), 70_000)
    session.advance(90_000)
    session.apply(Amend(load=Load(Decimal(200), Unit.LB)), 90_000)
    assert session.snapshot().load == Load(Decimal(100), Unit.LB)


def test_a_correction_of_a_repeated_attempt_does_not_change_the_load_on() -> None:
    session = Session(a_plan(a_set()))
    session.apply(Go(), 0)
    session.apply(Fatigue(), 70_000)
    session.apply(Redo(), 71_000)
    session.apply(Amend(attempt=0, load=Load(Decimal(200), Unit.LB)), 72_000)
    assert session.snapshot().load == LB_120
    assert session.results[0].load == Load(Decimal(200), Unit.LB)


def test_a_rest_pause_set_is_one_set() -> None:
    work = a_set(end=ForReps(1), window=None)
    segments = (
        Segment(SegmentKind.WORK, 0, waits=True),
        Segment(SegmentKind.REST, 0, 10_000, label=RestLabel.PAUSE),
        Segment(SegmentKind.WORK, 0),
        Segment(SegmentKind.REST, 0, 15_000, label=RestLabel.PAUSE),
        Segment(SegmentKind.WORK, 0, percent=Decimal(80)),
    )
    events = simulate(Plan("Singles", (work,), segments))
    (ended,) = named(events, SetEnded)
    assert (ended.at, ended.result.tul_ms, ended.result.reps) == (85_000, 60_000, 300)
    assert [e.rep for e in named(events, RepCompleted)] == [1, 2, 3]
    begun = [e.load for e in named(events, WorkStarted)]
    assert begun == [LB_120, LB_120, Load(Decimal(96), Unit.LB)]


def test_a_part_its_pause_and_its_push_know_what_is_on_in_them() -> None:
    segments = (
        Segment(SegmentKind.WORK, 0, waits=True),
        Segment(SegmentKind.REST, 0, 10_000, label=RestLabel.PAUSE),
        Segment(SegmentKind.WORK, 0, percent=Decimal(80)),
        Segment(SegmentKind.PUSH, 0, 10_000),
    )
    session = Session(Plan("Rest-pause", (a_set(),), segments))
    session.advance(0)
    shown = []
    for command, at in ((Go(), 1000), (Fatigue(), 40_000), (Go(), 45_000), (Fatigue(), 90_000)):
        session.apply(command, at)
        shown.append((str(session.state), session.snapshot().load))
    lb_96 = Load(Decimal(96), Unit.LB)
    parts = [("working", LB_120), ("resting", lb_96), ("working", lb_96), ("pushing", lb_96)]
    assert shown == parts
    assert named(session.events, PushStarted)[0].load == lb_96
    assert session.results[0].load == LB_120
    told = [e.next_load for e in session.events if isinstance(e, Waiting | RestStarted)]
    assert told == [LB_120, lb_96], "while waiting, and in the pause"
    assert not any("next_load" in as_json(event) for event in session.events)
    (pause,) = named(session.events, RestStarted)
    assert "load" not in as_json(pause)


def test_the_parts_of_a_rest_pause_set_lose_nothing_by_rounding() -> None:
    segments = (
        Segment(SegmentKind.WORK, 0, waits=True),
        Segment(SegmentKind.REST, 0, 10_000, label=RestLabel.PAUSE),
        Segment(SegmentKind.WORK, 0),
        Segment(SegmentKind.REST, 0, 10_000, label=RestLabel.PAUSE),
        Segment(SegmentKind.WORK, 0),
    )
    events = simulate(Plan("Three", (a_set(),), segments), lambda _: 40_000)
    (ended,) = named(events, SetEnded)
    assert (ended.result.tul_ms, ended.result.reps) == (40_000, 200)


def test_a_rep_that_a_pause_cut_off_is_done_again_under_its_number() -> None:
    segments = (
        Segment(SegmentKind.WORK, 0, waits=True),
        Segment(SegmentKind.REST, 0, 10_000, label=RestLabel.PAUSE),
        Segment(SegmentKind.WORK, 0),
    )
    session = Session(Plan("Two", (a_set(),), segments))
    session.apply(Go(), 0)
    session.apply(Fatigue(), 30_000)
    session.advance(45_000)
    assert (session.snapshot().rep, session.snapshot().reps) == (2, 175)
    session.apply(Fatigue(), 60_000)
    assert [e.rep for e in named(session.events, RepCompleted)] == [1, 2]
    assert session.results[0].reps == 250


def test_a_late_mark_takes_off_the_reach() -> None:
    session = working(a_plan(a_set(reach=15_000), push=0))
    session.apply(Fatigue(), 10_000 + 107_000)
    (result,) = session.results
    assert (result.tul_ms, result.estimated) == (92_000, True)


def test_a_late_mark_takes_off_the_reach_of_every_part() -> None:
    segments = (
        Segment(SegmentKind.WORK, 0, waits=True),
        Segment(SegmentKind.REST, 0, 10_000, label=RestLabel.PAUSE),
        Segment(SegmentKind.WORK, 0),
    )
    session = Session(Plan("Two", (a_set(reach=15_000),), segments))
    session.apply(Go(), 0)
    session.apply(Fatigue(), 65_000)
    session.apply(Fatigue(), 75_000 + 35_000)
    assert session.results[0].tul_ms == 50_000 + 20_000


def test_amend_corrects_what_is_over() -> None:
    session = working(a_plan(a_set(), a_set("Row")))
    session.apply(Fatigue(), 70_000)
    session.apply(Amend(tul_ms=50_000, ended_by=EndedBy.PAIN, note="knee"), 72_000)
    (result,) = session.results
    assert (result.tul_ms, result.reps, result.amended) == (50_000, 250, True)
    assert (result.ended_by, result.note) == (EndedBy.PAIN, "knee")
    session.apply(Undo(), 73_000)
    assert session.results[0].tul_ms == 60_000
    for unknown in (-1, 1):
        with pytest.raises(RefusedError, match="unknown result"):
            session.apply(Amend(attempt=unknown, note="?"), 74_000)


def test_amend_of_an_earlier_set_keeps_the_later_ones() -> None:
    session = working(a_plan(*(a_set(name) for name in ("Dip", "Row", "Curl")), push=0))
    at = 10_000
    for tul in (60_000, 50_000, 40_000):
        session.apply(Fatigue(), at + tul)
        at = session.now + 30_000
        session.apply(Go(), at) if session.state is not State.DONE else None
        at += 10_000
    session.apply(Amend(attempt=0, tul_ms=55_000), session.now + 1)
    assert [result.tul_ms for result in session.results] == [55_000, 50_000, 40_000]


def test_a_correction_changes_the_reps_only_with_the_time() -> None:
    session = working(a_plan(a_set(), a_set("Row")))
    session.apply(Fatigue(), 70_000)
    for at, amend, told in (
        (71_000, Amend(reps=275), (60_000, 275)),
        (72_000, Amend(note="sore"), (60_000, 275)),
        (73_000, Amend(tul_ms=40_000, reps=210), (40_000, 210)),
        (74_000, Amend(tul_ms=-5), (0, 0)),
    ):
        session.apply(amend, at)
        assert (session.results[0].tul_ms, session.results[0].reps) == told


def test_a_late_mark_right_after_the_start_adds_no_time_under_load() -> None:
    session = working(a_plan(a_set(reach=2_000)))
    session.apply(Fatigue(), 11_500)
    (result,) = session.results
    assert (result.tul_ms, result.reps, result.estimated) == (0, 0, True)


def test_a_rest_of_its_planned_length_is_not_shortened_while_the_workout_waits() -> None:
    session = Session(a_plan(a_set(), a_set("Row")))
    for ms in (-1, 0):
        with pytest.raises(RefusedError, match="no rest to shorten"):
            session.apply(Extend(ms), 5_000)
    session.apply(Extend(1), 5_000)
    assert session.snapshot().remaining == 1


def test_a_command_comes_before_what_begins_at_its_instant() -> None:
    session = working(a_plan(a_set(cap=60_000, end=ForTime(60_000)), a_set("Row")))
    session.advance(69_999)
    told = session.apply(Pause(), 70_000)
    assert [str(event.event) for event in told] == ["rep_completed", "set_ended", "paused"]
    assert session.state is State.RESTING


def test_stop_keeps_the_set_it_cuts_off() -> None:
    session = working(a_plan(a_set(), a_set("Row")), 33_000)
    session.apply(Stop(), 43_000)
    assert session.state is State.DONE
    assert session.results[0].ended_by is EndedBy.STOP
    assert session.results[0].tul_ms == 33_000
    with pytest.raises(RefusedError):
        session.apply(Go(), 44_000)
    session.apply(Undo(), 50_000)
    assert session.snapshot().state is State.WORKING


def test_skip_leads_where_it_should() -> None:
    plan = a_plan(a_set(), a_set("Row"))
    session = Session(plan)
    session.apply(Go(), 0)
    session.apply(Skip(), 5000)
    assert (session.state, session.results[0].ended_by) == (State.RESTING, EndedBy.SKIP)
    session.apply(Skip(), 6000)
    assert session.state is State.READY
    session.advance(16_000)
    session.apply(Fatigue(), 30_000)
    session.apply(Skip(), 31_000)
    assert session.snapshot().state is State.DONE


def test_a_key_that_was_pressed_before_the_last_poll() -> None:
    session = working(a_plan(a_set()))
    session.advance(41_000)
    heard = session.apply(Fatigue(), 39_500)
    assert heard[0] == Retracted(at=39_500, after=39_500)
    assert [str(e.event) for e in heard[1:]] == ["set_ended", "segment_started"]
    assert session.results[0].tul_ms == 29_500


def test_json_has_the_words_and_nothing_that_does_not_apply() -> None:
    events = simulate(a_plan(a_set(load=Load(Decimal("52.5"), Unit.KG))), lambda _: 95_000)
    tick = as_json(named(events, PhaseTick)[0])
    assert tick == {
        "at": 11_000,
        "event": "tick",
        "segment": "work",
        "exercise": "Leg press",
        "set": 1,
        "kind": "work",
        "rep": 1,
        "phase": "lift",
        "seconds": 1,
        "tul_ms": 1000,
    }
    ended = as_json(named(events, SetEnded)[0])
    assert (ended["reps"], ended["load"], ended["unit"]) == (4.75, 52.5, "kg")
    assert not {"estimated", "paused"} & ended.keys()
    session = working(a_plan(a_set(reach=2_000)))
    session.apply(Pause(), 20_000)
    session.apply(Resume(), 26_000)
    late = as_json(named(session.apply(Fatigue(), 60_000), SetEnded)[0])
    assert late["estimated"] is late["paused"] is True
    of = SetKeys(index=0, exercise="Dip", set=1, kind=SetKind.WORK, side=None)
    told = {"at": 0, "event": "load_set", "exercise": "Dip", "set": 1, "kind": "work"}
    for amount, more in ((10, {"load": 10, "unit": "kg"}), (0, {})):
        load = Load(Decimal(amount), Unit.KG, bodyweight=True)
        hanging = as_json(LoadSet(at=0, load=load, next_load=load, **of))
        assert hanging == {**told, "bodyweight": True, **more}
    assert as_json(LoadSet(at=0, load=None, next_load=None, **of)) == told
    assert as_json(Retracted(at=9, after=4)) == {"at": 9, "event": "retracted", "after": 4}


def test_sides_take_turns() -> None:
    alternating = Cadence((Block((LIFT, Phase(PhaseName.LOWER, 10_000, alternates=True))),))
    events = simulate(a_plan(a_set(cadence=alternating, end=ForReps(3))))
    sides = [(e.phase, e.side) for e in named(events, PhaseStarted)]
    assert sides == [
        (PhaseName.LIFT, None),
        (PhaseName.LOWER, Side.LEFT),
        (PhaseName.LIFT, None),
        (PhaseName.LOWER, Side.RIGHT),
        (PhaseName.LIFT, None),
        (PhaseName.LOWER, Side.LEFT),
    ]


def test_the_height_of_the_weight() -> None:
    slow_inch = Cadence(
        (
            Block(
                (
                    Phase(PhaseName.LIFT, 3000),
                    Phase(PhaseName.LIFT, 7000),
                    Phase(PhaseName.HOLD, 2000),
                    LOWER,
                    Phase(PhaseName.RESET, 2000),
                )
            ),
        )
    )
    heights = [round(slow_inch.height(at), 2) for at in (0, 3000, 5000, 10_000, 11_000, 17_000)]
    assert heights == [0.0, 0.3, 0.5, 1.0, 1.0, 0.5]
    negative = Cadence((Block((LOWER, Phase(PhaseName.RESET, 4000))),))
    assert [negative.height(at) for at in (0, 5000, 12_000)] == [1.0, 0.5, 0.5]


def test_what_a_session_tells_of_itself() -> None:
    session = Session(a_plan(a_set()))
    assert session.now == 0
    assert session.segment == 0
    session.apply(Go(), 0)
    session.advance(12_000)
    assert session.advance(11_000) == []
    assert session.began == 10_000
    assert session.next_deadline() == 13_000
    session.apply(Pause(), 12_500)
    assert session.next_deadline() is None
    assert session.snapshot().remaining == 300_000 - 2500
    session.apply(Stop(), 13_000)
    assert session.next_deadline() is None


def test_an_undo_takes_along_what_only_it_made_possible() -> None:
    session = working(a_plan(a_set(), a_set("Row")))
    session.apply(Fatigue(), 70_000)
    session.apply(Skip(), 90_000)  # the rest, which would have lasted until 140 s
    session.apply(Pause(), 145_000)
    session.apply(Undo(), 150_000)
    shown = session.snapshot()
    assert (shown.state, shown.paused) == (State.WAITING, False)


def test_what_was_given_before_a_seal_stays() -> None:
    session = working(a_plan(a_set(), a_set("Row")))
    session.apply(Skip(), 20_000)
    assert session.snapshot().can_undo
    session.seal()
    assert not session.snapshot().can_undo
    with pytest.raises(RefusedError, match="nothing"):
        session.apply(Undo(), 21_000)


def test_commands_come_in_order() -> None:
    session = working(a_plan(a_set()))
    session.apply(Fatigue(), 60_000)
    with pytest.raises(RefusedError, match="before the previous"):
        session.apply(Undo(), 59_999)


def test_a_stop_between_sets_ends_none() -> None:
    session = working(a_plan(a_set(), a_set("Row")))
    session.apply(Fatigue(), 70_000)
    session.apply(Stop(), 90_000)
    assert (session.state, len(session.results)) == (State.DONE, 1)


def test_a_set_right_after_another_is_a_separate_set() -> None:
    plan = Plan(
        "Superset",
        (a_set(end=ForReps(1)), a_set("Row", end=ForReps(1))),
        (Segment(SegmentKind.WORK, 0, waits=True), Segment(SegmentKind.WORK, 1)),
    )
    assert [(e.exercise, e.at) for e in named(simulate(plan), SetEnded)] == [
        ("Leg press", 20_000),
        ("Row", 40_000),
    ]


def test_the_whole_of_a_load_is_not_rounded_and_nothing_has_no_part() -> None:
    odd = Load(Decimal(52), Unit.KG)
    grid = Grid(step=Decimal(5))
    for load, parts in ((odd, (odd, Load(Decimal(25), Unit.KG))), (None, (None, None))):
        sets = (
            a_set(load=load, grid=grid),
            a_set("Same", load=Share(0, Decimal(100)), grid=grid),
            a_set("Half", load=Share(0, Decimal(50)), grid=grid),
        )
        plan = a_plan(*sets)
        assert tuple(plan.load(place, {}) for place in (1, 2)) == parts


def test_reps_are_complete_block_by_block() -> None:
    fast = Block((Phase(PhaseName.LIFT, 2_000), Phase(PhaseName.LOWER, 2_000)), reps=2)
    cadence = Cadence((fast, *TEN_TEN.blocks))
    assert [cadence.rep_end(rep) for rep in (1, 2, 3, 4)] == [4_000, 8_000, 28_000, 48_000]


def test_an_undo_keeps_the_pauses_that_came_after() -> None:
    session = working(a_plan(a_set()))
    session.apply(Fatigue(), 60_000)
    session.apply(Pause(), 62_000)
    session.apply(Resume(), 64_000)
    session.apply(Undo(), 66_000)
    session.advance(80_000)
    shown = session.snapshot()
    assert (shown.state, shown.elapsed) == (State.WORKING, 80_000 - 10_000 - 2_000 - 3_000)


def test_a_replay_is_the_workout_again() -> None:
    plan = a_plan(a_set(), a_set("Row"))
    session = working(plan)
    session.apply(Fatigue(), 70_000)
    session.advance(300_000)
    again = replay(plan, [(Go(), 0), (Fatigue(), 70_000)], 300_000)
    assert (again.events, again.snapshot()) == (session.events, session.snapshot())


def test_named_and_held_loads_in_the_json() -> None:
    of = SetKeys(index=0, exercise="Row", set=1, kind=SetKind.WORK, side=None)
    told: list[tuple[Load, dict[str, object]]] = [
        (Load.named("red band"), {"load_name": "red band"}),
        (Load(Decimal(20), Unit.KG, per_hand=True), {"per_hand": True, "load": 20, "unit": "kg"}),
    ]
    for load, more in told:
        shown = as_json(LoadSet(at=0, load=load, next_load=load, **of))
        assert {key: shown[key] for key in more} == more


def test_a_window_that_the_set_cannot_meet_is_not_shown() -> None:
    window = Window(90_000, 150_000)
    assert a_set(window=window).aim == window
    assert a_set(window=window, met=False).aim is None


def test_what_a_command_of_the_past_would_find() -> None:
    """It sees the moment as it was, but nothing before the last command."""
    session = working(a_plan(a_set()), 20_000)
    found = session.snapshot_at(15_000)
    assert found is not None
    assert (found.at, found.state, found.elapsed) == (15_000, State.WORKING, 5_000)
    session.apply(Pause(), 31_000)
    assert session.snapshot_at(30_999) is None


def test_the_lifter_of_a_simulation_without_windows_and_in_a_pause() -> None:
    assert middle_of_window(a_set(window=None)) == 90_000
    assert middle_of_window(a_set(window=Window(60_000, None))) == 60_000
    session = working(a_plan(a_set()), 5_000)
    session.apply(Pause(), 15_000)
    assert usual(session) == (Resume(), 15_000)


@pytest.mark.parametrize(
    ("reps", "ms", "by", "tul"), [(2, 90_000, "reps", 40_000), (6, 90_000, "time", 90_000)]
)
def test_a_set_ends_at_whichever_of_two_comes_first(reps: int, ms: int, by: str, tul: int) -> None:
    session = working(a_plan(a_set(end=FirstOf(reps, ms), window=None)))
    session.advance(400_000)
    (result,) = session.results
    assert (result.ended_by, result.tul_ms) == (by, tul)


def test_the_top_of_a_window_at_the_very_end_is_told() -> None:
    session = working(a_plan(a_set(cap=150_000)))
    session.advance(160_000)
    assert [event.at for event in named(session.events, TargetTopped)] == [160_000]


def test_a_mark_at_the_very_end_of_a_part_is_told_once() -> None:
    segments = (
        Segment(SegmentKind.WORK, 0, waits=True),
        Segment(SegmentKind.REST, 0, 10_000, label=RestLabel.PAUSE),
        Segment(SegmentKind.WORK, 0),
    )
    session = Session(Plan("Two", (a_set(),), segments))
    session.apply(Go(), 0)
    session.apply(Fatigue(), 90_000)
    session.advance(110_000)
    assert [event.at for event in named(session.events, TargetReached)] == [90_000]
