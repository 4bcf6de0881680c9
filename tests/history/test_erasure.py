"""An erased person is gone from the disk: from the file, its log, and every copy beside it."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from supertimer.engine.commands import Amend, Command, Fatigue, Go, Stop
from supertimer.engine.session import Session
from supertimer.history import fallback
from supertimer.history.erasure import erase_everywhere, planned
from supertimer.history.fallback import as_lines, claim_workout
from supertimer.history.merge import merge
from supertimer.history.opening import open_history
from supertimer.history.persons import PersonError, persons
from supertimer.history.queries import Past
from supertimer.history.rows import TableRow
from supertimer.history.store import FILE, Store
from tests.history.workouts import MONDAY, begin, drive, header, plan

MARK = "Zyxwvut"
"""In every text about the person who is erased, and nowhere else."""

OLD = Path(__file__).with_name("history-version-1.sql")


def worked_out(store: Store, person: str, marked: str) -> str:
    of = replace(plan(f"Row {marked}", "Dip"), name=f"Big {marked}")
    session, opened = Session(of), header(of, person=person)
    opened = replace(opened, text=f'name = "Big {marked}"\n')
    journal = begin(store, of, person=person)
    store.write(row for row in replace(opened, workout=journal.workout).rows(store))
    script: list[tuple[Command, int]] = [
        (Go(), 0),
        (Fatigue(), 107_000),
        (Amend(note=marked), 100),
        (Stop(), 3_000),
    ]
    drive(session, journal, script)
    return journal.workout


def holding(folder: Path, text: str) -> set[str]:
    """The names of the files with this text in their bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.name for path in files if text.encode() in path.read_bytes()}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A history of two persons, with a copy of each kind beside it."""
    folder = tmp_path / "data"
    with Store.open(folder / FILE) as store:
        worked_out(store, "Bert", "Own")
        for _ in range(20):
            worked_out(store, f"Anna {MARK}", MARK)
        for name in ("history-damaged-2026-01-05.db", "history-damaged-2026-01-05.db-2"):
            store.backup(folder / name)
        (folder / "history-damaged-2026-01-05.db-2-wal").write_text(MARK)
        (folder / "history-damaged-2026-01-06.db").write_text(f"no database at all {MARK}")
        (folder / "history-damaged-2026-01-07.db").write_bytes(_torn(folder))
        rows = [row for each in Past(store, f"Anna {MARK}").sessions()[:1]
                for row in store.workout(each.workout)]  # fmt: skip
        others = [row for each in Past(store, "Bert").sessions()
                  for row in store.workout(each.workout)]  # fmt: skip
        old = TableRow(
            "bodyweights", {"person": f"anna {MARK.lower()}", "at": "2025", "amount": "1"}
        )
        text = as_lines([*rows, *others, old]) + as_lines(rows)[:400]
        (folder / "unsaved-1.damaged").write_text(text)
        (folder / "unsaved-2.damaged").write_text(as_lines(others))
        yield store


def _torn(folder: Path) -> bytes:
    """A copy with a page in the middle that is damaged."""
    content = bytearray((folder / "history-damaged-2026-01-05.db").read_bytes())
    for page in range(40, len(content) // 4096, 9):
        content[page * 4096 : page * 4096 + 2000] = b"\xff" * 2000
    return bytes(content)


def test_nothing_of_an_erased_person_is_on_the_disk(store: Store) -> None:
    folder = store.path.parent
    assert len(holding(folder, MARK)) >= 6
    erasure = planned(store, f"Anna {MARK}")
    assert (erasure.workouts, erasure.sets) == (20, 20)
    assert [path.name for path in erasure.deleted] == ["history-damaged-2026-01-06.db"]
    kept = (folder / "unsaved-2.damaged").read_bytes()
    assert erase_everywhere(store, erasure) == []
    assert holding(folder, MARK) == set()
    assert holding(folder, MARK.lower()) == set()
    assert persons(store) == ("Bert",)
    assert store.faults() == []
    assert (folder / "unsaved-2.damaged").read_bytes() == kept
    assert (folder / "unsaved-1.damaged").read_bytes() == kept, "the rows of others stay"
    with Store.open_for_reading(folder / "history-damaged-2026-01-05.db-2") as copy:
        assert persons(copy) == ("Bert",)
        assert len(Past(copy, "Bert").sets("Row Own")) == 1


def test_who_is_erased_does_not_come_back_from_any_copy(store: Store, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.db"
    store.backup(elsewhere)
    erase_everywhere(store, planned(store, f"Anna {MARK}"))
    merge(store, elsewhere)
    assert persons(store) == ("Bert",)
    with Store.open(elsewhere) as other:
        merged = merge(other, store.path)
        told = "No new workouts or sets. Erased, as in the other history: 20 workouts."
        assert merged.sentence() == told
        assert persons(other) == ("Bert",)


def test_a_copy_of_version_1_is_cleaned(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE) as old:
        old.executescript(OLD.read_text(encoding="utf-8"))
    old.close()
    with Store.open(tmp_path / FILE) as store:
        gone, *others = persons(store)
        erasure = planned(store, gone)
        (copy,) = erasure.cleaned
        assert copy.name == "history-version-1.db"
        keys = erasure.keys
        erase_everywhere(store, erasure)
        assert list(persons(store)) == others
        with Store.open_for_reading(copy) as cleaned:
            assert list(persons(cleaned)) == others
            left = {row.values["uuid"] for row in cleaned.table("workouts")}
            assert not left.intersection(keys)


def test_backups_have_no_freed_pages(store: Store, tmp_path: Path) -> None:
    raw = sqlite3.connect(store.path, isolation_level=None)
    raw.execute("PRAGMA secure_delete = OFF")
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("DELETE FROM persons WHERE name <> 'Bert'")
    raw.close()
    store.backup(tmp_path / "copy.db")
    assert MARK.encode() not in (tmp_path / "copy.db").read_bytes()


def test_a_person_who_works_out_is_not_erased(store: Store) -> None:
    claims = claim_workout(store, f"Anna {MARK}")
    assert claims is not None
    with pytest.raises(PersonError, match="open in another window"):
        erase_everywhere(store, planned(store, f"Anna {MARK}"))
    claims.release()


def test_a_reader_delays_the_end_and_the_user_is_told(store: Store) -> None:
    reader = sqlite3.connect(store.path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM sets").fetchone()
    store.wait(0)
    (told,) = erase_everywhere(store, planned(store, f"Anna {MARK}"))
    assert "Until it is closed" in told
    reader.close()
    assert store.compact()
    assert holding(store.path.parent, MARK) == set()


def test_what_will_go_is_told_and_that_copies_elsewhere_stay(store: Store) -> None:
    told = "\n".join(planned(store, f"Anna {MARK}").sentences())
    assert "for good: 20 workouts and 20 sets." in told
    assert "unsaved-1.damaged" in told
    assert "unsaved-2.damaged" not in told
    assert "does not reach copies elsewhere" in told


def test_the_next_start_finds_a_sound_history(store: Store) -> None:
    folder = store.path.parent
    erase_everywhere(store, planned(store, f"Anna {MARK}"))
    store.close()
    opened = open_history(folder, MONDAY)
    assert not any("damaged" in notice for notice in opened.notices)
    assert fallback.left(folder) == []
    opened.close()
