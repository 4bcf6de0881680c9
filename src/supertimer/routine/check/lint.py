"""What is allowed in a routine, but probably not meant."""

import tomllib
from collections.abc import Collection, Iterator

from supertimer.body.coverage import coverage, gap
from supertimer.engine.plan import ForReps, ForTime, Plan, RestLabel
from supertimer.routine import notation
from supertimer.routine.catalogue import known, suggestion
from supertimer.routine.check.consistency import place_of
from supertimer.routine.check.diagnostic import WHOLE, Diagnostic, Path, Severity
from supertimer.routine.check.explain import placed
from supertimer.routine.compile import (
    cadence_of,
    compile_routine,
    length_of,
    planned,
    window_of,
    workout_length,
)
from supertimer.routine.describe import duration, phases, seconds
from supertimer.routine.model import Exercise, Routine, Schedule
from supertimer.text import listed, near
from supertimer.units import plain_number

LONGEST_SESSION = 45 * 60_000
CHARACTERS_A_SECOND = 14
"""How fast a cue is spoken."""
CUE_MS = 400
"""The longest short sound: what follows a tick sooner than that runs into it."""


def lint(routine: Routine, text: str, library: Collection[str] | None = None) -> list[Diagnostic]:
    """Warnings and notes on a valid routine, with their places in its `text`.

    `library` has the names of the routines that it can take turns with, if they are known.
    """
    text = text.removeprefix("\ufeff")
    plan = compile_routine(routine)
    found = [*_coverage(routine), *_session(plan), *_names(routine), *_supersets(routine)]
    found += [*_schedule(routine.schedule), *_turns(routine, library)]
    for place, exercise in enumerate(routine.resolved()):
        found += _muscles(routine, place)
        found += _cue(place, exercise)
        found += _window(routine, place, exercise)
        found += _ticks(routine, place, exercise)
        found += _load_changes(routine, place, exercise)
        found += _idle(routine, place, exercise)
    found += _echoes(text)
    return placed(dict.fromkeys(found), text)  # what is so of many exercises is said once


def _warn(message: str, hint: str, path: Path) -> Diagnostic:
    return Diagnostic(message, hint, path, severity=Severity.WARNING)


def _coverage(routine: Routine) -> Iterator[Diagnostic]:
    among = routine.covers
    sets = planned(routine)
    if (missing := gap(sets, among)) is None:
        return
    if "covers" not in routine.model_fields_set:
        hint = 'if that is meant, say what it covers, such as covers = "lower body"'
        yield _warn(missing, hint, WHOLE)
        return
    worked = coverage(sets)
    names = ", ".join(f'"{muscle}"' for muscle in among if muscle in worked)
    hint = f"an exercise for it, or covers = [{names}]" if names else "an exercise for it"
    yield _warn(f"{missing}, which it means to cover", hint, ("covers",))


def _session(plan: Plan) -> Iterator[Diagnostic]:
    _, most = workout_length(plan)
    if most > LONGEST_SESSION:
        yield _warn(
            f"this session can take {duration(most)}, without the time to walk about",
            "under 45 min: fewer sets, or two routines that take turns",
            WHOLE,
        )


def _schedule(schedule: Schedule) -> Iterator[Diagnostic]:
    if schedule.days and schedule.per_week is not None:
        yield _warn(
            "`days` say it already: `per_week` changes nothing here",
            "only one of them",
            ("schedule", "per_week"),
        )


def _turns(routine: Routine, library: Collection[str] | None) -> Iterator[Diagnostic]:
    """Routines that it cannot take turns with."""
    known_names = None if library is None else {name.casefold(): name for name in library}
    for place, name in enumerate(routine.schedule.alternate):
        path: Path = ("schedule", "alternate", place)
        if name.casefold() == routine.name.casefold():
            yield _warn("a routine does not take turns with itself", "another one's name", path)
        elif known_names is not None and name.casefold() not in known_names:
            meant = near(name, tuple(known_names))
            yield _warn(
                f"there is no routine that is called {name}",
                f"did you mean “{known_names[meant]}”?" if meant else "the `name` in its file",
                path,
            )


def _names(routine: Routine) -> Iterator[Diagnostic]:
    seen: dict[str, int] = {}
    for place, exercise in enumerate(routine.exercise):
        first = seen.setdefault(exercise.name.casefold(), place)
        if first != place:
            yield _warn(
                f"{exercise.name} is there twice: their histories will be one",
                "`sets`, or another name",
                ("exercise", place, "name"),
            )


def _supersets(routine: Routine) -> Iterator[Diagnostic]:
    letters = [exercise.superset for exercise in routine.resolved()]
    for place, letter in enumerate(letters):
        if letter is not None and letters.count(letter) == 1:
            yield _warn(
                f"superset {letter} has one member only",
                "the same letter at its neighbour",
                ("exercise", place, "superset"),
            )


