"""The keys of the screen one is on, and the words that are not everybody's."""

from collections.abc import Iterable
from typing import Any, ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from supertimer.workout.keymap import Action, Keymap, shown

Pairs = Iterable[tuple[str, str]]

WORDS = (
    ("time under load", "how long a set lasts while the weight is held or moved; TUL for short"),
    ("cadence", "how long each part of a rep takes: lift 10 s, lower 10 s"),
    ("fatigue", "the moment when no further inch is possible in good form"),
    ("push", "the ten seconds after it: keep pushing, though nothing moves"),
    ("turnaround", "from lifting to lowering, or back: slowly, without a rest"),
    ("target window", "the time under load to aim for; above it the load goes up"),
    ("cap", "when a set ends by itself"),
)

MEANINGS = {
    Action.MAIN: "go; in a set: fatigue (as is any key that is not listed here, and a click)",
    Action.PAUSE: "pause, and go on",
    Action.UNDO: "take back the last key: fatigue, skip, redo, stop",
    Action.SKIP: "skip this set, rest or push",
    Action.REDO: "do this set again, or the one before this rest",
    Action.LONGER: "15 s more rest",
    Action.SHORTER: "15 s less rest",
    Action.HEAVIER: "more load for the set that comes",
    Action.LIGHTER: "less load",
    Action.ACCEPT: "take the suggested load",
    Action.EARLIER: "the last set ended a second earlier",
    Action.LATER: "it ended a second later",
    Action.EDIT: "correct the last set: load, time, reps, note",
    Action.KEEP: "keep a set that ended early: it was no false start",
    Action.BODYWEIGHT: "what you weigh",
    Action.ORDER: "what is left: put an exercise next, or leave it out today",
    Action.POSTPONE: "do the exercise that comes next later",
    Action.ONE_MORE: "one more set of the exercise just done",
    Action.REPEAT: "say again what comes next",
    Action.STOP: "end the workout here",
    Action.HELP: "this page",
}


def workout_keys(keys: Keymap) -> Pairs:
    """The keys of the workout, as they are mapped."""
    for action, meaning in MEANINGS.items():
        pressed = [shown(key) for key, does in keys.actions.items() if does is action]
        yield " ".join(pressed), meaning


def screen_keys(screen: Screen[Any]) -> Pairs:
    """Yield the keys of a screen, and of what has the focus there."""
    own = {each.action for each in type(screen).BINDINGS if isinstance(each, Binding)}
    for active in screen.active_bindings.values():
        if active.enabled and (active.binding.show or active.binding.action in own):
            yield shown(active.binding.key), active.binding.description


class HelpScreen(ModalScreen[None]):
    """A page over the screen; any of its keys closes it."""

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
            yield Static(Text("\nWords", "bold"))
            yield Static(_table(WORDS))
            yield Static(Text("\nEsc closes this page.", "dim"))


def _table(pairs: Pairs) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column()
    for name, meaning in pairs:
        table.add_row(Text(name, "bold"), Text(meaning))
    return table
