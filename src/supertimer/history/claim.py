"""The lock that keeps a second program from running a workout on the same history."""

import sqlite3
from pathlib import Path

from supertimer.history import files


class Claim:
    """The right to run a workout on a history, which one program at a time has.

    It is a lock on a file of its own. The system releases it when the program ends in any way.
    """

    def __init__(self, connection: sqlite3.Connection | None) -> None:
        self._connection = connection

    @classmethod
    def take(cls, folder: Path) -> "Claim | None":
        """Take the claim on the history in `folder`; return None while another program has it.

        In a folder where no lock is possible, such as a read-only one, the claim locks nothing.
        """
        lock = folder / "running.lock"
        try:
            files.make_folder(folder)
            files.create(lock)
            connection = sqlite3.connect(lock, timeout=0, isolation_level=None)
        except (OSError, sqlite3.Error):
            return cls(None)
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            connection.close()
            busy = (error.sqlite_errorcode & 0xFF) == sqlite3.SQLITE_BUSY and files.supports_locks(
                folder
            )
            return None if busy else cls(None)
        return cls(connection)

    @property
    def kept(self) -> bool:
        """Whether a lock keeps other programs out."""
        return self._connection is not None

    def release(self) -> None:
        """Let another program take the claim."""
        if self._connection is not None:
            self._connection.close()
