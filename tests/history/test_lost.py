"""A history that goes away under a running workout, full disks, no locks, read-only media."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from supertimer.engine.commands import Amend, Fatigue, Go, Stop
from supertimer.engine.session import Session
from supertimer.history.database import LostStoreError
from supertimer.history.fallback import left
from supertimer.history.journal import NotStoredError
from supertimer.history.merge import merge
from supertimer.history.opening import open_history
from supertimer.history.queries import Past
from supertimer.history.resume import read_kept
from supertimer.history.store import FILE, Store
from tests.history.test_journal import ONE_SET, TWO
from tests.history.test_trouble import ROOT, filled
from tests.history.workouts import MONDAY, after, begin, drive

ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}


def _remove(path: Path) -> None:
    path.unlink()


def _remove_folder(path: Path) -> None:
    shutil.rmtree(path.parent)


def _truncate(path: Path) -> None:
    os.truncate(path, 0)


def _overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"\xff" * path.stat().st_size)


def _copy_over(path: Path) -> None:
    """What `cp old.db history.db` does."""
    filled(path.parent / "other")
    path.write_bytes((path.parent / "other" / FILE).read_bytes())


def _rename_over(path: Path) -> None:
    """What a sync client does."""
    filled(path.parent / "other")
    (path.parent / "other" / FILE).replace(path)


GONE = [_remove, _remove_folder, _truncate, _overwrite, _copy_over, _rename_over]


@pytest.mark.skipif(sys.platform == "win32", reason="open files can't be removed there")
@pytest.mark.parametrize("go_away", GONE)
@pytest.mark.parametrize("checkpointed", [True, False])
def test_a_workout_survives_the_loss_of_its_history(
    tmp_path: Path, go_away: Callable[[Path], None], checkpointed: bool
) -> None:
    folder = tmp_path / "data"
    filled(folder, 20)
    opened = open_history(folder, MONDAY)
    session, journal = Session(TWO), begin(opened.store, TWO, started=after(100_000))
    drive(session, journal, ONE_SET)
    assert not journal.notice
    if checkpointed:
        opened.store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    go_away(folder / FILE)
    drive(session, journal, [(Stop(), 90_000)])
    assert journal.notice is not None
    assert "recovery file" in journal.notice
    with pytest.raises(NotStoredError, match="recovery file"):
        journal.finish()
    opened.close()
    (file,) = left(folder)
    assert str(file) in journal.notice
    again = open_history(folder, MONDAY)
    assert any("added to the history" in notice for notice in again.notices)
    assert read_kept(again.store, journal.workout).session().results == session.results
    assert any(each.workout == journal.workout for each in Past(again.store, "me").sessions())
    assert left(folder) == []
    again.close()


def test_a_removed_history_is_noticed_at_the_next_key(tmp_path: Path) -> None:
    with Store.open(tmp_path / "data" / FILE) as store:
        session, journal = Session(TWO), begin(store, TWO)
        drive(session, journal, [(Go(), 0)])
        (tmp_path / "data" / FILE).unlink()
        drive(session, journal, [(Fatigue(), 107_000)])
        assert journal.notice is not None
        assert "removed or replaced" in journal.notice
        with pytest.raises(LostStoreError):
            store.write([])


def test_a_file_that_replaces_the_history_keeps_its_own_content(tmp_path: Path) -> None:
    filled(tmp_path / "other", 3)
    filled(tmp_path / "data", 20)
    opened = open_history(tmp_path / "data", MONDAY)
    session, journal = Session(TWO), begin(opened.store, TWO, started=after(100_000))
    (tmp_path / "other" / FILE).replace(tmp_path / "data" / FILE)
    drive(session, journal, [*ONE_SET, (Stop(), 90_000)])
    opened.close()
    assert not (tmp_path / "data" / f"{FILE}-wal").exists()
    again = open_history(tmp_path / "data", MONDAY)
    assert len(Past(again.store, "me").sessions()) == 3 + 1
    assert again.store.faults() == []
    again.close()


def test_an_intact_history_is_confirmed(tmp_path: Path) -> None:
    with Store.open(tmp_path / "data" / FILE) as store:
        session, journal = Session(TWO), begin(store, TWO)
        drive(session, journal, [*ONE_SET, (Stop(), 90_000)])
        journal.finish()
        assert (journal.notice, left(tmp_path / "data")) == (None, [])


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Path]:
    """A small separate file system."""
    folder = tmp_path / "mounted"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=800k", "tmpfs", str(folder)], capture_output=True
    )
    if done.returncode:
        pytest.skip("this user may not mount")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], capture_output=True)


@pytest.mark.skipif(shutil.which("mount") is None, reason="no mount here")
def test_a_disk_that_is_unmounted_loses_no_workout(mounted: Path, tmp_path: Path) -> None:
    opened = open_history(mounted, MONDAY)
    session, journal = Session(TWO), begin(opened.store, TWO)
    drive(session, journal, ONE_SET[:1])
    subprocess.run(["umount", "-l", str(mounted)], check=True)
    drive(session, journal, [*ONE_SET[1:], (Stop(), 90_000)])
    opened.close()
    assert list(mounted.iterdir()) == [], "it would be hidden when the disk comes back"
    (file,) = left(mounted)
    assert journal.notice is not None
    assert str(file) in journal.notice
    again = open_history(mounted, MONDAY)
    assert read_kept(again.store, journal.workout).session().results == session.results
    again.close()


@pytest.mark.skipif(shutil.which("mount") is None, reason="no mount here")
def test_a_full_disk_is_reported_again_at_the_end_with_all_rows(
    mounted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(mounted))
    opened = open_history(mounted, MONDAY)
    session, journal = Session(TWO), begin(opened.store, TWO)
    drive(session, journal, ONE_SET)
    with suppress(OSError), (mounted / "other").open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 512)
    for note in range(60):
        session.apply(Amend(note=f"{note} " + "x" * 400), session.now)
        journal.command(Amend(note=f"{note} " + "x" * 400), session.now, session)
    drive(session, journal, [(Stop(), 90_000)])
    assert journal.notice is not None
    assert "only in memory" in journal.notice
    with pytest.raises(NotStoredError) as told:
        journal.finish()
    opened.close()
    sentence, where, *lines = str(told.value).splitlines()
    assert "disk" in sentence
    file_name = where.partition("save the following lines as ")[2].partition(";")[0]
    (mounted / "other").unlink()
    Path(file_name).write_text("\n".join(lines) + "\n")
    again = open_history(mounted, MONDAY)
    assert read_kept(again.store, journal.workout).session().results == session.results
    again.close()


_NO_LOCKS = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
static int none(int fd, int cmd, void *arg, const char *name) {
    if (cmd == F_SETLK || cmd == F_SETLKW || cmd == F_OFD_SETLK) { errno = ENOLCK; return -1; }
    int (*real)(int, int, ...) = dlsym(RTLD_NEXT, name);
    return real(fd, cmd, arg);
}
int fcntl(int fd, int cmd, ...) {
    va_list list; va_start(list, cmd); void *arg = va_arg(list, void *); va_end(list);
    return none(fd, cmd, arg, "fcntl");
}
int fcntl64(int fd, int cmd, ...) {
    va_list list; va_start(list, cmd); void *arg = va_arg(list, void *); va_end(list);
    return none(fd, cmd, arg, "fcntl64");
}
"""

