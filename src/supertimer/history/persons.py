"""Whose history it is, what an exercise was called before, and what each person weighed."""

from datetime import datetime

from supertimer.errors import SupertimerError
from supertimer.history.ids import as_text
from supertimer.history.store import Store, StoreError, TableRow
from supertimer.units import Load, plain_number

NOBODY = "me"
"""What a person is called who did not say."""


class PersonError(SupertimerError):
    """There is no such person."""


def persons(store: Store) -> tuple[str, ...]:
    """Everybody with a history here, in the order in which they came."""
    return tuple(str(name) for (name,) in store.rows("SELECT name FROM persons ORDER BY id"))


def person(store: Store, name: str = "", *, add: bool = False) -> str:
    """The person called `name` (whatever its case), or the first one for an empty `name`.

    With `add`, somebody new is taken down.

    Raises:
        PersonError: nobody is called that, and `add` is not given.
        StoreError: the history cannot be read.
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
    """Keep what `person` weighs.

    Raises:
        StoreError: the history cannot be written.
    """
    row = {
        "person": person,
        "at": as_text(now),
        "amount": plain_number(weight.amount),
        "unit": str(weight.unit),
    }
    store.write([TableRow("persons", {"name": person}), TableRow("bodyweights", row)])


def join(store: Store, person: str, old: str, new: str, now: datetime) -> None:
    """From now on the exercise that was called `old` is the one that is called `new`.

    Raises:
        StoreError: the history cannot be written.
    """
    earlier = aliases(store, person)
    target = earlier.get(new, new)
    if target == old:
        raise StoreError(f"“{new}” is an older name of “{old}” already")
    renamed = {old, *(name for name, now_called in earlier.items() if now_called == old)}
    store.write(
        [
            TableRow(
                "aliases",
                {"person": person, "exercise": name, "now": target, "changed": as_text(now)},
            )
            for name in sorted(renamed)
        ]
    )


def part(store: Store, person: str, old: str, now: datetime) -> str:
    """Take back that the exercise `old` has another name by now; its name as it was given.

    Raises:
        StoreError: it has none, or the history cannot be written.
    """
    known = aliases(store, person)
    found = next((name for name in known if name.casefold() == old.casefold()), None)
    if found is None:
        there_are = f"there are: {', '.join(sorted(known))}" if known else "there is none at all"
        raise StoreError(f"there is no alias “{old}”; {there_are}")
    # The row stays, its own name in it, or a merge would bring the alias back.
    row = {"person": person, "exercise": found, "now": found, "changed": as_text(now)}
    store.write([TableRow("aliases", row)])
    return found


def aliases(store: Store, person: str) -> dict[str, str]:
    """The older names of exercises, each with the name that the exercise has now."""
    rows = store.rows(
        "SELECT exercise, now FROM aliases WHERE person = ? AND exercise <> now", person
    )
    return {str(old): str(now) for old, now in rows}
