"""The summary of a routine says what the whole routine says, and takes anything else quietly."""

import random
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supertimer.body.muscles import Muscle
from supertimer.body.schedule import Program
from supertimer.paths import bundled_routines
from supertimer.routine.check.diagnostic import RoutineError
from supertimer.routine.files import routine_files
from supertimer.routine.model import Routine
from supertimer.routine.parse import read_routine
from supertimer.routine.summary import read_summaries, read_summary
from tests.routine.test_fuzz import mutated

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def assert_they_agree(path: Path, routine: Routine) -> None:
    summary = read_summary(path)
    assert summary is not None
    assert summary.name == routine.name
    assert summary.per_week == routine.schedule.per_week
    assert summary.days == tuple(map(DAYS.index, routine.schedule.days))
    assert summary.alternate == routine.schedule.alternate
    assert summary.recovery == timedelta(milliseconds=routine.schedule.recovery)
    assert summary.exercises == tuple(each.name for each in routine.exercise)
    assert set(summary.muscles) == {one for each in routine.resolved() for one in each.muscles}


@pytest.mark.parametrize("path", routine_files(bundled_routines()), ids=lambda p: p.stem)
def test_it_agrees_with_the_routine(path: Path) -> None:
    assert_they_agree(path, read_routine(path))


@pytest.mark.parametrize("seed", range(4))
def test_it_agrees_with_any_routine_that_is_right(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    path = tmp_path / "a.toml"
    right = 0
    for _ in range(100):
        path.write_bytes(mutated(chance))
        try:
            routine = read_routine(path)
        except RoutineError:
            continue
        assert_they_agree(path, routine)
        right += 1
    assert right


def test_a_whole_schedule(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(
        'name = "A"\n[schedule]\ndays = ["Tuesday", "fri"]\nalternate = "B"\nrecovery = "1h30m"\n'
        '[[exercise]]\nname = "Row"\nmuscles = ["lats", "Middle Back", "nonsense"]\n'
    )
    assert read_summary(path) == Program(
        name="A",
        days=(1, 4),
        alternate=("B",),
        recovery=timedelta(minutes=90),
        exercises=("Row",),
        muscles=(Muscle.LATS, Muscle.MIDDLE_BACK),
    )


@pytest.mark.parametrize(
    "schedule",
    ["per_week = 0", "per_week = true", "days = [8]", "days = 3", 'recovery = "soon"', "x = 1"],
)
def test_what_means_nothing_is_taken_for_absent(tmp_path: Path, schedule: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(f'name = "A"\n[schedule]\n{schedule}\n')
    assert read_summary(path) == Program(name="A")
    path.write_text(f'name = "A"\nschedule = [1]\nexercise = 3\n# {schedule}\n')
    assert read_summary(path) == Program(name="A")


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode()))
def test_no_file_stops_it(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(content)
    summary = read_summary(path)
    assert summary is None or summary.name


def test_a_byte_order_mark_is_not_a_mistake(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b'\xef\xbb\xbfname = "A"\n')
    assert read_summary(path) == Program(name="A")


def test_what_is_not_a_routine_is_told(tmp_path: Path) -> None:
    (tmp_path / "deep.toml").write_text(f"name = {'[' * 5000}")
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "good.toml").write_text('name = "Good"\n[[exercise]]\nname = "A"\n')
    (tmp_path / "nameless.toml").write_text('[[exercise]]\nname = "A"\n')
    (tmp_path / "twin.toml").write_text('name = "good"\n[[exercise]]\nname = "A"\n')
    programs, unreadable = read_summaries([tmp_path, tmp_path / "missing"])
    assert [each.name for each in programs] == ["Good"]
    assert [path.stem for path in unreadable] == ["deep", "folder", "nameless"]


def test_a_routine_with_errors_is_named_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('name = "A"\n[[exercise]]\nname = "B"\ntempo = "lfit 10, lower 10"\n')
    with pytest.raises(RoutineError):
        read_routine(path)
    assert read_summaries([tmp_path]) == ([Program(name="A", exercises=("B",))], [])
