"""What a rest and its get ready mean, to the millisecond: a worked example for each rule."""

import pytest

from supertimer.engine.as_json import as_json
from supertimer.engine.commands import (
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
    Wait,
)
from supertimer.engine.events import ReadyStarted, SegmentStarted, Waiting
from supertimer.engine.plan import Plan, RestLabel, Segment, SegmentKind, SetKind
from supertimer.engine.result import EndedBy
from supertimer.engine.session import Session
from supertimer.engine.simulate import simulate
from supertimer.engine.state import State
from supertimer.errors import RefusedError
from tests.engine.test_meaning import a_set

ENDED = 70_000
"""When the first set of `resting` ends; its rest begins there."""


def two_sets(
    rest: int = 60_000,
    ready: int = 10_000,
    *,
    waits: bool = False,
    label: RestLabel = RestLabel.REST,
    sets: int = 2,
) -> Plan:
    """Sets without a push; the second begins by itself, with its get ready inside the rest."""
    segments = [Segment(SegmentKind.READY, 0, 10_000, waits=True), Segment(SegmentKind.WORK, 0)]
    for index in range(1, sets):
        if rest:
            segments.append(Segment(SegmentKind.REST, index - 1, rest, label=label))
        in_rest = not waits
        if ready:
            get_ready = Segment(SegmentKind.READY, index, ready, waits=waits, in_rest=in_rest)
            segments.append(get_ready)
        segments.append(Segment(SegmentKind.WORK, index, waits=waits and not ready))
    works = tuple(a_set(number=index + 1) for index in range(sets))
    return Plan("Rest", works, tuple(segments))


def resting(plan: Plan, ms: int = 0) -> Session:
    """A session `ms` milliseconds into the rest after its first set, which begins at 70 s."""
    session = Session(plan)
    session.apply(Go(), 0)
    session.advance(ENDED)
    session.apply(Fatigue(), ENDED)
    session.advance(ENDED + ms)
    return session


def told(session: Session) -> list[tuple[int, str, object]]:
    """What began since the rest did: milliseconds since then, segment, seconds."""
    began = (as_json(e) for e in session.events if isinstance(e, SegmentStarted | Waiting))
    return [
        (at - ENDED, str(event.get("segment", event["event"])), event.get("seconds"))
        for event in began
        if isinstance(at := event["at"], int) and at >= ENDED
    ]


def test_the_get_ready_is_the_last_part_of_the_rest() -> None:
    session = resting(two_sets(), 60_000)
    assert told(session) == [(0, "rest", 60), (50_000, "ready", 10), (60_000, "work", None)]
    session.apply(Fatigue(), session.now + 30_000)
    assert session.results[1].rest_ms == 60_000


def test_the_screen_counts_the_whole_rest_down() -> None:
    session = resting(two_sets(), 20_000)
    shown = session.snapshot()
    assert (shown.state, shown.segment, shown.remaining) == (
        State.RESTING,
        SegmentKind.REST,
        40_000,
    )
    assert session.next_deadline() == ENDED + 50_000
    session.advance(ENDED + 53_000)
    shown = session.snapshot()
    assert (shown.state, shown.segment, shown.remaining, shown.elapsed) == (
        State.RESTING,
        SegmentKind.READY,
        7_000,
        53_000,
    )


@pytest.mark.parametrize("label", [RestLabel.REST, RestLabel.SWITCH])
def test_a_rest_that_is_no_longer_than_the_get_ready_is_all_get_ready(label: RestLabel) -> None:
    session = resting(two_sets(8_000, label=label), 8_000)
    assert told(session) == [(0, "ready", 8), (8_000, "work", None)]
    ready = [event for event in session.events if isinstance(event, ReadyStarted)][-1]
    assert as_json(ready).get("label") == (None if label is RestLabel.REST else "switch")


def test_a_rest_of_zero_has_no_get_ready() -> None:
    assert told(resting(two_sets(0))) == [(0, "work", None)]


def test_before_a_set_that_waits_the_whole_rest_counts_down_and_a_full_get_ready_follows() -> None:
    session = resting(two_sets(waits=True), 75_000)
    assert told(session) == [(0, "rest", 60), (60_000, "waiting", None)]
    session.apply(Go(), ENDED + 75_000)
    assert session.state is State.READY
    assert told(session)[-1] == (75_000, "ready", 10)


def test_a_longer_rest_takes_the_get_ready_back() -> None:
    """Without an event; it begins again before the new end."""
    session = resting(two_sets(), 55_500)
    assert session.apply(Extend(15_000), ENDED + 55_500) == []
    shown = session.snapshot()
    assert (shown.segment, shown.remaining) == (SegmentKind.REST, 19_500)
    session.advance(ENDED + 75_000)
    assert told(session)[1:] == [
        (50_000, "ready", 10),
        (65_000, "ready", 10),
        (75_000, "work", None),
    ]


