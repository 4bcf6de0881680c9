"""Any other CSV file with one row per set: the user says which column is what."""

from supertimer.engine.plan import SetKind
from supertimer.interop.preview import RowRead, SetRead
from supertimer.interop.reading import Context, Dialect, Row, done, exercise, minute

FIELDS = (
    *("date", "workout", "exercise", "order", "weight", "unit", "kg", "lb", "reps", "seconds"),
    *("distance", "note", "workout note", "rpe", "warmup"),
)


def _read(row: Row, context: Context) -> RowRead:
    start = context.dates.read(row["date"])
    warmup = row["warmup"].casefold() in ("true", "1", "yes", "x")
    values = done(row, context, kind=SetKind.WARMUP if warmup else SetKind.WORK)
    read = SetRead(exercise(row), row["order"], values)
    name = row["workout"]
    return RowRead(start, f"{minute(start)} {name}", (read,), name, row["workout note"])


COLUMNS = Dialect(
    "columns",
    "a CSV file",
    {field: (field,) for field in FIELDS},
    ("date", "exercise"),
    _read,
)
