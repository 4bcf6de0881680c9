"""An erased person stays erased, also against copies of version 1, whose persons are names."""

import sqlite3
from itertools import permutations
from pathlib import Path

import pytest

from supertimer.history.merge import merge
from supertimer.history.persons import erase, persons
from supertimer.history.store import FILE, Store
from tests.history.test_identity import tables

OLD = Path(__file__).with_name("history-version-1.sql")
KEY = "00000000-0000-7000-8000-000000000000"
"""The key of a workout before every other."""


def version_1(path: Path, *, grown: bool = False) -> Path:
    """A file of version 1; `grown` by an earlier workout, from which another key follows."""
    path.parent.mkdir(exist_ok=True)
    old = sqlite3.connect(path)
    old.executescript(OLD.read_text(encoding="utf-8"))
    if grown:
        names = [row[1] for row in old.execute("PRAGMA table_info(workouts)")]
        columns = (f"'{KEY}'" if name == "uuid" else name for name in names)
        old.execute(f"INSERT INTO workouts SELECT {', '.join(columns)} FROM workouts LIMIT 1")
        old.commit()
    old.close()
    return path


@pytest.mark.parametrize("grown", [False, True])
def test_an_old_copy_does_not_bring_an_erased_person_back(tmp_path: Path, grown: bool) -> None:
    copy = version_1(tmp_path / "old.db", grown=grown)
    with Store.open(version_1(tmp_path / FILE)) as store:
        (gone,) = persons(store)
        erase(store, gone)
        for _ in range(2):
            merge(store, copy)
            assert persons(store) == ()
            assert list(store.table("workouts")) == list(store.table("sets")) == []
    with Store.open(copy) as migrated:
        assert persons(migrated) == (gone,)
        merge(migrated, tmp_path / FILE)
        assert persons(migrated) == ()


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_migrated_copies_and_an_erasure_end_equal_in_any_order(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    paths = [version_1(tmp_path / f"{n}" / FILE, grown=n == 1) for n in range(3)]
    stores = [Store.open(path) for path in paths]
    erase(stores[0], persons(stores[0])[0])
    for _ in range(3):
        for one in order:
            for other in order:
                if one != other:
                    merge(stores[one], paths[other])
    first, *others = map(tables, stores)
    assert others == [first, first]
    assert not first["workouts"]
    for store in stores:
        store.close()


def test_two_copies_of_one_old_history_are_one_person(tmp_path: Path) -> None:
    paths = [version_1(tmp_path / f"{n}" / FILE, grown=n == 1) for n in range(2)]
    with Store.open(paths[0]) as one, Store.open(paths[1]) as other:
        merge(one, paths[1])
        merge(other, paths[0])
        assert tables(one) == tables(other)
        assert len(persons(one)) == 1
        assert len(list(one.table("workouts"))) == 2
