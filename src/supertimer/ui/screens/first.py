"""The first start: a word on safety, and whether the sound is heard."""

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

SOUND = "Heard “lift” and “lower”?   Enter yes   n no, help   r once more"

NOT_HEARD = (
    "Turn up the volume, and look which output the system plays through. `s` on the first screen"
    " sets device and profile; `supertimer doctor` tries all that this machine has. Without sound"
    " the screen flashes at each turnaround.\n\nEnter goes on"
)


class FirstScreen(ModalScreen[None]):
    """Two cards. `sample` plays the two words that matter most."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "on", "go on"),
        Binding("n", "not_heard", "not heard"),
        Binding("r", "again", "once more"),
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
        text.append("\n\nEnter: I have read this", "bold")
        return text

    def action_on(self) -> None:
        """To the question about the sound, then home."""
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
        """Say what can be done."""
        if self._asked:
            self.query_one(Static).update(Text(NOT_HEARD))
