"""Full disks, damaged files, other programs, other versions, other hands."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from supertimer.engine.commands import Go, Stop
from supertimer.engine.session import Session
from supertimer.history.claim import Claim
from supertimer.history.database import DamagedStoreError, StoreError
from supertimer.history.fallback import Fallback, claim_workout, left, take_in
from supertimer.history.fallback import _aside as fallback_aside
from supertimer.history.files import make_private
from supertimer.history.merge import merge, namesakes
from supertimer.history.opening import open_history
from supertimer.history.persons import PersonError, join, new_person, person, persons, weigh
from supertimer.history.queries import Past
from supertimer.history.resume import WorkoutError, read_kept, resume, unfinished
from supertimer.history.rows import TableRow, Value
from supertimer.history.schema import VERSION
from supertimer.history.store import FILE, Store
from supertimer.units import Load, Unit
from tests.history.test_journal import ONE_SET, TWO
from tests.history.workouts import LOAD, MONDAY, after, begin, drive

ROOT = Path(__file__).parent.parent.parent
FULL = Path("/dev/full")


def filled(folder: Path, workouts: int = 1) -> str:
    """A history with some workouts of one set each; the key of the last."""
    key = ""
    with Store.open(folder / FILE) as store:
        for number in range(workouts):
            session = Session(TWO)
            journal = begin(store, TWO, started=MONDAY + timedelta(days=number))
            drive(session, journal, ONE_SET, marks_every=1_000_000)
            key = journal.workout
    return key


def test_a_file_that_is_not_a_database_is_renamed(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"This is not a database at all. " * 100)
    make_private(tmp_path)
    opened = open_history(tmp_path, MONDAY)
    assert len(opened.notices) == 1
    aside = tmp_path / "history-damaged-2026-01-05.db"
    assert str(aside) in opened.notices[0]
    assert aside.read_bytes().startswith(b"This is not")
    assert not opened.store.read_only
    opened.close()


def test_a_second_damaged_file_does_not_overwrite_the_first(tmp_path: Path) -> None:
    for text in (b"one " * 1000, b"two " * 1000):
        (tmp_path / FILE).write_bytes(text)
        open_history(tmp_path, MONDAY).close()
    kept = sorted(path.read_bytes()[:3] for path in tmp_path.glob("history-damaged*"))
    assert kept == [b"one", b"two"]


def test_damage_during_a_workout_loses_no_set(tmp_path: Path) -> None:
    filled(tmp_path, 40)
    opened = open_history(tmp_path, MONDAY)
    session, journal = Session(TWO), begin(opened.store, TWO, started=after(100_000))
    drive(session, journal, ONE_SET[:1])
    opened.store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    with (tmp_path / FILE).open("r+b") as file:  # all pages but the first
        size = file.seek(0, os.SEEK_END)
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    with pytest.raises(DamagedStoreError), Store.open_for_reading(tmp_path / FILE) as other:
        other.rows("SELECT * FROM sets")
    # A page cache of our own may hide the damage for a while: look again, as after a checkpoint.
    opened.store.rows("PRAGMA shrink_memory")
    drive(session, journal, ONE_SET[1:])
    opened.close()
    again = open_history(tmp_path, MONDAY)
    told = " ".join(again.notices)
    if "damaged" in told:
        assert list(tmp_path.glob("history-damaged-*.db"))
    assert read_kept(again.store, journal.workout).session().results == session.results
    again.close()


def test_merge_restores_what_can_be_read_of_a_damaged_history(tmp_path: Path) -> None:
    filled(tmp_path / "old", 200)
    damaged = tmp_path / "old" / FILE
    with sqlite3.connect(damaged) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'sets'"
        ).fetchone()
    connection.close()
    size = damaged.stat().st_size
    with damaged.open("r+b") as file:
        for page in range(root + 20, size // 4096, 60):
            file.seek(page * 4096)
            file.write(b"\xff" * 4096)
    with Store.open(tmp_path / "new" / FILE) as store:
        merged = merge(store, damaged)
        assert merged.faults
        assert store.faults() == []
        assert len(Past(store, "me").sets("Seated row")) > 50


def test_one_program_at_a_time_runs_the_workout_of_a_person(tmp_path: Path) -> None:
    filled(tmp_path)
    first, second = open_history(tmp_path, MONDAY), open_history(tmp_path, MONDAY)
    assert (first.notices, second.notices) == ((), ())
    claims = claim_workout(first.store, "me")
    assert claims is not None
    assert claim_workout(second.store, "me") is None
    others = claim_workout(second.store, "Anna")
    assert others is not None
    journals = [begin(first.store, TWO), begin(second.store, TWO, person="Anna")]
    for opened, journal in zip((first, second), journals, strict=True):
        drive(Session(TWO), journal, ONE_SET)
        assert read_kept(opened.store, journal.workout).session().results
    others.release()
    claims.release()
    again = claim_workout(second.store, "me")
    assert again is not None
    again.release()
    second.close()
    first.close()


def test_a_joined_person_keeps_the_claim_of_each_part(tmp_path: Path) -> None:
    with Store.open(tmp_path / FILE) as store:
        for name in ("Anna", "Ann"):
            store.write([new_person(name, store)])
        claims = claim_workout(store, "Ann")
        assert claims is not None
        join(store, "Anna", "Ann")
        assert claim_workout(store, "Anna") is None
        claims.release()
        whole = claim_workout(store, "Anna")
        assert whole is not None
        whole.release()


def test_the_recovery_file_of_a_workout_that_is_open_is_left_alone(tmp_path: Path) -> None:
    first = open_history(tmp_path, MONDAY)
    first.store.write([new_person("me", first.store)])
    claims = claim_workout(first.store, "me")
    assert claims is not None
    locking = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    locking.execute("BEGIN IMMEDIATE")
    drive(Session(TWO), begin(first.store, TWO), ONE_SET[:1])
    locking.close()
    (path,) = left(tmp_path)
    second = open_history(tmp_path, MONDAY)
    assert second.notices == ()
    assert path.exists()
    claims.release()  # the program was killed
    assert len(take_in(second.store, tmp_path)) == 1
    assert not path.exists()
    second.close()
    first.close()


def test_a_damaged_history_is_not_renamed_under_a_workout_that_is_open(tmp_path: Path) -> None:
    filled(tmp_path)
    first = open_history(tmp_path, MONDAY)
    claims = claim_workout(first.store, "me")
    assert claims is not None
    first.store.close()
    (tmp_path / FILE).write_text("not a database at all")
    second = open_history(tmp_path, MONDAY)
    assert "when no workout is open in another window" in second.notices[0]
    assert [path.name for path in tmp_path.glob("history-damaged*")] == []
    second.close()
    claims.release()
    third = open_history(tmp_path, MONDAY)
    assert "was renamed" in third.notices[0]
    third.close()


def test_a_killed_program_releases_its_claim(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from supertimer.history.claim import Claim;"
        "claim = Claim.take(Path(sys.argv[1])); print(claim is not None, flush=True);"
        "sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        text=True,
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "True\n"
    assert Claim.take(tmp_path) is None
    other.kill()
    other.communicate()
    claim = Claim.take(tmp_path)
    assert claim is not None
    claim.release()


def test_without_locks_in_the_folder_the_claim_is_beside_the_recovery_file(tmp_path: Path) -> None:
    folder = tmp_path / "history"
    folder.write_text("not a folder")
    first = open_history(folder, MONDAY)
    claims = claim_workout(first.store, "me")
    assert claims is not None
    session, journal = Session(TWO), begin(first.store, TWO)
    drive(session, journal, ONE_SET[:1])
    second = open_history(folder, MONDAY)
    assert claim_workout(second.store, "me") is None
    second.close()
    folder.unlink()
    third = open_history(folder, MONDAY)
    assert claim_workout(third.store, "me") is None, "also when it could be kept here now"
    assert third.notices == (), "nor is the recovery file taken in"
    third.close()
    drive(session, journal, ONE_SET[1:])
    claims.release()
    first.close()
    again = open_history(folder, MONDAY)
    assert "added to the history" in again.notices[0]
    assert read_kept(again.store, journal.workout).session().results == session.results
    again.close()


_FULL = """
import resource, signal, sys
from pathlib import Path
from supertimer.engine.session import Session
from supertimer.history.store import FILE, Store
from tests.history.test_journal import ONE_SET, TWO
from tests.history.workouts import begin, drive

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store.open(Path(sys.argv[1]) / FILE)
session, journal = Session(TWO), begin(store, TWO)
size = (Path(sys.argv[1]) / (FILE + "-wal")).stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 5000, size + 5000))
drive(session, journal, ONE_SET)
print(journal.workout)
print(journal.notice)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on files there")
def test_a_disk_that_fills_up_loses_no_set(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _FULL, str(tmp_path)],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
             "TMPDIR": str(tmp_path / "temporary")},
        text=True,
    )  # fmt: skip
    workout, notice = ran.stdout.splitlines()
    assert "is in the recovery file" in notice
    opened = open_history(tmp_path, MONDAY)
    assert len(opened.notices) == 1
    assert opened.store.faults() == []
    (offer,) = unfinished(opened.store, "me")
    assert (offer.workout, offer.sets_done) == (workout, 1)
    opened.close()


