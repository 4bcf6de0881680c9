"""Sets as CSV: one row per set, for spreadsheets and for analysis, and back again.

`load` is the load as it was lifted, in words. `weight (kg)` is its number in kilograms. A text that
a spreadsheet would run as a formula begins with an apostrophe.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from supertimer.engine.cadence import Side
from supertimer.engine.plan import SetKind, Window
from supertimer.engine.result import EndedBy
from supertimer.history.queries import SessionDone
from supertimer.history.set_record import SetDone
from supertimer.interop.preview import RowRead, SetRead
from supertimer.interop.reading import Context, Dialect, Row, reps
from supertimer.interop.values import milliseconds
from supertimer.units import Load, Unit, plain_number

COLUMNS = (
    *("workout", "workout started", "attempt", "person", "routine", "started", "ended"),
    *("exercise", "set", "kind", "side", "load", "weight (kg)", "time under load (s)", "reps"),
    *(
        "ended by",
        "push (s)",
        "rest (s)",
        "paused (s)",
        "cadence",
        "target from (s)",
        "target to (s)",
        "settings",
    ),
    *("estimated", "corrected", "by hand", "imported", "note", "workout note"),
)

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_HARMLESS = re.compile(r"'+[=+\-@\t\r]")


def write(sessions: Iterable[SessionDone]) -> Iterator[str]:
    """Yield the lines of the file."""
    line = io.StringIO()
    writer = csv.writer(line)
    for cells in (COLUMNS, *(_cells(each, done) for each in sessions for done in each.sets)):
        writer.writerow(cells)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def harmless(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def as_written(cell: str) -> str:
    """Return the text that `harmless` wrote as `cell`."""
    return cell[1:] if _HARMLESS.match(cell) else cell


def _cells(session: SessionDone, done: SetDone) -> list[str]:
    load = done.load
    weight = load.shown_in(Unit.KG) if load and not load.name else None
    window = done.window
    texts = [
        *(done.workout, _moment(session.started), str(done.attempt), done.person, session.routine),
        *(_moment(done.started), _moment(done.ended), done.exercise),
        *(str(done.number), done.kind, done.side or "", str(load) if load else ""),
    ]
    numbers = [
        plain_number(weight.amount) if weight else "",
        seconds(done.tul_ms) if done.tul_ms or not done.imported else "",
        "" if done.reps is None else plain_number(Decimal(done.reps) / 100),
    ]
    more = [
        *(done.ended_by, seconds(done.push_ms)),
        *("" if done.rest_ms is None else seconds(done.rest_ms), seconds(done.paused_ms)),
        *(done.cadence, seconds(window.opens) if window else ""),
        seconds(window.tops) if window and window.tops is not None else "",
        json.dumps(done.settings, ensure_ascii=False) if done.settings else "",
        *("yes" if each else "" for each in (done.estimated, done.amended, done.by_hand)),
        *("yes" if done.imported else "", done.note, session.note),
    ]
    return [*map(harmless, texts), *numbers, *map(harmless, more)]


def seconds(ms: int) -> str:
    """Return milliseconds as seconds, exactly: `102`, `0.5`."""
    return plain_number(Decimal(ms) / 1000)


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")


def _read(row: Row, context: Context) -> RowRead:
    """Return a row of a file that `write` wrote."""
    start = context.dates.read(row["workout started"] or row["started"])
    begun, ended = context.dates.read(row["started"]), context.dates.read(row["ended"])
    opens, tops = row["target from"], row["target to"]
    settings = as_written(row["settings"])
    load = as_written(row["load"])
    values: dict[str, Any] = {
        "started": begun,
        "ended": ended,
        "number": _whole(row["set"] or "1"),
        "kind": SetKind(row["kind"] or "work"),
        "side": Side(row["side"]) if row["side"] else None,
        "load": Load.parse(load) if load else None,
        "tul_ms": milliseconds(row["time under load"]),
        "reps": reps(row["reps"]) if row["reps"] else None,
        "ended_by": EndedBy(row["ended by"] or "fatigue"),
        "push_ms": milliseconds(row["push"]),
        "rest_ms": milliseconds(row["rest"]) if row["rest"] else None,
        "paused_ms": milliseconds(row["paused"]),
        "cadence": as_written(row["cadence"]),
        "window": Window(milliseconds(opens), milliseconds(tops) if tops else None)
        if opens
        else None,
        "settings": _settings(settings) if settings else (),
        "note": as_written(row["note"]),
        **{name: row[column] == "yes" for name, column in _FLAGS.items()},
    }
    key, attempt = as_written(row["workout"]), row["attempt"]
    name = as_written(row["exercise"])
    if not name or not key or not attempt:
        raise ValueError("the row does not say its workout, attempt, and exercise")
    read = SetRead(name, values=values, attempt=_whole(attempt))
    routine, note = as_written(row["routine"]), as_written(row["workout note"])
    return RowRead(start, key, (read,), routine, note, key=key)


def _whole(text: str) -> int:
    """Return a whole number that the database can hold."""
    if not text.isdecimal() or len(text) > 15:
        raise ValueError(f"“{text[:30]}” is not the number of a set")
    return int(text)


def _settings(text: str) -> tuple[tuple[str, str], ...]:
    try:
        return tuple((str(name), str(value)) for name, value in json.loads(text))
    except (TypeError, RecursionError):
        raise ValueError("the settings can't be read") from None


_FLAGS = {
    "estimated": "estimated",
    "amended": "corrected",
    "by_hand": "by hand",
    "imported": "imported",
}

SHEET = Dialect(
    "supertimer",
    "supertimer",
    {
        "date": ("workout started",),
        **{name: (name,) for name in COLUMNS if not name.endswith(" (s)")},
        **{name.removesuffix(" (s)"): (name,) for name in COLUMNS if name.endswith(" (s)")},
    },
    ("workout", "attempt", "started", "ended", "exercise", "time under load"),
    _read,
)
