"""The application: which screen follows which, and how it ends."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType

from supertimer.config import Config
from supertimer.engine.snapshot import Snapshot
from supertimer.errors import SupertimerError
from supertimer.ui.home_screen import HomeScreen
from supertimer.ui.themes import THEMES

if TYPE_CHECKING:
    from supertimer.routine.library import Entry
    from supertimer.trainer import Trainer
    from supertimer.ui.live import Live

_ENDINGS = ("SIGTERM", "SIGHUP", "SIGINT")
"""Signals that end the program; not every system has all of them."""

Opening = Callable[[], "Trainer"]


class SupertimerApp(App[int]):
    """The screens of one program run.

    `opening`, called after the first paint, opens the history; with `path` that routine is begun
    at once. `live` opens a workout that belongs to nobody, such as the demo.
    """

    TITLE = "supertimer"
    CSS_PATH = "supertimer.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "quit", "Quit", show=False, priority=True),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
    ]

    def __init__(
        self,
        config: Config,
        opening: Opening | None = None,
        path: Path | None = None,
        live: "Callable[[], Live] | None" = None,
    ) -> None:
        super().__init__()
        self.config = config
        self.trainer: Trainer | None = None
        self._opening = opening
        self._path = path
        self._live = live
        for theme in THEMES:
            self.register_theme(theme)
        wanted = config.screen.theme
        self.theme = wanted if wanted in self.available_themes else THEMES[0].name

    def on_mount(self) -> None:
        """Paint first; open everything else after that."""
        loop = asyncio.get_running_loop()
        for name in _ENDINGS:
            number = getattr(signal, name, None)
            if number is not None:
                with suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, self.exit)
        if self._opening is not None and self._path is None:
            self.push_screen(HomeScreen())
        self.call_after_refresh(self._open)

    def on_unmount(self) -> None:
        """Close the history last."""
        if self.trainer is not None:
            self.trainer.close()

    def _open(self) -> None:
        """What the program was called for."""
        try:
            if self._opening is not None:
                self.trainer = self._opening()
                for notice in self.trainer.notices:
                    self.notify(notice, markup=False, timeout=12)
            if self._live is not None:
                self._enter(self._live())
            elif self._path is not None:
                self._enter(self._prepared(self._path))
            elif isinstance(self.screen, HomeScreen):
                self.screen.fill()
        except SupertimerError as error:
            self._fail(error)

    def _fail(self, error: SupertimerError) -> None:
        """Say what is wrong: at home on the screen, else after it."""
        if any(isinstance(screen, HomeScreen) for screen in self.screen_stack):
            self.notify(str(error), markup=False, severity="error", timeout=12)
        else:
            self.exit(error.exit_code, message=str(error))

    def _prepared(self, path: Path) -> "Live":
        from supertimer.ui.live import live_of

        assert self.trainer is not None
        prepared = self.trainer.prepare(path)
        return live_of(self.trainer, self.trainer.start(prepared), prepared.routine)

    def begin(self, path: Path) -> None:
        """Do the routine in `path`."""
        try:
            self._enter(self._prepared(path))
        except SupertimerError as error:
            self._fail(error)

    def resume(self) -> None:
        """Go on with the latest workout that was cut off."""
        from supertimer.ui.live import live_of

        try:
            if self.trainer is not None and (cut_off := self.trainer.unfinished()):
                runner = self.trainer.resume(cut_off[0].workout)
                self._enter(live_of(self.trainer, runner, None))
        except SupertimerError as error:
            self._fail(error)

    def edit(self, entry: "Entry") -> None:
        """Open a routine in the user's editor; a bundled one is copied first."""
        from supertimer.ui.editor import open_editor, own_copy

        try:
            path = own_copy(entry)
            with self.suspend():
                open_editor(path)
        except SupertimerError as error:
            self._fail(error)
        if isinstance(self.screen, HomeScreen):
            self.screen.fill()

    def _enter(self, live: "Live") -> None:
        from supertimer.ui.workout_screen import WorkoutScreen

        self.push_screen(WorkoutScreen(live, self._over))

    def _over(self, snapshot: Snapshot) -> None:
        """A workout has been left."""
        if any(isinstance(screen, HomeScreen) for screen in self.screen_stack):
            self.pop_screen()
        else:
            self.exit(0)

    def on_app_focus(self, event: events.AppFocus) -> None:
        """A workout wants to know: the click that did it is not meant for it."""
        from supertimer.ui.workout_screen import WorkoutScreen

        if isinstance(self.screen, WorkoutScreen):
            self.screen.window_came(event)


def run_app(config: Config, path: Path | None = None, person: str = "", audio: str = "") -> int:
    """Run the screens until they are left; returns the process's exit code.

    With `path` the workout in that routine is begun at once. `person` trains, and `audio` names
    what plays; without them, as the settings say.
    """

    def opening() -> "Trainer":
        from supertimer.clock import SystemClock
        from supertimer.trainer import Trainer

        return Trainer(config, SystemClock(), person, audio)

    return SupertimerApp(config, opening, path).run() or 0
