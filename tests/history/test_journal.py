"""A workout is its plan and its keys: what is kept is what was lived."""

import json
import sqlite3
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supertimer import __version__
from supertimer.engine.cadence import Side
from supertimer.engine.commands import (
    Command,
    Extend,
    Fatigue,
    Go,
    Pause,
    SetLoad,
    Skip,
    Stop,
    Undo,
)
from supertimer.engine.plan import Plan, SetKind
from supertimer.engine.result import EndedBy, SetResult
from supertimer.engine.session import Session
from supertimer.engine.state import State
from supertimer.errors import RefusedError
from supertimer.history.fallback import take_in
from supertimer.history.journal import Journal
from supertimer.history.queries import Past
from supertimer.history.resume import close_as_stopped, read_kept, resume, unfinished
from supertimer.history.schema import CREATE
from supertimer.history.store import WAIT_MS, Store
from tests.history.workouts import LOAD, MONDAY, after, begin, drive, header, plan
from tests.strategies import plans, scripts

TWO = plan("Seated row", "Leg press")
ONE_SET: list[tuple[Command, int]] = [(Go(), 0), (Fatigue(), 107_000)]


def in_memory() -> Store:
    """A store that is gone with the test; the sync to the disk has its own tests."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    for statement in CREATE:
        connection.execute(statement)
    return Store(connection, Path("/nowhere/history.db"), False)


@given(plans(), scripts)
def test_replay_of_the_journal_equals_the_live_session(
    plan: Plan, script: list[tuple[Command, int]]
) -> None:
    """Law 5, through the database."""
    with in_memory() as store:
        session, journal = Session(plan), begin(store, plan)
        session.advance(0)
        drive(session, journal, script)
        journal.mark(session.now, session)
        replayed = read_kept(store, journal.workout).session()
        assert replayed.snapshot() == session.snapshot()
        assert replayed.events == session.events
        assert journal.notice is None


@given(plans(), scripts)
def test_the_sets_that_stand_are_the_results(plan: Plan, script: list[tuple[Command, int]]) -> None:
    with in_memory() as store:
        session, journal = Session(plan), begin(store, plan)
        drive(session, journal, script)
        journal.mark(session.now, session)
        sets = [done for session in Past(store, "me").sessions() for done in session.sets]
        standing = [result for result in session.results if not result.discarded]
        assert [
            (s.tul_ms, s.reps, s.ended_by, s.load, s.push_ms, s.rest_ms, s.paused_ms, s.note)
            for s in sets
        ] == [
            (r.tul_ms, r.reps, r.ended_by, r.load, r.push_ms, r.rest_ms, r.paused_ms, r.note)
            for r in standing
        ]
        assert [s.started for s in sets] == [
            MONDAY + timedelta(milliseconds=r.started_at) for r in standing
        ]


@given(plans(), scripts, scripts, st.integers(0, 10_000_000))
def test_a_resumed_workout_keeps_every_set_and_can_be_replayed(
    plan: Plan,
    script: list[tuple[Command, int]],
    more: list[tuple[Command, int]],
    gap: int,
) -> None:
    with in_memory() as store:
        session, journal = Session(plan), begin(store, plan)
        session.advance(0)
        drive(session, journal, script)
        if session.state is State.DONE:
            return
        before = session.results
        now = MONDAY + timedelta(milliseconds=session.now + gap)
        resumed = resume(store, journal.workout, now)
        # All that had ended is there, as it was but for a push that was going on.
        kept = resumed.session.results[: len(before)]
        assert [(r.index, r.tul_ms, r.load) for r in kept] == [
            (r.index, r.tul_ms, r.load) for r in before
        ]
        # Nothing runs until the lifter says go, and every key of the waiting state is alive.
        assert resumed.session.state in (State.WAITING, State.DONE)
        for cut in resumed.session.results[len(before) :]:
            assert cut.discarded
            assert cut.ended_by is EndedBy.INTERRUPTED
        drive(resumed.session, resumed.journal, more)
        resumed.journal.mark(resumed.session.now, resumed.session)
        replayed = read_kept(store, journal.workout).session()
        shown = resumed.session.snapshot()  # what may still be undone has not happened yet
        assert replace(replayed.snapshot(), can_undo=shown.can_undo) == shown
        assert replayed.events == resumed.session.events


def test_a_set_is_kept_with_all_that_was_planned_and_done() -> None:
    work = replace(TWO.sets[1], number=3, kind=SetKind.DROP, side=Side.LEFT)
    result = SetResult(
        index=0, started_at=1000, ended_at=98_000, tul_ms=97_000, reps=485, ended_by=EndedBy.PAIN,
        load=replace(LOAD, bodyweight=True), paused_ms=1, rest_ms=2, push_ms=3, discarded=True,
        estimated=True, amended=True, note="seat too low",
    )  # fmt: skip
    done = header(replace(TWO, sets=(work,))).done(2, result, work)
    assert (done.attempt, done.started, done.ended) == (2, after(1 / 60), after(98 / 60))
    assert done.cadence == "lift 10, lower 10"
    given = {each.name: getattr(of, each.name) for of in (work, result) for each in fields(of)}
    del given["cadence"]
    same = {name: value for name, value in given.items() if hasattr(done, name)}
    assert {name: getattr(done, name) for name in same} == same


def test_a_workout_is_kept_as_it_was_opened(store: Store) -> None:
    opened = header(TWO, person="Anna")
    Journal.begin(store, opened)
    ((path, version, muscles),) = store.rows("SELECT path, version, muscles FROM workouts")
    assert (path, version) == ("big-five.toml", __version__)
    assert json.loads(str(muscles)) == {"Leg press": [["quadriceps"], ["glutes"]]}
    kept = read_kept(store, opened.workout).header
    assert replace(kept, path=opened.path, muscles=opened.muscles) == opened
    assert kept.started.tzinfo is MONDAY.tzinfo


def test_the_offer_to_resume_says_what_was_done_and_when(store: Store) -> None:
    session, journal = Session(TWO), begin(store, TWO)
    drive(session, journal, [*ONE_SET, (Go(), 90_000), (Pause(), 30_000)])
    (offer,) = unfinished(store, "me")
    assert offer.sentence(after(17)) == (
        "Resume Big Five: Leg press, set 1, 1 set done 13 minutes ago"
    )
    assert unfinished(store, "anna") == ()


@pytest.mark.parametrize(
    "keys", [[*ONE_SET, (Go(), 90_000), (Skip(), 30_000)], [(Go(), 0), (Fatigue(), 70_000)]]
)
def test_what_was_pressed_before_a_workout_was_cut_off_is_not_undone_after_it(
    store: Store, keys: list[tuple[Command, int]]
) -> None:
    session, journal = Session(TWO), begin(store, TWO)
    drive(session, journal, keys)
    session.advance(session.now + 2_000)
    journal.mark(session.now, session)
    resumed = resume(store, journal.workout, after(60))
    assert not resumed.session.snapshot().can_undo
    with pytest.raises(RefusedError):
        resumed.session.apply(Undo(), resumed.session.now)


def test_the_set_that_was_cut_off_is_done_again_and_its_time_is_kept(store: Store) -> None:
    session, journal = Session(TWO), begin(store, TWO)
    drive(session, journal, [*ONE_SET, (Go(), 90_000)])
    session.advance(session.now + 42_000)
    journal.mark(session.now, session)
    resumed = resume(store, journal.workout, after(20))
    assert resumed.session.now == 20 * 60_000
    assert resumed.session.snapshot().index == 1
    first, cut = resumed.session.results
    assert (first.tul_ms, first.ended_by, first.push_ms) == (97_000, EndedBy.FATIGUE, 10_000)
    assert (cut.tul_ms, cut.ended_by, cut.discarded) == (32_000, EndedBy.INTERRUPTED, True)
    assert resumed.session.state is State.WAITING
    assert not resumed.session.snapshot().can_undo, "or it would have gone on all the while"
    drive(resumed.session, resumed.journal, [(SetLoad(None), 0), (Skip(), 0)])
    assert resumed.session.results[-1].load is None


@pytest.mark.parametrize(("minutes", "waited"), [(2.5, 0), (20, 17 * 60_000 + 3000)])
def test_a_rest_that_was_cut_off_has_gone_on_and_the_next_set_waits(
    store: Store, minutes: float, waited: int
) -> None:
    auto = replace(TWO, segments=tuple(replace(s, waits=not i) for i, s in enumerate(TWO.segments)))
    session, journal = Session(auto), begin(store, auto)
    drive(session, journal, [*ONE_SET, (Extend(0), 12_000)])
    shown = resume(store, journal.workout, after(minutes)).session.snapshot()
    assert (shown.state, shown.index, shown.elapsed) == (State.WAITING, 1, waited)
    assert len(shown.results) == 1


@pytest.mark.parametrize("push", [1, 10_000])
def test_a_workout_that_was_cut_off_after_its_last_set_is_over(store: Store, push: int) -> None:
    session, journal = Session(plan("Dip")), begin(store, plan("Dip"))
    drive(session, journal, ONE_SET)
    session.advance(session.now + push)
    journal.mark(session.now, session)
    assert unfinished(store, "me") == ()
    (done,) = Past(store, "me").sessions()
    assert (done.over, [each.push_ms for each in done.sets]) == (True, [push])


def test_a_skipped_set_was_not_done(store: Store) -> None:
    session, journal = Session(TWO), begin(store, TWO)
    drive(session, journal, [(Skip(), 0)])
    (offer,) = unfinished(store, "me")
    assert offer.sets_done == 0


def test_a_workout_closed_as_stopped_is_not_offered_again(store: Store) -> None:
    session, journal = Session(TWO), begin(store, TWO)
    drive(session, journal, [*ONE_SET, (Go(), 90_000)])
    session.advance(session.now + 42_000)
    journal.mark(session.now, session)
    close_as_stopped(store, journal.workout)
    assert unfinished(store, "me") == ()
    (done,) = Past(store, "me").sessions()
    assert [(s.tul_ms, s.ended_by) for s in done.sets] == [
        (97_000, EndedBy.FATIGUE),
        (32_000, EndedBy.STOP),
    ]


def test_a_set_taken_back_is_gone_and_comes_back_with_its_next_end(store: Store) -> None:
    session, journal = Session(TWO), begin(store, TWO)
    drive(session, journal, [*ONE_SET, (Undo(), 3_000)])
    assert Past(store, "me").sets("Seated row") == []
    drive(session, journal, [(Fatigue(), 8_000)])
    (done,) = Past(store, "me").sets("Seated row")
    assert (done.tul_ms, done.reps, done.load) == (108_000, 540, LOAD)
    assert str(done.load) == "52.5 kg"


def test_a_key_before_the_last_poll_corrects_what_the_poll_kept(store: Store) -> None:
    session, journal = Session(TWO), begin(store, TWO)
    session.apply(Go(), 0)
    journal.command(Go(), 0, session)
    session.advance(190_100)  # the cap has ended the set by now
    journal.mark(190_100, session)
    session.apply(Fatigue(), 189_950)
    journal.command(Fatigue(), 189_950, session)
    (done,) = Past(store, "me").sets("Seated row")
    assert (done.tul_ms, done.ended_by) == (179_950, EndedBy.FATIGUE)


def test_a_stop_that_is_older_than_the_last_mark_still_ends_the_workout(store: Store) -> None:
    session, journal = Session(TWO), begin(store, TWO)
    drive(session, journal, ONE_SET)
    session.advance(117_500)
    journal.mark(117_500, session)
    session.apply(Stop(), 117_400)
    journal.command(Stop(), 117_400, session)
    journal.close(117_400, session)
    assert store.rows("SELECT at, over FROM marks") == [(117_500, 1)]
    assert unfinished(store, "me") == ()


def test_an_undone_stop_opens_the_workout_again(store: Store) -> None:
    session, journal = Session(TWO), begin(store, TWO)
    drive(session, journal, [*ONE_SET, (Stop(), 20_000)])
    assert unfinished(store, "me") == ()
    drive(session, journal, [(Undo(), 0), (Skip(), 1000)])
    assert len(unfinished(store, "me")) == 1


def test_a_lock_of_another_program_stalls_and_loses_nothing(store: Store) -> None:
    session, journal = Session(TWO), begin(store, TWO)
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    drive(session, journal, ONE_SET)
    assert store.rows("PRAGMA busy_timeout") == [(0,)], "after the first time nothing waits"
    assert journal.notice is None
    assert list(store.path.parent.glob("unsaved-*.jsonl"))
    other.execute("ROLLBACK")
    journal.mark(session.now, session)
    assert not list(store.path.parent.glob("unsaved-*.jsonl"))
    assert store.rows("PRAGMA busy_timeout") == [(WAIT_MS,)]
    assert len(Past(store, "me").sets("Seated row")) == 1
    other.close()


def test_what_was_never_written_is_taken_in_at_the_next_start(store: Store) -> None:
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    session, journal = Session(TWO), begin(store, TWO)
    drive(session, journal, ONE_SET)
    other.close()
    assert store.rows("SELECT * FROM workouts") == []
    said = take_in(store, store.path.parent)
    assert len(said) == 1
    assert read_kept(store, journal.workout).session().results == session.results
    assert take_in(store, store.path.parent) == []


def test_a_damaged_line_of_a_fallback_file_is_kept_and_told(store: Store) -> None:
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    session, journal = Session(TWO), begin(store, TWO)
    drive(session, journal, ONE_SET)
    other.close()
    (path,) = store.path.parent.glob("unsaved-*.jsonl")
    path.write_bytes(path.read_bytes() + b'{"table": "sets", "row": {"wor\n{"table": "x"}\n')
    (said,) = take_in(store, store.path.parent)
    assert "without 2 invalid lines" in said
    assert path.with_suffix(".damaged").exists()
    assert len(Past(store, "me").sets("Seated row")) == 1


def test_a_folder_that_cannot_be_written_sends_the_workout_to_the_temporary_files(
    tmp_path: Path,
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with Store.empty(blocked / "history.db") as store:
        session, journal = Session(TWO), begin(store, TWO)
        drive(session, journal, ONE_SET)
    notice = journal.notice
    assert notice is not None
    assert "temporary" in notice
    with Store.open(tmp_path / "data" / "history.db") as other:
        assert take_in(other, tmp_path / "data") == [], "it belongs to another history"
    blocked.unlink()
    with Store.open(blocked / "history.db") as later:
        take_in(later, blocked)
        assert len(Past(later, "me").sets("Seated row")) == 1


def test_a_fallback_file_that_is_gone_is_written_again_whole(store: Store) -> None:
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    session, journal = Session(TWO), begin(store, TWO)
    drive(session, journal, ONE_SET[:1])
    (path,) = store.path.parent.glob("unsaved-*.jsonl")
    path.unlink()
    drive(session, journal, ONE_SET[1:])
    other.close()
    take_in(store, store.path.parent)
    assert read_kept(store, journal.workout).session().results == session.results


def test_nothing_is_raised_where_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with Store.empty(blocked / "history.db") as store:
        session, journal = Session(TWO), begin(store, TWO)
        drive(session, journal, ONE_SET)
    assert journal.notice is not None
    assert "not in any file yet, only in memory" in journal.notice


def test_a_journal_goes_on_where_another_left_off(store: Store) -> None:
    session, journal = Session(TWO), begin(store, TWO)
    drive(session, journal, ONE_SET)
    kept = read_kept(store, journal.workout)
    other = kept.journal(store, session)
    drive(session, other, [(Stop(), 30_000)])
    (done,) = Past(store, "me").sessions()
    assert done.over
    assert read_kept(store, journal.workout).session().results == session.results
