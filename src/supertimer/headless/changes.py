"""How a timeline changed, the way a person reads it: set by set, which stretch moved by how much.

Two timelines are lists of JSON objects. A key that an old object does not have is not compared, so
that a later version of the program may add keys.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from supertimer.headless.moments import clock, length
from supertimer.headless.timeline import Line
from supertimer.text import count

Pair = tuple[Line | None, Line | None]
"""The same event before and after; None where it is missing."""

_IDENTITY = ("event", "segment", "exercise", "set", "kind", "side", "rep", "phase")
"""The keys that tell which event it is, whenever it comes."""
_NEW, _GONE = "new", "gone"
_ARROW = "→"


@dataclass(frozen=True, slots=True)
class Change:
    """A row of the table."""

    group: str
    """The set in which it is, or the workout."""
    what: str
    """The event, or the first and the last of several."""
    was: str
    """When it came; empty if it is new."""
    now: str
    """When it comes; empty if it is gone."""
    how: str
    """By how much it moved, or what else changed."""


def changes(before: Sequence[Line], after: Sequence[Line]) -> list[Change]:
    """Return what changed from one timeline to another; nothing if the first still holds."""
    if len(before) == len(after) and all(map(_holds, before, after)):
        return []
    rows: list[Change] = []
    for group, pairs in groupby(_paired(before, after), key=lambda pair: _group(_either(pair))):
        rows += _rows(group, list(pairs))
    reordered = Change("The workout", "events of one moment", "", "", "in another order")
    return rows or [reordered]


def table(rows: Iterable[Change]) -> Iterator[str]:
    """Return the lines of a table that tells the changes, grouped by set."""
    rows = list(rows)
    what, was, now = (
        max((len(cell) for cell in column), default=0)
        for column in (
            [row.what for row in rows],
            [row.was for row in rows],
            [row.now for row in rows],
        )
    )
    for group, members in groupby(rows, key=lambda row: row.group):
        yield group
        for row in members:
            arrow = _ARROW if row.was and row.now else " "
            yield f"  {row.what:<{what}}  {row.was:>{was}} {arrow} {row.now:>{now}}  {row.how}"


def _holds(old: Line, new: Line) -> bool:
    return all(key in new and new[key] == value for key, value in old.items())


def _paired(before: Sequence[Line], after: Sequence[Line]) -> list[Pair]:
    """Pair the events of two timelines in the order of the later one."""
    news = dict(_with_keys(after))
    places = {key: place for place, key in enumerate(news)}
    pairs: list[tuple[int, int, Pair]] = []
    olds = dict(_with_keys(before))
    place = -1
    for key, old in olds.items():
        place = places.get(key, place)
        pairs.append((place, key not in news, (old, news.get(key))))
    pairs += ((places[key], 0, (None, new)) for key, new in news.items() if key not in olds)
    pairs.sort(key=lambda pair: pair[:2])
    return [pair for _, _, pair in pairs]


def _with_keys(lines: Iterable[Line]) -> Iterator[tuple[tuple[object, ...], Line]]:
    seen: dict[tuple[object, ...], int] = {}
    for line in lines:
        key: tuple[object, ...] = tuple(line.get(part) for part in _IDENTITY)
        if line["event"] == "tick":
            key = (*key, line.get("seconds"))
        seen[key] = seen.get(key, 0) + 1
        yield (*key, seen[key]), line


def _either(pair: Pair) -> Line:
    old, new = pair
    return new or old or {}


def _group(line: Line) -> str:
    if "exercise" not in line:
        return "The workout"
    number = f", set {line['set']}" if "set" in line else ""
    side = f", {line['side']}" if "side" in line else ""
    return f"{line['exercise']}{number}{side}"


def _rows(group: str, pairs: Sequence[Pair]) -> Iterator[Change]:
    """The rows of a set: one for each run of events that moved by the same time."""
    shown = [pair for pair in pairs if _either(pair)["event"] != "tick"] or pairs
    size = {id(pair): 1 for pair in shown}
    last = shown[0]
    for pair in pairs:  # a tick counts with the event before it
        if id(pair) in size:
            last = pair
        else:
            size[id(last)] += 1
    for moved, run in groupby(shown, key=_moved):
        found = list(run)
        first, end = _either(found[0]), _either(found[-1])
        if moved != 0:
            what = _what(first)
            if len(found) > 1:
                events = count(sum(size[id(pair)] for pair in found), "event")
                what = f"{what} to {_what(end)} ({events})"
            yield Change(group, what, *_times(found[0]), _by(moved))
        for old, new in found:
            if old and new and (how := _differs(old, new)):
                yield Change(group, _what(new), *_times((old, new)), how)


def _moved(pair: Pair) -> int | str:
    """Milliseconds by which an event comes later, or that it is new or gone."""
    old, new = pair
    if old is None or new is None:
        return _NEW if old is None else _GONE
    return int(new["at"]) - int(old["at"])


def _by(moved: int | str) -> str:
    if isinstance(moved, str):
        return moved
    return f"{length(moved)} {'later' if moved > 0 else 'earlier'}"


def _times(pair: Pair) -> tuple[str, str]:
    old, new = pair
    return (clock(old["at"]) if old else "", clock(new["at"]) if new else "")


def _what(line: Line) -> str:
    parts = [str(line["event"])]
    if "phase" in line:
        parts.append(str(line["phase"]))
    elif line["event"] in ("segment_started", "tick"):
        parts.append(str(line.get("segment", "")))
    if "rep" in line:
        parts.append(f"rep {line['rep']}")
    return " ".join(parts)


def _differs(old: Line, new: Line) -> str:
    """What else changed in an event: `load 120 → 125`.

    The time under load so far is told at the end of the set only: before, it follows from the
    moments.
    """
    skipped = ("at",) if old["event"] == "set_ended" else ("at", "tul_ms")
    keys = [key for key in old if key not in skipped and old[key] != new.get(key)]
    told = (f"{key} {_value(key, old[key])} {_ARROW} {_value(key, new.get(key))}" for key in keys)
    return ", ".join(told)


def _value(key: str, value: object) -> str:
    if key == "tul_ms" and type(value) is int:
        return clock(value)
    return "none" if value is None else str(value)
