"""Reload a routine file that changes on disk while a screen shows it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from supertimer.errors import SupertimerError
from supertimer.routine.limits import read_content
from supertimer.routine.outline import Outline, read_outline

if TYPE_CHECKING:
    from supertimer.routine.model import Routine


class Watched:
    """A routine file that an editor may be writing. Its last valid state stays in use."""

    def __init__(self, path: Path, read: Callable[[bytes, str], Outline] = read_outline) -> None:
        """Read the file at `path` with `read`, which raises SupertimerError if it has errors."""
        self.path = path
        self.content = b""
        """The bytes of the last valid state."""
        self.outline: Outline | None = None
        """The outline of the last valid state; None if the file was never valid."""
        self.error = ""
        """The errors of the current file, for people; empty if it is valid."""
        self._read = read
        self._routine: Routine | None = None
        self._stamp: tuple[int, int, int] | None = (0, 0, 0)
        self.poll()

    @property
    def routine(self) -> "Routine | None":
        """The last valid routine; None if the file was never valid."""
        if self._routine is None and self.outline is not None:
            from supertimer.routine.parse import parse_routine

            self._routine = parse_routine(self.content, str(self.path))
        return self._routine

    def poll(self) -> bool:
        """Read the file if it has changed; return whether it has.

        This costs one `stat` call, so a screen can call it several times per second.
        """
        stamp = _stamp(self.path)
        if stamp == self._stamp:
            return False
        self._stamp = stamp
        try:
            content = read_content(self.path)
            self.outline = self._read(content, str(self.path))
            self.content, self.error, self._routine = content, "", None
        except SupertimerError as error:
            self.error = str(error)
        return True


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """Return a value that changes when the file does; None while the file is missing."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
