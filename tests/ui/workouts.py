"""Workouts on a manual clock, and the app around them."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from textual.pilot import Pilot

from supertimer.clock import ManualClock
from supertimer.config import Config, ScreenSettings, SoundSettings
from supertimer.engine.cadence import Block, Cadence, Phase, PhaseName
from supertimer.engine.plan import (
    Plan,
    RestLabel,
    Segment,
    SegmentKind,
    SetKind,
    SetPlan,
    ToFatigue,
    Window,
)
from supertimer.engine.session import Session
from supertimer.engine.snapshot import Snapshot
from supertimer.history.set_record import SetDone
from supertimer.ui.app import SupertimerApp
from supertimer.ui.screens.workout import WorkoutScreen
from supertimer.ui.workout.view import WorkoutView
from supertimer.units import Grid, Load, Unit
from supertimer.workout.briefing import Brief
from supertimer.workout.controls import Controls
from supertimer.workout.keymap import keymap
from supertimer.workout.runner import NoSound, Runner

TEN_TEN = Cadence((Block((Phase(PhaseName.LIFT, 10_000), Phase(PhaseName.LOWER, 10_000))),))


def pounds(amount: int) -> Load:
    return Load(Decimal(amount), Unit.LB)


def recent(*seconds: int) -> tuple[SetDone, ...]:
    """Sets of the leg press twice a week, heavier after each three."""
    begin = datetime(2026, 10, 12, 18, tzinfo=UTC)
    return tuple(
        SetDone(
            workout=f"workout {place}",
            attempt=0,
            person="Anna",
            exercise="Leg press",
            number=1,
            started=begin + timedelta(days=3.5 * place),
            ended=begin + timedelta(days=3.5 * place, seconds=tul),
            load=pounds(115 + 5 * (place // 3)),
            window=Window(90_000, 150_000),
            tul_ms=tul * 1000,
        )
        for place, tul in enumerate(seconds)
    )


def big_five(exercises: tuple[str, ...] = ("Seated row", "Leg press", "Chest press")) -> Plan:
    """A workout of a set an exercise; the first one has everything that a set can have."""
    sets = [
        SetPlan(
            name,
            1,
            TEN_TEN,
            ToFatigue(),
            cap=300_000,
            window=Window(90_000, 150_000),
            last_tul=101_000 if place == 0 else None,
            load=pounds(120 + 10 * place),
            grid=Grid(step=Decimal(5)),
            settings=(("seat", "4"), ("chest pad", "B")) if place == 0 else (("seat", "6"),),
            cue="Slow first inch. Breathe." if place == 0 else "",
        )
        for place, name in enumerate(exercises)
    ]
    sets.insert(
        2,
        SetPlan(
            exercises[1], 2, TEN_TEN, ToFatigue(), cap=300_000, kind=SetKind.DROP, load=pounds(100)
        ),
    )
    segments: list[Segment] = []
    for place, plan in enumerate(sets):
        segments += [
            Segment(SegmentKind.READY, place, 10_000, waits=plan.number == 1),
            Segment(SegmentKind.WORK, place),
            Segment(SegmentKind.PUSH, place, 10_000),
        ]
        if place < len(sets) - 1:
            drops = sets[place + 1].kind is SetKind.DROP
            label = RestLabel.CHANGE if drops else RestLabel.REST
            segments.append(Segment(SegmentKind.REST, place, 60_000, label=label))
    return Plan("Big Five", tuple(sets), tuple(segments))


@dataclass
class Gym:
    """The app in a workout, a keyboard, and a clock that only moves when it is told to."""

    pilot: Pilot[int]
    app: SupertimerApp
    clock: ManualClock
    runner: Runner
    sound: NoSound
    weighed: list[Load]
    """What the lifter said to weigh."""

    @property
    def screen(self) -> WorkoutScreen:
        return next(s for s in self.app.screen_stack if isinstance(s, WorkoutScreen))

    def now(self) -> Snapshot:
        """Not a property: what it gives differs from call to call."""
        return self.runner.pulse()

    async def wait(self, ms: int) -> None:
        """Let `ms` milliseconds pass, seen at twenty looks a second like on a real clock."""
        while ms > 0:
            step = min(ms, 5_000)
            self.clock.advance(step)
            self.screen.beat()
            ms -= step
        await self.pilot.pause()

    async def press(self, key: str, then: int = 20) -> None:
        """Press `key` and let it act."""
        await self.pilot.press(key)
        await self.wait(then)

    async def to_work(self, ms: int) -> None:
        """Say go, get ready, and lift for `ms` milliseconds."""
        await self.press("space")
        await self.wait(self.now().remaining or 0)
        await self.wait(ms)

    def text(self) -> str:
        """What is on the stage, row by row."""
        stage = self.screen.query_one(WorkoutView)
        return "\n".join(stage.render_line(y).text.rstrip() for y in range(stage.size.height))


@asynccontextmanager
async def gym(
    plan: Plan | None = None,
    size: tuple[int, int] = (80, 24),
    briefs: Mapping[int, Brief] | None = None,
    flashes: bool = False,
    weight: Load | None = None,
    latency_ms: int = 0,
    keys: Mapping[str, str] | None = None,
    notifications: bool = False,
) -> AsyncIterator[Gym]:
    """The app, opened on a workout."""
    clock = ManualClock(start=1_000_000)
    sound = NoSound()
    runner = Runner(Session(plan or big_five()), clock, sound)
    weighed: list[Load] = []
    controls = Controls(
        runner,
        clock,
        keymap(keys or {}),
        person="Anna",
        read_briefs=lambda: briefs or {},
        weight=weight,
        keep_weight=weighed.append,
    )
    screen = ScreenSettings(reduced_motion=not flashes)
    config = Config(screen=screen, sound=SoundSettings(latency_ms=latency_ms))
    app = SupertimerApp(config, live=lambda: controls)
    async with app.run_test(size=size, notifications=notifications) as pilot:
        while not isinstance(app.screen, WorkoutScreen):
            await pilot.pause(0.01)
        await pilot.pause()
        yield Gym(pilot, app, clock, runner, sound, weighed)
