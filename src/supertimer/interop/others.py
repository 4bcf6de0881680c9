"""Past workouts in the formats of Strong, Hevy, and FitNotes.

These formats hold whole reps and seconds, a plain weight, and some kinds of sets. Everything else
that our import reads back is in the notes, see `tag`.
"""

import csv
import io
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import timedelta
from decimal import Decimal

from supertimer.engine.plan import SetKind
from supertimer.engine.result import EndedBy
from supertimer.history.queries import SessionDone
from supertimer.history.set_record import SetDone
from supertimer.interop.tag import tagged
from supertimer.units import Load, Unit, plain_number

Sessions = Iterable[SessionDone]

_STRONG = (
    *("Date", "Workout Name", "Exercise Name", "Set Order", "Weight", "Weight Unit", "Reps", "RPE"),
    *("Distance", "Distance Unit", "Seconds", "Notes", "Workout Notes", "Workout Duration"),
)
_HEVY = (
    *("title", "start_time", "end_time", "description", "exercise_title", "superset_id"),
    *("exercise_notes", "set_index", "set_type", "weight_kg", "reps", "distance_km"),
    *("duration_seconds", "rpe"),
)
_FITNOTES = (
    *("Date", "Exercise", "Category", "Weight", "Weight Unit", "Reps", "Distance"),
    *("Distance Unit", "Time", "Comment"),
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def strong(sessions: Sessions) -> Iterator[str]:
    """Yield a log of Strong, with semicolons and units."""
    return _lines(_STRONG, _strong_rows(sessions), ";")


def hevy(sessions: Sessions) -> Iterator[str]:
    """Yield a log of Hevy, in kilograms."""
    return _lines(_HEVY, _hevy_rows(sessions), ",")


def fitnotes(sessions: Sessions) -> Iterator[str]:
    """Yield a log of FitNotes for Android."""
    return _lines(_FITNOTES, _fitnotes_rows(sessions), ",")


WRITERS: Mapping[str, Callable[[Sessions], Iterator[str]]] = {
    "strong": strong,
    "hevy": hevy,
    "fitnotes": fitnotes,
}


def _strong_rows(sessions: Sessions) -> Iterator[list[str]]:
    letters = {SetKind.WARMUP: "W", SetKind.DROP: "D"}
    for session in sessions:
        start = f"{session.started:%Y-%m-%d %H:%M:%S}"
        lasted = f"{max(1, session.lasted // timedelta(minutes=1))}m"
        for done in session.sets:
            order = letters.get(done.kind, str(done.number))
            note = _note(done, letters, Unit.KG, Unit.LB)
            weight, unit = _weight(done)
            yield [
                *(start, session.routine, done.exercise, order, weight, unit, _reps(done), ""),
                *("", "", _seconds(done), note, session.note, lasted),
            ]


def _hevy_rows(sessions: Sessions) -> Iterator[list[str]]:
    types = {SetKind.WARMUP: "warmup", SetKind.DROP: "dropset"}
    for session in sessions:
        start, end = session.started, session.started + session.lasted
        places: dict[str, int] = {}
        for done in session.sets:
            place = places[done.exercise] = places.get(done.exercise, -1) + 1
            load = done.load.shown_in(Unit.KG) if done.load and not done.load.name else None
            yield [
                *(session.routine, *(_day(f"{each:%d %m %Y, %H:%M}") for each in (start, end))),
                *(session.note, done.exercise, "", _note(done, types, Unit.KG), str(place)),
                *(types.get(done.kind, "normal"), plain_number(load.amount) if load else ""),
                *(_reps(done), "", _seconds(done), ""),
            ]


def _fitnotes_rows(sessions: Sessions) -> Iterator[list[str]]:
    for session in sessions:
        for done in session.sets:
            weight, unit = _weight(done)
            seconds = done.tul_ms // 1000
            time = f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}" if seconds else ""
            yield [
                *(f"{session.started:%Y-%m-%d}", done.exercise, "supertimer", weight),
                *("kgs" if unit == "kg" else unit, _reps(done), "", "", time),
                _note(done, (), Unit.KG, Unit.LB),
            ]


def _day(numbers: str) -> str:
    """Return `28 03 2025, 17:29` with the English name of the month, whatever the locale."""
    return f"{numbers[:3]}{_MONTHS[int(numbers[3:5]) - 1]}{numbers[5:]}"


def _weight(done: SetDone) -> tuple[str, str]:
    """Return the number of the load and its unit, as Strong writes it."""
    if done.load is None or done.load.name:
        return "0", "kg"
    return plain_number(done.load.amount), "lbs" if done.load.unit is Unit.LB else "kg"


def _reps(done: SetDone) -> str:
    return str((done.reps or 0) // 100)


def _seconds(done: SetDone) -> str:
    return str(done.tul_ms // 1000)


def _note(done: SetDone, kinds: Collection[SetKind], *units: Unit) -> str:
    """Return the note of a set with the facts that the format can't hold."""
    load, reps = done.load, done.reps or 0
    facts = ["side", "cadence"]
    if done.tul_ms % 1000:
        facts.append("time")
    if reps % 100 or (done.reps is not None and reps < 100):
        facts.append("reps")
    if done.ended_by is not (EndedBy.REPS if reps >= 100 else EndedBy.TIME):
        facts.append("ended")
    if done.kind not in (SetKind.WORK, *kinds):
        facts.append("kind")
    if load and not _is_plain(load, units):
        facts.append("load")
    return tagged(done, facts)


def _is_plain(load: Load, units: Collection[Unit]) -> bool:
    """Return whether a load is a number in one of these units."""
    plain = not (load.name or load.bodyweight or load.per_hand)
    exact = load.amount == load.amount.quantize(Decimal("0.001"))
    return plain and exact and bool(load.amount) and load.unit in units


def _lines(header: Iterable[str], rows: Iterable[list[str]], separator: str) -> Iterator[str]:
    line = io.StringIO()
    writer = csv.writer(line, delimiter=separator, lineterminator="\n")
    for cells in (header, *rows):
        writer.writerow(cells)
        yield line.getvalue()
        line.seek(0)
        line.truncate()
