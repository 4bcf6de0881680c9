"""Open a routine in the user's own editor."""

import os
import shlex
import shutil
import subprocess
from pathlib import Path

from supertimer.errors import SupertimerError, reason
from supertimer.routine.library import RoutineFile
from supertimer.routine.new import create_routine
from supertimer.text import literal

_EDITORS = ("sensible-editor", "nano", "vim", "vi", "notepad")
"""The editors to try, in this order, if neither VISUAL nor EDITOR is set."""
_TAKE_A_LINE = ("vi", "vim", "nvim", "nano", "pico", "emacs", "emacsclient", "micro", "joe", "kak")
"""Editors that open a file at line N with `+N`."""


def own_copy(entry: RoutineFile) -> Path:
    """Return the file to edit: a bundled routine is copied to the user's folder first.

    Raises:
        SupertimerError: the copy can't be written.
    """
    return create_routine(entry.name, entry.name) if entry.bundled else entry.path


def named_editor() -> str:
    """Return the command in VISUAL or EDITOR; empty if neither is set."""
    named = (os.environ.get(name, "").strip() for name in ("VISUAL", "EDITOR"))
    return next(filter(None, named), "")


def open_editor(path: Path, line: int = 0) -> None:
    """Open `path` in the editor, at `line` (1-based), and wait until the user closes it.

    Raises:
        SupertimerError: no editor was found, or it could not start, or it failed.
    """
    name = named_editor() or next(filter(shutil.which, _EDITORS), "")
    if not name:
        raise SupertimerError(
            f"no editor found: set EDITOR, or edit this file: {literal(str(path))}"
        )
    try:
        command = shlex.split(name)
        at = [f"+{line}"] if line and Path(command[0]).stem in _TAKE_A_LINE else []
        status = subprocess.run([*command, *at, str(path)], check=False).returncode
    except (OSError, ValueError) as error:  # ValueError: a quote that is not closed
        told = f"can't start the editor {literal(name)}: {reason(error)}"
        raise SupertimerError(told) from None
    if status:
        raise SupertimerError(f"the editor {literal(name)} failed with exit status {status}")
