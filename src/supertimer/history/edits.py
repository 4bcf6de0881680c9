"""Changes of the history after a workout."""

from dataclasses import replace

from supertimer.errors import SupertimerError
from supertimer.history.store import Store
from supertimer.history.upsert import STAMP


class NoSetError(SupertimerError):
    """The history has no such set."""


def delete_set(store: Store, workout: str, attempt: int) -> None:
    """Delete a set, so that it no longer counts, here and in every history merged with this.

    The row stays, marked as deleted, so that a merge does not bring the set back. Raises NoSetError
    if the set does not exist or is already deleted, and StoreError if the history can't be written.
    """
    for row in store.workout(workout):
        found = row.table == "sets" and row.values["attempt"] == attempt
        if found and not row.values["deleted"]:
            kept = {name: row.values[name] for name in row.values if name not in STAMP}
            changed = {**kept, "deleted": 1}
            store.write([replace(row, values=changed)])
            return
    raise NoSetError(f"set not found: {workout}/{attempt}")
