"""Who has a history here, what they weighed, and what they called an exercise before.

Every function raises StoreError if the history cannot be read or written.
"""

from datetime import datetime

from supertimer.errors import SupertimerError
from supertimer.history.ids import as_text
from supertimer.history.store import Store, StoreError, TableRow
from supertimer.units import Load, plain_number

NOBODY = "me"
"""The name of a person who gave none."""


class PersonError(SupertimerError):
    """The history has no such person."""


def persons(store: Store) -> tuple[str, ...]:
    """Return the names of everybody with a history here, in the order in which they came."""
    return tuple(str(name) for (name,) in store.rows("SELECT name FROM persons ORDER BY id"))


def person(store: Store, name: str = "", *, add: bool = False) -> str:
    """Return the person called `name` (in any case), or the first person for an empty `name`.

    With `add`, stores a new person; without it, raises PersonError if nobody is called that.
    """
    known = persons(store)
    if not name:
        return known[0] if known else NOBODY
    for other in known:
        if other.casefold() == name.casefold():
            return other
    if not add:
        there_are = f"there is {', '.join(known)}" if known else "nobody has one as yet"
        raise PersonError(f"nobody called “{name}” has a history here; {there_are}")
    if not store.read_only:
        store.write([TableRow("persons", {"name": name})])
    return name


def weigh(store: Store, person: str, weight: Load, now: datetime) -> None:
    """Store what `person` weighs."""
    row = {
        "person": person,
        "at": as_text(now),
        "amount": plain_number(weight.amount),
        "unit": str(weight.unit),
    }
    store.write([TableRow("persons", {"name": person}), TableRow("bodyweights", row)])


def add_alias(store: Store, person: str, old: str, new: str, now: datetime) -> None:
    """Treat the exercise `old` as an earlier name of `new`; raises StoreError if `new` is that."""
    known = aliases(store, person)
    target = known.get(new, new)
    if target == old:
        raise StoreError(f"“{new}” is an older name of “{old}” already")
    renamed = {old, *(name for name, current in known.items() if current == old)}
    store.write(_alias(person, name, target, now) for name in sorted(renamed))


def remove_alias(store: Store, person: str, old: str, now: datetime) -> str:
    """Treat `old`, in any case, as an exercise of its own again; return its name as stored.

    Raises StoreError if it is no earlier name of an exercise.
    """
    known = aliases(store, person)
    found = next((name for name in known if name.casefold() == old.casefold()), None)
    if found is None:
        there_are = f"there are: {', '.join(sorted(known))}" if known else "there is none at all"
        raise StoreError(f"there is no alias “{old}”; {there_are}")
    # The row stays, with its own name, or a merge would bring the alias back.
    store.write([_alias(person, found, found, now)])
    return found


def aliases(store: Store, person: str) -> dict[str, str]:
    """Return the earlier names of exercises, each with the name that the exercise has now."""
    rows = store.rows(
        "SELECT exercise, now FROM aliases WHERE person = ? AND exercise <> now", person
    )
    return {str(old): str(now) for old, now in rows}


def _alias(person: str, exercise: str, current: str, changed: datetime) -> TableRow:
    row = {"person": person, "exercise": exercise, "now": current, "changed": as_text(changed)}
    return TableRow("aliases", row)
