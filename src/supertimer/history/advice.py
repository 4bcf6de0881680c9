"""The suggested load for next time, and the reason, from the stored history alone.

The rule for time under load compares the last set with its target window:

- Above the window: add `up` percent, rounded down to a load that exists, but at least one step.
- Inside the window: keep the load. After `stall` workouts at one load without a gain, say so.
- Below two thirds of the window's bottom, or below the bottom twice in a row: remove `down`
  percent, rounded down to a load that exists.
- Below the bottom once: keep the load.

The first work set of a workout decides; of two sides, the shorter one. A set that was paused for
long, or that ended by pain, form, an interruption, a stop, or before fatigue, changes nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from supertimer.engine.plan import SetKind, Window
from supertimer.history import wording
from supertimer.history.set_record import SetDone
from supertimer.routine.catalogue import is_unwritten_assistance
from supertimer.units import ANY_LOAD, Grid, Load, Unit, minutes

_HALVES = Grid(step=Decimal("0.5"))
"""The loads to suggest where the routine names neither a load step nor a list of loads."""

AWAY = 28
"""More days than this without an exercise reduce its load."""

SLOW_REP = 20_000
"""A rep of 10 s up and 10 s down, in milliseconds. The advice never asks for a slower rep."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """The target of a set, and the rule that changes its load."""

    rule: str = "tul"
    """tul, reps, bodyweight or never."""
    window: Window | None = None
    """The target window of time under load."""
    reps: tuple[int, int] | None = None
    """The target window in whole reps, for the rule `reps`."""
    up: Decimal = Decimal(5)
    """Percent."""
    down: Decimal = Decimal(10)
    """Percent."""
    away: Decimal = Decimal(10)
    """Percent less after more than `AWAY` days without the exercise; 0: the days don't count."""
    stall: int = 5
    """The number of workouts without a gain after which the advice says so."""
    steps: tuple[str, ...] = ()
    """Variants of the exercise for the rule `bodyweight`, the easiest first."""
    grid: Grid = ANY_LOAD
    rep_ms: int = SLOW_REP
    """The length of a rep in milliseconds."""
    load: Load | None = None
    """The planned load, which the first workout uses."""
    unit: Unit | None = None
    """The unit for loads in the reason; None for the unit in which each was entered."""
    static: bool = False
    """Whether the set is a hold, which has no tempo that could be slower."""
    unloaded: bool = False
    """Whether the routine says that the exercise has no load."""
    assisted: bool = False
    """Whether the machine carries a part of the lifter, so that more load is easier."""


@dataclass(frozen=True, slots=True)
class Advice:
    """A suggested load and the reason."""

    load: Load | None
    """None if the load is unknown, or if the exercise has none."""
    reason: str
    """One sentence with its numbers, without a period."""


@dataclass(frozen=True, slots=True)
class _Measure:
    """The results and the target window, in milliseconds or in hundredths of reps."""

    low: int
    high: int
    results: tuple[int, ...]
    """The latest first."""
    said: tuple[str, str]
    """The latest result and the window, in words."""
    topped: bool
    """Whether the latest result is above the window."""


def advise(past: Sequence[SetDone], goal: Goal, now: datetime | None = None) -> Advice | None:
    """Return the suggested load for the exercise whose counting sets are `past`, earliest first.

    Without `now`, the time since the last workout does not count. Returns None if the rule is
    `never`, or if the set has no target window.
    """
    if goal.rule == "never":
        return None
    # What another program did not time says nothing about times.
    sessions = _deciding([done for done in past if done.time or goal.rule == "reps"])
    if not sessions:
        return _first(goal)
    last = sessions[0]
    if is_unwritten_assistance(last.exercise, last.load):
        return None
    if now is not None and goal.away and (days := (now - last.started).days) > AWAY:
        return _after_a_break(last.load, days, goal)
    if not _tells(last):
        if last.paused:
            return Advice(last.load, "the same, because the last set was paused")
        return Advice(last.load, f"the same, because the last set ended by {last.ended_by}")
    if last.load and last.load.bodyweight:  # it can't be compared with assistance as a plain load
        sessions = [done for done in sessions if not _is_plain_assistance(done, goal)]
    measure = _measure([done for done in sessions if _tells(done)], goal)
    if measure is None:
        return None
    if goal.rule == "bodyweight":
        return _harder_or_easier(last, measure, goal)
    if _is_plain_assistance(last, goal):
        result, window = measure.said
        meant = f"bodyweight - {last.load}"
        because = f"{result} last time, window {window}"
        return Advice(None, f"{because}: no suggestion for assistance; write it as “{meant}”")
    return _by_load(sessions, last, measure, goal)


