"""Health data is private: no other user can read it, and no link leads the program elsewhere."""

import os
import stat
import sys
from pathlib import Path

import pytest

from supertimer.engine.session import Session
from supertimer.history.fallback import Fallback
from supertimer.history.fallback import _aside as fallback_aside
from supertimer.history.files import make_private
from supertimer.history.opening import open_history
from supertimer.history.rows import TableRow
from supertimer.history.store import FILE, Store
from tests.history.test_journal import ONE_SET, TWO
from tests.history.test_trouble import filled
from tests.history.workouts import MONDAY, begin, drive

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no permissions of this kind there")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_everything_that_is_created_is_private(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    opened = open_history(folder, MONDAY)
    drive(Session(TWO), begin(opened.store, TWO), ONE_SET)
    opened.store.backup(folder / "backup.db")
    Fallback("w", folder).add([], [TableRow("persons", {"name": "me"})])
    assert len(list(folder.iterdir())) >= 5
    assert {path.name: mode(path) for path in folder.iterdir() if mode(path) != 0o600} == {}
    assert mode(folder) == 0o700
    opened.close()


def test_an_older_history_is_made_private_and_the_user_told_once(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    filled(folder)
    folder.chmod(0o755)
    (folder / FILE).chmod(0o644)
    first = open_history(folder, MONDAY)
    first.close()
    second = open_history(folder, MONDAY)
    second.close()
    assert [notice.split(".")[0] for notice in first.notices] == [
        "Other users of this computer could read your history"
    ]
    assert second.notices == ()
    assert (mode(folder), mode(folder / FILE)) == (0o700, 0o600)


def test_a_folder_that_others_use_too_is_left_alone(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "letter.txt").touch(mode=0o644)
    (tmp_path / FILE).touch()
    (tmp_path / FILE).chmod(0o644)
    assert make_private(tmp_path)
    assert (mode(tmp_path), mode(tmp_path / FILE)) == (0o755, 0o600)
    assert mode(tmp_path / "letter.txt") == 0o644


def test_a_link_beside_a_backup_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    with Store.open(tmp_path / "data" / FILE) as store:
        (tmp_path / "copy.db.part").symlink_to(victim)
        store.backup(tmp_path / "copy.db")
    assert victim.read_text() == "mine"
    assert not (tmp_path / "copy.db").is_symlink()


@pytest.mark.parametrize("permissions", [0o777, 0o755, 0o710])
@pytest.mark.parametrize("which", ["parent", "folder"])
def test_a_recovery_folder_that_others_can_use_is_refused(
    tmp_path: Path, permissions: int, which: str
) -> None:
    aside = fallback_aside(tmp_path / "data", make=True)
    assert aside is not None
    (aside.parent if which == "parent" else aside).chmod(permissions)
    assert fallback_aside(tmp_path / "data", make=True) is None


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can give away")
def test_a_recovery_folder_of_another_user_is_refused(tmp_path: Path) -> None:
    aside = fallback_aside(tmp_path / "data", make=True)
    assert aside is not None
    os.chown(aside, 12345, -1)
    assert fallback_aside(tmp_path / "data", make=True) is None


def test_a_recovery_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    aside = fallback_aside(tmp_path / "data", make=True)
    assert aside is not None
    aside.rmdir()
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    aside.symlink_to(tmp_path / "elsewhere")
    assert fallback_aside(tmp_path / "data", make=True) is None
