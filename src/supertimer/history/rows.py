"""Rows of the history's tables, as they are written, merged, and kept in recovery files."""

from collections.abc import Mapping
from dataclasses import dataclass

Value = str | int | None


@dataclass(frozen=True, slots=True)
class TableRow:
    """A whole row to write; the key of its table decides which row it replaces, if any."""

    table: str
    values: Mapping[str, Value]
