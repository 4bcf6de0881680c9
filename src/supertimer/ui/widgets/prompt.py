"""A question with one field."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from supertimer.text import literal
from supertimer.ui.widgets.field import Field
from supertimer.workout.entries import FieldError

KEYS = "Enter save   Esc cancel"


class Prompt(ModalScreen[str | None]):
    """The question `question`; returns text that `check` accepts, or None for Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "cancel")]

    def __init__(self, question: str, value: str, check: Callable[[str], object]) -> None:
        super().__init__()
        self._question = question
        self._value = value
        self._check = check

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        with Vertical(id="prompt"):
            yield Label(literal(self._question), id="what", markup=False)
            yield Field(self._value, compact=True, select_on_focus=True)
            yield Label(KEYS, id="advice", markup=False)

    @on(Input.Changed)
    def advise(self) -> None:
        """Show the keys, until the next error."""
        advice = self.query_one("#advice", Label)
        advice.update(KEYS)
        advice.remove_class("wrong")

    @on(Input.Submitted)
    def keep(self, event: Input.Submitted) -> None:
        """Return the answer, or show the error."""
        event.stop()
        try:
            self._check(event.value)
        except FieldError as error:
            advice = self.query_one("#advice", Label)
            advice.update(literal(str(error)))
            advice.add_class("wrong")
            return
        self.dismiss(event.value)
