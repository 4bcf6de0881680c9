"""The user's settings: `config.toml` in the settings folder. All of it is optional."""

import math
import re
import shutil
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from supertimer import paths
from supertimer.errors import SupertimerError, reason
from supertimer.text import did_you_mean, listed
from supertimer.units import Unit

BACKENDS = ("auto", "pulse", "miniaudio", "simpleaudio", "bell", "none")
"""The audio backends."""
RULES = ("tul", "reps", "bodyweight", "never")
"""The progress rules, in a routine and in the settings."""
HOOKS = ("workout_started", "set_started", "set_ended", "rest_started", "workout_ended", "record")
"""The moments of a workout at which a hook can run."""
SOFTEST, LOUDEST = -100, 24
"""The lowest and the highest volume that is plausible, in decibels from the default."""

_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3})?) ?%")


class ConfigError(SupertimerError):
    """The settings file is invalid; the message names the file, the key, and the fix."""


@dataclass(frozen=True, slots=True)
class SoundSettings:
    """`[sound]`: the sounds, and the device that plays them."""

    backend: str = "auto"
    """One of `BACKENDS`."""
    device: str = ""
    """A part of the output device's name; empty for the system default."""
    profile: str = "guided"
    """guided, sparse, voice, tones or silent."""
    latency_ms: int = 0
    """The audio latency in milliseconds, at most 2000, such as that of Bluetooth headphones. The
    screen waits for it."""
    tul_every: int = 0
    """The voice says the time under load every this many seconds, at most 600; 0 for never."""
    volumes: Mapping[str, float] = field(default_factory=dict)
    """Kind of cue -> decibels added to its default volume; `-inf` turns it off."""
    folder: str = ""
    """A folder with your own sounds, one file per cue; empty for `sounds` beside the settings."""


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """`[screen]`: colors and movement."""

    theme: str = "supertimer-dark"
    reduced_motion: bool = False
    """Do not flash, and move nothing but the pacer."""


@dataclass(frozen=True, slots=True)
class ProgressSettings:
    """`[progress]`: how loads change, if the routine does not say it."""

    rule: str = "tul"
    """One of `RULES`."""
    up: Decimal = Decimal(5)
    """Percent; above 0 and at most 200."""
    down: Decimal = Decimal(10)
    """Percent; above 0 and at most 200."""
    stall: int = 5
    """The number of workouts without a gain after which the advice says so; 2 to 50."""
    away: Decimal = Decimal(10)
    """Percent less after more than four weeks without an exercise; 0 turns it off."""


@dataclass(frozen=True, slots=True)
class Config:
    """All settings."""

    unit: Unit | None = None
    """The unit in which loads are shown; None for the unit in which each was entered."""
    person: str = ""
    """The person who trains without `--as`; empty for the first person in the history."""
    sound: SoundSettings = SoundSettings()
    screen: ScreenSettings = ScreenSettings()
    progress: ProgressSettings = ProgressSettings()
    keys: Mapping[str, str] = field(default_factory=dict)
    """`[keys]`: key -> action."""
    hooks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """`[hooks]`: one of `HOOKS` -> the program to run then, and its arguments."""


def config_file() -> Path:
    """Return the settings file. It need not exist."""
    return paths.config_dir() / "config.toml"


def read_config(path: Path | None = None) -> Config:
    """Return the settings in `path` (default: the user's), or the defaults without a file.

    Raises ConfigError for a file that is not TOML, an unknown key, or an invalid value.
    """
    path = path or config_file()
    try:
        text = _content(path)
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: can't be read: {reason(error)}") from None
    return _read(text, path)


def _content(path: Path) -> str:
    if paths.is_endless(path):
        raise ConfigError(f"{path}: can't be read: it is not a file")
    return path.read_bytes().decode()


def _read(text: str, path: Path) -> Config:
    try:
        table = tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise ConfigError(f"{path}: not valid TOML: {_plainly(str(error))}") from None
    config: Config = _filled(Config(), table, str(path), "")
    return config


def _plainly(message: str) -> str:
    """Return the message of tomllib about a repeated table without Python syntax."""
    twice = re.match(r"Cannot declare \((.*?),?\) twice", message)
    if twice is None:
        return message
    name = twice[1].replace("'", "").replace(", ", ".")
    return f"the table [{name}] appears twice; put its keys together{message[twice.end() :]}"


Value = str | int | float | None
"""The value of a setting; None removes it from the file."""


