"""A list that can be filled anew without losing its place."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from rich.text import Text
from textual.widgets import OptionList
from textual.widgets.option_list import Option

T = TypeVar("T")


class RowList(OptionList):
    """Rows of text, one of which is highlighted."""

    def fill(self, rows: Iterable[Text], first: int = 0) -> None:
        """Show these rows, with the highlight where it was; `first` is where it begins."""
        place = first if self.highlighted is None else self.highlighted
        self.clear_options()
        self.add_options([Option(row) for row in rows])
        if self.options:
            self.highlighted = min(place, len(self.options) - 1)

    def chosen(self, items: Sequence[T]) -> T | None:
        """Return the one of `items` whose row is highlighted; None if none is."""
        place = self.highlighted
        return None if place is None or place >= len(items) else items[place]
