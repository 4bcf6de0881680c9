"""A list shows each routine as its file is now, whatever the cache has."""

import os
from pathlib import Path

import pytest

from supertimer.errors import SupertimerError
from supertimer.paths import bundled_routines
from supertimer.routine import outline
from supertimer.routine.compile import compile_routine
from supertimer.routine.estimate import workout_length
from supertimer.routine.files import routine_files
from supertimer.routine.outline import FILE, Outline, Outlines, read_outline
from supertimer.routine.parse import parse_routine
from supertimer.routine.reload import Watched

TEXT = b'name = "Mine"\nexercise = [{ name = "Row" }]\n'
OTHER = b'name = "Ours"\nexercise = [{ name = "Row" }]\n'


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own."""
    monkeypatch.setenv("SUPERTIMER_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def kept(*contents: bytes) -> None:
    """Make the outlines of these routines, and keep them."""
    outlines = Outlines()
    for content in contents:
        outlines.read(content, "a.toml")
    outlines.keep()


@pytest.mark.parametrize("path", routine_files(bundled_routines()), ids=lambda path: path.stem)
def test_it_says_what_the_routine_says(path: Path, cache: Path) -> None:
    content = path.read_bytes()
    kept(content)
    routine = parse_routine(content, str(path))
    least, most = workout_length(compile_routine(routine))
    facts = (routine.name, routine.about, len(routine.exercise), least, most)
    assert Outlines().read(content, str(path)) == Outline(*facts)


def test_a_routine_is_read_once(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(TEXT)
    monkeypatch.setattr(outline, "read_outline", None)
    assert Outlines().read(TEXT, "a.toml").name == "Mine"
    with pytest.raises(TypeError):
        Outlines().read(OTHER, "a.toml")


def test_a_changed_file_is_read_again_although_its_date_stays(tmp_path: Path, cache: Path) -> None:
    path, outlines = tmp_path / "a.toml", Outlines()
    for content, name in ((TEXT, "Mine"), (OTHER, "Ours"), (TEXT, "Mine")):
        path.write_bytes(content)
        os.utime(path, ns=(1, 1))
        watched = Watched(path, outlines.read)
        assert watched.outline is not None
        assert watched.routine is not None
        assert watched.outline.name == watched.routine.name == name
        outlines.keep()


def test_another_version_reads_again(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(TEXT)
    monkeypatch.setattr(outline, "_program", lambda: b"another")
    monkeypatch.setattr(outline, "read_outline", None)
    with pytest.raises(TypeError):
        Outlines().read(TEXT, "a.toml")


def test_errors_are_found_each_time(cache: Path) -> None:
    outlines = Outlines()
    for _ in range(2):
        with pytest.raises(SupertimerError):
            outlines.read(TEXT + b"sets = 2\n", "a.toml")


def test_what_the_last_list_did_not_have_is_forgotten(cache: Path) -> None:
    kept(TEXT, OTHER)
    assert (cache / FILE).read_text(encoding="utf-8").count("Row") == 0
    kept(OTHER)
    assert "Mine" not in (cache / FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b"3", b'{"a": 1}', b'{"a": ["x", "", 1, 2]}', b"\xff"]
)
def test_a_damaged_cache_is_ignored(damage: bytes, cache: Path) -> None:
    kept(TEXT)
    (cache / FILE).write_bytes(damage)
    assert Outlines().read(TEXT, "a.toml") == read_outline(TEXT, "a.toml")


def test_a_cache_that_cannot_be_written_stops_nothing(cache: Path) -> None:
    cache.write_text("a file where the folder should be")
    kept(TEXT)
    assert Outlines().read(TEXT, "a.toml").name == "Mine"


def test_a_link_in_the_cache_is_not_followed(cache: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    cache.mkdir()
    (cache / f"{FILE}.new").symlink_to(victim)
    kept(TEXT)
    assert victim.read_text() == "mine"
    assert (cache / FILE).exists() and not (cache / FILE).is_symlink()
