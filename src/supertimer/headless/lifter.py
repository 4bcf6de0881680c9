"""A lifter on a virtual clock: gives the steps of a test, and does the rest as `simulate` does.

Before a step without a moment, or with one `of` a set or a segment, the workout runs as in a
simulation: go when it waits, fatigue in the middle of the target window. Before a moment of the set
that goes on or comes next, the lifter presses go, but not fatigue. Before a moment of the workout,
or `after` a step, no key is pressed.
"""

from collections.abc import Callable

from supertimer.engine.commands import (
    Amend,
    Command,
    Fatigue,
    Go,
    LeaveOut,
    Reorder,
    Resume,
    SetLoad,
)
from supertimer.engine.events import Event, ReadyStarted
from supertimer.engine.plan import Plan, RestLabel, SegmentKind, SetPlan
from supertimer.engine.session import Session
from supertimer.engine.simulate import middle_of_window, usual
from supertimer.engine.state import State
from supertimer.errors import RefusedError, SupertimerError
from supertimer.headless.moments import (
    After,
    AtRep,
    AtSegment,
    AtTul,
    AtWorkout,
    Moment,
    SetName,
    clock,
    length,
)
from supertimer.headless.steps import (
    Amended,
    LeftOutByName,
    Loaded,
    Nothing,
    Order,
    OrderOfNames,
    Step,
)
from supertimer.units import Unit


class StepError(SupertimerError):
    """A step can't be given: its moment never comes, or the workout refuses it."""


