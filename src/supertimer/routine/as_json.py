"""A routine as plain values for `supertimer show --json`: times in seconds."""

from supertimer.body import as_json
from supertimer.body.coverage import coverage, not_worked
from supertimer.routine import describe
from supertimer.routine.compile import compile_routine
from supertimer.routine.estimate import planned_range, workout_length
from supertimer.routine.model import Routine
from supertimer.units import Unit


def routine_object(routine: Routine, unit: Unit | None = None) -> dict[str, object]:
    """Return the routine with loads shown in `unit`."""
    plan = compile_routine(routine)
    written = {exercise.name: exercise for exercise in routine.resolved()}
    least, most = map(coverage, planned_range(routine))
    return {
        "name": routine.name,
        "about": routine.about,
        "seconds": [ms // 1000 for ms in workout_length(plan)],
        "exercises": [
            {
                "name": work.exercise,
                "load": describe.load(work, unit),
                "settings": dict(work.settings),
                "sets": lines,
                "rest": describe.rest_after(plan, work.exercise) // 1000,
                "cue": work.cue,
                "muscles": list(map(str, written[work.exercise].muscles)),
                "also": list(map(str, written[work.exercise].also)),
            }
            for work, lines in describe.exercises(plan)
        ],
        "muscles": as_json.shares(least, most),
        "not_worked": list(map(str, not_worked(least, routine.covers))),
    }
