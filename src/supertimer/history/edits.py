"""What is changed in the history afterwards."""

from dataclasses import replace
from datetime import datetime

from supertimer.errors import SupertimerError
from supertimer.history.ids import as_text
from supertimer.history.store import Store


class NoSetError(SupertimerError):
    """The history has no such set."""


def delete_set(store: Store, workout: str, attempt: int, now: datetime) -> None:
    """Delete a set, so that it no longer counts, here and in every history merged with this.

    The row stays, marked, or a merge would bring the set back. Raises NoSetError if there is no
    such set or it is deleted already, and StoreError if the history cannot be written.
    """
    for row in store.workout(workout):
        found = row.table == "sets" and row.values["attempt"] == attempt
        if found and not row.values["deleted"]:
            changed = {**row.values, "deleted": 1, "changed": as_text(now)}
            store.write([replace(row, values=changed)])
            return
    raise NoSetError(f"there is no set {workout}/{attempt}")
