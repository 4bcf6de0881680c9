"""Importing a file on the screen: its questions, its preview, and what is stored."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from textual.app import App

from supertimer.history.opening import writing
from supertimer.interop.import_file import FileImport, compared, content, read
from supertimer.interop.preview import Options, QuestionError
from supertimer.interop.progress import WorkProgress
from supertimer.interop.undoing import latest, undo
from supertimer.ui.screens.import_preview import ImportPreview
from supertimer.ui.widgets.busy import busy
from supertimer.ui.widgets.choice import Choice
from supertimer.workout.trainer import Trainer


async def import_file(app: App[Any], trainer: Trainer, file: Path) -> tuple[str, ...]:
    """Import a file for the person who trains; return what to tell, nothing if it was not kept.

    Like `undo_latest`, this runs in a worker. Raises SupertimerError if the file can't be read or
    the history can't be written.
    """
    options = Options()
    data = await busy(app, trainer.clock, lambda _: content(file))
    while True:
        try:
            look = partial(_look, file, data, options, trainer.person)
            found = await busy(app, trainer.clock, look)
        except QuestionError as error:
            answer = await app.push_screen_wait(Choice(error.question, list(error.answers)))
            if answer is None:
                return ()
            options = error.answered(options, answer)
            continue
        match await app.push_screen_wait(ImportPreview(found, as_pounds=options.as_pounds)):
            case "keep":
                return await busy(app, trainer.clock, partial(_keep, found))
            case "pounds":
                options = replace(options, as_pounds=not options.as_pounds)
            case _:
                return ()


async def undo_latest(app: App[Any], trainer: Trainer) -> bool:
    """Undo the latest import of the person who trains, after a question; return whether it was.

    Raises SupertimerError if there is none, or the history can't be written.
    """
    found = latest(trainer.store, trainer.person)
    question = f"{found.sentence()}. {found.question}"
    if await app.push_screen_wait(Choice(question, ["no", "undo"])) != "undo":
        return False
    await busy(app, trainer.clock, partial(_undo, found.batch))
    return True


# These run in a thread. A store belongs to its thread, so each of them opens one.


def _look(
    file: Path, data: bytes, options: Options, person: str, progress: WorkProgress
) -> FileImport:
    found = read(file, data, options, progress=progress)
    with writing() as store:
        return compared(found, store, person, file, progress)


def _keep(found: FileImport, progress: WorkProgress) -> tuple[str, ...]:
    with writing() as store:
        return found.keep(store, progress)


def _undo(batch: str, _: WorkProgress) -> None:
    with writing() as store:
        undo(store, batch)
