"""Which records a set has broken, for the hook `record`."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from supertimer.engine.as_json import as_json
from supertimer.engine.events import SetEnded
from supertimer.errors import SupertimerError
from supertimer.history.queries import Past
from supertimer.history.stats import all_records
from supertimer.history.store import Store

Records = Callable[[SetEnded], Iterator[Mapping[str, object]]]
"""Yields the JSON of each record that a set has broken."""


def records_in(history: Path, person: str, workout: str) -> Records:
    """Return the function that looks for records in the history file.

    It opens the file itself, so it can run in any thread. It finds nothing if the history can't be
    read, or does not have the set.
    """

    def broken(event: SetEnded) -> Iterator[Mapping[str, object]]:
        try:
            with Store.open_for_reading(history) as store:
                sets = Past(store, person).sets(event.exercise)
        except SupertimerError:
            return
        this = (workout, event.set, event.kind, event.side)
        for record in all_records(sets):
            done = record.done
            if (done.workout, done.number, done.kind, done.side) == this:
                yield {**as_json(event), "event": "record", "record": str(record.kind)}

    return broken
