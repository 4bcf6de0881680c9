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

from supertimer.history.queries import SessionDone
from supertimer.history.set_record import SetDone
from supertimer.units import Unit, plain_number

COLUMNS = (
    *("workout", "attempt", "person", "routine", "started", "ended", "exercise", "set", "kind"),
    *("side", "load", "weight (kg)", "time under load (s)", "reps", "ended by", "push (s)"),
    *("rest (s)", "paused (s)", "cadence", "target from (s)", "target to (s)", "settings"),
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
        *(done.workout, str(done.attempt), done.person, session.routine),
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