@pytest.mark.skipif(not FULL.exists(), reason="no device there that is always full")
def test_the_recovery_file_is_removed_when_the_database_has_the_workout(store: Store) -> None:
    folder = store.path.parent
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    session, journal = Session(TWO), begin(store, TWO)
    (path,) = left(folder)
    path.unlink()
    path.symlink_to(FULL)
    drive(session, journal, ONE_SET[:1])
    (aside,) = left(folder)
    assert aside.parent != folder, "the full one is a device; the other is among temporary files"
    other.close()
    drive(session, journal, ONE_SET[1:])
    assert left(folder) == []
    assert read_kept(store, journal.workout).session().results == session.results


def test_a_damaged_recovery_file_that_can_not_be_renamed_keeps_its_name(tmp_path: Path) -> None:
    with Store.empty(tmp_path / FILE) as empty:
        session, journal = Session(TWO), begin(empty, TWO)
        drive(session, journal, ONE_SET)
    (path,) = left(tmp_path)
    path.write_bytes(path.read_bytes() + b"no row\n")
    path.with_suffix(".damaged").mkdir()  # in the way of the new name
    make_private(tmp_path)
    for _ in range(2):
        opened = open_history(tmp_path, MONDAY)
        (told,) = opened.notices
        assert told.endswith(f"kept as {path}")
        assert read_kept(opened.store, journal.workout).session().results == session.results
        opened.close()


