"""Who has a history here: individuals, each with a key and a name that others may have as well.

Outside of the history a person is a label: the name, with the beginning of the key where two
persons have that name. Every function raises StoreError if the history cannot be read or written.
"""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from shlex import quote

from supertimer.errors import SupertimerError
from supertimer.history.database import StoreError
from supertimer.history.ids import as_text, as_uuid, new_key
from supertimer.history.rows import TableRow, Value
from supertimer.history.store import Store
from supertimer.text import count, is_text, listed, near
from supertimer.units import Load, plain_number

NOBODY = "me"
"""The name of a person who gave none."""

_SHORTEST = 4
"""The fewest characters of a key that tell two persons apart."""


Keys = tuple[str, ...]


class PersonError(SupertimerError):
    """The history has no such person, or more than one."""


class UnknownPersonError(PersonError):
    """No person has that name."""


@dataclass(frozen=True, slots=True)
class Person:
    """An individual. Several keys are one person if a user, or a shared workout, joined them."""

    label: str
    """The name, with the beginning of the key if somebody else has that name."""
    name: str
    keys: Keys
    """All keys, the smallest first: that one stands for the person."""

    @property
    def key(self) -> str:
        """The key for what is written."""
        return self.keys[0]


def people(store: Store) -> tuple[Person, ...]:
    """Return everybody with a history here, in the order in which they came."""
    found = store.rows("SELECT uuid, name, now, changed, station FROM persons ORDER BY rowid")
    rows = [row for row in found if is_text(str(row[1]))]
    keys = [str(row[0]) for row in rows]
    pairs = [(str(row[0]), str(row[2])) for row in rows]
    shared = store.rows(
        "SELECT min(person), max(person) FROM owners GROUP BY workout HAVING count(*) > 1"
    )
    groups = _groups(keys, [*pairs, *((str(one), str(other)) for one, other in shared)])
    named_groups = []
    for group in groups:
        named = [row for row in rows if row[0] in group]
        _, _, name = max((int(row[3] or 0), str(row[4]), str(row[1])) for row in named)
        named_groups.append((name, tuple(sorted(group))))
    return tuple(
        Person(_label(name, keys, _namesakes(name, named_groups)), name, keys)
        for name, keys in named_groups
    )


def _groups(keys: list[str], pairs: Iterable[tuple[str, str]]) -> list[set[str]]:
    """Return the keys in groups that `pairs` connect, in the order of their first keys."""
    group = {key: {key} for key in keys}
    for one, other in pairs:
        if one in group and other in group and group[one] is not group[other]:
            group[one] |= group[other]
            group.update(dict.fromkeys(group[other], group[one]))
    return list({id(each): each for each in group.values()}.values())


def _namesakes(name: str, found: Iterable[tuple[str, Keys]]) -> list[Keys]:
    return [keys for other, keys in found if other.casefold() == name.casefold()]


def _label(name: str, keys: Keys, namesakes: list[Keys]) -> str:
    others = [each[0] for each in namesakes if each != keys]
    if not others:
        return name
    key = keys[0].replace("-", "")
    length = _SHORTEST
    while any(other.replace("-", "").startswith(key[:length]) for other in others):
        length += 1
    return f"{name} {key[:length]}"


def persons(store: Store) -> tuple[str, ...]:
    """Return the labels of everybody with a history here, in the order in which they came."""
    return tuple(each.label for each in people(store))


def find_person(store: Store, name: str) -> Person:
    """Return the person with this label, name, or beginning of a key after the name, in any case.

    Raises PersonError if no person or more than one has that name.
    """
    known, wanted = people(store), " ".join(name.split()).casefold()
    for test in (
        [each for each in known if each.label.casefold() == wanted],
        [each for each in known if each.name.casefold() == wanted],
        [each for each in known if _with_key(each, wanted)],
    ):
        if len(test) == 1:
            return test[0]
        if test:
            told = ", ".join(f"“{each.label}”" for each in test)
            raise PersonError(f"{len(test)} persons are called “{name}”: choose {told}")
    labels = tuple(each.label for each in known)
    if not labels:
        raise UnknownPersonError(f"the history has no person “{name}”: it is empty")
    if meant := meant_person(name, labels):
        raise UnknownPersonError(f"the history has no person “{name}”; did you mean “{meant}”?")
    raise UnknownPersonError(f"the history has no person “{name}”, only {listed(labels)}")


def meant_person(name: str, labels: Iterable[str]) -> str | None:
    """Return the label that is most like a mistyped name, in any case; None if none is."""
    folded = {label.casefold(): label for label in labels}
    found = near(name.casefold(), tuple(folded))
    return None if found is None else folded[found]


def _with_key(person: Person, wanted: str) -> bool:
    name, _, begin = wanted.rpartition(" ")
    if name != person.name.casefold() or len(begin) < _SHORTEST:
        return False
    return any(key.replace("-", "").startswith(begin.replace("-", "")) for key in person.keys)


def person(store: Store, name: str = "", *, add: bool = False) -> str:
    """Return the label of the person called `name`, or of the first person for an empty `name`.

    With `add`, stores a new person; without it, raises PersonError if the name is unknown.
    """
    if not name:
        known = persons(store)
        return known[0] if known else NOBODY
    try:
        return find_person(store, name).label
    except UnknownPersonError:
        if not add:
            raise
    if not store.read_only:
        store.write([new_person(name, store)])
    return name


def new_person(name: str, store: Store) -> TableRow:
    """Return the row of a person who is new."""
    key = new_key(store.now())
    return TableRow("persons", {"uuid": key, "name": name, "now": key})


