"""What an import replaces, so that undoing it can restore everything.

The record of an import keeps the rows as they were before, under the person whose rows they are:
they are erased with that person. A row that the import adds to a workout of the history is kept as
its key alone. A new workout needs no entry: it names the import itself.
"""

import json
from collections.abc import Iterator, Mapping

from supertimer.history.rows import STAMP, TableRow, Value
from supertimer.history.schema import KEYS
from supertimer.history.upsert import defaults, shortened

Row = Mapping[str, Value]


class Replaced:
    """The rows that an import writes over, by person."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[str, list[str]]] = {}

    def add(self, person: str, table: str, row: Row, before: Row | None) -> None:
        """Keep what `row` replaces: the row `before`, or nothing."""
        if before is None:
            kept = {name: row[name] for name in KEYS[table]}
        else:
            kept = {k: v for k, v in shortened(table, before).items() if k not in STAMP}
        tables = self._rows.setdefault(person, {})
        tables.setdefault(table, []).append(json.dumps(kept))

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield each person, and what their record of the import keeps."""
        for person, tables in self._rows.items():
            parts = (f'"{table}": [{", ".join(rows)}]' for table, rows in tables.items())
            yield person, f"{{{', '.join(parts)}}}"


class Former(TableRow):
    """A row before an import."""

    @property
    def is_new(self) -> bool:
        """Whether the import added the row."""
        return len(self.values) == len(KEYS[self.table])

    @property
    def key(self) -> tuple[Value, ...]:
        """Its key, in the order of the table's key."""
        return tuple(self.values[name] for name in KEYS[self.table])

    def whole(self) -> dict[str, Value]:
        """Return all columns of the row but its stamp."""
        return {**defaults()[self.table], **self.values}


def former(text: Value) -> Iterator[Former]:
    """Yield the rows that the record of an import keeps."""
    for table, rows in json.loads(str(text or "{}")).items():
        for values in rows:
            yield Former(table, values)
