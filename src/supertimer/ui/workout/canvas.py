"""A picture made of text: frames are painted on it before they go to the screen."""

from dataclasses import dataclass, field

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.geometry import Region
from textual.strip import Strip


def cut(text: str, columns: int) -> str:
    """Return `text` in at most `columns` columns, with an ellipsis if it is cut."""
    if cell_len(text) <= columns:
        return text
    if columns <= 1:
        return "…"[:columns]
    return set_cell_size(text, columns - 1).rstrip() + "…"


Put = tuple[int, int, str, Style]
"""Column, number of columns, text, style."""

Changed = tuple[Region, Segment]
"""Cells in one row, and what they show now."""


@dataclass
class Canvas:
    """Rows of styled text on a ground. Later puts must not overlap earlier ones."""

    width: int
    height: int
    ground: Style
    puts: list[list[Put]] = field(init=False)

    def __post_init__(self) -> None:
        self.puts = [[] for _ in range(self.height)]

    def put(self, x: int, y: int, text: str, style: Style) -> int:
        """Write `text` at column `x` of row `y`, clipped to the canvas; return its end column.

        Spaces around the text stay ground, unless the style has a background.
        """
        if not (0 <= y < self.height and 0 <= x < self.width):
            return x
        text = cut(text, self.width - x)
        end = x + cell_len(text)
        if style.bgcolor is None:
            text = text.rstrip(" ")
            inked = text.lstrip(" ")
            x += len(text) - len(inked)
            text = inked
        if text:
            self.puts[y].append((x, cell_len(text), text, style))
        return end

    def put_text(self, x: int, y: int, text: Text, columns: int) -> int:
        """Write styled text in at most `columns` columns; return its end column."""
        text = text.copy()
        text.truncate(columns, overflow="ellipsis")
        ends = sorted({0, len(text), *(end for span in text.spans for end in span[:2])})
        for piece in text.divide(ends[1:-1]):
            style = piece.spans[0].style if piece.spans else text.style
            x = self.put(x, y, piece.plain, style if isinstance(style, Style) else Style())
        return x

    def clear(self, y: int) -> None:
        """Empty row `y`."""
        self.puts[y].clear()

    def swap(self, x: int, y: int, text: str, style: Style) -> Changed | None:
        """Replace the text that was put at column `x` of row `y` by `text` of the same width.

        Return what changed; None if the text was already there.
        """
        for place, put in enumerate(self.puts[y]):
            if put[0] == x:
                new = (x, put[1], text, style)
                if new == put:
                    return None
                self.puts[y][place] = new
                return Region(x, y, put[1], 1), Segment(text, self.ground + style)
        return None

    def put_rows(self, x: int, y: int, rows: tuple[str, ...], style: Style) -> None:
        """Write `rows` below each other."""
        for offset, row in enumerate(rows):
            self.put(x, y + offset, row, style)

    def strip(self, y: int) -> Strip:
        """Return row `y`, ready for the terminal."""
        segments: list[Segment] = []
        at = 0
        for x, columns, text, style in sorted(self.puts[y], key=lambda put: put[0]):
            if x < at:
                continue
            if x > at:
                segments.append(Segment(" " * (x - at), self.ground))
            segments.append(Segment(text, self.ground + style))
            at = x + columns
        if at < self.width:
            segments.append(Segment(" " * (self.width - at), self.ground))
        return Strip(segments, self.width)

    def is_like(self, other: "Canvas") -> bool:
        """Return whether both canvases have the same size and ground."""
        mine = self.width, self.height, self.ground
        return mine == (other.width, other.height, other.ground)

    def changes(self, before: "Canvas") -> list[Region]:
        """Return the regions in which this canvas differs from one that is like it."""
        regions = []
        for y, (new, old) in enumerate(zip(self.puts, before.puts, strict=True)):
            if new == old:
                continue
            differing = set(new) ^ set(old)
            left = min(x for x, *_ in differing)
            right = max(x + columns for x, columns, *_ in differing)
            regions.append(Region(left, y, right - left, 1))
        return regions
