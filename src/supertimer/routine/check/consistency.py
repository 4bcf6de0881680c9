"""Errors in combinations: values that are valid alone but not together."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from supertimer.engine.plan import FirstOf, ForReps, ForTime
from supertimer.routine.check.diagnostic import WHOLE, Diagnostic, Path
from supertimer.routine.compile import cadence_of, compile_routine, grid_of, length_of, window_of
from supertimer.routine.describe import duration
from supertimer.routine.estimate import workout_length
from supertimer.routine.model import Exercise, Manner, Routine
from supertimer.routine.notation import HOUR, SECOND, RepRange, WrittenLoad
from supertimer.units import Unit

LONGEST_WORKOUT = 6 * HOUR


@dataclass(frozen=True, slots=True)
class PlacedExercise:
    """An exercise with the defaults filled in, and its place in the routine."""

    routine: Routine
    place: int
    exercise: Exercise

    @property
    def written(self) -> Exercise:
        """The exercise without the defaults."""
        return self.routine.exercise[self.place]

    def path(self, key: str) -> Path:
        """Return where the exercise gets a key from: its own table, or the defaults."""
        shared = self.routine.defaults.model_fields_set - self.written.model_fields_set
        return ("defaults", key) if key in shared else ("exercise", self.place, key)


def placed_exercises(routine: Routine) -> list[PlacedExercise]:
    """Return all exercises of a routine."""
    return [PlacedExercise(routine, place, each) for place, each in enumerate(routine.resolved())]


def faults(routine: Routine) -> list[Diagnostic]:
    """Return the combinations in a routine that make no sense."""
    exercises = placed_exercises(routine)
    found = [*_bare_loads(routine), *_supersets(exercises)]
    for each in exercises:
        found += [*_set_lengths(each), *_units(each), *_matching(each)]
    found = list(dict.fromkeys(found))  # report the defaults once, not per exercise
    if not found and (least := workout_length(compile_routine(routine))[0]) > LONGEST_WORKOUT:
        message = f"this workout takes at least {duration(least)}"
        found.append(Diagnostic(message, f"the limit is {duration(LONGEST_WORKOUT)}", WHOLE))
    return found


def faults_of_rest(document: dict[str, Any], wrong: Collection[Path]) -> list[Diagnostic]:
    """Return the faults of the exercises that have no `wrong` value.

    Return none if the defaults or the unit, which apply to every exercise, are wrong.
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


def _bare_loads(routine: Routine) -> Iterator[Diagnostic]:
    if routine.unit is not None:
        return
    tables: list[tuple[Path, Manner]] = [(("defaults",), routine.defaults)]
    tables += [(("exercise", place), each) for place, each in enumerate(routine.exercise)]
    for path, table in tables:
        loads: list[tuple[Path, WrittenLoad | None]] = [
            (("load",), table.load),
            (("increment",), table.increment),
            *((("loads", place), each) for place, each in enumerate(table.loads or ())),
        ]
        for key, load in loads:
            if load is not None and load.unit is None and load.amount:
                yield Diagnostic(
                    f"{load.amount} has no unit: pounds or kilograms?",
                    f'"{load.amount} lb", "{load.amount} kg", or set `unit` at the top of the file',
                    (*path, *key),
                )


def _supersets(exercises: list[PlacedExercise]) -> Iterator[Diagnostic]:
    last: dict[str, PlacedExercise] = {}
    for each in exercises:
        exercise, letter = each.exercise, each.exercise.superset
        if letter is None:
            continue
        before = last.get(letter)
        last[letter] = each
        if before is None:
            continue
        if before.place != each.place - 1:
            between = exercises[each.place - 1].exercise.name
            yield Diagnostic(
                f"superset {letter} is interrupted by {between}",
                "put its members one after the other",
                ("exercise", each.place, "superset"),
            )
        elif exercise.sets != (sets := before.exercise.sets):
            yield Diagnostic(
                f"{exercise.name} has {exercise.sets} sets, "
                f"but {before.exercise.name} in the same superset has {sets}",
                "give each member the same number of sets",
                each.path("sets"),
            )


