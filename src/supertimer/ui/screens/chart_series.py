"""The sets of one exercise as the chart shows them: worked out once, drawn many times."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from supertimer.engine.cadence import Side
from supertimer.engine.plan import SetKind, Window
from supertimer.history.set_record import SetDone
from supertimer.history.stats import records
from supertimer.units import LB_IN_KG, Load, Unit

EPOCH = date(1970, 1, 1).toordinal()

HEAVIER, LIGHTER, OTHER_LOAD = "△", "▽", "◇"
"""The signs of a load step: up, down, and to a load that can't be compared."""

OTHER_TEMPO = "≈"
"""The sign of a change of tempo."""


class ChartDot(NamedTuple):
    """One set on the chart."""

    day: int
    """In days since 1970."""
    side: Side | None
    tul_ms: int
    window: Window | None
    load: float | None
    """In the unit of the chart; None if it can't be compared with the last load, or is a drop."""
    drop: bool
    """Whether it goes on with a lighter load after another set."""
    record: bool
    """Whether it is a current record."""
    changes: str
    """The signs of what differs from the set before it on its side."""


@dataclass(frozen=True, slots=True)
class Series:
    """All sets of an exercise, the earliest first."""

    dots: Sequence[ChartDot]
    load_name: str
    """The heading of the loads, with their unit."""


def series_of(sets: Sequence[SetDone], unit: Unit | None) -> Series:
    """Return what the chart of `sets`, the earliest first, shows; loads are in `unit` if given."""
    last = next((done.load for done in reversed(sets) if done.load is not None), None)
    shown_in = unit or (last.unit if last else None)

    @cache
    def amount(load: Load | None) -> float | None:
        if load is None or last is None or load.form != last.form:
            return None
        return float(load.shown_in(shown_in).amount) if load.amount or not load.name else None

    best = {(record.done.workout, record.done.attempt) for record in records(sets)}
    before: dict[Side | None, SetDone] = {}
    dots = []
    for done in sets:
        changes, load, drop = "", None, done.kind is not SetKind.WORK
        if not drop:
            side = done.side
            changes = _changes(before.get(side), done)
            before[side] = done
            load = amount(done.load)
        record = (done.workout, done.attempt) in best
        dots.append(
            ChartDot(day_of(done), done.side, done.tul_ms, done.window, load, drop, record, changes)
        )
    name = "Load" if last is None or last.name else f"Load, {shown_in}"
    return Series(dots, name)


def day_of(done: SetDone) -> int:
    """Return the day of a set, in days since 1970."""
    return done.started.toordinal() - EPOCH


def _changes(before: SetDone | None, done: SetDone) -> str:
    """Return the signs of what changed since the set before."""
    if before is None:
        return ""
    signs = ""
    old, new = before.load, done.load
    if old is not new and old != new:
        signs = OTHER_LOAD
        if old is not None and new is not None and old.form == new.form:
            signs = HEAVIER if _kilograms(new) > _kilograms(old) else LIGHTER
    if before.cadence and done.cadence and before.cadence != done.cadence:
        signs += OTHER_TEMPO
    return signs


def _kilograms(load: Load) -> float:
    return float(load.amount * (LB_IN_KG if load.unit is Unit.LB else 1))
