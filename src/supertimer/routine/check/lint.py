"""Warnings and notes: what is allowed in a routine, but probably not intended."""

import tomllib
from collections.abc import Collection, Iterator
from decimal import Decimal
from itertools import pairwise

from supertimer.body.coverage import coverage, gap
from supertimer.body.exercise_key import exercise_key
from supertimer.engine.cadence import Side
from supertimer.engine.plan import ForTime, Plan, SegmentKind, Share
from supertimer.routine.catalogue import known, suggestion
from supertimer.routine.check.consistency import PlacedExercise, placed_exercises
from supertimer.routine.check.diagnostic import WHOLE, Diagnostic, Path, Severity
from supertimer.routine.check.explain import with_places
from supertimer.routine.compile import cadence_of, can_meet, compile_routine, length_of, window_of
from supertimer.routine.describe import duration, phases, seconds
from supertimer.routine.describe import window as describe_window
from supertimer.routine.estimate import planned, workout_length
from supertimer.routine.model import Routine, Schedule
from supertimer.routine.notation import MINUTE, SECOND
from supertimer.routine.tempo import is_shorthand, tempo
from supertimer.text import listed, near
from supertimer.units import ANY_LOAD, Unit, plain_number

LONGEST_SESSION = 45 * MINUTE
CHARACTERS_PER_SECOND = 14
"""The speed of a spoken cue."""
CUE_MS = 400
"""Milliseconds of a tick: a sound sooner after a tick than this overlaps it."""


def lint(routine: Routine, text: str, library: Collection[str] | None = None) -> list[Diagnostic]:
    """Warnings and notes on a valid routine, with their places in its `text`.

    `library` has the names of all routines, if known.
    """
    text = text.removeprefix("\ufeff")
    exercises = placed_exercises(routine)
    found = [*_coverage(routine), *_session(compile_routine(routine)), *_names(exercises)]
    found += [*_supersets(exercises), *_schedule(routine.schedule), *_turns(routine, library)]
    found += [*_no_get_ready(compile_routine(routine)), *_shares(compile_routine(routine))]
    for each in exercises:
        found += [*_muscles(each), *_cue(each), *_window(each), *_ticks(each)]
        found += [*_load_changes(each), *_idle(each), *_assistance(each), *_clock(each)]
    found += _echoes(text)
    return with_places(dict.fromkeys(found), text)  # report what is true of many exercises once


def _warn(message: str, hint: str, path: Path) -> Diagnostic:
    return Diagnostic(message, hint, path, severity=Severity.WARNING)


def _note(message: str) -> Diagnostic:
    return Diagnostic(message, severity=Severity.NOTE)


def _coverage(routine: Routine) -> Iterator[Diagnostic]:
    sets = planned(routine)
    if (missing := gap(sets, routine.covers)) is None:
        return
    if "covers" not in routine.model_fields_set:
        hint = 'if this is intended, set what it covers, such as covers = "lower body"'
        yield _warn(missing, hint, WHOLE)
        return
    worked = coverage(sets)
    names = ", ".join(f'"{muscle}"' for muscle in routine.covers if muscle in worked)
    hint = "add an exercise for it" + (f", or use covers = [{names}]" if names else "")
    yield _warn(f"{missing}, which `covers` includes", hint, ("covers",))


def _session(plan: Plan) -> Iterator[Diagnostic]:
    _, most = workout_length(plan)
    if most > LONGEST_SESSION:
        yield _warn(
            f"this workout can take {duration(most)}, not counting the time between machines",
            "aim for less than 45 min: fewer sets, or two routines that take turns",
            WHOLE,
        )


def _schedule(schedule: Schedule) -> Iterator[Diagnostic]:
    said = [key for key in ("days", "every", "per_week") if key in schedule.model_fields_set]
    for key in said[1:]:
        message = f"`{key}` has no effect because `{said[0]}` is set"
        yield _warn(message, "keep one of them", ("schedule", key))


def _turns(routine: Routine, library: Collection[str] | None) -> Iterator[Diagnostic]:
    """Routines that this one can't take turns with."""
    names = None if library is None else {name.casefold(): name for name in library}
    for place, name in enumerate(routine.schedule.alternate):
        path: Path = ("schedule", "alternate", place)
        if name.casefold() == routine.name.casefold():
            message = "a routine can't take turns with itself"
            yield _warn(message, "name another routine", path)
        elif names is not None and name.casefold() not in names:
            others = tuple(each for each in names if each != routine.name.casefold())
            meant = near(name, others)
            hint = f"did you mean “{names[meant]}”?" if meant else "use the `name` in its file"
            yield _warn(f"unknown routine “{name}”", hint, path)


