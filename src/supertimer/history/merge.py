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
    """The number of workouts that were new."""
    sets: int
    faults: tuple[str, ...]
    """Sentences about the rows that were left out."""

    def sentence(self) -> str:
        """Return `2 workouts and 10 sets added`."""
        new = f"{count(self.workouts, 'workout')} and {count(self.sets, 'set')}"
        return f"{new} added." if self.workouts or self.sets else "No new workouts or sets."


def merge(store: Store, other: Path) -> Merged:
    """Add the rows of the database at `other` to `store`; of a damaged one, those that can be read.

    Raises StoreError, and adds nothing, if one of them can't be used.
    """
    if other.exists() and other.samefile(store.path):
        raise StoreError(f"{other} is your history itself; choose another file")
    before = _counts(store)
    faults: list[str] = []
    with Store.open_for_reading(other) as source:
        faults += store.write_good(_rows(source, store, faults))
    workouts, sets = (now - then for now, then in zip(_counts(store), before, strict=True))
    return Merged(workouts, sets, tuple(faults))


def _rows(source: Store, target: Store, faults: list[str]) -> Iterator[TableRow]:
    """Yield every row of `source`, with the spelling that `target` has for names of persons."""
    called = {name.casefold(): name for name in persons(target)}
    for table in TABLES:
        for row in _readable(source, table, faults):
            name = row.values.get("person")
            if isinstance(name, str) and name.casefold() in called:
                row = replace(row, values={**row.values, "person": called[name.casefold()]})
            yield row


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


def _counts(store: Store) -> tuple[int, int]:
    ((workouts, sets),) = store.rows(
        "SELECT (SELECT count(*) FROM workouts), (SELECT count(*) FROM sets)"
    )
    return int(workouts or 0), int(sets or 0)
