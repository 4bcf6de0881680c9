"""Rows that the database would not take now: kept in a file, a JSON line each, until it does.

The file lies beside the database where that can be written, else in a folder of the user's own
among the temporary files. Since every row is written whole and under its key, taking a file in
twice changes nothing.
"""

import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from supertimer.history.schema import TABLES
from supertimer.history.store import Row, Store

_PREFIX = "unsaved-"


class Fallback:
    """The file of one workout; made when it is first needed."""

    def __init__(self, workout: str, folder: Path) -> None:
        self._name = f"{_PREFIX}{workout}.jsonl"
        self._folders = [place for place in (folder, _temporary()) if place is not None]
        self.path: Path | None = None
        """Where it is; None while there is none."""

    def add(self, rows: Sequence[Row], all_rows: Sequence[Row]) -> bool:
        """Append `rows`, and be sure that they are on the disk; True if they are.

        Where the file must be begun, or begun anew in the next folder, `all_rows` go into it.
        """
        if self.path is not None:
            if _append(self.path, rows):
                return True
            self._folders = [place for place in self._folders if place != self.path.parent]
        for folder in self._folders:
            path = folder / self._name
            if _append(path, all_rows):
                self.path = path
                return True
        return False

    def remove(self) -> None:
        """The database has everything: the file is not needed any more."""
        if self.path is not None:
            _remove(self.path)
            self.path = None


def has_left(folder: Path) -> bool:
    """Whether an earlier workout left rows that the database does not have."""
    return any(True for _ in _left(folder))


def take_in(store: Store, folder: Path) -> list[str]:
    """Put into `store` what earlier workouts left in fallback files; sentences about it.

    Only for the program that has the claim: another one's workout may be writing its file.

    Raises:
        StoreError: the database takes nothing; the files stay.
    """
    said = []
    for path in _left(folder):
        rows, faults = _read(path)
        faults += len(store.write_good(rows))
        if faults:
            target = path.with_suffix(".damaged")
            path.replace(target)
            said.append(
                f"An unsaved workout was taken in, but for {faults} of its lines, which mean"
                f" nothing; the file is kept as {target}"
            )
        else:
            said.append(f"An unsaved workout was taken in from {path}")
            _remove(path)
    return said


def _temporary() -> Path | None:
    """A folder among the temporary files that is nobody else's; None if there can be none."""
    user = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir()) / f"supertimer-{user}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return None
    # Somebody else may have made it first, to read what we write or to have us read theirs.
    ours = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    return folder if ours and folder.is_dir() and not folder.is_symlink() else None


def _append(path: Path, rows: Sequence[Row]) -> bool:
    lines = "".join(
        json.dumps({"table": row.table, "row": dict(row.values)}) + "\n" for row in rows
    )
    size = 0
    try:
        with path.open("ab") as file:
            size = file.tell()
            file.write(lines.encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):  # no half a line where the disk was full, and no empty file
            os.truncate(path, size)
            if not size:
                path.unlink()
        return False
    return True


def _remove(path: Path) -> None:
    with suppress(OSError):  # should it stay: taking it in again changes nothing
        path.unlink()


def _left(folder: Path) -> Iterator[Path]:
    for place in (folder, _temporary()):
        if place is not None and place.is_dir():
            yield from sorted(place.glob(f"{_PREFIX}*.jsonl"))


def _read(path: Path) -> tuple[list[Row], int]:
    """The rows in the file, and how many lines are none (a disk that was full cuts the last)."""
    rows, faults = [], 0
    try:
        lines = path.read_bytes().splitlines()
    except OSError:
        return [], 1
    for line in lines:
        try:
            entry = json.loads(line)
            table, values = entry["table"], entry["row"]
            well_formed = table in TABLES and all(
                name.isidentifier() and isinstance(value, str | int | None)
                for name, value in values.items()
            )
        except (ValueError, TypeError, KeyError, AttributeError):
            well_formed = False
        if well_formed:
            rows.append(Row(table, values))
        else:
            faults += 1
    return rows, faults
