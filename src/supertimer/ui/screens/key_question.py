"""Which key is it to be? The next one that is pressed, if it can be had."""

from collections.abc import Mapping

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label

from supertimer.workout.guard import is_modifier
from supertimer.workout.keymap import Action, given, keymap, robbed, shown


class KeyQuestion(ModalScreen[dict[str, str] | None]):
    """Asks for a key for `action`; gives `[keys]` of the settings with it, None for Escape."""

    def __init__(self, action: Action, remapped: Mapping[str, str]) -> None:
        super().__init__()
        self._action = action
        self._remapped = remapped
        self._taken: str | None = None
        """A key of another action that may be taken from there."""

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        with Vertical(id="prompt"):
            yield Label(f'Press the key for "{self._action}"; Esc leaves it.', id="what")
            yield Label("", id="advice", classes="wrong", markup=False)

    def on_key(self, event: events.Key) -> None:
        """Whatever it is, it is the answer."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.dismiss(None)
        elif event.key == "y" and self._taken is not None:
            self.dismiss(given(self._remapped, self._taken, self._action))
        else:
            self._hear(event.key)

    def _hear(self, key: str) -> None:
        """Take a key that is free; of another one, say what it is for."""
        self._taken = None
        if is_modifier(key):
            self._tell(f"{shown(key)} cannot be used: it is a modifier, or has one.")
            return
        after = given(self._remapped, key, self._action)
        does = keymap(self._remapped).actions.get(key)
        if does is None:
            self.dismiss(after)
        elif does is self._action:
            self._tell(f"{shown(key)} does that already.")
        elif robbed(self._remapped, after):
            self._tell(f'{shown(key)} is the only key for "{does}": give that another one first.')
        else:
            self._taken = key
            self._tell(f'{shown(key)} is for "{does}". Press y to take it from there.')

    def _tell(self, text: str) -> None:
        self.query_one("#advice", Label).update(text)
