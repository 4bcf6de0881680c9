"""Rows of the history's tables, as they are written, merged, and kept in recovery files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

Value = str | int | None

STAMP = ("changed", "station")
"""The columns that say when a row was changed, and where."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A whole row to write; the key of its table decides which row it replaces, if any."""

    table: str
    values: Mapping[str, Value]

    def with_change(self, **values: Value) -> "TableRow":
        """Return the row with other values and without its stamp: it needs a new one."""
        kept = {name: value for name, value in self.values.items() if name not in STAMP}
        return TableRow(self.table, {**kept, **values})


class ManyRows(NamedTuple):
    """Rows of one table that have the same columns, and their stamps: quicker than one by one."""

    table: str
    columns: tuple[str, ...]
    cells: Iterable[tuple[Value, ...]]
    """The values of each row, in the order of `columns`."""
