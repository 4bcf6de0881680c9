"""The application: which screen follows which, and how it ends."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.binding import Binding, BindingType

from supertimer import paths
from supertimer.config import Config
from supertimer.ui.screens.home import HomeScreen
from supertimer.ui.theme import THEMES
from supertimer.ui.trouble import TOLD_S, EndingApp, told

if TYPE_CHECKING:
    from supertimer.workout.controls import Controls
    from supertimer.workout.trainer import Trainer

AFTER_PAINT_S = 0.03
"""Seconds that the first frame has to reach the terminal before anything else is loaded."""


class SupertimerApp(EndingApp):
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
        opening: "Callable[[], Trainer] | None" = None,
        path: Path | None = None,
        live: "Callable[[], Controls] | None" = None,
    ) -> None:
        super().__init__()
        self.config = config
        self.home: HomeScreen | None = None
        """The list of routines; None where a workout was begun from the command line."""
        self.trainer: Trainer | None = None
        self._opening = opening
        self._path = path
        self._live = live
        for theme in THEMES:
            self.register_theme(theme)
        wanted = config.screen.theme
        self.theme = wanted if wanted in self.available_themes else THEMES[0].name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """See `App.get_theme_variable_defaults`: what Textual's own themes do not define."""
        return {"quiet": THEMES[0].variables["quiet"]}

    def on_mount(self) -> None:
        """Paint first; open everything else after that."""
        if self._opening is not None and self._path is None:
            self.home = HomeScreen()
            self.push_screen(self.home)
        self.call_after_refresh(self.set_timer, AFTER_PAINT_S, self._open)

    def on_unmount(self) -> None:
        """Close the history last; a workout that is not in it is the failure of the program."""
        if self.trainer is not None:
            with self.failing():
                self.trainer.close()

    @work
    async def _open(self) -> None:
        """Do what the program was called for."""
        with self.failing() if self.home is None else told(self):
            if self._opening is not None:
                self.trainer = self._opening()
                for notice in self.trainer.notices:
                    self.notify(notice, markup=False, timeout=TOLD_S)
            if self.home is not None and self.trainer is not None:
                await self.home.furnish(self.trainer)
                if not paths.was_welcomed():
                    from supertimer.ui.screens.first import FirstScreen

                    await self.push_screen_wait(FirstScreen(self.play_sample))
                return
            from supertimer.ui.training import begin, train

            if self._live is not None:
                await train(self, self._live(), self.config)
            elif self._path is not None and self.trainer is not None:
                if not paths.was_welcomed():
                    from supertimer.body.safety import SAFETY_NOTE

                    self.notify(SAFETY_NOTE, markup=False, timeout=TOLD_S)
                await begin(self, self.trainer, self._path)
            self.exit(0)

    @on(HomeScreen.Start)
    @work
    async def start(self, wanted: HomeScreen.Start) -> None:
        """Do a routine, and not another one for a second press that was on its way."""
        from supertimer.ui.training import begin

        if self.trainer is not None and self.screen is self.home:
            with told(self):
                item = wanted.item
                await begin(self, self.trainer, item.file.path, item.content)

    @on(HomeScreen.Resume)
    @work
    async def resume(self, wanted: HomeScreen.Resume) -> None:
        """Go on with a workout that was cut off."""
        from supertimer.ui.training import resume

        if self.trainer is not None and self.screen is self.home:
            with told(self):
                await resume(self, self.trainer, wanted.workout)

    @on(HomeScreen.Log)
    @work
    async def log_workout(self, wanted: HomeScreen.Log) -> None:
        """Enter what was done of a routine away from here."""
        from supertimer.ui.screens.log import LogScreen

        assert self.trainer is not None
        with told(self):
            self.trainer.require_exclusive()
            prepared = self.trainer.prepare(wanted.item.file.path, wanted.item.content)
            sets = await self.push_screen_wait(LogScreen(self.trainer, prepared))
            if sets is not None:
                self.notify("One set was entered." if sets == 1 else f"{sets} sets were entered.")

    @work
    async def action_demo(self) -> None:
        """Show how a set goes."""
        from supertimer.ui.screens.demo import demo
        from supertimer.ui.training import train

        with told(self):
            await train(self, demo(self.config), self.config)

    def action_help(self) -> None:
        """Show the keys of this screen."""
        from supertimer.ui.screens.help import HelpScreen, screen_keys

        self.push_screen(HelpScreen(screen_keys(self.screen)))

    @work
    async def action_who(self) -> None:
        """Ask who trains."""
        from supertimer.history.persons import person, persons
        from supertimer.ui.screens.who import WhoScreen

        if self.trainer is not None and self.home is not None:
            people = persons(self.trainer.store)
            if name := await self.push_screen_wait(WhoScreen(people, self.trainer.person)):
                with told(self):
                    self.trainer.person = person(self.trainer.store, name, add=True)
                self.home.fill()

    def action_history(self) -> None:
        """Show what was done."""
        from supertimer.ui.screens.history import HistoryScreen

        if self.trainer is not None:
            self.push_screen(HistoryScreen(self.trainer))

    @work
    async def action_settings(self) -> None:
        """Change how it looks and sounds."""
        from supertimer.ui.screens.settings import SettingsScreen

        screen = SettingsScreen(self.config, self.play_sample)
        self.config = await self.push_screen_wait(screen)
        if self.trainer is not None and self.home is not None:
            self.trainer.config = self.config
            self.home.fill()

    @work(exclusive=True, group="sample")
    async def play_sample(self, config: Config | None = None, group: str = "") -> None:
        """Play a sample, of one group of cues, instead of one that still plays."""
        from supertimer.ui.screens.sample import play

        await play(config or self.config, partial(self.notify, markup=False), group)

    def on_app_focus(self, event: events.AppFocus) -> None:
        """Tell a workout: the click that did it is not meant for it."""
        from supertimer.ui.screens.workout import WorkoutScreen

        if isinstance(self.screen, WorkoutScreen):
            self.screen.window_came(event)


def run_app(config: Config, path: Path | None = None, person: str = "", audio: str = "") -> int:
    """Run the screens until they are left; return the process's exit code.

    With `path` the workout in that routine is begun at once. `person` trains, and `audio` names
    what plays; without them, as the settings say.

    Raises:
        SupertimerError: the routine cannot be read, or a workout is running elsewhere.
    """

    def opening() -> "Trainer":
        from supertimer.clock import SystemClock
        from supertimer.workout.trainer import Trainer

        return Trainer(config, SystemClock(), person, audio)

    return SupertimerApp(config, opening, path).run_to_end()


def run_demo(config: Config, speed: float = 1.0) -> int:
    """Run the demo, at so many times its speed; return the process's exit code.

    Raises:
        SupertimerError: the settings name a sound that there is not.
    """
    from supertimer.ui.screens.demo import demo

    return SupertimerApp(config, live=partial(demo, config, speed)).run_to_end()
