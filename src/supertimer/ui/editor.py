"""A routine in the user's own editor."""

import os
import shlex
import shutil
import subprocess
from pathlib import Path

from supertimer.errors import SupertimerError
from supertimer.routine.library import RoutineFile
from supertimer.routine.new import create_routine
from supertimer.text import literal

_EDITORS = ("sensible-editor", "nano", "vim", "vi", "notepad")
"""Tried in this order where none is named."""
_TAKE_A_LINE = ("vi", "vim", "nvim", "nano", "pico", "emacs", "emacsclient", "micro", "joe", "kak")
"""Editors that open a file at line N with `+N`."""


def own_copy(entry: RoutineFile) -> Path:
    """The file to edit: the user's own, or for a bundled routine a copy that becomes theirs.

    Raises:
        SupertimerError: it cannot be written.
    """
    return create_routine(entry.name, entry.name) if entry.bundled else entry.path


def named_editor() -> str:
    """The command that the user has named, empty if none."""
    named = (os.environ.get(name, "").strip() for name in ("VISUAL", "EDITOR"))
    return next(filter(None, named), "")


def open_editor(path: Path, line: int = 0) -> None:
    """Wait until the user has closed the editor on `path`; it is asked to begin at `line`, 1-based.

    Raises:
        SupertimerError: there is no editor, it cannot be started, or it failed.
    """
    name = named_editor() or next(filter(shutil.which, _EDITORS), "")
    if not name:
        raise SupertimerError(f"there is no editor: set EDITOR, or change {literal(str(path))}")
    try:
        command = shlex.split(name)
        at = [f"+{line}"] if line and Path(command[0]).stem in _TAKE_A_LINE else []
        status = subprocess.run([*command, *at, str(path)], check=False).returncode
    except (OSError, ValueError) as error:  # ValueError: a quote that is not closed
        reason = error.strerror if isinstance(error, OSError) else error
        raise SupertimerError(f"{literal(name)} cannot be started: {reason}") from None
    if status:
        raise SupertimerError(f"{literal(name)} ended with status {status}")
