"""A list that keeps its place when it is filled again, and a list of choices on a card."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, TypeVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

T = TypeVar("T")


class RowList(OptionList):
    """Rows of text with one highlighted row."""

    def fill(self, rows: Iterable[Text], first: int = 0) -> None:
        """Show `rows` and keep the highlight; at first, highlight the row at `first`."""
        place = first if self.highlighted is None else self.highlighted
        self.clear_options()
        self.add_options([Option(row) for row in rows])
        if self.options:
            self.highlighted = min(place, len(self.options) - 1)

    def chosen(self, items: Sequence[T]) -> T | None:
        """Return the item of the highlighted row; None without one."""
        place = self.highlighted
        return None if place is None or place >= len(items) else items[place]


class Choices(OptionList):
    """A list that shows its key."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "choose")]
