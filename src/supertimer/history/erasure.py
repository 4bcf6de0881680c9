"""Erasing a person: from the history, from its freed pages, and from every copy beside it.

The copies come first: a program that is killed in between leaves a person who can be erased again.
Every function raises StoreError if the history cannot be read or written.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from supertimer.history import fallback, files
from supertimer.history.database import StoreError
from supertimer.history.merge import add
from supertimer.history.persons import Person, PersonError, among, doomed_keys, find_person
from supertimer.history.rows import TableRow
from supertimer.history.store import Store
from supertimer.text import count

ELSEWHERE = (
    "This does not reach copies elsewhere: other computers, backups, and exported files. When you"
    " merge this history into such a copy, it erases the person there, too."
)


@dataclass(frozen=True, slots=True)
class Erasure:
    """What goes when a person is erased."""

    person: Person
    workouts: int
    sets: int
    keys: tuple[str, ...]
    """The keys that stay, so that the person stays erased: of the person and of the workouts."""
    cleaned: tuple[Path, ...]
    """The copies beside the history, and the recovery files, that are written again without it."""
    deleted: tuple[Path, ...]
    """Those that can't be read, and so not be cleaned."""

    def sentences(self) -> Iterator[str]:
        """Yield what will go, for the user."""
        done = f"{count(self.workouts, 'workout')} and {count(self.sets, 'set')}"
        yield f"This erases everything about “{self.person.label}” for good: {done}."
        for path in self.cleaned:
            yield f"It also removes the person from {path}"
        for path in self.deleted:
            yield f"It deletes {path}, which can't be read and may be about the person."
        yield ELSEWHERE


def planned(store: Store, label: str) -> Erasure:
    """Return what goes with a person; raises PersonError if the label is unknown."""
    person = find_person(store, label)
    keys = doomed_keys(store, person)
    which = f"person {among(person.keys)}"
    ((workouts, sets),) = store.rows(
        f"SELECT (SELECT count(*) FROM workouts WHERE {which}),"
        f" (SELECT count(*) FROM sets JOIN workouts ON uuid = workout WHERE {which})",
        *person.keys,
        *person.keys,
    )
    folder = store.path.parent
    found = {path: _holds(path, keys) for path in _copies(folder)}
    recovery = [path for path in fallback.kept(folder) if _without(path, person, keys) is not None]
    return Erasure(
        person,
        int(workouts or 0),
        int(sets or 0),
        keys,
        (*(path for path, holds in found.items() if holds), *recovery),
        tuple(path for path, holds in found.items() if holds is None),
    )


def erase_everywhere(store: Store, erasure: Erasure) -> list[str]:
    """Erase a person here and in every copy beside the history; return what else to say.

    Raises PersonError if the person has a workout open.
    """
    label = erasure.person.label
    claims = fallback.claim_workout(store, label)
    if claims is None:
        raise PersonError(f"“{label}” has a workout open in another window; end it first")
    told = []
    try:
        erased = [TableRow("erased", {"key": key}) for key in erasure.keys]
        for path in erasure.cleaned:
            if path.name.startswith(fallback.PREFIX):
                _filter(path, erasure)
            elif not _clean(path, [*store.table("erased"), *erased]):
                told.append(f"{path} could not be cleaned, and was deleted.")
        for path in erasure.deleted:
            _delete(path)
        store.write(erased)
        if not store.compact():
            told.append(
                f"Another program uses the history. Until it is closed, {store.path}-wal may still"
                " contain what was erased."
            )
    finally:
        claims.release()
    return told


def _copies(folder: Path) -> list[Path]:
    """Return the copies of the history that the program made beside it."""
    found = (path for begin in ("version", "damaged") for path in folder.glob(f"history-{begin}-*"))
    return sorted(path for path in found if not path.name.endswith((*files.BESIDE, "-shm")))


def _holds(path: Path, keys: Sequence[str]) -> bool | None:
    """Return whether a database has, or may have, one of `keys`; None if it can't be read."""
    wanted = set(keys)
    try:
        with Store.open_for_reading(path) as source:
            if source.faults():
                return True
            return any(
                wanted.intersection(map(str, row))
                for query in ("SELECT uuid, now FROM persons", "SELECT uuid, person FROM workouts",
                              "SELECT workout, person FROM owners")
                for row in source.rows(query)
            )  # fmt: skip
    except StoreError:
        return None


def _clean(path: Path, erased: Sequence[TableRow]) -> bool:
    """Write a database again without what is erased; delete one of which that is not possible."""
    new = path.with_name(f"{path.name}.clean")
    _delete(new)
    try:
        with Store.open(new) as clean:
            clean.write(erased)
            with Store.open_for_reading(path) as source:
                add(clean, source)
        _delete(path)
        new.rename(path)
    except (StoreError, OSError):
        _delete(new)
        _delete(path)
        return False
    return True


def _delete(path: Path) -> None:
    """Delete a database with what SQLite keeps beside it."""
    for end in ("", *files.BESIDE, "-shm"):
        with suppress(OSError):
            path.with_name(path.name + end).unlink()


def _without(path: Path, person: Person, keys: Sequence[str]) -> list[bytes] | None:
    """Return the lines of a recovery file that are not of a person; None if all of them are not."""
    try:
        lines = path.read_bytes().splitlines(keepends=True)
    except OSError:
        return None
    names = {person.name.casefold(), person.label.casefold()}
    doomed = set(keys)
    for line in lines:  # of version 1: a workout that is not in the history yet
        if _name_in(line) in names and (workout := _value(line, "uuid", "workout")):
            doomed.add(workout)
    wanted = [key.encode() for key in doomed]
    kept = [
        line
        for line in lines
        if not any(key in line for key in wanted) and _name_in(line) not in names
    ]
    return kept if len(kept) < len(lines) else None


def _name_in(line: bytes) -> str | None:
    """Return the person's name in a line that version 1 wrote; None if it is not in it."""
    name = _value(line, "person", "name")
    return name.casefold() if name and '"now"' not in line.decode(errors="replace") else None


def _value(line: bytes, *names: str) -> str:
    try:
        row = json.loads(line)["row"]
        return next((str(row[name]) for name in names if name in row), "")
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""


def _filter(path: Path, erasure: Erasure) -> None:
    """Write a recovery file again without the lines of a person."""
    kept = _without(path, erasure.person, erasure.keys)
    with suppress(OSError):
        if kept:
            path.write_bytes(b"".join(kept))
        elif kept is not None:
            path.unlink()
