"""The runner: who is told what, in which order, and what happens when the machine sleeps."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supertimer.clock import ManualClock
from supertimer.engine.cadence import Block, Cadence, Phase, PhaseName
from supertimer.engine.commands import Command, Fatigue, Go, Pause, Resume, Stop, Undo, Wait
from supertimer.engine.events import Event
from supertimer.engine.plan import Plan, Segment, SegmentKind, SetPlan, ToFatigue
from supertimer.engine.result import SetResult
from supertimer.engine.session import Session, replay
from supertimer.engine.state import State
from supertimer.errors import RefusedError
from supertimer.units import Load, Unit
from supertimer.workout.runner import LATE, NAP, STOPPED, Runner
from tests.strategies import plans, scripts

TEN_TEN = Cadence((Block((Phase(PhaseName.LIFT, 10_000), Phase(PhaseName.LOWER, 10_000))),))
PLAN = Plan(
    "Two",
    tuple(
        SetPlan(name, 1, TEN_TEN, ToFatigue(), 300_000, load=Load(Decimal(120), Unit.LB))
        for name in ("Leg press", "Row")
    ),
    (
        Segment(SegmentKind.READY, 0, 10_000, waits=True),
        Segment(SegmentKind.WORK, 0),
        Segment(SegmentKind.PUSH, 0, 10_000),
        Segment(SegmentKind.REST, 0, 60_000),
        Segment(SegmentKind.READY, 1, 10_000, waits=True),
        Segment(SegmentKind.WORK, 1),
    ),
)


class Diary:
    """A sound and a log that write down what they are told, in order."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.commands: list[tuple[Command, int]] = []
        self.results: tuple[SetResult, ...] = ()
        self.ran = 0
        self.notice: str | None = None
        self.audible = True

    def hush(self) -> None:
        self.told.append("hush")

    def follow(self, session: Session, opened: int) -> None:
        self.told.append("follow")

    def tend(self, session: Session, events: Sequence[Event]) -> None: ...

    def repeat(self, session: Session) -> None:
        self.told.append("repeat")

    def command(self, command: Command, at: int, session: Session) -> None:
        self.told.append(f"commit {command.name}")
        self.commands.append((command, at))
        self.results, self.ran = session.results, max(self.ran, at)

    def mark(self, at: int, session: Session) -> None:
        self.told.append(f"mark {at}")
        self.results, self.ran = session.results, at

    def close(self, *over: object) -> None:
        self.told.append("over" if over else "close")


class Gym:
    """A runner with its clock, and all that it tells."""

    def __init__(self, plan: Plan = PLAN, start: int = 5_000_000) -> None:
        self.clock = ManualClock(start)
        self.diary = Diary()
        self.heard: list[Event] = []
        self.session = Session(plan)
        self.runner = Runner(self.session, self.clock, self.diary, self.diary)
        self.runner.listen(self.heard.append)
        self.runner.pulse()

    def later(self, ms: int) -> State:
        self.clock.advance(ms)
        return self.runner.pulse().state


def test_apply_silence_play_commit_in_this_order() -> None:
    gym = Gym()
    gym.runner.press(Go())
    gym.later(40_000)
    gym.diary.told.clear()
    gym.runner.press(Fatigue())
    assert gym.diary.told[:3] == ["hush", "follow", "commit fatigue"]


def test_repeat_is_not_stored_in_the_journal() -> None:
    gym = Gym()
    gym.diary.told.clear()
    gym.runner.repeat()
    assert gym.diary.told == ["repeat"]


@pytest.mark.parametrize("audible", [True, False])
def test_the_runner_is_audible_if_its_sound_is(audible: bool) -> None:
    gym = Gym()
    gym.diary.audible = audible
    assert gym.runner.audible is audible
    assert not Runner(Session(PLAN), gym.clock).audible


def test_a_command_counts_at_the_time_of_its_key() -> None:
    gym = Gym()
    gym.runner.press(Go())
    gym.later(40_000)
    pressed = gym.clock.now() - 350
    gym.clock.advance(20)
    assert gym.runner.press(Fatigue(), pressed).results[0].tul_ms == 29_650