def _names(exercises: list[PlacedExercise]) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for each in exercises:
        name = each.exercise.name
        if (key := exercise_key(name)) in seen:
            yield _warn(
                f"{name} is in this routine twice: both share one history",
                "use `sets`, or another name",
                each.path("name"),
            )
        seen.add(key)


def _supersets(exercises: list[PlacedExercise]) -> Iterator[Diagnostic]:
    letters = [each.exercise.superset for each in exercises]
    for place, letter in enumerate(letters):
        if letter is not None and letters.count(letter) == 1:
            yield _warn(
                f"superset {letter} has only one member",
                "give a neighboring exercise the same letter",
                ("exercise", place, "superset"),
            )


def _muscles(each: PlacedExercise) -> Iterator[Diagnostic]:
    exercise, name = each.exercise, each.exercise.name
    if each.written.muscles:
        return
    if exercise.muscles:
        helpers = f", helped by {listed(exercise.also)}" if exercise.also else ""
        yield _note(f"{name}: muscles from the catalog: {listed(exercise.muscles)}{helpers}")
        return
    meant = suggestion(name)
    hint = 'add muscles = ["…"]'
    yield _warn(
        f"the muscles of {name} are unknown",
        f"did you mean “{meant}”? If not, {hint}" if meant else hint,
        each.path("name"),
    )


def _echoes(text: str) -> Iterator[Diagnostic]:
    """Yield the meaning of each tempo in bare numbers."""
    document = tomllib.loads(text)
    tables = [document.get("defaults", {}), *document["exercise"]]
    tables += [block for table in tables for block in table.get("cadence", ())]
    written = [table["tempo"] for table in tables if "tempo" in table]
    for each in dict.fromkeys(filter(is_shorthand, written)):
        yield _note(f"“{each}” is read as {phases(tempo(each))}")


def _cue(each: PlacedExercise) -> Iterator[Diagnostic]:
    said = len(each.exercise.cue) * SECOND // CHARACTERS_PER_SECOND
    longest = max(phase.ms for block in each.exercise.blocks() for phase in block.tempo)
    if said > longest:
        yield _warn(
            f"saying this takes about {said // SECOND} s, "
            f"but the longest phase of a rep takes {seconds(longest)} s",
            "use a few words",
            each.path("cue"),
        )


def _window(each: PlacedExercise) -> Iterator[Diagnostic]:
    exercise, cadence = each.exercise, cadence_of(each.exercise)
    window = window_of(exercise.target, cadence)
    if window is None:
        return
    highest = window.tops or window.opens
    if exercise.cap is not None and exercise.cap < highest:
        top = duration(highest)
        yield _warn(
            f"the cap of {duration(exercise.cap)} ends the set before its target window does, "
            f"at {top}",
            f"use a cap of {top} or more",
            each.path("cap"),
        )
    elif not can_meet(window, exercise, cadence):
        last = length_of(exercise.until, cadence)
        if exercise.rest_pause and exercise.rest_pause.until is None:
            last *= exercise.rest_pause.times + 1
        yield _warn(
            f"{exercise.name} ends after {duration(last)}, so it can't end in its target window of "
            f"{describe_window(window)}",
            'use another target, target = "none", or until = "fatigue"',
            each.path("until"),
        )


def _ticks(each: PlacedExercise) -> Iterator[Diagnostic]:
    for block in each.exercise.blocks():
        for phase in block.tempo:
            if phase.ms < CUE_MS or (phase.ms > SECOND and 0 < phase.ms % SECOND < CUE_MS):
                yield _warn(
                    f"{phase.name} {seconds(phase.ms)} s: its last tick overlaps the next phase",
                    "use whole or half seconds",
                    each.path("cadence" if each.exercise.cadence else "tempo"),
                )
                return


