"""Wrap facts and columns between their parts, never within one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderResult
from rich.style import Style
from rich.table import Column, Table
from rich.text import Text

GAP = "   "
"""The space between facts and between columns."""

LEAST = 20
"""The least width of the last column, if it needs it."""


def folded(
    parts: Sequence[str], gap: str, columns: int, measure: Callable[[str], int] = cell_len
) -> list[str]:
    """Return `parts` in rows of at most `columns`, with `gap` between parts that share a row.

    A part that is wider, by `measure`, gets its own row, which is then too wide.
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
    """Short facts in a row; the ones that do not fit go to the next row."""

    facts: tuple[str, ...]
    """The facts; empty ones are left out."""
    style: Style | str = ""

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> RenderResult:
        """See `rich.protocol`."""
        told = [fact for fact in self.facts if fact]
        yield Text("\n".join(folded(told, GAP, options.max_width)), self.style)


@dataclass(frozen=True, slots=True)
class Columns:
    """Rows of cells in columns, of which only the last wraps."""

    rows: Sequence[Sequence[Text]]
    narrow: Group
    """What to show if the columns do not fit."""

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