def test_a_key_from_the_future_counts_now() -> None:
    gym = Gym()
    gym.runner.press(Go(), gym.clock.now() + 99_999)
    assert gym.diary.commands == [(Go(), 0)]


def test_the_journal_is_marked_at_segment_ends_and_every_five_seconds_of_work() -> None:
    gym = Gym()
    gym.runner.press(Go())
    for _ in range(220):
        gym.later(100)
    marks = [told for told in gym.diary.told if told.startswith("mark")]
    assert marks == ["mark 10000", "mark 15000", "mark 20000"]


def test_a_refused_command_is_not_committed() -> None:
    gym = Gym()
    with pytest.raises(RefusedError):
        gym.runner.press(Fatigue())
    assert not gym.diary.commands


def test_sleep_in_a_set_is_a_pause_from_the_moment_it_slept() -> None:
    gym = Gym()
    gym.runner.press(Go())
    gym.later(25_000)
    gym.clock.sleep(3_600_000)
    gym.clock.advance(40)
    snapshot = gym.runner.pulse()
    assert (snapshot.paused, snapshot.tul_ms) == (True, 15_000)
    assert gym.diary.commands[-1] == (Pause(), 25_000)
    gym.runner.press(Resume())
    assert gym.later(4000) is State.WORKING
    assert gym.runner.pulse().tul_ms == 16_000


def test_a_stopped_program_pauses_a_set_from_the_last_pulse() -> None:
    gym = Gym()
    gym.runner.press(Go())
    gym.later(25_000)
    gym.clock.advance(1_000)
    gym.runner.continued()
    snapshot = gym.runner.pulse()
    assert (snapshot.paused, snapshot.tul_ms) == (True, 15_000)
    assert gym.diary.commands[-1] == (Pause(), 25_000)


def test_a_rest_continues_while_the_program_is_stopped() -> None:
    gym = Gym()
    gym.runner.press(Go())
    gym.later(25_000)
    gym.runner.press(Fatigue())
    gym.later(15_000)
    left = gym.runner.pulse().remaining
    gym.clock.advance(10_000)
    gym.runner.continued()
    snapshot = gym.runner.pulse()
    assert (snapshot.state, snapshot.paused) == (State.RESTING, False)
    assert left is not None and snapshot.remaining == left - 10_000


class StoppingClock(ManualClock):
    """A clock at one of whose looks the program is stopped for four seconds."""

    looks = -1
    """The number of looks until then; never if negative."""
    late = False
    """Whether the look still gives the time before the stop."""
    gym: "Gym"

    def now(self) -> int:
        before = super().now()
        self.looks -= 1
        if self.looks != 0:
            return before
        self.advance(4_000)
        self.gym.runner.continued()
        return before if self.late else super().now()

    def slept(self) -> int:
        self.now()
        return super().slept()


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("looks", range(1, 12))
def test_a_stop_in_the_middle_of_a_pulse_is_not_load(looks: int, late: bool) -> None:
    gym = Gym()
    clock = StoppingClock(5_000_000)
    clock.gym, clock.late = gym, late
    gym.clock, gym.runner._clock = clock, clock
    gym.runner.press(Go())
    gym.later(10_000 + 3_000)
    clock.looks = looks
    while clock.looks > 0:
        gym.runner.pulse()
    shown = gym.runner.pulse()
    assert shown.paused
    assert shown.tul_ms == 3_000


@pytest.mark.parametrize("pulses", [1, 3, 9])
@pytest.mark.parametrize("state", [State.READY, State.WORKING])
def test_a_signal_that_comes_some_pulses_after_a_stop_takes_back_what_came_between(
    pulses: int, state: State
) -> None:
    gym = Gym()
    gym.runner.press(Go())
    gym.later(8_000 if state is State.READY else 13_000)
    before = gym.runner.snapshot()
    gym.clock.advance(400_000)
    for _ in range(pulses):
        gym.later(100)
    gym.runner.continued()
    shown = gym.runner.pulse()
    assert (shown.state, shown.paused, shown.tul_ms) == (state, True, before.tul_ms)
    assert shown.results == ()


