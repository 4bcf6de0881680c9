"""A question with a list of answers."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from supertimer.text import literal


class Choice(ModalScreen[str | None]):
    """The question `question`; returns one of `answers`, or None for Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "cancel")]

    def __init__(self, question: str, answers: Sequence[str]) -> None:
        super().__init__()
        self._question = question
        self._answers = answers

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        with Vertical(id="choice"):
            yield Label(literal(self._question), id="what", markup=False)
            yield OptionList(*(Option(Text(answer)) for answer in self._answers))
            yield Label("Enter choose   Esc cancel", id="advice", markup=False)

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Return the answer."""
        event.stop()
        self.dismiss(self._answers[event.option_index])
