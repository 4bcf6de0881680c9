"""The history's database: open, migrate, write, read. Only this module imports sqlite3.

Every error of SQLite becomes a `StoreError` with a sentence. Nothing here waits for another
program's lock longer than it was told to.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from supertimer.errors import SupertimerError
from supertimer.history.schema import MIGRATIONS, TABLES

Value = str | int | None
FILE = "history.db"
"""The database's name in the data folder."""

WAIT_MS = 100
"""How long a workout may wait for another program's lock."""

_ABOUT_ROW = (sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_ERROR)
"""The errors of a row that does not fit its table; SQLITE_ERROR: it has an unknown column."""


class StoreError(SupertimerError):
    """The database cannot be used, or not now."""


class LockedStoreError(StoreError):
    """Another program is writing to it; trying again later helps."""


class DamagedStoreError(StoreError):
    """The file is not a database, or a damaged one."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A whole row to write; the key of its table decides which row it replaces, if any."""

    table: str
    values: Mapping[str, Value]


class Store:
    """An open database; it belongs to the thread that opened it."""

    def __init__(self, connection: sqlite3.Connection, path: Path, read_only: bool) -> None:
        self._connection = connection
        self.path = path
        self.read_only = read_only

    @classmethod
    def open(cls, path: Path, wait_ms: int = WAIT_MS) -> "Store":
        """Open the database at `path`; create it, or back it up and migrate it, where needed.

        Raises:
            LockedStoreError: another program held it for longer than `wait_ms`.
            DamagedStoreError: it is not a database, or a damaged one.
            StoreError: it cannot be created, opened or written here, or is a newer version's.
        """
        with _explained(path):
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise StoreError(f"{path.parent}: cannot be made: {error.strerror}") from None
            connection = sqlite3.connect(path, timeout=wait_ms / 1000, isolation_level=None)
            try:
                connection.execute("PRAGMA foreign_keys = ON")
                if _version(connection) < len(MIGRATIONS):
                    _migrate(connection, path)
                elif _version(connection) > len(MIGRATIONS):
                    raise StoreError(
                        f"{path}: written by a newer supertimer; update this one to use it"
                    )
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
            except BaseException:
                connection.close()
                raise
            return cls(connection, path, False)

    @classmethod
    def open_for_reading(cls, path: Path) -> "Store":
        """Open the database at `path` as it is, for reading, even in a read-only folder.

        Raises:
            DamagedStoreError: it is not a database, or a damaged one.
            StoreError: it does not exist, cannot be read, or is a newer version's.
        """
        with _explained(path):
            connection, version = _connect_for_reading(path)
            if version > len(MIGRATIONS):
                connection.close()
                raise StoreError(f"{path}: written by a newer supertimer; update this one")
            if version < len(MIGRATIONS):
                with closing(connection) as older:
                    connection = sqlite3.connect(":memory:", isolation_level=None)
                    older.backup(connection)
                _migrate(connection, None)
            return cls(connection, path, True)

    @classmethod
    def empty(cls, path: Path) -> "Store":
        """Open an empty database for reading, instead of the one at `path`."""
        connection = sqlite3.connect(":memory:", isolation_level=None)
        _migrate(connection, None)
        return cls(connection, path, True)

    def close(self) -> None:
        """Close the database; may be called more than once."""
        self._connection.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def wait(self, ms: int) -> None:
        """Wait at most `ms` milliseconds for another program's lock from now on."""
        self.rows(f"PRAGMA busy_timeout = {ms:d}")

    def rows(self, query: str, *values: Value) -> list[tuple[Value, ...]]:
        """Return the rows that `query` finds."""
        with _explained(self.path):
            return self._connection.execute(query, values).fetchall()

    def table(self, table: str, *, backwards: bool = False) -> Iterator[TableRow]:
        """Yield every row of a table, to write it elsewhere, in the order of its key or backwards.

        Bytes that are not UTF-8 become lone surrogates, so that only their row is refused there.
        """
        direction = "DESC" if backwards else "ASC"
        order = ", ".join(f"{name} {direction}" for name in TABLES[table][0])
        usual = self._connection.text_factory
        self._connection.text_factory = lambda text: text.decode(errors="surrogateescape")
        try:
            yield from self._whole_rows(table, f"ORDER BY {order}")
        finally:
            self._connection.text_factory = usual

    def workout(self, uuid: str) -> list[TableRow]:
        """Return every row of the workout with this key and its person, to write them elsewhere."""
        conditions = {
            "persons": "name = (SELECT person FROM workouts WHERE uuid = ?)",
            "workouts": "uuid = ?",
            "commands": "workout = ?",
            "marks": "workout = ?",
            "sets": "workout = ?",
        }
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
                row.pop("id", None)  # means something in its own file only
                yield TableRow(table, row)

    def write(self, rows: Iterable[TableRow]) -> None:
        """Commit all `rows`, or none and raise StoreError."""
        with _explained(self.path), self._writing():
            for row in rows:
                self._connection.execute(_upsert(row.table, row.values), list(row.values.values()))

    def write_good(self, rows: Iterable[TableRow]) -> list[str]:
        """Commit the `rows` that their tables take; return what is wrong with the others.

        Raises StoreError, and writes nothing, if the fault is not that of a row.
        """
        refused = []
        with _explained(self.path), self._writing():
            for row in rows:
                values = list(row.values.values())
                try:
                    self._connection.execute(_upsert(row.table, row.values), values)
                except (sqlite3.Error, UnicodeEncodeError, OverflowError) as error:
                    if isinstance(error, sqlite3.Error) and _code(error) not in _ABOUT_ROW:
                        raise
                    key = tuple(row.values.get(name) for name in TABLES[row.table][0])
                    why = "is no UTF-8" if isinstance(error, UnicodeEncodeError) else error
                    refused.append(f"table {row.table}, row {key}: {why}; left out")
        return refused

    def backup(self, path: Path) -> None:
        """Copy the whole database to a new file at `path`, even while it is in use.

        Raises StoreError if there is a file already, or it cannot be written.
        """
        if path.exists():
            raise StoreError(f"{path}: there is a file already; choose another name")
        if not path.parent.is_dir():
            raise StoreError(f"{path}: there is no folder {path.parent}")
        with _explained(path):
            _back_up(self._connection, path)

    def _writing(self) -> AbstractContextManager[None]:
        """Begin a transaction; raises StoreError if nothing can be written."""
        if self.read_only:
            raise StoreError(f"{self.path}: opened for reading only")
        return _transaction(self._connection)

    def faults(self) -> Sequence[str]:
        """Return the faults that SQLite finds in the file's structure."""
        try:
            found = [str(row[0]) for row in self._connection.execute("PRAGMA integrity_check")]
        except sqlite3.DatabaseError as error:
            return [str(error)]
        return [] if found == ["ok"] else found


