"""The help screen: the keys of the screen below it, and the glossary."""

from collections.abc import Iterable
from typing import Any, ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from supertimer.ui.glossary import GLOSSARY
from supertimer.ui.widgets.key_row import KeyRow
from supertimer.workout.keymap import Action, Keymap, shown

Pairs = Iterable[tuple[str, str]]

MEANINGS = {
    Action.MAIN: "go; during a set, fatigue (a click and every key not listed here do the same)",
    Action.PAUSE: "pause, resume",
    Action.UNDO: "undo the last key: fatigue, skip, redo, stop, a new order",
    Action.SKIP: "skip this set, rest, or push",
    Action.REDO: "redo this set; during a rest, the set before it",
    Action.LONGER: "15 s more rest",
    Action.SHORTER: "15 s less rest",
    Action.HEAVIER: "next heavier load for the next set",
    Action.LIGHTER: "next lighter load for the next set",
    Action.ACCEPT: "use the suggested load",
    Action.EARLIER: "the last set ended 1 s earlier",
    Action.LATER: "the last set ended 1 s later",
    Action.EDIT: "correct the last set: load, time, reps, note",
    Action.KEEP: "keep a set that ended early: it was not a false start",
    Action.BODYWEIGHT: "enter your body weight",
    Action.ORDER: "list the exercises that are left: choose the next one, or leave one out",
    Action.POSTPONE: "do the next exercise later",
    Action.ONE_MORE: "one more set of the last exercise",
    Action.REPEAT: "repeat what comes next",
    Action.SHARE: "show the workout on a phone: a QR code and a link",
    Action.STOP: "stop the workout",
    Action.HELP: "show this help",
}


def workout_keys(keys: Keymap) -> Pairs:
    """Yield the keys of a workout as the settings map them, with their meaning."""
    for action, meaning in MEANINGS.items():
        pressed = [shown(key) for key, does in keys.actions.items() if does is action]
        yield " ".join(pressed), meaning


def screen_keys(screen: Screen[Any]) -> Pairs:
    """Yield the keys of a screen and of its focused widget, with their meaning."""
    own = {each.action for each in type(screen).BINDINGS if isinstance(each, Binding)}
    for active in screen.active_bindings.values():
        if active.enabled and (active.binding.show or active.binding.action in own):
            yield shown(active.binding.key), active.binding.description


class HelpScreen(ModalScreen[None]):
    """A page over the screen; Esc, ?, Enter, or q closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, "dismiss", "close") for key in ("escape", "question_mark", "enter", "q")
    ]

    def __init__(self, pairs: Pairs) -> None:
        super().__init__()
        keys: dict[str, list[str]] = {}
        for key, meaning in pairs:
            keys.setdefault(meaning, []).append(key)
        self._pairs = [(" ".join(each), meaning) for meaning, each in keys.items()]

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        with VerticalScroll(id="help"):
            yield Static(Text("Keys", "bold"))
            yield Static(_table(self._pairs))
            yield Static(Text("\nGlossary", "bold"))
            yield Static(_table(GLOSSARY))
        yield KeyRow()


def _table(pairs: Pairs) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column()
    for name, meaning in pairs:
        table.add_row(Text(name, "bold"), Text(meaning))
    return table
