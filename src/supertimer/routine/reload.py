"""A routine file that changes on disk while it is shown."""

from pathlib import Path

from supertimer.errors import SupertimerError
from supertimer.routine.limits import read_content
from supertimer.routine.model import Routine
from supertimer.routine.parse import parse_routine


class Watched:
    """A routine file that somebody may be writing: the last good state of it stays in use."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.content = b""
        """The file as it was when it was good the last time."""
        self.routine: Routine | None = None
        """What it said then; None if it was never good."""
        self.error = ""
        """What is wrong with the file as it is now, for people; empty if nothing is."""
        self._stamp: tuple[int, int, int] | None = (0, 0, 0)
        self.poll()

    def poll(self) -> bool:
        """Read the file if it has changed; return whether it has.

        It costs one look at the file's date and size, so a screen may ask a few times a second.
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
    """What changes when the file does; None while there is none (an editor replaces it)."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
