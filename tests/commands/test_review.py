"""A past workout as text and as a picture."""

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from supertimer.cli import cli
from supertimer.clock import ManualClock
from supertimer.engine.commands import LeaveOut
from supertimer.errors import SupertimerError
from supertimer.workout.trainer import Trainer
from tests.commands.diaries import Home
from tests.ui.seeded import BEGIN, SILENT, lift_all, train, write_routine


def ask(*words: str) -> Result:
    return CliRunner().invoke(cli, ["review", *words])


@pytest.fixture
def trained(home: Home) -> Home:
    """Two weeks of workouts, the last one on 17 September 2026."""
    train(write_routine(home.config), weeks=2)
    return home


def test_the_last_workout_has_a_bar_per_set_and_advice(trained: Home) -> None:
    out = ask().output
    assert out.startswith("Push and Pull, Anna, 17 Sep")
    assert out == ask("last").output
    bars = [line for line in out.splitlines() if line.startswith("█") and "┃" in line]
    assert len(bars) == 2
    assert all(len(bar) == 80 and "▓" in bar and "▒" in bar for bar in bars)
    assert "4:19 under load   5:49 in total   no pauses" in out
    assert "6.4 reps, in rep 7  +0:11  2:08" in out and "★ longest at this load" in out
    assert "Next time" in out and "Next workout: Push and Pull" in out


def test_the_key_explains_only_the_signs_of_the_bars(home: Home) -> None:
    path = write_routine(home.config)
    for window, day in (True, 7), (False, 10):
        if not window:
            path.write_text(path.read_text().replace('target = "90-150s"\n', ""))
        clock = ManualClock(1_000_000, BEGIN.replace(day=day))
        trainer = Trainer(SILENT, clock, "Anna", "none")
        runner = trainer.start(trainer.prepare(path)).runner
        lift_all(runner, clock, 0)
        runner.close()
        trainer.close()
        out = ask().output
        assert ("▓▒ target window" in out, "┃ last time" in out) == (window, not window)


def test_an_older_workout_is_named_by_its_day_and_has_no_advice(trained: Home) -> None:
    out = ask("2026-09-10").output
    assert out.startswith("Push and Pull, Anna, 10 Sep")
    assert "Next" not in out


def test_what_was_left_out_is_in_the_review_of_that_workout(home: Home) -> None:
    path = write_routine(home.config)
    for day, gone in ((7, "Chest press"), (10, "")):
        clock = ManualClock(1_000_000, BEGIN.replace(day=day))
        trainer = Trainer(SILENT, clock, "Anna", "none")
        runner = trainer.start(trainer.prepare(path)).runner
        runner.pulse()
        for each in runner.left:
            if each.exercises == (gone,):
                runner.press(LeaveOut(each.unit))
        lift_all(runner, clock, 0)
        runner.close()
        trainer.close()
    assert "Left out: Chest press" in ask("2026-09-07").output
    assert "Left out" not in ask("last").output
    assert "2 sets" in ask("last").output


@pytest.mark.parametrize(("words", "says"), [
    (("2026-01-01",), "no workout on 2026-01-01"),
    (("last", "-o", "missing/file.svg"), "Can't write missing/file.svg: No such file"),
    pytest.param(
        ("last", "-o", "missing/file.png"), "Can't write missing/file.png: No such file",
        marks=pytest.mark.skipif(not shutil.which("rsvg-convert"), reason="needs rsvg-convert"),
    ),
])  # fmt: skip
def test_what_can_not_be_done_is_said(
    words: tuple[str, ...], says: str, trained: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(trained.data)
    error = ask(*words).exception
    assert isinstance(error, SupertimerError) and says in str(error)


def test_a_workout_of_a_day_to_come_is_not_the_last_one(trained: Home) -> None:
    before = ask("last").output
    trained.did("Upper", datetime(2099, 3, 1, 18, tzinfo=UTC), person="Anna")
    assert ask("last").output == before


def test_an_empty_history_says_so(home: Home) -> None:
    error = ask().exception
    assert isinstance(error, SupertimerError) and "no workout yet" in str(error)


@pytest.mark.parametrize("word", ["yesterday", "2026-13-01"])
def test_a_wrong_day_is_a_mistake_in_the_call(word: str, trained: Home) -> None:
    result = ask(word)
    assert result.exit_code == 2 and word in result.output


def test_a_picture_asks_nothing_of_the_network(trained: Home, tmp_path: Path) -> None:
    path = tmp_path / "workout.svg"
    assert ask("last", "-o", str(path)).output == f"Wrote {path}.\n"
    svg = path.read_text(encoding="utf-8")
    assert "Seated" in svg
    assert set(re.findall(r"https?://[^/\" ]+", svg)) == {"http://www.w3.org"}
    assert "@font-face" not in svg


def test_a_picture_has_no_block_characters_and_each_word_in_its_place(
    trained: Home, tmp_path: Path
) -> None:
    path = tmp_path / "workout.svg"
    ask("last", "-o", str(path))
    texts = re.findall(r'<text x="(\d+)"[^>]*>([^<]+)</text>', path.read_text(encoding="utf-8"))
    assert not any(sign in text for _, text in texts for sign in "█▓▒▌▐▀▄")
    assert {word: int(x) for x, word in texts if word in ("front", "back", "worked")} == {
        "front": 0,
        "back": 200,
        "worked": 30,
    }


def test_a_png_needs_a_renderer(
    trained: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "workout.png"
    if shutil.which("rsvg-convert"):
        ask("last", "-o", str(path), "--light")
        assert path.read_bytes().startswith(b"\x89PNG")
    renderer = tmp_path / "rsvg-convert"
    renderer.write_text("#!/bin/sh\necho out of ink >&2\nexit 1\n")
    renderer.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    error = ask("last", "-o", str(path)).exception
    assert str(error) == "rsvg-convert can't draw the picture: out of ink"
    monkeypatch.setenv("PATH", "")
    error = ask("last", "-o", str(path)).exception
    assert isinstance(error, SupertimerError) and "FILE.svg" in str(error)
