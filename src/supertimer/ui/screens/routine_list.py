"""The list of routines in groups, with a field that narrows it."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from supertimer.text import literal
from supertimer.ui.screens.home_model import Item, matching
from supertimer.ui.widgets.field import Field

GROUPS = ((False, "Yours"), (True, "Bundled"))
"""Whether a routine is bundled, and the heading of its group."""

ROOMY = 16
"""A window of at least this many rows has an empty row between the groups."""


class Routines(OptionList):
    """The rows; Enter waits until an arrow key before it has acted."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "start")]


class FilterField(Field):
    """The field for what to look for; Enter and the down arrow lead to the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down", "submit", "choose", key_display="⏎"),
        Binding("escape", "empty", "show all"),
    ]

    class Emptied(Message):
        """The user wants all routines again."""

    def action_empty(self) -> None:
        """Ask for all routines."""
        self.post_message(self.Emptied())


class RoutineList(Vertical):
    """The user's routines and the bundled ones below their headings."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "filter", key_display="/"),
        Binding("escape", "show_all", "show all"),
    ]

    def __init__(self) -> None:
        super().__init__(id="list")
        self._items: Sequence[Item] = ()
        self._shown: dict[str, Item] = {}
        """The routines in the list, by the names of their files."""

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        yield FilterField(placeholder="name, exercise, or muscle", id="filter", compact=True)
        yield Routines(id="routines")
        yield Static("", id="unmatched", markup=False)

    @property
    def chosen(self) -> Item | None:
        """The highlighted routine, or None."""
        option = self.query_one(Routines).highlighted_option
        return None if option is None else self._shown.get(option.id or "")

    def fill(self, items: Sequence[Item], first: Item | None = None) -> None:
        """Show `items`; keep the highlighted one, or else highlight `first`."""
        self._items = items
        self._fill(self.chosen or first)

    def _fill(self, wanted: Item | None) -> None:
        field, rows = self.query_one(FilterField), self.query_one(Routines)
        shown = matching(self._items, field.value)
        self._shown = {item.entry.name: item for item in shown}
        rows.set_options(_options(shown, gap=self.app.size.height >= ROOMY))
        if shown:
            name = "" if wanted is None else wanted.entry.name
            name = name if name in self._shown else shown[0].entry.name
            rows.highlighted = rows.get_option_index(name)
        told = "" if shown or not self._items else f"No routine has “{literal(field.value)}”."
        self.query_one("#unmatched", Static).update(told)
        self.set_class(not shown, "unmatched")

    def on_resize(self) -> None:
        """Show the list again: the gap between the groups depends on the height."""
        self._fill(self.chosen)

    @on(Input.Changed)
    def narrow(self) -> None:
        """Show the routines that match, the first one highlighted."""
        self._fill(None)
        self.refresh_bindings()

    @on(Input.Submitted)
    def choose(self, event: Input.Submitted) -> None:
        """Go to the list; without any match, stay in the field."""
        event.stop()
        if self._shown:
            self.query_one(Routines).focus()
            self.set_class(bool(event.value), "filtered")

    def action_filter(self) -> None:
        """Open the field."""
        self.add_class("filtered")
        self.query_one(FilterField).focus()

    @on(FilterField.Emptied)
    def action_show_all(self) -> None:
        """Close the field and show all routines; the highlighted one stays."""
        chosen, field = self.chosen, self.query_one(FilterField)
        with field.prevent(Input.Changed):
            field.value = ""
        self.remove_class("filtered")
        self.query_one(Routines).focus()
        self._fill(chosen)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """See `DOMNode.check_action`: letters go to the field while it has the focus."""
        typing = self.query_one(FilterField).has_focus
        if action == "show_all":
            return self.has_class("filtered") and not typing
        return not (typing and action == "filter")


def _options(items: Sequence[Item], *, gap: bool) -> Iterator[Option]:
    """Yield the heading of each group that has routines, and its routines.

    With `gap`, a row between the groups stays empty.
    """
    for bundled, heading in GROUPS:
        group = [item for item in items if item.entry.bundled is bundled]
        if group:
            later = bundled and len(group) < len(items)
            yield Option(Text(f"\n{heading}" if gap and later else heading), disabled=True)
        for item in group:
            yield Option(_prompt(item), id=item.entry.name)


def _prompt(item: Item) -> Text:
    """Return the row of a routine: its name and its facts."""
    text = Text(item.name, "bold")
    if item.due:
        text.append(f"   {item.due}", "not bold italic")
    text.append(f"\n{item.facts}", "not bold not italic dim")
    return text
