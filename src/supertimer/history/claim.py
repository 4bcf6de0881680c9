"""Locks between programs on one history: one opens it at a time, one runs a person's workout."""

import sqlite3
from pathlib import Path

from supertimer.history import files

OPENING = "running"
"""The claim of the program that opens the history: it moves damaged files and recovery files.

Earlier versions keep it for as long as they run.
"""


class Claim:
    """A right that one program at a time has, such as to run the workout of a person.

    It is a lock on a separate file. The system releases it when the program ends in any way.
    """

    def __init__(self, connection: sqlite3.Connection | None) -> None:
        self._connection = connection

    @classmethod
    def take(cls, folder: Path, name: str = OPENING, wait_s: float = 0) -> "Claim | None":
        """Take the claim with this name in `folder`; return None while another program has it.

        Waits for it at most `wait_s` seconds.

        In a folder where no lock is possible, such as a read-only one, the claim locks nothing.
        """
        lock = folder / f"{name}.lock"
        try:
            files.make_folder(folder)
            files.create(lock)
            connection = sqlite3.connect(lock, timeout=wait_s, isolation_level=None)
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
