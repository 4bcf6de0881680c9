"""A workout that is going on, with what its screen needs besides."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from textual.events import Event

from supertimer.clock import Clock
from supertimer.runner import Runner
from supertimer.ui.keys import Keymap, keymap
from supertimer.ui.view import Brief
from supertimer.units import Unit


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
    flashes: bool = False
    """Whether the screen flashes at turnarounds, in place of sound."""
    closing: Callable[[], None] = lambda: None
    """What is to be closed after the runner."""
    arrival: Callable[[Event, Clock], int] = arrival
    """When an event came, on the workout's clock."""
