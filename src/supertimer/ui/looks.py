"""The looks of the screens that come after the first one, read when one of them is shown.

Reading them takes longer than drawing the first picture, so they are in a separate file.
"""

from pathlib import Path
from typing import Any

from textual.app import App

LATER = Path(__file__).with_name("supertimer.tcss")


class LaterLooks(App[int]):
    """An app whose `CSS_PATH` has only what its first screens need: those with `IS_FIRST`."""

    _reads_all = False

    def read_looks(self) -> None:
        """Read the looks of all screens, unless that was done before."""
        if not self._reads_all:
            self._reads_all = True
            self.stylesheet.read(LATER)
            self.stylesheet.reparse()
            self.stylesheet.update(self)

    def push_screen(self, screen: Any, *args: Any, **more: Any) -> Any:
        """See `App.push_screen`."""
        if not getattr(screen, "IS_FIRST", False):
            self.read_looks()
        return super().push_screen(screen, *args, **more)