def test_a_short_rest_that_is_made_longer_loses_its_label() -> None:
    session = resting(two_sets(8_000, label=RestLabel.SWITCH), 5_000)
    session.apply(Extend(4_000), ENDED + 5_000)
    started = [as_json(e) for e in session.events if e.event == "segment_started"][-2:]
    assert [(e["seconds"], e.get("label")) for e in started] == [(8, "switch"), (7, None)]


def test_a_rest_is_never_shorter_than_the_get_ready() -> None:
    session = resting(two_sets(), 20_000)
    session.apply(Extend(-15_000), ENDED + 20_000)
    assert session.ends == ENDED + 45_000
    session.apply(Extend(-15_000), ENDED + 22_000)
    assert (session.ends, session.snapshot().segment) == (ENDED + 32_000, SegmentKind.READY)
    session.apply(Extend(-15_000), ENDED + 25_000)
    assert session.ends == ENDED + 32_000, "in the get ready a shorter rest has no effect"


def test_before_a_set_that_waits_a_rest_can_be_ended() -> None:
    session = resting(two_sets(waits=True), 20_000)
    session.apply(Extend(-60_000), ENDED + 20_000)
    assert session.state is State.WAITING


def test_go_and_skip_in_the_get_ready_begin_the_set_at_once() -> None:
    for command in (Go(), Skip()):
        session = resting(two_sets(), 53_000)
        session.apply(command, ENDED + 53_000)
        assert session.state is State.WORKING
        assert len(session.results) == 1


def test_go_and_skip_in_the_rest_give_a_full_separate_get_ready() -> None:
    for command in (Go(), Skip()):
        session = resting(two_sets(8_000, ready=5_000), 1_000)
        session.apply(command, ENDED + 1_000)
        assert session.state is State.READY
        assert session.ends == ENDED + 6_000
        with pytest.raises(RefusedError):
            session.apply(Extend(15_000), ENDED + 2_000)
        session.apply(Skip(), ENDED + 2_000)
        assert session.results[1].ended_by is EndedBy.SKIP


def test_redo_gives_a_full_separate_get_ready() -> None:
    for ms in (20_000, 53_000):
        session = resting(two_sets(), ms)
        session.apply(Redo(), ENDED + ms)
        assert (session.state, session.ends) == (State.READY, ENDED + ms + 10_000)
        assert session.snapshot().index == 0
    session = resting(two_sets(0), 5_000)  # the second set has begun
    session.apply(Redo(), ENDED + 5_000)
    assert (session.state, session.snapshot().index) == (State.READY, 1)


def test_wait_makes_the_next_set_wait_for_go() -> None:
    """In a rest, the whole rest then counts to 0; a get ready that has begun is taken back."""
    for ms in (20_000, 53_500):
        session = resting(two_sets(), ms)
        assert session.apply(Wait(), ENDED + ms) == []
        shown = session.snapshot()
        assert (shown.segment, shown.remaining) == (SegmentKind.REST, 60_000 - ms)
        assert not shown.starts_itself
        session.advance(ENDED + 90_000)
        assert told(session)[-1] == (60_000, "waiting", None)
        session.apply(Go(), ENDED + 90_000)
        assert (session.state, session.ends) == (State.READY, ENDED + 100_000)


def test_wait_where_the_set_waits_anyhow_changes_nothing() -> None:
    session = resting(two_sets(waits=True), 20_000)
    before = session.snapshot()
    session.apply(Wait(), session.now)
    assert session.snapshot() == before
    session.advance(ENDED + 80_000)
    before = session.snapshot()
    session.apply(Wait(), session.now)
    assert session.snapshot() == before


def test_wait_is_refused_elsewhere() -> None:
    session = Session(two_sets())
    session.apply(Go(), 0)
    for at in (5_000, 20_000):
        session.advance(at)
        with pytest.raises(RefusedError):
            session.apply(Wait(), at)
    paused = resting(two_sets(), 5_000)
    paused.apply(Pause(), ENDED + 5_000)
    with pytest.raises(RefusedError):
        paused.apply(Wait(), ENDED + 6_000)


