"""The application: which screen follows which, and how the program ends."""

import gc
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, work
from textual.binding import Binding, BindingType

from supertimer import paths
from supertimer.body.safety import SAFETY_NOTE
from supertimer.config import Config
from supertimer.console import report_bug
from supertimer.text import count
from supertimer.ui.looks import LaterLooks
from supertimer.ui.theme import motion, themes
from supertimer.ui.trouble import TOLD_S, EndingApp, told

if TYPE_CHECKING:
    from supertimer.ui.screens.home import HomeScreen
    from supertimer.ui.screens.workout import WorkoutScreen
    from supertimer.workout.controls import Controls
    from supertimer.workout.trainer import Trainer

MOST_FAULTS = 5
"""How many bugs in widgets and screens a program run outlives."""

SETTLED_S = 3.0
"""How long the garbage collector stays off after the start, in seconds: what is loaded stays."""


class SupertimerApp(LaterLooks, EndingApp):
    """The screens of one program run.

    `opening`, called after the first paint, opens the history; with `path`, that routine starts
    at once. `live` opens a workout without a person, such as the demo.
    """

    TITLE = "supertimer"
    CSS_PATH = "first.tcss"
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
        """The first screen; None if the command line started a workout."""
        self.trainer: Trainer | None = None
        self._opening = opening
        self._path = path
        self._live = live
        self._faults = 0
        ours = themes(self.console.color_system)
        for theme in ours:
            self.register_theme(theme)
        self.animation_level = motion(reduced=config.screen.reduced_motion)
        wanted = config.screen.theme
        self.theme = wanted if wanted in self.available_themes else ours[0].name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """See `App.get_theme_variable_defaults`: the variables that Textual's themes lack."""
        return {"quiet": themes(self.console.color_system)[0].variables["quiet"]}

    def on_mount(self) -> None:
        """Paint the first frame, then open everything else."""
        self.set_timer(SETTLED_S, gc.enable)
        if self._opening is not None and self._path is None:
            from supertimer.ui.screens.home import HomeScreen

            self.home = HomeScreen()
            self.push_screen(self.home)
            self.call_after_refresh(self._open)
        else:  # the workout is the first picture
            self._open()

    def on_unmount(self) -> None:
        """Close the history last; a workout that is not in it is the failure of the program."""
        if self.trainer is not None:
            with self.failing():
                self.trainer.close()

    @work
    async def _open(self) -> None:
        """Open the history, then the first screen or the workout."""
        with self.failing() if self.home is None else told(self):
            if self._opening is not None:
                self.trainer = self._opening()
            if self.home is not None and self.trainer is not None:
                await self._furnish(self.home, self.trainer)
                return
            from supertimer.ui.training import begin, train

            if self._live is not None:
                await train(self, self._live(), self.config)
            elif self._path is not None and self.trainer is not None:
                notices = [*self.trainer.notices, *[SAFETY_NOTE] * (not paths.was_welcomed())]
                await begin(self, self.trainer, self._path, notices=notices)
            self.exit(0)

    async def _furnish(self, home: "HomeScreen", trainer: "Trainer") -> None:
        """Show the routines; at the first start, show the safety card and test the sound."""
        for notice in trainer.notices:
            self.notify(notice, markup=False, timeout=TOLD_S)
        await home.furnish(trainer)
        if not paths.was_welcomed():
            from supertimer.ui.screens.first import FirstScreen

            config = replace(self.config, sound=trainer.sound)
            await self.push_screen_wait(FirstScreen(partial(self.play_sample, config, "")))

    def notify(self, message: str, **options: Any) -> None:
        """See `App.notify`: a workout shows notices itself, below the phase word."""
        workout = self._workout()
        if workout and workout is [each for each in self.screen_stack if not each.is_modal][-1]:
            workout.tell(message)
        else:
            super().notify(message, **options)

    @work
    async def on_home_screen_start(self, wanted: "HomeScreen.Start") -> None:
        """Start a routine; ignore a second press."""
        from supertimer.ui.training import begin

        if self.trainer is not None and self.screen is self.home:
            with told(self):
                item = wanted.item
                await begin(self, self.trainer, item.file.path, item.content)

    @work
    async def on_home_screen_resume(self, wanted: "HomeScreen.Resume") -> None:
        """Resume an interrupted workout."""
        from supertimer.ui.training import resume

        if self.trainer is not None and self.screen is self.home:
            with told(self):
                await resume(self, self.trainer, wanted.workout)

    @work
    async def on_home_screen_log(self, wanted: "HomeScreen.Log") -> None:
        """Log a past workout of a routine."""
        from supertimer.ui.screens.log import LogScreen

        assert self.trainer is not None
        with told(self):
            prepared = self.trainer.prepare(wanted.item.file.path, wanted.item.content)
            sets = await self.push_screen_wait(LogScreen(self.trainer, prepared))
            if sets is not None:
                self.notify(f"{count(sets, 'set')} saved.")

    @work
    async def action_demo(self) -> None:
        """Start the demo."""
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
        """Ask which person trains."""
        from supertimer.ui.screens.who import ask_who

        if self.trainer is not None and self.home is not None:
            with told(self):
                self.config = await ask_who(self, self.trainer)
            self.home.fill()

    def action_history(self) -> None:
        """Show the history."""
        from supertimer.ui.screens.history import HistoryScreen

        if self.trainer is not None:
            self.push_screen(HistoryScreen(self.trainer))

    @work
    async def action_settings(self) -> None:
        """Show the settings."""
        from supertimer.ui.screens.settings import SettingsScreen

        screen = SettingsScreen(self.config, self.play_sample)
        self.config = await self.push_screen_wait(screen)
        if self.trainer is not None and self.home is not None:
            self.trainer.config = self.config
            self.home.fill()

    @work(exclusive=True, group="sample")
    async def play_sample(
        self,
        config: Config | None = None,
        group: str = "",
        opened: Callable[[bool], None] = lambda heard: None,
    ) -> None:
        """Play a sample of a group of cues; stop one that still plays.

        Pass whether the voice can be heard to `opened`.
        """
        from supertimer.ui.screens.sample import play

        await play(config or self.config, partial(self.notify, markup=False), group, opened)

    def continued(self) -> None:
        """See `EndingApp.continued`: a workout holds, as after sleep."""
        if workout := self._workout():
            workout.controls.runner.continued()

    def outlives(self, error: Exception) -> bool:
        """See `EndingApp.outlives`: a workout goes on whatever a widget or a screen does."""
        workout = self._workout()
        if workout is None or self._faults >= MOST_FAULTS:
            return False
        self._faults += 1
        self.notify(report_bug(error), markup=False, severity="error", timeout=TOLD_S)
        self.call_later(workout.recover)
        return True

    def _workout(self) -> "WorkoutScreen | None":
        """Return the screen of the workout that runs, or None."""
        if not self.is_running:
            return None
        from supertimer.ui.screens.workout import WorkoutScreen

        return next((each for each in self.screen_stack if isinstance(each, WorkoutScreen)), None)

    def on_app_focus(self, event: events.AppFocus) -> None:
        """Tell the workout to ignore the click that brought the window to the front."""
        from supertimer.ui.screens.workout import WorkoutScreen

        if isinstance(self.screen, WorkoutScreen):
            self.screen.window_came(event)
