"""The database as files: readable by its owner alone, still the same file, copied whole.

Health data is private. Here nothing knows SQLite; see `store` for what is in the files.
"""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

BESIDE = ("-wal", "-journal")
"""The ends of the names of files that hold a part of the database beside it."""

_HEALTH = ("history", "unsaved-")
"""The beginnings of the names of all files that tell about a person."""

_OURS = (*_HEALTH, "running", "welcomed")
"""The beginnings of the names of all files that the program keeps in the data folder."""

_OTHERS = 0o077
"""The permissions of everybody but the owner."""


def make_folder(folder: Path) -> None:
    """Create `folder`, for its owner alone, if it does not exist; raises OSError."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)


def create(path: Path, *, must_be_new: bool = False) -> None:
    """Create an empty file that only its owner can read; raises OSError.

    With `must_be_new`, raises FileExistsError for a file or a link that exists; without it, leaves
    an existing file as it is.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        if must_be_new:
            raise


def make_private(folder: Path) -> bool:
    """Take away other users' access to the history in `folder`; return whether they could read it.

    Does not change a folder that also holds files of other programs.
    """
    if not hasattr(os, "getuid"):  # Windows: a user's folders are private by default
        return False
    try:
        files = list(folder.iterdir())
    except OSError:
        return False
    ours = [path for path in files if path.name.startswith(_OURS)]
    changed = [path for path in ours if _restrict(path)]
    if len(ours) == len(files):
        _restrict(folder)
    return any(path.name.startswith(_HEALTH) for path in changed)


def _restrict(path: Path) -> bool:
    with suppress(OSError):
        found = path.lstat()
        plain = stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)
        if plain and found.st_uid == os.getuid() and found.st_mode & _OTHERS:
            path.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS)
            return not path.lstat().st_mode & _OTHERS  # some file systems keep no permissions
    return False


def is_private(folder: Path) -> bool:
    """Return whether `folder` is a folder of this user, not a link, that no other user can use."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    if not hasattr(os, "getuid"):
        return stat.S_ISDIR(found.st_mode)
    owned = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
    return owned and not found.st_mode & _OTHERS


def identity(path: Path) -> tuple[int, int] | None:
    """Return what distinguishes the file or folder at `path` from every other, or None."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def supports_locks(folder: Path) -> bool:
    """Return whether files in `folder` can be locked; some network folders can't do it."""
    try:
        import fcntl
    except ImportError:  # Windows
        return True
    try:
        # A separate file: closing the database's own file would release the locks on it.
        with tempfile.TemporaryFile(dir=folder) as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.filename is not None  # the file could not be created: nothing is known
    return True


@contextmanager
def whole_copy(path: Path) -> Iterator[Path | None]:
    """Copy the database at `path`, with the parts beside it, to a private folder for a while.

    Yields None if it has no parts beside it. Raises OSError if it can't be copied.
    """
    beside = [end for end in BESIDE if _has_content(path.with_name(path.name + end))]
    if not beside:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="supertimer-") as folder:
        copy = Path(folder) / path.name
        for end in ("", *beside):
            shutil.copyfile(path.with_name(path.name + end), copy.with_name(copy.name + end))
        yield copy


def _has_content(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False
