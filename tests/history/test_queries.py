"""Which sets count: the one rule for records, advice, recovery, and the schedule."""

from dataclasses import replace

import pytest

from supertimer.engine.plan import SetKind
from supertimer.engine.result import EndedBy
from supertimer.history.queries import Past
from supertimer.history.store import Store
from tests.history.workouts import MONDAY, begin, plan
from tests.history.written import written


def _past(store: Store, **changes: object) -> Past:
    """A history of one workout with one set, changed so."""
    journal = begin(store, plan("Leg press"))
    (done,) = written(["120 lb 1:42"])
    store.write([replace(done, workout=journal.workout, **changes).row()])  # type: ignore[arg-type]
    return Past(store, "me")


def _counted(past: Past) -> list[int]:
    """How many sets or workouts each question that asks for what counts finds."""
    return [
        len(past.sets("Leg press")),
        len(past.last("Leg press").sets),
        len(past.worked(MONDAY)),
        len(past.workouts(MONDAY)),
        sum(len(session.sets) for session in past.sessions(counting=True)),
    ]


@pytest.mark.parametrize(
    ("changes", "stands"),
    [
        ({"discarded": True}, False),
        ({"deleted": True}, False),
        ({"kind": SetKind.WARMUP}, True),
        ({"ended_by": EndedBy.SKIP}, True),
    ],
)
def test_a_set_that_does_not_count(
    store: Store, changes: dict[str, object], *, stands: bool
) -> None:
    past = _past(store, **changes)
    assert _counted(past) == [0, 0, 0, 0, 0]
    assert len(past.sessions()) == stands
    assert sum(len(session.sets) for session in past.sessions()) == stands


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"kind": SetKind.DROP},
        {"by_hand": True, "amended": True, "estimated": True, "paused_ms": 99_000},
        *({"ended_by": end} for end in EndedBy if end is not EndedBy.SKIP),
    ],
)
def test_a_set_that_counts(store: Store, changes: dict[str, object]) -> None:
    past = _past(store, **changes)
    assert _counted(past) == [1, 1, 1, 1, 1]
    assert len(past.sessions()) == 1
