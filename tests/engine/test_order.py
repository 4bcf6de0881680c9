"""What a changed order means: a worked example for each rule, and laws."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from supertimer.engine.as_json import as_json
from supertimer.engine.cadence import Side
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
    Skip,
    Stop,
    Undo,
    Wait,
)
from supertimer.engine.events import LeftOut, Reordered, SetAdded, Waiting, WorkoutEnded
from supertimer.engine.plan import (
    ForReps,
    Member,
    Plan,
    RestLabel,
    SameAs,
    Segment,
    SegmentKind,
    SetKind,
    SetPlan,
    Share,
)
from supertimer.engine.session import Session
from supertimer.engine.state import State
from supertimer.errors import RefusedError
from supertimer.units import Load, Unit
from tests.engine.test_laws import Script, perform
from tests.engine.test_meaning import a_set
from tests.strategies import plans, scripts

REST, READY = 60_000, 10_000


def machines(*names: str, sets: int = 2) -> Plan:
    """Exercises of `sets` sets each, without pushes: each exercise waits, its sets do not."""
    works: list[SetPlan] = []
    segments: list[Segment] = []
    for unit, name in enumerate(names):
        for number in range(1, sets + 1):
            index, waits = len(works), number == 1
            if index:
                segments.append(Segment(SegmentKind.REST, index - 1, REST))
            ready = Segment(SegmentKind.READY, index, READY, waits=waits, in_rest=not waits)
            segments += [ready, Segment(SegmentKind.WORK, index)]
            works.append(a_set(name, number=number, unit=unit))
    units = tuple((Member(name, REST, READY),) for name in names)
    return Plan("Machines", tuple(works), tuple(segments), units)


PLAN = machines("Leg press", "Row", "Dip")


def after_sets(plan: Plan, count: int, rested: int = 0) -> Session:
    """A session in which `count` sets of a minute are done, and the rest runs for some time."""
    session = Session(plan)
    session.advance(0)
    for _ in range(count):
        while session.state is not State.WORKING:
            if session.state is State.WAITING:
                session.apply(Go(), session.now)
            assert session.ends is not None
            session.advance(session.ends)
        if isinstance(session.plan.sets[session.snapshot().index].end, SameAs):
            session.advance(session.now + 60_000)
        else:
            session.apply(Fatigue(), session.now + 60_000)
    session.advance(session.now + rested)
    return session


def done(session: Session) -> list[str]:
    """Do all that is left: the sets, and how each began."""
    found = []
    while session.state is not State.DONE:
        if session.state is State.WAITING:
            found.append("go")
            session.apply(Go(), session.now)
        if session.state is State.WORKING:
            work = session.plan.sets[session.snapshot().index]
            side = f" {work.side}" if work.side else ""
            found.append(f"{work.exercise} {work.number}{side}")
            if isinstance(work.end, SameAs):
                session.advance(session.now + 60_000)
                continue
            session.apply(Fatigue(), session.now + 30_000)
        elif session.ends is not None:
            session.advance(session.ends)
    return found


def coming(session: Session) -> str:
    return session.plan.sets[session.snapshot().index].exercise


def test_another_exercise_is_done_next() -> None:
    session = after_sets(PLAN, 2, 20_000)
    heard = session.apply(Reorder((2, 1)), session.now)
    assert [as_json(event) for event in heard] == [
        {"at": session.now, "event": "reordered", "order": [2, 1]}
    ]
    assert session.snapshot().remaining == 40_000, "the rest that runs stays"
    assert done(session) == ["go", "Dip 1", "Dip 2", "go", "Row 1", "Row 2"]


def test_a_begun_exercise_that_moves_begins_like_a_new_one() -> None:
    """It waits for go, with a full get ready; the get ready that ran is taken back."""
    session = after_sets(PLAN, 1, 53_000)
    assert session.snapshot().segment is SegmentKind.READY
    heard = session.apply(Reorder((1, 0, 2)), session.now)
    assert [event.event for event in heard if event.event != "retracted"] == ["reordered"]
    assert session.snapshot().segment is SegmentKind.REST
    assert done(session) == ["go", "Row 1", "Row 2", "go", "Leg press 2", "go", "Dip 1", "Dip 2"]


def test_an_order_that_leaves_the_same_set_next_lets_the_get_ready_run_on() -> None:
    session = after_sets(PLAN, 1, 53_500)
    ahead = session.preview(session.now + 6_000)
    session.apply(Reorder((0, 2, 1)), session.now)
    assert session.preview(session.now + 6_000) == ahead
    assert done(session) == ["Leg press 2", "go", "Dip 1", "Dip 2", "go", "Row 1", "Row 2"]


def test_a_set_that_now_starts_by_itself_has_what_is_left_as_its_get_ready() -> None:
    auto = tuple((replace(unit[0], waits=False),) for unit in PLAN.units)
    session = after_sets(replace(PLAN, units=auto), 1, 53_500)
    heard = session.apply(Reorder((1, 0, 2)), session.now)
    assert [(as_json(e)["event"], as_json(e).get("seconds")) for e in heard] == [
        ("reordered", None),
        ("segment_started", 6.5),
    ]
    assert coming(session) == "Row"
    session.advance(session.now + 6_500)
    assert session.state is State.WORKING


def test_what_waits_goes_on_waiting() -> None:
    session = Session(PLAN)
    heard = session.apply(Reorder((1, 2, 0)), 5_000)
    assert [event.event for event in heard] == ["waiting", "reordered"]
    assert (session.state, coming(session)) == (State.WAITING, "Row")
    assert session.snapshot().elapsed == 5_000
    assert done(session)[:3] == ["go", "Row 1", "Row 2"]


@pytest.mark.parametrize("units", [(1, 2), (0, 1, 2, 3), (0, 1, 1), (0, 1, 2, 2), ()])
def test_an_order_names_all_that_is_left_each_once(units: tuple[int, ...]) -> None:
    session = after_sets(PLAN, 1)
    with pytest.raises(RefusedError, match="each once"):
        session.apply(Reorder(units), session.now)


def test_an_exercise_is_left_out() -> None:
    session = after_sets(PLAN, 1, 20_000)
    heard = session.apply(LeaveOut(1), session.now)
    assert as_json(heard[0]) == {"at": session.now, "event": "left_out", "exercise": "Row"}
    assert done(session) == ["Leg press 2", "go", "Dip 1", "Dip 2"]
    with pytest.raises(RefusedError):
        session.apply(LeaveOut(2), session.now)


def test_what_comes_next_is_left_out() -> None:
    session = after_sets(PLAN, 1, 20_000)
    session.apply(LeaveOut(0), session.now)
    with pytest.raises(RefusedError, match="nothing is left"):
        session.apply(LeaveOut(0), session.now)
    assert session.snapshot().remaining == 40_000
    assert done(session) == ["go", "Row 1", "Row 2", "go", "Dip 1", "Dip 2"]


def test_leaving_out_all_that_is_left_ends_the_workout() -> None:
    session = after_sets(machines("Leg press", "Row"), 2, 500)
    heard = session.apply(LeaveOut(1), session.now)
    assert [type(event) for event in heard] == [LeftOut, WorkoutEnded]
    session.apply(Undo(), session.now + 5_000)
    assert (session.state, coming(session)) == (State.RESTING, "Row")


def test_the_new_last_exercise_has_no_rest_after_it_and_the_old_one_has() -> None:
    session = after_sets(machines("Leg press", "Row", "Dip", sets=1), 1)
    session.apply(Reorder((2, 1)), session.now)
    rests = [s.set for s in session.plan.segments if s.kind is SegmentKind.REST]
    assert rests == [0, 2]
    assert done(session) == ["go", "Dip 1", "go", "Row 1"]


# Sets that never leave theirs


def unilateral(*, match: bool = False, drop: bool = False) -> Plan:
    """One exercise of two sides, its set done twice, then another exercise."""
    works: list[SetPlan] = []
    segments: list[Segment] = []
    for _ in range(2):
        for side in Side:
            index = len(works)
            end = SameAs(index - 1) if match and side is Side.RIGHT else None
            works.append(a_set("Curl", end, number=len(works) + 1, side=side, unit=0))
            if index:
                switch = side is Side.RIGHT
                label = RestLabel.SWITCH if switch else RestLabel.REST
                ms = 15_000 if switch else REST
                segments.append(Segment(SegmentKind.REST, index - 1, ms, label=label))
            waits = index == 0
            ready = Segment(SegmentKind.READY, index, READY, waits=waits, in_rest=not waits)
            segments += [ready, Segment(SegmentKind.WORK, index)]
    if drop:
        works.append(a_set("Curl", kind=SetKind.DROP, number=5, side=Side.RIGHT, unit=0))
        change = Segment(SegmentKind.REST, 3, 20_000, label=RestLabel.CHANGE)
        segments += [change, Segment(SegmentKind.WORK, 4)]
    last = len(works)
    segments += [Segment(SegmentKind.REST, last - 1, REST)]
    segments += [Segment(SegmentKind.READY, last, READY, waits=True)]
    works.append(a_set("Row", unit=1))
    segments += [Segment(SegmentKind.WORK, last)]
    units = ((Member("Curl", REST, READY),), (Member("Row", REST, READY),))
    return Plan("Sides", tuple(works), tuple(segments), units)


def test_a_set_is_counted_among_the_sets_of_its_exercise_and_its_side() -> None:
    work, drop = SetKind.WORK, SetKind.DROP
    plan = unilateral(drop=True)
    assert [plan.kinds_up_to(index) for index in range(len(plan.sets))] == [
        [work],
        [work],
        [work, work],
        [work, work],
        [work, work, drop],
        [work],
    ]


def test_the_second_side_never_leaves_its_set() -> None:
    session = after_sets(unilateral(), 1, 2_000)
    assert [(each.unit, each.sets) for each in session.left] == [(0, 2), (1, 1)]
    session.apply(Reorder((1, 0)), session.now)
    assert done(session) == ["Curl 2 right", "go", "Row 1", "go", "Curl 3 left", "Curl 4 right"]


def test_a_drop_never_leaves_its_set_and_an_exercise_that_is_left_out_ends_after_it() -> None:
    session = after_sets(unilateral(drop=True), 3, 2_000)
    assert [each.unit for each in session.left] == [1]
    session.apply(Reorder((1,)), session.now)
    assert done(session)[:2] == ["Curl 4 right", "Curl 5 right"]
    between = after_sets(unilateral(drop=True), 1, 2_000)
    between.apply(LeaveOut(0), between.now)
    assert done(between) == ["Curl 2 right", "go", "Row 1"]


def test_in_a_pause_of_a_rest_pause_set_an_order_applies_after_the_set() -> None:
    first, *others = machines("Leg press", "Row", "Dip", sets=1).segments
    parts = (
        others[0],
        Segment(SegmentKind.REST, 0, 10_000, label=RestLabel.PAUSE),
        Segment(SegmentKind.WORK, 0),
    )
    plan = replace(
        machines("Leg press", "Row", "Dip", sets=1), segments=(first, *parts, *others[1:])
    )
    session = after_sets(plan, 1, 2_000)
    assert session.snapshot().label is RestLabel.PAUSE
    session.apply(Reorder((2, 1)), session.now)
    assert done(session) == ["Leg press 1", "go", "Dip 1", "go", "Row 1"]


# Supersets


def superset() -> Plan:
    """Two rounds of two exercises without rest between them, then a third exercise."""
    works, segments = [], []
    for index, name in enumerate(("Fly", "Press", "Fly", "Press", "Row")):
        unit = 1 if name == "Row" else 0
        works.append(a_set(name, number=1 + index // 2 % 2, unit=unit))
        waits = index in (0, 4)
        if waits:
            segments.append(Segment(SegmentKind.READY, index, READY, waits=True))
        segments.append(Segment(SegmentKind.WORK, index))
        if name == "Press":
            segments.append(Segment(SegmentKind.REST, index, 20_000))
    units = ((Member("Fly", 45_000, READY), Member("Press", 30_000, 5_000)),)
    return Plan("Turns", tuple(works), tuple(segments), (*units, (Member("Row", REST, READY),)))


def test_a_superset_moves_whole_and_a_begun_round_with_it() -> None:
    session = after_sets(superset(), 2, 5_000)
    session.apply(Reorder((1, 0)), session.now)
    assert done(session) == ["go", "Row 1", "go", "Fly 2", "Press 2"]
    left = after_sets(superset(), 2, 5_000)
    left.apply(LeaveOut(0), left.now)
    assert done(left) == ["go", "Row 1"]


def test_one_more_set_of_a_member_comes_after_the_last_round_alone() -> None:
    """It waits if the set before it is another exercise's; outside, it has its own rest."""
    session = after_sets(superset(), 2, 5_000)
    session.apply(OneMore(), session.now)
    assert done(session) == ["Fly 2", "Press 2", "Press 3", "go", "Row 1"]
    rests = [s.ms for s in session.plan.segments if s.kind is SegmentKind.REST and s.set in (3, 5)]
    assert rests == [30_000, 30_000]
    other = after_sets(superset(), 3)
    assert other.state is State.WORKING, "nothing lies between the members"
    with pytest.raises(RefusedError):
        other.apply(OneMore(), other.now)


