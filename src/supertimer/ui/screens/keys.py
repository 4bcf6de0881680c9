"""The workout keys: which key does what, how to change it, and what a key sends."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from rich.cells import set_cell_size
from rich.text import Text
from textual import events, on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen
from textual.widgets import Label, OptionList, Static

from supertimer.engine.state import State
from supertimer.text import literal
from supertimer.ui.screens.help import MEANINGS
from supertimer.ui.widgets.key_row import KeyRow
from supertimer.ui.widgets.row_list import RowList
from supertimer.workout.guard import is_modifier
from supertimer.workout.keymap import Action, bind, keymap, reset_binding, shown, unbound_by

Keep = Callable[[Mapping[str, str]], Mapping[str, str]]
"""A function that saves `[keys]` of the settings and returns the saved keys."""

ACTIONS = tuple(Action)

PROBED = 12
"""How many lines the probe shows."""


class Actions(RowList):
    """The list of actions; Enter asks for a key at once, so that the next key is the answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.ask", "add key", key_display="Enter")
    ]


class KeysScreen(Screen[None]):
    """The list of all actions with their keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "settings"),
        Binding("backspace,delete", "usual", "default keys", key_display="Backspace"),
    ]

    def __init__(self, remapped: Mapping[str, str], keep: Keep) -> None:
        super().__init__()
        self._remapped = remapped
        self._keep = keep

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        yield Static("Workout keys", classes="title")
        yield Actions(id="actions")
        yield Static("", id="about", markup=False)
        yield KeyRow()

    def on_mount(self) -> None:
        """Start at the first action."""
        self._fill()

    def _fill(self) -> None:
        """Show the current keys."""
        self.query_one(Actions).fill(map(self._row, ACTIONS))

    def _row(self, action: Action) -> Text:
        text = Text(f"{action:12}", "bold", no_wrap=True, overflow="ellipsis")
        keys = self._said(self._remapped, action)
        if keys != self._said(reset_binding(self._remapped, action), action):
            keys += "  (changed)"
        text.append(set_cell_size(keys or "no key", max(28, len(keys) + 2)), "not bold")
        return text.append(MEANINGS[action], "not bold dim")

    def _said(self, remapped: Mapping[str, str], action: Action) -> str:
        does = keymap(remapped).actions.items()
        return literal(" ".join(shown(key) for key, each in does if each is action))

    @property
    def _action(self) -> Action:
        return self.query_one(Actions).chosen(ACTIONS) or ACTIONS[0]

    @on(OptionList.OptionHighlighted)
    def tell(self) -> None:
        """Show what the chosen action does, and its default keys."""
        usual = self._said(reset_binding(self._remapped, self._action), self._action)
        self.query_one("#about", Static).update(f"{MEANINGS[self._action]}\nDefault: {usual}")

    @on(OptionList.OptionSelected)
    def action_ask(self) -> None:
        """Ask for one more key for the action."""
        self.app.push_screen(KeyQuestion(self._action, self._remapped), self._change)

    def action_usual(self) -> None:
        """Reset the action to its default keys."""
        after = reset_binding(self._remapped, self._action)
        if (poor := unbound_by(self._remapped, after)) is not None:
            self.notify(f'This would leave "{poor}" without a key. Add another key to it first.')
        else:
            self._change(after)

    def _change(self, remapped: Mapping[str, str] | None) -> None:
        if remapped is not None and remapped != self._remapped:
            self._remapped = self._keep(remapped)
            self._fill()


class KeyQuestion(ModalScreen[dict[str, str] | None]):
    """The question for a key of `action`; returns the new `[keys]`, None for Escape."""

    def __init__(self, action: Action, remapped: Mapping[str, str]) -> None:
        super().__init__()
        self._action = action
        self._remapped = remapped
        self._taken: str | None = None
        """The key of another action that y would reassign."""

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        with Vertical(id="prompt"):
            yield Label(f'Press a key for "{self._action}", or Esc to cancel.', id="what")
            yield Label("", id="advice", classes="wrong", markup=False)

    def on_key(self, event: events.Key) -> None:
        """Take the key as the answer."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.dismiss(None)
        elif event.key == "y" and self._taken is not None:
            self.dismiss(bind(self._remapped, self._taken, self._action))
        else:
            self._hear(event.key)

    def _hear(self, key: str) -> None:
        """Take a free key; for a used one, say which action has it."""
        self._taken = None
        if is_modifier(key):
            self._tell(
                f"{shown(key)} can't be used: it is a modifier or a chord. Press another key."
            )
            return
        after = bind(self._remapped, key, self._action)
        does = keymap(self._remapped).actions.get(key)
        if does is None:
            self.dismiss(after)
        elif does is self._action:
            self._tell(f"{shown(key)} is already a key for this action.")
        elif unbound_by(self._remapped, after):
            self._tell(f'{shown(key)} is the only key for "{does}". Add another key to it first.')
        else:
            self._taken = key
            self._tell(f'{shown(key)} is used for "{does}". Press y to reassign it.')

    def _tell(self, text: str) -> None:
        self.query_one("#advice", Label).update(text)


class KeyProbe(App[None]):
    """An app that shows each pressed key and what it does in a workout."""

    CSS = "Static { padding: 1 2; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c,ctrl+q", "quit", priority=True)]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, remapped: Mapping[str, str]) -> None:
        super().__init__()
        self._keys = keymap(remapped)
        self._seen: list[str] = []

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        yield Static(
            "Press a key, a button of a clicker, or a pedal. Press Ctrl-C to end.", id="seen"
        )

    def on_key(self, event: events.Key) -> None:
        """Show the name of the key."""
        event.stop()
        self._seen = [*self._seen, self.line(event.key)][-PROBED:]
        self.query_one("#seen", Static).update(Text("\n".join(self._seen)))

    def line(self, key: str) -> str:
        """Return the line for a key: `pagedown   in a set: fatigue   at rest: go`."""
        if is_modifier(key):
            return f"{key:24} does nothing: a modifier or a chord"
        work = self._keys.action(key, State.WORKING)
        rest = self._keys.action(key, State.RESTING)
        in_set = "fatigue" if work in (None, "main") else str(work)
        return f"{key:24} in a set: {in_set:10} at rest: {rest or 'nothing'}"


def probe_keys(remapped: Mapping[str, str]) -> None:
    """Run the probe until Ctrl-C; `remapped` is `[keys]` of the settings."""
    KeyProbe(remapped).run()
