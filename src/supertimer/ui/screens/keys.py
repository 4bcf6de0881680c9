"""Which key does what in a workout, and how to change it."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from rich.cells import set_cell_size
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from supertimer.text import literal
from supertimer.ui.screens.help import MEANINGS
from supertimer.ui.screens.key_question import KeyQuestion
from supertimer.workout.keymap import Action, as_usual, keymap, robbed, shown

Keep = Callable[[Mapping[str, str]], Mapping[str, str]]
"""Writes `[keys]` of the settings, and gives it as it is then."""

ACTIONS = tuple(Action)


class Actions(OptionList):
    """The list. Its Enter is shown, and asks at once: a key right after it is not for the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "one more key", key_display="Enter")
    ]

    def __init__(self, ask: Callable[[], None]) -> None:
        super().__init__(id="actions")
        self._ask = ask

    def action_select(self) -> None:
        """See `OptionList.action_select`."""
        self._ask()


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
        yield Actions(self._ask)
        yield Static("", id="about", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Begin at the first one."""
        self._fill()

    def _fill(self) -> None:
        """Show the keys as they are now."""
        actions = self.query_one(OptionList)
        place = actions.highlighted or 0
        actions.clear_options()
        actions.add_options([Option(self._row(action)) for action in ACTIONS])
        actions.highlighted = place

    def _row(self, action: Action) -> Text:
        text = Text(f"{action:12}", "bold", no_wrap=True, overflow="ellipsis")
        keys = self._said(self._remapped, action)
        if keys != self._said(as_usual(self._remapped, action), action):
            keys += "  (yours)"
        text.append(set_cell_size(keys or "no key", max(28, len(keys) + 2)), "not bold")
        return text.append(MEANINGS[action], "not bold dim")

    def _said(self, remapped: Mapping[str, str], action: Action) -> str:
        does = keymap(remapped).actions.items()
        return literal(" ".join(shown(key) for key, each in does if each is action))

    @property
    def _action(self) -> Action:
        return ACTIONS[self.query_one(OptionList).highlighted or 0]

    @on(OptionList.OptionHighlighted)
    def tell(self) -> None:
        """Say what it is for, in full."""
        usual = self._said(as_usual(self._remapped, self._action), self._action)
        self.query_one("#about", Static).update(f"{MEANINGS[self._action]}\nusually: {usual}")

    def _ask(self) -> None:
        """Ask for one more key."""
        self.app.push_screen(KeyQuestion(self._action, self._remapped), self._change)

    def action_usual(self) -> None:
        """Back to the keys that the action has without the user's."""
        after = as_usual(self._remapped, self._action)
        if (poor := robbed(self._remapped, after)) is not None:
            self.notify(f'"{poor}" would be left without a key: give it another one first.')
        else:
            self._change(after)

    def _change(self, remapped: Mapping[str, str] | None) -> None:
        if remapped is not None and remapped != self._remapped:
            self._remapped = self._keep(remapped)
            self._fill()
