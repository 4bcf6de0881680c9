"""Home: which routine today? And everything else from here."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.console import Group
from rich.padding import Padding
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static

from supertimer.text import literal
from supertimer.ui.trouble import told
from supertimer.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from supertimer.ui.screens.home_model import HomeModel, Item
    from supertimer.workout.trainer import Trainer

WATCH_S = 2.0
"""Seconds between two looks at whether a routine's file was changed."""

RECOVERING = 6
"""Muscles below the list that have not recovered yet, at most."""

WELCOME = "New here? Enter starts the chosen routine; d shows how a set goes, with its sounds."


class Routines(RowList):
    """The list; Enter comes in its turn, also right after an arrow."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "start")]


class HomeScreen(Screen[None]):
    """The list of routines, and a preview of the chosen one. What is wanted of one is a message."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012  # Textual asks for it
        (0, "-narrow"),  # no room for the preview
        (50, "-middle"),
        (118, "-wide"),  # room for the body map
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]  # noqa: RUF012
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

    @dataclass
    class Start(Message):
        """A routine is to be done."""

        item: "Item"

    @dataclass
    class Log(Message):
        """What was done of a routine away from the computer is to be entered."""

        item: "Item"

    @dataclass
    class Resume(Message):
        """A workout that was cut off is to go on."""

        workout: str
        """The workout's key."""

    def __init__(self) -> None:
        super().__init__()
        self._model: HomeModel | None = None

    def compose(self) -> ComposeResult:
        """See `Widget.compose`: what can be painted at once; the rest comes with the routines."""
        with Horizontal(id="top"):
            yield Static("supertimer", id="title")
            yield Static("", id="person", markup=False)
        yield Static("", id="banner", markup=False)

    async def furnish(self, trainer: "Trainer") -> None:
        """Add what needs the routines, and show them; not to be called by this screen itself.

        The routines are read once all of it has been painted.
        """
        from supertimer.ui.screens.home_model import HomeModel
        from supertimer.ui.widgets.body_view import BodyMap

        left = Vertical(Routines(id="routines"), Static("", id="recovery", markup=False), id="left")
        right = VerticalScroll(Static("", id="preview", markup=False), id="right", can_focus=False)
        middle = Horizontal(left, right, BodyMap(id="body"), id="middle")
        await self.mount(middle, Footer(compact=True, show_command_palette=False))
        self.query_one(Routines).focus()
        await self.wait_for_refresh()
        self._model = HomeModel(trainer)
        self._show(self._model)
        self.set_interval(WATCH_S, self._look_again)

    def on_screen_resume(self) -> None:
        """Show what was done in between."""
        self.fill()

    def _look_again(self) -> None:
        if self.is_current and self._model is not None and self._model.look():
            self.fill()

    def fill(self) -> None:
        """Read everything anew and show it."""
        if self._model is not None:
            self._model.read()
            self._show(self._model)

    def _show(self, model: "HomeModel") -> None:
        from supertimer.ui.widgets.body_view import BodyMap

        who = Text.assemble((literal(model.person), "bold"), "   ", ("w", "bold"), " who")
        self.query_one("#person", Static).update(who)
        banner = Text(WELCOME if model.newcomer else "")
        if model.resume:
            banner = Text(f"{model.resume}   r resume   x leave it", "bold")
        self.query_one("#banner", Static).update(banner)
        self.query_one(Routines).fill(map(_prompt, model.items), model.first_choice())
        self.query_one(BodyMap).show(model.body)
        self.refresh_bindings()

    @on(OptionList.OptionHighlighted)
    def preview(self) -> None:
        """Show the chosen routine in words."""
        model, item = self._model, self._chosen()
        if model is not None and item is not None:
            first, *rest = model.lines(item)
            words = Group(Text(first, "bold"), *map(_indented, rest))
            self.query_one("#preview", Static).update(words)
            self.query_one("#right", VerticalScroll).scroll_home(animate=False)
            tired = "\n".join(list(model.recovering(item))[:RECOVERING])
            self.query_one("#recovery", Static).update(f"Recovering\n{tired}" if tired else "")

    @on(OptionList.OptionSelected)
    def action_start(self) -> None:
        """Do the chosen routine."""
        if item := self._usable():
            self.post_message(self.Start(item))

    def action_map(self) -> None:
        """Show the body map instead of the preview, where there is no room for both; and back."""
        self.toggle_class("map")

    def action_log(self) -> None:
        """Enter what was done of the chosen routine away from here."""
        if item := self._usable():
            self.post_message(self.Log(item))

    def action_edit(self) -> None:
        """Open the chosen routine in the user's editor; a bundled one is copied first."""
        from supertimer.ui.editor import open_editor, own_copy

        if item := self._chosen():
            with told(self):
                path = own_copy(item.entry)
                with self.app.suspend():
                    open_editor(path)
            self.fill()

    def action_resume(self) -> None:
        """Go on with the workout that was cut off."""
        if self._model and self._model.cut_off:
            self.post_message(self.Resume(self._model.cut_off.workout))

    def action_leave(self) -> None:
        """Keep the workout that was cut off as it is, and offer it no more."""
        if self._model:
            with told(self):
                self._model.leave()
            self.fill()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """See `DOMNode.check_action`: only what can be resumed is offered."""
        if action in ("resume", "leave"):
            return bool(self._model and self._model.cut_off)
        return True

    def _usable(self) -> "Item | None":
        """The chosen routine, if it can be done."""
        item = self._chosen()
        if item is not None and item.file.routine is None:
            self.notify("This routine has to be mended first: e edits it.", severity="warning")
            return None
        return item

    def _chosen(self) -> "Item | None":
        return self.query_one(Routines).chosen(self._model.items) if self._model else None


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