def write_settings(changes: Mapping[tuple[str, ...], Value], path: Path) -> Config:
    """Write each value to its place, such as ("sound", "profile"), in the file at `path`.

    None removes a setting. Writes all changes or none, keeps the comments of the user, and returns
    the new settings. Raises ConfigError if the file can't be read or written, or for an invalid
    value.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        text = _content(path) if path.exists() else ""
        _read(text, path)
        document = tomlkit.parse(text)
        for (*tables, key), value in changes.items():
            table: Any = document
            for name in tables:
                if name not in table:
                    table[name] = tomlkit.table()
                table = table[name]
            if value is None:
                table.pop(key, None)
            else:
                table[key] = value
        text = tomlkit.dumps(document)
        config = _read(text, path)
        _replace(path.resolve(), text)  # change the target of a link
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise ConfigError(f"{path}: can't be changed: {reason(error)}") from None
    return config


def _replace(path: Path, text: str) -> None:
    """Write the whole file or nothing; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    with paths.new_file(new) as file:
        file.write(text.encode())
    if path.exists():
        path.open("r+b").close()  # fails, as it should, for a write-protected file
        shutil.copymode(path, new)
    new.replace(path)


def _filled(defaults: Any, table: Mapping[str, object], path: str, prefix: str) -> Any:
    """Return `defaults` with the values of `table`; raises ConfigError if one is invalid."""
    known = {item.name for item in fields(defaults)}
    changes: dict[str, object] = {}
    for key, value in table.items():
        name = f"{prefix}{key}"
        if key not in known:
            hint = did_you_mean(key, tuple(known), f"the keys are {listed(sorted(known))}")
            raise ConfigError(f"{path}: unknown key “{name}”; {hint}")
        default = getattr(defaults, key)
        if isinstance(default, SoundSettings | ScreenSettings | ProgressSettings):
            if not isinstance(value, dict):
                raise ConfigError(f"{path}: {name} must be a table: [{name}]")
            changes[key] = _filled(default, value, path, f"{name}.")
        else:
            changes[key] = _checked(value, default, path, name)
    return replace(defaults, **changes)


def _checked(value: object, default: object, path: str, name: str) -> object:
    """Return `value` as its reader or the type of `default` requires; raises ConfigError."""
    if name in _READERS:
        read, wanted = _READERS[name]
        fitting = read(value)
    else:
        wanted = {str: "text", int: "a whole number", bool: "true or false"}[type(default)]
        fitting = value if type(value) is type(default) else None
    if fitting is None:
        raise ConfigError(f"{path}: {name} must be {wanted}")
    return fitting


def _unit(value: object) -> Unit | None:
    return Unit(str(value)) if value in list(Unit) else None


def _keys(value: object) -> Mapping[str, str] | None:
    if isinstance(value, dict) and all(isinstance(each, str) for each in value.values()):
        return value
    return None


def _hooks(value: object) -> Mapping[str, tuple[str, ...]] | None:
    if not isinstance(value, dict) or not set(value) <= set(HOOKS):
        return None
    for command in value.values():
        if not isinstance(command, list) or not command:
            return None
        if not all(isinstance(each, str) and each for each in command):
            return None
    return {name: tuple(command) for name, command in value.items()}


def _volumes(value: object) -> Mapping[str, float] | None:
    if not isinstance(value, dict):
        return None
    volumes = {key: _number(entry) for key, entry in value.items()}
    fits = all(each == -math.inf or SOFTEST <= each <= LOUDEST for each in volumes.values())
    return volumes if fits else None


def _rule(value: object) -> object:
    return value if value in RULES else None


def _percent(value: object) -> Decimal | None:
    if isinstance(value, str) and (written := _PERCENT.fullmatch(value)):
        value = Decimal(written[1])
    return Decimal(str(value)) if 0 < _number(value) <= 200 else None


def _away(value: object) -> Decimal | None:
    return Decimal(0) if value in (0, "0%") and value is not False else _percent(value)


def _whole(least: int, most: int) -> tuple[Callable[[object], int | None], str]:
    """Return the reader of a whole number within bounds, and the bounds in words."""

    def read(value: object) -> int | None:
        return value if type(value) is int and least <= value <= most else None

    return read, f"a whole number from {least} to {most}"


def _number(value: object) -> float:
    """Return a number as a float, or NaN, which no bounds contain, for anything else."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return float(Decimal(value))  # an integer may be too large for a float
    return math.nan


_SHARE = 'a number or "5%", above 0 and at most 200'
_READERS: Mapping[str, tuple[Callable[[object], object], str]] = {
    "unit": (_unit, '"lb" or "kg"'),
    "keys": (_keys, "a table of texts"),
    "hooks": (
        _hooks,
        f'a table of commands such as ["playerctl", "pause"] for {", ".join(HOOKS)}',
    ),
    "sound.latency_ms": _whole(0, 2000),
    "sound.tul_every": _whole(0, 600),
    "sound.volumes": (
        _volumes,
        f"a table of decibels, each from {SOFTEST} to {LOUDEST}, or -inf to turn it off",
    ),
    "progress.rule": (_rule, ", ".join(RULES[:-1]) + f" or {RULES[-1]}"),
    "progress.up": (_percent, _SHARE),
    "progress.down": (_percent, _SHARE),
    "progress.away": (_away, 'a number or "10%", at most 200, or 0 to turn it off'),
    "progress.stall": _whole(2, 50),  # as in a routine
}
"""Key -> its reader, which returns None for an invalid value, and the valid values in words."""