def test_a_rest_that_ended_in_a_stop_waits_though_the_signal_came_late() -> None:
    by_itself = Segment(SegmentKind.READY, 1, 10_000, in_rest=True)
    gym = Gym(replace(PLAN, segments=(*PLAN.segments[:4], by_itself, PLAN.segments[5])))
    gym.runner.press(Go())
    gym.later(25_000)
    gym.runner.press(Fatigue())
    while gym.later(1_000) is not State.RESTING:
        pass
    gym.later(4_000)
    gym.later(400_000)
    gym.runner.continued()
    shown = gym.runner.pulse()
    assert (shown.state, shown.index) == (State.WAITING, 1)


def test_a_signal_to_continue_without_a_stop_changes_nothing() -> None:
    gym = Gym()
    gym.runner.press(Go())
    gym.later(25_000)
    for _ in range(LATE // 100):
        gym.later(100)
    gym.clock.advance(100)
    gym.runner.continued()
    assert not gym.runner.pulse().paused


def test_a_rest_continues_while_the_machine_sleeps() -> None:
    gym = Gym()
    gym.runner.press(Go())
    gym.later(25_000)
    gym.runner.press(Fatigue())
    gym.later(15_000)
    gym.clock.sleep(30_000)
    assert gym.later(0) is State.RESTING
    assert gym.runner.pulse().remaining == 25_000
    gym.clock.sleep(600_000)
    assert gym.later(0) is State.WAITING


def test_a_rest_can_end_during_sleep_and_the_next_set_waits() -> None:
    first, *others = PLAN.segments
    gym = Gym(replace(PLAN, segments=(first, *(replace(each, waits=False) for each in others))))
    gym.runner.press(Go())
    gym.later(25_000)
    gym.runner.press(Fatigue())
    gym.later(15_000)
    gym.clock.sleep(8 * 3_600_000)
    shown = gym.runner.pulse()
    assert (shown.state, shown.index, len(shown.results)) == (State.WAITING, 1, 1)
    assert gym.diary.commands[-1] == (Wait(), 40_000)
    assert not shown.can_undo, "an undo does not reach across the sleep"
    gym.runner.press(Go())
    assert gym.later(10_000) is State.WORKING


def test_sleep_during_the_countdown_to_resume_keeps_the_set_paused() -> None:
    gym = Gym()
    gym.runner.press(Go())
    gym.later(25_000)
    gym.runner.press(Pause())
    gym.runner.press(Resume())
    gym.later(1000)
    gym.clock.sleep(8 * 3_600_000)
    shown = gym.runner.pulse()
    assert (shown.paused, shown.resumes_in, shown.tul_ms) == (True, None, 15_000)


def loads(session: Session) -> list[int]:
    """The times under load of all sets, the one that is being done included."""
    shown = session.snapshot()
    begun = [shown.tul_ms] if shown.state is State.WORKING else []
    return [*(result.tul_ms for result in shown.results), *begun]


@given(plans(), scripts, st.integers(0, 20_000), st.integers(NAP, 40_000_000), st.integers(0, 30))
def test_no_set_starts_or_ends_during_sleep(
    plan: Plan, script: list[tuple[Command, int]], step: int, nap: int, awake: int
) -> None:
    gym = Gym(plan)
    for command, wait in script:
        gym.later(wait)
        with suppress(RefusedError):
            gym.runner.press(command)
    gym.later(step)
    before, ended = loads(gym.session), len(gym.session.results)
    gym.clock.sleep(nap)
    shown = gym.runner.pulse()
    assert loads(gym.session)[: len(before)] == before
    assert len(gym.session.results) == ended
    if len(loads(gym.session)) > len(before):  # the next part of a rest-pause set, held
        assert (shown.paused, shown.elapsed) == (True, 0)
    again = replay(plan, gym.diary.commands, gym.session.now)
    # What may still be undone has not happened yet.
    assert replace(again.snapshot(), can_undo=shown.can_undo) == shown
    if nap > 1_000_000:  # longer than any rest or count
        gym.later(awake)
        assert gym.session.next_deadline() is None, "nothing goes on by itself"


def test_a_short_nap_changes_nothing() -> None:
    gym = Gym()
    gym.runner.press(Go())
    gym.later(25_000)
    gym.clock.sleep(1500)
    assert not gym.runner.pulse().paused


def test_a_glance_tells_the_time_until_something_is_due() -> None:
    gym = Gym()
    gym.runner.press(Go())
    told = list(gym.diary.told)
    gym.clock.advance(250)
    assert gym.runner.glance() == 250
    gym.clock.advance(250)
    assert gym.runner.glance() == 500
    assert gym.session.now == 0, "the workout has not moved"
    assert gym.diary.told == told
    due = gym.runner.next_deadline()
    assert due is not None
    while due - gym.clock.now() > 250:
        gym.clock.advance(250)
        assert gym.runner.glance() is not None
    gym.clock.advance(due - gym.clock.now())
    assert gym.runner.glance() is None


def test_a_glance_asks_for_a_pulse_after_a_gap_a_stop_and_sleep() -> None:
    gym = Gym()
    gym.runner.press(Go())
    gym.later(20_000)
    gym.clock.advance(STOPPED)
    assert gym.runner.glance() is None
    gym.later(0)
    gym.clock.sleep(NAP)
    assert gym.runner.glance() is None
    gym.later(0)
    gym.clock.advance(STOPPED)
    gym.runner.continued()
    assert gym.runner.glance() is None


def test_a_glance_counts_as_a_pulse_for_a_stop() -> None:
    gym = Gym()
    gym.runner.press(Go())
    gym.later(20_000)
    for _ in range(3):
        gym.clock.advance(250)
        assert gym.runner.glance() is not None
    gym.clock.advance(5_000)
    gym.runner.continued()
    paused = gym.runner.pulse()
    assert paused.paused
    assert paused.tul_ms == 10_750, "the set went on until the last glance"


def test_the_next_deadline_is_on_the_clock() -> None:
    gym = Gym()
    assert gym.runner.next_deadline() is None
    gym.runner.press(Go())
    assert gym.runner.next_deadline() == 5_001_000


def test_the_journal_is_closed_only_when_the_workout_is_done() -> None:
    gym = Gym()
    gym.runner.press(Go())
    gym.later(25_000)
    gym.runner.close()
    gym.runner.close()
    assert gym.diary.told[-2:] == ["close", "mark 25000"], "the sound is closed, the log goes on"
    other = Gym()
    other.runner.press(Stop())
    other.runner.close()
    assert other.diary.told[-2:] == ["close", "over"]


def test_the_journal_closes_at_the_last_set_not_at_exit() -> None:
    gym = Gym(replace(PLAN, segments=PLAN.segments[:2]))
    gym.runner.press(Go())
    gym.later(40_000)
    gym.runner.press(Fatigue())
    assert "over" in gym.diary.told
    gym.runner.press(Undo())
    assert gym.diary.told[-1] == "commit undo", "and its journal goes on"
    gym.later(300_000)
    assert gym.diary.told[-1] == "over", "by time as well"


def test_a_session_that_has_run_continues() -> None:
    session = replay(PLAN, [(Go(), 0)], 25_000)
    clock = ManualClock(77)
    runner = Runner(session, clock)
    clock.advance(1000)
    assert runner.pulse().tul_ms == 16_000


def test_notices_are_given_once() -> None:
    gym = Gym()
    gym.diary.notice = "No sound device."
    assert gym.runner.take_notice() == "No sound device."
    assert gym.runner.take_notice() is None


@given(plans(), scripts, st.lists(st.integers(0, 300), min_size=14, max_size=14))
def test_the_journal_replays_to_the_live_session(
    plan: Plan, script: list[tuple[Command, int]], late: list[int]
) -> None:
    """The journal and the results it was told, against the session that was lived."""
    gym = Gym(plan)
    for (command, step), delay in zip(script, late, strict=False):
        gym.clock.advance(step)
        pressed = gym.clock.now()
        gym.clock.advance(delay)
        gym.runner.pulse()
        try:
            gym.runner.press(command, pressed)
        except RefusedError:
            continue
    again = replay(plan, gym.diary.commands, gym.session.now)
    assert again.snapshot() == gym.session.snapshot()
    assert gym.diary.results == gym.session.results or gym.diary.ran < gym.session.now
