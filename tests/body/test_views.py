from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from supertimer.body.coverage import Worked
from supertimer.body.muscles import Muscle
from supertimer.body.views import by_days, by_work, in_words
from tests.body.histories import NOW, ago, did, sets_worked


@given(st.lists(sets_worked, max_size=20), st.integers(0, 30))
def test_muscles_only_cool_down(worked: list[Worked], days: int) -> None:
    before = by_days(worked, NOW).levels
    after = by_days(worked, NOW + timedelta(days=days)).levels
    assert all(after[muscle] <= level for muscle, level in before.items())


@given(st.lists(sets_worked, max_size=20))
def test_every_level_is_in_the_legend(worked: list[Worked]) -> None:
    for view in (by_days(worked, NOW), by_work(worked, NOW)):
        assert set(view.levels.values()) <= {level for level, _ in view.legend}


def test_days_are_the_calendars() -> None:
    worked = [
        did(ago(hours=17), Muscle.CHEST),
        did(ago(hours=19), Muscle.LATS, helping=(Muscle.BICEPS,)),
        did(ago(days=2), Muscle.GLUTES),
        did(ago(days=4), Muscle.QUADRICEPS),
        did(ago(days=7), Muscle.CALVES),
        did(ago(days=8), Muscle.TRAPS),
        did(NOW + timedelta(hours=1), Muscle.NECK),
    ]
    assert by_days(worked, NOW).levels == {
        Muscle.CHEST: 4,
        Muscle.LATS: 3,
        Muscle.BICEPS: 2,
        Muscle.GLUTES: 3,
        Muscle.QUADRICEPS: 2,
        Muscle.CALVES: 1,
        Muscle.TRAPS: 0,
    }


def test_work_is_the_last_weeks_and_helping_counts_half() -> None:
    worked = [
        did(ago(days=1), Muscle.CHEST, helping=(Muscle.TRICEPS,), seconds=130),
        did(ago(days=4), Muscle.CHEST, seconds=110),
        did(ago(days=8), Muscle.CALVES, seconds=500),
        did(ago(days=2), Muscle.GLUTES, seconds=10),
    ]
    levels = by_work(worked, NOW).levels
    assert levels == {Muscle.CHEST: 4, Muscle.TRICEPS: 2, Muscle.GLUTES: 1}


@given(st.lists(sets_worked, max_size=20))
def test_in_words_each_muscle_that_was_worked_is_in_one_line(worked: list[Worked]) -> None:
    for view in (by_days(worked, NOW), by_work(worked, NOW)):
        title, *lines, helpers = in_words(view)
        assert (title, helpers) == (view.title, view.helpers)
        told = ", ".join(line.split(": ")[1].replace(" and ", ", ") for line in lines).split(", ")
        warm = [str(muscle) for muscle, level in view.levels.items() if level]
        rest = ["the other muscles" if warm else "all muscles"] * (len(warm) < len(Muscle))
        assert sorted(told) == sorted(warm + rest)
