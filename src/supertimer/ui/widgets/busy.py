"""Work that may take long, in a thread, with a bar that appears after a second."""

import asyncio
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, ProgressBar

from supertimer.clock import Clock
from supertimer.errors import SupertimerError
from supertimer.interop.progress import WorkProgress

LOOK_S = 0.1
"""How often the bar is drawn, in seconds."""

T = TypeVar("T")


class CanceledError(SupertimerError):
    """The user canceled the work, so it changed nothing."""


class BusyScreen(ModalScreen[None]):
    """The bar; before it appears, the screen below can be seen, and no key does anything."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "cancel")]

    def __init__(self) -> None:
        super().__init__()
        self._doing = ""
        self._percent = 0
        self._canceled = False

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        with Vertical(id="busy"):
            yield Label("", id="what", markup=False)
            yield ProgressBar(total=100, show_eta=False)
            yield Label("Esc cancel", id="advice", markup=False)

    def on_mount(self) -> None:
        """Draw the bar again and again."""
        self.query_one("#busy").display = False
        self.set_interval(LOOK_S, self.look)

    def on_unmount(self) -> None:
        """Cancel the work if the program ends."""
        self._canceled = True

    def note(self, doing: str, percent: int) -> None:
        """Note what the thread is doing; raises CanceledError there if the user canceled it."""
        self._doing, self._percent = doing, percent
        if self._canceled:
            raise CanceledError("Canceled. Nothing was changed.")

    def look(self) -> None:
        """Draw what was noted last."""
        if self._doing:
            self.query_one("#busy").display = True
            self.query_one("#what", Label).update(f"{self._doing}…")
            self.query_one(ProgressBar).update(progress=self._percent)

    def action_cancel(self) -> None:
        """Cancel the work at its next step."""
        self._canceled = True


async def busy(app: App[Any], clock: Clock, work: Callable[[WorkProgress], T]) -> T:
    """Do `work` in a thread, with a bar if it takes long; return its result, or raise its error."""
    screen = BusyScreen()
    await app.push_screen(screen)
    try:
        return await asyncio.to_thread(work, WorkProgress(clock, screen.note))
    finally:
        if screen.is_attached:
            screen.dismiss()
