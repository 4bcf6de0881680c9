"""The recovery file: rows that the database could not take, one JSON object per line.

The file is beside the database or, if that folder can't be written, in a temporary folder that
belongs to this data folder alone. Every row is written whole and under its key, so adding a file to
the history twice changes nothing.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from supertimer.history import version_1
from supertimer.history.claim import OPENING, Claim
from supertimer.history.database import StoreError
from supertimer.history.files import identity, is_private
from supertimer.history.persons import join, keys_of, label_of, people
from supertimer.history.rows import TableRow
from supertimer.history.schema import KEYS
from supertimer.history.store import Store
from supertimer.text import count

PREFIX = "unsaved-"
"""The beginning of the names of recovery files."""


class Fallback:
    """The recovery file of one workout, which is created when it is first needed."""

    def __init__(self, workout: str, folder: Path) -> None:
        self._name = f"{PREFIX}{workout}.jsonl"
        self._folder = folder
        self._was = identity(folder)
        self._full: set[Path] = set()
        """Files that were full when they were last tried."""
        self.path: Path | None = None
        """The file; None while it does not exist."""

    def add(self, rows: Sequence[TableRow], all_rows: Sequence[TableRow]) -> bool:
        """Append `rows`, sync them to the disk, and return whether that worked.

        Writes `all_rows` instead to a new file, and to one that was removed or full and so may lack
        earlier rows. A row that is in the file twice counts once.
        """
        if self.path is not None and self.path not in self._full and self.path.exists():
            if _append(self.path, rows):
                return True
            self._full.add(self.path)
        # A folder with that name on another disk is not where the next start looks.
        moved = self._was is not None and identity(self._folder) != self._was
        folders = (None if moved else self._folder, _aside(self._folder, make=True))
        places = [folder / self._name for folder in folders if folder is not None]
        for path in sorted(places, key=lambda place: place in self._full):
            if _append(path, all_rows):
                self.path = path
                self._full.discard(path)
                return True
        return False

    def remove(self) -> None:
        """Remove the file and those that were full, because the database has all rows."""
        if self.path is not None:
            for path in (*self._full, self.path):
                _remove(path)
            self._full.clear()
            self.path = None


def left(folder: Path) -> list[Path]:
    """Return the recovery files of earlier workouts for the database in `folder`."""
    return [path for place in (folder, _aside(folder)) for path in _files(place, ".jsonl")]


def kept(folder: Path) -> list[Path]:
    """Return the recovery files for the database in `folder`, and those that were set aside."""
    return [path for place in (folder, _aside(folder)) for path in _files(place)]


def waiting(folder: Path) -> list[str]:
    """Return a sentence about each recovery file, for a command that only reads the history."""
    return [
        f"A workout is in the recovery file {path}. To add it to the history, start: supertimer"
        for path in left(folder)
    ]


def take_in(store: Store, folder: Path) -> list[str]:
    """Add the recovery files to the history; return a sentence about each file.

    Leaves the file of a workout that another program runs, and may be writing. Raises StoreError
    if the database can't be written; the files stay.
    """
    told = []
    for path in left(folder):
        rows, faults = _read(path)
        live = claim_people(folder, _whose(store, rows))
        if live is not None:
            try:
                told.append(_taken_in(store, path, rows, faults))
            finally:
                live.release()
    return told


@dataclass(frozen=True, slots=True)
class Claims:
    """Several claims that were taken together."""

    claims: Sequence[Claim]

    def release(self) -> None:
        """Let another program take them."""
        for each in self.claims:
            each.release()


def claim(folder: Path, name: str = OPENING, wait_s: float = 0) -> Claim | None:
    """Return the claim with this name in `folder`, or None while another program has it.

    Waits for it at most `wait_s` seconds. If no lock is possible in `folder`, the lock is in the
    temporary folder.
    """
    taken = Claim.take(folder, name, wait_s)
    aside = None if taken is None else _aside(folder, make=not taken.kept)
    if taken is None or aside is None:
        return taken
    beside = Claim.take(aside, name, wait_s)
    if beside is None or not taken.kept:
        taken.release()
        return beside
    beside.release()
    return taken


def claim_people(folder: Path, people: Iterable[str], wait_s: float = 0) -> Claims | None:
    """Return the claims on the workouts of `people`, or None while another program has one."""
    taken: list[Claim] = []
    for each in people:
        name = f"{OPENING}-{hashlib.sha256(each.encode()).hexdigest()[:16]}"
        found = claim(folder, name, wait_s)
        if found is None:
            Claims(taken).release()
            return None
        taken.append(found)
    return Claims(taken)


def claim_workout(store: Store, label: str, wait_s: float = 0) -> Claims | None:
    """Return the claims on the workouts of a person, or None while another program runs one.

    The claims are on all keys of the person, who may have been joined; on the name of a person
    who is not stored.
    """
    keys: tuple[str, ...] = ("",)
    with suppress(StoreError):
        keys = keys_of(store, label)
    named = (label.casefold(),) if keys == ("",) else keys
    return claim_people(store.path.parent, named, wait_s)


def somebody_trains(folder: Path) -> bool:
    """Return whether another program runs a workout on the history in `folder`."""
    for place in (folder, _aside(folder)):
        for lock in [] if place is None else place.glob(f"{OPENING}-*.lock"):
            found = Claim.take(lock.parent, lock.stem)
            if found is None:
                return True
            found.release()
    return False


def _whose(store: Store, rows: Iterable[TableRow]) -> list[str]:
    """Return whose claims are those of the program that runs the workout of a recovery file."""
    found = {}
    for row in rows:
        if row.table == "persons" and not version_1.is_old(row):
            label = label_of(store, str(row.values["uuid"]))
            keys = keys_of(store, label)
            found[str(row.values.get("name")).casefold()] = True
            found.update(dict.fromkeys((str(row.values["uuid"]), *filter(None, keys)), True))
    return sorted(found)


def _taken_in(store: Store, path: Path, rows: Sequence[TableRow], faults: int) -> str:
    here = people(store)
    named = {each.name.casefold(): each.key for each in here}
    old, new = ([row for row in rows if version_1.is_old(row) is which] for which in (True, False))
    faults += len(store.write_good([*version_1.upgraded(old, named), *new]))
    # A person of this name whom the history has already; it was not readable at that time.
    for each in people(store):
        known = named.get(each.name.casefold(), "")
        if known and not {key for one in here for key in one.keys}.intersection(each.keys):
            join(store, label_of(store, known), each.label)
    if not faults:
        _remove(path)
        return f"A workout was added to the history from the recovery file {path}"
    kept = path
    with suppress(OSError):  # if it keeps its name, adding it again changes nothing
        kept = path.replace(path.with_suffix(".damaged"))
    return (
        f"A workout was added to the history from a recovery file, without"
        f" {count(faults, 'invalid line')}; the file is kept as {kept}"
    )


def _aside(folder: Path, *, make: bool = False) -> Path | None:
    """Return the temporary folder for the data folder `folder`, or None if it can't be used.

    Another user may have created it first, to read our files or to make us read theirs.
    """
    import tempfile  # only here, because `supertimer next` must start quickly

    user = os.getuid() if hasattr(os, "getuid") else 0
    name = hashlib.sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:16]
    try:
        aside = Path(tempfile.gettempdir()) / f"supertimer-{user}" / name
        if make:
            for place in (aside.parent, aside):
                place.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        return None
    return aside if is_private(aside.parent) and is_private(aside) else None


def _files(place: Path | None, end: str = "") -> list[Path]:
    """Return the recovery files in a folder; a pipe with such a name could be read forever."""
    found = [] if place is None else sorted(place.glob(f"{PREFIX}*{end}"))
    return [path for path in found if path.is_file()]


def as_lines(rows: Sequence[TableRow]) -> str:
    """Return the contents of a recovery file with these rows."""
    return "".join(json.dumps({"table": row.table, "row": dict(row.values)}) + "\n" for row in rows)


def _append(path: Path, rows: Sequence[TableRow]) -> bool:
    size = 0
    try:
        with open(path, "ab", opener=partial(os.open, mode=0o600)) as file:
            size = file.tell()
            file.write(as_lines(rows).encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):  # leave no half line and no empty file
            os.truncate(path, size)
            if not size:
                path.unlink()
        return False
    return True


def _remove(path: Path) -> None:
    with suppress(OSError):  # if it stays, adding it again changes nothing
        path.unlink()


def _read(path: Path) -> tuple[list[TableRow], int]:
    """Return the rows in a file, and the number of invalid lines; a full disk cuts off the last."""
    rows, faults = [], 0
    try:
        lines = path.read_bytes().splitlines()
    except OSError:
        return [], 1
    for line in lines:
        try:
            entry = json.loads(line)
            table, values = entry["table"], entry["row"]
            well_formed = table in KEYS and all(
                name.isidentifier() and isinstance(value, str | int | None)
                for name, value in values.items()
            )
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            well_formed = False
        if well_formed:
            rows.append(TableRow(table, values))
        else:
            faults += 1
    return rows, faults
