"""Workouts that version 0.1.0 kept: whatever it wrote must replay to what it saw."""

import hashlib
import sqlite3
from pathlib import Path

import pytest

from supertimer.engine.as_json import as_json
from supertimer.history.resume import read_kept
from supertimer.history.store import Store

WRITTEN = Path(__file__).with_name("journals-version-1.sql")
"""Nine workouts of three routines, written by commit 5de68a7 under random keys: naps and kills,
`redo` that waits, pauses, undo, a longer and a shorter rest, sides, drops, rest-pause."""

SEEN = {
    "019caf7e-0e80-7965-9925-19e370c4f925": (137, "done", "164cfb1de5f5c867"),
    "019cbef1-2280-71ea-8dfa-98e561add69a": (363, "done", "6232d53bdeee5938"),
    "019cce64-3680-7bb2-a7c3-c4bc4ef5121e": (533, "working", "6a3fad75f472fbbc"),
    "019cddd7-4a80-7e03-9444-6fba30cd167e": (321, "done", "6ad820622ba823d1"),
    "019ced4a-5e80-7868-a8c4-882ceb84a70f": (297, "done", "6d8648266396ec11"),
    "019cfcbd-7280-7d07-bf02-b4fcbd78eb9b": (311, "done", "611463667d44415e"),
    "019d0c30-8680-7e77-adf7-4082b4d774e8": (293, "done", "b5ed8ca85f6861da"),
    "019d1ba3-9a80-707f-9f73-44b20efa983f": (315, "done", "321ebcd5a58c0326"),
    "019d2b16-ae80-74ff-b487-272a1c52967b": (440, "ready", "0ef542cdba1dee1b"),
}
"""How many events that version saw in each, in which state it left it, and a hash of the events."""


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Store:
    path = tmp_path_factory.mktemp("old") / "history.db"
    database = sqlite3.connect(path)
    database.executescript(WRITTEN.read_text(encoding="utf-8"))
    database.close()
    return Store.open(path)


@pytest.mark.parametrize("workout", SEEN)
def test_an_old_journal_replays_to_what_was_seen(old: Store, workout: str) -> None:
    session = read_kept(old, workout).session()
    keys = ("at", "event", "exercise", "set", "tul_ms")
    lines = (" ".join(str(as_json(e).get(key)) for key in keys) for e in session.events)
    seen = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
    assert (len(session.events), str(session.state), seen) == SEEN[workout]


@pytest.mark.parametrize("workout", SEEN)
def test_the_sets_come_out_as_they_were_kept(old: Store, workout: str) -> None:
    kept = old.rows(
        "SELECT tul_ms, reps, ended_by, push_ms, rest_ms, paused_ms, discarded, load FROM sets"
        " WHERE workout = ? AND deleted = 0 ORDER BY attempt",
        workout,
    )
    results = read_kept(old, workout).session().results
    assert kept == [
        (
            *(r.tul_ms, r.reps, str(r.ended_by), r.push_ms, r.rest_ms, r.paused_ms),
            *(int(r.discarded), None if r.load is None else str(r.load.amount)),
        )
        for r in results
    ]
