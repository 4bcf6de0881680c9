"""Which exercises of a file are exercises of the history under another name."""

from collections import Counter
from collections.abc import Iterable, Iterator

from supertimer.body.exercise_key import exercise_key
from supertimer.history.queries import Past
from supertimer.history.store import Store
from supertimer.routine.catalogue import Known, known


def joined(store: Store, person: str, names: Iterable[str]) -> Iterator[tuple[str, int, str, bool]]:
    """Yield each exercise in `names`, how often it comes, and what the history will call it.

    The third is empty if the person with this label never did the exercise, and no name before
    this one means it. The fourth says that only the catalog knows that two names are one exercise,
    so the history needs an alias.
    """
    past = Past(store, person)
    mine = past.exercises()
    by_key = {past.aliases.key(name): name for name in mine}
    by_entry: dict[Known, str] = {}
    for name in mine:
        if (entry := in_catalogue(name)) is not None:
            by_entry.setdefault(entry, name)
    for name, sets in Counter(names).items():
        key, entry, other = past.aliases.key(name), in_catalogue(name), ""
        done = by_key.get(key, "")
        if entry is not None and key not in past.aliases.separate:
            other = "" if done else by_entry.get(entry, "")
            if _told_apart(name, other):
                other = ""
            by_entry.setdefault(entry, done or name)
        by_key.setdefault(key, other or name)
        yield name, sets, done or other, bool(other)


def _told_apart(one: str, other: str) -> bool:
    """Return whether a log tells two names apart by the equipment, as in `Hip Thrust (Barbell)`."""
    exercise, _, equipment = one.partition(" (")
    same, _, another = other.partition(" (")
    different = exercise_key(equipment) != exercise_key(another)
    return (
        bool(equipment and another) and different and exercise_key(exercise) == exercise_key(same)
    )


def in_catalogue(name: str) -> Known | None:
    """Return the exercise of the catalog that a name means: `Leg Press (Machine)` is Leg press."""
    if (entry := known(name)) is not None:
        return entry
    plain, bracket, equipment = name.partition(" (")
    if not bracket or not equipment.endswith(")"):
        return None
    with_equipment = known(f"{equipment[:-1]} {plain}")
    machine = equipment[:-1].casefold() in ("machine", "maschine", "macchina", "máquina")
    return with_equipment or (known(plain) if machine else None)
