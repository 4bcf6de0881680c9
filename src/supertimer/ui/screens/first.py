"""The first start: the safety card, and a test of the sound if it plays."""

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from supertimer import paths
from supertimer.body.safety import SAFETY_CARD, SAFETY_TITLE
from supertimer.ui.widgets.key_row import KeyRow

SOUND = "Did you hear “lift” and “lower”?"

NOT_HEARD = (
    "Turn up the volume, and check which output device your system uses. Press s on the first"
    " screen to choose the device and the sound profile. To test all devices, run `supertimer"
    " doctor` in a shell. Without sound, the screen flashes at each turnaround."
    "\n\nPress Enter to continue."
)


Sample = Callable[[Callable[[bool], None]], object]
"""Plays the two words that matter most, and passes whether they can be heard."""


class FirstScreen(ModalScreen[None]):
    """The safety card, and the question about the sound if the sound plays."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "read", "I have read this"),
        Binding("enter", "home('sound')", "yes"),
        Binding("n", "not_heard", "no"),
        Binding("r", "again", "play again"),
        Binding("enter", "home('help')", "continue"),
    ]

    def __init__(self, sample: Sample) -> None:
        super().__init__()
        self._sample = sample
        self._card = "safety"
        """`safety`, `sound`, or `help`."""

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        with VerticalScroll(id="first"):
            yield Static(_safety(), id="told")
        yield KeyRow()

    def action_read(self) -> None:
        """Play the sample, then ask about it or go home."""
        paths.welcome()
        self._sample(self._ask)

    def _ask(self, heard: bool) -> None:
        """Ask whether the words were heard; without sound, go home."""
        if not self.is_current:
            return
        if heard:
            self._turn_to("sound", Text(SOUND, "bold"))
        else:
            self.dismiss()

    def action_again(self) -> None:
        """Play the sample again."""
        self._sample(lambda heard: None)

    def action_not_heard(self) -> None:
        """Show what to do if the sound does not play."""
        self._turn_to("help", Text(NOT_HEARD))

    def action_home(self, card: str) -> None:
        """Go home from `card`."""
        self.dismiss()

    def _turn_to(self, card: str, text: Text) -> None:
        self._card = card
        self.query_one("#told", Static).update(text)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """See `DOMNode.check_action`: each card has its own keys."""
        if action == "home":
            return self._card == parameters[0]
        return self._card == {"read": "safety", "not_heard": "sound", "again": "sound"}.get(
            action, self._card
        )


def _safety() -> Text:
    text = Text(f"{SAFETY_TITLE}\n", "bold")
    for head, rest in SAFETY_CARD:
        text.append(f"\n{head} ", "bold")
        text.append(rest, "not bold")
    return text
