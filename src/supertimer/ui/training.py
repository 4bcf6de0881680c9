"""The screens of one workout: the resume question, and the workout with its review."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.widget import Widget

from supertimer.config import Config
from supertimer.engine.snapshot import Snapshot
from supertimer.ui.looks import LaterLooks
from supertimer.ui.screens.workout import WorkoutScreen
from supertimer.ui.theme import Palette
from supertimer.ui.workout.notices import Notices
from supertimer.workout.controls import Controls

if TYPE_CHECKING:
    from supertimer.workout.trainer import Trainer


async def begin(
    app: App[Any],
    trainer: "Trainer",
    path: Path,
    content: bytes | None = None,
    notices: Sequence[str] = (),
) -> None:
    """Start the routine in `path`; `content` replaces the content of a file that has errors.

    Ask first whether to resume its interrupted workout, if any. The workout begins with `notices`.
    Like the other functions here, this one runs in a worker and returns when the lifter has left
    the last screen.

    Raises:
        SupertimerError: the routine has errors, or another window has a workout open.
    """
    prepared = trainer.prepare(path, content)
    if cut_off := trainer.cut_off(prepared.routine.name):
        from supertimer.ui.screens.resume import ResumeScreen

        sentence = cut_off.sentence(trainer.clock.wall())
        match await app.push_screen_wait(ResumeScreen(sentence)):
            case None:
                return
            case "resume":
                await resume(app, trainer, cut_off.workout, notices)
                return
            case "restart":
                trainer.close_as_stopped(cut_off.workout)
    await train(app, trainer.start(prepared), trainer.config, trainer, notices)


async def resume(
    app: App[Any], trainer: "Trainer", workout: str, notices: Sequence[str] = ()
) -> None:
    """Resume an interrupted workout.

    Raises:
        SupertimerError: it can't be read, or another window has a workout open.
    """
    await train(app, trainer.resume(workout), trainer.config, trainer, notices)


async def train(
    app: App[Any],
    controls: Controls,
    config: Config,
    trainer: "Trainer | None" = None,
    notices: Sequence[str] = (),
) -> None:
    """Show a workout until the lifter leaves it; with a `trainer`, it ends with its review."""
    after = None if trainer is None else WorkoutReviewer(app, trainer, controls)
    shown, snapshot = Notices(notices), None
    while snapshot is None:  # a bug closed the screen; the workout goes on in a new one
        snapshot = await app.push_screen_wait(WorkoutScreen(controls, config, after, shown))


class WorkoutReviewer:
    """What follows a workout: its review, and the history."""

    def __init__(self, app: App[Any], trainer: "Trainer", controls: Controls) -> None:
        self._app = app
        self._trainer = trainer
        self._controls = controls
        self.leads = "home" if len(app.screen_stack) > 1 else "quit"
        """See `Reviewer.leads`."""

    def view(self, snapshot: Snapshot, palette: Palette) -> Widget:
        """See `Reviewer.view`."""
        from supertimer.ui.screens.review import ReviewView
        from supertimer.ui.screens.review_model import live_review

        if isinstance(self._app, LaterLooks):
            self._app.read_looks()
        return ReviewView(live_review(self._trainer, self._controls, snapshot), palette)

    def history(self) -> None:
        """See `Reviewer.history`."""
        from supertimer.ui.screens.history import HistoryScreen

        self._app.push_screen(HistoryScreen(self._trainer))
