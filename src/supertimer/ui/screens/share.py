"""The QR code that opens the workout on a phone."""

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Label

from supertimer.workout.controls import Pages

LOOK_S = 0.3
"""How often the screen looks whether a phone has come, in seconds."""


class ShareScreen(ModalScreen[None]):
    """The code and the link; it closes at a key, and when a phone shows the workout."""

    COMMANDS: ClassVar = set()

    def __init__(self, pages: Pages) -> None:
        super().__init__()
        self._pages = pages

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        with VerticalScroll(id="share"):
            # A reader of codes wants black on white, whatever the theme is.
            code = Text("\n".join(self._pages.code), "#000000 on #ffffff", no_wrap=True)
            yield Label(code, id="code")
            yield Label(Text(f"Scan this with the phone, or open {self._pages.link}", "bold"))
            yield Label(Text(self._pages.about), classes="quiet")
            yield Label("Press any key to go on without a phone; the link stays valid.")

    def on_mount(self) -> None:
        """Wait for a phone."""
        self.set_interval(LOOK_S, self._look)

    def _look(self) -> None:
        if self._pages.count and self.is_current:
            self.dismiss()

    def on_key(self, event: events.Key) -> None:
        """Close at any key."""
        event.stop()
        event.prevent_default()
        self.dismiss()
