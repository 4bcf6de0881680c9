"""`supertimer simulate`: a routine on a virtual clock."""

import json
from collections.abc import Callable, Iterable

import click

from supertimer.engine.as_json import as_json
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


@click.command("simulate")
@click.argument("routine")
@click.option(
    "--fatigue-after",
    "fatigue",
    multiple=True,
    metavar="[EXERCISE=]TIME",
    help="When fatigue comes, in time under load: 95s for all sets, 'Leg press=80s' for one "
    "exercise. Default: the middle of the target window, or 90 s without one.",
)
@click.option("--json", "as_lines", is_flag=True, help="Print one JSON object a line.")
def command(routine: str, fatigue: tuple[str, ...], as_lines: bool) -> None:
    """Run ROUTINE (a name or a file) at once, without screen or sound, and print what happens.

    Go is pressed whenever the workout waits. The same input always prints the same.
    """
    from supertimer.routine.compile import compile_routine
    from supertimer.routine.library import find
    from supertimer.routine.parse import read_routine

    plan = compile_routine(read_routine(find(routine)))
    events = simulate(plan, fatigue_times(fatigue, plan))
    if as_lines:
        for event in events:
            click.echo(json.dumps(as_json(event), ensure_ascii=False))
    else:
        for line in table(plan, events):
            click.echo(line)


class _Times:
    """When fatigue comes in which exercise."""

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
        """Milliseconds under load for `work`."""
        if work.exercise.casefold() in self._special:
            return self._special[work.exercise.casefold()]
        return self._otherwise(work) if self._general is None else self._general


def fatigue_times(
    options: Iterable[str],
    plan: Plan,
    otherwise: Callable[[SetPlan], int] = middle_of_window,
) -> _Times:
    """What the `--fatigue-after` options say; raises SupertimerError if they make no sense.

    `otherwise` tells the time of a set of which they say nothing.
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
            raise click.BadParameter(f"{option!r}: fatigue needs some time under load")
        if not equals:
            general = ms
        elif name.casefold() in names:
            special[name.casefold()] = ms
        else:
            raise SupertimerError(f"there is no exercise called {name!r} in this routine")
    return _Times(general, special, otherwise)


def table(plan: Plan, events: Iterable[Event]) -> Iterable[str]:
    """The workout as people read it: a line for every segment that begins and every set's end."""
    yield plan.name
    for event in events:
        text = _words(event)
        if text:
            yield f"{clock(event.at):>8}  {text}"


def _words(event: Event) -> str:
    """What an event says in the table; nothing for ticks, phases and reps."""
    match event:
        case RestStarted():
            return f"{event.label} {clock(event.ms)}"
        case ReadyStarted():
            kind = "ready" if event.label is RestLabel.REST else event.label
            return f"{kind} {clock(event.ms)}  {_set(event)}"
        case WorkStarted():
            return f"work  {_set(event)}" + (f", {event.load}" if event.load else "")
        case PushStarted():
            return f"push {clock(event.ms)}  {_set(event)}"
        case SetEnded():
            result = event.result
            reps = "" if result.reps is None else f", {wording.reps(result.reps)}"
            tul = clock(result.tul_ms)
            return f"{_set(event)}: {tul} under load{reps}, {result.ended_by}"
        case TargetReached():
            return "target window reached"
        case TargetTopped():
            return "top of the target window"
        case WorkoutEnded():
            return "workout ended"
    return ""


def _set(event: SetEvent) -> str:
    side = f", {event.side}" if event.side else ""
    return f"{event.exercise}, set {event.set}{side}"


def clock(ms: int) -> str:
    """Minutes and seconds: `1:32`, with tenths only where there are any."""
    minutes, rest = divmod(ms, 60_000)
    tenths = f".{rest % 1000 // 100}" if rest % 1000 else ""
    return f"{minutes}:{rest // 1000:02}{tenths}"
