"""A past workout that is logged: one line per set.

A line is a load and a time under load, `120 1:42`, `52.5 kg 1:42`, or `red band 1:42` where the
exercise lists that name; the time alone for the planned load; `-` for a set that was not done. The
rest of the line is a note. Warm-ups have no line.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from supertimer.engine.plan import FirstOf, ForReps, Plan, SetKind, SetPlan, ToFatigue
from supertimer.engine.result import EndedBy, SetResult
from supertimer.errors import SupertimerError
from supertimer.history.journal import Header
from supertimer.history.rows import TableRow
from supertimer.history.set_record import SetDone
from supertimer.history.store import Store
from supertimer.routine import notation
from supertimer.text import count
from supertimer.units import Load, Unit

NOT_DONE = "-"
DAYS = ("%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M")
"""The ways to write a day, with a time or without."""
EARLIEST = 1970
"""The first year that a key of the history can encode."""
_OTHER_DAY = re.compile(r"(\d\d?)[./-](\d\d?)[./-](\d{4})")
_COMMA = re.compile(r"(\d),(\d{1,2})(?!\d)")
"""A decimal comma; three digits after it could be thousands."""
_THOUSANDS = re.compile(r"(\d+),(\d{3})(?!\d)")
_BETWEEN_MS = 60_000
"""The rests are unknown; a minute keeps the sets in order."""


class EntryError(SupertimerError):
    """A line is invalid, or the number of lines is wrong."""


@dataclass(frozen=True, slots=True)
class SetEntry:
    """What a line says about its set."""

    index: int
    """The set's place in `Plan.sets`."""
    load: Load | None
    """None: the planned load."""
    tul_ms: int
    note: str = ""
    read_as: str = ""
    """The line that was read instead of the written one; empty if it was read as written."""


