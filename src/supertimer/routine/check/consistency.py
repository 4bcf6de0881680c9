"""What no single key can be blamed for: values that are right by themselves but not together."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from supertimer.engine.cadence import Cadence
from supertimer.engine.plan import ForReps, ForTime
from supertimer.routine.check.diagnostic import WHOLE, Diagnostic, Path
from supertimer.routine.compile import (
    cadence_of,
    compile_routine,
    grid_of,
    length_of,
    window_of,
    workout_length,
)
from supertimer.routine.describe import duration
from supertimer.routine.model import Exercise, Manner, Routine
from supertimer.routine.notation import HOUR, SECOND, RepRange, WrittenLoad
from supertimer.units import Unit

LONGEST_WORKOUT = 6 * HOUR


def faults(routine: Routine) -> list[Diagnostic]:
    """Everything in a routine that makes no sense together."""
    found = [*_bare_loads(routine), *_supersets(routine)]
    for place, exercise in enumerate(routine.resolved()):
        found += _set_lengths(routine, place, exercise)
        found += _units(routine, place, exercise)
        found += _matching(routine, place, exercise)
    found = list(dict.fromkeys(found))  # what the defaults say is wrong once, not for each exercise
    if not found and (least := workout_length(compile_routine(routine))[0]) > LONGEST_WORKOUT:
        found.append(
            Diagnostic(f"this workout takes {duration(least)} at the least", "at most 6 h", WHOLE)
        )
    return found


def faults_of_rest(document: dict[str, Any], wrong: Collection[Path]) -> list[Diagnostic]:
    """The faults among those exercises of a file that have no `wrong` value in them.

    None are known while the defaults or the unit, which hold for every exercise, are wrong.
    """
    if any(path[0] in ("defaults", "unit") or path == ("exercise",) for path in wrong):
        return []
    bad = {path[1] for path in wrong if path[0] == "exercise"}
    right = [place for place in range(len(document["exercise"])) if place not in bad]
    if not right:
        return []
    shared = {key: document[key] for key in ("defaults", "unit") if key in document}
    exercises = [document["exercise"][place] for place in right]
    found = faults(Routine.model_validate({"name": "-", "exercise": exercises, **shared}))
    return [
        replace(each, path=("exercise", right[int(each.path[1])], *each.path[2:]))
        if each.path[0] == "exercise" else each
        for each in found
    ]  # fmt: skip


def place_of(routine: Routine, place: int, key: str) -> Path:
    """Where an exercise gets `key` from: its own table, or the defaults."""
    if key not in routine.exercise[place].model_fields_set and (
        key in routine.defaults.model_fields_set
    ):
        return ("defaults", key)
    return ("exercise", place, key)


def _bare_loads(routine: Routine) -> Iterator[Diagnostic]:
    if routine.unit is not None:
        return
    tables: list[tuple[Path, Manner]] = [(("defaults",), routine.defaults)]
    tables += [(("exercise", place), each) for place, each in enumerate(routine.exercise)]
    for path, table in tables:
        given: list[tuple[Path, WrittenLoad | None]] = [
            (("load",), table.load),
            (("increment",), table.increment),
        ]
        given += [(("loads", place), each) for place, each in enumerate(table.loads or ())]
        for key, load in given:
            if load is not None and load.unit is None and load.amount:
                yield Diagnostic(
                    f"{load.amount} of what: pounds or kilograms?",
                    f'"{load.amount} lb", "{load.amount} kg", or `unit` at the top of the file',
                    (*path, *key),
                )


def _supersets(routine: Routine) -> Iterator[Diagnostic]:
    seen: dict[str, int] = {}
    for place, exercise in enumerate(routine.resolved()):
        if exercise.superset is None:
            continue
        last = seen.get(exercise.superset)
        seen[exercise.superset] = place
        if last is None:
            continue
        if last != place - 1:
            between = routine.exercise[place - 1].name
            yield Diagnostic(
                f"superset {exercise.superset} is interrupted by {between}",
                "its members stand one after the other",
                ("exercise", place, "superset"),
            )
        elif exercise.sets != (other := routine.resolved()[last]).sets:
            yield Diagnostic(
                f"{exercise.name} has {exercise.sets} sets, "
                f"{other.name} in the same superset {other.sets}",
                "as many for each member",
                place_of(routine, place, "sets"),
            )


def _set_lengths(routine: Routine, place: int, exercise: Exercise) -> Iterator[Diagnostic]:
    """Sets, windows and warm-ups that are too long or short, or count what cannot be counted."""
    cadence = cadence_of(exercise)
    ends = [(exercise.until, place_of(routine, place, "until"))]
    origin = place_of(routine, place, "warmup")
    ends += [(each.until, (*origin, step, "until")) for step, each in enumerate(exercise.warmup)]
    for end, path in ends:
        if isinstance(end, ForReps | ForTime):
            counted = isinstance(end, ForReps)
            yield from _counted(cadence, counted, length_of(end, cadence), path)
    if window := window_of(exercise.target, cadence):
        counted = isinstance(exercise.target, RepRange)
        yield from _counted(cadence, counted, window.tops, place_of(routine, place, "target"))


def _counted(cadence: Cadence, counted: bool, ms: int, path: Path) -> Iterator[Diagnostic]:
    if counted and cadence.is_static:
        yield Diagnostic("holds have no reps to count", 'a time: "90s"', path)
    elif not SECOND <= ms <= HOUR:
        yield Diagnostic(f"in this tempo that takes {duration(ms)}", "1 s to 1 h", path)


def _units(routine: Routine, place: int, exercise: Exercise) -> Iterator[Diagnostic]:
    """Steps and lists of loads in another unit than the load itself."""
    unit = routine.unit or Unit.KG
    key = "increment" if exercise.increment is not None else "loads"
    _, step = grid_of(exercise, unit)
    units = {load.read_in(unit) for load in exercise.loads or ()}
    if len({load.unit for load in units if load is not None}) > 1:
        yield Diagnostic(
            "pounds and kilograms in one list", "one unit", place_of(routine, place, "loads")
        )
    elif step and exercise.load and exercise.load.amount:
        load = exercise.load.read_in(unit)
        bare = exercise.load.unit is None and routine.unit is None
        if load is not None and load.unit is not step and not bare:
            yield Diagnostic(
                f"the load is in {load.unit}, but its steps are in {step}",
                "one unit for both",
                place_of(routine, place, key),
            )


def _matching(routine: Routine, place: int, exercise: Exercise) -> Iterator[Diagnostic]:
    """A side that matches the other one's time cannot stop and go on in between."""
    if exercise.sides == "each" and exercise.second == "match" and exercise.rest_pause:
        yield Diagnostic(
            "a second side with pauses in it cannot be as long as the first",
            'second = "fatigue", or no `rest_pause`',
            place_of(routine, place, "second"),
        )