def _muscles(routine: Routine, place: int) -> Iterator[Diagnostic]:
    exercise = routine.exercise[place]
    if exercise.muscles:
        return
    path: Path = ("exercise", place, "name")
    if entry := known(exercise.name):
        helpers = exercise.also or entry.also
        filled = listed(entry.muscles) + (f", helped by {listed(helpers)}" if helpers else "")
        yield Diagnostic(
            f"{exercise.name}: muscles from the catalogue: {filled}",
            severity=Severity.NOTE,
        )
        return
    meant = suggestion(exercise.name)
    yield _warn(
        f"nobody can tell which muscles {exercise.name} works",
        (f"did you mean “{meant}”? else " if meant else "") + 'muscles = ["…"]',
        path,
    )


def _echoes(text: str) -> Iterator[Diagnostic]:
    """How each tempo in bare numbers was read."""
    document = tomllib.loads(text)
    tables = [document.get("defaults", {}), *document["exercise"]]
    tables += [block for table in tables for block in table.get("cadence", ())]
    written = [table["tempo"] for table in tables if "tempo" in table]
    for tempo in dict.fromkeys(filter(notation.is_shorthand, written)):
        read = phases(notation.tempo(tempo))
        yield Diagnostic(f"“{tempo}” is read as {read}", severity=Severity.NOTE)


def _cue(place: int, exercise: Exercise) -> Iterator[Diagnostic]:
    said = len(exercise.cue) * 1000 // CHARACTERS_A_SECOND
    longest = max(phase.ms for block in exercise.blocks() for phase in block.tempo)
    if said > longest:
        yield _warn(
            f"it takes about {said // 1000} s to say this, and no phase of the rep lasts longer "
            f"than {seconds(longest)} s",
            "a few words",
            ("exercise", place, "cue"),
        )


def _window(routine: Routine, place: int, exercise: Exercise) -> Iterator[Diagnostic]:
    cadence = cadence_of(exercise)
    window = window_of(exercise.target, cadence)
    if window is None:
        return
    if exercise.cap is not None and exercise.cap < window.tops:
        yield _warn(
            f"the cap of {duration(exercise.cap)} cuts off the target window, which goes on to "
            f"{duration(window.tops)}",
            "a cap after the window's top",
            place_of(routine, place, "cap"),
        )
    parts = exercise.rest_pause.times + 1 if exercise.rest_pause else 1
    last = length_of(exercise.until, cadence) * parts
    if isinstance(exercise.until, ForReps | ForTime) and last < window.opens:
        yield _warn(
            f"the set is over after {duration(last)}, before its target window opens",
            'a lower target, or until = "fatigue"',
            place_of(routine, place, "until"),
        )


def _ticks(routine: Routine, place: int, exercise: Exercise) -> Iterator[Diagnostic]:
    key = "cadence" if exercise.cadence else "tempo"
    for block in exercise.blocks():
        for phase in block.tempo:
            if phase.ms < CUE_MS or (phase.ms > 1000 and 0 < phase.ms % 1000 < CUE_MS):
                yield _warn(
                    f"{phase.name} {seconds(phase.ms)} s: its last tick runs into the next phase",
                    "whole or half seconds",
                    place_of(routine, place, key),
                )
                return


def _load_changes(routine: Routine, place: int, exercise: Exercise) -> Iterator[Diagnostic]:
    path = place_of(routine, place, "drops")
    for step, drop in enumerate(exercise.drops):
        if not drop.rest:
            yield _no_time((*path, step, "rest"), RestLabel.CHANGE)
    path = place_of(routine, place, "warmup")
    for step, warmup in enumerate(exercise.warmup):
        if warmup.load > 100:
            yield _warn(
                f"a warm-up with {plain_number(warmup.load)} % is heavier than the set after it",
                "less than 100%",
                (*path, step, "load"),
            )
        if (exercise.rest if warmup.rest is None else warmup.rest) == 0:
            yield _no_time((*path, step), RestLabel.REST)
    pauses = exercise.rest_pause
    if pauses is None:
        return
    before = [*map(pauses.percent, range(pauses.times))]
    for number, share in enumerate(before):
        if not pauses.pause(number) and share != (before[number - 1] if number else 100):
            yield _no_time((*place_of(routine, place, "rest_pause"), "rest"), RestLabel.PAUSE)


def _no_time(path: Path, label: RestLabel) -> Diagnostic:
    return _warn(f"the load must be changed, and the {label} takes no time", '"20s"', path)


def _idle(routine: Routine, place: int, exercise: Exercise) -> Iterator[Diagnostic]:
    """Keys of the exercise's own that change nothing as things stand."""
    lowers = any(phase.name == "lower" for block in exercise.blocks() for phase in block.tempo)
    idle = {
        "second": exercise.sides != "each",
        "switch": exercise.sides != "each",
        "reach": exercise.mark != "after",
        "sides": exercise.sides == "alternate" and not lowers,
    }
    partner = {"reach": 'mark = "after"', "sides": "a tempo with a lower phase"}
    for key, is_idle in idle.items():
        if is_idle and key in routine.exercise[place].model_fields_set:
            hint = "only with " + partner.get(key, 'sides = "each"')
            yield _warn(f"`{key}` changes nothing here", hint, ("exercise", place, key))
