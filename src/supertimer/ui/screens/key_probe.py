"""What does this key, clicker or pedal send? Shown as the settings want it."""

from collections.abc import Mapping
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from supertimer.engine.state import State
from supertimer.workout.guard import is_modifier
from supertimer.workout.keymap import keymap

LINES = 12


class KeyProbe(App[None]):
    """Names each key that is pressed, and what it does in a set."""

    CSS = "Static { padding: 1 2; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c,ctrl+q", "quit", priority=True)]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, remapped: Mapping[str, str]) -> None:
        super().__init__()
        self._keys = keymap(remapped)
        self._seen: list[str] = []

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        yield Static("Press a key, a clicker's button, a pedal. Ctrl-C ends.", id="seen")

    def on_key(self, event: events.Key) -> None:
        """Name it."""
        event.stop()
        self._seen = [*self._seen, self.line(event.key)][-LINES:]
        self.query_one("#seen", Static).update(Text("\n".join(self._seen)))

    def line(self, key: str) -> str:
        """`pagedown   in a set: fatigue   at rest: go`."""
        if is_modifier(key):
            return f"{key:24} means nothing: a modifier or a chord"
        work = self._keys.action(key, State.WORKING)
        rest = self._keys.action(key, State.RESTING)
        in_set = "fatigue" if work in (None, "main") else str(work)
        return f"{key:24} in a set: {in_set:10} at rest: {rest or 'nothing'}"


def probe_keys(remapped: Mapping[str, str]) -> None:
    """Run the probe until Ctrl-C; `remapped` is `[keys]` of the settings."""
    KeyProbe(remapped).run()
