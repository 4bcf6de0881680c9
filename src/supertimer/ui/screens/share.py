"""How a phone opens the workout: a QR code, and an address with a code to type."""

from collections.abc import Iterator
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from supertimer.ui.workout.blocks import spell
from supertimer.ui.workout.letters import rows
from supertimer.workout.controls import Pages

LOOK_S = 0.3
"""How often the screen looks whether a phone has come, in seconds."""

MARGIN = 2
"""Columns left and right of the card, and between the code and the text."""

LEAST = 40
"""The text beside the large QR code needs this many columns."""

HOW = "Scan this with the phone.\nOr enter this code at the address below:"

TYPE = "On the phone, open {address} and enter the code {code}."
"""What to do where the window has no room for the QR code."""

INK = "#000000 on #ffffff"
"""A reader of codes wants black on white, whatever the theme is."""


class ShareScreen(ModalScreen[None]):
    """The QR code, the address, and what they open.

    It closes at a key, and when a phone comes that does not show the workout yet.
    """

    COMMANDS: ClassVar = set()

    def __init__(self, pages: Pages, key: str = "") -> None:
        """Show how to open `pages`; `key` shows this again."""
        super().__init__()
        self._pages = pages
        self._before = pages.count
        self._key = key

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        with VerticalScroll(id="share"):
            with Horizontal():
                yield Static(id="qr", markup=False)
                with Vertical(id="how"):
                    yield Static(HOW, id="do", markup=False)
                    yield Static(id="typed", markup=False)
                    yield Static(Text(self._pages.about), classes="quiet")
                    yield Static("", id="leave", markup=False)
            yield Static(id="address", markup=False)

    def on_mount(self) -> None:
        """Wait for a phone."""
        again = f"; {self._key} shows this again" if self._key else ""
        self.query_one("#leave", Static).update(f"Press any key to go on{again}.")
        self.set_interval(LOOK_S, self._look)

    def on_resize(self, event: events.Resize) -> None:
        """Draw the codes and the address as large as the window allows."""
        pages, room = self._pages, event.size.width - 2 * MARGIN
        code = pages.qr
        large = tuple(enlarged(code))
        fits = len(large[0]) + MARGIN + LEAST <= room and len(large) + 4 <= event.size.height
        code = large if fits else code
        self.query_one("#qr", Static).update(Text("\n".join(code), INK, no_wrap=True))
        column = room - len(code[0]) - MARGIN
        self.query_one("#typed", Static).update(_big(tuple(pages.code.split("-")), column, lines=2))
        self.query_one("#address", Static).update(_big((pages.address,), room, lines=1))
        self._show(scannable=True)
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """Show only words where the rest does not fit: a phone can't read a part of a QR code."""
        if self.query_one("#share").max_scroll_y:
            self._show(scannable=False)

    def _show(self, *, scannable: bool) -> None:
        for name in "#qr", "#typed", "#address":
            self.query_one(name).display = scannable
        words = TYPE.format(address=self._pages.address, code=self._pages.code)
        self.query_one("#do", Static).update(HOW if scannable else words)

    def _look(self) -> None:
        if self._pages.count > self._before and self.is_current:
            self.dismiss()

    def on_key(self, event: events.Key) -> None:
        """Close at any key."""
        event.stop()
        event.prevent_default()
        self.dismiss()


def _big(words: tuple[str, ...], columns: int, lines: int) -> Text:
    """Return words in at most `lines` lines of big letters, or in plain text if they do not fit."""
    shown = spell(words, "-", columns, (1, lines * rows(1)))
    return Text("\n".join(shown.rows), "bold", no_wrap=True)


def enlarged(code: tuple[str, ...]) -> Iterator[str]:
    """Yield a code of half blocks with cells of two columns and one row."""
    for row in code:
        for half in "▀", "▄":
            yield "".join("██" if char in ("█", half) else "  " for char in row)