class Claim:
    """The right to run a workout on a history: one program at a time has it.

    It is a lock on a file of its own, which the system releases however the program ends.
    """

    def __init__(self, connection: sqlite3.Connection | None) -> None:
        self._connection = connection

    @classmethod
    def take(cls, folder: Path) -> "Claim | None":
        """Take the claim on the history in `folder`; returns None while another program has it.

        Where no lock can be kept (a read-only folder), the claim keeps nobody out.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(folder / "running.lock", timeout=0, isolation_level=None)
        except (OSError, sqlite3.Error):
            return cls(None)
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            connection.close()
            return None if _code(error) == sqlite3.SQLITE_BUSY else cls(None)
        return cls(connection)

    @property
    def kept(self) -> bool:
        """Whether there is a lock that keeps other programs out."""
        return self._connection is not None

    def release(self) -> None:
        """Let another program take the claim."""
        if self._connection is not None:
            self._connection.close()


def _connect_for_reading(path: Path) -> tuple[sqlite3.Connection, int]:
    """Return a connection that writes nothing, and the version of the tables."""
    # In a folder where SQLite cannot create a file beside it, only `immutable` opens one.
    for mode in ("mode=ro", "mode=ro&immutable=1"):
        with suppress(sqlite3.OperationalError):
            uri = f"{path.absolute().as_uri()}?{mode}"
            connection = sqlite3.connect(uri, uri=True, timeout=1, isolation_level=None)
            try:
                return connection, _version(connection)
            except BaseException:
                connection.close()
                raise
    raise StoreError(f"{path}: cannot be read")


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def _migrate(connection: sqlite3.Connection, path: Path | None) -> None:
    """Migrate the tables, each step in a transaction; back up the file at `path` before."""
    if path is not None and (found := _version(connection)):
        backup = path.with_name(f"{path.stem}-version-{found}{path.suffix}")
        if not backup.exists():
            _back_up(connection, backup)
    for number, statements in enumerate(MIGRATIONS, start=1):
        with _transaction(connection):
            # Read inside the transaction: another program may have been quicker.
            if _version(connection) >= number:
                continue
            for statement in statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number:d}")


def _back_up(connection: sqlite3.Connection, path: Path) -> None:
    """Copy to a temporary name first, so that a file with the right name is complete."""
    unfinished = path.with_name(path.name + ".part")
    unfinished.unlink(missing_ok=True)
    target = sqlite3.connect(unfinished)
    try:
        connection.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")
    finally:
        target.close()
    unfinished.rename(path)


def _upsert(table: str, columns: Iterable[str]) -> str:
    """Return SQL that writes a row, or replaces the row with its key if the table's rule allows."""
    key, rule = TABLES[table]
    names = list(columns)
    statement = (
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        f" ON CONFLICT ({', '.join(key)}) DO "
    )
    changes = ", ".join(f"{name} = excluded.{name}" for name in names if name not in key)
    if rule is None or not changes:
        return statement + "NOTHING"
    return statement + f"UPDATE SET {changes} WHERE {rule.format(table=table)}"


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
        match _code(error):
            case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
                raise LockedStoreError(f"{where}: another program is writing to it") from None
            case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
                raise DamagedStoreError(f"{where}: damaged: {error}") from None
            case sqlite3.SQLITE_FULL:
                raise StoreError(f"{where}: the disk is full") from None
            case sqlite3.SQLITE_CANTOPEN:
                raise StoreError(f"{where}: cannot be opened or made here") from None
            case sqlite3.SQLITE_READONLY:
                raise StoreError(f"{where}: cannot be written: {error}") from None
        raise StoreError(f"{where}: {error}") from None
    except (UnicodeEncodeError, OverflowError) as error:
        raise StoreError(f"{where}: {error}") from None
    except OSError as error:
        raise StoreError(f"{where}: {error.strerror}") from None


def _code(error: sqlite3.Error) -> int:
    """Return SQLite's primary code for an error."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