def begun(text: str, now: datetime) -> datetime | None:
    """Return when a workout of the day in `text`, in the machine's time zone, began.

    A day without a time means noon, which is the same day in most of the world. Today without a
    time is None: the workout has just ended. Raises EntryError if `text` is not a possible day.
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
    if days := _other_days(told):
        raise EntryError(f"“{told}” is not clear; did you mean {' or '.join(days)}?")
    raise EntryError(f"can't read the day “{told}”; write it like 2026-11-20 or '2026-11-20 18:30'")


def _other_days(text: str) -> list[str]:
    """Return the days that `20/11/2026` or `5.11.2026` can mean, as `2026-11-20`."""
    if (found := _OTHER_DAY.fullmatch(text)) is None:
        return []
    one, two, year = map(int, found.groups())
    days = []
    for month, day in ((two, one), (one, two)):
        with suppress(ValueError):
            days.append(f"{date(year, month, day)}")
    return list(dict.fromkeys(days))


def asked(plan: Plan) -> tuple[int, ...]:
    """Return the places in `plan.sets` of the sets that are asked for, in order."""
    return tuple(i for i, work in enumerate(plan.sets) if work.kind is not SetKind.WARMUP)


def read_line(plan: Plan, index: int, line: str, unit: Unit | None) -> SetEntry | None:
    """Return what a line says about the set at `index`, or None if it was not done.

    A bare number is in the routine's `unit`, or else in the unit of the planned load. Raises
    EntryError if the line is invalid.
    """
    if _COMMA.search(line) and (entry := _read_words(plan, index, line.split(), unit)) is None:
        plain = _COMMA.sub(r"\1.\2", line)
        if entry := _read_words(plan, index, plain.split(), unit):
            return replace(entry, read_as=" ".join(plain.split()))
    words = line.split()
    if words == [NOT_DONE]:
        return None
    if entry := _read_words(plan, index, words, unit):
        return entry
    raise EntryError(f"{plan.sets[index].exercise}: {_unclear(line.strip(), words)}")


def _unclear(line: str, words: Sequence[str]) -> str:
    """Return what is wrong with a line, and what it can mean."""
    write = f"write 120 1:42, 52.5 kg 1:42, 1:42, or {NOT_DONE} for a set that was not done"
    if not words:
        return f"the line is empty; {write}"
    if found := _THOUSANDS.search(line):
        whole, part = found.groups()
        return f"“{found[0]}” is not clear; write {whole}.{part} or {whole}{part}"
    if len(words) == 1 and (found := re.fullmatch(r"(\d{1,2})\.([0-5]\d)", line)):
        time = f"{found[1]}:{found[2]}"
        return (
            f"“{line}” is not clear; write {time} for a time, or a load and a time: {line} {time}"
        )
    return f"can't read “{line}”; {write}"


def _read_words(plan: Plan, index: int, words: Sequence[str], unit: Unit | None) -> SetEntry | None:
    """Return what words say about the set at `index`, or None if they are not a load and a time."""
    names = plan.sets[index].grid.names
    longest = max([4, *(len(name.split()) for name in names)])
    for size in range(min(longest, len(words) - 1), -1, -1):
        try:
            tul_ms = _time(words[size])
            written = notation.load(" ".join(words[:size]), names) if size else None
        except ValueError:
            continue
        load = None if written is None else _meant(written, plan.load(index, {}), unit)
        return SetEntry(index, load, tul_ms, " ".join(words[size + 1 :]))
    return None


def read_lines(plan: Plan, lines: Iterable[str], unit: Unit | None) -> tuple[SetEntry, ...]:
    """Return what lines say about the sets asked for; skips empty lines and `#` comments.

    Raises an EntryError with one line for each fault.
    """
    places = asked(plan)
    told = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    entries, faults = [], []
    for number, (index, line) in enumerate(zip(places, told, strict=False), start=1):
        try:
            entries.append(read_line(plan, index, line, unit))
        except EntryError as error:
            faults.append(f"line {number}: {error}")
    if len(told) != len(places):
        faults.append(
            f"{count(len(places), 'set')} asked for, {count(len(told), 'line')} given;"
            f" write {NOT_DONE} for a set that was not done"
        )
    if faults:
        raise EntryError("\n".join([*faults, "nothing was logged"]))
    return tuple(entry for entry in entries if entry is not None)


def enter(
    store: Store, header: Header, entries: Sequence[SetEntry], now: datetime
) -> list[SetDone]:
    """Store a workout of these entries, all of it or nothing, and return its sets.

    Raises EntryError if nothing was done yet, and StoreError if the history cannot be written.
    """
    if not entries:
        raise EntryError("no set was done, so nothing was logged")
    if header.started > now:
        raise EntryError(f"{header.started:%Y-%m-%d %H:%M} is in the future; nothing was logged")
    results = list(_results(header.plan, entries))
    sets = [
        header.done(number, each, header.plan.sets[each.index], by_hand=True)
        for number, each in enumerate(results)
    ]
    lasted = results[-1].ended_at
    mark = TableRow("marks", {"workout": header.workout, "at": lasted, "over": 1})
    store.write([*header.rows(store, timed=False), mark, *(done.row() for done in sets)])
    return sets


def _results(plan: Plan, entries: Sequence[SetEntry]) -> Iterator[SetResult]:
    """Yield the result of each entry, one after the other."""
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
    """Return about how long a workout of these entries took."""
    return timedelta(milliseconds=sum(entry.tul_ms + _BETWEEN_MS for entry in entries))


def _time(text: str) -> int:
    """Return the milliseconds of `1:42`, `102s` or `1m42s`; a bare number could be a load."""
    if text.replace(".", "").isdigit():
        raise ValueError(text)
    ms = notation.duration(text)
    if not 0 < ms <= notation.HOUR:
        raise ValueError(text)
    return ms


def _meant(written: notation.WrittenLoad, planned: Load | None, unit: Unit | None) -> Load | None:
    """Return the load that was meant, given the planned one; raises EntryError if unclear."""
    if unit is None and planned and planned.amount:  # of bodyweight alone the unit says nothing
        unit = planned.unit
    load = written.read_in(unit or Unit.KG)
    if load is not None:
        load = load.like(planned, has_unit=written.unit is not None)
        if load.name:
            return load
    if load and load.amount and written.unit is None and unit is None:
        readings = " or ".join(str(replace(load, unit=each)) for each in (Unit.KG, Unit.LB))
        raise EntryError(f"the routine has no unit; write {readings}")
    return load


def _reps(work: SetPlan, tul_ms: int) -> int | None:
    if work.cadence.is_static:
        return None
    return int(work.cadence.reps(work.cadence.when_tul(tul_ms)) * 100)


def _ended_by(work: SetPlan) -> EndedBy:
    """Return how a set like this ends by default."""
    if isinstance(work.end, ToFatigue):
        return EndedBy.FATIGUE
    return EndedBy.REPS if isinstance(work.end, ForReps | FirstOf) else EndedBy.TIME
