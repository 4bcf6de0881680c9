"""Histories as text, with one line per set, for golden tests."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from supertimer.engine.cadence import Side
from supertimer.engine.plan import SetKind, Window
from supertimer.engine.result import EndedBy
from supertimer.history.set_record import SetDone
from supertimer.routine.notation import duration, load
from supertimer.units import Load, Unit

FIRST = datetime(2026, 1, 5, 18, 0, tzinfo=ZoneInfo("Europe/Berlin"))
_LINE = re.compile(
    r"(?P<load>none|bodyweight(?: [-+] [\d.]+ \w+)?|2 x [\d.]+ \w+|pin \d+|\w+ band|[\d.]+ \w+)"
    r" (?P<tul>\d+:\d\d)(?: (?P<more>.+))?"
)


def written(lines: Iterable[str], exercise: str = "Leg press", days: int = 7) -> list[SetDone]:
    """The sets of `120 lb 1:42 pain`: a session a line, or several sets parted by `;`."""
    sets = []
    for session, line in enumerate(lines):
        started = FIRST + timedelta(days=days * session)
        for attempt, text in enumerate(line.split(";")):
            done = _one(text.strip(), exercise, session, attempt, started)
            started = done.ended + timedelta(minutes=1)
            sets.append(done)
    return sets


def _one(text: str, exercise: str, session: int, attempt: int, started: datetime) -> SetDone:
    match = _LINE.fullmatch(text)
    assert match, text
    tul = duration(match["tul"])
    done = SetDone(
        workout=f"workout-{session:04}",
        attempt=attempt,
        person="me",
        exercise=exercise,
        number=attempt + 1,
        started=started,
        ended=started + timedelta(milliseconds=tul),
        load=_load(match["load"]),
        settings=(("seat", "4"),),
        cadence="lift 10, lower 10",
        window=Window(90_000, 150_000),
        tul_ms=tul,
        reps=tul // 200,
    )
    for word in (match["more"] or "").split():
        done = _marked(done, word)
    return done


def _load(text: str) -> Load | None:
    return Load.named(text) if text.endswith(" band") else load(text).read_in(Unit.LB)


def _marked(done: SetDone, word: str) -> SetDone:
    if word in ("left", "right"):
        return replace(done, side=Side(word))
    if word in list(SetKind):
        return replace(done, kind=SetKind(word))
    if word == "paused":
        return replace(done, paused_ms=20_000)
    if word == "estimated":
        return replace(done, estimated=True)
    if word == "hand":
        return replace(done, by_hand=True)
    if word.startswith("seat="):
        return replace(done, settings=(("seat", word[5:]),))
    return replace(done, ended_by=EndedBy(word))
