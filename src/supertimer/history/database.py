"""Connections to the history's database: errors, versions, transactions, and copies.

Every error of SQLite becomes a `StoreError` with a sentence.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from secrets import token_hex

from supertimer.clock import SystemClock
from supertimer.errors import SupertimerError
from supertimer.history import files, version_1
from supertimer.history.rows import TableRow
from supertimer.history.schema import CREATE, KEYS, VERSION
from supertimer.history.upsert import Upsert
from supertimer.paths import is_endless
from supertimer.text import literal

WALL = SystemClock().wall

_IN_USE = "{path}: another program is writing to the history"
_NO_LOCKS = (
    "{folder}: files can't be locked in this folder, which the history needs;"
    " choose a folder on a local disk with --data-dir"
)
NEWER = "{path}: a newer version of supertimer wrote this history; update supertimer to use it"

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


def connect_for_reading(path: Path) -> tuple[sqlite3.Connection, int]:
    """Return a connection that writes nothing, and the version of the tables.

    Raises StoreError if the database can't be read whole.
    """
    require_file(path)
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
            return connection, version_of(connection)
    except OSError as error:
        raise StoreError(f"can't read {path}: {error.strerror}") from None


def require_file(path: Path) -> None:
    """Raise DamagedStoreError if `path` is a pipe or a device, which SQLite could read forever."""
    if is_endless(path):
        raise DamagedStoreError(f"{path} is not a file")


def _connect(path: Path, mode: str) -> tuple[sqlite3.Connection, int]:
    uri = f"{path.absolute().as_uri()}?{mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=1, isolation_level=None)
    try:
        return connection, version_of(connection)
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


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of the tables; 0 for a new database."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def migrate(connection: sqlite3.Connection, path: Path | None) -> None:
    """Create the tables, or make those of today from those of version 1, in one transaction.

    First backs up the file at `path`.
    """
    if path is not None and (found := version_of(connection)):
        backup = path.with_name(f"{path.stem}-version-{found}{path.suffix}")
        if not backup.exists():
            back_up(connection, backup)
    connection.execute("PRAGMA recursive_triggers = ON")
    with transaction(connection):
        # Read again inside the transaction: another program may have migrated them.
        if (found := version_of(connection)) >= VERSION:
            return
        with tolerant(connection):
            old = version_1.take_rows(connection) if found else []
        for statement in CREATE:
            connection.execute(statement)
        connection.execute("INSERT INTO station VALUES (?, 0)", (token_hex(4),))
        # What is refused stays in the copy alone.
        write_good(Upsert(connection, WALL), version_1.upgraded(old, {}))
        connection.execute(f"PRAGMA user_version = {VERSION:d}")


def write_good(upsert: Upsert, rows: Iterable[TableRow]) -> list[str]:
    """Write the `rows` that fit their tables; return what is wrong with the others."""
    refused = []
    for row in rows:
        try:
            upsert.write(row)
        except (sqlite3.Error, UnicodeEncodeError, OverflowError, KeyError) as error:
            if isinstance(error, sqlite3.Error) and _code(error) not in _ABOUT_ROW:
                raise
            key = tuple(row.values.get(name) for name in KEYS[row.table])
            why = "not UTF-8" if isinstance(error, UnicodeEncodeError) else error
            refused.append(literal(f"table {row.table}, row {key}: {why}; left out"))
    upsert.keep_clock()
    return refused


@contextmanager
def tolerant(connection: sqlite3.Connection) -> Iterator[None]:
    """Read text that is not UTF-8, too: each invalid byte becomes a lone surrogate."""
    strict, connection.text_factory = connection.text_factory, _TOLERANT
    try:
        yield
    finally:
        connection.text_factory = strict


def back_up(connection: sqlite3.Connection, path: Path) -> None:
    """Copy to a temporary name first, so that a file with the final name is complete."""
    unfinished = path.with_name(path.name + ".part")
    unfinished.unlink(missing_ok=True)
    files.create(unfinished, must_be_new=True)
    connection.execute("VACUUM INTO ?", (str(unfinished),))  # without the pages of deleted rows
    unfinished.rename(path)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit what is written inside, or roll it back."""
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
def explained(where: Path) -> Iterator[None]:
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
