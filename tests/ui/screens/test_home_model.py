"""What the models say of a schedule is what decides on when a routine is due."""

from datetime import timedelta

from supertimer.body.muscles import Muscle
from supertimer.body.schedule import Program
from supertimer.routine.parse import parse_routine
from supertimer.ui.screens.home_model import program

WEEKDAYS = """
name = "A"
[schedule]
days = ["tue", "fri"]
alternate = ["B"]
recovery = "1h30m"
[[exercise]]
name = "Row"
muscles = ["lats", "middle back"]
[[exercise]]
name = "Pulldown"
muscles = ["lats", "biceps"]
"""


def test_a_whole_schedule() -> None:
    assert program(parse_routine(WEEKDAYS, "a.toml")) == Program(
        name="A",
        days=(1, 4),
        alternate=("B",),
        recovery=timedelta(minutes=90),
        exercises=("Row", "Pulldown"),
        muscles=(Muscle.LATS, Muscle.MIDDLE_BACK, Muscle.BICEPS),
    )


def test_the_default_schedule_is_twice_a_week_after_three_days() -> None:
    routine = parse_routine('name = "A"\nschedule.per_week = 2\nexercise = [{name = "x"}]', "a")
    assert program(routine) == Program(
        name="A", per_week=2, recovery=timedelta(hours=72), exercises=("x",)
    )
