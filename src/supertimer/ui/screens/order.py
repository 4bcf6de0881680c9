"""The exercises that are left, in large type: choose the next one, or leave one out."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, OptionList

from supertimer.engine.commands import LeaveOut, Order
from supertimer.engine.order import Left
from supertimer.text import count, literal
from supertimer.ui.widgets.row_list import RowList
from supertimer.ui.workout.blocks import spell
from supertimer.ui.workout.letters import rows
from supertimer.workout.reorder import name, put_next

TALL = 44
"""From this many rows on, the letters are twice as large."""


class OrderScreen(ModalScreen[Order | None]):
    """A list of the exercises that are left; returns the chosen order, or None for Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("backspace,delete", "leave_out", "leave out"),
        Binding("escape,o,q", "dismiss", "close"),
    ]

    def __init__(self, left: Sequence[Left]) -> None:
        super().__init__()
        self._left = left

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        with Vertical(id="order"):
            yield Label("Exercises left", id="what")
            yield RowList()
            yield Label("Enter do it next   Backspace leave it out today   Esc keep the order")

    def on_resize(self, event: events.Resize) -> None:
        """Draw the names as large as the window allows."""
        columns = max(10, event.size.width - 8)
        scale = 2 if event.size.height >= TALL else 1
        self.query_one(RowList).fill(_rows(self._left, columns, scale))

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Do the exercise next; the first one already is."""
        event.stop()
        place = event.option_index
        self.dismiss(put_next(self._left, self._left[place].unit) if place else None)

    def action_leave_out(self) -> None:
        """Leave out the chosen exercise today."""
        if chosen := self.query_one(RowList).chosen(self._left):
            self.dismiss(LeaveOut(chosen.unit))


def _rows(left: Sequence[Left], columns: int, scale: int) -> Iterator[Text]:
    """Yield each exercise: its name in big letters, and below it how many sets are left."""
    for place, each in enumerate(left):
        words = tuple(literal(name(each)).split())
        shown = spell(words, " ", columns, (scale, 2 * rows(scale) + scale))
        text = Text("\n".join(shown.rows), "bold", no_wrap=True)
        text.append("\nnext, " if place == 0 else "\n", "dim")
        text.append(f"{count(each.sets, 'set')} left\n", "dim")
        yield text
