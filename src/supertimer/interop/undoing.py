"""Undoing an import: delete what came with it, here and in every history merged with this."""

from dataclasses import dataclass
from datetime import datetime

from supertimer.errors import SupertimerError
from supertimer.history.persons import among, keys_of
from supertimer.history.rows import TableRow, Value
from supertimer.history.store import Store
from supertimer.interop.importing import next_stamp
from supertimer.text import count, literal


class NoImportError(SupertimerError):
    """There is no import to undo."""


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

    def sentence(self) -> str:
        """Return `log.csv (strong), imported on 2026-01-05 18:00: 2 workouts, 6 sets`."""
        parts = [count(self.workouts, "workout"), count(self.sets, "set")]
        if self.weights:
            parts.append(count(self.weights, "body weight"))
        when = f"{self.at:%Y-%m-%d %H:%M}"
        return f"{literal(self.file)} ({self.format}), imported on {when}: {', '.join(parts)}"

    @property
    def question(self) -> str:
        """What to ask before the undo."""
        if self.workouts or self.sets or self.weights:
            return "Delete them from the history?"
        return "What it corrected stays corrected. Mark it as undone?"


def latest(store: Store, person: str) -> Undoable:
    """Return the latest import of the person with this label that was not undone.

    Raises NoImportError if there is none.
    """
    keys = keys_of(store, person)
    found = store.rows(
        "SELECT batch, format, file, at FROM imports"
        f" WHERE person {among(keys)} AND undone = 0 ORDER BY at DESC, batch DESC LIMIT 1",
        *keys,
    )
    if not found:
        raise NoImportError(f"no import to undo for {person}")
    batch, name, file, at = map(str, found[0])
    ((workouts, sets, weights),) = store.rows(
        "SELECT (SELECT count(*) FROM workouts WHERE batch = ?1 AND deleted = 0),"
        " (SELECT count(*) FROM sets JOIN workouts ON uuid = workout"
        " WHERE batch = ?1 AND sets.deleted = 0 AND workouts.deleted = 0),"
        " (SELECT count(*) FROM bodyweights WHERE batch = ?1 AND deleted = 0)",
        batch,
    )
    moment = datetime.fromisoformat(at).astimezone()
    counts = (int(each or 0) for each in (workouts, sets, weights))
    return Undoable(batch, name, file, moment, *counts)


def undo(store: Store, batch: str) -> None:
    """Delete what came with an import, here and in every history merged with this."""
    stamp: dict[str, Value] = {"changed": next_stamp(store, store.now()), "station": ""}
    ((written,),) = store.rows(
        "SELECT max(changed) FROM workouts WHERE batch = ? AND changed < 0", batch
    )
    rows: list[TableRow] = []
    for table, which, values in (
        ("imports", "batch = ?", (batch,)),
        ("workouts", "batch = ?", (batch,)),
        ("sets", "workout IN (SELECT uuid FROM workouts WHERE batch = ?)", (batch,)),
        ("bodyweights", "batch = ?", (batch,)),
        ("aliases", "changed = ? AND changed < 0", (written,)),
    ):
        for row in store.select(table, which, *values):
            change: dict[str, Value] = {"deleted": 1}
            if table == "imports":
                change = {"undone": 1}
            elif table == "aliases":
                change = {"now": row.values["exercise"]}
            changed = row.values["changed"]
            imported = isinstance(changed, int) and changed < 0
            rows.append(row.with_change(**change, **(stamp if imported else {})))
    store.write(rows)
