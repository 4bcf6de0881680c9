"""A program that works out at random on the history in a folder, until somebody kills it.

Before it keeps anything it prints what it is about to keep, and afterwards that it did: a line of
JSON each. Run as `python crash_dummy.py FOLDER SEED PERSON`; several can share a folder.
"""

import json
import random
import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from supertimer.engine.commands import Amend, Command, Fatigue, Go, Pause, Redo, Resume, Skip, Undo
from supertimer.engine.result import SetResult
from supertimer.engine.session import Session
from supertimer.engine.state import State
from supertimer.errors import RefusedError
from supertimer.history.fallback import claim_workout
from supertimer.history.journal import Journal
from supertimer.history.opening import open_history
from supertimer.history.resume import resume, unfinished

KEYS: tuple[Command, ...] = (
    Go(), Go(), Go(), Fatigue(), Fatigue(), Fatigue(), Pause(), Resume(), Resume(), Skip(),
    Redo(), Undo(), Amend(note="seat too low"),
)  # fmt: skip


def main(folder: Path, seed: int, person: str) -> None:
    keys = random.Random(seed)
    now = datetime(2026, 1, 5, 18, tzinfo=ZoneInfo("Europe/Berlin")) + timedelta(hours=seed)
    opened = open_history(folder, now)
    assert not opened.store.read_only, opened.notices
    print(json.dumps({"notices": opened.notices}), flush=True)
    from tests.history.workouts import begin, plan

    while True:
        claims = claim_workout(opened.store, person)
        assert claims is not None
        cut = unfinished(opened.store, person)
        if cut:
            resumed = resume(opened.store, cut[0].workout, now)
            session, journal = resumed.session, resumed.journal
        else:
            session = Session(plan("Seated row", "Chest press", "Leg press"))
            journal = begin(opened.store, session.plan, person=person, started=now)
        work_out(session, journal, keys)
        claims.release()
        now += timedelta(days=2)


def work_out(session: Session, journal: Journal, keys: random.Random) -> None:
    _say("kept", journal, session)
    while not _over(session):
        at = session.now + keys.choice((0, 700, 4000, 5000, 20_000, 60_000))
        key = keys.choice((None, *KEYS))
        try:
            if key is None:
                session.advance(at)
            else:
                session.apply(key, at)
        except RefusedError:
            continue
        _say("about", journal, session)
        if key is None:
            journal.mark(session.now, session)
        else:
            journal.command(key, at, session)
        if _over(session):
            journal.close(session.now, session)
        assert journal.notice is None, journal.notice
        _say("kept", journal, session)


def _over(session: Session) -> bool:
    return session.state is State.DONE


def _say(what: str, journal: Journal, session: Session) -> None:
    line = {what: journal.workout, "results": [told(result) for result in session.results]}
    print(json.dumps(line), flush=True)


def told(result: SetResult) -> list[object]:
    """What of a result must be found again."""
    return [
        result.index, result.tul_ms, result.reps, str(result.ended_by), result.push_ms,
        result.rest_ms, result.paused_ms, result.discarded, result.note,
    ]  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
