"""One question with one field."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from supertimer.ui.entries import EntryError


class Prompt(ModalScreen[str | None]):
    """Asks `question`; gives the text that `check` found nothing wrong with, None for Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "leave")]

    def __init__(self, question: str, value: str, check: Callable[[str], object]) -> None:
        super().__init__()
        self._question = question
        self._value = value
        self._check = check

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        with Vertical(id="prompt"):
            yield Label(self._question, markup=False)
            yield Input(self._value, compact=True)
            yield Label("Enter keep   Esc leave", id="advice", markup=False)

    @on(Input.Submitted)
    def keep(self, event: Input.Submitted) -> None:
        """Take the answer, or say what is wrong with it."""
        event.stop()
        try:
            self._check(event.value)
        except EntryError as error:
            self.query_one("#advice", Label).update(str(error))
            return
        self.dismiss(event.value)

    def action_leave(self) -> None:
        """No answer."""
        self.dismiss(None)
