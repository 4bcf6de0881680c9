"""Which key does what in a workout, how to change it, and what a key sends."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from rich.cells import set_cell_size
from rich.text import Text
from textual import events, on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen
from textual.widgets import Footer, Label, OptionList, Static

from supertimer.engine.state import State
from supertimer.text import literal
from supertimer.ui.screens.help import MEANINGS
from supertimer.ui.widgets.row_list import RowList
from supertimer.workout.guard import is_modifier
from supertimer.workout.keymap import Action, bind, keymap, reset_binding, shown, unbound_by

Keep = Callable[[Mapping[str, str]], Mapping[str, str]]
"""Writes `[keys]` of the settings, and gives it as it is then."""

ACTIONS = tuple(Action)

PROBED = 12
"""Lines of the probe."""


class Actions(RowList):
    """The list. Its Enter asks at once: a key right after it is not for the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.ask", "one more key", key_display="Enter")
    ]


class KeysScreen(Screen[None]):
    """All actions, each with its keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "settings"),
        Binding("backspace,delete", "usual", "as usual", key_display="Backspace"),
    ]

    def __init__(self, remapped: Mapping[str, str], keep: Keep) -> None:
        super().__init__()
        self._remapped = remapped
        self._keep = keep

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        yield Static("Keys in a workout", classes="title")
        yield Actions(id="actions")
        yield Static("", id="about", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Begin at the first one."""
        self._fill()

    def _fill(self) -> None:
        """Show the keys as they are now."""
        self.query_one(Actions).fill(map(self._row, ACTIONS))

    def _row(self, action: Action) -> Text:
        text = Text(f"{action:12}", "bold", no_wrap=True, overflow="ellipsis")
        keys = self._said(self._remapped, action)
        if keys != self._said(reset_binding(self._remapped, action), action):
            keys += "  (yours)"
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
        """Say what it is for, in full."""
        usual = self._said(reset_binding(self._remapped, self._action), self._action)
        self.query_one("#about", Static).update(f"{MEANINGS[self._action]}\nusually: {usual}")

    @on(OptionList.OptionSelected)
    def action_ask(self) -> None:
        """Ask for one more key."""
        self.app.push_screen(KeyQuestion(self._action, self._remapped), self._change)

    def action_usual(self) -> None:
        """Back to the keys that the action has without the user's."""
        after = reset_binding(self._remapped, self._action)
        if (poor := unbound_by(self._remapped, after)) is not None:
            self.notify(f'"{poor}" would be left without a key: give it another one first.')
        else:
            self._change(after)

    def _change(self, remapped: Mapping[str, str] | None) -> None:
        if remapped is not None and remapped != self._remapped:
            self._remapped = self._keep(remapped)
            self._fill()


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
            self.dismiss(bind(self._remapped, self._taken, self._action))
        else:
            self._hear(event.key)

    def _hear(self, key: str) -> None:
        """Take a key that is free; of another one, say what it is for."""
        self._taken = None
        if is_modifier(key):
            self._tell(f"{shown(key)} cannot be used: it is a modifier, or has one.")
            return
        after = bind(self._remapped, key, self._action)
        does = keymap(self._remapped).actions.get(key)
        if does is None:
            self.dismiss(after)
        elif does is self._action:
            self._tell(f"{shown(key)} does that already.")
        elif unbound_by(self._remapped, after):
            self._tell(f'{shown(key)} is the only key for "{does}": give that another one first.')
        else:
            self._taken = key
            self._tell(f'{shown(key)} is for "{does}". Press y to take it from there.')

    def _tell(self, text: str) -> None:
        self.query_one("#advice", Label).update(text)


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
        self._seen = [*self._seen, self.line(event.key)][-PROBED:]
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
