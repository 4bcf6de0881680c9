"""The history's database: open, migrate, write, read. Only this module imports sqlite3.

Every error of SQLite becomes a `StoreError` with a sentence. No function waits for another
program's lock longer than its caller allows.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from supertimer.errors import SupertimerError
from supertimer.history import files
from supertimer.history.schema import MIGRATIONS, TABLES, holding, upsert
from supertimer.text import literal

Value = str | int | None
FILE = "history.db"
"""The database's name in the data folder."""

WAIT_MS = 100
"""The longest time that a workout waits for another program's lock, in milliseconds."""

_IN_USE = "{path}: another program is writing to the history"
_NO_LOCKS = (
    "{folder}: files can't be locked in this folder, which the history needs;"
    " choose a folder on a local disk with --data-dir"
)
_NEWER = "{path}: a newer version of supertimer wrote this history; update supertimer to use it"

_ABOUT_ROW = (sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_ERROR)
"""The errors of a row that does not fit its table; SQLITE_ERROR means an unknown column."""

_TOLERANT = partial(str, encoding="utf-8", errors="surrogateescape")
"""Reads text that is not UTF-8: each invalid byte becomes a lone surrogate."""


class StoreError(SupertimerError):
    """The database can't be used, or not now."""


class LockedStoreError(StoreError):
    """Another program is writing to the database; trying again later helps."""


class DamagedStoreError(StoreError):
    """The file is not a database, or it is damaged."""


class LostStoreError(StoreError):
    """The file was removed, replaced, or overwritten while it was open."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: the history was removed or replaced while it was open")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A whole row to write. Its key decides which row it replaces, if any."""

    table: str
    values: Mapping[str, Value]


