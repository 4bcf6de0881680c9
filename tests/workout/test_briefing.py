"""By which rule the next load is found: the routine's, else the settings'."""

from pathlib import Path

import pytest

from supertimer.config import Config, ProgressSettings
from supertimer.engine.commands import Command, Fatigue, Go, LeaveOut
from supertimer.engine.session import Session
from supertimer.history.queries import Past
from supertimer.history.store import FILE, Store
from supertimer.routine.compile import compile_routine
from supertimer.routine.model import Exercise
from supertimer.routine.parse import parse_routine
from supertimer.workout.briefing import briefs, goal
from tests.history.workouts import MONDAY, begin, drive, set_plan


@pytest.mark.parametrize(("written", "stall"), [({}, 3), ({"stall": 7}, 7)])
def test_the_settings_fill_in_what_the_routine_leaves_out(
    written: dict[str, int], stall: int
) -> None:
    exercise = Exercise.model_validate({"name": "Row", "progress": written})
    assert (
        goal(set_plan("Row"), exercise, Config(progress=ProgressSettings(stall=3))).stall == stall
    )


def test_an_exercise_that_was_left_out_last_time_says_so(tmp_path: Path) -> None:
    text = 'name = "Two"\nexercise = [{ name = "Row" }, { name = "Dip" }]'
    two = compile_routine(parse_routine(text, "two"))
    with Store.open(tmp_path / FILE) as store:
        script: list[tuple[Command, int]] = [(Go(), 0), (Fatigue(), 107_000), (LeaveOut(1), 15_000)]
        drive(Session(two), begin(store, two), script)
        row, dip = briefs(two, None, Past(store, "me"), Config(), MONDAY).values()
    assert row.last.endswith("on 5 Jan")
    assert row.year == MONDAY.year
    assert dip.last == "left out"


@pytest.mark.parametrize("rule", ["tul", "reps"])
@pytest.mark.parametrize(("until", "advises"), [("12s", True), ("4s", False)])
def test_a_target_that_can_not_be_met_gives_no_advice(
    until: str, advises: bool, rule: str, tmp_path: Path
) -> None:
    """Every set would be below it."""
    text = (
        f'name = "One"\nexercise = [{{ name = "Row", tempo = "1/1", until = "{until}", '
        f'target = "5-10 reps", load = "20 kg", progress = {{ rule = "{rule}" }} }}]'
    )
    routine = parse_routine(text, "one")
    one = compile_routine(routine)
    with Store.open(tmp_path / FILE) as store:
        drive(Session(one), begin(store, one), [(Go(), 0), (Fatigue(), 13_000)])
        past = Past(store, "me")
        (done,) = past.sets("Row")
        (brief,) = briefs(one, routine, past, Config(), MONDAY).values()
    assert (done.window is not None) is advises
    assert bool(brief.reason) is advises
