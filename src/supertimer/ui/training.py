"""The screens of one workout: the resume question, the workout, and the review."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import App

from supertimer.config import Config
from supertimer.ui.screens.workout import WorkoutScreen
from supertimer.workout.controls import Controls

if TYPE_CHECKING:
    from supertimer.workout.trainer import Trainer


async def begin(
    app: App[Any], trainer: "Trainer", path: Path, content: bytes | None = None
) -> None:
    """Start the routine in `path`; `content` replaces the content of a file that has errors.

    Ask first whether to resume its interrupted workout, if any. Like the other functions here, this
    one runs in a worker and returns when the lifter has left the last screen.

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
                await resume(app, trainer, cut_off.workout)
                return
            case "anew":
                trainer.close_as_stopped(cut_off.workout)
    await train(app, trainer.start(prepared), trainer.config, trainer)


async def resume(app: App[Any], trainer: "Trainer", workout: str) -> None:
    """Resume an interrupted workout.

    Raises:
        SupertimerError: it can't be read, or another window has a workout open.
    """
    await train(app, trainer.resume(workout), trainer.config, trainer)


async def train(
    app: App[Any], controls: Controls, config: Config, trainer: "Trainer | None" = None
) -> None:
    """Show a workout until the lifter leaves it, then its review if it has a `trainer`."""
    opened = controls.clock.wall()
    snapshot = None
    while snapshot is None:  # a bug closed the screen; the workout goes on in a new one
        snapshot = await app.push_screen_wait(WorkoutScreen(controls, config))
    if trainer is not None and snapshot.results:
        from supertimer.ui.screens.review import ReviewScreen, next_time, set_lines

        plan = controls.plan
        lines = set_lines(plan, snapshot, trainer.past(), opened, controls.unit)
        controls.brief()  # the history has the workout itself now
        advice = next_time(plan, controls.briefs, controls.unit)
        title = f"{plan.name}, {controls.person}"
        await app.push_screen_wait(ReviewScreen(title, snapshot, lines, advice))
