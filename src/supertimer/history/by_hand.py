"""A workout that was done away from the computer, entered afterwards: a line a set.

A line is the load and the time under load, `120 1:42` or `52.5 kg 1:42`; the time alone where the
load was the planned one; `-` where the set was not done. What stands behind is a note. Warm-ups
are not asked for.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from supertimer.engine.plan import ForReps, Plan, SetKind, SetPlan, ToFatigue
from supertimer.engine.result import EndedBy, SetResult
from supertimer.errors import SupertimerError
from supertimer.history.journal import Header
from supertimer.history.set_record import SetDone
from supertimer.history.store import Store, TableRow
from supertimer.routine import notation
from supertimer.text import count
from supertimer.units import Load, Unit

NOT_DONE = "-"
DAYS = ("%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M")
"""How a day is written, with a time or without."""
EARLIEST = 1970
"""The first year that a key of the history can tell."""
_BETWEEN_MS = 60_000
"""Nobody knows how long the rests were; a minute keeps the sets in order."""


class EntryError(SupertimerError):
    """A line means nothing, or there are too many or too few."""


@dataclass(frozen=True, slots=True)
class SetEntry:
    """A line, read."""

    index: int
    """The set's place in `Plan.sets`."""
    load: Load | None
    """None: the planned one."""
    tul_ms: int
    note: str = ""


def begun(text: str, now: datetime) -> datetime | None:
    """When a workout of the day in `text`, in the machine's own time zone, began.

    A day without a time is meant at noon, which is the same day in most of the world; today
    without a time is None: it has just ended.

    Raises:
        EntryError: it is no day, or one on which nobody kept a log of this kind.
    """
    told = text.strip()
    for form in DAYS:
        with suppress(ValueError):
            day = datetime.strptime(told, form)
            if not EARLIEST <= day.year < 9999:
                break
            if "%H" in form:
                return day.astimezone()
            return None if day.date() == now.date() else day.replace(hour=12).astimezone()
    raise EntryError(f"“{told}” is no day; right would be 2026-11-20 or 2026-11-20 18:30")


def asked(plan: Plan) -> tuple[int, ...]:
    """The places in `plan.sets` of the sets that are asked for, in order."""
    return tuple(i for i, work in enumerate(plan.sets) if work.kind is not SetKind.WARMUP)


def read_line(plan: Plan, index: int, line: str, unit: Unit | None) -> SetEntry | None:
    """What a line says of the set at `index`; None: it was not done.

    Bare numbers are in `unit`, the routine's; where it has none, in that of the planned load.

    Raises:
        EntryError: it means nothing.
    """
    words = line.split()
    if words == [NOT_DONE]:
        return None
    for size in range(min(4, len(words) - 1), -1, -1):
        try:
            tul_ms = _time(words[size])
            written = notation.load(" ".join(words[:size])) if size else None
        except ValueError:
            continue
        load = None if written is None else _meant(written, plan.load(index, {}), unit)
        return SetEntry(index, load, tul_ms, " ".join(words[size + 1 :]))
    said = f"“{line.strip()}” is no load and time" if words else "nothing is said"
    raise EntryError(
        f"{plan.sets[index].exercise}: {said};"
        f" write 120 1:42, 52.5 kg 1:42, 1:42, or {NOT_DONE} if it was not done"
    )


def read_lines(plan: Plan, lines: Iterable[str], unit: Unit | None) -> tuple[SetEntry, ...]:
    """What lines say of the sets asked for; empty ones and those that begin with `#` are left out.

    Raises:
        EntryError: it tells everything that is wrong, a line each.
    """
    places = asked(plan)
    told = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    entries, faults = [], []
    for number, (index, line) in enumerate(zip(places, told, strict=False), start=1):
        try:
            entries.append(read_line(plan, index, line, unit))
        except EntryError as error:
            faults.append(f"set {number}: {error}")
    if len(told) != len(places):
        faults.append(
            f"{count(len(places), 'set')} asked for, {count(len(told), 'line')} given;"
            f" write {NOT_DONE} for a set that was not done"
        )
    if faults:
        raise EntryError("\n".join([*faults, "nothing was entered"]))
    return tuple(entry for entry in entries if entry is not None)


def enter(
    store: Store, header: Header, entries: Sequence[SetEntry], now: datetime
) -> list[SetDone]:
    """Store a workout of these entries, all of it or nothing; return its sets.

    Raises:
        EntryError: nothing was done, or it was not done yet.
        StoreError: the history cannot be written.
    """
    if not entries:
        raise EntryError("nothing was done, so nothing was entered")
    if header.started > now:
        raise EntryError(f"{header.started:%Y-%m-%d %H:%M} is still to come; nothing was entered")
    results = list(_results(header.plan, entries))
    sets = [header.done(number, each, by_hand=True) for number, each in enumerate(results)]
    lasted = results[-1].ended_at
    mark = TableRow("marks", {"workout": header.workout, "at": lasted, "over": 1})
    store.write([*header.rows(timed=False), mark, *(done.row(now) for done in sets)])
    return sets


def _results(plan: Plan, entries: Sequence[SetEntry]) -> Iterator[SetResult]:
    """Yield what came of each set, one after the other."""
    loads: dict[int, Load | None] = {}
    at = 0
    for entry in entries:
        work = plan.sets[entry.index]
        load = loads[entry.index] = entry.load or plan.load(entry.index, loads)
        yield SetResult(
            index=entry.index,
            started_at=at,
            ended_at=at + entry.tul_ms,
            tul_ms=entry.tul_ms,
            reps=_reps(work, entry.tul_ms),
            ended_by=_ended_by(work),
            load=load,
            note=entry.note,
        )
        at += entry.tul_ms + _BETWEEN_MS


def lasts(entries: Sequence[SetEntry]) -> timedelta:
    """About how long a workout of these entries took."""
    return timedelta(milliseconds=sum(entry.tul_ms + _BETWEEN_MS for entry in entries))


def _time(text: str) -> int:
    """Milliseconds of `1:42`, `102s` or `1m42s`; a bare number could be a load."""
    if text.replace(".", "").isdigit():
        raise ValueError(text)
    ms = notation.duration(text)
    if not 0 < ms <= notation.HOUR:
        raise ValueError(text)
    return ms


def _meant(written: notation.WrittenLoad, planned: Load | None, unit: Unit | None) -> Load | None:
    """The load that was written, beside the one that was planned; raises EntryError."""
    if unit is None and planned and planned.amount:  # of bodyweight alone the unit says nothing
        unit = planned.unit
    load = written.read_in(unit or Unit.KG)
    if load and planned and planned.bodyweight:  # a number is what hangs on the lifter
        load = replace(load, bodyweight=True)
    if load and load.amount and written.unit is None and unit is None:
        readings = " or ".join(str(replace(load, unit=each)) for each in (Unit.KG, Unit.LB))
        raise EntryError(f"neither the routine nor its load says a unit; write {readings}")
    return load


def _reps(work: SetPlan, tul_ms: int) -> int | None:
    if work.cadence.is_static:
        return None
    return int(work.cadence.reps(work.cadence.when_tul(tul_ms)) * 100)


def _ended_by(work: SetPlan) -> EndedBy:
    """How a set like this ends if nobody says otherwise."""
    if isinstance(work.end, ToFatigue):
        return EndedBy.FATIGUE
    return EndedBy.REPS if isinstance(work.end, ForReps) else EndedBy.TIME
