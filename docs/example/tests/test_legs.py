"""The timing of the leg routine, tested with the fixture that supertimer's pytest plugin brings."""

from supertimer.engine.events import PhaseStarted
from supertimer.headless import Workout
from supertimer.pytest_plugin import OpenWorkout

LEGS = "../routines/legs.toml"


def test_a_calf_raise_stops_at_the_top_for_two_seconds(supertimer_workout: OpenWorkout) -> None:
    workout = supertimer_workout(LEGS)
    workout.finish()
    holds = [event for event in workout.events(PhaseStarted) if event.phase == "hold"]
    assert {event.exercise for event in holds} == {"Calf raise"}
    assert {event.ms for event in holds} == {2000}


def test_fatigue_in_the_third_lowering(supertimer_workout: OpenWorkout) -> None:
    workout: Workout = supertimer_workout(LEGS, last={"Leg press": "210 lb 2:05"})
    workout.go()
    workout.run_to(rep=3, phase="lower", plus="5s")
    workout.press("fatigue")
    assert workout.last_set.tul_ms == 55_000
    assert workout.last_set.reps == 275  # hundredths
    advice = workout.advice("Leg press")
    assert advice is not None
    assert str(advice.load) == "185 lb"  # less than two thirds of the window
