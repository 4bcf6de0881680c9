"""Start the screens, or the demo alone."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from supertimer.config import Config
from supertimer.ui.app import SupertimerApp

if TYPE_CHECKING:
    from collections.abc import Callable

    from supertimer.engine.events import Event
    from supertimer.workout.controls import Pages
    from supertimer.workout.trainer import Trainer


def run_app(
    config: Config,
    path: Path | None = None,
    person: str = "",
    audio: str = "",
    pages: "Pages | None" = None,
    hear: "Callable[[Event], None] | None" = None,
    open_pages: "Callable[[], Pages] | None" = None,
) -> int:
    """Run the screens until the user leaves them; return the exit code of the process.

    With `path`, the workout of that routine starts at once. `person` trains, and `audio` names the
    audio backend; both default to the settings. `pages` show the workout on other devices, and
    `open_pages` shares one when its lifter asks for it. `hear` gets the events of each workout.

    Raises:
        SupertimerError: the routine has errors, or this person has a workout open elsewhere.
    """

    def opening() -> "Trainer":
        from supertimer.clock import SystemClock
        from supertimer.workout.trainer import Trainer

        return Trainer(config, SystemClock(), person, audio, pages, hear, open_pages)

    return SupertimerApp(config, opening, path).run_to_end()


def run_demo(config: Config, speed: float = 1.0) -> int:
    """Run the demo, `speed` times as fast; return the exit code of the process.

    Raises:
        SupertimerError: the settings name an unknown sound.
    """
    from supertimer.ui.screens.demo import demo

    return SupertimerApp(config, live=partial(demo, config, speed)).run_to_end()
