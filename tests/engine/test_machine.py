"""Somebody who presses keys at random, polls when it suits, and never finds a contradiction."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from supertimer.engine.commands import Command
from supertimer.engine.events import Event, Retracted, SetEnded
from supertimer.engine.plan import Plan
from supertimer.engine.session import Session, replay
from supertimer.engine.state import TRANSITIONS, State
from supertimer.errors import RefusedError
from tests.strategies import commands, plans, steps


class Workout(RuleBasedStateMachine):
    """One workout, its listener, and the journal that was kept of it."""

    @initialize(plan=plans())
    def open(self, plan: Plan) -> None:
        self.plan = plan
        self.session = Session(plan)
        self.journal: list[tuple[Command, int]] = []
        self.heard: list[Event] = []
        self.polled = 0
        self.hear(self.session.advance(0))

    def hear(self, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, Retracted):
                self.heard = [old for old in self.heard if old.at <= event.after]
            else:
                self.heard.append(event)

    @rule(step=steps)
    def poll(self, step: int) -> None:
        self.polled = self.session.now + step
        self.hear(self.session.advance(self.polled))

    @rule(command=commands, back=st.integers(0, 400))
    def press(self, command: Command, back: int) -> None:
        last = self.journal[-1][1] if self.journal else 0
        at = max(last, self.session.now - back)
        before = self.session.snapshot()
        try:
            heard = self.session.apply(command, at)
        except RefusedError:
            assert self.session.snapshot() == before
            return
        self.hear(heard)
        self.journal.append((command, at))

    @precondition(lambda self: self.session.next_deadline() is not None)
    @rule()
    def wait_for_what_comes(self) -> None:
        deadline = self.session.next_deadline()
        assert deadline is not None
        self.hear(self.session.advance(deadline))

    @invariant()
    def the_listener_knows_what_happened(self) -> None:
        if hasattr(self, "session"):
            assert self.heard == self.session.events

    @invariant()
    def the_journal_tells_the_same(self) -> None:
        if hasattr(self, "session"):
            again = replay(self.plan, self.journal, self.session.now)
            assert again.snapshot() == self.session.snapshot()

    @invariant()
    def the_snapshot_makes_sense(self) -> None:
        if not hasattr(self, "session"):
            return
        shown = self.session.snapshot()
        assert 0.0 <= shown.height <= 1.0
        assert shown.remaining is None or shown.remaining >= 0
        assert (shown.state, shown.paused) in TRANSITIONS
        assert (shown.phase is not None) == (shown.state is State.WORKING)
        ended = [e for e in self.session.events if isinstance(e, SetEnded)]
        assert len(ended) == len(shown.results)


Workout.TestCase.settings = settings(stateful_step_count=30)
TestWorkout = Workout.TestCase
