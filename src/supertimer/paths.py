"""The folders of the program and of the user, and what can be at a path."""

import os
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

_PACKAGE = Path(__file__).parent


def _shipped(name: str) -> Path:
    """Return a folder that comes with the program: in the installed package, or beside `src`."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent.parent / name


def bundled_routines() -> Path:
    """Return the folder of the bundled routines."""
    return _shipped("routines")


def assets() -> Path:
    """Return the folder of sounds and voice clips."""
    return _shipped("assets")


def _of_user(variable: str, kind: str) -> Path:
    """Return a folder of the user, from the environment or as the platform has it."""
    if named := os.environ.get(variable):
        return Path(named).expanduser()
    import platformdirs  # imported late: commands that must start quickly set the environment

    dirs = platformdirs.PlatformDirs("supertimer", appauthor=False)
    return Path(getattr(dirs, kind))


def data_dir() -> Path:
    """Return the folder of the history, or `SUPERTIMER_DATA_DIR`. It need not exist yet."""
    return _of_user("SUPERTIMER_DATA_DIR", "user_data_dir")


def was_welcomed() -> bool:
    """Return whether a user has read the safety card; False if that is unknown."""
    try:
        return _welcomed().exists()
    except OSError:  # a folder that this user may not read
        return False


def welcome() -> None:
    """Store that the safety card was read; if that fails, the program shows it again."""
    with suppress(OSError):
        data_dir().parent.mkdir(parents=True, exist_ok=True)
        data_dir().mkdir(mode=0o700, exist_ok=True)  # the history is private
        _welcomed().touch(mode=0o600)


def _welcomed() -> Path:
    return data_dir() / "welcomed"


def config_dir() -> Path:
    """Return the folder of the settings, or `SUPERTIMER_CONFIG_DIR`. It need not exist yet."""
    return _of_user("SUPERTIMER_CONFIG_DIR", "user_config_dir")


def is_endless(path: Path) -> bool:
    """Return whether reading `path` could take forever: it is a pipe or a device, not a file."""
    return path.exists() and not path.is_file() and not path.is_dir()


def new_file(path: Path) -> BinaryIO:
    """Open a new file at `path` in place of the one there, never one that a link leads to.

    Raises OSError if it can't be created.
    """
    path.unlink(missing_ok=True)
    return path.open("xb")


def routines_dir() -> Path:
    """Return the folder of the user's own routines. It need not exist yet."""
    return config_dir() / "routines"


def cache_dir() -> Path:
    """Return the folder of files that the program can create again, such as spoken names."""
    return _of_user("SUPERTIMER_CACHE_DIR", "user_cache_dir")
