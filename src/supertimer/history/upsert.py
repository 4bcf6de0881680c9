"""Writing rows under their keys: the greater of two rows with one key stays.

The order of rows is total: by `changed`, then `station`, then everything else in them. So the same
rows in any order make the same table. A row of today has no `changed` yet: it is stamped here,
after every change that this history has seen.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from datetime import datetime
from functools import lru_cache
from itertools import groupby

from supertimer.history.ids import milliseconds
from supertimer.history.rows import STAMP, ManyRows, TableRow, Value
from supertimer.history.schema import CONTENTS, CREATE, KEYS, UNSTAMPED

DAY = 86_400_000 << 16
"""Stamps that are further ahead than this, of a clock that is wrong, do not move ours."""


class Upsert:
    """Writes rows to one open database."""

    def __init__(self, connection: sqlite3.Connection, now: Callable[[], datetime]) -> None:
        self._connection = connection
        self.now = now
        self.station: str
        """Which history this is."""
        self._latest: int
        found = connection.execute("SELECT id, latest FROM station").fetchone()
        self.station, self._latest = found or ("", 0)

    def stamped(self, row: TableRow) -> TableRow:
        """Return the row with its stamp; a row that has one, or needs none, stays as it is."""
        if row.table in UNSTAMPED or "changed" in row.values:
            return row
        today = milliseconds(self.now()) << 16
        changed = max(self._latest + 1, today, self._stored(row) + 1)
        self._see(changed)
        stamp: dict[str, Value] = {"changed": changed, "station": self.station}
        return TableRow(row.table, {**row.values, **stamp})

    def write(self, row: TableRow) -> None:
        """Write a row, or leave the greater one that has its key."""
        row = self.stamped(row)
        values = dict(row.values)
        contents = {}
        if row.table == "workouts":
            for name in CONTENTS:
                if isinstance(text := values.get(name), str):
                    values[name] = hashlib.sha256(text.encode()).hexdigest()
                    contents[values[name]] = text
        self._connection.execute(statement(row.table, tuple(values)), tuple(values.values()))
        for digest, text in contents.items():
            self._connection.execute(
                "INSERT INTO contents SELECT ?1, ?2 WHERE EXISTS"
                " (SELECT 1 FROM workouts WHERE uuid = ?3 AND ?1 IN (text, plan))"
                " ON CONFLICT (hash) DO UPDATE SET text = excluded.text"  # it may be damaged
                " WHERE text <> excluded.text",
                (digest, text, values["uuid"]),
            )
        if isinstance(changed := values.get("changed"), int):
            self._see(changed)

    def write_all(self, rows: Iterable[TableRow]) -> None:
        """Write rows like `write`; many rows of one table with the same columns go at once."""
        for (table, names), group in groupby(map(self.stamped, rows), key=_shape):
            if table == "workouts" or table in UNSTAMPED:
                for row in group:
                    self.write(row)
                continue
            self.write_many(ManyRows(table, names, (tuple(row.values.values()) for row in group)))

    def write_many(self, rows: ManyRows) -> None:
        """Write rows that have a stamp like `write`, all with one statement."""
        stamps: set[Value] = set()
        cells = _noting(rows.columns.index("changed"), rows.cells, stamps)
        self._connection.executemany(statement(rows.table, rows.columns), cells)
        self._see(max((int(each or 0) for each in stamps), default=0))

    def holds(self, row: TableRow) -> bool:
        """Return whether the database has a row with this key that is not older."""
        which, values = _key(row)
        if row.table not in UNSTAMPED:
            which += " AND (changed, station) >= (?, ?)"
            values += [row.values[name] for name in STAMP]
        query = f"SELECT 1 FROM {row.table} WHERE {which}"
        return self._connection.execute(query, values).fetchone() is not None

    def keep_clock(self) -> None:
        """Store the greatest stamp that was seen: part of the transaction that wrote it."""
        self._connection.execute(
            "UPDATE station SET latest = ? WHERE latest < ?", (self._latest, self._latest)
        )

    def _see(self, changed: int) -> None:
        if changed <= (milliseconds(self.now()) << 16) + DAY:
            self._latest = max(self._latest, changed)

    def _stored(self, row: TableRow) -> int:
        """Return the `changed` of the row that has this key by now."""
        which, values = _key(row)
        query = f"SELECT changed FROM {row.table} WHERE {which}"
        with suppress(sqlite3.Error):  # a row for the recovery file: the database cannot be used
            found = self._connection.execute(query, values).fetchone()
            return int(found[0]) if found else 0
        return 0


def _noting(
    place: int, rows: Iterable[tuple[Value, ...]], found: set[Value]
) -> Iterator[tuple[Value, ...]]:
    """Yield the cells of rows, and note those of one column."""
    for cells in rows:
        found.add(cells[place])
        yield cells


def _key(row: TableRow) -> tuple[str, list[Value]]:
    """Return the condition for the row with this key, and its values."""
    key = KEYS[row.table]
    return " AND ".join(f"{name} = ?" for name in key), [row.values[name] for name in key]


def _shape(row: TableRow) -> tuple[str, tuple[str, ...]]:
    """Return what rows have in common that one statement writes."""
    return row.table, tuple(row.values)


@lru_cache(1)
def columns() -> dict[str, list[str]]:
    """Return the columns of each table."""
    return {table: list(found) for table, found in types().items()}


@lru_cache(1)
def types() -> dict[str, dict[str, tuple[str, bool]]]:
    """Return the type of each column of each table, and whether it may be null."""
    return {
        table: {name: (kind, not needed) for name, kind, needed, _ in found}
        for table, found in _table_info().items()
    }


@lru_cache(1)
def defaults() -> dict[str, dict[str, Value]]:
    """Return the values that each table gives to columns that a row leaves out."""
    return {
        table: {
            name: None if default is None else _unquoted(default)
            for name, _, needed, default in found
            if default is not None or (not needed and name not in KEYS[table])
        }
        for table, found in _table_info().items()
    }


def shortened(table: str, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return a row without the values that its table gives to columns that a row leaves out."""
    usual = defaults()[table]
    return {
        name: value
        for name, value in values.items()
        if name not in usual or value != usual[name] or type(value) is not type(usual[name])
    }


