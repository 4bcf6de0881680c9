"""The guard: it tells real key presses from accidents.

A lifter under load hits any key, hard. But a terminal also sends keys that the lifter did not
press: a held key repeats, answers to queries and pasted text arrive as keys, modifiers arrive
alone. The guard gets every press with its time, in milliseconds, and lets through those that
count. It holds each press for `BURST_MS`, because only then it knows that no other key came in the
same burst. The time that counts is the time of the press.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

REPEAT_MS = 700
"""Ignore a key until it was silent for this long, in milliseconds: a held key repeats faster."""

BURST_MS = 10
"""Two keys within this time, in milliseconds, are a burst from the terminal, not from a person."""

FOCUS_MS = 300
"""Ignore a click this soon, in milliseconds, after the window came to the front."""

START_MS = 2000
"""Ignore fatigue this early in a set, in milliseconds: it is too early to be real."""

SETTLE_MS = 2000
"""Ignore go this soon after a set, in milliseconds: the key was meant to end the set."""

MOUSE = "mouse"
"""The name of a click."""

_CHORDS = ("ctrl+", "alt+", "meta+", "super+", "hyper+", "shift+")
_LONE = ("shift", "control", "ctrl", "alt", "meta", "super", "hyper", "caps_lock", "num_lock")
_LOCKS = ("scroll_lock", "iso_level3_shift", "iso_level5_shift", "ignore")


def is_modifier(key: str) -> bool:
    """Return whether `key` is a lone modifier or a chord."""
    bare = key.removeprefix("left_").removeprefix("right_")
    return key.startswith(_CHORDS) or bare in _LONE or bare in _LOCKS


@dataclass
class Guard:
    """The presses seen so far, and the one that is held."""

    _seen: dict[str, int] = field(default_factory=dict)
    _latest: int | None = None
    _held: tuple[str, int, Callable[[int], None]] | None = None
    _focused: int | None = None

    def press(
        self, key: str, at: int, act: Callable[[int], None] | None, *, steps: bool = False
    ) -> None:
        """Take `key`, pressed at `at`; call `act`, if any, once the press counts.

        Pass every press, even one without a meaning, so that the guard can detect repeats and
        bursts. With `steps`, a held key may repeat.
        """
        burst = self._latest is not None and at - self._latest < BURST_MS
        repeated = not steps and key in self._seen and at - self._seen[key] < REPEAT_MS
        focusing = key == MOUSE and self._focused is not None and at - self._focused < FOCUS_MS
        self._seen[key] = self._latest = at
        if burst:
            self._held = None
        elif act is not None and not (repeated or focusing or is_modifier(key)):
            self._held = (key, at, act)

    @property
    def holds(self) -> bool:
        """Whether the guard holds a press that it may release soon."""
        return self._held is not None

    def focus(self, at: int) -> None:
        """Note that the window came to the front at `at`, and drop a held click."""
        self._focused = at
        if self._held is not None and self._held[0] == MOUSE:
            self._held = None

    def drop(self) -> None:
        """Drop the held press, because it was part of pasted text."""
        self._held = None

    def release(self, now: int) -> bool:
        """Call the act of a press that was held for long enough, with the time of the press.

        Return whether it released a press.
        """
        if self._held is None or now - self._held[1] < BURST_MS:
            return False
        _, at, act = self._held
        self._held = None
        act(at)
        return True
