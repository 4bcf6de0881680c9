"""What to lift next time, and why: decided from the stored history alone, and only a suggestion.

The rule for time under load, in words. Above the window: more, by `up` percent, rounded down to
what can be loaded but at least the next load. Inside: the same. Below two thirds of the window's
minimum, or below the minimum twice in a row: less, by `down` percent, rounded down to what can be
loaded. Below the minimum once: the same. After `stall` sessions in the window at one load without
a gain, the advice says so. A session's first work set decides, and of two sides the shorter one.

No advice comes from a set that was paused for long or stopped, or whose end was pain, form, an
interruption, or not fatigue.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from supertimer.engine.plan import SetKind, Window
from supertimer.history import wording
from supertimer.history.set_record import SetDone
from supertimer.units import ANY_LOAD, Grid, Load, Unit, minutes

_HALVES = Grid(step=Decimal("0.5"))
"""The loads to advise where any load will do."""

SLOW_REP = 20_000
"""A rep of 10 s up and 10 s down, in milliseconds: the advice never asks for slower ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a set aims at, and the rule that moves its load."""

    rule: str = "tul"
    """tul, reps, bodyweight or never."""
    window: Window | None = None
    """Of time under load."""
    reps: tuple[int, int] | None = None
    """The window in whole reps, for the rule `reps`."""
    up: Decimal = Decimal(5)
    """Percent."""
    down: Decimal = Decimal(10)
    """Percent."""
    stall: int = 5
    """The number of sessions without a gain after which the advice says so."""
    steps: tuple[str, ...] = ()
    """For the rule `bodyweight`: variants of the exercise, the easiest first."""
    grid: Grid = ANY_LOAD
    rep_ms: int = SLOW_REP
    """How long a rep takes, in milliseconds."""
    load: Load | None = None
    """The planned load, for the first time."""
    unit: Unit | None = None
    """The unit for loads in the reason; None: as they are lifted."""


@dataclass(frozen=True, slots=True)
class Advice:
    """A suggestion, with its reason."""

    load: Load | None
    """None where no load is known, or none is meant."""
    reason: str
    """One sentence with its numbers, without a period."""


@dataclass(frozen=True, slots=True)
class _Measure:
    """A window and the results, in time or in reps, and both in words."""

    low: int
    high: int
    results: tuple[int, ...]
    """The latest first."""
    said: tuple[str, str]
    """The latest result, and the window."""
    topped: bool
    """Whether the latest is above the window."""


def advise(past: Sequence[SetDone], goal: Goal) -> Advice | None:
    """Return what to do next time at the exercise whose counting sets are `past`.

    `past` begins with the earliest set. Returns None if the rule is `never`, or if there is no
    window to judge by.
    """
    if goal.rule == "never":
        return None
    sessions = _deciding(past)
    if not sessions:
        return _first(goal)
    last = sessions[0]
    if not _tells(last):
        why = "was paused" if last.paused else f"ended by {last.ended_by}"
        return Advice(last.load, f"the last set {why}: no advice from it")
    measure = _measure([done for done in sessions if _tells(done)], goal)
    if measure is None:
        return None
    if goal.rule == "bodyweight":
        return _harder_or_easier(last, measure, goal)
    return _by_load(sessions, last, measure, goal)


def _by_load(sessions: Sequence[SetDone], last: SetDone, measure: _Measure, goal: Goal) -> Advice:
    """Apply the rules `tul` and `reps`."""
    latest, (result, window) = measure.results[0], measure.said
    because = f"{result} last time, window {window}"
    same = f"{because}: the same"
    if last.load:
        same = f"{because}, so {last.load.shown_in(goal.unit)} again"
    if measure.topped:
        return _up(last.load, because, goal)
    if latest >= measure.low:
        return Advice(last.load, _stalled(sessions, measure, goal) or same)
    if latest * 3 < measure.low * 2:
        return _down(last.load, because, goal)
    if measure.results[1:] and measure.results[1] < measure.low:
        because = f"{result} last time and below {window} the time before, too"
        return _down(last.load, because, goal)
    return Advice(last.load, same)


def _deciding(past: Iterable[SetDone]) -> list[SetDone]:
    """Return the set of each session that decides, the latest session first."""
    work = (done for done in past if done.kind is SetKind.WORK)
    deciding = []
    for _, group in groupby(work, key=lambda done: done.workout):
        sets = list(group)
        first = min(done.number for done in sets)
        sides = [done for done in sets if done.number == first or done.side is not None]
        firsts = {done.side: done for done in reversed(sides)}
        deciding.append(min(firsts.values(), key=lambda done: (_tells(done), done.tul_ms)))
    return deciding[::-1]


def _tells(done: SetDone) -> bool:
    """Return whether advice may come from a set."""
    return done.complete and not done.paused


def _measure(sessions: Sequence[SetDone], goal: Goal) -> _Measure | None:
    """Return the results against the window, or None without a window."""
    if goal.rule == "reps":
        reps = tuple(done.reps for done in sessions if done.reps is not None)
        if goal.reps is None or not reps:
            return None
        low, high = goal.reps
        result = wording.reps(reps[0])
        # A set that ends at the window's last rep cannot show more.
        topped = reps[0] >= high * 100
        return _Measure(low * 100, high * 100, reps, (result, f"{low}-{high} reps"), topped)
    if goal.window is None:
        return None
    low, high = goal.window.opens, goal.window.tops
    times = tuple(done.tul_ms for done in sessions)
    said = (minutes(times[0]), f"{minutes(low)}-{minutes(high)}")
    return _Measure(low, high, times, said, times[0] > high)


def _stalled(sessions: Sequence[SetDone], measure: _Measure, goal: Goal) -> str:
    """Return what to say after `stall` sessions in the window without a gain, or nothing."""
    recent = sessions[: goal.stall]
    results = measure.results[: goal.stall]
    if len(results) < goal.stall or not all(map(_tells, recent)):
        return ""
    if len({done.load for done in recent}) > 1 or max(results[:-1]) > results[-1]:
        return ""
    if not all(measure.low <= result <= measure.high for result in results):
        return ""
    at = f" at {recent[0].load.shown_in(goal.unit)}" if recent[0].load else ""
    said, window = measure.said
    return (
        f"{said} last time, inside {window}, but no gain in {len(results)} sessions{at}:"
        " more days of rest, or less load and up again, may help"
    )


def _up(load: Load | None, because: str, goal: Goal) -> Advice:
    """Advise more load or, where there is none, to go slower."""
    if load is None:
        return Advice(None, f"{because}, so a little more load")
    if load.bodyweight and not load.amount and goal.grid == ANY_LOAD:
        return Advice(load, f"{because}, so go slower, or hang on the least weight that you have")
    if (more := _more(load, goal)) is not None:
        return Advice(more, f"{because}, so {more.shown_in(goal.unit)}")
    no_more = f"{because}, but there is nothing above {load.shown_in(goal.unit)}: go slower instead"
    return Advice(load, no_more)


def _down(load: Load | None, because: str, goal: Goal) -> Advice:
    """Advise less load, if there is any."""
    if load is None:
        return Advice(None, f"{because}, so a little less load")
    if (less := _less(load, goal)) is not None:
        return Advice(less, f"{because}, so {less.shown_in(goal.unit)}")
    return Advice(load, f"{because}, but there is nothing below {load.shown_in(goal.unit)}")


def _more(load: Load, goal: Goal) -> Load | None:
    """Return `up` percent more, rounded down on the grid but at least the next load, if any."""
    grid = _HALVES if goal.grid == ANY_LOAD else goal.grid
    more = grid.floor(load.amount * (100 + goal.up) / 100)
    amount = more if more > load.amount else grid.above(load.amount)
    return None if amount is None else replace(load, amount=amount)


def _less(load: Load, goal: Goal) -> Load | None:
    """Return `down` percent less, rounded down on the grid, or the next load below, if any."""
    grid = _HALVES if goal.grid == ANY_LOAD else goal.grid
    less = grid.floor(load.amount * (100 - goal.down) / 100)
    there_is = less < load.amount and (less > 0 or load.bodyweight)
    amount = less if there_is else grid.below(load.amount)
    return None if amount is None else replace(load, amount=amount)


def _harder_or_easier(last: SetDone, measure: _Measure, goal: Goal) -> Advice:
    """Apply the rule `bodyweight`: slower first, then the next variant of the user's list."""
    result, window = measure.said
    because = f"{result} last time, window {window}"
    place = goal.steps.index(last.exercise) if last.exercise in goal.steps else -1
    if measure.topped:
        if goal.rep_ms < SLOW_REP:
            return Advice(last.load, f"{because}, so the same, but slower")
        if place + 1 < len(goal.steps):
            harder = goal.steps[place + 1]
            return Advice(None, f"{because}, so {harder}")
        return Advice(last.load, f"{because}, and no harder variant: go slower")
    if measure.results[0] * 3 < measure.low * 2 and place > 0:
        easier = goal.steps[place - 1]
        return Advice(None, f"{because}, so {easier}")
    return Advice(last.load, f"{because}: the same")


def _first(goal: Goal) -> Advice:
    """Return the advice for the first time."""
    if goal.load is not None:
        return Advice(goal.load, "the first time, so what the routine says")
    if goal.rule == "bodyweight":
        return Advice(None, "the first time: nothing but your own weight")
    top = f"at {minutes(goal.window.tops)}" if goal.window else "after two minutes"
    return Advice(
        None,
        f"the first time: take a load that you are sure of, stop {top} even if you could go on,"
        " and add some the next time",
    )
