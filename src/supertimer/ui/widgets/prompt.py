"""One question with one field."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from supertimer.text import literal
from supertimer.ui.widgets.field import Field, FieldError

KEYS = "Enter keep   Esc leave"


class Prompt(ModalScreen[str | None]):
    """Asks `question`; gives the text that `check` found nothing wrong with, None for Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "leave")]

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
        """Say what the keys do, until something is wrong again."""
        advice = self.query_one("#advice", Label)
        advice.update(KEYS)
        advice.remove_class("wrong")

    @on(Input.Submitted)
    def keep(self, event: Input.Submitted) -> None:
        """Take the answer, or say what is wrong with it."""
        event.stop()
        try:
            self._check(event.value)
        except FieldError as error:
            advice = self.query_one("#advice", Label)
            advice.update(literal(str(error)))
            advice.add_class("wrong")
            return
        self.dismiss(event.value)
