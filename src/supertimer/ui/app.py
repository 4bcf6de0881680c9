"""The application: which screen follows which, and how it ends."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType

from supertimer.config import Config
from supertimer.engine.snapshot import Snapshot
from supertimer.errors import SupertimerError
from supertimer.ui.live import Live
from supertimer.ui.themes import THEMES
from supertimer.ui.workout_screen import WorkoutScreen

_ENDINGS = ("SIGTERM", "SIGHUP", "SIGINT")
"""Signals that end the program; not every system has all of them."""


class SupertimerApp(App[int]):
    """The screens. `start`, called after the first paint, opens a workout at once."""

    TITLE = "supertimer"
    CSS_PATH = "supertimer.tcss"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "quit", "Quit", show=False, priority=True),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
    ]

    def __init__(self, config: Config, start: Callable[[], Live] | None = None) -> None:
        super().__init__()
        self._config = config
        self._start = start
        self.last: Snapshot | None = None
        """The last workout as it was left."""
        for theme in THEMES:
            self.register_theme(theme)
        wanted = config.screen.theme
        self.theme = wanted if wanted in self.available_themes else THEMES[0].name

    def on_mount(self) -> None:
        """End cleanly when told to by a signal; open what was asked for."""
        loop = asyncio.get_running_loop()
        for name in _ENDINGS:
            number = getattr(signal, name, None)
            if number is not None:
                with suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, self.exit)
        if self._start is not None:
            self.call_after_refresh(self.open, self._start)

    def open(self, start: Callable[[], Live]) -> None:
        """Go to the workout that `start` opens, or say why not."""
        try:
            live = start()
        except SupertimerError as error:
            self.exit(error.exit_code, message=str(error))
            return
        self.push_screen(WorkoutScreen(live, self._over))

    def _over(self, snapshot: Snapshot) -> None:
        self.last = snapshot
        self.exit(0)

    def on_app_focus(self, event: events.AppFocus) -> None:
        """A workout wants to know: the click that did it is not meant for it."""
        if isinstance(self.screen, WorkoutScreen):
            self.screen.window_came(event)


def run_app(config: Config, start: Callable[[], Live] | None = None) -> int:
    """Run the screens until they are left; returns the process's exit code."""
    return SupertimerApp(config, start).run() or 0