_TRAIN = """
import sys
from pathlib import Path
from supertimer.history.fallback import claim_workout
from supertimer.history.opening import open_history
from supertimer.engine.session import Session
from supertimer.engine.commands import Stop
from tests.history.test_journal import ONE_SET, TWO
from tests.history.workouts import MONDAY, begin, drive

opened = open_history(Path(sys.argv[1]), MONDAY)
assert claim_workout(opened.store, "me") is not None, opened.notices
print(opened.notices[0])
session, journal = Session(TWO), begin(opened.store, TWO)
drive(session, journal, [*ONE_SET, (Stop(), 90_000)])
journal.finish()
print(journal.notice)
opened.close()
"""


@pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler here")
def test_a_folder_without_locks_sends_workouts_to_the_recovery_file(tmp_path: Path) -> None:
    source, library = tmp_path / "none.c", tmp_path / "none.so"
    source.write_text(_NO_LOCKS)
    subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    folder = tmp_path / "data"
    filled(folder)
    ran = subprocess.run(
        [sys.executable, "-c", _TRAIN, str(folder)],
        env={**ENVIRONMENT, "LD_PRELOAD": str(library), "TMPDIR": str(tmp_path / "temporary")},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    first, notice = ran.stdout.splitlines()
    assert "can't be locked" in first
    assert "another window" not in first
    assert "recovery file" in notice
    opened = open_history(folder, MONDAY)
    assert len(Past(opened.store, "me").sessions()) == 2
    opened.close()


@pytest.mark.skipif(shutil.which("mount") is None, reason="no mount here")
def test_a_history_on_read_only_media_is_read_with_its_log(mounted: Path, tmp_path: Path) -> None:
    with Store.open(tmp_path / "live" / FILE) as store:
        session, journal = Session(TWO), begin(store, TWO)
        drive(session, journal, ONE_SET)
        for suffix in ("", "-wal"):  # not -shm, which a copy does not have
            shutil.copy(tmp_path / "live" / f"{FILE}{suffix}", mounted)
    subprocess.run(["mount", "-o", "remount,ro", str(mounted)], check=True)
    with Store.open_for_reading(mounted / FILE) as copy:
        assert len(Past(copy, "me").sessions()) == 1
    with Store.open(tmp_path / "new" / FILE) as target:
        assert merge(target, mounted / FILE).workouts == 1
    assert sorted(path.name for path in mounted.iterdir()) == [FILE, f"{FILE}-wal"]


_CREATE = """
import resource, signal, sys
from pathlib import Path
from supertimer.history.store import Store

signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
size = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
Store.open(Path(sys.argv[1]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on files there")
@pytest.mark.parametrize("size", [100, 512, 4096, 8192, 20_000])
def test_a_history_that_was_half_created_is_not_damaged(tmp_path: Path, size: int) -> None:
    path = tmp_path / "data" / FILE
    ran = subprocess.run(
        [sys.executable, "-c", _CREATE, str(path), str(size)], env=ENVIRONMENT, cwd=ROOT
    )
    assert ran.returncode == -signal.SIGXFSZ
    for name in ("reading", "opening"):
        shutil.copytree(path.parent, tmp_path / name)
    with Store.open_for_reading(tmp_path / "reading" / FILE) as store:
        assert Past(store, "me").sessions() == []
    opened = open_history(tmp_path / "opening", MONDAY)
    assert opened.notices == ()
    opened.close()