def _set_lengths(each: PlacedExercise) -> Iterator[Diagnostic]:
    """Snds and windows that are too long or too short, or that count reps of holds."""
    exercise, cadence = each.exercise, cadence_of(each.exercise)
    ends = [(exercise.until, each.path("until"))]
    origin = each.path("warmup")
    if exercise.rest_pause and exercise.rest_pause.until:
        ends.append((exercise.rest_pause.until, (*each.path("rest_pause"), "until")))
    ends += [(one.until, (*origin, step, "until")) for step, one in enumerate(exercise.warmup)]
    lengths = [
        (isinstance(end, ForReps | FirstOf), length_of(end, cadence), path)
        for end, path in ends
        if isinstance(end, ForReps | ForTime | FirstOf)
    ]
    if window := window_of(exercise.target, cadence):
        lengths.append(
            (
                isinstance(exercise.target, RepRange),
                window.tops or window.opens,
                each.path("target"),
            )
        )
    for counted, ms, path in lengths:
        if counted and cadence.is_static:
            yield _holds(exercise.name, path)
        elif not SECOND <= ms <= HOUR:
            message = f"at this tempo that takes {duration(ms)}"
            yield _between(each, message, "a set can take 1 s to 1 h", path, "tempo", "cadence")


def _between(each: PlacedExercise, message: str, hint: str, path: Path, *others: str) -> Diagnostic:
    """Return the error of a value that does not go with the keys `others`.

    If the value is one of the defaults, and a key is the exercise's, it names the exercise.
    """
    if path[0] != "defaults" or each.written.model_fields_set.isdisjoint(others):
        return Diagnostic(message, hint, path)
    name = each.exercise.name
    hint = f"{hint}, or give {name} its own `{path[1]}`"
    return Diagnostic(f"{name}: {message}", hint, path)


def _holds(name: str, path: Path) -> Diagnostic:
    """Return the error of an exercise of holds whose reps should be counted."""
    if path[0] != "defaults":
        return Diagnostic("holds have no reps to count", 'give a time, such as "90s"', path)
    key = path[1]
    fix = {
        "target": ': target = "none", or a time',
        "warmup": ": warmup = []",
        "rest_pause": ", with a time as `until`",
    }.get(str(key), ', such as "90s"')
    hint = f"give {name} its own `{key}`{fix}"
    return Diagnostic(f"{name} has only holds, so it has no reps to count", hint, path)


def _units(each: PlacedExercise) -> Iterator[Diagnostic]:
    """Steps and lists of loads whose unit is not that of the load."""
    exercise, unit = each.exercise, each.routine.unit
    _, step = grid_of(exercise, unit or Unit.KG)
    read = (load.read_in(unit or Unit.KG) for load in exercise.loads or ())
    loads = [load for load in read if load is not None]
    if len({(load.bodyweight, load.per_hand, bool(load.name)) for load in loads}) > 1:
        message = "this list mixes different kinds of loads"
        hint = "use only numbers, only names, only “2 x …”, or only “bodyweight …”"
        yield Diagnostic(message, hint, each.path("loads"))
    elif len({load.unit for load in loads if load.amount or not load.bodyweight}) > 1:
        message = "this list mixes pounds and kilograms"
        yield Diagnostic(message, "use one unit", each.path("loads"))
    elif step and exercise.load and exercise.load.amount:
        load = exercise.load.unit or unit
        if load not in (None, step):
            yield _between(
                each,
                f"the load is in {load}, but its steps are in {step}",
                "use one unit for both",
                each.path("loads" if exercise.increment is None else "increment"),
                "load",
            )


def _matching(each: PlacedExercise) -> Iterator[Diagnostic]:
    """Yield a rest-pause set whose second side should match the first."""
    exercise = each.exercise
    if exercise.sides == "each" and exercise.second == "match" and exercise.rest_pause:
        yield _between(
            each,
            "a second side with pauses can't match the first",
            'use second = "fatigue", or remove `rest_pause`',
            each.path("second"),
            "sides",
            "rest_pause",
        )