# One more set


def test_one_more_set_comes_behind_those_that_are_left() -> None:
    session = after_sets(machines("Leg press", "Row", sets=3), 1, 20_000)
    heard = session.apply(OneMore(), session.now)
    assert as_json(heard[0]) == {
        "at": session.now,
        "event": "set_added",
        "exercise": "Leg press",
        "set": 4,
        "kind": "work",
    }
    assert done(session)[:4] == ["Leg press 2", "Leg press 3", "Leg press 4", "go"]


def test_one_more_set_of_an_exercise_that_was_done_comes_next_in_the_rest_that_runs() -> None:
    session = after_sets(machines("Leg press", "Row"), 2, 20_000)
    session.apply(OneMore(), session.now)
    shown = session.snapshot()
    assert (shown.remaining, shown.starts_itself, coming(session)) == (40_000, True, "Leg press")
    assert done(session) == ["Leg press 3", "go", "Row 1", "Row 2"]
    late = after_sets(machines("Leg press", "Row"), 2, 55_000)
    heard = late.apply(OneMore(), late.now)
    assert [as_json(event).get("seconds") for event in heard] == [None, 5]


def test_one_more_set_where_all_is_done_waits_for_go_at_once() -> None:
    session = after_sets(machines("Leg press"), 2)
    assert session.state is State.DONE
    heard = session.apply(OneMore(), session.now + 4_000)
    assert [type(event) for event in heard] == [SetAdded, Waiting]
    assert done(session) == ["go", "Leg press 3"]
    assert len([e for e in session.events if isinstance(e, WorkoutEnded)]) == 2


