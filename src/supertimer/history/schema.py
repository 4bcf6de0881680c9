"""The tables, as the migrations that create them. A released migration never changes.

Every row is written whole and under a key that does not depend on this machine. So writing it
again, adding it from a recovery file, and merging it from another database are one operation.
"""

from collections.abc import Iterable

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE persons (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE COLLATE NOCASE
        ) STRICT
        """,
        # One opened routine. `text` is the routine file's, `plan` the plan's JSON; both are null
        # where nothing was timed (entered by hand, imported). `muscles` is a JSON object:
        # exercise -> [[worked], [also worked]].
        """
        CREATE TABLE workouts (
            uuid TEXT PRIMARY KEY,
            person TEXT NOT NULL REFERENCES persons (name) ON UPDATE CASCADE,
            routine TEXT NOT NULL,
            path TEXT,
            text TEXT,
            plan TEXT,
            muscles TEXT NOT NULL DEFAULT '{}',
            version TEXT NOT NULL,
            started TEXT NOT NULL,
            zone TEXT NOT NULL,
            note TEXT NOT NULL DEFAULT ''
        ) STRICT
        """,
        "CREATE INDEX workouts_by_person ON workouts (person, started)",
        # The keys that were pressed; `at` in milliseconds since the workout was opened.
        """
        CREATE TABLE commands (
            workout TEXT NOT NULL REFERENCES workouts (uuid) ON DELETE CASCADE,
            seq INTEGER NOT NULL,
            at INTEGER NOT NULL,
            command TEXT NOT NULL,
            PRIMARY KEY (workout, seq)
        ) STRICT, WITHOUT ROWID
        """,
        # How far a workout ran, and whether it is over.
        """
        CREATE TABLE marks (
            workout TEXT PRIMARY KEY REFERENCES workouts (uuid) ON DELETE CASCADE,
            at INTEGER NOT NULL,
            over INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX marks_open ON marks (workout) WHERE over = 0",
        # What came out, an attempt a row. `load` is the decimal number as lifted, in `unit`; with
        # `bodyweight` it hangs on the lifter. `reps` in hundredths, `window_` and `_ms` in
        # milliseconds, `settings` a JSON array of [name, value].
        """
        CREATE TABLE sets (
            workout TEXT NOT NULL REFERENCES workouts (uuid) ON DELETE CASCADE,
            attempt INTEGER NOT NULL,
            person TEXT NOT NULL REFERENCES persons (name) ON UPDATE CASCADE,
            exercise TEXT NOT NULL,
            number INTEGER NOT NULL,
            kind TEXT NOT NULL,
            side TEXT,
            started TEXT NOT NULL,
            ended TEXT NOT NULL,
            load TEXT,
            unit TEXT,
            bodyweight INTEGER NOT NULL DEFAULT 0,
            settings TEXT NOT NULL DEFAULT '[]',
            cadence TEXT NOT NULL DEFAULT '',
            window_opens INTEGER,
            window_tops INTEGER,
            tul_ms INTEGER NOT NULL,
            reps INTEGER,
            ended_by TEXT NOT NULL,
            push_ms INTEGER NOT NULL DEFAULT 0,
            rest_ms INTEGER,
            paused_ms INTEGER NOT NULL DEFAULT 0,
            estimated INTEGER NOT NULL DEFAULT 0,
            amended INTEGER NOT NULL DEFAULT 0,
            discarded INTEGER NOT NULL DEFAULT 0,
            deleted INTEGER NOT NULL DEFAULT 0,
            by_hand INTEGER NOT NULL DEFAULT 0,
            note TEXT NOT NULL DEFAULT '',
            changed TEXT NOT NULL,
            PRIMARY KEY (workout, attempt)
        ) STRICT
        """,
        "CREATE INDEX sets_by_exercise ON sets (person, exercise, started)",
        # `exercise` is an older name of `now`.
        """
        CREATE TABLE aliases (
            person TEXT NOT NULL REFERENCES persons (name) ON UPDATE CASCADE,
            exercise TEXT NOT NULL,
            now TEXT NOT NULL,
            changed TEXT NOT NULL,
            PRIMARY KEY (person, exercise)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE bodyweights (
            person TEXT NOT NULL REFERENCES persons (name) ON UPDATE CASCADE,
            at TEXT NOT NULL,
            amount TEXT NOT NULL,
            unit TEXT NOT NULL,
            PRIMARY KEY (person, at)
        ) STRICT, WITHOUT ROWID
        """,
    ),
)

LATER_WINS = "excluded.changed >= {table}.changed"

TABLES: dict[str, tuple[tuple[str, ...], str | None]] = {
    "persons": (("name",), None),
    "workouts": (("uuid",), None),
    "commands": (("workout", "seq"), None),
    "marks": (("workout",), "excluded.at >= marks.at"),
    "sets": (("workout", "attempt"), LATER_WINS),
    "aliases": (("person", "exercise"), LATER_WINS),
    "bodyweights": (("person", "at"), None),
}
"""Each table's key, and the condition for a row to replace the one with its key; None: never."""

_GROWING = {"marks": "at", "sets": "changed"}
"""The column that grows with each change of a row."""


def upsert(table: str, columns: Iterable[str]) -> str:
    """Return SQL that writes a row, or replaces the row with its key if the table's rule allows."""
    key, rule = TABLES[table]
    names = list(columns)
    statement = (
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        f" ON CONFLICT ({', '.join(key)}) DO "
    )
    changes = ", ".join(f"{name} = excluded.{name}" for name in names if name not in key)
    if rule is None or not changes:
        return statement + "NOTHING"
    return statement + f"UPDATE SET {changes} WHERE {rule.format(table=table)}"


def holding(table: str) -> tuple[str, tuple[str, ...]]:
    """Return SQL that finds a row with a key, not older than given, and the columns to give."""
    key, _ = TABLES[table]
    conditions = [f"{name} = ?" for name in key]
    grows = _GROWING.get(table)
    if grows is None:
        return f"SELECT 1 FROM {table} WHERE {' AND '.join(conditions)}", key
    conditions.append(f"{grows} >= ?")
    return f"SELECT 1 FROM {table} WHERE {' AND '.join(conditions)}", (*key, grows)