def test_the_recovery_file_of_a_resumed_workout_is_complete(store: Store, tmp_path: Path) -> None:
    session, journal = Session(TWO), begin(store, TWO)
    drive(session, journal, ONE_SET)
    resumed = resume(store, journal.workout, after(20))
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    drive(resumed.session, resumed.journal, [(Go(), 0), (Stop(), 90_000)])
    other.close()
    with Store.open(tmp_path / "new" / FILE) as new:
        assert "invalid" not in take_in(new, store.path.parent)[0]
        kept = read_kept(new, journal.workout)
        assert kept.session().results == resumed.session.results
        assert len(Past(new, "me").sessions()[0].sets) == len(resumed.session.results)


def test_rows_that_do_not_fit_are_reported_and_the_others_are_kept(store: Store) -> None:
    refused = store.write_good(
        [
            _person("Anna"),
            _person("Ben", shoe=42),  # no such column
            _person("Cleo", changed="third", station=""),  # no integer
            TableRow("marks", {"workout": "nobody's", "at": 0}),  # of no workout
            _person("Dora"),
        ]
    )
    assert persons(store) == ("Anna", "Dora")
    assert [told.split(":")[0] for told in refused] == [
        "table persons, row ('Ben',)",
        "table persons, row ('Cleo',)",
        'table marks, row ("nobody\'s",)',
    ]


def _person(name: str, **more: Value) -> TableRow:
    return TableRow("persons", {"uuid": name, "name": name, "now": name, **more})


def test_a_full_disk_is_reported_in_a_sentence(store: Store) -> None:
    store.rows("PRAGMA max_page_count = 1")
    with pytest.raises(StoreError, match=r"history\.db: the disk is full$"):
        store.write(_person(f"{n} {'x' * 999}") for n in range(99))


def test_a_backup_is_a_whole_history_and_overwrites_nothing(tmp_path: Path) -> None:
    key = filled(tmp_path)
    with Store.open(tmp_path / FILE) as store:
        store.backup(tmp_path / "copy.db")
        with pytest.raises(StoreError, match="already"):
            store.backup(tmp_path / "copy.db")
        with pytest.raises(StoreError):
            store.backup(tmp_path / "missing" / "copy.db")
    with Store.open_for_reading(tmp_path / "copy.db") as copy:
        assert read_kept(copy, key).session().results
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.db"]


