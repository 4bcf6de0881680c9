"""Hevy: one row per set, the unit in the header, dates such as `30 Jun 2025, 19:56`."""

from datetime import timedelta

from supertimer.engine.plan import SetKind
from supertimer.interop.preview import RowRead, SetRead
from supertimer.interop.reading import Context, Dialect, Row, done, exercise

_KINDS = {
    "": SetKind.WORK,
    "normal": SetKind.WORK,
    "warmup": SetKind.WARMUP,
    "dropset": SetKind.DROP,
    "failure": SetKind.WORK,
}


def _read(row: Row, context: Context) -> RowRead:
    start = context.dates.read(row["date"])
    lasted = 0
    if row["end"]:
        length = context.dates.read(row["end"]) - start
        if timedelta(0) < length < timedelta(days=2):
            lasted = length // timedelta(milliseconds=1)
    kind = row["kind"].casefold()
    if kind not in _KINDS:
        raise ValueError(f"“{row['kind']}” is not a type of set that is known")
    values = done(row, context, kind=_KINDS[kind], failure=kind == "failure")
    read = SetRead(exercise(row), row["order"], values)
    return RowRead(start, start.isoformat(), (read,), row["workout"], row["workout note"], lasted)


HEVY = Dialect(
    "hevy",
    "Hevy",
    {
        "workout": ("title",),
        "date": ("start_time",),
        "end": ("end_time",),
        "workout note": ("description",),
        "exercise": ("exercise_title",),
        "note": ("exercise_notes",),
        "order": ("set_index",),
        "kind": ("set_type",),
        "kg": ("weight_kg",),
        "lb": ("weight_lbs", "weight_lb"),
        "reps": ("reps",),
        "distance": ("distance_km", "distance_miles"),
        "seconds": ("duration_seconds",),
        "rpe": ("rpe",),
    },
    ("date", "exercise", "order", "reps"),
    _read,
)
