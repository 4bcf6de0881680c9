"""GymBook: `09/01/25` with the day first, `20 ripetizioni`, `0,00 kg`, and skipped rows.

The Italian header is the one of a public converter to Strong (`Data,Programma,Orario,...`), the
German one that of a public analysis of the files of GymBook and Progression
(`Datum;Training;Zeit;Übung;...;Satz / Aufwärmsatz / Abkühlungssatz;...;Ausgelassen`). For another
language, the user names the columns.
"""

from supertimer.engine.plan import SetKind
from supertimer.interop.preview import RowRead, SetRead
from supertimer.interop.reading import Context, Dialect, Row, done, exercise, is_reps
from supertimer.interop.values import number

_NO = ("", "no", "nein", "0", "false")


def _read(row: Row, context: Context) -> RowRead:
    start = context.dates.read(f"{row['date']} {row['time']}".strip())
    if row["skipped"].casefold() not in _NO:
        raise ValueError("the set was skipped")
    kind = SetKind.WORK
    place = row["kind"].casefold()
    if any(word in place for word in ("riscaldamento", "aufwärm", "warm")):
        kind = SetKind.WARMUP
    values = done({**row, **_effort(row)}, context, kind=kind)
    if any(word in place for word in ("defaticamento", "abkühl", "cool")):
        note = ", ".join(filter(None, [values["note"], "cool-down"]))
        values = {**values, "kind": SetKind.WARMUP, "note": note}  # neither counts as work
    read = SetRead(exercise(row), row["kind"], values)
    return RowRead(start, start.isoformat(), (read,), row["workout"])


def _effort(row: Row) -> dict[str, str]:
    """Return the reps or the time, and the weight or the distance."""
    effort, weight = row["effort"], row["weight"]
    parts = {"reps": "", "seconds": "", "weight": weight, "distance": ""}
    if ":" in effort:
        parts["seconds"] = effort
    else:
        amount, word = number(effort)
        if word.casefold().startswith(("s", "m")):  # seconds or minutes in any of its languages
            scale = 60 if word.casefold().startswith("m") else 1
            parts["seconds"] = str(amount * scale)
        elif word and not is_reps(word):
            raise ValueError(f"can't read “{effort}”")
        else:
            parts["reps"] = f"{amount:f}"
    if number(weight)[1].casefold() in ("m", "km", "mi"):
        parts |= {"weight": "", "distance": weight}
    return parts


GYMBOOK = Dialect(
    "gymbook",
    "GymBook",
    {
        "date": ("data", "datum"),
        "workout": ("programma", "training"),
        "time": ("orario", "zeit"),
        "exercise": ("esercizio", "übung"),
        "kind": (
            "set / set di riscaldamento / set di defaticamento",
            "satz / aufwärmsatz / abkühlungssatz",
        ),
        "effort": ("ripetizioni / tempo", "wiederholungen / zeit"),
        "weight": ("peso / distanza", "gewicht / strecke"),
        "note": ("appunti", "notizen"),
        "skipped": ("saltato", "ausgelassen"),
    },
    ("date", "exercise", "effort", "weight"),
    _read,
    day_first=True,
)