def person_row(store: Store, label: str) -> TableRow:
    """Return the row under which to write what the person with this label does, or a new one."""
    with suppress(StoreError):  # a workout goes on whatever the disk does
        for each in people(store):
            if each.label == label:
                return next(row for row in store.table("persons") if row.values["uuid"] == each.key)
    return store.stamped([new_person(label, store)])[0]


def keys_of(store: Store, label: str) -> Keys:
    """Return the keys of the person with this label; an unknown one has a key without rows."""
    return next((each.keys for each in people(store) if each.label == label), ("",))


def label_of(store: Store, key: str) -> str:
    """Return the label of the person with this key; an unknown key is its own label."""
    return next((each.label for each in people(store) if key in each.keys), key)


def among(keys: Keys) -> str:
    """Return SQL for: is one of these keys."""
    return f"IN ({', '.join('?' * len(keys))})"


def join(store: Store, one: str, other: str) -> None:
    """Make the persons with these labels one person, who is called like the first.

    Raises PersonError if no person or more than one has that name.
    """
    kept, joined = find_person(store, one), find_person(store, other)
    if kept == joined:
        raise PersonError(f"“{one}” and “{other}” are one person already")
    rows = _rows(store)
    # The key on which the others hang: the person stays whole when it hangs on another one.
    end = next((key for key in joined.keys if rows[key]["now"] == key), joined.key)
    store.write(
        [
            TableRow("persons", {**rows[end], "now": kept.key}),
            TableRow("persons", {**rows[kept.key], "name": kept.name}),
        ]
    )


def part(store: Store, one: str, other: str) -> None:
    """Make the person who was called `other` before a `join` with `one` a person again.

    Raises PersonError if the person with the label `one` has no such part.
    """
    whole = find_person(store, one)
    rows = _rows(store)
    found = [key for key in whole.keys if str(rows[key]["name"]).casefold() == other.casefold()]
    joined = [key for key in found if rows[key]["now"] != key]
    if not joined:
        raise PersonError(f"no “{other}” was joined to “{one}”")
    store.write(TableRow("persons", {**rows[key], "now": key}) for key in joined)


def add_person(store: Store, name: str) -> str:
    """Store a new person, and return the label; raises PersonError for an empty name."""
    if not (name := " ".join(name.split())):
        raise PersonError("a person needs a name")
    row = new_person(name, store)
    store.write([row])
    return label_of(store, str(row.values["uuid"]))


def workouts_of(store: Store, person: Person) -> tuple[int, str]:
    """Return how many workouts a person has, and when the latest began (ISO 8601; or empty)."""
    ((number, latest),) = store.rows(
        "SELECT count(*), coalesce(max(started), '') FROM workouts"
        f" WHERE deleted = 0 AND person {among(person.keys)}",
        *person.keys,
    )
    return int(number or 0), str(latest)


def remove(store: Store, label: str) -> None:
    """Remove a person who has no workouts; raises PersonError for anybody else."""
    found = find_person(store, label)
    if number := workouts_of(store, found)[0]:
        raise PersonError(
            f"“{found.label}” has {count(number, 'workout')}."
            f" To erase them, too: supertimer person erase {quote(found.label)}"
        )
    erase(store, found.label)


def joined_names(store: Store, person: Person) -> tuple[str, ...]:
    """Return the names of the persons that were joined to this one, as `part` takes them."""
    rows = _rows(store)
    return tuple(str(rows[key]["name"]) for key in person.keys if rows[key]["now"] != key)


def rename(store: Store, label: str, name: str) -> None:
    """Give a person another name; raises PersonError if the label is unknown."""
    found = find_person(store, label)
    if not (name := " ".join(name.split())):
        raise PersonError("a person needs a name")
    store.write([TableRow("persons", {**_rows(store)[found.key], "name": name})])


def erase(store: Store, label: str) -> None:
    """Remove everything about a person for good, here and wherever this history is merged.

    Only the keys of the person and of the workouts stay; also those of workouts that somebody else
    had first. See `erasure` for the copies and the freed pages. Raises PersonError if the
    label is unknown.
    """
    doomed = doomed_keys(store, find_person(store, label))
    store.write(TableRow("erased", {"key": key}) for key in doomed)


def doomed_keys(store: Store, person: Person) -> Keys:
    """Return the keys that stay of a person who is erased, the person's before the workouts'."""
    own = store.rows(f"SELECT uuid FROM workouts WHERE person {among(person.keys)}", *person.keys)
    workouts = (str(workout) for (workout,) in own)
    return (*person.keys, *workouts, *origins_of(store, person.keys))


def moved_key(workout: str, person: str) -> str:
    """Return the key that a workout gets when it is moved to the person with a key."""
    return as_uuid(hashlib.sha256(f"moved {workout} {person}".encode()).digest()[:16])


def origins_of(store: Store, keys: Keys) -> list[str]:
    """Return the deleted workouts of others that were moved to the person with these keys."""
    own = store.rows(f"SELECT uuid FROM workouts WHERE person {among(keys)}", *keys)
    theirs = {str(workout) for (workout,) in own}
    return [
        str(workout)
        for (workout,) in store.rows("SELECT uuid FROM workouts WHERE deleted = 1")
        if theirs.intersection(moved_key(str(workout), key) for key in keys)
    ]


def _rows(store: Store) -> dict[str, dict[str, Value]]:
    """Return what is stored of each person, without the stamps, by key."""
    return {
        str(row.values["uuid"]): {name: row.values[name] for name in ("uuid", "name", "now")}
        for row in store.table("persons")
    }


def weigh(store: Store, person: str, weight: Load, now: datetime) -> None:
    """Store what `person` weighs."""
    owner = person_row(store, person)
    row = {
        "person": owner.values["uuid"],
        "at": as_text(now),
        "amount": plain_number(weight.amount),
        "unit": str(weight.unit),
    }
    store.write([owner, TableRow("bodyweights", row)])
