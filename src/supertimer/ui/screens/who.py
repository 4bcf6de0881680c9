"""The question who trains: one history holds several people."""

from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

from supertimer.text import literal
from supertimer.ui.widgets.field import Field


class WhoScreen(ModalScreen[str | None]):
    """The list of people with a field for a new one; returns the name, None for Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "cancel")]

    def __init__(self, people: tuple[str, ...], now: str) -> None:
        super().__init__()
        self._people = people
        self._now = now

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        with Vertical(id="who"):
            yield Label("Who trains?", id="what")
            yield OptionList(*(Option(Text(literal(name), "bold")) for name in self._people))
            yield Label("New person:")
            yield Field(placeholder="name", compact=True, max_length=40, select_on_focus=False)
            yield Label("Enter choose   Esc cancel   or type a new name", id="advice")

    def on_mount(self) -> None:
        """Start at the current person."""
        people = self.query_one(OptionList)
        if self._now in self._people:
            people.highlighted = self._people.index(self._now)
        if not self._people:
            self.query_one(Input).focus()

    def on_key(self, event: events.Key) -> None:
        """Send typed letters to the field for a new name."""
        field = self.query_one(Input)
        if event.is_printable and event.character and not field.has_focus:
            event.stop()
            field.focus()
            field.insert_text_at_cursor(event.character)

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Return the chosen person."""
        event.stop()
        self.dismiss(self._people[event.option_index])

    @on(Input.Submitted)
    def entered(self, event: Input.Submitted) -> None:
        """Return the new person, if the field has a name."""
        event.stop()
        if name := " ".join(event.value.split()):
            self.dismiss(name)