class Lifter:
    """Does a workout. All times are milliseconds since it was opened."""

    def __init__(
        self,
        plan: Plan,
        unit: Unit = Unit.KG,
        fatigue_after: Callable[[SetPlan], int] = middle_of_window,
    ) -> None:
        """Open the workout; `unit` is that of bare numbers."""
        self.session = Session(plan)
        self._unit = unit
        self._fatigue_after = fatigue_after
        self._stepped = 0
        """When the last step was given."""

    @property
    def done(self) -> bool:
        """Whether the workout is over."""
        return self.session.state is State.DONE

    def do(self, step: Step) -> list[Event]:
        """Let time pass until the moment of `step`, and give it; raises StepError.

        Returns what the command brings at once.
        """
        if isinstance(step.order, Nothing):
            assert step.when is not None
            at = self.moment(step.when)
            events = self.session.advance(at)
        elif step.when is None:
            events = self._as_soon_as_possible(step.order)
        else:
            at = self.moment(step.when)
            try:
                events = self.give(step.order, at)
            except RefusedError as error:
                self.session.advance(at)
                raise StepError(f"refused at {self._place(at)}: {error}") from None
        self._stepped = self.session.now
        if step.lasts is not None:
            self._stepped += step.lasts
            try:
                events += self.give(Resume(), self._stepped)
            except RefusedError as error:
                raise StepError(f"the pause can't end at {clock(self._stepped)}: {error}") from None
        return events

    def finish(self) -> None:
        """Do the rest of the workout as in a simulation."""
        while not self.done:
            self.go_on()

    def go_on(self) -> None:
        """Do what comes next in a simulation: press a key, or let the segment end."""
        command, at = usual(self.session, self._fatigue_after)
        if command is None:
            self.session.advance(at)
        else:
            self.session.apply(command, at)

    def pass_until(self, moment: Moment) -> None:
        """Let time pass until a moment; raises StepError if it does not come."""
        self.session.advance(self.moment(moment))

    def give(self, order: Order, at: int) -> list[Event]:
        """Give a command at the moment `at`; raises RefusedError, which changes nothing."""
        if isinstance(
            order, OrderOfNames | LeftOutByName | Loaded | Amended
        ):  # what they mean depends
            self.session.advance(at - 1)
        events = self.session.apply(self.command(order), at)
        self._stepped = at
        return events

    # Moments

    def moment(self, moment: Moment) -> int:
        """Bring the workout to where `moment` is known, and return it; may raise StepError."""
        match moment:
            case After(ms):
                return self._stepped + ms
            case AtWorkout(ms):
                return self._not_past(ms, f"{clock(ms)} of the workout")
            case AtSegment():
                return self._in_segment(moment)
            case AtTul() | AtRep():
                return self._in_set(moment)

    def _not_past(self, at: int, what: str) -> int:
        if at < self.session.now:
            raise StepError(f"{what} is over: it is {self._place(self.session.now)}")
        return at

    def _in_segment(self, moment: AtSegment) -> int:
        """Run the workout until a segment of the kind, and return the moment in it."""
        kind, longest = moment.segment, -1
        while not self.done:
            shown, now = self.session.snapshot(), self.session.now
            if kind is SegmentKind.REST:
                here = shown.state is State.RESTING and shown.label is not RestLabel.PAUSE
            else:
                here = shown.segment is kind and shown.state is not State.RESTING
            if here and not shown.paused:
                ends = self.session.ends
                assert ends is not None
                at = now - shown.elapsed + moment.ms
                longest = max(longest, ends - now + shown.elapsed)
                if now <= at <= ends:
                    return at
            elif kind is SegmentKind.READY and shown.starts_itself and not shown.paused:
                for event in self.session.preview(self.session.ends or now):
                    if isinstance(event, ReadyStarted):
                        longest = max(longest, event.ms)
                        if moment.ms <= event.ms:
                            return event.at + moment.ms
            self.go_on()
        if longest < 0:
            raise StepError(
                f"the workout ended at {clock(self.session.now)} without another {kind}"
            )
        raise StepError(f"no {kind} lasts that long; the longest took {length(longest)}")

    def _in_set(self, moment: AtTul | AtRep) -> int:
        index = self._begin(moment.of)
        what = _said(moment)
        plan = self.session.plan
        if isinstance(moment, AtRep) and plan.sets[index].cadence.is_static:
            raise StepError("this set has no reps, only holds; give a time instead")
        while self._within(index):
            ends = self.session.ends
            if ends is None:
                raise StepError("the workout is paused; add “resume” before this")
            if self.session.state is State.WORKING:
                at = self._in_part(moment)
                if at is not None and at <= ends:
                    return self._not_past(at, what)
            self.session.advance(ends)
        result = next(each for each in reversed(self.session.results) if each.index == index)
        raise StepError(
            f"the set ended before {what}: at {clock(result.tul_ms)} under load,"
            f" by {result.ended_by}, {clock(result.ended_at)} of the workout"
        )

    def _begin(self, of: SetName | None) -> int:
        """Bring the workout into a set, and return its place in the plan."""
        while not self.done:
            current = self._current
            wanted = of is None or of.means(self.session.plan.sets[current])
            if self._within(current) and wanted:
                return current
            if of is None and self.session.ends is None and self.session.state is not State.WAITING:
                raise StepError("the workout is paused; add “resume” before this")
            self.go_on()
        which = "another set" if of is None else f"another set of {of}"
        raise StepError(f"the workout ended at {clock(self.session.now)} without {which}")

    @property
    def _current(self) -> int:
        """The place in the plan of the set that goes on, or comes next."""
        return self.session.plan.segments[self.session.segment].set

    def _within(self, index: int) -> bool:
        """Whether the set at `index` goes on; it does in a pause of a rest-pause set."""
        session = self.session
        if session.state is State.DONE or self._current != index:
            return False
        if session.state is State.RESTING:
            return session.snapshot().label is RestLabel.PAUSE
        return session.state is State.WORKING

    def _in_part(self, moment: AtTul | AtRep) -> int | None:
        """When `moment` comes in the work that goes on, if it does; its end is not looked at."""
        shown = self.session.snapshot()
        cadence = self.session.plan.sets[shown.index].cadence
        began = self.session.began
        if isinstance(moment, AtTul):
            before = shown.tul_ms - cadence.tul(shown.elapsed)
            return began + cadence.when_tul(moment.ms - before)
        assert shown.rep is not None
        rep = moment.rep - shown.rep + cadence.position(shown.elapsed).rep
        if rep < 1:
            return began
        for position in cadence.phases(cadence.rep_end(rep) + 1):
            if position.rep == rep and moment.phase in (None, position.phase.name):
                return began + position.phase_start + moment.more
        raise StepError(f"a rep of this set has no {moment.phase}")

    # Commands

    def command(self, order: Order) -> Command:
        """Return the command that a step stands for now; raises StepError."""
        match order:
            case Nothing():
                raise StepError("“nothing” is not a command")
            case OrderOfNames(names):
                first = tuple(map(self._unit_of, names))
                others = (each.unit for each in self.session.left if each.unit not in first)
                return Reorder((*first, *others))
            case LeftOutByName(name):
                return LeaveOut(self._unit_of(name))
            case Loaded(load, of):
                return SetLoad(load.read_in(self._unit), None if of is None else self._coming(of))
            case Amended():
                return Amend(
                    attempt=self._attempt(order.of),
                    ended_by=order.ended_by,
                    tul_ms=order.tul_ms,
                    reps=order.reps,
                    load=None if order.load is None else order.load.read_in(self._unit),
                    note=order.note,
                )
        return order

    def _unit_of(self, name: str) -> int:
        for each in self.session.left:
            if name.casefold() in (exercise.casefold() for exercise in each.exercises):
                return each.unit
        raise StepError(f"nothing of {name} is left at {self._place(self.session.now)}")

    def _coming(self, of: SetName) -> int:
        """The place in the plan of the first set that is meant and not over."""
        over = {result.index for result in self.session.results if not result.discarded}
        for index, work in enumerate(self.session.plan.sets):
            if index not in over and of.means(work):
                return index
        raise StepError(f"no set of {of} is left at {self._place(self.session.now)}")

    def _attempt(self, of: SetName | int | None) -> int | None:
        return self._ended(of) if isinstance(of, SetName) else of and of - 1

    def _ended(self, of: SetName) -> int:
        """The place in the results of the last set that is meant."""
        sets, results = self.session.plan.sets, self.session.results
        for attempt, result in reversed(list(enumerate(results))):
            if not result.discarded and of.means(sets[result.index]):
                return attempt
        raise StepError(f"no set of {of} has ended by {self._place(self.session.now)}")

    def _as_soon_as_possible(self, order: Order) -> list[Event]:
        """Run the workout until it accepts a step, and give that step."""
        refused = ""
        while True:
            if isinstance(order, Fatigue) and not self.done:
                command, at = usual(self.session, self._fatigue_after)
                if command == order:
                    return self.session.apply(order, at)
            elif not isinstance(order, Go | Fatigue) or self.session.state is State.WAITING:
                try:
                    return self.give(order, self.session.now)
                except (RefusedError, StepError) as error:
                    refused = refused or f"; at {self._place(self.session.now)}: {error}"
            if self.done:
                ended = f"the workout ended at {clock(self.session.now)}"
                raise StepError(f"{ended} before it accepted this step{refused}")
            self.go_on()

    def _place(self, at: int) -> str:
        """A moment of the workout, and what goes on then."""
        state = self.session.state
        if state in (State.DONE, State.WAITING):
            return f"{clock(at)} ({state})"
        paused = ", paused" if self.session.snapshot().paused else ""
        return f"{clock(at)} ({state}{paused}, {self.session.plan.sets[self._current].exercise})"


def _said(moment: AtTul | AtRep) -> str:
    """A moment in a set, for messages."""
    if isinstance(moment, AtTul):
        return clock(moment.ms)
    phase = f" {moment.phase}" if moment.phase else ""
    more = f" + {length(moment.more)}" if moment.more else ""
    return f"rep {moment.rep}{phase}{more}"