def test_one_more_set_where_all_is_done_is_one_of_the_last_exercise() -> None:
    session = after_sets(machines("Leg press", "Row", sets=1), 2)
    session.apply(OneMore(), session.now + 4_000)
    assert done(session) == ["go", "Row 2"]


def test_one_more_set_where_it_waits_for_go_waits() -> None:
    session = after_sets(machines("Leg press", "Row"), 2, 70_000)
    assert (session.state, coming(session)) == (State.WAITING, "Row")
    session.apply(OneMore(), session.now)
    assert (session.state, coming(session)) == (State.WAITING, "Leg press")
    session.apply(OneMore(), session.now)
    assert done(session) == ["go", "Leg press 3", "Leg press 4", "go", "Row 1", "Row 2"]


def test_one_more_set_has_the_load_of_the_last_one() -> None:
    session = after_sets(machines("Leg press"), 1, 5_000)
    session.apply(Amend(load=Load(Decimal(140), Unit.LB)), session.now)
    session.apply(OneMore(), session.now)
    session.advance(session.now + 55_000)
    session.apply(Fatigue(), session.now + 30_000)
    session.apply(Amend(load=Load(Decimal(150), Unit.LB)), session.now)
    assert str(session.snapshot().load) == "150 lb"


@pytest.mark.parametrize("match", [False, True])
def test_one_more_set_of_an_exercise_of_two_sides_has_both(match: bool) -> None:
    session = after_sets(unilateral(match=match), 2, 5_000)
    (heard,) = session.apply(OneMore(), session.now)
    assert as_json(heard)["side"] == "left"
    assert as_json(heard)["set"] == 5
    ended = done(session)
    assert ended[:4] == ["Curl 3 left", "Curl 4 right", "Curl 5 left", "Curl 6 right"]
    end = session.plan.sets[-1].end
    assert end == (SameAs(5) if match else session.plan.sets[0].end)
    switches = [s for s in session.plan.segments if s.label is RestLabel.SWITCH]
    assert [each.set for each in switches] == [0, 2, 5]


