"""The demo: a short set that explains each sound when it comes."""

from dataclasses import replace

from supertimer.clock import Clock, SystemClock
from supertimer.config import Config
from supertimer.engine.cadence import Block, Cadence, Phase, PhaseName
from supertimer.engine.plan import Plan, Segment, SegmentKind, SetPlan, ToFatigue, Window
from supertimer.engine.session import Session
from supertimer.engine.snapshot import Snapshot
from supertimer.engine.state import State
from supertimer.workout.controls import Controls
from supertimer.workout.keymap import keymap
from supertimer.workout.runner import Runner, Sound

REPS = 3


def demo_plan() -> Plan:
    """Return three reps of lift 10, lower 10 with a push."""
    phases = (Phase(PhaseName.LIFT, 10_000), Phase(PhaseName.LOWER, 10_000))
    cadence = Cadence((Block(phases),))
    work = SetPlan(
        "Demo",
        1,
        cadence,
        ToFatigue(),
        cap=cadence.rep_end(REPS),
        window=Window(30_000, 50_000),
        last_tul=41_000,
        settings=(("seat", "4"),),
        cue="You lift nothing here: watch and listen.",
    )
    segments = (
        Segment(SegmentKind.READY, 0, 10_000, waits=True),
        Segment(SegmentKind.WORK, 0),
        Segment(SegmentKind.PUSH, 0, 10_000),
    )
    return Plan("Demo", (work,), segments)


def caption(snapshot: Snapshot) -> str:
    """Return what the lifter hears and sees at this moment."""
    match snapshot.state:
        case State.WAITING:
            return "A set starts when you are ready: press Space."
        case State.READY:
            left = snapshot.remaining or 0
            if left > 5_000:
                return "You have ten seconds to get into the machine."
            return "The last five seconds tick, the last three loudly."
        case State.WORKING:
            return _lifting(snapshot)
        case State.PUSHING:
            return "That was fatigue. Keep pushing for ten seconds; the voice counts."
        case State.DONE:
            return "That was a set. Press Space to leave, or u to undo the last key."
    return ""


def _lifting(snapshot: Snapshot) -> str:
    rep, second = snapshot.rep or 1, snapshot.phase_elapsed // 1000
    lifts = snapshot.phase is not None and snapshot.phase.name is PhaseName.LIFT
    if rep == REPS and not lifts:
        return "When you can't go any further, press any key: that is fatigue."
    if second >= 8:
        return "Louder ticks: the turnaround comes next. Turn slowly."
    if second == 5:
        return "A double tick: you are halfway."
    if second < 3:
        return _accent(rep, lifts=lifts)
    pitch = "rises" if lifts else "falls"
    return f"One tick per second; its pitch {pitch} with the weight, like the bar."


def _accent(rep: int, *, lifts: bool) -> str:
    if not lifts:
        return "Two falling notes: lower the weight as slowly as you lifted it."
    if rep == 1:
        return "Two rising notes: lift, so slowly that it takes ten seconds."
    return f"Two rising notes, and the number of the rep that starts: {rep}."


class FastClock:
    """A clock that runs `speed` times as fast as another."""

    def __init__(self, clock: Clock, speed: float) -> None:
        self._clock = clock
        self._speed = speed
        self.wall = clock.wall
        self.slept = clock.slept
        self.await_signals = clock.await_signals

    def now(self) -> int:
        """See `Clock.now`."""
        return int(self._clock.now() * self._speed)


def demo(config: Config, speed: float = 1.0) -> Controls:
    """Return the demo; it has sound only at normal speed."""
    clock: Clock = SystemClock()
    sound: Sound | None = None
    plan = demo_plan()
    if speed != 1.0:
        clock = FastClock(clock, speed)
    else:
        from supertimer.audio.setup import open_conductor

        sound = open_conductor(plan, replace(config.sound, profile="guided"), clock)
    runner = Runner(Session(plan), clock, sound)
    return Controls(runner, clock, keymap(config.keys), caption=caption)
