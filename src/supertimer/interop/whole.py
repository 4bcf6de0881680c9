"""The whole history as one JSON document, and back exactly.

The document has one list per table, one row per line, and leaves out values that are the table's
default. A row keeps its key and its stamp, so reading a document is merging a history. The texts
that several workouts share are under `contents`, each once, by their SHA-256.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from supertimer.errors import SupertimerError
from supertimer.history.persons import Keys
from supertimer.history.rows import STAMP, TableRow, Value
from supertimer.history.schema import CONTENTS, KEYS, UNSTAMPED
from supertimer.history.store import Store
from supertimer.history.upsert import defaults, shortened, types

FORMAT = "supertimer-history"
VERSION = 1
"""The version of the document."""

_OWNER = {"persons": "uuid", "workouts": "person"}
"""The column that says whose row it is; rows of other tables have a `person` or a `workout`."""


class NotAHistoryError(SupertimerError):
    """A document is not a history, or a newer version of the program wrote it."""


def write(store: Store, keys: Keys | None = None) -> Iterator[str]:
    """Yield the lines of the document: of everybody, or of the person with these `keys` alone."""
    contents: dict[str, str] = {}
    workouts: set[Value] = set()
    yield f'{{"format": "{FORMAT}", "version": {VERSION}'
    for table in KEYS:
        yield f',\n"{table}": ['
        before = "\n"
        for row in store.table(table):
            values = dict(row.values)
            if keys is not None and not _belongs(table, values, keys, workouts):
                continue
            if table == "workouts":
                workouts.add(values["uuid"])
                for name in CONTENTS:
                    if isinstance(text := values[name], str):
                        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
                        values[name] = digest
                        contents[digest] = text
            yield before + _compact(table, values)
            before = ",\n"
        yield "]"
    yield ',\n"contents": {'
    before = "\n"
    for digest, text in sorted(contents.items()):
        yield f"{before}{json.dumps(digest)}: {json.dumps(text)}"
        before = ",\n"
    yield "}}\n"


def read(document: object) -> tuple[list[TableRow], list[str]]:
    """Return the rows of a document, and what is wrong with those that can't be rows.

    Raises NotAHistoryError if the document is not a history of a known version.
    """
    if not is_history(document) or not isinstance(document, Mapping):
        raise NotAHistoryError("the JSON is not a history that supertimer wrote")
    version = document.get("version")
    if type(version) is not int or version < 1:
        raise NotAHistoryError("the history does not say its version")
    if version > VERSION:
        raise NotAHistoryError("a newer version of supertimer wrote this file; update supertimer")
    contents = document.get("contents")
    texts = contents if isinstance(contents, Mapping) else {}
    rows: list[TableRow] = []
    faults: list[str] = []
    for table in KEYS:
        found = document.get(table, [])
        if not isinstance(found, list):
            faults.append(f"{table} is not a list")
            continue
        for place, values in enumerate(found, start=1):
            try:
                rows.append(_row(table, values, texts))
            except ValueError as error:
                faults.append(f"{table}, row {place}: {error}; left out")
    return rows, faults


def is_history(document: object) -> bool:
    """Return whether a JSON document is meant to be a history."""
    return isinstance(document, Mapping) and document.get("format") == FORMAT


def looks_like(data: bytes) -> bool:
    """Return whether a file is a JSON object rather than a table."""
    return data[:100].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] == b"{"


def size(document: object) -> int:
    """Return the number of rows of a document."""
    lists = [document.get(table) for table in KEYS] if isinstance(document, Mapping) else []
    return sum(len(found) for found in lists if isinstance(found, list))


def schema() -> Mapping[str, object]:
    """Return the JSON Schema of the document."""
    known = _columns()
    tables = {
        table: {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": sorted(_required(table)),
                "properties": {name: {"type": kinds} for name, kinds in known[table].items()},
            },
        }
        for table in KEYS
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A history of supertimer",
        "type": "object",
        "additionalProperties": False,
        "required": ["format", "version"],
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            **tables,
            "contents": {
                "description": "Texts of routine files and plans by their SHA-256.",
                "type": "object",
                "additionalProperties": {"type": "string"},
            },
        },
    }


def _belongs(
    table: str, values: Mapping[str, Value], keys: Iterable[str], workouts: set[Value]
) -> bool:
    if table == "erased":
        return False
    if (column := _OWNER.get(table, "person")) in values:
        return str(values[column]) in keys
    return values["workout"] in workouts


def _compact(table: str, values: Mapping[str, Value]) -> str:
    """Return a row as JSON without the values that a row has anyway."""
    return json.dumps(shortened(table, values))


def _row(table: str, values: object, texts: Mapping[str, object]) -> TableRow:
    """Return a row of the document; raises ValueError if it is not one."""
    if not isinstance(values, Mapping):
        raise ValueError("not an object")
    columns = _columns()[table]
    for name in values:
        if name not in columns:
            raise ValueError(f"unknown key {json.dumps(name)}")
    for name in _required(table):
        if values.get(name) is None:
            raise ValueError(f"{name} is missing")
    made: dict[str, Value] = {}
    for name, value in values.items():
        if isinstance(value, bool) or not isinstance(value, str | int | None):
            raise ValueError(f"{name} is neither a text nor a whole number")
        made[name] = value
    if table == "workouts":
        for name in CONTENTS:
            if (digest := made.get(name)) is not None:
                text = texts.get(str(digest))
                if not isinstance(text, str):
                    raise ValueError(f"{name} is not among the contents")
                made[name] = text
    return TableRow(table, made)


@lru_cache(16)
def _required(table: str) -> tuple[str, ...]:
    """Return the columns that every row of the document has."""
    stamp = () if table in UNSTAMPED else STAMP
    known = _columns()[table]
    usual = defaults()[table]
    needed = [name for name, kinds in known.items() if name not in usual and "null" not in kinds]
    return tuple(dict.fromkeys((*KEYS[table], *needed, *stamp)))


@lru_cache(1)
def _columns() -> dict[str, dict[str, list[str]]]:
    """Return the JSON types of each column of each table."""
    names = {"TEXT": "string", "INTEGER": "integer"}
    return {
        table: {
            name: [names[kind], *(["null"] if nullable else [])]
            for name, (kind, nullable) in columns.items()
        }
        for table, columns in types().items()
    }
