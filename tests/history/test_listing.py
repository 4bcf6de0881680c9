"""The list of workouts shows what their sets say, although it does not read whole sets."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supertimer.history import report
from supertimer.history.listing import Listing
from supertimer.history.rows import Value
from supertimer.history.set_record import LONGEST, SetDone
from supertimer.history.store import Store
from supertimer.units import Unit
from tests.history.test_journal import in_memory
from tests.history.test_set_record import sets
from tests.history.workouts import begin, plan
from tests.history.written import written


@given(
    st.lists(sets.filter(lambda done: done.exercise), max_size=5), st.none() | st.sampled_from(Unit)
)
def test_the_list_shows_what_the_sets_say(several: list[SetDone], unit: Unit | None) -> None:
    with in_memory() as store:
        workout = begin(store, plan("Dip")).workout
        for attempt, done in enumerate(several):
            store.write([replace(done, workout=workout, attempt=attempt, person="me").row()])
        past = Listing(store, "me")
        lines = list(past.lines(None, unit, lambda started: True))
        sessions = past.sessions()
    assert not past.faults
    if not sessions:
        assert lines == []
        return
    (session,) = sessions
    assert lines[0] == report.session_line(session)
    words = [" ".join(line.split()) for line in lines[1:]]
    assert words == [" ".join(report.set_line(done, unit).split()) for done in session.sets]


def test_numbers_end_below_each_other(store: Store) -> None:
    workout = begin(store, plan("Dip")).workout
    for attempt, done in enumerate(written(["120 lb 1:42", "95 lb 10:02", "bodyweight 0:09"])):
        store.write([replace(done, workout=workout, attempt=attempt).row()])
    lines = list(Listing(store, "me").lines(None, None, lambda started: True))
    assert lines[1:] == [
        "  Leg press      120 lb   1:42   5.1 reps  fatigue",
        "  Leg press       95 lb  10:02  30.1 reps  fatigue",
        "  Leg press  bodyweight   0:09  0.45 reps  fatigue",
    ]


def test_an_invalid_set_is_left_out_and_named(store: Store) -> None:
    workout = begin(store, plan("Dip")).workout
    (done,) = written(["120 lb 1:42"])
    for attempt in range(2):
        store.write([replace(done, workout=workout, attempt=attempt).row()])
    store.rows("UPDATE sets SET tul_ms = -1 WHERE attempt = 1")
    past = Listing(store, "me")
    assert len(list(past.lines(None, None, lambda started: True))) == 2
    (fault,) = past.faults
    assert fault.startswith(f"{store.path}: table sets, row ('{workout}', 1): invalid set: ")


def test_a_workout_whose_sets_are_all_invalid_has_a_line(store: Store) -> None:
    workout = begin(store, plan("Dip")).workout
    (done,) = written(["120 lb 1:42"])
    store.write([replace(done, workout=workout, attempt=0).row()])
    store.rows("UPDATE sets SET tul_ms = ?", LONGEST + 1)
    past = Listing(store, "me")
    assert len(list(past.lines(None, None, lambda started: True))) == len(past.faults) == 1


def test_more_workouts_take_no_more_queries(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    (done,) = written(["120 lb 1:42"])
    asked, rows = [], Store.rows

    def counted(self: Store, query: str, *values: Value) -> list[tuple[Value, ...]]:
        asked.append(query)
        return rows(self, query, *values)

    monkeypatch.setattr(Store, "rows", counted)
    taken = []
    for _ in range(2):
        for _ in range(5):
            workout = begin(store, plan("Dip")).workout
            store.write([replace(done, workout=workout).row()])
        asked.clear()
        past = Listing(store, "me")
        assert list(past.lines(None, None, bool)) and past.sessions()
        taken.append(len(asked))
    assert taken[0] == taken[1]
