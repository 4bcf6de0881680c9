"""Which exercises are one exercise: names with the same key, and names that a user joined.

Every function raises StoreError if the history cannot be read or written.
"""

from collections.abc import Iterable

from supertimer.body.exercise_key import exercise_key
from supertimer.history.database import StoreError
from supertimer.history.persons import Person, among
from supertimer.history.rows import TableRow
from supertimer.history.store import Store
from supertimer.text import is_text, listed


class Aliases:
    """What one person calls an exercise now."""

    def __init__(self, store: Store, person: Person) -> None:
        self._store = store
        self._person = person
        rows = store.rows(
            "SELECT key, exercise, now, changed FROM aliases"
            f" WHERE person {among(person.keys)} ORDER BY changed, station",
            *person.keys,
        )
        stored = {
            str(key): (str(exercise), str(now), int(changed or 0))
            for key, exercise, now, changed in rows
            if is_text(f"{key}{exercise}{now}")
        }
        self._now = {
            key: (exercise, now)
            for key, (exercise, now, _) in stored.items()
            if exercise_key(now) != key
        }
        self.separate = frozenset(
            key
            for key, (_, _, changed) in stored.items()
            if key not in self._now and changed >= 0  # not by the undo of an import
        )
        """The keys of the exercises that the user keeps apart."""

    def key(self, exercise: str) -> str:
        """Return the key under which an exercise is done now."""
        key, seen = exercise_key(exercise), set[str]()
        while key in self._now and key not in seen:  # two histories may have joined in a circle
            seen.add(key)
            key = exercise_key(self._now[key][1])
        return min(seen) if key in seen else key

    def keys(self, key: str) -> tuple[str, ...]:
        """Return every key under which sets of the exercise with this key may be stored."""
        return (key, *(old for old in self._now if old != key and self.key(old) == key))

    def name(self, key: str) -> str:
        """Return the name that a user gave to the exercise with this key; empty if none did."""
        return next((now for _, now in self._now.values() if exercise_key(now) == key), "")

    def old_names(self) -> list[str]:
        """Return the earlier names of exercises."""
        return sorted(exercise for exercise, _ in self._now.values())

    def add(self, old: str, new: str) -> None:
        """Treat the exercise `old` as an earlier name of `new`.

        Raises StoreError if `new` is an earlier name of `old`, or the same exercise.
        """
        if self.key(new) == exercise_key(old):
            raise StoreError(f"“{old}” and “{new}” are already one exercise")
        self._write(old, new)

    def remove(self, old: str, alike: Iterable[str] = ()) -> str:
        """Treat `old` as a separate exercise; return its name as stored.

        `alike` has exercises that no user joined, although they look like others. Raises StoreError
        if `old` is neither one of them nor an earlier name of an exercise.
        """
        found = self._now.get(exercise_key(old))
        same = [name for name in alike if exercise_key(name) == exercise_key(old)]
        if found is None and same:
            found = (same[0], same[0])
        if found is None:
            told = f"“{old}” is not an earlier name of an exercise"
            if not self._now:
                raise StoreError(f"{told}; the history has none")
            names = listed([f"“{name}”" for name in self.old_names()])
            raise StoreError(f"{told}, only {names}")
        # The row stays, with its own name; without it, a merge would bring the alias back.
        self._write(found[0], found[0])
        return found[0]

    def _write(self, old: str, now: str) -> None:
        row = {"person": self._person.key, "key": exercise_key(old), "exercise": old, "now": now}
        self._store.write([TableRow("aliases", row)])
