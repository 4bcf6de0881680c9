"""Opening the history: for the program that runs workouts, and for commands.

The program always gets a history to work with: the real one; a new one, after a damaged file was
renamed; one that it can only read; or, in the worst case, an empty one in memory. Notices say what
was wrong.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from shlex import quote

from supertimer import paths
from supertimer.config import read_config
from supertimer.history import fallback, files
from supertimer.history.database import DamagedStoreError, StoreError
from supertimer.history.persons import person
from supertimer.history.store import FILE, WAIT_MS, Store

_PATIENCE_MS = 5000
"""The longest time to wait for another program while no workout runs, in milliseconds."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An open history. If it can only be read, workouts go to a recovery file."""

    store: Store
    notices: tuple[str, ...] = ()
    """Sentences for the user."""

    def close(self) -> None:
        """Close the database."""
        self.store.close()


def open_history(folder: Path, now: datetime) -> Opened:
    """Open the history in `folder` for a program that runs workouts; never raises.

    Adds the recovery files of earlier workouts. `now` is the wall clock's time, for the name of a
    damaged file. Several programs may have the history open, but they open it one after the other.
    """
    path = folder / FILE
    claim = fallback.claim(folder, wait_s=_PATIENCE_MS / 1000)
    if claim is None:
        told = "Another supertimer keeps the history to itself. Close it, and start this one again."
        return Opened(_readable(path), (f"{told} Until then, workouts go to a recovery file.",))
    try:
        return _opened(path, now)
    finally:
        claim.release()


def _opened(path: Path, now: datetime) -> Opened:
    folder = path.parent
    notices: list[str] = []
    if files.make_private(folder):
        notices.append(
            f"Other users of this computer could read your history. Now only you can: {folder}"
        )
    try:
        store = _sound_store(path, now, notices)
        notices += fallback.take_in(store, folder)
    except StoreError as error:
        notices.append(f"{error}. Until that is fixed, workouts go to a recovery file.")
        return Opened(_readable(path), tuple(notices))
    return Opened(store, tuple(notices))


@contextmanager
def reading(name: str | None = None) -> Iterator[tuple[Store, str]]:
    """Open the history for reading, for the person called `name` or else the settings' person.

    A history that does not exist yet is empty, and is not created. Raises SupertimerError if the
    history or the settings can't be read, or if the history has no such person.
    """
    path = paths.data_dir() / FILE
    try:
        path.stat()
    except FileNotFoundError:
        opened = Store.empty(path)
    except OSError as error:
        raise StoreError(f"can't read {path}: {error.strerror}") from None
    else:
        opened = Store.open_for_reading(path)
    with opened as store:
        # The person in the settings may not have trained yet.
        yield store, person(store, name or read_config().person, add=not name)


def writing() -> Store:
    """Open the history for a command that changes it; raises StoreError if that fails.

    A workout may be running: it and the command wait for each other.
    """
    return Store.open(paths.data_dir() / FILE, wait_ms=_PATIENCE_MS)


def _sound_store(path: Path, now: datetime, notices: list[str]) -> Store:
    """Open the database at `path`, or a new one in place of a damaged one."""
    try:
        # Without locks every attempt fails in the same way.
        store = Store.open(path, wait_ms=_PATIENCE_MS if files.supports_locks(path.parent) else 0)
        store.wait(WAIT_MS)
        if faults := store.faults():
            store.close()
            raise DamagedStoreError(f"{path} is damaged: {faults[0]}")
    except DamagedStoreError as error:
        if fallback.somebody_trains(path.parent):
            told = f"{error}. It can be set aside when no workout is open in another window"
            raise StoreError(told) from None
        aside = _set_aside(path, f"{path.stem}-damaged-{now:%Y-%m-%d}{path.suffix}")
        notices.append(
            f"{error}. It was renamed to {aside}, and a new history was created. To restore what"
            f" can be read from it, or from a backup: supertimer merge {quote(str(aside))}"
        )
        return Store.open(path)
    return store


def _readable(path: Path) -> Store:
    """Open the database at `path` for reading, or an empty one."""
    try:
        return Store.open_for_reading(path)
    except StoreError:
        return Store.empty(path)


def _set_aside(path: Path, name: str) -> Path:
    """Rename the database at `path`, with what SQLite keeps beside it; return its new path.

    That is `name` beside it, with a number if that exists. Raises StoreError if renaming fails.
    """
    target = path.with_name(name)
    number = 1
    while target.exists():
        number += 1
        target = path.with_name(f"{name}-{number}")
    try:
        for suffix in ("-wal", "-shm", ""):
            beside = path.with_name(path.name + suffix)
            if beside.exists():
                beside.rename(target.with_name(target.name + suffix))
    except OSError as error:
        raise StoreError(f"can't rename {path}: {error.strerror}") from None
    return target
