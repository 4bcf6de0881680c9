"""What the settings screen offers: each setting with its values, in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from supertimer.audio.score.cue import GROUPS
from supertimer.audio.score.style import PROFILES
from supertimer.config import BACKENDS, Config, Value
from supertimer.units import Unit
from supertimer.workout.keymap import PRESETS

OFF = float("-inf")
"""The volume of what is turned off, in decibels."""

LOUDER = (OFF, -24.0, -18.0, -12.0, -9.0, -6.0, -3.0, 0.0, 3.0, 6.0, 9.0, 12.0)

ABOUT_GROUPS = {
    "accents": "The two notes that begin a lift or a lowering, and the one that begins a hold.",
    "ticks": "One each second; a double one half-way, louder ones before the turn.",
    "chimes": "The target window opens, last time is reached, its top; change sides.",
    "ends": "Fatigue, the end of a set and of the push, and the end of the workout.",
    "push": "The pulse of the ten seconds after fatigue.",
    "countdown": "The last five seconds before a set.",
    "rest": "The last three seconds of a rest, and a reminder when it is over.",
    "voice": "All that is spoken.",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting; `values` in the order of the arrow keys."""

    place: tuple[str, ...]
    """Where it stands in the file: ("sound", "profile")."""
    label: str
    values: tuple[Value, ...]
    about: str
    """What it is good for."""
    words: Mapping[Value, str] = field(default_factory=dict)
    """How values are said that do not speak for themselves."""

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
                "profile",
                PROFILES,
                "guided: ticks and words; sparse: fewer ticks; voice: each phase named;"
                " tones: no words; silent: the screen flashes instead.",
            ),
            Setting(
                ("sound", "backend"),
                "played through",
                BACKENDS,
                "Automatic: simpleaudio if installed, pulse if a server answers, else miniaudio.",
                {"auto": "the best there is", "bell": "the terminal's bell", "none": "nothing"},
            ),
            Setting(
                ("sound", "tul_every"),
                "speak the time under load",
                (0, 15, 30, 60),
                "How long the set has lasted, said while you lift.",
                {0: "never", 15: "each 15 s", 30: "each 30 s", 60: "each minute"},
            ),
            Setting(
                ("sound", "latency_ms"),
                "heard later by",
                tuple(range(0, 501, 20)),
                "Bluetooth is late, up to a quarter of a second: the screen waits for the ear.",
                {ms: f"{ms} ms" for ms in range(0, 501, 20)},
            ),
        ),
        "Volumes": tuple(
            Setting(
                ("sound", "volumes", group),
                group,
                LOUDER,
                ABOUT_GROUPS[group],
                {0.0: "as usual", OFF: "off"},
            )
            for group in GROUPS
        ),
        "Screen": (
            Setting(
                ("screen", "theme"),
                "theme",
                themes,
                "supertimer's own, one for the dark and one for bright light, or any of Textual's.",
            ),
            Setting(
                ("screen", "reduced_motion"),
                "no flashing",
                (False, True),
                "Where nothing is heard, the screen flashes at each turnaround,"
                " unless this says yes.",
                {True: "yes", False: "no"},
            ),
            Setting(
                ("unit",),
                "loads shown in",
                (None, *map(str, Unit)),
                "Loads are kept as they were lifted, whatever they are shown in.",
                {None: "as lifted"},
            ),
        ),
        "Keys": (
            Setting(
                ("keys", "preset"),
                "keys of",
                (None, *PRESETS),
                "A presenter's clicker or a foot pedal sends keys of its own:"
                " here they get a meaning.",
                {
                    None: "a keyboard",
                    "clicker": "a keyboard, a clicker",
                    "pedal": "a keyboard, a pedal",
                },
            ),
        ),
    }
