"""The screens of one workout: the question whether to resume, the workout, its review."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import App

from supertimer.config import Config
from supertimer.ui.screens.resume import ResumeScreen
from supertimer.ui.screens.review import ReviewScreen, next_time, set_lines
from supertimer.ui.screens.workout import WorkoutScreen
from supertimer.workout.controls import Controls

if TYPE_CHECKING:
    from supertimer.workout.trainer import Trainer


async def begin(
    app: App[Any], trainer: "Trainer", path: Path, content: bytes | None = None
) -> None:
    """Do the routine in `path`, or what it said when it was right, given as `content`.

    If it was cut off the last time, ask first whether it is to go on. Like the other functions
    here, this one returns when the lifter has left the last screen, and runs in a worker.

    Raises:
        SupertimerError: the routine cannot be read, or a workout is running elsewhere.
    """
    prepared = trainer.prepare(path, content)
    if cut_off := trainer.cut_off(prepared.routine.name):
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
    """Go on with a workout that was cut off.

    Raises:
        SupertimerError: it cannot be read, or a workout is running elsewhere.
    """
    await train(app, trainer.resume(workout), trainer.config, trainer)


async def train(
    app: App[Any], controls: Controls, config: Config, trainer: "Trainer | None" = None
) -> None:
    """Show a workout until it is left, then review it, if it is one of `trainer`'s."""
    opened = controls.clock.wall()
    snapshot = await app.push_screen_wait(WorkoutScreen(controls, config))
    if trainer is not None and snapshot.results:
        plan = controls.plan
        lines = set_lines(plan, snapshot, trainer.past(), opened, controls.unit)
        controls.brief()  # the history has the workout itself now
        advice = next_time(plan, controls.briefs, controls.unit)
        title = f"{plan.name}, {controls.person}"
        await app.push_screen_wait(ReviewScreen(title, snapshot, lines, advice))
