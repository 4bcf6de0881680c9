"""The user's settings: `config.toml` in the config folder, all of it optional."""

import re
import shutil
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from supertimer import paths
from supertimer.errors import SupertimerError
from supertimer.units import Unit

_PERCENT = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3})? ?%")


class ConfigError(SupertimerError):
    """The settings file cannot be used; the message names the file, the key and the remedy."""


@dataclass(frozen=True, slots=True)
class Sound:
    """`[sound]`: what is heard, and through what."""

    backend: str = "auto"
    """auto, miniaudio, simpleaudio, bell or none."""
    device: str = ""
    """Name of the output device; empty for the system's default."""
    profile: str = "guided"
    """guided, sparse, voice, tones or silent."""
    latency_ms: int = 0
    """How much later the ear hears than the machine plays (Bluetooth): the screen waits for it."""
    tul_every: int = 0
    """Speak the time under load each so many seconds; 0: never."""
    volumes: Mapping[str, float] = field(default_factory=dict)
    """Decibels a kind of cue is louder (or softer) than usual; `-inf` turns it off."""
    folder: str = ""
    """A folder with own sounds, one file a cue; empty: `sounds` beside the settings."""


@dataclass(frozen=True, slots=True)
class Screen:
    """`[screen]`: how it looks."""

    theme: str = "supertimer-dark"
    reduced_motion: bool = False
    """No flashing, no movement but the pacer's."""


@dataclass(frozen=True, slots=True)
class Progress:
    """`[progress]`: when the load changes, unless the routine says otherwise."""

    rule: str = "tul"
    up: Decimal = Decimal(5)
    """Percent."""
    down: Decimal = Decimal(10)
    """Percent."""
    stall: int = 5
    """After so many sessions without a gain it is said; 2 to 50."""


@dataclass(frozen=True, slots=True)
class Config:
    """All settings."""

    unit: Unit | None = None
    """The unit in which loads are shown; None: as the routine has them."""
    person: str = ""
    """Who trains, unless `--as` says; empty: the first one in the history."""
    sound: Sound = Sound()
    screen: Screen = Screen()
    progress: Progress = Progress()
    keys: Mapping[str, str] = field(default_factory=dict)
    """`[keys]`: key -> action."""


def config_file() -> Path:
    """The settings file; it need not exist."""
    return paths.config_dir() / "config.toml"


def read_config(path: Path | None = None) -> Config:
    """The settings in `path` (default: the user's), or the defaults where there is no file.

    Raises ConfigError for a file that is not TOML, an unknown key, or a value of a wrong type.
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
        raise ConfigError(f"{path}: not TOML: {error}") from None
    config: Config = _filled(Config(), table, str(path), "")
    return config


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
    """`defaults` with the values of `table`, each of the type that the default has."""
    known = {item.name for item in fields(defaults)}
    changes: dict[str, object] = {}
    for key, value in table.items():
        name = f"{prefix}{key}"
        if key not in known:
            raise ConfigError(f"{path}: unknown key {name}; there are {', '.join(sorted(known))}")
        default = getattr(defaults, key)
        if key == "unit":
            if value not in list(Unit):
                raise ConfigError(f'{path}: {name} must be "lb" or "kg"')
            changes[key] = Unit(str(value))
        elif isinstance(default, Sound | Screen | Progress):
            if not isinstance(value, dict):
                raise ConfigError(f"{path}: {name} must be a table: [{name}]")
            changes[key] = _filled(default, value, path, f"{name}.")
        else:
            changes[key] = _typed(value, default, path, name)
    return replace(defaults, **changes)


def _typed(value: object, default: object, path: str, name: str) -> object:
    """`value`, if it is of the type of `default`; raises ConfigError otherwise."""
    if isinstance(default, Mapping) and isinstance(value, dict):
        texts = name == "keys"
        if texts and all(isinstance(entry, str) for entry in value.values()):
            return value
        if not texts and all(isinstance(entry, int | Decimal) for entry in value.values()):
            return {key: float(entry) for key, entry in value.items()}
    elif isinstance(default, Decimal):  # a percentage
        if isinstance(value, str) and _PERCENT.fullmatch(value):
            return Decimal(value.rstrip("% "))
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return Decimal(value)
    elif name == "progress.stall":
        if type(value) is int and 2 <= value <= 50:  # as in a routine
            return value
        raise ConfigError(f"{path}: {name} must be a whole number from 2 to 50")
    elif type(value) is type(default):
        return value
    kinds = {str: "text", int: "a whole number", bool: "true or false", Decimal: 'a number or "5%"'}
    wanted = kinds.get(
        type(default), "a table of texts" if name == "keys" else "a table of numbers"
    )
    raise ConfigError(f"{path}: {name} must be {wanted}")
