"""The application: which screen follows which, and how it ends."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType

from supertimer import paths
from supertimer.config import Config
from supertimer.errors import SupertimerError
from supertimer.ui.screens.home import HomeScreen
from supertimer.ui.theme import THEMES

if TYPE_CHECKING:
    from supertimer.engine.snapshot import Snapshot
    from supertimer.routine.library import RoutineFile
    from supertimer.ui.screens.resume import Choice
    from supertimer.ui.screens.review import ReviewScreen
    from supertimer.ui.screens.sample import Sample
    from supertimer.workout.controls import Controls
    from supertimer.workout.trainer import Prepared, Trainer

_ENDINGS = ("SIGTERM", "SIGHUP", "SIGINT")
"""Signals that end the program; not every system has all of them."""

AFTER_PAINT_S = 0.03
"""Seconds that the first frame has to reach the terminal before anything else is loaded."""

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
        live: "Callable[[], Controls] | None" = None,
    ) -> None:
        super().__init__()
        self.config = config
        self._sample: Sample | None = None
        self.trainer: Trainer | None = None
        self.failure: Exception | None = None
        """Why the screens were left, if it was for an error."""
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
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self._broken)
        for name in _ENDINGS:
            number = getattr(signal, name, None)
            if number is not None:
                with suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, self.exit, 128 + number)
        if self._opening is not None and self._path is None:
            self.push_screen(HomeScreen())
        self.call_after_refresh(self.set_timer, AFTER_PAINT_S, self._open)

    def _broken(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """What the loop itself was called to do has failed, such as a look at the workout."""
        error = context.get("exception")
        if "handle" in context and isinstance(error, Exception):
            self._handle_exception(error)
        else:
            loop.default_exception_handler(context)

    def _handle_exception(self, error: Exception) -> None:
        """A fault of ours ends the screens and is passed on: Textual would show its traceback."""
        super()._handle_exception(error)
        self._exit_renderables.clear()
        self.failure = self.failure or error

    def on_unmount(self) -> None:
        """Close the history last."""
        if self._sample is not None:
            self._sample.stop()
        if self.trainer is not None:
            self.trainer.close()

    async def _open(self) -> None:
        """What the program was called for."""
        try:
            if self._opening is not None:
                self.trainer = self._opening()
                for notice in self.trainer.notices:
                    self.notify(notice, markup=False, timeout=12)
            if self._live is not None:
                self._enter(self._live())
            elif self._path is not None:
                self._remind()
                self.begin(self._path)
            elif isinstance(self.screen, HomeScreen):
                await self.screen.furnish()
                self._welcome()
        except SupertimerError as error:
            self._fail(error)

    def _welcome(self) -> None:
        """A word to somebody who starts for the first time."""
        from supertimer.ui.screens.first import FirstScreen

        if not paths.was_welcomed():
            self.push_screen(FirstScreen(self.play_sample))

    def _remind(self) -> None:
        """The same in short, to somebody who came for a workout."""
        from supertimer.body.safety import SAFETY_NOTE

        if not paths.was_welcomed():
            self.notify(SAFETY_NOTE, markup=False, timeout=12)

    def _fail(self, error: SupertimerError) -> None:
        """Say what is wrong: at home on the screen, else after it."""
        if any(isinstance(screen, HomeScreen) for screen in self.screen_stack):
            self.notify(str(error), markup=False, severity="error", timeout=12)
        else:
            self.failure = error
            self.exit(error.exit_code)

    def begin(self, path: Path, content: bytes | None = None) -> None:
        """Do the routine in `path`, or what it said when it was right, given as `content`.

        If it was cut off the last time, ask first whether it is to go on.
        """
        assert self.trainer is not None
        try:
            prepared = self.trainer.prepare(path, content)
            cut_off = self.trainer.cut_off(prepared.routine.name)
        except SupertimerError as error:
            self._fail(error)
            return
        if cut_off is None:
            self._start(prepared)
            return
        from supertimer.ui.screens.resume import ResumeScreen

        self.push_screen(
            ResumeScreen(cut_off.sentence(self.trainer.clock.wall())),
            partial(self._decided, cut_off.workout, prepared),
        )

    def _decided(self, cut_off: str, prepared: "Prepared", choice: "Choice | None") -> None:
        """What is to become of a workout that was cut off."""
        if choice == "resume":
            self._resume(cut_off)
        elif choice == "anew":
            if self._leave_cut_off(cut_off):
                self._start(prepared)
        else:
            self._home(None)

    def _start(self, prepared: "Prepared") -> None:
        assert self.trainer is not None
        try:
            controls = self.trainer.start(prepared)
        except SupertimerError as error:
            self._fail(error)
        else:
            self._enter(controls)

    def resume(self) -> None:
        """Go on with the latest workout that was cut off."""
        if self.trainer is not None and (cut_off := self.trainer.unfinished()):
            self._resume(cut_off[0].workout)

    def _resume(self, workout: str) -> None:
        assert self.trainer is not None
        try:
            controls = self.trainer.resume(workout)
        except SupertimerError as error:
            self._fail(error)
        else:
            self._enter(controls)

    def leave_cut_off(self) -> None:
        """Keep the latest workout that was cut off as it is: it is over."""
        if self.trainer is not None and (cut_off := self.trainer.unfinished()):
            self._leave_cut_off(cut_off[0].workout)
        self.home().fill()

    def _leave_cut_off(self, workout: str) -> bool:
        """Whether that could be written down."""
        assert self.trainer is not None
        try:
            self.trainer.close_as_stopped(workout)
        except SupertimerError as error:
            self._fail(error)
            return False
        return True

    def log_workout(self, path: Path, content: bytes | None = None) -> None:
        """Enter what was done of the routine in `path` away from here."""
        from supertimer.ui.screens.log import LogScreen

        assert self.trainer is not None
        try:
            self.trainer.require_exclusive()
            prepared = self.trainer.prepare(path, content)
        except SupertimerError as error:
            self._fail(error)
        else:
            self.push_screen(LogScreen(self.trainer, prepared), self._logged)

    def _logged(self, sets: int | None) -> None:
        if sets is not None:
            self.notify("One set was entered." if sets == 1 else f"{sets} sets were entered.")

    def edit(self, entry: "RoutineFile") -> None:
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

    def _enter(self, controls: "Controls") -> None:
        from supertimer.ui.screens.workout import WorkoutScreen

        opened = controls.clock.wall()

        async def over(snapshot: "Snapshot") -> None:
            """A workout has been left: review it, if it belongs to somebody."""
            await self.pop_screen()
            if controls.person and self.trainer is not None and snapshot.results:
                self.push_screen(self._review(controls, snapshot, opened), self._home)
            else:
                self._home(None)

        self.push_screen(WorkoutScreen(controls, self.config, over))

    def _review(
        self, controls: "Controls", snapshot: "Snapshot", opened: datetime
    ) -> "ReviewScreen":
        from supertimer.ui.screens.review import ReviewScreen
        from supertimer.ui.screens.review_model import lines, next_time, records_of

        assert self.trainer is not None
        plan = controls.plan
        records = records_of(plan, snapshot, self.trainer.past(), opened)
        shown = lines(plan, snapshot, records, controls.unit)
        controls.brief()  # the history has the workout itself now
        advice = next_time(plan, controls.briefs, controls.unit)
        return ReviewScreen(f"{plan.name}, {controls.person}", snapshot, shown, advice)

    def _home(self, _: None) -> None:
        """Back to the list of routines; where there is none, out."""
        if not any(isinstance(screen, HomeScreen) for screen in self.screen_stack):
            self.exit(0)

    def action_demo(self) -> None:
        """Show how a set goes."""
        from supertimer.ui.screens.demo import demo

        try:
            self._enter(demo(self.config))
        except SupertimerError as error:
            self._fail(error)

    def action_help(self) -> None:
        """The keys of this screen."""
        from supertimer.ui.screens.help import HelpScreen
        from supertimer.workout.keymap import shown

        own = {each.action for each in type(self.screen).BINDINGS if isinstance(each, Binding)}
        pairs = [
            (shown(active.binding.key), active.binding.description)
            for active in self.screen.active_bindings.values()
            if active.enabled and (active.binding.show or active.binding.action in own)
        ]
        self.push_screen(HelpScreen(pairs))

    def action_who(self) -> None:
        """Ask who trains."""
        from supertimer.history.persons import persons
        from supertimer.ui.screens.who import WhoScreen

        if self.trainer is not None:
            people = persons(self.trainer.store)
            self.push_screen(WhoScreen(people, self.trainer.person), self._changed_person)

    def _changed_person(self, name: str | None) -> None:
        from supertimer.history.persons import person

        if name and self.trainer is not None:
            self.trainer.person = person(self.trainer.store, name, add=True)
            self.home().fill()

    def home(self) -> HomeScreen:
        """The list of routines."""
        return next(screen for screen in self.screen_stack if isinstance(screen, HomeScreen))

    def action_history(self) -> None:
        """What was done."""
        from supertimer.ui.screens.history import HistoryScreen

        if self.trainer is not None:
            self.push_screen(HistoryScreen(self.trainer))

    def action_settings(self) -> None:
        """How it looks and sounds."""
        from supertimer.ui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen(self.config), self._changed_settings)

    def play_sample(self, config: Config | None = None, group: str = "") -> None:
        """Let a sample be heard, of one group of cues, instead of one that is still heard."""
        from supertimer.ui.screens.sample import Sample

        if self._sample is not None:
            self._sample.stop()
        tell = partial(self.notify, markup=False)
        self._sample = Sample(config or self.config, tell, group)
        self._step_sample(self._sample)

    def _step_sample(self, sample: "Sample") -> None:
        if sample is self._sample and sample.step():
            self.set_timer(0.2, partial(self._step_sample, sample))

    def _changed_settings(self, config: Config | None) -> None:
        if config is not None:
            self.config = config
            if self.trainer is not None:
                self.trainer.config = config

    def on_app_focus(self, event: events.AppFocus) -> None:
        """A workout wants to know: the click that did it is not meant for it."""
        from supertimer.ui.screens.workout import WorkoutScreen

        if isinstance(self.screen, WorkoutScreen):
            self.screen.window_came(event)


def run_app(config: Config, path: Path | None = None, person: str = "", audio: str = "") -> int:
    """Run the screens until they are left; returns the process's exit code.

    With `path` the workout in that routine is begun at once. `person` trains, and `audio` names
    what plays; without them, as the settings say.

    Raises:
        SupertimerError: the routine cannot be read, or a workout is running elsewhere.
    """

    def opening() -> "Trainer":
        from supertimer.clock import SystemClock
        from supertimer.workout.trainer import Trainer

        return Trainer(config, SystemClock(), person, audio)

    return _run(SupertimerApp(config, opening, path))


def run_demo(config: Config, speed: float = 1.0) -> int:
    """Run the demo, at so many times its speed; returns the process's exit code.

    Raises:
        SupertimerError: the settings name a sound that there is not.
    """

    def live() -> "Controls":
        from supertimer.ui.screens.demo import demo

        return demo(config, speed)

    return _run(SupertimerApp(config, live=live))


def _run(app: SupertimerApp) -> int:
    code = app.run()
    if app.failure is not None:
        raise app.failure
    return code or 0
