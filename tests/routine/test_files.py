"""A test file lies beside its routine and is never taken for one."""

import os
from pathlib import Path

import pytest

from supertimer import paths
from supertimer.errors import SupertimerError
from supertimer.routine.files import is_test, routine_files
from supertimer.routine.library import listing
from supertimer.routine.new import own_path
from supertimer.routine.parse import read_routine
from supertimer.routine.summary import read_summaries


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SUPERTIMER_CONFIG_DIR", str(tmp_path))
    folder = paths.routines_dir()
    folder.mkdir(parents=True)
    (folder / "legs.toml").write_text('name = "Legs"\n[[exercise]]\nname = "Leg press"\n')
    (folder / "legs.test.toml").write_text('name = "Not a routine"\n')
    return folder


def test_a_test_file_is_not_listed(folder: Path) -> None:
    assert [path.name for path in routine_files(folder)] == ["legs.toml"]
    assert [entry.name for entry in listing() if not entry.bundled] == ["legs"]
    programs, unreadable = read_summaries([folder])
    assert [program.name for program in programs] == ["Legs"]
    assert not unreadable


def test_a_new_routine_cannot_be_named_like_a_test_file() -> None:
    with pytest.raises(SupertimerError, match=r"leave out “\.test”"):
        own_path("legs.test")
    assert own_path("legs.tests").name == "legs.tests.toml"


@pytest.mark.parametrize(
    ("name", "expected"), [("legs.test.toml", True), ("test.toml", False), ("legs.toml", False)]
)
def test_the_name_says_what_a_file_is(name: str, expected: bool) -> None:
    assert is_test(Path(name)) is expected


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no FIFOs")
def test_a_fifo_among_the_routines_is_unreadable_and_nothing_waits_for_it(folder: Path) -> None:
    os.mkfifo(folder / "pipe.toml")
    programs, unreadable = read_summaries([folder])
    assert [program.name for program in programs] == ["Legs"]
    assert unreadable == [folder / "pipe.toml"]
    with pytest.raises(SupertimerError, match="cannot be read: it is not a file"):
        read_routine(folder / "pipe.toml")
