"""The first start: the safety card, and a test of the sound."""

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

SOUND = "Did you hear “lift” and “lower”?   Enter yes   n no   r play again"

NOT_HEARD = (
    "Turn up the volume, and check which output device your system uses. Press s on the first"
    " screen to choose the device and the sound profile. To test all devices, run `supertimer"
    " doctor` in a shell. Without sound, the screen flashes at each turnaround."
    "\n\nPress Enter to continue."
)


class FirstScreen(ModalScreen[None]):
    """Two cards. `sample` plays the two words that matter most."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "on", "continue"),
        Binding("n", "not_heard", "no"),
        Binding("r", "again", "play again"),
    ]

    def __init__(self, sample: Callable[[], object]) -> None:
        super().__init__()
        self._sample = sample
        self._asked = False

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        with VerticalScroll(id="first"):
            yield Static(self._safety())

    def _safety(self) -> Text:
        text = Text(f"{SAFETY_TITLE}\n", "bold")
        for head, rest in SAFETY_CARD:
            text.append(f"\n{head} ", "bold")
            text.append(rest, "not bold")
        text.append("\n\nPress Enter when you have read this.", "bold")
        return text

    def action_on(self) -> None:
        """Go to the question about the sound, then home."""
        if self._asked:
            self.dismiss()
            return
        self._asked = True
        paths.welcome()
        self.action_again()
        self.query_one(Static).update(Text(SOUND, "bold"))

    def action_again(self) -> None:
        """Play the sample."""
        if self._asked:
            self._sample()

    def action_not_heard(self) -> None:
        """Show what to do if the sound does not play."""
        if self._asked:
            self.query_one(Static).update(Text(NOT_HEARD))
