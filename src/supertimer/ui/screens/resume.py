"""The question whether to resume an interrupted workout or to start over."""

from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label

from supertimer.text import literal
from supertimer.ui.widgets.key_row import KeyRow

Choice = Literal["resume", "restart"]


class ResumeScreen(ModalScreen[Choice | None]):
    """The question about the workout in `sentence`; returns the choice, None for Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,r", "dismiss('resume')", "resume"),
        Binding("n", "dismiss('restart')", "start over"),
        Binding("escape,q", "dismiss", "cancel"),
    ]

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self._sentence = sentence

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        with Vertical(id="resume"):
            yield Label(f"{literal(self._sentence)}?", id="what", markup=False)
            yield Label(
                "If you start over, the sets that you did stay in the history.",
                id="advice",
                markup=False,
            )
        yield KeyRow()