def _after_a_break(load: Load | None, days: int, goal: Goal) -> Advice:
    """Suggest less load after many days without the exercise."""
    because = f"{days} days since the last workout with it"
    if load is None:
        return Advice(None, f"{because}, so begin with a little less")
    if (less := _less(load, replace(goal, down=goal.away))) is None:
        return Advice(load, f"{because}, but {load.shown_in(goal.unit)} is your lightest load")
    return Advice(less, f"{because}, so {less.shown_in(goal.unit)}")


def _by_load(sessions: Sequence[SetDone], last: SetDone, measure: _Measure, goal: Goal) -> Advice:
    """Apply the rule `tul` or `reps`."""
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
        because = f"{result} last time, below the window {window} twice in a row"
        return _down(last.load, because, goal)
    return Advice(last.load, same)


def _deciding(past: Iterable[SetDone]) -> list[SetDone]:
    """Return the deciding set of each workout, the latest workout first."""
    work = (done for done in past if done.kind is SetKind.WORK)
    deciding = []
    for _, group in groupby(work, key=lambda done: done.workout):
        sets = list(group)
        first = min(done.number for done in sets)
        sides = [done for done in sets if done.number == first or done.side is not None]
        firsts = {done.side: done for done in reversed(sides)}
        deciding.append(min(firsts.values(), key=lambda done: (_tells(done), done.tul_ms)))
    return deciding[::-1]


def _is_plain_assistance(done: SetDone, goal: Goal) -> bool:
    """Return whether the load of a set carried the lifter, but is not written as assistance."""
    plain = done.load is not None and not (done.load.bodyweight or done.load.name)
    return plain and (goal.assisted or is_unwritten_assistance(done.exercise, done.load))


def _tells(done: SetDone) -> bool:
    """Return whether the end of a set says something about its load."""
    return done.complete and not done.paused


def _measure(sessions: Sequence[SetDone], goal: Goal) -> _Measure | None:
    """Return the results and the target window, or None without a window."""
    if goal.rule == "reps":
        reps = tuple(done.reps for done in sessions if done.reps is not None)
        if goal.reps is None or not reps:
            return None
        low, high = goal.reps
        result = wording.reps(reps[0])
        # A set that ends at the window's last rep can't reach more.
        topped = reps[0] >= high * 100
        window = f"{low}-{high} reps" if low < high else f"at least {low} reps"
        return _Measure(low * 100, high * 100, reps, (result, window), topped)
    if goal.window is None:
        return None
    low, top = goal.window.opens, goal.window.tops
    times = tuple(done.tul_ms for done in sessions)
    if top is None:
        said = (minutes(times[0]), f"at least {minutes(low)}")
        return _Measure(low, low, times, said, times[0] >= low)
    said = (minutes(times[0]), f"{minutes(low)}-{minutes(top)}")
    return _Measure(low, top, times, said, times[0] > top)


def _stalled(sessions: Sequence[SetDone], measure: _Measure, goal: Goal) -> str:
    """Return the reason after `stall` workouts in the window without a gain, or an empty string."""
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
        f"{said} last time, inside the window {window}, but no gain in {len(results)} workouts{at};"
        " try more days of rest, or reduce the load and build up again"
    )


