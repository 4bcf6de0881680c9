"""Damaged files of every kind: the program always starts, and says what it left out."""

import json
import os
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from supertimer.engine.session import Session
from supertimer.errors import SupertimerError
from supertimer.history.database import StoreError
from supertimer.history.fallback import claim_workout, kept, left
from supertimer.history.listing import Listing
from supertimer.history.merge import merge
from supertimer.history.opening import open_history
from supertimer.history.persons import person
from supertimer.history.report import exercise_lines, session_json, sheet_lines
from supertimer.history.resume import read_kept, resume, unfinished
from supertimer.history.stats import sheet
from supertimer.history.store import FILE, Store
from tests.history.test_journal import ONE_SET, TWO
from tests.history.test_trouble import filled
from tests.history.workouts import MONDAY, after, begin, drive

PAGE = 4096
SEED = 20261129


def use_everything(folder: Path) -> tuple[str, ...]:
    """Start on the history in `folder` and ask every question; return the notices."""
    opened = open_history(folder, MONDAY)
    try:
        name = person(opened.store, "", add=True)
        _ask(opened.store, name)
        claims = claim_workout(opened.store, name)
        if claims is not None:
            drive(Session(TWO), journal := begin(opened.store, TWO, person=name), ONE_SET)
            assert read_kept(opened.store, journal.workout).session().results
            claims.release()
    finally:
        opened.close()
    return opened.notices


def _ask(store: Store, name: str) -> None:
    past = Listing(store, name)
    sessions = past.sessions()
    for _ in (*past.lines(None, None, bool), *map(session_json, sessions)):
        pass
    list(sheet_lines(sheet(sessions), None, MONDAY))
    for exercise in past.exercises():
        list(exercise_lines(exercise, past.sets(exercise), None))
        past.last(exercise)
    past.worked(MONDAY)
    past.workouts(MONDAY)
    past.weight()
    past.report_lost_sets()
    for each in unfinished(store, name):
        resume(store, each.workout, after(1_000_000))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a history with four workouts."""
    folder = tmp_path_factory.mktemp("pages")
    filled(folder, 4)
    return (folder / FILE).read_bytes()


def _flipped(content: bytes, bit: int) -> bytes:
    flipped = bytearray(content)
    flipped[bit // 8] ^= 1 << bit % 8
    return bytes(flipped)


def _bits(content: bytes, each: int) -> Iterator[int]:
    """Some bits of every page; most of a page's bits are empty space, so prefer the others."""
    chance = random.Random(SEED)
    for page in range(0, len(content), PAGE):
        used = [at for at in range(page, page + PAGE) if content[at]]
        for _ in range(each):
            yield chance.choice(used) * 8 + chance.randrange(8)


def test_a_flipped_bit_in_any_page_stops_nothing(tmp_path: Path, pages: bytes) -> None:
    for number, bit in enumerate(_bits(pages, 3)):
        folder = tmp_path / str(number)
        folder.mkdir(mode=0o700)
        (folder / FILE).write_bytes(_flipped(pages, bit))
        (folder / FILE).chmod(0o600)
        use_everything(folder)


def test_a_flipped_bit_in_the_text_of_the_schema_is_damage(tmp_path: Path, pages: bytes) -> None:
    at = pages.index(b"CREATE TABLE workouts") + len("CREATE TABLE workouts (\n    uuid")
    for number, bit in enumerate(range(at * 8, at * 8 + 400, 23)):
        folder = tmp_path / str(number)
        folder.mkdir(mode=0o700)
        (folder / FILE).write_bytes(_flipped(pages, bit))
        (folder / FILE).chmod(0o600)
        for notice in use_everything(folder):
            assert "supertimer merge" in notice
        try:
            with Store.open_for_reading(folder / FILE) as store:
                _ask(store, "me")
        except SupertimerError:
            pass


@pytest.mark.parametrize("size", [0, 1, 16, 100, 4095, 4096, 6000, 8192, 20_000])
def test_a_truncated_history_stops_nothing(tmp_path: Path, pages: bytes, size: int) -> None:
    (tmp_path / FILE).write_bytes(pages[:size])
    use_everything(tmp_path)


def test_a_damaged_log_stops_nothing(tmp_path: Path) -> None:
    with Store.open(tmp_path / "live" / FILE) as store:
        drive(Session(TWO), begin(store, TWO), ONE_SET)
        database = (tmp_path / "live" / FILE).read_bytes()
        log = (tmp_path / "live" / f"{FILE}-wal").read_bytes()
    chance = random.Random(SEED)
    for number in range(20):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / FILE).write_bytes(database)
        damaged = _flipped(log, chance.randrange(len(log) * 8))
        (folder / f"{FILE}-wal").write_bytes(damaged[: chance.randrange(len(damaged))])
        use_everything(folder)