def _load_changes(each: PlacedExercise) -> Iterator[Diagnostic]:
    """Changes of the load without time for them."""
    exercise = each.exercise
    for step, drop in enumerate(exercise.drops):
        if not drop.rest:
            yield _no_time((*each.path("drops"), step, "rest"))
    for step, warmup in enumerate(exercise.warmup):
        path = (*each.path("warmup"), step)
        if warmup.load > 100:
            yield _warn(
                f"a warm-up at {plain_number(warmup.load)} % is heavier than the set after it",
                "use less than 100%",
                (*path, "load"),
            )
        if (exercise.rest if warmup.rest is None else warmup.rest) == 0:
            yield _no_time(path)
    if pauses := exercise.rest_pause:
        shares = [Decimal(100), *map(pauses.percent, range(pauses.times))]
        for number, (before, share) in enumerate(pairwise(shares)):
            if share != before and not pauses.pause(number):
                yield _no_time((*each.path("rest_pause"), "rest"))


def _assistance(each: PlacedExercise) -> Iterator[Diagnostic]:
    """Yield an assisted exercise whose load is not written as assistance."""
    entry, load = known(each.exercise.name), each.exercise.load
    if entry is None or not entry.assisted or load is None:
        return
    if load.amount and not load.bodyweight and not load.name:
        amount = plain_number(load.amount)
        unit = load.unit or each.routine.unit or Unit.KG
        yield _warn(
            f"on an assisted exercise, {amount} {unit} can't be compared with other loads",
            f'write load = "bodyweight - {amount} {unit}"',
            each.path("load"),
        )


def _clock(each: PlacedExercise) -> Iterator[Diagnostic]:
    """Yield a time whose set takes longer, because `reset` is not under load."""
    end, cadence = each.exercise.until, cadence_of(each.exercise)
    if isinstance(end, ForTime) and (clock := cadence.when_tul(end.ms)) > end.ms:
        yield _note(
            f"{each.exercise.name}: until = {duration(end.ms)} of time under load takes "
            f"{duration(clock)}, because `reset` is not under load"
        )


def _no_get_ready(plan: Plan) -> Iterator[Diagnostic]:
    """Yield exercises with a set that starts by itself without the get ready that it asks for."""
    for before, segment in pairwise(plan.segments):
        starts = segment.kind is SegmentKind.READY and segment.in_rest
        if not starts or before.kind is SegmentKind.REST:
            continue
        one, other = plan.sets[before.set], plan.sets[segment.set]
        superset = other.unit is not None and len(plan.units[other.unit]) > 1
        if one.unit == other.unit and superset:
            continue
        switch = other.side is Side.RIGHT and one.number == other.number - 1
        key = "switch" if switch and one.side is Side.LEFT else "rest"
        yield _note(f"{other.exercise}: no get ready before a set, because `{key}` is 0")


def _shares(plan: Plan) -> Iterator[Diagnostic]:
    """Yield shares of a load that the program can't round, or can't compute."""
    for index, work in enumerate(plan.sets):
        parts = [each.percent for each in plan.segments if each.set == index and each.percent]
        load = plan.load(index, {})
        shares = [(load, percent) for percent in parts]
        if isinstance(work.load, Share):
            shares.append((plan.load(work.load.of, {}), work.load.percent))
        for whole, percent in shares:
            if whole is None or percent == 100:
                continue
            said = f"{work.exercise}: {plain_number(percent)} % of “{whole}”"
            share = whole.scaled(percent, work.grid)
            if whole.name:
                yield _note(f"{said} is the same load, because it has no number")
            elif whole.bodyweight:
                yield _note(f"{said} needs your body weight; until you enter it, the load stays")
            elif work.grid != ANY_LOAD and work.grid.floor(share.amount) != share.amount:
                yield _note(f"{said} is {share}: its loads have nothing that light")


def _no_time(path: Path) -> Diagnostic:
    return _warn("no time to change the load", 'allow some time, such as "20s"', path)


def _idle(each: PlacedExercise) -> Iterator[Diagnostic]:
    """Yield the keys of an exercise that have no effect."""
    exercise = each.exercise
    lowers = any(phase.name == "lower" for block in exercise.blocks() for phase in block.tempo)
    each_side = 'sides = "each"'
    needs = {
        "second": (exercise.sides == "each", each_side),
        "switch": (exercise.sides == "each", each_side),
        "reach": (exercise.mark == "after", 'mark = "after"'),
        "sides": (exercise.sides != "alternate" or lowers, "a tempo with a lower phase"),
    }
    for key, (is_met, need) in needs.items():
        if not is_met and key in each.written.model_fields_set:
            yield _warn(f"`{key}` has no effect here", f"it needs {need}", each.path(key))