class Store:
    """An open database; it belongs to the thread that opened it."""

    def __init__(self, connection: sqlite3.Connection, path: Path, read_only: bool) -> None:
        self._connection = connection
        self.path = path
        self.read_only = read_only
        self._file = files.identity(path)
        """The file that is open; None for a database in memory."""
        self._log: tuple[int, int] | None = None
        """The file of the write-ahead log that belongs to the open file."""
        self._lost = False

    @classmethod
    def open(cls, path: Path, wait_ms: int = WAIT_MS) -> "Store":
        """Open the database at `path`; if needed, create it, or back it up and migrate it.

        Raises:
            LockedStoreError: another program held it for longer than `wait_ms`.
            DamagedStoreError: it is not a database, or it is damaged.
            StoreError: it can't be created, opened, or written, or a newer version wrote it.
        """
        with _explained(path):
            try:
                files.make_folder(path.parent)
                files.create(path)
            except OSError as error:
                raise StoreError(f"can't create {path}: {error.strerror}") from None
            connection = sqlite3.connect(path, timeout=wait_ms / 1000, isolation_level=None)
            try:
                connection.execute("PRAGMA foreign_keys = ON")
                if _version(connection) < len(MIGRATIONS):
                    _migrate(connection, path)
                elif _version(connection) > len(MIGRATIONS):
                    raise StoreError(_NEWER.format(path=path))
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
            except BaseException:
                connection.close()
                raise
            return cls(connection, path, False)

    @classmethod
    def open_for_reading(cls, path: Path) -> "Store":
        """Open the database at `path` for reading, even in a read-only folder; change nothing.

        Raises:
            DamagedStoreError: it is not a database, or it is damaged.
            StoreError: it does not exist, can't be read, or a newer version wrote it.
        """
        with _explained(path):
            connection, version = _connect_for_reading(path)
            if version > len(MIGRATIONS):
                connection.close()
                raise StoreError(_NEWER.format(path=path))
            if version < len(MIGRATIONS):
                with closing(connection) as older:
                    connection = sqlite3.connect(":memory:", isolation_level=None)
                    older.backup(connection)
                _migrate(connection, None)
            return cls(connection, path, True)

    @classmethod
    def empty(cls, path: Path) -> "Store":
        """Open an empty database in memory for reading, instead of the one at `path`."""
        connection = sqlite3.connect(":memory:", isolation_level=None)
        _migrate(connection, None)
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

    def rows(self, query: str, *values: Value) -> list[tuple[Value, ...]]:
        """Return the rows that `query` finds."""
        with _explained(self.path):
            try:
                return self._connection.execute(query, values).fetchall()
            except sqlite3.OperationalError as error:
                if hasattr(error, "sqlite_errorcode"):
                    raise
            with self._tolerant():  # some text is not UTF-8
                return self._connection.execute(query, values).fetchall()

    def table(self, table: str, *, backwards: bool = False) -> Iterator[TableRow]:
        """Yield every row of a table, to write it elsewhere, in the order of its key or backwards.

        Bytes that are not UTF-8 become lone surrogates, so the target refuses only their row.
        """
        direction = "DESC" if backwards else "ASC"
        order = ", ".join(f"{name} {direction}" for name in TABLES[table][0])
        with self._tolerant():
            yield from self._whole_rows(table, f"ORDER BY {order}")

    @contextmanager
    def _tolerant(self) -> Iterator[None]:
        """Read text that is not UTF-8, too."""
        strict, self._connection.text_factory = self._connection.text_factory, _TOLERANT
        try:
            yield
        finally:
            self._connection.text_factory = strict

    def workout(self, uuid: str) -> list[TableRow]:
        """Return every row of the workout with this key and its person, to write them elsewhere."""
        conditions = {
            "persons": "name = (SELECT person FROM workouts WHERE uuid = ?)",
            "workouts": "uuid = ?",
            "commands": "workout = ?",
            "marks": "workout = ?",
            "sets": "workout = ?",
        }
        with self._tolerant():
            return [
                row
                for table, condition in conditions.items()
                for row in self._whole_rows(table, f"WHERE {condition}", uuid)
            ]

    def _whole_rows(self, table: str, which: str, *values: Value) -> Iterator[TableRow]:
        with _explained(self.path):
            cursor = self._connection.execute(f"SELECT * FROM {table} {which}", values)
            names = [column[0] for column in cursor.description]
            for found in cursor:
                row = dict(zip(names, found, strict=True))
                row.pop("id", None)  # it has no meaning in another file
                yield TableRow(table, row)

    def write(self, rows: Iterable[TableRow]) -> None:
        """Commit all `rows`; raises StoreError if it can't, and then writes none.

        Raises LostStoreError if the file is no longer at its path: nobody would find the rows.
        """
        with _explained(self.path), self._writing():
            for row in rows:
                self._connection.execute(upsert(row.table, row.values), list(row.values.values()))
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
            with closing(_connect_for_reading(self.path)[0]) as fresh:
                found = all(_holds(fresh, row) for row in rows)
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
        refused = []
        with _explained(self.path), self._writing():
            for row in rows:
                values = list(row.values.values())
                try:
                    self._connection.execute(upsert(row.table, row.values), values)
                except (sqlite3.Error, UnicodeEncodeError, OverflowError) as error:
                    if isinstance(error, sqlite3.Error) and _code(error) not in _ABOUT_ROW:
                        raise
                    key = tuple(row.values.get(name) for name in TABLES[row.table][0])
                    why = "not UTF-8" if isinstance(error, UnicodeEncodeError) else error
                    refused.append(literal(f"table {row.table}, row {key}: {why}; left out"))
        return refused

    def backup(self, path: Path) -> None:
        """Copy the whole database to a new file at `path`, even while it is in use.

        Raises StoreError if the file already exists, or can't be written.
        """
        if path.exists():
            raise StoreError(f"{path} already exists; choose another name")
        if not path.parent.is_dir():
            raise StoreError(f"can't write {path}: the folder {path.parent} does not exist")
        with _explained(path):
            _back_up(self._connection, path)

    def _writing(self) -> AbstractContextManager[None]:
        """Begin a transaction; raises StoreError if the database can only be read."""
        if self._lost:
            raise LostStoreError(self.path)
        if self.read_only:
            raise StoreError(f"{self.path}: the history can only be read")
        return _transaction(self._connection)

    def faults(self) -> Sequence[str]:
        """Return the faults in the file's structure, and in the definitions of its tables."""
        try:
            found = [str(row[0]) for row in self._connection.execute("PRAGMA integrity_check(5)")]
            for table, columns in _columns().items():
                self._connection.execute(f"SELECT {', '.join(columns)} FROM {table} LIMIT 0")
                # EXPLAIN: SQLite reads the definitions, and writes nothing.
                values = [None] * len(columns)
                self._connection.execute(f"EXPLAIN {upsert(table, columns)}", values)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            return [literal(str(error))]
        return [] if found == ["ok"] else list(map(literal, found))


