"""The history as lines for people and as JSON for programs."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from supertimer.engine.cadence import Side
from supertimer.engine.plan import SetKind
from supertimer.engine.result import EndedBy
from supertimer.history import wording
from supertimer.history.queries import SessionDone
from supertimer.history.set_record import SetDone
from supertimer.history.stats import Record, RecordKind, Sheet, imbalance, progress, records
from supertimer.text import day, listed, literal
from supertimer.units import Load, Unit, minutes, plain_number

MARKS = ("paused", "estimated", "corrected", "by hand", "imported")
"""What can be special about the result of a set."""


def session_line(session: SessionDone) -> str:
    """Return a workout without its sets: `2026-11-20 18:30  Big Five, 21 min, interrupted`."""
    started = session.started.isoformat(" ", "minutes")[:16]  # much faster than strftime
    length = round(session.lasted.total_seconds() / 60)
    lasted = f", {length} min" if length else ""
    cut = "" if session.over else ", interrupted"
    return f"{started}  {literal(session.routine)}{lasted}{cut}"


def exercise_lines(exercise: str, sets: Sequence[SetDone], unit: Unit | None) -> Iterator[str]:
    """Yield every set of an exercise, compared with the time before, then progress and records."""
    yield literal(exercise)
    before: dict[object, SetDone] = {}
    sided = any(done.side for done in sets)
    dropped = any(done.kind is not SetKind.WORK for done in sets)
    rows = []
    for done in sets:
        same = (done.kind, done.side, done.number)
        against = _against(done, before.get(same), unit)
        side = [done.side or ""] if sided else []
        drop = [wording.KINDS[done.kind]] if dropped else []
        rows.append([f"{done.started:%Y-%m-%d}", *side, *drop, *_result(done, unit), against])
        before[same] = done
    yield from _table(rows, "  ")
    if said := progress(sets, unit):
        yield said
    for record in records(sets):
        yield _record(record, unit)
    if sides := imbalance(sets):
        yield sides


def set_line(done: SetDone, unit: Unit | None) -> str:
    """Return one set with its exercise."""
    name = name_text(done.exercise, done.side, done.kind)
    return "  ".join(filter(None, [name, *_result(done, unit)]))


def sheet_lines(sheet: Sheet, unit: Unit | None, now: datetime) -> Iterator[str]:
    """Yield the sheet: a line of loads above a line of times for each exercise.

    Dates have a year if it is not that of `now`.
    The unit is beside the exercise, or beside each load if the loads have several units.
    """
    table = [["", *(day(each, now) for each in sheet.days)]]
    for name, cells in sheet.rows:
        loads = [cell.load.shown_in(unit) if cell and cell.load else None for cell in cells]
        units = sorted({load.unit for load in loads if load and load.amount and not load.name})
        once = f" ({units[0]})" if len(units) == 1 else ""
        table.append([literal(name) + once, *(_cell(load, len(units) > 1) for load in loads)])
        table.append(["", *(cell.time if cell else "" for cell in cells)])
    return _table(table, "")


def set_json(done: SetDone) -> Mapping[str, object]:
    """Return a set as a JSON object, without keys that do not apply."""
    from supertimer.engine.as_json import json_number, load_json  # imports all events

    row: dict[str, object | None] = {
        "workout": done.workout,
        "attempt": done.attempt,
        "person": done.person,
        "exercise": done.exercise,
        "set": done.number,
        "kind": str(done.kind),
        "side": done.side and str(done.side),
        "started": done.started.isoformat(timespec="milliseconds"),
        "ended": done.ended.isoformat(timespec="milliseconds"),
        **load_json(done.load),
        "settings": dict(done.settings) or None,
        "cadence": done.cadence or None,
        "tul_ms": done.tul_ms if done.time else None,
        "reps": None if done.reps is None else json_number(Decimal(done.reps) / 100),
        "ended_by": str(done.ended_by),
        "push_ms": done.push_ms,
        "rest_ms": done.rest_ms,
        "paused_ms": done.paused_ms or None,
        "estimated": done.estimated or None,
        "amended": done.amended or None,
        "by_hand": done.by_hand or None,
        "imported": done.imported or None,
        "note": done.note or None,
    }
    return {key: value for key, value in row.items() if value is not None}


def session_json(session: SessionDone) -> Mapping[str, object]:
    """Return a session as a JSON object with its sets."""
    return {
        "workout": session.workout,
        "routine": session.routine,
        "started": session.started.isoformat(timespec="milliseconds"),
        "lasted_ms": session.lasted // timedelta(milliseconds=1),
        "over": session.over,
        "sets": [set_json(done) for done in session.sets],
    }


def name_text(exercise: str, side: Side | None, kind: SetKind) -> str:
    """Return `Leg press, left, drop`."""
    return wording.set_name(literal(exercise), side, kind)


def ended_text(ended_by: EndedBy, note: str, *marks: object) -> str:
    """Return how a set ended with its marks and note; `marks` say which of `MARKS` it has."""
    more = [name for name, holds in zip(MARKS, marks, strict=True) if holds]
    more += [f"“{literal(note)}”"] if note else []
    return ", ".join([str(ended_by), *more])


def _result(done: SetDone, unit: Unit | None) -> list[str]:
    """Return load, time under load, reps, and how the set ended with its marks and note."""
    marks = done.paused, done.estimated, done.amended, done.by_hand, done.imported
    load, reps = wording.load_text(done.load, unit), wording.reps(done.reps)
    return [load, done.time, reps, ended_text(done.ended_by, done.note, *marks)]


def _against(done: SetDone, before: SetDone | None, unit: Unit | None) -> str:
    """Return `done` against the time before: the load if it has changed, or the time."""
    if before is None:
        return ""
    if done.load == before.load and not (done.time and before.time):
        return ""
    if done.load == before.load:
        ms = done.tul_ms - before.tul_ms
        return ("-" if ms < 0 else "+") + minutes(abs(ms))
    if not done.load or not before.load or done.load.form != before.load.form:
        return ""
    shown = unit or done.load.unit
    amount = done.load.shown_in(shown).amount - before.load.shown_in(shown).amount
    what = done.load.form[2] or shown  # pins and plates have no unit
    return f"{'+' if amount > 0 else ''}{plain_number(amount)} {what}"


def _record(record: Record, unit: Unit | None) -> str:
    done = record.done
    side = f"{done.side}: " if done.side else ""
    load, tul = wording.load_text(done.load, unit), minutes(done.tul_ms)
    what = f"longest at {load}: {tul}" if load else f"longest: {tul}"
    if record.kind is RecordKind.HEAVIEST:
        what = f"heaviest: {load} for {tul}"
    changed = f" (with another {literal(listed(record.changed))})" if record.changed else ""
    return f"Record, {side}{what} on {done.started:%Y-%m-%d}{changed}"


def _cell(load: Load | None, with_unit: bool) -> str:
    """Return a load for a column of the sheet."""
    told = literal(wording.short_load(load, None))
    return f"{told} {load.unit}" if load and load.amount and with_unit and not load.name else told


def _table(rows: Sequence[Sequence[str]], indent: str) -> Iterator[str]:
    """Yield rows with aligned columns: numbers to the right, but the first column to the left."""
    if not rows:
        return
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell.ljust(width) if place == 0 or not cell[:1].isdigit() else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield (indent + "  ".join(cells)).rstrip()
