"""The workout for tests in Python: keys, time that passes at once, and what came."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supertimer.engine.cadence import PhaseName
from supertimer.engine.events import PhaseStarted, SetEnded, TargetReached
from supertimer.engine.plan import SegmentKind
from supertimer.engine.state import State
from supertimer.errors import RefusedError
from supertimer.headless import StepError, Workout, open_workout
from supertimer.routine.check.diagnostic import RoutineError
from supertimer.routine.parse import parse_routine
from tests.headless.files import ROUTINE, write


@pytest.fixture
def workout() -> Workout:
    return Workout(parse_routine(ROUTINE, "legs.toml"), {"Leg press": "200 lb 2:00"})


def test_keys_and_time(workout: Workout) -> None:
    assert workout.snapshot.state is State.WAITING
    workout.go()
    workout.run_to(rep=3, phase="lower", plus=5)
    assert (workout.now, workout.snapshot.tul_ms, workout.snapshot.rep) == (65_000, 55_000, 3)
    assert workout.snapshot.phase is not None
    assert workout.snapshot.phase.name is PhaseName.LOWER
    workout.run_for("2.5s")
    workout.press("fatigue")
    assert workout.last_set.tul_ms == 57_500
    assert workout.set_plan(workout.last_set).exercise == "Leg press"
    workout.run_to(segment="rest", plus="10s")
    workout.press("one more")
    workout.run_to(tul=80, exercise="Calf raise")
    workout.press("fatigue")
    assert [result.tul_ms for result in workout.sets] == [57_500, 120_000, 80_000]
    workout.finish()
    assert workout.state is State.DONE
    assert workout.events("workout_ended")[0].at == workout.now


def test_events_are_typed(workout: Workout) -> None:
    workout.do("go", "fatigue at 1:35")
    (reached,) = workout.events(TargetReached)
    assert reached.tul_ms == 90_000
    assert workout.events("target_reached") == [reached]
    assert workout.events(SetEnded)[0].result == workout.last_set
    assert len(workout.events(PhaseStarted)) == 10
    assert workout.events()[-1].event == "segment_started"
    with pytest.raises(ValueError, match="tickle"):
        workout.events("tickle")


def test_cues_and_advice(workout: Workout) -> None:
    assert workout.cues() == []
    workout.do("go", "fatigue at 2:35")
    assert [cue.kind for cue in workout.cues() if cue.at == 165_000] == ["fatigue"]
    advice = workout.advice("Leg press")
    assert advice is not None
    assert str(advice.load) == "210 lb"


@given(st.lists(st.sampled_from(["go", "pause", "resume", "skip", "undo", "redo", "stop"])))
def test_press_either_acts_now_or_changes_nothing(keys: list[str]) -> None:
    workout = Workout(parse_routine(ROUTINE, "legs.toml"))
    for key in keys:
        workout.run_for(7)
        before = workout.snapshot, workout.events()
        try:
            workout.press(key)
        except RefusedError:
            assert (workout.snapshot, workout.events()) == before


def test_a_moment_that_does_not_come_is_an_error(workout: Workout) -> None:
    workout.go()
    workout.run_to("2:00")
    with pytest.raises(StepError, match="1:00 of the workout is over"):
        workout.run_to("1:00")
    with pytest.raises(StepError, match="without another set of Leg press left"):
        workout.run_to(tul=10, exercise="Leg press", side="left")
    with pytest.raises(TypeError, match="exactly one"):
        workout.run_to("1:00", rep=3)


def test_a_routine_file_is_opened_and_its_errors_have_places(tmp_path: Path) -> None:
    write(tmp_path)
    workout = open_workout(tmp_path / "legs.toml")
    assert [segment.kind for segment in workout.plan.segments[:2]] == [
        SegmentKind.READY,
        SegmentKind.WORK,
    ]
    write(tmp_path, routine=ROUTINE.replace("lift 4", "lfit 4"))
    with pytest.raises(RoutineError, match=r"legs\.toml:14:10"):
        open_workout(str(tmp_path / "legs.toml"))
