"""Histories of version 1, whose persons were names, as rows of the tables of today.

Everything is worked out from the rows alone, so that two copies of one history become the same
rows wherever they are read.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress

from supertimer.body.exercise_key import exercise_key
from supertimer.history.ids import as_moment, as_uuid, milliseconds
from supertimer.history.rows import TableRow, Value

TABLES = ("persons", "workouts", "commands", "marks", "sets", "aliases", "bodyweights")


def is_old(row: TableRow) -> bool:
    """Whether version 1 wrote the row."""
    values = row.values
    match row.table:
        case "persons":
            return "uuid" not in values
        case "sets":
            return "key" not in values
        case "aliases":
            return "key" not in values
    return "changed" not in values


def take_rows(connection: sqlite3.Connection) -> list[TableRow]:
    """Return the rows of a database of version 1, and drop its tables."""
    rows = []
    for table in TABLES:
        cursor = connection.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in cursor.description]
        rows += [TableRow(table, dict(zip(names, found, strict=True))) for found in cursor]
    for table in reversed(TABLES):
        connection.execute(f"DROP TABLE {table}")
    return rows


def upgraded(rows: Iterable[TableRow], known: Mapping[str, str]) -> Iterator[TableRow]:
    """Yield the rows of version 1 as rows of today.

    `known` are the keys of persons by their names, case folded; anybody else gets a key that
    follows from their earliest workout.
    """
    rows = sorted(rows, key=lambda row: TABLES.index(row.table))
    begun = {
        str(row.values.get("uuid")): _ms(row.values.get("started"))
        for row in rows
        if row.table == "workouts"
    }
    people = {**_people(rows), **known}
    for row in rows:
        old = {name: value for name, value in row.values.items() if name != "id"}
        person = people.get(str(old.get("person", old.get("name"))).casefold(), "")
        workout = str(old.get("workout", old.get("uuid")))
        ran = old.get("at")
        at = begun.get(workout, 0) + (ran if isinstance(ran, int) else 0)
        stamp: dict[str, Value] = {"changed": at << 16, "station": ""}
        match row.table:
            case "persons":
                whose = {"uuid": person, "name": old.get("name"), "now": person}
                yield TableRow("persons", {**whose, **stamp})
            case "workouts":
                yield TableRow("owners", {"workout": workout, "person": person})
                yield TableRow("workouts", {**old, "person": person, **stamp})
            case "marks":
                stamp["changed"] = at << 16 | int(bool(old.get("over")))
                yield TableRow("marks", {**old, **stamp})
            case "sets":
                old.pop("person", None)
                stamp["changed"] = _ms(old.get("changed")) << 16
                key = exercise_key(str(old.get("exercise")))
                yield TableRow("sets", {**old, "key": key, **stamp})
            case "aliases":
                stamp["changed"] = _ms(old.get("changed")) << 16
                key = exercise_key(str(old.get("exercise")))
                yield TableRow("aliases", {**old, "person": person, "key": key, **stamp})
            case "bodyweights":
                stamp["changed"] = _ms(old.get("at")) << 16
                yield TableRow("bodyweights", {**old, "person": person, **stamp})
            case _:
                yield TableRow(row.table, {**old, **stamp})


def _people(rows: Iterable[TableRow]) -> dict[str, str]:
    """Return a key for each name: of the person's earliest workout, or of the name alone."""
    first: dict[str, str] = {}
    for row in rows:
        if row.table == "workouts":
            name, uuid = str(row.values.get("person")).casefold(), str(row.values.get("uuid"))
            first[name] = min(uuid, first.get(name, uuid))
    names = {str(row.values.get("name")).casefold() for row in rows if row.table == "persons"}
    return {name: _person_key(first.get(name, name)) for name in {*first, *names}}


def _person_key(text: str) -> str:
    return as_uuid(hashlib.sha256(f"person {text}".encode(errors="replace")).digest()[:16])


def _ms(text: Value) -> int:
    """Return a stored moment in milliseconds since 1970; 0 for one that cannot be read."""
    with suppress(ValueError, TypeError):
        return max(0, milliseconds(as_moment(str(text))))
    return 0
