"""The history's database: open, migrate, write, read.

Every error of SQLite becomes a `StoreError` with a sentence. Nothing here waits for another
program's lock longer than its caller allows.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, suppress
from datetime import datetime
from pathlib import Path

from supertimer.history import files
from supertimer.history.database import (
    NEWER,
    WALL,
    LockedStoreError,
    LostStoreError,
    StoreError,
    back_up,
    connect_for_reading,
    explained,
    migrate,
    require_file,
    tolerant,
    transaction,
    version_of,
    write_good,
)
from supertimer.history.rows import ManyRows, TableRow, Value
from supertimer.history.schema import CONTENTS, KEYS, VERSION
from supertimer.history.upsert import Upsert, columns, statement
from supertimer.text import literal

FILE = "history.db"
"""The database's name in the data folder."""

BEGINS = "uuid >= ?1 AND uuid < ?1 || char(0x10ffff)"
"""SQL for: the key begins with the first value; found by a range of the keys, not in all rows."""

WAIT_MS = 100
"""The longest time that a workout waits for another program's lock, in milliseconds."""


class Store:
    """An open database; it belongs to the thread that opened it."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        read_only: bool,
        now: Callable[[], datetime] = WALL,
    ) -> None:
        self._connection = connection
        try:
            self._upsert = Upsert(connection, now)
        except BaseException:
            connection.close()
            raise
        self.path = path
        self.read_only = read_only
        self._file = files.identity(path)
        """The file that is open; None for a database in memory."""
        self._log: tuple[int, int] | None = None
        """The file of the write-ahead log that belongs to the open file."""
        self._lost = False

    @classmethod
    def open(
        cls, path: Path, wait_ms: int = WAIT_MS, now: Callable[[], datetime] = WALL
    ) -> "Store":
        """Open the database at `path`; if needed, create it, or back it up and migrate it.

        `now` gives the time of each change that is written.

        Raises:
            LockedStoreError: another program held it for longer than `wait_ms`.
            DamagedStoreError: it is not a database, or it is damaged.
            StoreError: it can't be created, opened, or written, or a newer version wrote it.
        """
        require_file(path)
        with explained(path):
            try:
                files.make_folder(path.parent)
                files.create(path)
            except OSError as error:
                raise StoreError(f"can't create {path}: {error.strerror}") from None
            connection = sqlite3.connect(path, timeout=wait_ms / 1000, isolation_level=None)
            try:
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("PRAGMA recursive_triggers = ON")
                if version_of(connection) < VERSION:
                    migrate(connection, path)
                elif version_of(connection) > VERSION:
                    raise StoreError(NEWER.format(path=path))
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA secure_delete = ON")
            except BaseException:
                connection.close()
                raise
            return cls(connection, path, False, now)

    @classmethod
    def open_for_reading(cls, path: Path) -> "Store":
        """Open the database at `path` for reading, even in a read-only folder; change nothing.

        Raises:
            DamagedStoreError: it is not a database, or it is damaged.
            StoreError: it does not exist, can't be read, or a newer version wrote it.
        """
        with explained(path):
            connection, version = connect_for_reading(path)
            if version > VERSION:
                connection.close()
                raise StoreError(NEWER.format(path=path))
            if version < VERSION:
                with closing(connection) as older:
                    connection = sqlite3.connect(":memory:", isolation_level=None)
                    try:
                        older.backup(connection)
                        migrate(connection, None)
                    except BaseException:
                        connection.close()
                        raise
            return cls(connection, path, True)

    @classmethod
    def empty(cls, path: Path) -> "Store":
        """Open an empty database in memory for reading, instead of the one at `path`."""
        connection = sqlite3.connect(":memory:", isolation_level=None)
        migrate(connection, None)
        return cls(connection, path, True)

    def close(self) -> None:
        """Close the database; may be called more than once."""
        self._connection.close()
        if self._lost and files.identity(self.path) != self._file:
            # Another file is at the path now: SQLite must not apply our log to it.
            log = self.path.with_name(f"{self.path.name}-wal")
            if self._log is not None and files.identity(log) == self._log:
                with suppress(OSError):
                    log.unlink()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def wait(self, ms: int) -> None:
        """Set the longest time to wait for another program's lock, in milliseconds."""
        self.rows(f"PRAGMA busy_timeout = {ms:d}")

    def expect_many_rows(self) -> None:
        """Keep up to 16 MB of the file in memory: many rows change it in many places."""
        self.rows("PRAGMA cache_size = -16000")

    def rows(self, query: str, *values: Value) -> list[tuple[Value, ...]]:
        """Return the rows that `query` finds."""
        with explained(self.path):
            try:
                return self._connection.execute(query, values).fetchall()
            except sqlite3.OperationalError as error:
                if hasattr(error, "sqlite_errorcode"):
                    raise
            with tolerant(self._connection):  # some text is not UTF-8
                return self._connection.execute(query, values).fetchall()

    def table(self, table: str, *, backwards: bool = False) -> Iterator[TableRow]:
        """Yield every row of a table, to write it elsewhere, in the order of its key or backwards.

        Bytes that are not UTF-8 become lone surrogates, so the target refuses only their row.
        """
        direction = "DESC" if backwards else "ASC"
        order = ", ".join(f"{name} {direction}" for name in KEYS[table])
        with tolerant(self._connection):
            yield from self._whole_rows(table, f"ORDER BY {order}")

    def workout(self, uuid: str) -> list[TableRow]:
        """Return every row of the workout with this key and its person, to write them elsewhere."""
        conditions = {
            "persons": "uuid = (SELECT person FROM workouts WHERE uuid = ?)",
            "workouts": "uuid = ?",
            "commands": "workout = ?",
            "marks": "workout = ?",
            "sets": "workout = ?",
        }
        with tolerant(self._connection):
            return [
                row
                for table, condition in conditions.items()
                for row in self._whole_rows(table, f"WHERE {condition}", uuid)
            ]

    def select(self, table: str, which: str, *values: Value) -> list[TableRow]:
        """Return the whole rows of a table that meet an SQL condition."""
        with tolerant(self._connection):
            return list(self._whole_rows(table, f"WHERE {which}", *values))

    def _whole_rows(self, table: str, which: str, *values: Value) -> Iterator[TableRow]:
        """Yield whole rows; a workout's with its contents, which are stored apart."""
        columns = "*"
        if table == "workouts":
            texts = (
                f"(SELECT contents.text FROM contents WHERE hash = workouts.{name}) AS {name}"
                for name in CONTENTS
            )
            columns = ", ".join(("*", *texts))
        with explained(self.path):
            cursor = self._connection.execute(f"SELECT {columns} FROM {table} {which}", values)
            names = [column[0] for column in cursor.description]
            for found in cursor:
                yield TableRow(table, dict(zip(names, found, strict=True)))

    def now(self) -> datetime:
        """Return the time of a change that is made now."""
        return self._upsert.now()

    def stamped(self, rows: Iterable[TableRow]) -> list[TableRow]:
        """Return `rows` with the time of their change, for a place that can't be written now."""
        return [self._upsert.stamped(row) for row in rows]

    def write(self, rows: Iterable[TableRow], many: Iterable[ManyRows] = ()) -> None:
        """Commit all `rows`, then `many`; raises StoreError if it can't, and then writes none.

        Raises LostStoreError if the file is no longer at its path: the rows would be lost.
        """
        with explained(self.path), self._writing():
            self._upsert.write_all(rows)
            for each in many:
                self._upsert.write_many(each)
            self._upsert.keep_clock()
        self._require_file()

    def _require_file(self) -> None:
        """Raise LostStoreError, now and ever after, if the open file is not the one at its path."""
        if self._file is not None and files.identity(self.path) != self._file:
            self._lost = True
        if self._lost:
            raise LostStoreError(self.path)
        if self._log is None:
            self._log = files.identity(self.path.with_name(f"{self.path.name}-wal"))

    def confirm(self, rows: Iterable[TableRow]) -> None:
        """Raise LostStoreError, now and ever after, if a new connection does not find `rows`.

        A file that was overwritten or truncated keeps its identity, and SQLite may not notice.
        """
        if self._file is None:
            return
        self._require_file()
        try:
            with closing(connect_for_reading(self.path)[0]) as fresh:
                upsert = Upsert(fresh, self.now)
                found = all(upsert.holds(row) for row in rows)
        except LockedStoreError:
            return  # its owner writes through SQLite
        except (sqlite3.Error, UnicodeDecodeError, StoreError):
            found = False
        if not found:
            self._lost = True
            raise LostStoreError(self.path)

    def write_good(self, rows: Iterable[TableRow]) -> list[str]:
        """Commit the `rows` that fit their tables; return what is wrong with the others.

        Raises StoreError, and writes nothing, for any other error.
        """
        with explained(self.path), self._writing():
            return write_good(self._upsert, rows)

    def compact(self) -> bool:
        """Write the file again without the pages of deleted rows, and empty its log.

        Returns False if another program that uses the history prevents that.
        """
        try:
            with explained(self.path):
                self._connection.execute("PRAGMA temp_store = MEMORY")  # no copy in another folder
                self._connection.execute("VACUUM")
                truncate = "PRAGMA wal_checkpoint(TRUNCATE)"
                return not self._connection.execute(truncate).fetchone()[0]
        except LockedStoreError:
            return False

    def backup(self, path: Path) -> None:
        """Copy the whole database to a new file at `path`, even while it is in use.

        Raises StoreError if the file already exists, or can't be written.
        """
        if path.exists():
            raise StoreError(f"{path} already exists; choose another name")
        if not path.parent.is_dir():
            raise StoreError(f"can't write {path}: the folder {path.parent} does not exist")
        with explained(path):
            back_up(self._connection, path)

    def _writing(self) -> AbstractContextManager[None]:
        """Begin a transaction; raises StoreError if the database can only be read."""
        if self._lost:
            raise LostStoreError(self.path)
        if self.read_only:
            raise StoreError(f"{self.path}: the history can only be read")
        return transaction(self._connection)

    def faults(self) -> Sequence[str]:
        """Return the faults in the file's structure, and in the definitions of its tables."""
        try:
            found = [str(row[0]) for row in self._connection.execute("PRAGMA integrity_check(5)")]
            for table, names in columns().items():
                self._connection.execute(f"SELECT {', '.join(names)} FROM {table} LIMIT 0")
                # EXPLAIN: SQLite reads the definitions, and writes nothing.
                explain = f"EXPLAIN {statement(table, tuple(names))}"
                self._connection.execute(explain, [None] * len(names))
        except (sqlite3.Error, UnicodeDecodeError) as error:
            return [literal(str(error))]
        return [] if found == ["ok"] else list(map(literal, found))
