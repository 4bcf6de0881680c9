"""By which rule the next load is found: the routine's, else the settings'."""

from datetime import UTC, datetime

import pytest

from supertimer.config import Config, ProgressSettings
from supertimer.routine.model import Exercise
from supertimer.workout.briefing import day, goal
from tests.history.workouts import set_plan


@pytest.mark.parametrize(("written", "stall"), [({}, 3), ({"stall": 7}, 7)])
def test_the_settings_fill_in_what_the_routine_leaves_out(
    written: dict[str, int], stall: int
) -> None:
    exercise = Exercise.model_validate({"name": "Row", "progress": written})
    assert (
        goal(set_plan("Row"), exercise, Config(progress=ProgressSettings(stall=3))).stall == stall
    )


def test_a_date_of_another_year_has_its_year() -> None:
    now = datetime(2026, 1, 2, tzinfo=UTC)
    assert day(datetime(2026, 1, 1, tzinfo=UTC), now) == "1 Jan"
    assert day(datetime(2025, 11, 3, tzinfo=UTC), now) == "3 Nov 2025"