def _up(load: Load | None, because: str, goal: Goal) -> Advice:
    """Suggest more load or, where a heavier load does not exist, a slower tempo or longer hold."""
    harder = "hold longer" if goal.static else "go slower"
    if goal.unloaded:
        return Advice(None, f"{because}, so {harder}")
    if load is None:
        return Advice(None, f"{because}, so add a little load")
    if load.name and not goal.grid.fits(load):
        return Advice(load, f"{because}, so take the next heavier load")
    if load.bodyweight and not load.amount and goal.grid == ANY_LOAD:
        return Advice(load, f"{because}, so {harder}, or add your smallest weight")
    if (more := _more(load, goal)) is not None:
        return Advice(more, f"{because}, so {more.shown_in(goal.unit)}")
    heaviest = load.shown_in(goal.unit)
    return Advice(load, f"{because}, and {heaviest} is your heaviest load, so {harder}")


def _down(load: Load | None, because: str, goal: Goal) -> Advice:
    """Suggest less load, if a lighter load exists."""
    if goal.unloaded:
        return Advice(None, f"{because}: the same")
    if load is None:
        return Advice(None, f"{because}, so remove a little load")
    if load.name and not goal.grid.fits(load):
        return Advice(load, f"{because}, so take the next lighter load")
    if (less := _less(load, goal)) is not None:
        return Advice(less, f"{because}, so {less.shown_in(goal.unit)}")
    return Advice(load, f"{because}, but {load.shown_in(goal.unit)} is your lightest load")


def _more(load: Load, goal: Goal) -> Load | None:
    """Return the load plus `up` percent, on the grid and at least one step up; None at its end."""
    grid = _HALVES if goal.grid == ANY_LOAD else goal.grid
    if load.name or load.assisted:
        return grid.heavier(load)
    more = grid.floor(load.amount * (100 + goal.up) / 100)
    amount = more if more > load.amount else grid.above(load.amount)
    return None if amount is None else replace(load, amount=amount)


def _less(load: Load, goal: Goal) -> Load | None:
    """Return the load minus `down` percent, on the grid or one step down; None at its end."""
    grid = _HALVES if goal.grid == ANY_LOAD else goal.grid
    if load.name or load.assisted:
        return grid.lighter(load)
    less = grid.floor(load.amount * (100 - goal.down) / 100)
    exists = less < load.amount and (less > 0 or load.bodyweight)
    amount = less if exists else grid.below(load.amount)
    return None if amount is None else replace(load, amount=amount)


def _harder_or_easier(last: SetDone, measure: _Measure, goal: Goal) -> Advice:
    """Apply the rule `bodyweight`: first a slower tempo, then the next variant of the list."""
    result, window = measure.said
    because = f"{result} last time, window {window}"
    place = goal.steps.index(last.exercise) if last.exercise in goal.steps else -1
    if measure.topped:
        if goal.rep_ms < SLOW_REP and not goal.static:
            return Advice(last.load, f"{because}, so go slower")
        if place + 1 < len(goal.steps):
            harder = goal.steps[place + 1]
            return Advice(None, f"{because}, so do {harder}")
        slower = "hold longer" if goal.static else "go slower"
        if not goal.steps:
            return Advice(last.load, f"{because}, so {slower}")
        return Advice(last.load, f"{because}, and this is the hardest variant, so {slower}")
    if measure.results[0] * 3 < measure.low * 2 and place > 0:
        easier = goal.steps[place - 1]
        return Advice(None, f"{because}, so do {easier}")
    return Advice(last.load, f"{because}: the same")


def _first(goal: Goal) -> Advice:
    """Return the advice for the first workout with an exercise."""
    if goal.load is not None:
        return Advice(goal.load, "first time, so the load in the routine")
    if goal.rule == "bodyweight":
        return Advice(None, "first time, so body weight alone")
    top = "after two minutes"
    if goal.window:
        top = f"at {minutes(goal.window.tops or goal.window.opens)}"
    if goal.unloaded:
        return Advice(None, f"first time: stop {top} even if you could continue")
    return Advice(
        None,
        f"first time: choose a load that you can surely handle, stop {top} even if you could"
        " continue, and add load next time",
    )