LINES = [
    b"[" * 200_000,
    b"{" * 200_000,
    b'{"table": "sets", "row": ' + b"[" * 100_000,
    b'{"table": "marks", "row": {"workout": "w", "at": 9223372036854775807}}',
    b'{"table": "marks", "row": {"workout": "w", "at": ' + b"9" * 5000 + b"}}",
    b'{"table": "persons", "row": {"name": "\xff"}}',
    b'{"table": "persons", "row": {"name": "\\ud800"}}',
    b'{"table": "persons", "row": {}}',
    b'{"table": "persons", "row": {"name; DROP TABLE sets": "x"}}',
    b'{"table": ["persons"], "row": {}}',
    b"\x00" * 1000,
]


@pytest.mark.parametrize("line", LINES, ids=range(len(LINES)))
def test_a_damaged_line_of_a_recovery_file_is_set_aside(tmp_path: Path, line: bytes) -> None:
    with Store.empty(tmp_path / FILE) as empty:
        session, journal = Session(TWO), begin(empty, TWO)
        drive(session, journal, ONE_SET)
    (file,) = left(tmp_path)
    file.write_bytes(line + b"\n" + file.read_bytes())
    opened = open_history(tmp_path, MONDAY)
    assert any("1 invalid line;" in notice for notice in opened.notices)
    assert read_kept(opened.store, journal.workout).session().results == session.results
    opened.close()
    assert left(tmp_path) == []
    assert file.with_suffix(".damaged").exists()


HUGE = 2**63 - 1
DEEP = "[" * 100_000


@pytest.mark.parametrize(
    "change",
    [
        f"UPDATE marks SET at = {HUGE}, over = 0",
        f"UPDATE marks SET at = {HUGE}, over = 1",
        f"UPDATE commands SET at = {HUGE}",
        f"UPDATE sets SET tul_ms = {HUGE}, rest_ms = {HUGE}, reps = {HUGE}",
        f"UPDATE sets SET window_opens = {HUGE}, window_tops = 1",
        f"UPDATE sets SET settings = '{DEEP}'",
        f"UPDATE workouts SET muscles = '{DEEP}'",
        f"UPDATE workouts SET plan = '{DEEP}'",
        f"UPDATE commands SET command = '{DEEP}'",
        "UPDATE sets SET load = '1e-999999'",
        "UPDATE sets SET exercise = CAST(x'1b5d303b07ff' AS TEXT)",
        "DELETE FROM workouts",
        "DELETE FROM persons",
    ],
)
def test_a_row_that_somebody_edited_stops_nothing(tmp_path: Path, change: str) -> None:
    filled(tmp_path, 2)
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute(change)
    connection.close()
    use_everything(tmp_path)


def test_sets_whose_workout_is_missing_are_reported(tmp_path: Path) -> None:
    filled(tmp_path, 2)
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("DELETE FROM workouts WHERE uuid = (SELECT min(uuid) FROM workouts)")
    connection.close()
    with Store.open_for_reading(tmp_path / FILE) as store:
        past = Listing(store, "me")
        past.report_lost_sets()
        assert [fault.partition(": ")[2] for fault in past.faults] == [
            "1 set left out, because the workout is missing"
        ]
        assert len(past.sets("Seated row")) == 1


def test_random_rows_are_taken_or_refused_and_nothing_else(tmp_path: Path) -> None:
    """Random histories: values of every kind in every column of the recovery file."""
    chance = random.Random(SEED)
    with Store.empty(tmp_path / FILE) as empty:
        drive(Session(TWO), begin(empty, TWO), ONE_SET)
    (file,) = left(tmp_path)
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    values = (HUGE, -1, 0, None, "", "x", "\x1b[2J", "9999-12-31T23:59:59.999Z", "[]", "{}", "NaN")
    for number in range(25):
        folder = tmp_path / str(number)
        folder.mkdir()
        changed = json.loads(json.dumps(lines))
        for line in changed:
            for name in list(line["row"]):
                if chance.random() < 0.1:
                    line["row"][name] = chance.choice(values)
        (folder / file.name).write_text("".join(json.dumps(line) + "\n" for line in changed))
        use_everything(folder)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes in folders")
@pytest.mark.parametrize("name", [FILE, "unsaved-01234567-89ab-7cde-8f01-23456789abcd.jsonl"])
def test_a_pipe_in_the_data_folder_does_not_stop_the_program(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    told = use_everything(tmp_path)
    assert bool(told) is (name == FILE), told
    if name == FILE:
        assert "is not a file. It was renamed" in told[0]
    assert not kept(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes in folders")
def test_a_pipe_can_not_be_merged(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "other.db")
    with (
        Store.open(tmp_path / FILE) as store,
        pytest.raises(StoreError, match="is not a file"),
    ):
        merge(store, tmp_path / "other.db")