def test_one_more_set_without_a_set_to_repeat_is_refused() -> None:
    session = Session(PLAN)
    with pytest.raises(RefusedError):
        session.apply(OneMore(), 0)
    stopped = after_sets(PLAN, 1)
    stopped.apply(Stop(), stopped.now)
    with pytest.raises(RefusedError):
        stopped.apply(OneMore(), stopped.now)
    warm = replace(PLAN, sets=tuple(replace(s, kind=SetKind.WARMUP) for s in PLAN.sets))
    warmed = after_sets(warm, 1)
    with pytest.raises(RefusedError, match="no work set"):
        warmed.apply(OneMore(), warmed.now)


def test_a_skipped_exercise_can_have_one_more_set() -> None:
    session = Session(machines("Leg press", "Row", sets=1))
    session.apply(Skip(), 0)
    session.apply(OneMore(), 5_000)
    assert done(session) == ["Leg press 2", "go", "Row 1"]


def test_a_rest_pause_set_is_added_with_its_parts() -> None:
    pause = Segment(SegmentKind.REST, 0, 10_000, label=RestLabel.PAUSE)
    work = Segment(SegmentKind.WORK, 0)
    plan = Plan(
        "Singles",
        (a_set(end=ForReps(1), unit=0), a_set("Row", unit=1)),
        (replace(work, waits=True), pause, work, replace(work, set=1, waits=True)),
        ((Member("Leg press", REST, READY),), (Member("Row", REST, READY),)),
    )
    session = Session(plan)
    session.apply(Go(), 0)
    session.advance(50_000)
    session.apply(OneMore(), 50_000)
    kinds = [segment.kind for segment in session.plan.segments if segment.set == 2]
    assert kinds == ["ready", "work", "rest", "work", "rest"]


