"""The content of the settings screen: each setting with its values in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from supertimer.audio.score.cue import GROUPS
from supertimer.audio.score.style import PROFILES
from supertimer.config import BACKENDS, Config, Value
from supertimer.units import Unit
from supertimer.workout.keymap import PRESETS

OFF = float("-inf")
"""The volume of a group that is off, in decibels."""

LOUDER = (OFF, -24.0, -18.0, -12.0, -9.0, -6.0, -3.0, 0.0, 3.0, 6.0, 9.0, 12.0)

ABOUT_GROUPS = {
    "accents": "Two notes at the start of a lift or a lowering, one note at the start of a hold.",
    "ticks": "One tick per second, a double tick halfway, and louder ticks before a turnaround.",
    "chimes": "Bottom and top of the target window, last time's time, and change of sides.",
    "ends": "Fatigue, the end of a set, of the push, and of the workout.",
    "push": "The pulse during the push after fatigue.",
    "countdown": "The last five seconds before a set.",
    "rest": "The last three seconds of a rest, and a reminder after its end.",
    "voice": "Everything that the voice says.",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting; `values` in the order of the arrow keys."""

    place: tuple[str, ...]
    """Its keys in the settings file: ("sound", "profile")."""
    label: str
    values: tuple[Value, ...]
    about: str
    """A sentence that explains the setting."""
    words: Mapping[Value, str] = field(default_factory=dict)
    """The words for values that need some."""

    def now(self, config: Config) -> Value:
        """Return its value in `config`."""
        at: object = config
        for name in self.place:
            at = at.get(name) if isinstance(at, Mapping) else getattr(at, name)
        if at is None and self.place[:2] == ("sound", "volumes"):
            return 0.0
        return at if isinstance(at, str | int | float) else None

    def said(self, value: Value) -> str:
        """Return `value` in words."""
        if value in self.words:
            return self.words[value]
        return f"{value:+g} dB" if isinstance(value, float) else str(value)

    def moved(self, value: Value, step: int) -> Value:
        """Return the value `step` places from `value`, not beyond the ends."""
        if value not in self.values:
            return self.values[0]
        place = self.values.index(value) + step
        return self.values[min(max(0, place), len(self.values) - 1)]


def settings(themes: tuple[str, ...]) -> Mapping[str, tuple[Setting, ...]]:
    """Return all settings by their headings; `themes` are those that can be chosen."""
    return {
        "Sound": (
            Setting(
                ("sound", "profile"),
                "Sound profile",
                PROFILES,
                "guided: ticks and words; sparse: fewer ticks; voice: names each phase;"
                " tones: no words; silent: the screen flashes instead.",
            ),
            Setting(
                ("sound", "backend"),
                "Audio backend",
                BACKENDS,
                "Automatic: simpleaudio if installed, pulse if a server answers, or miniaudio.",
                {"auto": "automatic", "bell": "terminal bell", "none": "no sound"},
            ),
            Setting(
                ("sound", "tul_every"),
                "Speak time under load",
                (0, 15, 30, 60),
                "How often the voice says the time under load during a set.",
                {0: "never", 15: "every 15 s", 30: "every 30 s", 60: "every minute"},
            ),
            Setting(
                ("sound", "latency_ms"),
                "Audio latency",
                tuple(range(0, 501, 20)),
                "Bluetooth plays up to 250 ms late. The screen waits for the sound by this time.",
                {ms: f"{ms} ms" for ms in range(0, 501, 20)},
            ),
        ),
        "Volumes": tuple(
            Setting(
                ("sound", "volumes", group),
                group.capitalize(),
                LOUDER,
                ABOUT_GROUPS[group],
                {0.0: "0 dB", OFF: "off"},
            )
            for group in GROUPS
        ),
        "Screen": (
            Setting(
                ("screen", "theme"),
                "Theme",
                themes,
                "supertimer has a dark and a light theme; the others come with Textual.",
            ),
            Setting(
                ("screen", "reduced_motion"),
                "Flash at turnarounds",
                (False, True),
                "Whether the screen flashes at each turnaround when no sound plays. Without it,"
                " nothing slides either.",
                {True: "off", False: "on"},
            ),
            Setting(
                ("unit",),
                "Load units",
                (None, *map(str, Unit)),
                "The unit to show loads in. The history keeps each load as it was entered.",
                {None: "as entered"},
            ),
        ),
        "Keys": (
            Setting(
                ("keys", "preset"),
                "Key preset",
                (None, *PRESETS),
                "Choose clicker for a presentation clicker, pedal for a foot pedal. The"
                " keyboard works with every preset.",
                {
                    None: "keyboard",
                    "clicker": "clicker",
                    "pedal": "pedal",
                },
            ),
        ),
    }
