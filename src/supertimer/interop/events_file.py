"""Events of a workout for another program, one JSON object per line, in a file or a FIFO.

Nothing here waits for the reader: what a full FIFO does not take is lost, and the workout goes on.
"""

import json
import os
import stat
from pathlib import Path

from supertimer.engine.as_json import as_json
from supertimer.engine.events import Event
from supertimer.errors import SupertimerError, reason


class EventsFileError(SupertimerError):
    """The target of the events can't be used."""


class EventsFile:
    """Writes each event that it hears."""

    def __init__(self, path: Path, *, replace: bool = False) -> None:
        """Open a FIFO, or a new file; with `replace`, a file that exists as well.

        Raises EventsFileError if the target can't be opened, or exists and must not be replaced.
        """
        try:
            is_fifo = path.exists() and stat.S_ISFIFO(path.stat().st_mode)
            if is_fifo:
                # Reading as well: a FIFO without a reader can't be opened for writing alone.
                flags = os.O_RDWR | os.O_NONBLOCK
            elif path.exists() and not path.is_file():
                raise EventsFileError(f"{path} is neither a file nor a FIFO")
            else:
                flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if replace else os.O_EXCL)
            self._file = os.open(path, flags, 0o600)
        except FileExistsError:
            raise EventsFileError(f"{path} already exists; add --force to replace it") from None
        except (OSError, ValueError) as error:
            raise EventsFileError(f"can't open {path}: {reason(error)}") from None

    def hear(self, event: Event) -> None:
        """Write an event, if the target takes it now."""
        try:
            os.write(self._file, (json.dumps(as_json(event)) + "\n").encode())
        except OSError:  # the FIFO is full, or the disk
            return

    def close(self) -> None:
        """Close the target."""
        os.close(self._file)