def test_merging_is_idempotent_and_the_later_change_wins(tmp_path: Path) -> None:
    filled(tmp_path / "laptop", 3)
    shutil.copytree(tmp_path / "laptop", tmp_path / "desktop")
    with Store.open(tmp_path / "desktop" / FILE) as desktop:
        session, journal = Session(TWO), begin(desktop, TWO, person="Anna")
        drive(session, journal, ONE_SET)
        (first, *_) = Past(desktop, "me").sets("Seated row")
        desktop.write([replace(first, note="on the desktop").row()])
    with Store.open(tmp_path / "laptop" / FILE) as laptop:
        (first, *_) = Past(laptop, "me").sets("Seated row")
        laptop.write([replace(first, deleted=True).row()])
        merged = merge(laptop, tmp_path / "desktop" / FILE)
        assert (merged.workouts, merged.sets, merged.faults) == (1, 1, ())
        assert len(Past(laptop, "me").sets("Seated row")) == 2  # still deleted
        again = merge(laptop, tmp_path / "desktop" / FILE)
        assert again.sentence() == "No new workouts or sets."
        assert persons(laptop) == ("me", "Anna")
        with pytest.raises(StoreError, match="itself"):
            merge(laptop, tmp_path / "laptop" / FILE)
    with Store.open(tmp_path / "desktop" / FILE) as desktop:
        merge(desktop, tmp_path / "laptop" / FILE)
        assert len(Past(desktop, "me").sets("Seated row")) == 2


def test_a_person_with_a_name_that_is_here_already_is_somebody_else(tmp_path: Path) -> None:
    for name in ("Anna", "ANNA"):
        with Store.open(tmp_path / name / FILE) as store:
            drive(Session(TWO), begin(store, TWO, person=name), ONE_SET)
    with Store.open(tmp_path / "Anna" / FILE) as store:
        (stranger,) = namesakes(store, tmp_path / "ANNA" / FILE)
        assert stranger.label == "ANNA"
        merge(store, tmp_path / "ANNA" / FILE)
        one, other = persons(store)
        with pytest.raises(PersonError, match=f"{one}.*{other}"):
            person(store, "anna")
        join(store, one, other)
        assert persons(store) == ("Anna",)
        assert len(Past(store, person(store, "anna")).sets("Seated row")) == 2
        with pytest.raises(PersonError, match="no person “Bob”"):
            person(store, "Bob")


VALUES: dict[str, list[str] | list[int]] = {
    "load": ["heavy", "-5", "NaN", "Infinity", "1e999999"],
    "unit": ["stone"],
    "ended_by": ["boredom"],
    "started": ["yesterday", "2026-01-05T18:00:00", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"],
    "settings": ["{", "[1]", "null"],
    "kind": ["nap"],
    "side": ["top"],
    "tul_ms": [-1],
    "reps": [-100],
}


@pytest.mark.parametrize(
    ("column", "value"), [(column, value) for column, bad in VALUES.items() for value in bad]
)
def test_an_invalid_value_is_reported_and_left_out(
    store: Store, column: str, value: str | int
) -> None:
    for _ in range(2):
        drive(Session(TWO), journal := begin(store, TWO), ONE_SET)
    store.rows(f"UPDATE sets SET {column} = ? WHERE workout = ?", value, journal.workout)
    past = Past(store, "me")
    assert len(past.sets("Seated row")) <= 2
    assert len(past.sessions()) == 2
    past.last("Seated row")
    past.worked(MONDAY)
    past.workouts(MONDAY)
    if value not in ("9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"):
        assert len(past.sets("Seated row")) == 1
        assert any("table sets" in fault and journal.workout in fault for fault in past.faults)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE workouts SET plan = 'no plan'",
        "UPDATE workouts SET started = 'once'",
        "UPDATE workouts SET started = '9999-12-31T23:59:59Z'",
        "UPDATE sets SET ended = '9999-12-31T23:59:59Z'",
        "UPDATE workouts SET zone = 'Nowhere/At all'",
        "UPDATE workouts SET muscles = '[]'",
        "UPDATE commands SET command = '{}'",
        'UPDATE commands SET command = \'{"name":"fatigue"}\'',
        "UPDATE commands SET at = -5",
        "UPDATE marks SET at = -5",
        "DELETE FROM marks",
    ],
)
def test_an_invalid_workout_does_not_stop_the_program(store: Store, change: str) -> None:
    drive(Session(TWO), journal := begin(store, TWO), ONE_SET)
    store.rows(change)
    unfinished(store, "me")
    past = Past(store, "me")
    past.sessions()
    past.worked(MONDAY)
    past.workouts(MONDAY)
    try:
        read_kept(store, journal.workout).session()
    except WorkoutError as error:
        assert journal.workout in str(error)


