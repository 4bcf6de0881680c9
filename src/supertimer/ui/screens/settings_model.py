"""What the settings screen offers: each setting with its values, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from supertimer.audio.score.cue import GROUPS
from supertimer.audio.score.style import PROFILES
from supertimer.config import BACKENDS, Config
from supertimer.units import Unit
from supertimer.workout.keymap import PRESETS

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
    about: str
    """What it is good for."""

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


def sound_settings() -> tuple[Setting, ...]:
    """What is heard, and through what."""
    return (
        Setting(("sound", "profile"), "profile", PROFILES, {}, _PROFILE),
        Setting(("sound", "backend"), "played through", BACKENDS, _BACKENDS, _BACKEND),
        Setting(
            ("sound", "tul_every"),
            "speak the time under load",
            (0, 15, 30, 60),
            {0: "never", 15: "each 15 s", 30: "each 30 s", 60: "each minute"},
            "How long the set has lasted, said while you lift.",
        ),
        Setting(
            ("sound", "latency_ms"),
            "heard later by",
            tuple(range(0, 501, 20)),
            {ms: f"{ms} ms" for ms in range(0, 501, 20)},
            "Bluetooth is late, up to a quarter of a second: the screen waits for the ear.",
        ),
    )


def volume_settings() -> tuple[Setting, ...]:
    """How loud each group of cues is."""
    words: Mapping[Value, str] = {0.0: "as usual", OFF: "off"}
    return tuple(
        Setting(("sound", "volumes", group), group, LOUDER, words, _GROUPS[group])
        for group in GROUPS
    )


def screen_settings(themes: tuple[str, ...]) -> tuple[Setting, ...]:
    """What is seen."""
    return (
        Setting(("screen", "theme"), "theme", themes, {}, _THEME),
        Setting(
            ("screen", "reduced_motion"),
            "no flashing",
            (False, True),
            {True: "yes", False: "no"},
            "Where nothing is heard, the screen flashes at each turnaround, unless this says yes.",
        ),
        Setting(
            ("unit",),
            "loads shown in",
            (None, *map(str, Unit)),
            {None: "as lifted"},
            "Loads are kept as they were lifted, whatever they are shown in.",
        ),
    )


def key_settings() -> tuple[Setting, ...]:
    """What is pressed."""
    return (
        Setting(
            ("keys", "preset"),
            "keys of",
            (None, *PRESETS),
            {
                None: "a keyboard",
                "clicker": "a keyboard, a clicker",
                "pedal": "a keyboard, a pedal",
            },
            "A presenter's clicker or a foot pedal sends keys of its own: here they get a meaning.",
        ),
    )


_PROFILE = (
    "guided: ticks and words; sparse: fewer ticks; voice: each phase named;"
    " tones: no words; silent: the screen flashes instead."
)
_BACKEND = "The best there is: simpleaudio where it is installed, else miniaudio."
_BACKENDS: Mapping[Value, str] = {
    "auto": "the best there is",
    "bell": "the terminal's bell",
    "none": "nothing",
}
_THEME = "supertimer's own, one for the dark and one for bright light, or any of Textual's."
_GROUPS = {
    "accents": "The two notes that begin a lift or a lowering, and the one that begins a hold.",
    "ticks": "One each second; a double one half-way, louder ones before the turn.",
    "chimes": "The target window opens, last time is reached, its top; change sides.",
    "ends": "Fatigue, the end of a set and of the push, and the end of the workout.",
    "push": "The pulse of the ten seconds after fatigue.",
    "countdown": "The last five seconds before a set.",
    "rest": "The last three seconds of a rest, and a reminder when it is over.",
    "voice": "All that is spoken.",
}
