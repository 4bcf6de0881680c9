"""What an import would change, before anything is stored."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from rich.cells import cell_len
from rich.highlighter import RegexHighlighter
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Label, Log

from supertimer.interop.import_file import FileImport, LogImport
from supertimer.ui.widgets.key_row import KeyRow

Answer = Literal["keep", "pounds"]


INDENT = "    "
"""What the second row of a line that wraps begins with."""


class _Headings(RegexHighlighter):
    """Makes the lines bold that begin at the left edge."""

    highlights: ClassVar[list[str]] = [r"(?P<bold>^\S.*$)"]


class WrappedLines(Log):
    """Lines that scroll and wrap, however many they are."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__(highlight=True, auto_scroll=False)
        self.highlighter = _Headings()
        self._whole = lines

    def on_resize(self) -> None:
        """Wrap the lines for this width, and stay at the top."""
        width = self.scrollable_content_region.width
        self.clear()
        self.write_lines(row for line in self._whole for row in self._rows(line, width))

    def _rows(self, line: str, width: int) -> list[str]:
        if cell_len(line) <= width:
            return [line]
        first, *more = Text(line).wrap(self.app.console, max(1, width - len(INDENT)))
        return [first.plain, *(f"{INDENT}{each.plain.strip()}" for each in more)]


class ImportPreview(Screen[Answer | None]):
    """The preview as lines that scroll; returns the answer, None for Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", "import"),
        Binding("escape", "dismiss", "don't import"),
        Binding("p", "pounds", "as pounds"),
        Binding("p", "kilograms", "as kilograms"),
        Binding("q", "dismiss", "don't import", show=False),
    ]

    def __init__(self, found: FileImport, *, as_pounds: bool) -> None:
        super().__init__()
        self._found = found
        self._as_pounds = as_pounds

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        yield WrappedLines(list(self._found.lines()))
        yield Label(self._found.question, id="question", markup=False)
        yield KeyRow()

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.query_one(WrappedLines).focus()
        self.query_one("#question").display = self._found.changes

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """See `DOMNode.check_action`: offer only what makes sense for the file."""
        if action == "keep":
            return self._found.changes
        if action in ("pounds", "kilograms"):
            return isinstance(self._found, LogImport) and self._as_pounds == (action != "pounds")
        return True

    def action_keep(self) -> None:
        """Import it."""
        self.dismiss("keep")

    def action_pounds(self) -> None:
        """Read the weights in kilograms as the pounds that were lifted."""
        self.dismiss("pounds")

    def action_kilograms(self) -> None:
        """Read the weights in kilograms as they are."""
        self.dismiss("pounds")