def test_wait_is_refused_in_a_pause_of_a_rest_pause_set() -> None:
    segments = (
        Segment(SegmentKind.WORK, 0, waits=True),
        Segment(SegmentKind.REST, 0, 10_000, label=RestLabel.PAUSE),
        Segment(SegmentKind.WORK, 0),
    )
    session = Session(Plan("Two", (a_set(),), segments))
    session.apply(Go(), 0)
    session.apply(Fatigue(), 30_000)
    with pytest.raises(RefusedError, match="pause"):
        session.apply(Wait(), 31_000)
    session.apply(Extend(-60_000), 32_000)
    assert session.state is State.WORKING, "a pause within a set can be ended"


def test_wait_is_never_undone() -> None:
    session = resting(two_sets(), 20_000)
    session.apply(Extend(15_000), ENDED + 20_000)
    session.apply(Wait(), ENDED + 21_000)
    session.apply(Undo(), ENDED + 22_000)
    assert session.ends == ENDED + 60_000
    assert not session.snapshot().starts_itself


def test_wait_holds_for_a_drop() -> None:
    plan = two_sets(20_000, label=RestLabel.CHANGE)
    drop = a_set(number=2, kind=SetKind.DROP)
    session = resting(Plan("Drop", (plan.sets[0], drop), plan.segments), 3_000)
    session.apply(Wait(), session.now)
    session.advance(ENDED + 60_000)
    assert session.state is State.WAITING


def test_extend_while_waiting_makes_a_rest_of_that_length_that_ends_in_waiting() -> None:
    session = resting(two_sets(waits=True), 75_000)
    with pytest.raises(RefusedError):
        session.apply(Extend(-15_000), session.now)
    assert session.apply(Extend(15_000), session.now) == []
    shown = session.snapshot()
    assert (shown.state, shown.remaining) == (State.RESTING, 15_000)
    assert shown.elapsed == 75_000, "the rest so far"
    session.advance(ENDED + 100_000)
    assert (session.state, session.snapshot().elapsed) == (State.WAITING, 10_000)
    first = Session(two_sets())
    first.apply(Extend(15_000), 1_000)
    assert (first.state, first.ends, first.snapshot().elapsed) == (State.RESTING, 16_000, 1_000)
    first.advance(16_000)
    assert first.state is State.WAITING


def test_a_pause_freezes_the_rest_and_its_get_ready() -> None:
    session = resting(two_sets(), 53_000)
    session.apply(Pause(), ENDED + 53_000)
    session.advance(ENDED + 90_000)
    assert session.snapshot().remaining == 7_000
    session.apply(Resume(), ENDED + 90_000)
    session.advance(ENDED + 97_000)
    assert session.state is State.WORKING
    session.apply(Fatigue(), ENDED + 120_000)
    assert session.results[1].rest_ms == 97_000, "the real time that passed"


@pytest.mark.parametrize("counting", [False, True])
def test_a_paused_set_can_be_skipped_or_repeated(counting: bool) -> None:
    """Also while it counts 3-2-1 to go on; its pause ends there, or with resume."""
    for command, state in ((Skip(), State.RESTING), (Redo(), State.READY)):
        session = Session(two_sets())
        session.apply(Go(), 0)
        session.apply(Pause(), 40_000)
        if counting:
            session.apply(Resume(), 50_000)
        session.apply(command, 52_000)
        assert session.state is state
        (result,) = session.results
        assert (result.tul_ms, result.paused_ms) == (30_000, 10_000 if counting else 12_000)
        assert result.discarded is isinstance(command, Redo)
        with pytest.raises(RefusedError):
            session.apply(Resume(), 53_000)


def test_undoing_a_skip_of_a_paused_set_restores_the_pause() -> None:
    session = Session(two_sets())
    session.apply(Go(), 0)
    session.apply(Pause(), 40_000)
    session.apply(Skip(), 50_000)
    session.apply(Undo(), 58_000)
    shown = session.snapshot()
    assert (shown.state, shown.paused, shown.tul_ms) == (State.WORKING, True, 30_000)
    session.apply(Stop(), 60_000)
    assert session.results[0].paused_ms == 20_000, "the time since the skip counts as paused"


def test_load_and_rest_cannot_be_changed_while_paused() -> None:
    session = resting(two_sets(), 5_000)
    session.apply(Pause(), ENDED + 5_000)
    for command in (SetLoad(None), Extend(15_000)):
        with pytest.raises(RefusedError):
            session.apply(command, ENDED + 6_000)
    session.apply(Skip(), ENDED + 7_000)
    assert session.state is State.READY


def test_a_simulated_rest_is_as_long_as_it_says() -> None:
    events = simulate(two_sets(sets=3), lambda _: 60_000)
    works = [
        e.at for e in events if as_json(e).get("segment") == "work" and e.event[:7] == "segment"
    ]
    assert works == [10_000, 130_000, 250_000]