def _connect_for_reading(path: Path) -> tuple[sqlite3.Connection, int]:
    """Return a connection that writes nothing, and the version of the tables.

    Raises StoreError if the database can't be read whole.
    """
    with suppress(sqlite3.OperationalError):
        return _connect(path, "mode=ro")
    if not path.exists():
        raise StoreError(f"{path} does not exist")
    if _locked(path):
        raise LockedStoreError(_IN_USE.format(path=path))
    # SQLite can't create a file beside the database, to read with the files beside it.
    try:
        with files.whole_copy(path) as copy:
            if copy is None:
                return _connect(path, "mode=ro&immutable=1")
            with closing(_connect(copy, "mode=rw")[0]) as whole:
                connection = sqlite3.connect(":memory:", isolation_level=None)
                whole.backup(connection)
            return connection, _version(connection)
    except OSError as error:
        raise StoreError(f"can't read {path}: {error.strerror}") from None


def _connect(path: Path, mode: str) -> tuple[sqlite3.Connection, int]:
    uri = f"{path.absolute().as_uri()}?{mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=1, isolation_level=None)
    try:
        return connection, _version(connection)
    except BaseException:
        connection.close()
        raise


def _locked(path: Path) -> bool:
    """Return whether another program holds the database; False where locks are not possible."""
    try:
        _connect(path, "mode=ro")[0].close()
    except sqlite3.Error as error:
        return _code(error) == sqlite3.SQLITE_BUSY and files.supports_locks(path.parent)
    return False


def _holds(connection: sqlite3.Connection, row: TableRow) -> bool:
    """Return whether a database has a row with this key, not older than `row`."""
    query, columns = holding(row.table)
    found = connection.execute(query, [row.values[name] for name in columns])
    return found.fetchone() is not None


@lru_cache(1)
def _columns() -> dict[str, list[str]]:
    """Return the columns of each table."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as new:
        _migrate(new, None)
        return {
            table: [str(row[1]) for row in new.execute(f"PRAGMA table_info({table})")]
            for table in TABLES
        }


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def _migrate(connection: sqlite3.Connection, path: Path | None) -> None:
    """Migrate the tables, each step in a transaction; first back up the file at `path`."""
    if path is not None and (found := _version(connection)):
        backup = path.with_name(f"{path.stem}-version-{found}{path.suffix}")
        if not backup.exists():
            _back_up(connection, backup)
    for number, statements in enumerate(MIGRATIONS, start=1):
        with _transaction(connection):
            # Read again inside the transaction: another program may have migrated them.
            if _version(connection) >= number:
                continue
            for statement in statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number:d}")


def _back_up(connection: sqlite3.Connection, path: Path) -> None:
    """Copy to a temporary name first, so that a file with the final name is complete."""
    unfinished = path.with_name(path.name + ".part")
    unfinished.unlink(missing_ok=True)
    files.create(unfinished, must_be_new=True)
    target = sqlite3.connect(unfinished)
    try:
        connection.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")
    finally:
        target.close()
    unfinished.rename(path)


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # A full disk or an I/O error has already rolled it back.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def _explained(where: Path) -> Iterator[None]:
    """Turn errors of SQLite into ours, about the file `where`."""
    try:
        yield
    except sqlite3.Error as error:
        told = literal(str(error))
        match _code(error):
            case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
                if not files.supports_locks(where.parent):
                    raise StoreError(_NO_LOCKS.format(folder=where.parent)) from None
                raise LockedStoreError(_IN_USE.format(path=where)) from None
            case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_ERROR:
                # SQLITE_ERROR: our statements are right, so the definitions of the tables are not.
                raise DamagedStoreError(f"{where} is damaged: {told}") from None
            case sqlite3.SQLITE_FULL:
                raise StoreError(f"can't write {where}: the disk is full") from None
            case sqlite3.SQLITE_CANTOPEN:
                raise StoreError(f"can't open or create {where}") from None
            case sqlite3.SQLITE_READONLY:
                raise StoreError(f"can't write {where}: {told}") from None
        raise StoreError(f"{where}: {told}") from None
    except UnicodeDecodeError:  # a message of SQLite, about text that is not UTF-8
        raise DamagedStoreError(f"{where} is damaged: its text is not UTF-8") from None
    except (UnicodeEncodeError, OverflowError) as error:
        raise StoreError(f"{where}: {error}") from None
    except OSError as error:
        raise StoreError(f"{where}: {error.strerror}") from None


def _code(error: sqlite3.Error) -> int:
    """Return SQLite's primary code for an error."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
