"""Home: which routine today? And everything else from here."""

from typing import TYPE_CHECKING, ClassVar

from rich.console import Group
from rich.padding import Padding
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from supertimer.text import literal

if TYPE_CHECKING:
    from pathlib import Path

    from supertimer.routine.reload import Watched
    from supertimer.ui.app import SupertimerApp
    from supertimer.ui.screens.home_model import Item, Shelf

WATCH_S = 2.0
"""Seconds between two looks at whether a routine's file was changed."""

WIDE = 118
"""Columns from which on the body map has room."""

NARROW = 50
"""Columns below which the preview has no room."""

LOW = 16
"""Rows below which the routines need those of everything that can be seen elsewhere."""

WELCOME = "New here? Enter starts the chosen routine; d shows how a set goes, with its sounds."


class Routines(OptionList):
    """The list; Enter comes in its turn, also right after an arrow."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "start")]


class HomeScreen(Screen[None]):
    """The list of routines, and a preview of the chosen one."""

    app: "SupertimerApp"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "resume", "resume", show=False),
        Binding("x", "leave", "leave as it is", show=False),
        Binding("d", "app.demo", "demo"),
        Binding("h", "app.history", "history"),
        Binding("l", "log", "log"),
        Binding("m", "map", "map"),
        Binding("w", "app.who", "who trains", show=False),
        Binding("e", "edit", "edit"),
        Binding("s", "app.settings", "settings"),
        Binding("question_mark,f1", "app.help", "help", key_display="?"),
        Binding("q", "app.quit", "quit"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._shelf: Shelf | None = None
        self._watched: dict[Path, Watched] = {}

    def compose(self) -> ComposeResult:
        """See `Widget.compose`: what can be painted at once; the rest comes with the routines."""
        with Horizontal(id="top"):
            yield Static("supertimer", id="title")
            yield Static("", id="person", markup=False)
        yield Static("", id="banner", markup=False)

    async def furnish(self) -> None:
        """Add what needs the routines, and show them; the history is open now."""
        from supertimer.ui.widgets.body_view import BodyMap

        left = Vertical(Routines(id="routines"), Static("", id="recovery", markup=False), id="left")
        right = VerticalScroll(Static("", id="preview", markup=False), id="right", can_focus=False)
        middle = Horizontal(left, right, BodyMap(id="body"), id="middle")
        await self.mount(middle, Footer(compact=True, show_command_palette=False))
        self.query_one(OptionList).focus()
        self.set_interval(WATCH_S, self._look_again)
        self.fill()

    def on_resize(self) -> None:
        """What has no room gives way to the list of routines."""
        self.set_class(self.size.width >= WIDE, "wide")
        self.set_class(self.size.width < NARROW, "narrow")
        self.set_class(self.size.height < LOW, "low")

    def on_screen_resume(self) -> None:
        """What was done in between changes what is shown."""
        self.fill()

    def fill(self) -> None:
        """Read everything anew and show it."""
        trainer = self.app.trainer
        if trainer is None or not self.query(OptionList):
            return
        from supertimer.ui.screens.home_model import read_shelf

        self._shelf = shelf = read_shelf(trainer, self._watched)
        self.query_one("#person", Static).update(_who(trainer.person))
        self.query_one("#banner", Static).update(self._banner(shelf))
        self._list(shelf)
        self._body(shelf)
        self.refresh_bindings()

    def _look_again(self) -> None:
        from supertimer.ui.screens.home_model import stamps

        if self.is_current and self._shelf is not None and stamps() != self._shelf.stamps:
            self.fill()

    def _banner(self, shelf: "Shelf") -> Text:
        """An interrupted workout, else a word to a newcomer."""
        if shelf.resume:
            return Text(f"{shelf.resume}   r resume   x leave it", "bold")
        return Text(WELCOME if shelf.newcomer else "")

    def _list(self, shelf: "Shelf") -> None:
        options = self.query_one(OptionList)
        place = options.highlighted
        if place is None:
            place = shelf.first_choice
        options.clear_options()
        options.add_options([Option(_prompt(item)) for item in shelf.items])
        if shelf.items:
            options.highlighted = min(place, len(shelf.items) - 1)

    def _body(self, shelf: "Shelf") -> None:
        from supertimer.ui.widgets.body_view import BodyMap

        self.query_one(BodyMap).show(shelf.body)

    @on(OptionList.OptionHighlighted)
    def preview(self) -> None:
        """Show the chosen routine in words."""
        item = self._chosen()
        if item is not None:
            first, *rest = item.lines or ("",)
            words = Group(Text(first, "bold"), *map(_indented, rest))
            self.query_one("#preview", Static).update(words)
            self.query_one("#right", VerticalScroll).scroll_home(animate=False)
            tired = "\n".join(item.recovering[:6])
            self.query_one("#recovery", Static).update(f"Recovering\n{tired}" if tired else "")

    @on(OptionList.OptionSelected)
    def action_start(self) -> None:
        """Do the chosen routine."""
        if item := self._usable():
            self.app.begin(item.entry.path, item.content)

    def action_resume(self) -> None:
        """Go on with the workout that was cut off."""
        self.app.resume()

    def action_leave(self) -> None:
        """Keep the workout that was cut off as it is, and offer it no more."""
        self.app.leave_cut_off()

    def action_map(self) -> None:
        """Where there is no room for both: the body map instead of the preview, and back."""
        self.toggle_class("map")

    def action_log(self) -> None:
        """Enter what was done of the chosen routine away from here."""
        if item := self._usable():
            self.app.log_workout(item.entry.path, item.content)

    def action_edit(self) -> None:
        """Open the chosen routine in the user's editor, and come back."""
        item = self._chosen()
        if item is not None:
            self.app.edit(item.entry)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be resumed is offered."""
        if action in ("resume", "leave"):
            return self._shelf is not None and bool(self._shelf.resume)
        return True

    def _usable(self) -> "Item | None":
        """The chosen routine, if it can be done."""
        item = self._chosen()
        if item is not None and item.broken:
            self.notify("This routine has to be mended first: e edits it.", severity="warning")
            return None
        return item

    def _chosen(self) -> "Item | None":
        place = self.query_one(OptionList).highlighted
        if self._shelf is None or place is None or place >= len(self._shelf.items):
            return None
        return self._shelf.items[place]


def _indented(line: str) -> Padding:
    """A line that, where it is too long, goes on below its beginning."""
    words = line.lstrip(" ")
    return Padding(Text(words), (0, 0, 0, len(line) - len(words)))


def _prompt(item: "Item") -> Text:
    """A routine in the list: its name, and what is to be known about it."""
    text = Text(item.name, "bold")
    if item.due:
        text.append(f"   {item.due}", "not bold italic")
    text.append(f"\n{item.facts}", "not bold not italic dim")
    return text


def _who(person: str) -> Text:
    """Who trains, and the key that changes it."""
    return Text.assemble((literal(person), "bold"), "   ", ("w", "bold"), " who")
