"""Everything about one person in a ZIP file that can be read without this program."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from supertimer.history import files
from supertimer.history.database import StoreError
from supertimer.history.persons import Person
from supertimer.history.rows import Value
from supertimer.history.store import Store

Row = Mapping[str, Value]

README = """\
The strength workouts of {name}, exported by supertimer.

history.json   everything, as one JSON object
workouts.csv   one row per workout
sets.csv       one row per attempt at a set
commands.csv   one row per key press in a workout
marks.csv      how far each workout ran, whether it is over, and which exercises were left out
aliases.csv    earlier names of exercises: `exercise` is done under the name `now`
bodyweights.csv  one row per body weight
imports.csv    files of other programs that were imported; `replaced` has the rows before (JSON)
persons.csv    the names and keys of the person
routines/      the routine files of the workouts, word for word
plans/         the plans of the workouts (JSON): what was planned, set by set

All text is UTF-8. The tables of history.json and the CSV files have the same rows and columns.

workout, uuid, person    keys
started, ended, at       moments in UTC (ISO 8601); `zone` is the time zone of the workout
`at` in commands, marks  milliseconds since the workout was opened
load, unit               the load as it was entered; with bodyweight = 1, it was added to the
                         body; with per_hand = 1, each hand held it
load_name                a pin or a band; `load` and `unit` then mean nothing
tul_ms                   time under load in milliseconds
window_opens, window_tops  the target, in milliseconds
reps                     repetitions in hundredths: 850 means 8.5
push_ms, rest_ms, paused_ms  the push after the set, the rest before it, and its pauses
discarded, deleted       1: the set was repeated, or deleted, and does not count
estimated, amended, by_hand, imported  1: estimated, corrected, entered afterwards, imported
text, plan               the names of files in routines/ and plans/
changed, station         when and in which history the row was last changed
"""

OF_PERSON = ("persons", "workouts", "aliases", "bodyweights", "imports")
OF_WORKOUT = ("commands", "marks", "sets")


def write_takeout(store: Store, person: Person, path: Path) -> int:
    """Write everything about a person to a new ZIP file; return the number of workouts.

    Raises StoreError if the file exists already or can't be written.
    """
    tables = _tables(store, person)
    texts = _texts(tables["workouts"])
    try:
        files.create(path, must_be_new=True)
    except FileExistsError:
        raise StoreError(f"{path} already exists; choose another name") from None
    except OSError as error:
        raise StoreError(f"can't write {path}: {error.strerror}") from None
    try:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("README.txt", README.format(name=person.name))
            archive.writestr("history.json", json.dumps(tables, indent=1))
            for table, rows in tables.items():
                archive.writestr(f"{table}.csv", _csv(rows).encode(errors="replace"))
            for name, text in texts.items():
                archive.writestr(name, text.encode(errors="replace"))
    except OSError as error:
        with suppress(OSError):
            path.unlink()
        raise StoreError(f"can't write {path}: {error.strerror}") from None
    return len(tables["workouts"])


def _tables(store: Store, person: Person) -> dict[str, list[dict[str, Value]]]:
    """Return all rows of a person, by table."""
    tables = {
        table: [
            dict(row.values)
            for row in store.table(table)
            if row.values["uuid" if table == "persons" else "person"] in person.keys
        ]
        for table in OF_PERSON
    }
    workouts = {row["uuid"] for row in tables["workouts"]}
    for table in OF_WORKOUT:
        tables[table] = [
            dict(row.values) for row in store.table(table) if row.values["workout"] in workouts
        ]
    return tables


def _texts(workouts: Sequence[dict[str, Value]]) -> dict[str, str]:
    """Return the contents of workouts by the names of their files, which replace them."""
    found: dict[str, dict[str, str]] = {"text": {}, "plan": {}}
    kinds = {"text": "routines/{number:03}.toml", "plan": "plans/{number:03}.json"}
    for row in workouts:
        for column, form in kinds.items():
            text = row[column]
            if isinstance(text, str):
                names = found[column]
                row[column] = names.setdefault(text, form.format(number=len(names) + 1))
    return {name: text for names in found.values() for text, name in names.items()}


def _csv(rows: Sequence[Row]) -> str:
    out = io.StringIO()
    if rows:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return out.getvalue()
