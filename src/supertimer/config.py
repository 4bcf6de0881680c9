"""The user's settings: `config.toml` in the config folder, all of it optional."""

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
from supertimer.errors import SupertimerError
from supertimer.units import Unit

BACKENDS = ("auto", "pulse", "miniaudio", "simpleaudio", "bell", "none")
"""What sound can be played through."""
RULES = ("tul", "reps", "bodyweight", "never")
"""By what the next load is found, in a routine as in the settings."""
SOFTEST, LOUDEST = -100, 24
"""Decibels against the usual volume; beyond this is a slip."""

_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3})?) ?%")


class ConfigError(SupertimerError):
    """The settings file cannot be used; the message names the file, the key and the remedy."""


@dataclass(frozen=True, slots=True)
class SoundSettings:
    """`[sound]`: what is heard, and through what."""

    backend: str = "auto"
    """One of `BACKENDS`."""
    device: str = ""
    """Name of the output device; empty for the system's default."""
    profile: str = "guided"
    """guided, sparse, voice, tones or silent."""
    latency_ms: int = 0
    """How much later, at most 2000, the ear hears than the machine plays (Bluetooth): the screen
    waits for it."""
    tul_every: int = 0
    """Speak the time under load each so many seconds, at most 600; 0: never."""
    volumes: Mapping[str, float] = field(default_factory=dict)
    """Decibels a kind of cue is louder (or softer) than usual; `-inf` turns it off."""
    folder: str = ""
    """A folder with own sounds, one file a cue; empty: `sounds` beside the settings."""


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """`[screen]`: how it looks."""

    theme: str = "supertimer-dark"
    reduced_motion: bool = False
    """No flashing, no movement but the pacer's."""


@dataclass(frozen=True, slots=True)
class ProgressSettings:
    """`[progress]`: when the load changes, unless the routine says otherwise."""

    rule: str = "tul"
    """One of `RULES`."""
    up: Decimal = Decimal(5)
    """Percent; above 0 and at most 200."""
    down: Decimal = Decimal(10)
    """Percent; above 0 and at most 200."""
    stall: int = 5
    """After so many sessions without a gain it is said; 2 to 50."""


@dataclass(frozen=True, slots=True)
class Config:
    """All settings."""

    unit: Unit | None = None
    """The unit in which loads are shown; None: as the routine has them."""
    person: str = ""
    """Who trains, unless `--as` says; empty: the first one in the history."""
    sound: SoundSettings = SoundSettings()
    screen: ScreenSettings = ScreenSettings()
    progress: ProgressSettings = ProgressSettings()
    keys: Mapping[str, str] = field(default_factory=dict)
    """`[keys]`: key -> action."""


def config_file() -> Path:
    """The settings file; it need not exist."""
    return paths.config_dir() / "config.toml"


def read_config(path: Path | None = None) -> Config:
    """The settings in `path` (default: the user's), or the defaults where there is no file.

    Raises ConfigError for a file that is not TOML, an unknown key, or a value that does not fit.
    """
    path = path or config_file()
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from None
    return _read(text, path)


def _read(text: str, path: Path) -> Config:
    try:
        table = tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise ConfigError(f"{path}: not TOML: {_plainly(str(error))}") from None
    config: Config = _filled(Config(), table, str(path), "")
    return config


def _plainly(message: str) -> str:
    """What tomllib says of a table that is there twice, without its Python."""
    twice = re.match(r"Cannot declare \((.*?),?\) twice", message)
    if twice is None:
        return message
    name = twice[1].replace("'", "").replace(", ", ".")
    return f"[{name}] is there twice: put its keys together{message[twice.end() :]}"


Value = str | int | float | None
"""What a setting may be set to; None takes it out of the file."""


def write_settings(changes: Mapping[tuple[str, ...], Value], path: Path) -> Config:
    """Put each value at its place, such as ("sound", "profile"), into the file at `path`.

    None takes it out. All changes are made or none; what the user wrote stays as it is, comments
    included. Returns the settings as they are now.

    Raises:
        ConfigError: the file cannot be read or written, or a value does not fit.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        text = path.read_bytes().decode() if path.exists() else ""
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
        _replace(path.resolve(), text)  # where the file is a link, what it leads to is changed
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise ConfigError(f"{path}: cannot be changed: {error}") from None
    return config


def _replace(path: Path, text: str) -> None:
    """Write the file whole or not at all; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    if path.exists():
        path.open("r+b").close()  # a file that may not be written to is not replaced either
        shutil.copy2(path, new)
    new.write_bytes(text.encode())
    new.replace(path)


def _filled(defaults: Any, table: Mapping[str, object], path: str, prefix: str) -> Any:
    """`defaults` with the values of `table`, each checked."""
    known = {item.name for item in fields(defaults)}
    changes: dict[str, object] = {}
    for key, value in table.items():
        name = f"{prefix}{key}"
        if key not in known:
            raise ConfigError(f"{path}: unknown key {name}; there are {', '.join(sorted(known))}")
        default = getattr(defaults, key)
        if isinstance(default, SoundSettings | ScreenSettings | ProgressSettings):
            if not isinstance(value, dict):
                raise ConfigError(f"{path}: {name} must be a table: [{name}]")
            changes[key] = _filled(default, value, path, f"{name}.")
        else:
            changes[key] = _checked(value, default, path, name)
    return replace(defaults, **changes)


def _checked(value: object, default: object, path: str, name: str) -> object:
    """`value`, if it fits: where no reader is named, if it is of the type of `default`."""
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


def _whole(least: int, most: int) -> tuple[Callable[[object], int | None], str]:
    """The reader of a whole number within bounds, and what fits."""

    def read(value: object) -> int | None:
        return value if type(value) is int and least <= value <= most else None

    return read, f"a whole number from {least} to {most}"


def _number(value: object) -> float:
    """What a number comes to; NaN, which is within no bounds, for anything else."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return float(Decimal(value))  # an integer may be too large for a float, a decimal is not
    return math.nan


_SHARE = 'a number or "5%", above 0 and at most 200'
_READERS: Mapping[str, tuple[Callable[[object], object], str]] = {
    "unit": (_unit, '"lb" or "kg"'),
    "keys": (_keys, "a table of texts"),
    "sound.latency_ms": _whole(0, 2000),
    "sound.tul_every": _whole(0, 600),
    "sound.volumes": (
        _volumes,
        f"a table of decibels, each from {SOFTEST} to {LOUDEST}, or -inf to turn it off",
    ),
    "progress.rule": (_rule, ", ".join(RULES[:-1]) + f" or {RULES[-1]}"),
    "progress.up": (_percent, _SHARE),
    "progress.down": (_percent, _SHARE),
    "progress.stall": _whole(2, 50),  # as in a routine
}
"""What is more than its type: the value, or None where it does not fit, and what would."""
