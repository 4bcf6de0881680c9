"""Strong: one row per set, with commas (no unit) or semicolons, headers in the phone's language.

The German header is the one of public tests of importers (`Datum,Workout-Name,Dauer,Name der
Übung,Reihenfolge festlegen,...`), the French one of an importer with a file of Strong
(`Date,Nom de l'entraînement,Durée,Nom de l'exercice,Ordre de la série,...`). For another language,
the user names the columns.
"""

from supertimer.engine.plan import SetKind
from supertimer.interop.preview import RowRead, SetRead
from supertimer.interop.reading import Context, Dialect, Row, done, exercise, minute
from supertimer.interop.values import milliseconds, number

_KINDS = {"w": SetKind.WARMUP, "d": SetKind.DROP, "f": SetKind.WORK}


def _read(row: Row, context: Context) -> RowRead:
    start = context.dates.read(row["date"])
    order = row["order"]
    name = row["workout"]
    lasted = milliseconds(row["lasted"])
    identity = minute(start)
    kind = SetKind.WORK
    failure = False
    if order and not order.replace(".0", "").isdigit():
        letter = order.casefold()
        if letter not in _KINDS:
            # The words for a rest timer and a note depend on the phone's language. Neither has
            # what a set has; a row that was shifted by a comma without quotes does.
            if any(number(row[name])[0] for name in ("reps", "weight", "kg", "lb")):
                raise ValueError(f"“{order}” is not the order of a set")
            other = "note" if row["note"] else "rest timer"
            return RowRead(start, identity, other=other)
        kind, failure = _KINDS[letter], letter == "f"
    read = SetRead(exercise(row), order, done(row, context, kind=kind, failure=failure))
    return RowRead(start, identity, (read,), name, row["workout note"], lasted)


STRONG = Dialect(
    "strong",
    "Strong",
    {
        "date": ("date", "datum"),
        "workout": ("workout name", "workout-name", "nom de l'entraînement"),
        "lasted": ("duration", "workout duration", "duration (sec)", "dauer", "durée"),
        "exercise": ("exercise name", "name der übung", "nom de l'exercice"),
        "order": ("set order", "reihenfolge festlegen", "ordre de la série"),
        "weight": ("weight", "gewicht", "poids"),
        "kg": ("weight (kg)",),
        "lb": ("weight (lb)", "weight (lbs)"),
        "unit": ("weight unit",),
        "reps": ("reps", "wiederh.", "réps"),
        "distance": ("distance", "distance (meters)", "entfernung"),
        "distance unit": ("distance unit",),
        "seconds": ("seconds", "sekunden", "secondes"),
        "note": ("notes", "notizen"),
        "workout note": ("workout notes", "workout-notizen", "notes d'entraînement"),
        "rpe": ("rpe",),
    },
    ("date", "exercise", "order", "reps"),
    _read,
)