def _unquoted(default: str) -> Value:
    return default[1:-1] if default.startswith("'") else int(default)


@lru_cache(1)
def _table_info() -> dict[str, list[tuple[str, str, bool, str | None]]]:
    """Return the name, type, whether it can't be null, and default of each table's columns."""
    with closing(sqlite3.connect(":memory:")) as new:
        for statement in CREATE:
            new.execute(statement)
        return {
            table: [
                (str(row[1]), str(row[2]), bool(row[3]) or bool(row[5]), row[4])
                for row in new.execute(f"PRAGMA table_info({table})")
            ]
            for table in KEYS
        }


@lru_cache(64)
def statement(table: str, names: tuple[str, ...]) -> str:
    """Return SQL that writes a row, or leaves the greater one that has its key."""
    key = KEYS[table]
    statement = (
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        f" ON CONFLICT ({', '.join(key)}) DO "
    )
    others = [name for name in columns()[table] if name not in key]
    if not others:
        return statement + "NOTHING"
    changes = ", ".join(f"{name} = excluded.{name}" for name in others)
    greater = f"{_rank('excluded', others)} > {_rank(table, others)}"
    return f"{statement}UPDATE SET {changes} WHERE {greater}"


def _rank(table: str, columns: list[str]) -> str:
    """Return SQL for a row's place in the order of all rows: its stamp, if any, then the rest."""
    stamp = [f"{table}.{name}" for name in STAMP if name in columns]
    rest = " || ',' || ".join(f"quote({table}.{name})" for name in columns)
    return f"({', '.join([*stamp, rest])})"
