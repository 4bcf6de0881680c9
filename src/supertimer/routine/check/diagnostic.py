"""Diagnostics of a routine file, with their places, and the error that contains them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import combining, east_asian_width

from supertimer.errors import SupertimerError
from supertimer.text import literal

Path = tuple[str | int, ...]
"""Keys and 0-based list indexes from the top of a file to a value in it."""

WHOLE: Path = ("name",)
"""The path of a diagnostic about the whole routine."""

WIDEST_LINE = 160
"""The most characters of a line to show."""


class Severity(StrEnum):
    """The severity of a diagnostic."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One error, warning, or note."""

    message: str
    """The message, in the words of a lifter."""
    hint: str = ""
    """How to fix it."""
    path: Path = ()
    part: str = ""
    """The invalid part of the value, in lower case; empty for all of it."""
    nth: int = 0
    """Which occurrence of the part in the value, from 0."""
    on_key: bool = False
    """Whether the key is invalid, not its value."""
    meant: str = ""
    """The key that an unknown key probably means."""
    severity: Severity = Severity.ERROR
    line: int = 0
    """1-based; 0 without a place in the file."""
    column: int = 0
    """1-based, in characters."""
    width: int = 1
    """How many characters of the line to mark."""
    text: str = ""
    """The line itself."""

    def where(self, source: str) -> str:
        """`file:line:column`."""
        place = f":{self.line}:{self.column}" if self.line else ""
        return literal(source) + place

    def rendered(self, source: str) -> str:
        """Return it for people: place, message, the line with carets, and the hint."""
        lines = [f"{self.where(source)}: {self.severity}: {self._what()}"]
        if self.line and self.text.strip() and self.severity is not Severity.NOTE:
            at = self.column - 1
            start = max(0, at - WIDEST_LINE // 2) if at + self.width > WIDEST_LINE else 0
            stop = start + WIDEST_LINE
            shown, before, meant = (
                literal(self.text[a:b].replace("\t", " "))
                for a, b in ((start, stop), (start, at), (at, min(at + self.width, stop)))
            )
            lines.append(f"{self.line:>5} | {shown}")
            lines.append(f"      | {' ' * _cells(before)}{'^' * max(1, _cells(meant))}")
        if self.hint:
            lines.append(f"      = {literal(self.hint)}")
        return "\n".join(lines)

    def _what(self) -> str:
        name = ".".join(str(part + 1) if isinstance(part, int) else part for part in self.path)
        return literal(f"{name}: {self.message}" if name and not self.line else self.message)

    def as_json(self, source: str) -> dict[str, object]:
        """Return it for programs: one object, with lines and columns from 1."""
        return {
            "file": source,
            "line": self.line,
            "column": self.column,
            "end_column": self.column + self.width if self.line else 0,
            "severity": str(self.severity),
            "path": list(self.path),
            "message": self.message,
            "hint": self.hint,
        }


def _cells(text: str) -> int:
    """Return how wide `text` is in a terminal."""
    widths = (0 if combining(each) else 1 + (east_asian_width(each) in "WF") for each in text)
    return sum(widths)


class RoutineError(SupertimerError):
    """A routine file has errors. The text is the whole message for people."""

    def __init__(self, diagnostics: Sequence[Diagnostic], source: str) -> None:
        self.diagnostics = tuple(diagnostics)
        self.source = source
        super().__init__("\n".join(each.rendered(source) for each in self.diagnostics))
