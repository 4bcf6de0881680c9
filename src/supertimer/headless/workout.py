"""A workout for tests in Python: press keys on a virtual clock, and look at what came."""

from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, TypeVar, overload

from supertimer.audio.score.cue import Cue
from supertimer.engine.cadence import PhaseName, Side
from supertimer.engine.events import Event, EventName
from supertimer.engine.plan import Plan, SegmentKind, SetPlan
from supertimer.engine.result import SetResult
from supertimer.engine.snapshot import Snapshot
from supertimer.engine.state import State
from supertimer.headless import past
from supertimer.headless.hearing import heard
from supertimer.headless.lifter import Lifter
from supertimer.headless.moments import AtRep, AtSegment, AtTul, AtWorkout, Moment, SetName
from supertimer.headless.past import read_last
from supertimer.headless.steps import read_step
from supertimer.history.advice import Advice
from supertimer.routine import notation
from supertimer.routine.compile import compile_routine
from supertimer.routine.model import Routine
from supertimer.routine.parse import read_routine
from supertimer.units import Unit

E = TypeVar("E", bound=Event)

Time = str | int | float
"""A time as a routine writes it, `"1:35"` or `"95s"`, or a number of seconds."""


class Workout:
    """One workout of a routine on a virtual clock, which only these methods move.

    Times that are given are texts or seconds, see `Time`. Times that are returned are
    milliseconds since the workout was opened, pauses included.
    """

    def __init__(self, routine: Routine, last: Mapping[str, str | Sequence[str]] | None = None):
        """Open the workout; `last` is what was done last time: `{"Leg press": "210 lb 2:05"}`."""
        self.routine = routine
        unit = routine.unit or Unit.KG
        self._last = {
            name: tuple(map(read_last, [sets] if isinstance(sets, str) else sets))
            for name, sets in (last or {}).items()
        }
        self._lifter = Lifter(compile_routine(routine, past.memory(self._last, unit)), unit)

    # Keys

    def go(self) -> list[Event]:
        """Let time pass until the workout waits, and press go; return what that brings at once."""
        return self.do("go")

    def do(self, *steps: str) -> list[Event]:
        """Do the steps of a scenario: `workout.do("fatigue at 1:35", "undo after 3s")`.

        Returns what the last one brings at once. Raises NotationError for a text that is not a
        step, StepError for a step that can't be given.
        """
        events: list[Event] = []
        for step in steps:
            events = self._lifter.do(read_step(step))
        return events

    def press(self, command: str) -> list[Event]:
        """Give a command now: `fatigue`, `one more`, `extend 30s`; return what it brings at once.

        Raises RefusedError, and changes nothing, if the workout does not take it now.
        """
        return self._lifter.give(read_step(command).order, self.now)

    def finish(self) -> None:
        """Do the rest: go when the workout waits, fatigue in the middle of the target window."""
        self._lifter.finish()

    # Time

    @property
    def now(self) -> int:
        """Milliseconds since the workout was opened."""
        return self._lifter.session.now

    def run_for(self, time: Time) -> None:
        """Let time pass; no key is pressed."""
        self._lifter.session.advance(self.now + notation.duration(time))

    def run_to(
        self,
        at: Time | None = None,
        *,
        tul: Time | None = None,
        rep: int | None = None,
        phase: str | None = None,
        segment: str | None = None,
        plus: Time = 0,
        exercise: str | None = None,
        set: int | None = None,
        side: str | None = None,
    ) -> None:
        """Let time pass until a moment: one of `at`, `tul`, `rep`, `segment`, and `plus` more.

        Args:
            at: time since the workout was opened. No key is pressed before it.
            tul: time under load of a set.
            rep: a rep of a set; with `phase`, a phase of it.
            phase: lift, lower, hold, squeeze, stretch, or reset.
            segment: rest, ready, or push: the moment at which the next one begins.
            plus: how long after that.
            exercise: the exercise of the set; without it the set that goes on, or comes next. Sets
                before it run as in a simulation.
            set: which set of the exercise, from 1.
            side: left or right.

        Raises:
            StepError: the moment is over, or does not come.
        """
        given = [each for each in (at, tul, rep, segment) if each is not None]
        if len(given) != 1:
            raise TypeError("run_to() takes exactly one of at, tul, rep, and segment")
        of = exercise and SetName(exercise, set, Side(side) if side else None)
        more = notation.duration(plus)
        moment: Moment
        if at is not None:
            moment = AtWorkout(notation.duration(at) + more)
        elif tul is not None:
            moment = AtTul(notation.duration(tul) + more, of or None)
        elif rep is not None:
            moment = AtRep(rep, PhaseName(phase) if phase else None, more, of or None)
        else:
            moment = AtSegment(more, SegmentKind(segment or ""))
        self._lifter.pass_until(moment)

    # What came

    @property
    def plan(self) -> Plan:
        """The sets and segments of the workout, in the order in which they are done now."""
        return self._lifter.session.plan

    @property
    def state(self) -> State:
        """Resting, waiting, ready, working, pushing, or done."""
        return self._lifter.session.state

    @property
    def snapshot(self) -> Snapshot:
        """What the screen shows now."""
        return self._lifter.session.snapshot()

    @property
    def sets(self) -> tuple[SetResult, ...]:
        """The results that count, in the order in which the sets ended."""
        results = self._lifter.session.results
        return tuple(result for result in results if not result.discarded)

    @property
    def last_set(self) -> SetResult:
        """The result of the set that ended last; raises IndexError before the first."""
        return self.sets[-1]

    def set_plan(self, result: SetResult) -> SetPlan:
        """Return the plan of the set with a result: its exercise, number, side."""
        return self.plan.sets[result.index]

    @overload
    def events(self, kind: type[E]) -> list[E]: ...

    @overload
    def events(self, kind: str | None = None) -> list[Event]: ...

    def events(self, kind: type[Event] | str | None = None) -> list[Any]:
        """Return what happened so far, without anything that was taken back.

        Args:
            kind: a class of `supertimer.engine.events`, or the name of an event: `tick`.
        """
        found = self._lifter.session.events
        if kind is None:
            return list(found)
        if isinstance(kind, str):
            name = EventName(kind)
            return [event for event in found if event.event is name]
        return [event for event in found if isinstance(event, kind)]

    def cues(self) -> list[Cue]:
        """Return what was heard so far, with default settings."""
        events = self._lifter.session.events
        return heard(self.plan, events, self.routine.sound) if events else []

    def advice(self, exercise: str) -> Advice | None:
        """Return the suggested load for the next workout, and the reason; None without one."""
        results = self._lifter.session.results
        return past.advice(exercise, self.routine, self.plan, results, self._last)


def open_workout(
    path: str | PathLike[str], last: Mapping[str, str | Sequence[str]] | None = None
) -> Workout:
    """Open a workout of the routine in a file.

    Raises RoutineError, whose text names file, line, and column, for an invalid routine.
    """
    return Workout(read_routine(Path(path)), last)
