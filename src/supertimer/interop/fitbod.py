"""Fitbod: one row per set with a moment in UTC; the rows of a day are one workout."""

from supertimer.engine.plan import SetKind
from supertimer.interop.preview import RowRead, SetRead
from supertimer.interop.reading import Context, Dialect, Row, day, done, exercise


def _read(row: Row, context: Context) -> RowRead:
    at = context.dates.read(row["date"])
    kind = SetKind.WARMUP if row["warmup"].casefold() in ("true", "1", "yes") else SetKind.WORK
    read = SetRead(exercise(row), "", done(row, context, kind=kind))
    return RowRead(at, day(at), (read,), "Fitbod")


FITBOD = Dialect(
    "fitbod",
    "Fitbod",
    {
        "date": ("date",),
        "exercise": ("exercise", "exercise_name"),
        "reps": ("reps",),
        "weight": ("weight",),
        "kg": ("weight(kg)", "weight_kg"),
        "lb": ("weight(lbs)", "weight(lb)"),
        "seconds": ("duration(s)", "duration_seconds"),
        "distance": ("distance(m)", "distance_meters"),
        "note": ("note",),
        "warmup": ("iswarmup",),
    },
    ("date", "exercise", "reps", "warmup"),
    _read,
)
