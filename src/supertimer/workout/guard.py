"""Which key presses mean fatigue, and which are accidents.

Somebody under load hits any key, hard. A terminal, though, sends keys that nobody pressed: a held
key repeats, answers to queries and pasted text come as keys, modifiers come alone. The guard is
told of every press with its time, in milliseconds, and says which ones count. It waits for
`BURST_MS` before it lets one through, since only then is it known that nothing came along with
it; the time that counts is that of the press.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

REPEAT_MS = 700
"""A key is dead until it was silent for so long: a held key repeats faster."""

BURST_MS = 10
"""Nobody presses two keys within so short a time."""

FOCUS_MS = 300
"""A click so soon after the window came to the front was meant for the window."""

START_MS = 2000
"""Nobody reaches fatigue so early in a set, but a key may still be on its way up."""

SETTLE_MS = 2000
"""A key that comes so soon after a set ended was meant to end it, not to end the rest."""

MOUSE = "mouse"
"""The name of a click."""

_CHORDS = ("ctrl+", "alt+", "meta+", "super+", "hyper+", "shift+")
_LONE = ("shift", "control", "ctrl", "alt", "meta", "super", "hyper", "caps_lock", "num_lock")
_LOCKS = ("scroll_lock", "iso_level3_shift", "iso_level5_shift", "ignore")


def is_modifier(key: str) -> bool:
    """Whether `key` is a modifier alone, or a chord with one."""
    bare = key.removeprefix("left_").removeprefix("right_")
    return key.startswith(_CHORDS) or bare in _LONE or bare in _LOCKS


@dataclass
class Guard:
    """Remembers presses, and lets through the ones that count."""

    _seen: dict[str, int] = field(default_factory=dict)
    _latest: int | None = None
    _held: tuple[str, int, Callable[[int], None]] | None = None
    _focused: int | None = None

    def press(
        self, key: str, at: int, act: Callable[[int], None] | None, *, steps: bool = False
    ) -> None:
        """`key` was pressed at `at`; `act`, if it means anything, is to be called for it.

        Every press is to be told, also one that means nothing: it tells repeats and bursts. With
        `steps` the key may be held.
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
        """Whether a press is held back, to be let through soon."""
        return self._held is not None

    def focus(self, at: int) -> None:
        """The window came to the front at `at`; a click that came just before was part of it."""
        self._focused = at
        if self._held is not None and self._held[0] == MOUSE:
            self._held = None

    def drop(self) -> None:
        """Text was pasted: what is held was part of it."""
        self._held = None

    def release(self, now: int) -> bool:
        """Let through what has been held for long enough by `now`: call its act with its time.

        Returns whether there was such a press.
        """
        if self._held is None or now - self._held[1] < BURST_MS:
            return False
        _, at, act = self._held
        self._held = None
        act(at)
        return True
