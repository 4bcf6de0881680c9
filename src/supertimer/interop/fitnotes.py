"""FitNotes for Android and iOS, and its body weights; a workout is a day."""

from supertimer.interop.preview import RowRead, SetRead, WeightRead
from supertimer.interop.reading import Context, Dialect, Row, day, done, exercise
from supertimer.interop.values import number, unit
from supertimer.units import Unit


def _read(row: Row, context: Context) -> RowRead:
    start = context.dates.read(row["date"])
    read = SetRead(exercise(row), "", done(row, context))
    return RowRead(start, day(start), (read,), "FitNotes")


def _read_weight(row: Row, context: Context) -> RowRead:
    at = context.dates.read(f"{row['date']} {row['time']}".strip())
    identity = at.isoformat()
    name = row["measurement"].replace(" ", "").casefold()
    if name not in ("bodyweight", "weight"):
        return RowRead(at, identity, other="other measurement")
    amount, _ = number(row["value"])
    known = unit(row["unit"]) or context.options.unit
    context.unit_missing |= known is None
    if not 20 <= amount <= 1000:
        raise ValueError(f"“{row['value']}” is not a body weight")
    return RowRead(at, identity, weight=WeightRead(at, amount, known or Unit.KG))


FITNOTES = Dialect(
    "fitnotes",
    "FitNotes",
    {
        "date": ("date",),
        "exercise": ("exercise",),
        "category": ("category",),
        "weight": ("weight",),
        "kg": ("weight (kg)", "weight (kgs)"),
        "lb": ("weight (lbs)", "weight (lb)"),
        "unit": ("weight unit",),
        "reps": ("reps",),
        "distance": ("distance",),
        "distance unit": ("distance unit",),
        "seconds": ("time",),
        "note": ("comment", "notes"),
    },
    ("date", "exercise", "category", "reps"),
    _read,
)

FITNOTES_BODY = Dialect(
    "fitnotes-body",
    "FitNotes body weights",
    {
        "date": ("date",),
        "time": ("time",),
        "measurement": ("measurement",),
        "value": ("value",),
        "unit": ("unit",),
    },
    ("date", "measurement", "value", "unit"),
    _read_weight,
)
