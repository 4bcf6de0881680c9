"""Merging two histories: each row under its key, once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from supertimer.history.database import DamagedStoreError, StoreError
from supertimer.history.persons import Person, people
from supertimer.history.rows import TableRow
from supertimer.history.schema import KEYS
from supertimer.history.store import Store
from supertimer.text import count


@dataclass(frozen=True, slots=True)
class Merged:
    """The result of a merge."""

    workouts: int
    """The number of workouts that were new."""
    sets: int
    erased: int
    """The number of workouts that went because their person was erased in the other history."""
    faults: tuple[str, ...]
    """Sentences about the rows that were left out."""

    def sentence(self) -> str:
        """Return `2 workouts and 10 sets added`."""
        new = f"{count(self.workouts, 'workout')} and {count(self.sets, 'set')}"
        told = f"{new} added." if self.workouts or self.sets else "No new workouts or sets."
        if not self.erased:
            return told
        return f"{told} Erased, as in the other history: {count(self.erased, 'workout')}."


def merge(store: Store, other: Path) -> Merged:
    """Add the rows of the database at `other` to `store`; of a damaged one, those that can be read.

    Raises StoreError, and adds nothing, if one of them can't be used.
    """
    if other.exists() and other.samefile(store.path):
        raise StoreError(f"{other} is your history itself; choose another file")
    with Store.open_for_reading(other) as source:
        return add(store, source)


def add(store: Store, source: Store) -> Merged:
    """Add to `store` what `source` has; raises StoreError if it can't be written."""
    faults: list[str] = []
    merged = added(store, _rows(source, faults))
    return replace(merged, faults=(*faults, *merged.faults))


def added(store: Store, rows: Iterable[TableRow]) -> Merged:
    """Add whole rows to `store`; raises StoreError if it can't be written."""
    before = _sets_of(store)
    faults = store.write_good(rows)
    now = _sets_of(store)
    erased = before.keys() - now.keys()
    sets = sum(now.values()) - sum(before[key] for key in before.keys() - erased)
    return Merged(len(now.keys() - before.keys()), sets, len(erased), tuple(faults))


def _rows(source: Store, faults: list[str]) -> Iterator[TableRow]:
    """Yield every row of `source`, in an order in which each finds what it belongs to."""
    for table in KEYS:
        yield from _readable(source, table, faults)


def namesakes(store: Store, other: Path) -> list[Person]:
    """Return who in the database at `other` has the name of somebody else here.

    Raises StoreError if either cannot be used.
    """
    here = people(store)
    keys = {key for each in here for key in each.keys}
    keys |= {str(key) for (key,) in store.rows("SELECT key FROM erased")}
    workouts = {str(workout) for (workout,) in store.rows("SELECT workout FROM owners")}
    names = {each.name.casefold() for each in here}
    with Store.open_for_reading(other) as source:
        known = {
            str(person)
            for workout, person in source.rows("SELECT workout, person FROM owners")
            if workout in workouts
        }
        return [
            each
            for each in people(source)
            if each.name.casefold() in names and not (keys | known).intersection(each.keys)
        ]


def _readable(source: Store, table: str, faults: list[str]) -> Iterator[TableRow]:
    """Yield every row of a table; of a damaged one, those before and after the damage."""
    try:
        yield from source.table(table)
    except DamagedStoreError as error:
        faults.append(f"table {table}: {error}; some of its rows are lost")
        try:
            yield from source.table(table, backwards=True)
        except DamagedStoreError:
            return


def _sets_of(store: Store) -> dict[str, int]:
    """Return the key of each workout and the number of its sets."""
    found = store.rows(
        "SELECT uuid, (SELECT count(*) FROM sets WHERE workout = uuid) FROM workouts"
    )
    return {str(key): int(sets or 0) for key, sets in found}