# When


def test_orders_are_given_in_a_rest_and_while_it_waits_and_nowhere_else() -> None:
    order: tuple[Command, ...] = (Reorder((0, 1, 2)), LeaveOut(1), OneMore())
    for command in order:
        ready = after_sets(PLAN, 1)
        ready.apply(Redo(), ready.now + 500)
        paused = after_sets(PLAN, 1, 5_000)
        paused.apply(Pause(), paused.now)
        working = Session(PLAN)
        working.apply(Go(), 0)
        working.advance(20_000)
        for session in (ready, paused, working):
            with pytest.raises(RefusedError):
                session.apply(command, session.now)


def test_an_order_can_be_undone_until_the_next_set_begins() -> None:
    for command in (Reorder((1, 0, 2)), LeaveOut(0), OneMore()):
        session = after_sets(PLAN, 1, 20_000)
        before = session.snapshot()
        session.apply(command, session.now)
        session.apply(Undo(), session.now)
        assert session.snapshot() == before
        session.apply(command, session.now)
        session.apply(Go(), session.now)
        session.advance(session.now + 10_000)
        assert session.state is State.WORKING
        assert not session.snapshot().can_undo


def test_an_order_is_undone_after_a_longer_rest_was() -> None:
    session = after_sets(PLAN, 1, 20_000)
    session.apply(LeaveOut(1), session.now)
    session.apply(Wait(), session.now)
    session.apply(Extend(15_000), session.now)
    session.apply(Undo(), session.now)
    session.apply(Undo(), session.now)
    assert [each.unit for each in session.left] == [0, 1, 2]


