"""Merging two histories: each row under its key, once."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from supertimer.history.persons import persons
from supertimer.history.schema import TABLES
from supertimer.history.store import DamagedStoreError, Store, StoreError, TableRow
from supertimer.text import count


@dataclass(frozen=True, slots=True)
class Merged:
    """The result of a merge."""

    workouts: int
    """The number of new ones."""
    sets: int
    faults: tuple[str, ...]
    """What could not be merged, and why."""

    def sentence(self) -> str:
        """Return `2 workouts and 10 sets came in`."""
        new = f"{count(self.workouts, 'workout')} and {count(self.sets, 'set')}"
        return f"{new} came in" if self.workouts or self.sets else "there was nothing new in it"


def merge(store: Store, other: Path) -> Merged:
    """Add to `store` what the database at `other` has; of a damaged one, what can be read.

    Raises StoreError if either cannot be used; then nothing is added.
    """
    if other.exists() and other.samefile(store.path):
        raise StoreError(f"{other}: this is the history itself")
    before = _counts(store)
    faults: list[str] = []
    with Store.open_for_reading(other) as source:
        faults += store.write_good(_rows(source, store, faults))
    workouts, sets = (now - then for now, then in zip(_counts(store), before, strict=True))
    return Merged(workouts, sets, tuple(faults))


def _rows(source: Store, target: Store, faults: list[str]) -> Iterator[TableRow]:
    """Yield every row of `source`, with the names that `target` has for persons."""
    called = {name.casefold(): name for name in persons(target)}
    for table in TABLES:
        for row in _readable(source, table, faults):
            name = row.values.get("person")
            if isinstance(name, str) and name.casefold() in called:
                row = replace(row, values={**row.values, "person": called[name.casefold()]})
            yield row


def _readable(source: Store, table: str, faults: list[str]) -> Iterator[TableRow]:
    """Yield every row of a table, or those before and after a damaged place."""
    try:
        yield from source.table(table)
    except DamagedStoreError as error:
        faults.append(f"table {table}: {error}; some of its rows are lost")
        try:
            yield from source.table(table, backwards=True)
        except DamagedStoreError:
            return


def _counts(store: Store) -> tuple[int, int]:
    ((workouts, sets),) = store.rows(
        "SELECT (SELECT count(*) FROM workouts), (SELECT count(*) FROM sets)"
    )
    return int(workouts or 0), int(sets or 0)
