"""The trainer: a workout that goes on is the one that was begun."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from supertimer.audio.conductor import Conductor
from supertimer.clock import ManualClock
from supertimer.config import Config
from supertimer.engine.commands import Go
from supertimer.errors import SupertimerError
from supertimer.history.by_hand import SetEntry
from supertimer.history.edits import move_to_moment
from supertimer.routine.model import Routine
from supertimer.routine.parse import parse_routine
from supertimer.workout.later_sound import LaterSound
from supertimer.workout.trainer import Trainer

ROUTINE = """\
name = "Legs"
sound = "sparse"
[[exercise]]
name = "Leg press"
until = "90s"
load = "120 lb"
"""


@pytest.fixture
def trainer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Trainer:
    for name in ("data", "config", "cache"):
        monkeypatch.setenv(f"SUPERTIMER_{name.upper()}_DIR", str(tmp_path / name))
    return Trainer(Config(), ManualClock(0, datetime(2026, 9, 7, 18, tzinfo=UTC)), "Anna", "none")


def profile_after_a_resume(trainer: Trainer) -> str:
    (cut_off,) = trainer.unfinished()
    runner = trainer.resume(cut_off.workout).runner
    later = runner._sound
    assert isinstance(later, LaterSound)
    sound = later._open_sound()
    sound.close()
    runner.close()
    assert isinstance(sound, Conductor)
    return sound._style.profile


def test_a_resumed_workout_uses_the_sound_profile_of_its_routine(
    trainer: Trainer, tmp_path: Path
) -> None:
    runner = trainer.start(trainer.prepare(tmp_path / "legs.toml", ROUTINE.encode())).runner
    runner.press(Go())
    runner.close()
    assert profile_after_a_resume(trainer) == "sparse"
    trainer.close()


def test_a_workout_resumes_even_if_its_routine_is_no_longer_valid(
    trainer: Trainer, tmp_path: Path
) -> None:
    prepared = trainer.prepare(tmp_path / "legs.toml", ROUTINE.encode())
    prepared = replace(prepared, text=ROUTINE.replace("sparse", "of another version"))
    runner = trainer.start(prepared).runner
    runner.press(Go())
    runner.close()
    assert profile_after_a_resume(trainer) == Config().sound.profile
    trainer.close()


def test_the_routine_of_the_last_workout_is_parsed_once(
    trainer: Trainer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = ROUTINE + "".join(
        f'[[exercise]]\nname = "{name}"\nuntil = "90s"\n' for name in ("Dip", "Curl")
    )
    prepared = trainer.prepare(tmp_path / "legs.toml", content.encode())
    trainer.enter(prepared, [SetEntry(index, None, 90_000) for index in range(3)])
    read: list[str] = []

    def counted(text: str | bytes, source: str) -> Routine:
        read.append(source)
        return parse_routine(text, source)

    monkeypatch.setattr("supertimer.routine.parse.parse_routine", counted)
    for _ in range(2):
        trainer.prepare(tmp_path / "legs.toml", content.encode())
    assert read.count("history") == 1
    assert len(read) == 3
    trainer.close()


def test_two_windows_run_the_workouts_of_two_persons_but_not_of_one(
    trainer: Trainer, tmp_path: Path
) -> None:
    def window(name: str) -> Trainer:
        return Trainer(Config(), trainer.clock, name, "none")

    prepared = trainer.prepare(tmp_path / "legs.toml", ROUTINE.encode())
    runner = trainer.start(prepared).runner
    runner.press(Go())
    same, other = window("Anna"), window("Bert")
    with pytest.raises(SupertimerError, match="“Anna” has a workout open in another window"):
        same.start(prepared)
    assert same.unfinished() == (), "it is not interrupted"
    others = other.start(prepared).runner
    others.press(Go())
    same.enter(prepared, [SetEntry(0, None, 95_000)])
    others.close()
    runner.close()
    (cut_off,) = same.unfinished()
    resumed = same.resume(cut_off.workout).runner
    with pytest.raises(SupertimerError, match="open in another window"):
        trainer.close_as_stopped(cut_off.workout)
    resumed.close()
    trainer.close_as_stopped(cut_off.workout)
    for each in (same, other, trainer):
        each.close()


def test_a_workout_that_can_not_start_leaves_the_person_free(
    trainer: Trainer, tmp_path: Path
) -> None:
    prepared = trainer.prepare(tmp_path / "legs.toml", ROUTINE.encode())
    silent = Trainer(Config(), trainer.clock, "Anna", "nonsense")
    with pytest.raises(SupertimerError, match="nonsense"):
        silent.start(prepared)
    trainer.start(prepared).runner.close()
    silent.close()
    trainer.close()


def test_a_workout_dated_in_the_future_is_told_at_the_start(
    trainer: Trainer, tmp_path: Path
) -> None:
    prepared = trainer.prepare(tmp_path / "legs.toml", ROUTINE.encode())
    trainer.enter(prepared, [SetEntry(0, None, 95_000)])
    (session,) = trainer.past().sessions()
    move_to_moment(trainer.store, session.workout, datetime(2027, 3, 1, 18, tzinfo=UTC))
    again = Trainer(Config(), trainer.clock, "Anna", "none")
    assert "Legs is dated in the future: 1 Mar 2027. Until that day" in again.notices[0]
    assert again.prepare(tmp_path / "legs.toml", ROUTINE.encode()).plan.sets[0].last_tul is None
    again.close()
    trainer.close()
