"""StrongLifts: one row per exercise with its sets in columns, times such as `10:56 PM`."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from supertimer.engine.result import EndedBy
from supertimer.interop.preview import RowRead, SetRead, plain_load
from supertimer.interop.reading import Context, Dialect, Row, day, exercise, reps
from supertimer.interop.values import number
from supertimer.units import Unit

_MOST = 20
"""The most sets for which the reading looks; files have five or more."""


def _read(row: Row, context: Context) -> RowRead:
    start = context.dates.read(f"{row['date']} {row['start']}".strip())
    name = exercise(row)
    sets: list[SetRead] = []
    for place in range(1, _MOST + 1):
        count = reps(row[f"reps {place}"].replace("-", ""))
        if count is None:
            continue
        kg, lb = row[f"kg {place}"], row[f"lb {place}"]
        values: dict[str, Any] = {
            "load": plain_load(*_weight(kg, lb), as_pounds=context.options.as_pounds),
            "tul_ms": 0,
            "reps": count,
            "ended_by": EndedBy.REPS,
            "note": "" if sets else row["note"],
        }
        sets.append(SetRead(name, str(place), values))
    if not sets:
        raise ValueError("no set of the row was done")
    hours, _ = number(row["lasted"])
    lasted = int(min(hours, Decimal(48)) * 3_600_000)
    lasted = max(0, min(lasted, timedelta(days=2) // timedelta(milliseconds=1)))
    # A workout of a day stays the same if its start is corrected; two on one day have two numbers.
    identity = f"{day(start)} {row['number']}"
    return RowRead(start, identity, tuple(sets), row["workout"], "", lasted)


def _weight(kg: str, lb: str) -> tuple[Decimal, Unit]:
    return (number(lb)[0], Unit.LB) if lb and not kg else (number(kg)[0], Unit.KG)


STRONGLIFTS = Dialect(
    "stronglifts",
    "StrongLifts",
    {
        "date": ("date (yyyy/mm/dd)", "date"),
        "number": ("workout", "workout #"),
        "workout": ("workout name",),
        "exercise": ("exercise",),
        "lasted": ("duration (hours)",),
        "start": ("start time (h:mm)",),
        "note": ("notes",),
        **{f"reps {place}": (f"set {place} (reps)",) for place in range(1, _MOST + 1)},
        **{f"kg {place}": (f"set {place} (kg)",) for place in range(1, _MOST + 1)},
        **{f"lb {place}": (f"set {place} (lb)",) for place in range(1, _MOST + 1)},
    },
    ("date", "exercise", "reps 1"),
    _read,
)
