"""The persons of a history, their body weight, and the earlier names of their exercises.

Every function raises StoreError if the history can't be read or written.
"""

from datetime import datetime

from supertimer.errors import SupertimerError
from supertimer.history.ids import as_text
from supertimer.history.store import Store, StoreError, TableRow
from supertimer.text import is_text, listed
from supertimer.units import Load, plain_number

NOBODY = "me"
"""The name of the first person, who did not give one."""


class PersonError(SupertimerError):
    """The history has no such person."""


def persons(store: Store) -> tuple[str, ...]:
    """Return the names of all persons in the history, the first one added first."""
    names = (str(name) for (name,) in store.rows("SELECT name FROM persons ORDER BY id"))
    return tuple(filter(is_text, names))


def person(store: Store, name: str = "", *, add: bool = False) -> str:
    """Return the person called `name` (in any case), or the first person for an empty `name`.

    With `add`, stores a new person; without it, raises PersonError for an unknown name.
    """
    known = persons(store)
    if not name:
        return known[0] if known else NOBODY
    for other in known:
        if other.casefold() == name.casefold():
            return other
    if not add:
        if not known:
            raise PersonError(f"the history has no person “{name}”: it is empty")
        raise PersonError(f"the history has no person “{name}”, only {listed(known)}")
    if not store.read_only:
        store.write([TableRow("persons", {"name": name})])
    return name


def weigh(store: Store, person: str, weight: Load, now: datetime) -> None:
    """Store the body weight of `person`."""
    row = {
        "person": person,
        "at": as_text(now),
        "amount": plain_number(weight.amount),
        "unit": str(weight.unit),
    }
    store.write([TableRow("persons", {"name": person}), TableRow("bodyweights", row)])


def add_alias(store: Store, person: str, old: str, new: str, now: datetime) -> None:
    """Treat the exercise `old` as an earlier name of `new`; raises StoreError for a circle."""
    known = aliases(store, person)
    target = known.get(new, new)
    if target == old:
        raise StoreError(f"“{new}” is already an earlier name of “{old}”")
    renamed = {old, *(name for name, current in known.items() if current == old)}
    store.write(_alias(person, name, target, now) for name in sorted(renamed))


def remove_alias(store: Store, person: str, old: str, now: datetime) -> str:
    """Treat `old`, in any case, as an exercise of its own again; return its name as stored.

    Raises StoreError if `old` is not an earlier name of an exercise.
    """
    known = aliases(store, person)
    found = next((name for name in known if name.casefold() == old.casefold()), None)
    if found is None:
        if not known:
            raise StoreError(f"“{old}” is not an earlier name of an exercise; the history has none")
        names = listed([f"“{name}”" for name in sorted(known)])
        raise StoreError(f"“{old}” is not an earlier name of an exercise, only {names}")
    # The row stays, with its own name; without it, a merge would bring the alias back.
    store.write([_alias(person, found, found, now)])
    return found


def aliases(store: Store, person: str) -> dict[str, str]:
    """Return the earlier names of exercises, each with the current name of the exercise."""
    rows = store.rows(
        "SELECT exercise, now FROM aliases WHERE person = ? AND exercise <> now", person
    )
    return {str(old): str(now) for old, now in rows if is_text(f"{old}{now}")}


def _alias(person: str, exercise: str, current: str, changed: datetime) -> TableRow:
    row = {"person": person, "exercise": exercise, "now": current, "changed": as_text(changed)}
    return TableRow("aliases", row)
