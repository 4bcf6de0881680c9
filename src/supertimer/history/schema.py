"""The tables of the history, version 2, and how two rows with one key become one.

Every row is written whole, under a key that does not depend on this machine. So writing a row
again, taking it in from a recovery file, and merging it from another history are one operation:
the row that is greater stays (see `LATER`). Rows that nothing may replace are only added.

`changed` is a time that grows with every change (milliseconds since 1970, times 65,536, plus a
counter), and `station` says which history wrote the row.
"""

VERSION = 2
"""The version of the tables, kept as the database's `user_version`."""

_STAMP = "changed INTEGER NOT NULL, station TEXT NOT NULL"
_OF_WORKOUT = "workout TEXT NOT NULL REFERENCES workouts (uuid) ON DELETE CASCADE"
_OF_PERSON = "person TEXT NOT NULL REFERENCES persons (uuid) ON DELETE CASCADE"

CREATE: tuple[str, ...] = (
    # This history alone: its name among others, and the greatest `changed` that it has seen.
    "CREATE TABLE station (id TEXT PRIMARY KEY, latest INTEGER NOT NULL) STRICT",
    # An individual. `now` is another person's key if a user joined the two, otherwise the same key.
    f"""
    CREATE TABLE persons (
        uuid TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        now TEXT NOT NULL,
        {_STAMP}
    ) STRICT
    """,
    # The keys of erased persons and of their workouts. `owned` marks the workouts by which a
    # history of version 1 can tell that a person is an erased one.
    "CREATE TABLE erased (key TEXT PRIMARY KEY, owned INTEGER NOT NULL DEFAULT 0) STRICT",
    # Whose workout it was in a history of version 1: persons of one workout are one person.
    f"""
    CREATE TABLE owners (
        workout TEXT NOT NULL,
        {_OF_PERSON},
        PRIMARY KEY (workout, person)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX owners_by_person ON owners (person)",
    # The texts of routine files and plans, each once; `hash` is its SHA-256.
    "CREATE TABLE contents (hash TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID",
    # One opened routine. `text` is the routine file's and `plan` the plan's JSON, both as the hash
    # of a content; null where nothing was timed (entered by hand, imported). `muscles` is a JSON
    # object: exercise -> [[worked], [also worked]]. `batch` is the import it came with.
    f"""
    CREATE TABLE workouts (
        uuid TEXT PRIMARY KEY,
        {_OF_PERSON},
        routine TEXT NOT NULL,
        path TEXT,
        text TEXT,
        plan TEXT,
        muscles TEXT NOT NULL DEFAULT '{{}}',
        version TEXT NOT NULL,
        started TEXT NOT NULL,
        zone TEXT NOT NULL,
        note TEXT NOT NULL DEFAULT '',
        deleted INTEGER NOT NULL DEFAULT 0,
        batch TEXT,
        {_STAMP}
    ) STRICT
    """,
    "CREATE INDEX workouts_by_person ON workouts (person, started)",
    "CREATE INDEX workouts_by_text ON workouts (text)",
    "CREATE INDEX workouts_by_plan ON workouts (plan)",
    # The keys that were pressed; `at` in milliseconds since the workout was opened.
    f"""
    CREATE TABLE commands (
        {_OF_WORKOUT},
        seq INTEGER NOT NULL,
        at INTEGER NOT NULL,
        command TEXT NOT NULL,
        {_STAMP},
        PRIMARY KEY (workout, seq)
    ) STRICT, WITHOUT ROWID
    """,
    # How far a workout ran, whether it is over, and the exercises that were left out (JSON).
    f"""
    CREATE TABLE marks (
        workout TEXT PRIMARY KEY REFERENCES workouts (uuid) ON DELETE CASCADE,
        at INTEGER NOT NULL,
        over INTEGER NOT NULL DEFAULT 0,
        left_out TEXT NOT NULL DEFAULT '[]',
        {_STAMP}
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX marks_open ON marks (workout) WHERE over = 0",
    # What came out, an attempt a row. `exercise` is the name as it was written, `key` what makes
    # two names one exercise. `load` is the decimal number as lifted, in `unit`; with `bodyweight`
    # it is added to the lifter, with `per_hand` each hand holds it. `load_name` names a load that
    # has no number. `reps` in hundredths, `window_` and `_ms` in milliseconds (`tul_ms` is 0 where
    # it is unknown), `settings` a JSON array of [name, value].
    f"""
    CREATE TABLE sets (
        {_OF_WORKOUT},
        attempt INTEGER NOT NULL,
        exercise TEXT NOT NULL,
        key TEXT NOT NULL,
        number INTEGER NOT NULL,
        kind TEXT NOT NULL,
        side TEXT,
        started TEXT NOT NULL,
        ended TEXT NOT NULL,
        load TEXT,
        unit TEXT,
        bodyweight INTEGER NOT NULL DEFAULT 0,
        per_hand INTEGER NOT NULL DEFAULT 0,
        load_name TEXT,
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
        imported INTEGER NOT NULL DEFAULT 0,
        note TEXT NOT NULL DEFAULT '',
        {_STAMP},
        PRIMARY KEY (workout, attempt)
    ) STRICT
    """,
    "CREATE INDEX sets_by_key ON sets (key, started)",
    # The exercise with this `key` is done under the name `now`; its own name parts it again.
    f"""
    CREATE TABLE aliases (
        {_OF_PERSON},
        key TEXT NOT NULL,
        exercise TEXT NOT NULL,
        now TEXT NOT NULL,
        {_STAMP},
        PRIMARY KEY (person, key)
    ) STRICT, WITHOUT ROWID
    """,
    f"""
    CREATE TABLE bodyweights (
        {_OF_PERSON},
        at TEXT NOT NULL,
        amount TEXT NOT NULL,
        unit TEXT NOT NULL,
        deleted INTEGER NOT NULL DEFAULT 0,
        batch TEXT,
        {_STAMP},
        PRIMARY KEY (person, at)
    ) STRICT, WITHOUT ROWID
    """,
    # A file that was imported, and whether the import was undone. `replaced` has the rows of the
    # person that it replaced, as they were before: a JSON object, table -> rows. A row that has
    # only its key was not there. What came with a new workout is not in it.
    f"""
    CREATE TABLE imports (
        batch TEXT NOT NULL,
        {_OF_PERSON},
        format TEXT NOT NULL,
        file TEXT NOT NULL,
        at TEXT NOT NULL,
        undone INTEGER NOT NULL DEFAULT 0,
        replaced TEXT,
        {_STAMP},
        PRIMARY KEY (batch, person)
    ) STRICT, WITHOUT ROWID
    """,
    # What is erased stays erased, whatever arrives later from an old copy.
    *(
        f"""
        CREATE TRIGGER {table}_erased BEFORE INSERT ON {table}
        WHEN EXISTS (SELECT 1 FROM erased WHERE key = NEW.{column})
        BEGIN SELECT RAISE(IGNORE); END
        """
        for table, column in (
            ("persons", "uuid"),
            ("commands", "workout"),
            ("marks", "workout"),
            ("sets", "workout"),
            ("aliases", "person"),
            ("bodyweights", "person"),
            ("imports", "person"),
        )
    ),
    """
    CREATE TRIGGER workouts_erased BEFORE INSERT ON workouts
    WHEN EXISTS (SELECT 1 FROM erased WHERE key IN (NEW.uuid, NEW.person))
    BEGIN
        INSERT INTO erased (key) VALUES (NEW.uuid) ON CONFLICT (key) DO NOTHING;
        SELECT RAISE(IGNORE);
    END
    """,
    """
    CREATE TRIGGER owners_erased BEFORE INSERT ON owners
    WHEN EXISTS (SELECT 1 FROM erased WHERE key = NEW.person OR (key = NEW.workout AND owned))
    BEGIN
        INSERT INTO erased (key, owned) VALUES (NEW.workout, 1)
            ON CONFLICT (key) DO UPDATE SET owned = 1;
        INSERT INTO erased (key) VALUES (NEW.person) ON CONFLICT (key) DO NOTHING;
        SELECT RAISE(IGNORE);
    END
    """,
    # Needs recursive_triggers: who did a workout of version 1 that an erased person did is that
    # person, under the name of another copy, and so are their other workouts.
    *(
        f"""
        CREATE TRIGGER {name} AFTER {event}
        BEGIN
            INSERT INTO erased (key) SELECT uuid FROM workouts WHERE person = NEW.key
                ON CONFLICT (key) DO NOTHING;
            INSERT INTO erased (key, owned) SELECT workout, 1 FROM owners WHERE person = NEW.key
                ON CONFLICT (key) DO UPDATE SET owned = 1 WHERE owned = 0;
            INSERT INTO erased (key) SELECT person FROM owners WHERE workout = NEW.key AND NEW.owned
                ON CONFLICT (key) DO NOTHING;
            DELETE FROM workouts WHERE uuid = NEW.key OR person = NEW.key;
            DELETE FROM owners WHERE person = NEW.key OR (workout = NEW.key AND NEW.owned);
            DELETE FROM persons WHERE uuid = NEW.key;
        END
        """
        for name, event in (
            ("erasing", "INSERT ON erased"),
            ("erasing_owned", "UPDATE OF owned ON erased WHEN NEW.owned > OLD.owned"),
        )
    ),
    *(
        f"""
        CREATE TRIGGER contents_after_{event.split()[0]} AFTER {event} ON workouts
        BEGIN
            DELETE FROM contents WHERE hash IN (OLD.text, OLD.plan)
            AND NOT EXISTS (SELECT 1 FROM workouts WHERE text = hash)
            AND NOT EXISTS (SELECT 1 FROM workouts WHERE plan = hash);
        END
        """
        for event in ("delete", "update OF text, plan")
    ),
)

KEYS: dict[str, tuple[str, ...]] = {
    "erased": ("key",),
    "persons": ("uuid",),
    "owners": ("workout", "person"),
    "workouts": ("uuid",),
    "commands": ("workout", "seq"),
    "marks": ("workout",),
    "sets": ("workout", "attempt"),
    "aliases": ("person", "key"),
    "bodyweights": ("person", "at"),
    "imports": ("batch", "person"),
}
"""Each table's key, in the order in which a history is written."""

CONTENTS = ("text", "plan")
"""The columns of `workouts` that are stored as contents, once each."""

UNSTAMPED = ("erased", "owners")
"""The tables whose rows are only added."""
