"""What the sets of one exercise show: records, progress, imbalance, and the sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from supertimer.engine.cadence import Side
from supertimer.engine.plan import SetKind
from supertimer.history.queries import SessionDone
from supertimer.history.set_record import SetDone
from supertimer.routine.catalogue import has_order
from supertimer.text import count
from supertimer.units import LB_IN_KG, Load, Unit, minutes

CARD = 16
"""The number of workouts on a sheet, as on the paper sheets of slow training."""


class RecordKind(StrEnum):
    """The kinds of records."""

    LONGEST = "longest"
    """The longest time under load at a load."""
    HEAVIEST = "heaviest"
    """The heaviest load with a time in the target window or above it."""


@dataclass(frozen=True, slots=True)
class Record:
    """A set that was longer or heavier than all before it."""

    kind: RecordKind
    done: SetDone
    before: SetDone
    """The record that it broke."""

    @property
    def changed(self) -> tuple[str, ...]:
        """What differs from the record before: `cadence`, or the names of settings."""
        old, new = dict(self.before.settings), dict(self.done.settings)
        names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
        other = self.before.cadence != self.done.cadence
        return (*(["cadence"] if other else []), *names)


def _weight(load: Load) -> Decimal:
    """Return a load in kilograms, to compare it with others; body weight is left out."""
    return load.amount * (LB_IN_KG if load.unit is Unit.LB else 1)


def _is_fair(done: SetDone) -> bool:
    """Return whether a record may come from a set: timed here, not corrected, complete."""
    return (
        done.kind is SetKind.WORK
        and done.complete
        and not (done.paused or done.estimated or done.amended or done.by_hand or done.imported)
    )


def records(sets: Iterable[SetDone]) -> tuple[Record, ...]:
    """Return the current records: the longest per side and load, the heaviest per side.

    `sets` are the counting sets of one exercise, the earliest first. The first set of an exercise
    or at a load is not a record.
    """
    standing: dict[tuple[object, ...], Record] = {}
    for record in all_records(sets):
        done = record.done
        load = done.load if record.kind is RecordKind.LONGEST else done.load and done.load.form
        standing[record.kind, done.side, load] = record
    return tuple(standing.values())


def all_records(sets: Iterable[SetDone]) -> tuple[Record, ...]:
    """Return every record that was ever set, the earliest first; see `records`."""
    longest: dict[tuple[Side | None, Load | None], SetDone] = {}
    heaviest: dict[tuple[Side | None, object], tuple[Decimal, SetDone]] = {}
    found = []
    for done in filter(_is_fair, sets):
        at = (done.side, done.load)
        before = longest.get(at)
        if before is None or done.tul_ms > before.tul_ms:
            longest[at] = done
            if before is not None:
                found.append(Record(RecordKind.LONGEST, done, before))
        if done.load is None or done.window is None or done.tul_ms < done.window.opens:
            continue
        kind, weight = (done.side, done.load.form), _weight(done.load)
        lighter = heaviest.get(kind)
        if lighter is not None and weight <= lighter[0]:
            continue
        if has_order(done.exercise, done.load):
            heaviest[kind] = weight, done
            if lighter is not None:
                found.append(Record(RecordKind.HEAVIEST, done, lighter[1]))
    return tuple(found)


def progress(sets: Sequence[SetDone], unit: Unit | None = None) -> str:
    """Return the first set and the last: `120 lb 1:48 -> 140 lb 1:36, +17 % in 13 weeks`.

    The percentage is of the load or, if the load has not changed, of the time under load. Loads
    that are not weights, such as pins and assistance, have none. Empty without two workouts to
    compare.
    """
    told = [done for done in sets if done.kind is SetKind.WORK and done.complete]
    if not told:
        return ""
    first = told[0]
    last = next(d for d in reversed(told) if d.side is first.side)
    if first.workout == last.workout:
        return ""
    if first.load == last.load and not (first.tul_ms and last.tul_ms):
        return ""  # imported without a time
    span = last.started - first.started
    weeks = round(span.days / 7)
    length = count(weeks, "week") if weeks > 1 else count(span.days, "day")
    return f"{_said(first, unit)} -> {_said(last, unit)}{_gain(first, last)} in {length}"


def _gain(first: SetDone, last: SetDone) -> str:
    """Return `, +17 %` for loads, `, +17 % of time under load` at one load, or an empty string."""
    if first.load == last.load:
        change = Decimal(last.tul_ms - first.tul_ms) / first.tul_ms if first.tul_ms else Decimal(0)
        return f", {change * 100:+.0f} % of time under load"
    old, new = first.load, last.load
    if not old or not new or old.form != new.form or old.bodyweight or old.name or not old.amount:
        return ""
    return f", {(_weight(new) / _weight(old) - 1) * 100:+.0f} %"


def _said(done: SetDone, unit: Unit | None) -> str:
    load = "" if done.load is None else f"{done.load.shown_in(unit)} "
    return (load + done.time).strip()


def imbalance(sets: Sequence[SetDone], sessions: int = 8) -> str:
    """Compare the sides: `left 1:30, right 1:45 in 4 workouts: left lasts 14 % shorter`.

    The times are means of the last `sessions` in which both sides did a work set at one load.
    Empty if there are none.
    """
    pairs: dict[str, dict[Side, SetDone]] = {}
    for done in sets:
        if done.kind is SetKind.WORK and done.side is not None and done.complete and done.tul_ms:
            pairs.setdefault(done.workout, {}).setdefault(done.side, done)
    both = [(pair[Side.LEFT], pair[Side.RIGHT]) for pair in pairs.values() if len(pair) == 2]
    equal = [(left, right) for left, right in both if left.load == right.load][-sessions:]
    if not equal:
        return ""
    sides = zip(*equal, strict=True)
    left, right = (sum(done.tul_ms for done in side) // len(side) for side in sides)
    times = f"left {minutes(left)}, right {minutes(right)} in {count(len(equal), 'workout')}"
    percent = round(abs(left - right) * 100 / max(left, right, 1))
    weaker = Side.LEFT if left < right else Side.RIGHT
    return f"{times}: {weaker} lasts {percent} % shorter" if percent else times


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with one row per exercise and one column per workout."""

    days: tuple[datetime, ...]
    rows: tuple[tuple[str, tuple[SetDone | None, ...]], ...]
    """An exercise (with its side, if it has one), and its first work set of each session."""


def sheet(sessions: Sequence[SessionDone], length: int = CARD) -> Sheet:
    """Return the sheet of the last `length` workouts, each with its counting sets.

    Exercises are in the order in which they first come.
    """
    shown = sessions[-length:]
    rows: dict[str, list[SetDone | None]] = {}
    for place, session in enumerate(shown):
        for done in session.sets:
            if done.kind is not SetKind.WORK:
                continue
            name = f"{done.exercise}, {done.side}" if done.side else done.exercise
            cells = rows.setdefault(name, [None] * len(shown))
            if cells[place] is None:
                cells[place] = done
    return Sheet(
        tuple(session.started for session in shown),
        tuple((name, tuple(cells)) for name, cells in rows.items()),
    )