def test_a_newer_version_of_the_database_is_left_alone(tmp_path: Path) -> None:
    filled(tmp_path)
    with Store.open(tmp_path / FILE) as store:
        store.rows(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(StoreError, match="newer"):
        Store.open(tmp_path / FILE)
    opened = open_history(tmp_path, MONDAY)
    session, journal = Session(TWO), begin(opened.store, TWO)
    drive(session, journal, ONE_SET)
    assert journal.notice is not None
    assert list(tmp_path.glob("unsaved-*"))
    opened.close()


@pytest.mark.parametrize("version", range(1, VERSION))
def test_a_database_of_every_earlier_version_is_brought_up_to_date(
    tmp_path: Path, version: int
) -> None:
    stored = Path(__file__).parent / f"history-version-{version}.sql"
    connection = sqlite3.connect(tmp_path / FILE)
    connection.executescript(stored.read_text(encoding="utf-8"))
    connection.close()
    with Store.open(tmp_path / FILE) as store:
        past = Past(store, "me")
        (row,) = past.sets("Seated row")
        assert (str(row.load), row.tul_ms, row.reps) == ("52.5 kg", 97_000, 485)
        assert past.last("Seated row").work == row
        assert past.weight() == Load(LOAD.amount + 30, Unit.KG)
        assert past.name_now("Row") == "Seated row"
        (offer,) = unfinished(store, "me")
        assert read_kept(store, offer.workout).session().results
        assert past.faults == []
    backups = list(tmp_path.glob("history-version-*.db"))
    assert len(backups) == (0 if version == VERSION else 1)


def write_version(path: Path) -> None:
    """How the stored databases were made: a released one is never made again."""
    with Store.open(path) as store:
        session, journal = Session(TWO), begin(store, TWO)
        drive(session, journal, ONE_SET)
        weigh(store, "me", Load(LOAD.amount + 30, Unit.KG), after(61))
        Past(store, "me").aliases.add("Row", "Seated row")


def test_adding_a_recovery_file_twice_changes_nothing(tmp_path: Path) -> None:
    with Store.empty(tmp_path / FILE) as empty:
        session, journal = Session(TWO), begin(empty, TWO)
        drive(session, journal, ONE_SET)
    (kept,) = tmp_path.glob("unsaved-*.jsonl")
    lines = kept.read_bytes()
    with Store.open(tmp_path / FILE) as store:
        take_in(store, tmp_path)
        before = store.rows("SELECT * FROM sets"), store.rows("SELECT * FROM commands")
        kept.write_bytes(lines)
        take_in(store, tmp_path)
        assert (store.rows("SELECT * FROM sets"), store.rows("SELECT * FROM commands")) == before


@pytest.mark.skipif(not FULL.exists(), reason="no device there that is always full")
def test_rows_are_written_as_soon_as_a_disk_has_space(tmp_path: Path) -> None:
    rows = [TableRow("marks", {"workout": "w", "at": at}) for at in range(3)]
    fallback = Fallback("w", tmp_path)
    assert fallback.add(rows[:1], rows[:1])
    aside = fallback_aside(tmp_path, make=True)
    assert fallback.path is not None
    assert aside is not None
    places = [fallback.path, aside / fallback.path.name]
    for place in places:
        place.unlink(missing_ok=True)
        place.symlink_to(FULL)
    assert not fallback.add(rows[1:2], rows[:2])
    for place in places:
        place.unlink()
        place.touch()
    assert fallback.add(rows[2:], rows)
    kept = fallback.path.read_text().splitlines()
    assert [json.loads(line)["row"]["at"] for line in kept] == [0, 1, 2]
