"""What the settings screen offers: each setting with its values, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from supertimer.audio.chosen import NAMES
from supertimer.audio.cue import GROUPS
from supertimer.audio.style import PROFILES
from supertimer.config import Config
from supertimer.keys import PRESETS
from supertimer.units import Unit

Value = str | int | float | bool | None

OFF = float("-inf")
"""The volume of what is turned off, in decibels."""

LOUDER = (OFF, -24.0, -18.0, -12.0, -9.0, -6.0, -3.0, 0.0, 3.0, 6.0, 9.0, 12.0)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting; `values` in the order of the arrow keys."""

    place: tuple[str, ...]
    """Where it stands in the file: ("sound", "profile")."""
    label: str
    values: tuple[Value, ...]
    words: Mapping[Value, str]
    """How values are said that do not speak for themselves."""

    def now(self, config: Config) -> Value:
        """Its value in `config`."""
        at: object = config
        for name in self.place:
            at = at.get(name) if isinstance(at, Mapping) else getattr(at, name)
        if at is None and self.place[:2] == ("sound", "volumes"):
            return 0.0
        return at if isinstance(at, str | int | float | bool) else None

    def said(self, value: Value) -> str:
        """`value` in words."""
        if value in self.words:
            return self.words[value]
        return f"{value:+g} dB" if isinstance(value, float) else str(value)

    def moved(self, value: Value, step: int) -> Value:
        """The value `step` places from `value`, not beyond the ends."""
        if value not in self.values:
            return self.values[0]
        place = self.values.index(value) + step
        return self.values[min(max(0, place), len(self.values) - 1)]


def settings(themes: tuple[str, ...]) -> tuple[tuple[str, tuple[Setting, ...]], ...]:
    """All settings, in groups with a heading."""
    plain: Mapping[Value, str] = {}
    yes: Mapping[Value, str] = {True: "yes", False: "no"}
    volumes = tuple(
        Setting(("sound", "volumes", group), group, LOUDER, {0.0: "as usual", OFF: "off"})
        for group in GROUPS
    )
    sound = (
        Setting(("sound", "profile"), "profile", PROFILES, plain),
        Setting(("sound", "backend"), "played through", NAMES, {"auto": "the best there is"}),
        Setting(("sound", "tul_every"), "speak the time under load", (0, 15, 30, 60), _EVERY),
        Setting(("sound", "latency_ms"), "heard later by", tuple(range(0, 501, 20)), _LATER),
    )
    screen = (
        Setting(("screen", "theme"), "theme", themes, plain),
        Setting(("screen", "reduced_motion"), "no flashing", (False, True), yes),
        Setting(("unit",), "loads shown in", (None, *map(str, Unit)), {None: "as lifted"}),
        Setting(("keys", "preset"), "keys of", (None, *PRESETS), {None: "a keyboard"}),
    )
    return (("Sound", sound), ("Volumes", volumes), ("Screen", screen))


_EVERY: Mapping[Value, str] = {0: "never", 15: "each 15 s", 30: "each 30 s", 60: "each minute"}
_LATER: Mapping[Value, str] = {ms: f"{ms} ms" for ms in range(0, 501, 20)}
