"""Undoing an import: the history shows what it showed before, here and wherever it is merged."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from supertimer.errors import SupertimerError
from supertimer.history.persons import among, keys_of
from supertimer.history.rows import TableRow, Value
from supertimer.history.schema import KEYS
from supertimer.history.store import Store
from supertimer.interop.importing import next_stamp
from supertimer.interop.replaced import Former, former
from supertimer.text import count, literal


class NoImportError(SupertimerError):
    """The history has no import to undo."""


@dataclass(frozen=True, slots=True)
class Undoable:
    """The latest import of a person."""

    batch: str
    format: str
    file: str
    at: datetime
    workouts: int
    sets: int
    weights: int
    corrected_sets: int
    corrected_weights: int

    def sentence(self) -> str:
        """Return `log.csv (strong), imported on 2026-01-05 18:00: 2 workouts, 6 sets`."""
        things = {
            "workout": self.workouts,
            "set": self.sets,
            "body weight": self.weights,
            "corrected set": self.corrected_sets,
            "corrected body weight": self.corrected_weights,
        }
        parts = [count(number, thing) for thing, number in things.items() if number]
        when = f"{self.at:%Y-%m-%d %H:%M}"
        told = ", ".join(parts) or count(0, "set")
        return f"{literal(self.file)} ({self.format}), imported on {when}: {told}"

    @property
    def question(self) -> str:
        """What to ask before the undo."""
        if not (self.corrected_sets or self.corrected_weights):
            return "Delete them from the history?"
        if self.workouts or self.sets or self.weights:
            return "Delete what it added, and restore what it corrected?"
        return "Restore what it corrected?"


def latest(store: Store, person: str) -> Undoable:
    """Return the latest import of the person with this label that was not undone.

    Raises NoImportError if there is none.
    """
    keys = keys_of(store, person)
    found = store.rows(
        "SELECT batch, format, file, at FROM imports"
        f" WHERE person {among(keys)} AND undone = 0 ORDER BY changed DESC, batch DESC LIMIT 1",
        *keys,
    )
    if not found:
        raise NoImportError(f"no import to undo for {person}")
    batch, name, file, at = map(str, found[0])
    ((workouts, sets),) = store.rows(
        "SELECT (SELECT count(*) FROM workouts WHERE batch = ?1 AND deleted = 0),"
        " (SELECT count(*) FROM sets JOIN workouts ON uuid = workout"
        " WHERE batch = ?1 AND sets.deleted = 0 AND workouts.deleted = 0)",
        batch,
    )
    weighed = "SELECT person, at FROM bodyweights WHERE batch = ? AND deleted = 0"
    weights = set(store.rows(weighed, batch))
    replaced = list(_former(store, batch))
    corrected = weights & {row.key for row in replaced if row.table == "bodyweights"}
    kept = Counter(row.is_new for row in replaced if row.table == "sets")
    return Undoable(
        batch,
        name,
        file,
        datetime.fromisoformat(at).astimezone(),
        int(workouts or 0),
        int(sets or 0) + kept[True],
        len(weights - corrected),
        kept[False],
        len(corrected),
    )


def undo(store: Store, batch: str) -> None:
    """Delete what an import added, and restore what it replaced, unless it was changed since.

    The stamps are above those of the import, so that this also wins in other histories.
    """
    stamp: dict[str, Value] = {"changed": next_stamp(store, store.now()), "station": ""}
    replaced = list(_former(store, batch))
    store.write(chain(_deleted(store, batch, replaced, stamp), _restored(store, replaced, stamp)))


def _deleted(
    store: Store, batch: str, replaced: Iterable[Former], stamp: dict[str, Value]
) -> Iterator[TableRow]:
    """Yield the rows that name the import, or belong to a workout that does, as deleted."""
    corrected = {row.key for row in replaced if row.table == "bodyweights"}
    for table, which in (
        ("imports", "batch = ?"),
        ("workouts", "batch = ?"),
        ("sets", "workout IN (SELECT uuid FROM workouts WHERE batch = ?)"),
        ("bodyweights", "batch = ?"),
    ):
        for row in store.select(table, which, batch):
            if table == "imports":
                yield _changed(row, {"undone": 1}, stamp)
            elif (
                table != "bodyweights" or (row.values["person"], row.values["at"]) not in corrected
            ):
                yield _changed(row, {"deleted": 1}, stamp)


def _restored(
    store: Store, replaced: Iterable[Former], stamp: dict[str, Value]
) -> Iterator[TableRow]:
    """Yield the rows that the import replaced as they were, and those that it added as deleted."""
    for then in replaced:
        which = " AND ".join(f"{name} = ?" for name in KEYS[then.table])
        for row in store.select(then.table, which, *then.key):
            if then.is_new and then.table == "sets":
                yield _changed(row, {"deleted": 1}, stamp)
            elif not _is_imported(row):
                continue
            elif not then.is_new:
                yield _changed(row, then.whole(), stamp)
            elif then.table == "aliases":
                yield _changed(row, {"now": row.values["exercise"]}, stamp)


def _changed(row: TableRow, values: dict[str, Value], stamp: dict[str, Value]) -> TableRow:
    """Return a changed row: stamped as an import, or as of now if it was changed here since."""
    return row.with_change(**values, **(stamp if _is_imported(row) else {}))


def _former(store: Store, batch: str) -> Iterator[Former]:
    """Yield the rows that an import replaced, as they were before."""
    for (text,) in store.rows("SELECT replaced FROM imports WHERE batch = ?", batch):
        yield from former(text)


def _is_imported(row: TableRow) -> bool:
    """Return whether an import, or the undo of one, wrote the row last."""
    changed = row.values["changed"]
    return isinstance(changed, int) and changed < 0
