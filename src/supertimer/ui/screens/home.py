"""The first screen: the list of routines, and the way to every other screen."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.console import Group
from rich.padding import Padding
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widgets import OptionList, Static

from supertimer.text import literal
from supertimer.ui.theme import palette
from supertimer.ui.trouble import told
from supertimer.ui.widgets.key_row import KeyRow

if TYPE_CHECKING:
    from supertimer.ui.screens.home_model import HomeModel, Item
    from supertimer.workout.trainer import Trainer

WATCH_S = 2.0
"""Seconds between two checks for changed routine files."""

BELOW = 4
"""The rows for recovering muscles below the routines."""
BESIDE = 17
"""The rows for recovering muscles beside the body map."""
LIST = 17
"""The rows that everything else needs if the recovering muscles are below the routines."""

WELCOME = "New here? Press d for a demo, Enter to start, or i to import a log."


class HomeScreen(Screen[None]):
    """The list of routines, and a preview of the chosen one; it posts what the user wants."""

    IS_FIRST = True
    """See `LaterLooks`."""
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012  # Textual asks for it
        (0, "-narrow"),  # no room for the preview
        (50, "-middle"),
        (118, "-wide"),  # room for the body map
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-low"),
        (16, "-high"),
        (22, "-tall"),  # room for the card of the next workout
        (36, "-full"),  # room for the body map below the preview
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "resume", "resume", show=False),
        Binding("x", "leave", "don't resume", show=False),
        Binding("h", "app.history", "history"),
        Binding("e", "edit", "edit"),
        Binding("m", "map", "map"),
        Binding("s", "app.settings", "settings"),
        Binding("l", "log", "log"),
        Binding("i", "import", "import", show=False),
        Binding("w", "app.who", "person", show=False),
        Binding("d", "app.demo", "demo"),
        Binding("question_mark", "app.help", "help", key_display="?"),
        Binding("f1", "app.help", "help", show=False),
        Binding("q", "app.quit", "quit"),
    ]

    @dataclass
    class Start(Message):
        """The user wants to start a routine."""

        item: "Item"

    @dataclass
    class Log(Message):
        """The user wants to log a past workout of a routine."""

        item: "Item"

    @dataclass
    class Resume(Message):
        """The user wants to resume an interrupted workout."""

        workout: str
        """The workout's key."""

    def __init__(self) -> None:
        super().__init__()
        self._model: HomeModel | None = None

    def compose(self) -> ComposeResult:
        """See `Widget.compose`: the part that needs no routines."""
        with Horizontal(id="top"):
            yield Static("supertimer", id="title")
            yield Static("", id="person", markup=False)
            yield Static(Text.assemble(("i", "bold"), " import"), id="import-key")
        yield Static("", id="banner", markup=False)

    async def furnish(self, trainer: "Trainer") -> None:
        """Add the widgets that need the routines, paint them, then read and show the routines.

        The screen itself must not call this.
        """
        from supertimer.ui.screens.home_model import HomeModel
        from supertimer.ui.screens.routine_list import RoutineList, Routines
        from supertimer.ui.widgets.body_view import BodyMap

        left = Vertical(Static("", id="card", markup=False), RoutineList(), id="left")
        right = VerticalScroll(Static("", id="preview", markup=False), id="right", can_focus=False)
        recovery = Static("", id="recovery", markup=False)
        middle = Container(left, right, BodyMap(id="body"), recovery, id="middle")
        await self.mount(middle, KeyRow())
        self.query_one(Routines).focus()
        await self.wait_for_refresh()
        self._model = HomeModel(trainer)
        self._show(self._model)
        self.set_interval(WATCH_S, self._look_again)

    def on_screen_resume(self) -> None:
        """Show the changes since the screen was left."""
        self.fill()

    def _look_again(self) -> None:
        if self.is_current and self._model is not None and self._model.look():
            self.fill()

    def fill(self) -> None:
        """Read everything again and show it."""
        if self._model is not None:
            self._model.read()
            self._show(self._model)

    def _show(self, model: "HomeModel") -> None:
        from supertimer.ui.screens.routine_list import RoutineList
        from supertimer.ui.widgets.body_view import BodyMap

        who = Text.assemble((literal(model.person), "bold"), "   ", ("w", "bold"), " person")
        self.query_one("#person", Static).update(who)
        banner = Text(WELCOME if model.newcomer else "")
        if model.resume:
            banner = Text(f"{model.resume}   r resume   x don't resume", "bold")
        self.query_one("#banner", Static).update(banner)
        self.query_one("#banner").display = bool(banner)
        self.query_one(RoutineList).fill(model.items, model.first_choice())
        what, *more = model.card or ("",)
        card = Text.assemble((what, "bold"), *(f"\n{line}" for line in more))
        self.query_one("#card", Static).update(card)
        self.set_class(bool(model.card), "scheduled")
        self.query_one(BodyMap).show(model.body)
        self.refresh_bindings()

    @on(OptionList.OptionHighlighted)
    def preview(self) -> None:
        """Show the chosen routine in words once the list is painted: it takes longer to read."""
        self.call_after_refresh(self._describe)

    def _describe(self) -> None:
        """Show the chosen routine in words, and the muscles that still recover."""
        model, item = self._model, self._chosen()
        if model is not None and item is not None:
            first, *rest = model.lines(item, narrow=not self._roomy)
            words = Group(Text(first, "bold"), *map(_indented, rest))
            self.query_one("#preview", Static).update(words)
            self.query_one("#right", VerticalScroll).scroll_home(animate=False)
            self._recover(model, item)

    @property
    def _roomy(self) -> bool:
        """Whether the preview, and below it the body map with the recovery, have room."""
        return self.has_class("-wide", "-full")

    def _recover(self, model: "HomeModel", item: "Item") -> None:
        """Show the muscles that still recover, as many as have room."""
        room = BESIDE if self._roomy or self.has_class("map") else BELOW
        room = min(room, max(BELOW, self.size.height - LIST))
        green = palette(dark=self.app.current_theme.dark, colors=self.app.console.color_system).rest
        rows = [Text.assemble(name, (bar, green), day) for name, bar, day in model.recovering(item)]
        if len(rows) > room:
            rows[room - 1 :] = [Text(f"{len(rows) - room + 1} more")]
        head = [Text("Recovering", "bold")] if rows else []
        self.query_one("#recovery", Static).update(Text("\n").join([*head, *rows]))

    @on(OptionList.OptionSelected)
    def action_start(self) -> None:
        """Start the chosen routine."""
        if item := self._usable():
            self.post_message(self.Start(item))

    def action_map(self) -> None:
        """Switch between preview and body map in a window that has no room for both."""
        self.toggle_class("map")
        self.preview()

    def on_resize(self) -> None:
        """Show as much as has room now."""
        self.call_after_refresh(self.preview)

    def action_log(self) -> None:
        """Log a past workout of the chosen routine."""
        if item := self._usable():
            self.post_message(self.Log(item))

    def action_import(self) -> None:
        """Import the log of another program."""
        from supertimer.ui.screens.import_log import ImportScreen

        if self._model is not None:
            self.app.push_screen(ImportScreen(self._model.trainer))

    def action_edit(self) -> None:
        """Open the chosen routine in the user's editor; copy a bundled one first."""
        from supertimer.ui.editor import open_editor, own_copy

        if item := self._chosen():
            with told(self):
                path = own_copy(item.entry)
                with self.app.suspend():
                    open_editor(path)
            self.fill()

    def action_resume(self) -> None:
        """Resume the interrupted workout."""
        if self._model and self._model.cut_off:
            self.post_message(self.Resume(self._model.cut_off.workout))

    def action_leave(self) -> None:
        """Mark the interrupted workout as stopped."""
        if self._model:
            with told(self):
                self._model.leave()
            self.fill()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """See `DOMNode.check_action`: offer only what can be done now."""
        if action == "map" and self.has_class("-wide"):
            return False
        if action in ("resume", "leave"):
            return bool(self._model and self._model.cut_off)
        return True

    def _usable(self) -> "Item | None":
        """Return the chosen routine if it is valid; tell the user if it is not."""
        item = self._chosen()
        if item is not None and item.file.outline is None:
            self.notify("This routine has errors. Press e to edit it.", severity="warning")
            return None
        return item

    def _chosen(self) -> "Item | None":
        if self._model is None:
            return None  # the first picture needs no list
        from supertimer.ui.screens.routine_list import RoutineList

        return self.query_one(RoutineList).chosen


def _indented(line: str) -> Padding:
    """Return a line that wraps below its own beginning."""
    words = line.lstrip(" ")
    return Padding(Text(words), (0, 0, 0, len(line) - len(words)))
