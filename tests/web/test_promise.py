"""What a page shows by itself is what the workout will be: for random plans and keys."""

from hypothesis import given
from hypothesis import strategies as st

from supertimer.engine.commands import Command, Go, Pause, Resume
from supertimer.engine.plan import Plan, SegmentKind
from supertimer.engine.session import Session
from supertimer.engine.snapshot import Snapshot
from supertimer.engine.state import State
from supertimer.errors import RefusedError
from supertimer.web.messages import Stretch
from supertimer.web.promise import stretches
from tests.strategies import plans, scripts
from tests.web.terminal import plan

AHEAD = 60_000

KINDS = {
    SegmentKind.REST: "rest",
    SegmentKind.READY: "ready",
    SegmentKind.WORK: "phase",
    SegmentKind.PUSH: "push",
}


def played(plan: Plan, script: list[tuple[Command, int]]) -> Session:
    """Return a session in which the commands were given, where they were accepted."""
    session = Session(plan)
    session.advance(0)
    at = 0
    for command, later in script:
        at += later
        session.advance(at)
        try:
            session.apply(command, at)
        except RefusedError:
            continue
    return session


def current(promised: tuple[Stretch, ...], at: int) -> Stretch:
    """Return the stretch that a page shows at `at`: the same rule as in timeline.js."""
    return [each for each in promised if each.since <= at][-1]


@given(plans(), scripts, st.integers(1, 900))
def test_every_moment_is_shown_as_it_comes(
    random: Plan, script: list[tuple[Command, int]], later: int
) -> None:
    session = played(random, script)
    now = session.now
    promised = stretches(session.plan, session.snapshot(), session.preview(now + AHEAD))
    begun = [max(now, each.since) for each in promised[:40]]
    for at in sorted({now, *begun, *(at + later for at in begun)}):
        if at > now + AHEAD:
            return
        session.advance(at)
        shown, seen = session.snapshot(), current(promised, at)
        agrees(shown, seen, at)
        if seen.kind == "waiting":
            return  # what the page knows ends where the workout waits


@given(st.integers(0, 3_500), st.integers(0, 2_999))
def test_a_pause_in_a_set_ends_where_it_began(lifted: int, counted: int) -> None:
    session = played(plan(), [(Go(), 0), (Pause(), 2_000 + lifted), (Resume(), 10_000)])
    now = 12_000 + lifted + counted
    session.advance(now)
    promised = stretches(session.plan, session.snapshot(), session.preview(now + AHEAD))
    for at in range(now, now + 8_000, 250):
        session.advance(at)
        agrees(session.snapshot(), current(promised, at), at)


def agrees(shown: Snapshot, seen: Stretch, at: int) -> None:
    waits = {State.WAITING: "waiting", State.DONE: "done"}
    kind = waits.get(shown.state) or KINDS[shown.segment or SegmentKind.REST]
    assert seen.kind == kind
    if shown.state is State.DONE:
        return
    assert seen.set == shown.index
    assert (seen.stopped is not None) == shown.paused
    elapsed = at - seen.at if seen.stopped is None else seen.stopped
    if shown.state is State.WORKING:
        assert shown.phase is not None
        assert (seen.phase, seen.rep, seen.ms) == (shown.phase.name, shown.rep, shown.phase.ms)
        assert elapsed == shown.phase_elapsed
        tul = (seen.tul or 0) + min(elapsed, shown.phase.load_ms)
        assert tul == shown.tul_ms
        assert seen.side == shown.phase_side
        if seen.heights and shown.phase.load_ms:
            low, high = sorted(seen.heights)
            assert low - 0.01 <= shown.height <= high + 0.01 or seen.heights == (1.0, 1.0)
    elif shown.remaining is not None and seen.ms is not None:
        assert seen.ms - elapsed == shown.remaining
    if seen.resumes is not None:
        assert seen.resumes - at == shown.resumes_in
