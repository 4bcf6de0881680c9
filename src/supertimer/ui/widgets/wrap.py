"""Words in as many rows as they need, never broken within a part."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderResult
from rich.style import Style
from rich.table import Column, Table
from rich.text import Text

GAP = "   "
"""Between facts, and between columns."""

LEAST = 20
"""Cells that the last column must have, if it needs them."""


def folded(
    parts: Sequence[str], gap: str, columns: int, measure: Callable[[str], int] = cell_len
) -> list[str]:
    """`parts`, with `gap` between those that share a row, in rows of at most `columns`.

    A part that is wider than that, as `measure` tells, has a row of its own, and is too wide.
    """
    rows: list[str] = []
    for part in parts:
        longer = f"{rows[-1]}{gap}{part}" if rows else part
        if rows and measure(longer) <= columns:
            rows[-1] = longer
        else:
            rows.append(part)
    return rows


@dataclass(frozen=True, slots=True)
class Facts:
    """Short facts, one after the other; where the row ends, those that are left go below."""

    facts: tuple[str, ...]
    """Empty ones are left out."""
    style: Style | str = ""

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> RenderResult:
        """See `rich.protocol`."""
        told = [fact for fact in self.facts if fact]
        yield Text("\n".join(folded(told, GAP, options.max_width)), self.style)


@dataclass(frozen=True, slots=True)
class Columns:
    """Rows of cells in columns, of which only the last is wrapped; else `narrow`."""

    rows: Sequence[Sequence[Text]]
    narrow: Group
    """What is shown where the columns have no room."""

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> RenderResult:
        """See `rich.protocol`."""
        *widths, last = (
            max(cell.cell_len for cell in column) for column in zip(*self.rows, strict=True)
        )
        if sum(widths) + len(GAP) * len(widths) + min(last, LEAST) > options.max_width:
            yield self.narrow
            return
        table = Table.grid(*(Column(no_wrap=True) for _ in widths), "", padding=(0, len(GAP), 0, 0))
        for row in self.rows:
            table.add_row(*row)
        yield table
