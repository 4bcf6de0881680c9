"""A workout that is going on, with what its screen needs besides."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual.events import Event

from supertimer.clock import Clock
from supertimer.engine.snapshot import Snapshot
from supertimer.units import Load, Unit
from supertimer.workout.briefing import Brief
from supertimer.workout.keymap import Keymap, keymap
from supertimer.workout.runner import Runner

if TYPE_CHECKING:
    from supertimer.routine.model import Routine
    from supertimer.workout.trainer import Trainer


def arrival(event: Event, clock: Clock) -> int:
    """When `event` came, on the workout's clock: Textual stamps events with the monotonic time."""
    import textual._time  # the clock that stamps events

    return clock.now() - max(0, round((textual._time.get_time() - event.time) * 1000))


def no_briefs() -> Mapping[int, Brief]:
    """Nothing is known of earlier workouts."""
    return {}


@dataclass(frozen=True, slots=True)
class Live:
    """What the workout screen is given; the screen closes the runner when it is left."""

    runner: Runner
    clock: Clock
    person: str = ""
    unit: Unit | None = None
    """The unit to show loads in; None: as they are lifted."""
    keys: Keymap = field(default_factory=lambda: keymap({}))
    briefs: Callable[[], Mapping[int, Brief]] = no_briefs
    """Reads what the history says of the sets; called after the first paint."""
    reduced_motion: bool = False
    """Whether the screen never flashes, not even at turnarounds that nobody can hear."""
    latency_ms: int = 0
    """How much later the ear hears than the machine plays: the screen waits for it."""
    caption: Callable[[Snapshot], str] = lambda snapshot: ""
    """What is to be explained at a moment, instead of the keys."""
    weight: Load | None = None
    """What the person weighed the last time."""
    weigh: Callable[[Load], None] = lambda weight: None
    """Keeps what the person weighs."""
    arrival: Callable[[Event, Clock], int] = arrival
    """When an event came, on the workout's clock."""


def live_of(trainer: "Trainer", runner: Runner, routine: "Routine | None") -> Live:
    """The workout that `trainer` has started, with what this person's history says of it."""
    config = trainer.config

    def read() -> Mapping[int, Brief]:
        from supertimer.workout.briefing import briefs

        return briefs(runner.plan, routine, trainer.past(), config)

    def weigh(weight: Load) -> None:
        from supertimer.history.persons import weigh as keep

        keep(trainer.store, trainer.person, weight, trainer.clock.wall())

    return Live(
        runner,
        trainer.clock,
        person=trainer.person,
        unit=config.unit,
        keys=keymap(config.keys),
        latency_ms=config.sound.latency_ms,
        briefs=read,
        weight=trainer.past().weight(),
        weigh=weigh,
        reduced_motion=config.screen.reduced_motion,
    )
