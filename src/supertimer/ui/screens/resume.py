"""A workout of this routine was cut off: go on with it, or begin anew?"""

from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label

from supertimer.text import literal

Choice = Literal["resume", "anew"]


class ResumeScreen(ModalScreen[Choice | None]):
    """Asks what is to become of the workout that `sentence` tells of; None for Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,r", "dismiss('resume')", "resume"),
        Binding("n", "dismiss('anew')", "begin anew"),
        Binding("escape,q", "dismiss", "leave"),
    ]

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self._sentence = sentence

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        with Vertical(id="resume"):
            yield Label(f"{literal(self._sentence)}?", id="what", markup=False)
            yield Label(
                "Enter goes on with it.\n"
                "n begins anew; the sets that were done stay in the history.",
                id="advice",
                markup=False,
            )
