BEGIN TRANSACTION;
CREATE TABLE aliases (
            person TEXT NOT NULL REFERENCES persons (name) ON UPDATE CASCADE,
            exercise TEXT NOT NULL,
            now TEXT NOT NULL,
            changed TEXT NOT NULL,
            PRIMARY KEY (person, exercise)
        ) STRICT, WITHOUT ROWID
        ;
INSERT INTO "aliases" VALUES('me','Row','Seated row','2026-01-05T18:02:00.000Z');
CREATE TABLE bodyweights (
            person TEXT NOT NULL REFERENCES persons (name) ON UPDATE CASCADE,
            at TEXT NOT NULL,
            amount TEXT NOT NULL,
            unit TEXT NOT NULL,
            PRIMARY KEY (person, at)
        ) STRICT, WITHOUT ROWID
        ;
INSERT INTO "bodyweights" VALUES('me','2026-01-05T18:01:00.000Z','82.5','kg');
CREATE TABLE commands (
            workout TEXT NOT NULL REFERENCES workouts (uuid) ON DELETE CASCADE,
            seq INTEGER NOT NULL,
            at INTEGER NOT NULL,
            command TEXT NOT NULL,
            PRIMARY KEY (workout, seq)
        ) STRICT, WITHOUT ROWID
        ;
INSERT INTO "commands" VALUES('019b8f19-ee80-756b-b54e-f6737b55b77f',0,0,'{"name":"go"}');
INSERT INTO "commands" VALUES('019b8f19-ee80-756b-b54e-f6737b55b77f',1,107000,'{"name":"fatigue"}');
CREATE TABLE marks (
            workout TEXT PRIMARY KEY REFERENCES workouts (uuid) ON DELETE CASCADE,
            at INTEGER NOT NULL,
            over INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID
        ;
INSERT INTO "marks" VALUES('019b8f19-ee80-756b-b54e-f6737b55b77f',107000,0);
CREATE TABLE persons (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE COLLATE NOCASE
        ) STRICT
        ;
INSERT INTO "persons" VALUES(1,'me');
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
        ;
INSERT INTO "sets" VALUES('019b8f19-ee80-756b-b54e-f6737b55b77f',0,'me','Seated row',1,'work',NULL,'2026-01-05T17:00:10.000Z','2026-01-05T17:01:47.000Z','52.50','kg',0,'[["seat","4"],["pad","B"]]','lift 10, lower 10',90000,150000,97000,485,'fatigue',0,NULL,0,0,0,0,0,0,'','2026-01-05T17:01:47.000Z');
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
        ;
INSERT INTO "workouts" VALUES('019b8f19-ee80-756b-b54e-f6737b55b77f','me','Big Five','big-five.toml','name = "Big Five"
','{"name":"Big Five","sets":[{"exercise":"Seated row","number":1,"cadence":{"blocks":[{"phases":[{"name":"lift","ms":10000,"effort":null,"alternates":false},{"name":"lower","ms":10000,"effort":null,"alternates":false}],"reps":1}]},"end":{"by":"fatigue"},"cap":180000,"kind":"work","side":null,"window":{"opens":90000,"tops":150000},"last_tul":null,"load":{"amount":"52.50","unit":"kg","bodyweight":false},"grid":{"step":null,"loads":[]},"settings":[["seat","4"],["pad","B"]],"cue":"","reach":0},{"exercise":"Leg press","number":1,"cadence":{"blocks":[{"phases":[{"name":"lift","ms":10000,"effort":null,"alternates":false},{"name":"lower","ms":10000,"effort":null,"alternates":false}],"reps":1}]},"end":{"by":"fatigue"},"cap":180000,"kind":"work","side":null,"window":{"opens":90000,"tops":150000},"last_tul":null,"load":{"amount":"52.50","unit":"kg","bodyweight":false},"grid":{"step":null,"loads":[]},"settings":[["seat","4"],["pad","B"]],"cue":"","reach":0}],"segments":[{"kind":"ready","set":0,"ms":10000,"waits":true,"label":"rest","percent":null},{"kind":"work","set":0,"ms":null,"waits":false,"label":"rest","percent":null},{"kind":"push","set":0,"ms":10000,"waits":false,"label":"rest","percent":null},{"kind":"rest","set":0,"ms":60000,"waits":false,"label":"rest","percent":null},{"kind":"ready","set":1,"ms":10000,"waits":true,"label":"rest","percent":null},{"kind":"work","set":1,"ms":null,"waits":false,"label":"rest","percent":null},{"kind":"push","set":1,"ms":10000,"waits":false,"label":"rest","percent":null}]}','{"Leg press": [["quadriceps"], ["glutes"]]}','0.1.0','2026-01-05T17:00:00.000Z','Europe/Berlin','');
CREATE INDEX workouts_by_person ON workouts (person, started);
CREATE INDEX marks_open ON marks (workout) WHERE over = 0;
CREATE INDEX sets_by_exercise ON sets (person, exercise, started);
COMMIT;
PRAGMA user_version = 1;