def test_the_order_of_a_plan_of_an_older_version_stays() -> None:
    session = after_sets(replace(PLAN, units=()), 1)
    with pytest.raises(RefusedError, match="older version"):
        session.apply(OneMore(), session.now)
    assert session.left == ()


# Laws


def orders(events: Iterable[object]) -> list[object]:
    return [event for event in events if isinstance(event, Reordered | LeftOut | SetAdded)]


@given(plans(), scripts)
def test_no_set_is_lost_or_done_twice_whatever_is_ordered(plan: Plan, script: Script) -> None:
    """What is left is what was planned or added, less what was done or left out."""
    session, _ = perform(plan, script)
    planned = [s.set for s in session.plan.segments if s.kind is SegmentKind.WORK]
    assert sorted(set(planned), key=planned.index) == list(dict.fromkeys(planned))
    added = [event for event in session.events if isinstance(event, SetAdded)]
    if not any(isinstance(event, LeftOut) for event in session.events):
        assert set(range(len(plan.sets))) <= set(planned)
    assert len(session.plan.sets) >= len(plan.sets) + len(added) or not added
    assert session.plan.sets[: len(plan.sets)] == plan.sets
    for index, work in enumerate(session.plan.sets[len(plan.sets) :], start=len(plan.sets)):
        assert work.kind is SetKind.WORK
        assert isinstance(work.load, Share) and work.load.of < index


@given(plans(), scripts)
def test_what_is_left_is_done_in_that_order(plan: Plan, script: Script) -> None:
    session, _ = perform(plan, script)
    left = [each.unit for each in session.left]
    assert len(set(left)) == len(left)
    if session.state in (State.RESTING, State.WAITING) and not session.snapshot().paused and left:
        session.apply(Reorder(tuple(reversed(left))), session.now)
        assert [each.unit for each in session.left] == list(reversed(left))


def test_a_workout_of_which_all_is_left_out_is_over() -> None:
    session = Session(machines("Leg press", "Row"))
    session.apply(LeaveOut(0), 0)
    session.apply(LeaveOut(1), 0)
    assert (session.state, session.plan.order) == (State.DONE, ())
    assert (session.snapshot().index, session.snapshot().load) == (3, Load(Decimal(120), Unit.LB))
    session.apply(Undo(), 0)
    assert coming(session) == "Row"


def test_one_more_of_what_was_left_out_is_like_it() -> None:
    """The set that is repeated may be left out itself, after a redo of it or behind another."""
    session = after_sets(machines("Leg press"), 1, rested=3_000)
    session.apply(LeaveOut(0), session.now)
    assert session.state is State.DONE
    session.apply(OneMore(), session.now)
    assert done(session) == ["go", "Leg press 3"]
    once = after_sets(machines("Leg press", sets=1), 0)
    once.apply(Go(), 0)
    once.advance(20_000)
    once.apply(Redo(wait=True), 20_000)
    once.apply(LeaveOut(0), 20_000)
    once.apply(OneMore(), 20_000)
    assert done(once) == ["go", "Leg press 2"]


def test_the_order_of_a_plan_is_that_of_its_segments() -> None:
    session = after_sets(PLAN, 1, rested=3_000)
    session.apply(Reorder((2, 0, 1)), session.now)
    assert list(session.plan.order) == [0, 4, 5, 1, 2, 3]
    session.apply(LeaveOut(0), session.now)
    assert list(session.plan.order) == [0, 4, 5, 2, 3]
