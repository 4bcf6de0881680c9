"""A few seconds of a workout, played to try the sound: no screen, no history."""

from collections.abc import Callable
from dataclasses import replace

from supertimer.clock import SystemClock
from supertimer.config import Config
from supertimer.engine.cadence import Block, Cadence, Phase, PhaseName
from supertimer.engine.commands import Fatigue
from supertimer.engine.plan import (
    ForReps,
    Plan,
    Segment,
    SegmentKind,
    SetPlan,
    ToFatigue,
    Window,
)
from supertimer.engine.session import Session
from supertimer.engine.state import State
from supertimer.errors import SupertimerError
from supertimer.workout.runner import Runner

TAIL_MS = 1000
"""How long the last sound may go on after the end."""


def sample_plan(group: str = "") -> Plan:
    """One short rep; for a group of cues that is not heard in one, what it is heard in."""
    cadence = Cadence((Block((Phase(PhaseName.LIFT, 3_000), Phase(PhaseName.LOWER, 3_000))),))
    rep = SetPlan("Sample", 1, cadence, ForReps(1), cap=60_000)
    work = Segment(SegmentKind.WORK, 0)
    match group:
        case "chimes":
            rep = replace(rep, window=Window(1_000, 4_000), last_tul=2_500)
        case "push":
            rep = replace(rep, end=ToFatigue())
            return Plan("Sample", (rep,), (work, Segment(SegmentKind.PUSH, 0, 5_000)))
        case "countdown":
            return Plan("Sample", (rep,), (Segment(SegmentKind.READY, 0, 6_000), work))
        case "rest":
            return Plan("Sample", (rep,), (Segment(SegmentKind.REST, 0, 4_000), work))
    return Plan("Sample", (rep,), (work,))


class Sample:
    """It is heard; `step` is to be called a few times a second until it is over."""

    def __init__(self, config: Config, tell: Callable[[str], None], group: str = "") -> None:
        """Begin; what is wrong with the sound is told. `group` is what it is to let be heard."""
        from supertimer.audio.setup import open_conductor

        self._clock = SystemClock()
        self._tell = tell
        self._runner: Runner | None = None
        self._over: int | None = None
        plan = sample_plan(group)
        try:
            sound = open_conductor(plan, config.sound, self._clock)
        except SupertimerError as error:
            tell(str(error))
            return
        self._runner = Runner(Session(plan), self._clock, sound)
        if group == "push":
            self._runner.press(Fatigue())

    def step(self) -> bool:
        """Go on; whether there is more to come."""
        if self._runner is None:
            return False
        snapshot = self._runner.pulse()
        if notice := self._runner.take_notice():
            self._tell(notice)
        if snapshot.state is State.DONE and self._over is None:
            self._over = self._clock.now()
        if self._over is not None and self._clock.now() - self._over > TAIL_MS:
            self.stop()
            return False
        return True

    def stop(self) -> None:
        """Be silent at once."""
        if self._runner is not None:
            self._runner.close()
            self._runner = None
