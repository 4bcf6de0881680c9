"""Reload a routine file that changes on disk while a screen shows it."""

from pathlib import Path

from supertimer.errors import SupertimerError
from supertimer.routine.limits import read_content
from supertimer.routine.model import Routine
from supertimer.routine.parse import parse_routine


class Watched:
    """A routine file that an editor may be writing. Its last valid state stays in use."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.content = b""
        """The bytes of the last valid state."""
        self.routine: Routine | None = None
        """The last valid routine; None if the file was never valid."""
        self.error = ""
        """The errors of the current file, for people; empty if it is valid."""
        self._stamp: tuple[int, int, int] | None = (0, 0, 0)
        self.poll()

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
            self.routine = parse_routine(content, str(self.path))
            self.content, self.error = content, ""
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
