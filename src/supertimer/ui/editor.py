"""A routine in the user's own editor."""

import os
import shlex
import shutil
import subprocess
from pathlib import Path

from supertimer.errors import SupertimerError
from supertimer.routine.draft import draft
from supertimer.routine.library import Entry


def own_copy(entry: Entry) -> Path:
    """The file to edit: the user's own, or for a bundled routine a copy that becomes theirs.

    Raises:
        SupertimerError: it cannot be written.
    """
    return draft(entry.name, entry.name) if entry.bundled else entry.path


def open_editor(path: Path) -> None:
    """Wait until the user has closed the editor on `path`.

    Raises:
        SupertimerError: there is no editor, or it cannot be started.
    """
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    found = named or next(filter(shutil.which, ("nano", "vim", "vi", "notepad")), "")
    if not found:
        raise SupertimerError(f"there is no editor: set EDITOR, or change {path}")
    try:
        subprocess.run([*shlex.split(found), str(path)], check=False)
    except (OSError, ValueError) as error:
        raise SupertimerError(f"{found} cannot be started: {error}") from None
