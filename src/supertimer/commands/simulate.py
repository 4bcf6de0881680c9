"""`supertimer simulate`: run a workout instantly on a virtual clock."""

from collections.abc import Callable, Iterable

import click

from supertimer.commands.options import json_lines
from supertimer.commands.options import routine as routine_argument
from supertimer.console import say, say_json
from supertimer.engine.as_json import as_json as event_json
from supertimer.engine.events import (
    Event,
    PushStarted,
    ReadyStarted,
    RestStarted,
    SetEnded,
    SetEvent,
    TargetReached,
    TargetTopped,
    WorkoutEnded,
    WorkStarted,
)
from supertimer.engine.plan import Plan, RestLabel, SetPlan
from supertimer.engine.simulate import middle_of_window, simulate
from supertimer.errors import SupertimerError
from supertimer.history import wording
from supertimer.text import did_you_mean
from supertimer.units import Unit


@click.command("simulate", epilog="Example: supertimer simulate big-five --fatigue-after 95s")
@routine_argument
@click.option(
    "--fatigue-after",
    "fatigue",
    multiple=True,
    metavar="[EXERCISE=]TIME",
    help="End sets to fatigue after this time under load: 95s for all sets, 'Leg press=80s' for"
    " the sets of one exercise; may be repeated. Default: the middle of the target window, or 90 s"
    " without a window.",
)
@click.option(
    "--keys",
    metavar="STEPS",
    default="",
    show_default=False,
    help="Do these steps of the lifter, with commas between them:"
    " 'go, fatigue at 1:35, undo after 3s'. The rest runs as without them. Default: no steps.",
)
@json_lines
def command(routine: str, fatigue: tuple[str, ...], keys: str, as_json: bool) -> None:
    """Run a workout instantly on a virtual clock, and print its events.

    ROUTINE is the name of a routine or a file. The program presses go whenever the workout waits.
    The output for a routine is always the same.
    """
    from supertimer.routine.compile import compile_routine
    from supertimer.routine.library import find
    from supertimer.routine.parse import read_routine

    read = read_routine(find(routine))
    plan = compile_routine(read)
    times = fatigue_times(fatigue, plan)
    events: Iterable[Event]
    if keys:
        plan, events = _with_keys(plan, keys, times, read.unit or Unit.KG)
    else:
        events = simulate(plan, times)
    if as_json:
        for event in events:
            say_json(event_json(event))
    else:
        for line in table(plan, events):
            say(line)


def _with_keys(plan: Plan, keys: str, times: "_Times", unit: Unit) -> tuple[Plan, Iterable[Event]]:
    """Return the plan as it is after the steps in `keys`, and the events."""
    from supertimer.headless.lifter import Lifter, StepError
    from supertimer.headless.steps import read_step, split_steps
    from supertimer.routine.notation import NotationError

    lifter = Lifter(plan, unit, times)
    try:
        steps = [read_step(text) for text in split_steps(keys)]
    except NotationError as error:
        hint = f": {error.hint}" if error.hint else ""
        raise click.BadParameter(f"{error.message}{hint}", param_hint="--keys") from None
    names = tuple(dict.fromkeys(work.exercise for work in plan.sets))
    for step in steps:
        for name in step.exercises:
            if name.casefold() not in map(str.casefold, names):
                hint = did_you_mean(name, names, f"it has {', '.join(names)}")
                raise SupertimerError(f"the routine has no exercise “{name}”; {hint}")
        try:
            lifter.do(step)
        except StepError as error:
            raise SupertimerError(f"“{step.text}” can't be given: {error}") from None
    lifter.finish()
    return lifter.session.plan, lifter.session.events


class _Times:
    """The time under load after which each exercise reaches fatigue."""

    def __init__(
        self,
        general: int | None,
        special: dict[str, int],
        otherwise: Callable[[SetPlan], int],
    ) -> None:
        self._general = general
        self._special = special
        self._otherwise = otherwise

    def __call__(self, work: SetPlan) -> int:
        """Return the milliseconds under load for `work`."""
        if work.exercise.casefold() in self._special:
            return self._special[work.exercise.casefold()]
        return self._otherwise(work) if self._general is None else self._general


def fatigue_times(
    options: Iterable[str],
    plan: Plan,
    otherwise: Callable[[SetPlan], int] = middle_of_window,
) -> _Times:
    """Return the times that the `--fatigue-after` options give; `otherwise` gives those missing.

    Raises BadParameter for an invalid time, and SupertimerError for an unknown exercise.
    """
    from supertimer.routine.notation import duration

    general: int | None = None
    special: dict[str, int] = {}
    names = {work.exercise.casefold() for work in plan.sets}
    for option in options:
        name, equals, time = option.rpartition("=")
        try:
            ms = duration(time)
        except ValueError as error:
            raise click.BadParameter(f"{option!r}: {error}") from None
        if not ms:
            raise click.BadParameter(f"{option!r}: the time under load must be above 0")
        if not equals:
            general = ms
        elif name.casefold() in names:
            special[name.casefold()] = ms
        else:
            raise SupertimerError(f"this routine has no exercise “{name}”")
    return _Times(general, special, otherwise)


def table(plan: Plan, events: Iterable[Event]) -> Iterable[str]:
    """Yield the workout for people: one line per segment that begins and per set that ends."""
    yield plan.name
    for event in events:
        text = _words(plan, event)
        if text:
            yield f"{clock(event.at):>8}  {text}"


def _words(plan: Plan, event: Event) -> str:
    """Return what an event says in the table, or nothing for ticks, phases, and reps."""
    match event:
        case RestStarted():
            return f"{event.label} {clock(event.ms)}"
        case ReadyStarted():
            kind = "ready" if event.label is RestLabel.REST else event.label
            return f"{kind} {clock(event.ms)}  {_set(plan, event)}"
        case WorkStarted():
            return f"work  {_set(plan, event)}" + (f", {event.load}" if event.load else "")
        case PushStarted():
            return f"push {clock(event.ms)}  {_set(plan, event)}"
        case SetEnded():
            result = event.result
            reps = "" if result.reps is None else f", {wording.reps(result.reps)}"
            tul = clock(result.tul_ms)
            return f"{_set(plan, event)}: {tul} under load{reps}, {result.ended_by}"
        case TargetReached():
            return "target window reached"
        case TargetTopped():
            return "top of the target window"
        case WorkoutEnded():
            return "workout ended"
    return ""


def _set(plan: Plan, event: SetEvent) -> str:
    return f"{event.exercise}, {wording.set_place(plan, event.index)}"


def clock(ms: int) -> str:
    """Return minutes and seconds, `1:32`, with tenths if they are not 0."""
    minutes, rest = divmod(ms, 60_000)
    tenths = f".{rest % 1000 // 100}" if rest % 1000 else ""
    return f"{minutes}:{rest // 1000:02}{tenths}"
