"""The laws of the engine, each for plans and keys at random."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import assume, given, reject
from hypothesis import strategies as st

from supertimer.engine.commands import (
    Amend,
    Command,
    Extend,
    Fatigue,
    Pause,
    Redo,
    Resume,
    Skip,
    Stop,
    Undo,
)
from supertimer.engine.events import (
    RANK,
    Event,
    PhaseResumed,
    PushStarted,
    ReadyStarted,
    RepCompleted,
    RestStarted,
    ResumeCount,
    Resumed,
    Retracted,
    SegmentStarted,
    SetEnded,
    SetEvent,
    Waiting,
    WorkoutEnded,
    WorkStarted,
)
from supertimer.engine.plan import Plan, RestLabel, SegmentKind
from supertimer.engine.session import Session, replay
from supertimer.engine.simulate import simulate
from supertimer.engine.state import TRANSITIONS, State, Transition
from supertimer.errors import RefusedError
from tests.strategies import commands, lengths, plans, scripts, steps

Script = list[tuple[Command, int]]


def perform(plan: Plan, script: Script) -> tuple[Session, Script]:
    """A session after the commands of `script` that it took, and those with their moments."""
    session = Session(plan)
    session.advance(0)
    taken: Script = []
    at = 0
    for command, step in script:
        at += step
        session.advance(at)
        try:
            session.apply(command, at)
        except RefusedError:
            continue
        taken.append((command, at))
    return session, taken


def table(session: Session) -> Mapping[str, Transition]:
    """What each command does to it now."""
    return TRANSITIONS[session.state, session.snapshot().paused]


def pausable(plan: Plan, script: Script, step: int) -> Session:
    """A session that can be paused `step` after the latest command of `script` that allows it."""
    for end in range(len(script), -1, -1):
        session, _ = perform(plan, script[:end])
        session.advance(session.now + step)
        if "pause" in table(session):
            return session
    return reject()


def listen(heard: list[Event], events: list[Event]) -> None:
    """What somebody has heard in the end who obeys every retraction."""
    for event in events:
        if isinstance(event, Retracted):
            after = event.after
            heard[:] = [old for old in heard if old.at <= after]
        else:
            heard.append(event)


@given(plans(), scripts, st.integers(0, 120_000))
def test_preview_is_what_happens(plan: Plan, script: Script, ahead: int) -> None:
    """Law 1."""
    session, _ = perform(plan, script)
    until = session.now + ahead
    promised = session.preview(until)
    assert session.advance(until) == promised


@given(plans(), scripts, st.lists(st.integers(0, 7000), max_size=40))
def test_one_step_or_many_bring_the_same(plan: Plan, script: Script, polls: list[int]) -> None:
    """Law 2."""
    once, _ = perform(plan, script)
    often, _ = perform(plan, script)
    at = once.now
    for step in polls:
        at += step
        often.advance(at)
    once.advance(at)
    assert often.events == once.events
    assert often.snapshot() == once.snapshot()


@given(plans(), scripts, commands, steps)
def test_a_refused_command_changes_nothing(
    plan: Plan, script: Script, command: Command, step: int
) -> None:
    """Law 3: what the table does not know is refused."""
    session, _ = perform(plan, script)
    session.advance(session.now + step)
    # What is due at the very instant of a command may come after it, in another state than now.
    assume(all(event.at < session.now for event in session.events))
    before, events = session.snapshot(), list(session.events)
    row = TRANSITIONS[session.state, before.paused].get(command.name)
    try:
        session.apply(command, session.now)
    except RefusedError:
        assert session.snapshot() == before
        assert session.events == events
    else:
        assert row is not None


def unpaused_event(event: Event) -> Event:
    """The event without what a pause changes of it: when its set was, and how long it paused."""
    if not isinstance(event, SetEnded):
        return event
    timeless = replace(event.result, started_at=0, ended_at=0, paused_ms=0, rest_ms=None)
    return replace(event, result=timeless)


@given(plans(), scripts, lengths, steps, st.integers(0, 60_000))
def test_a_pause_changes_nothing_that_is_left(
    plan: Plan, script: Script, length: int, step: int, ahead: int
) -> None:
    """Law 4: what comes after a pause is what would have come, later."""
    session = pausable(plan, script, step)
    at = session.now
    unpaused = session.preview(at + ahead)
    session.apply(Pause(), at)
    count = 3000 if session.state is State.WORKING else 0
    assert session.preview(at + length) == []
    session.advance(at + length)
    session.apply(Resume(), at + length)
    late = length + count
    came = session.preview(at + late + ahead)
    added = ResumeCount | Resumed | PhaseResumed
    came = [e for e in came if not isinstance(e, added) and e.at > at + late]
    expected = [replace(e, at=e.at + late) for e in unpaused if e.at > at]
    assert list(map(unpaused_event, came)) == list(map(unpaused_event, expected))


UNDOABLE = (Fatigue(), Skip(), Redo(), Extend(5000), Stop(), Amend(tul_ms=1234))


@given(plans(), scripts, st.integers(0, len(UNDOABLE)), steps, steps, st.integers(0, 60_000))
def test_undo_leaves_the_session_as_if_never_pressed(
    plan: Plan, script: Script, which: int, step: int, wait: int, ahead: int
) -> None:
    """Law 4: undo of one of the commands that can be given there."""
    pressed, _ = perform(plan, script)
    untouched, _ = perform(plan, script)
    at = pressed.now + step
    pressed.advance(at)
    possible = [command for command in UNDOABLE if command.name in table(pressed)]
    command = possible[which % len(possible)]
    promised = False
    try:
        pressed.apply(command, at)
        pressed.advance(at + wait)
        promised = pressed.snapshot().can_undo
        pressed.apply(Undo(), at + wait)
    except RefusedError:
        assert not promised
        assume(False)
    untouched.advance(at + wait)
    assert pressed.snapshot() == untouched.snapshot()
    assert pressed.events == untouched.events
    assert pressed.preview(at + wait + ahead) == untouched.preview(at + wait + ahead)


@given(plans(), scripts, steps)
def test_replay_equals_the_live_session(plan: Plan, script: Script, more: int) -> None:
    """Law 5."""
    live, taken = perform(plan, script)
    live.advance(live.now + more)
    again = replay(plan, taken, live.now)
    assert again.snapshot() == live.snapshot()
    assert again.events == live.events


@given(plans(), scripts, st.lists(st.integers(0, 9000), min_size=15, max_size=15))
def test_a_key_may_be_older_than_the_last_poll(
    plan: Plan, script: Script, polled: list[int]
) -> None:
    """Polling ahead of the keys leads to the same events in the end."""
    _, taken = perform(plan, script)
    assume(taken)
    prompt = replay(plan, taken, taken[-1][1])
    late = Session(plan)
    heard: list[Event] = []
    for (command, at), ahead in zip(taken, polled, strict=False):
        listen(heard, late.advance(at + ahead))
        listen(heard, late.apply(command, at))
        assert heard == late.events
    assert late.events == prompt.events
    assert late.snapshot() == prompt.snapshot()


@given(plans(), scripts, st.integers(0, 120_000))
def test_events_come_in_order(plan: Plan, script: Script, ahead: int) -> None:
    """In order of time, and of rank within what one instant brings by itself."""
    session, _ = perform(plan, script)
    keys = [(e.at, RANK[e.event]) for e in session.preview(session.now + ahead)]
    assert [at for at, _ in keys] == sorted(at for at, _ in keys)
    assert all(event.at <= session.now for event in session.events)
    times = [event.at for event in session.events]
    assert times == sorted(times)


@given(plans(), scripts)
def test_a_command_before_the_last_one_is_refused(plan: Plan, script: Script) -> None:
    session, taken = perform(plan, script)
    assume(taken and taken[-1][1] > 0)
    with pytest.raises(RefusedError, match="before"):
        session.apply(Stop(), taken[-1][1] - 1)


@given(plans(), st.integers(1, 40_000))
def test_any_plan_can_be_simulated(plan: Plan, tul: int) -> None:
    """It comes to its end, with a result for every set, and nothing in it was taken back."""
    events = simulate(plan, lambda _: tul)
    assert isinstance(events[-1], WorkoutEnded)
    ended = [event.index for event in events if isinstance(event, SetEnded)]
    assert ended == list(range(len(plan.sets)))
    assert not [event for event in events if isinstance(event, Retracted | Waiting)]
    assert [event.at for event in events] == sorted(event.at for event in events)


@given(plans(), st.integers(1, 40_000))
def test_no_rep_is_told_complete_that_the_result_does_not_have(plan: Plan, tul: int) -> None:
    """Nor the other way round, in a set of one part; where a late mark takes nothing back."""
    told: dict[int, int] = {}
    index = 0
    for event in simulate(plan, lambda _: tul):
        index = event.index if isinstance(event, SetEvent) else index
        if plan.sets[index].reach:
            continue
        if isinstance(event, RepCompleted):
            assert event.rep == told.get(index, 0) + 1
            told[index] = event.rep
        elif isinstance(event, SetEnded) and event.result.reps is not None:
            whole = event.result.reps // 100
            parts = [s for s in plan.segments if s.set == index and s.kind is SegmentKind.WORK]
            assert told.get(index, 0) <= whole
            assert told.get(index, 0) == whole or len(parts) > 1


@given(plans())
def test_the_load_that_is_told_before_is_the_one_that_is_on_after(plan: Plan) -> None:
    """In every segment of a workout in which nothing waits: shown, told, and told beforehand."""
    segments = tuple(replace(segment, waits=False) for segment in plan.segments)
    session = Session(replace(plan, segments=segments))
    on = None
    session.advance(0)
    while session.state is not State.DONE:
        assert session.ends is not None
        (opening,) = [e for e in session.events if isinstance(e, SegmentStarted)][-1:]
        promised = session.preview(session.ends)
        coming = [e for e in promised if isinstance(e, SegmentStarted) and e.at > session.now]
        loads = [e.load for e in promised if isinstance(e, ReadyStarted | WorkStarted)]
        if isinstance(opening, RestStarted):
            stays = opening.label is RestLabel.PAUSE and loads[0] == on
            assert session.snapshot().load == loads[0]
            assert opening.next_load == (None if stays else loads[0])
        else:
            assert isinstance(opening, ReadyStarted | WorkStarted | PushStarted)
            assert session.snapshot().load == opening.load
            assert not isinstance(opening, PushStarted) or opening.load == on
            on = opening.load
        session.advance(min([session.ends, *(e.at for e in coming)]))
