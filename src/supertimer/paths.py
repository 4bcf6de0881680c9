"""Where things lie: what the program brings, and what belongs to the user."""

import os
from contextlib import suppress
from pathlib import Path

_PACKAGE = Path(__file__).parent


def _shipped(name: str) -> Path:
    """A folder that comes with the program: inside the installed package, or beside `src`."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent.parent / name


def bundled_routines() -> Path:
    """The folder of the bundled routines."""
    return _shipped("routines")


def assets() -> Path:
    """The folder of sounds and voice clips."""
    return _shipped("assets")


def _of_user(variable: str, kind: str) -> Path:
    """A folder of the user's, from the environment or where the platform keeps such things."""
    if named := os.environ.get(variable):
        return Path(named).expanduser()
    import platformdirs  # only where it is needed: a quick command names its folders itself

    dirs = platformdirs.PlatformDirs("supertimer", appauthor=False)
    return Path(getattr(dirs, kind))


def data_dir() -> Path:
    """Where the history lies; `SUPERTIMER_DATA_DIR` overrides. It need not exist yet."""
    return _of_user("SUPERTIMER_DATA_DIR", "user_data_dir")


def was_welcomed() -> bool:
    """Whether somebody here has read the safety card, as far as can be told."""
    try:
        return _welcomed().exists()
    except OSError:  # a folder that nobody may look into
        return False


def welcome() -> None:
    """Remember that the safety card was read; where nothing can be written, it is shown again."""
    with suppress(OSError):
        data_dir().mkdir(parents=True, exist_ok=True)
        _welcomed().touch()


def _welcomed() -> Path:
    return data_dir() / "welcomed"


def config_dir() -> Path:
    """Where the settings lie; `SUPERTIMER_CONFIG_DIR` overrides. It need not exist yet."""
    return _of_user("SUPERTIMER_CONFIG_DIR", "user_config_dir")


def routines_dir() -> Path:
    """Where the user's own routines lie."""
    return config_dir() / "routines"


def cache_dir() -> Path:
    """Where what can be made again is kept, such as spoken names."""
    return _of_user("SUPERTIMER_CACHE_DIR", "user_cache_dir")
