"""A set that was done, as the history keeps it: a value, and the row that stores it.

The fields of `SetDone` are the columns of the table `sets`. The type of a field decides how its
value is stored, see `_CODECS`. A new column is a new field here and a migration in `schema`.
"""

import json
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from itertools import chain, repeat
from typing import Any

from supertimer.body.exercise_key import exercise_key
from supertimer.engine.cadence import Side
from supertimer.engine.plan import SetKind, Window
from supertimer.engine.result import LONG_PAUSE, EndedBy
from supertimer.history.ids import as_moment, as_text, as_zone
from supertimer.history.rows import TableRow, Value
from supertimer.text import is_text
from supertimer.units import Load, Unit, minutes

HEAVIEST = Decimal(100_000)
"""A heavier load was mistyped."""

LONGEST = 100 * 366 * 24 * 60 * 60 * 1000
"""A number in a row above this, 100 years in milliseconds, is invalid."""

_COMPLETE = (EndedBy.FATIGUE, EndedBy.REPS, EndedBy.TIME, EndedBy.CAP)

Settings = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDone:
    """One attempt at a set. Times are in milliseconds, moments in the workout's own time zone."""

    workout: str
    """The workout's key."""
    attempt: int
    """0-based, in the order in which sets ended."""
    person: str
    exercise: str
    number: int
    """1-based within the exercise, warm-ups and drops included."""
    kind: SetKind = SetKind.WORK
    side: Side | None = None
    started: datetime
    ended: datetime
    """The end of the effort, before the push."""
    load: Load | None = None
    settings: Settings = ()
    cadence: str = ""
    """In words, see `wording.cadence`; empty if unknown."""
    window: Window | None = None
    tul_ms: int
    reps: int | None = None
    """Hundredths; None where reps mean nothing."""
    ended_by: EndedBy = EndedBy.FATIGUE
    push_ms: int = 0
    rest_ms: int | None = None
    paused_ms: int = 0
    estimated: bool = False
    amended: bool = False
    discarded: bool = False
    """The set was repeated, so this attempt does not count."""
    deleted: bool = False
    """Undone or deleted; the row stays so that a merge does not bring the set back."""
    by_hand: bool = False
    """Entered afterwards, not timed."""
    imported: bool = False
    """From another program; `tul_ms` is 0 where that did not know it."""
    note: str = ""

    @property
    def complete(self) -> bool:
        """Whether its end says something about the load: the set was not cut short."""
        return self.ended_by in _COMPLETE

    @property
    def time(self) -> str:
        """The time under load as `1:42`; empty if another program did not know it."""
        return minutes(self.tul_ms) if self.tul_ms or not self.imported else ""

    @property
    def paused(self) -> bool:
        """Whether it was paused so much that no record and no advice come from it."""
        return self.paused_ms > LONG_PAUSE

    def row(self) -> TableRow:
        """Return the row that stores the set."""
        stored = cells({name: getattr(self, name) for name, _, _ in _FIELDS})
        return TableRow("sets", {**stored, "key": exercise_key(self.exercise)})


@dataclass(frozen=True, slots=True)
class _Codec:
    """How the values of a type are stored."""

    encode: Callable[[Any], tuple[Value, ...]]
    """Turns a value into the cells of its columns."""
    decode: Callable[..., Any]
    """Turns the cells into the value; raises ValueError, TypeError or ArithmeticError."""
    columns: tuple[str, ...] = ()
    """Empty: one column, named like the field."""
    one: Callable[[Any], Any] | None = None
    """With one column: turns a cell that is not NULL into the value."""


def _one(encode: Callable[[Any], Value], decode: Callable[[Any], Any]) -> _Codec:
    """Store a value in one column, and None as NULL."""
    return _Codec(
        lambda value: (None if value is None else encode(value),),
        lambda cell: None if cell is None else decode(cell),
        one=decode,
    )


@lru_cache(4096, typed=True)  # a history has the same few texts in every row
def decode_text(cell: Value) -> str:
    """Return the text of a cell; raises ValueError if it was not UTF-8."""
    if not is_text(str(cell)):
        raise ValueError
    return str(cell)


def decode_whole(cell: Value) -> int:
    """Return the number of a cell; raises ValueError if it is negative or too large."""
    if not isinstance(cell, int) or not 0 <= cell <= LONGEST:
        raise ValueError
    return cell


def _encode_window(window: Window | None) -> tuple[Value, ...]:
    return (window.opens, window.tops) if window else (None, None)


@lru_cache(1024, typed=True)
def _decode_window(opens: Value, tops: Value) -> Window | None:
    if opens is None:
        return None
    return Window(decode_whole(opens), None if tops is None else decode_whole(tops))


def _encode_load(load: Load | None) -> tuple[Value, ...]:
    if load is None:
        return (None, None, 0, 0, None)
    flags = int(load.bodyweight), int(load.per_hand)
    return (str(load.amount), str(load.unit), *flags, load.name or None)


@lru_cache(1024)
def decode_load(
    amount: Value, unit: Value, bodyweight: Value, per_hand: Value, name: Value
) -> Load | None:
    """Return the load of its cells, or None; raises ValueError or ArithmeticError if invalid."""
    if amount is None:
        return None
    if name is not None and not is_text(str(name)):
        raise ValueError
    flags = bool(bodyweight), bool(per_hand)
    load = Load(Decimal(str(amount)), Unit(str(unit)), *flags, str(name or ""))
    least = -HEAVIEST if load.bodyweight else Decimal(0)
    if not least <= load.amount <= HEAVIEST:  # NaN raises an ArithmeticError
        raise ValueError
    return load


def _encode_settings(settings: Settings) -> str:
    return json.dumps(settings, ensure_ascii=False, separators=(",", ":"))


@lru_cache(1024)
def _decode_settings(cell: str) -> Settings:
    return tuple((str(name), str(value)) for name, value in json.loads(cell))


_MOMENT = _one(as_text, as_moment)

_CODECS: Mapping[Any, _Codec] = {
    str: _one(str, decode_text),
    int: _one(int, decode_whole),
    int | None: _one(int, decode_whole),
    bool: _one(int, bool),
    datetime: _MOMENT,
    SetKind: _one(str, lru_cache(SetKind)),
    EndedBy: _one(str, lru_cache(EndedBy)),
    Side | None: _one(str, lru_cache(Side)),
    Settings: _one(_encode_settings, _decode_settings),
    Window | None: _Codec(_encode_window, _decode_window, ("window_opens", "window_tops")),
    Load | None: _Codec(
        _encode_load, decode_load, ("load", "unit", "bodyweight", "per_hand", "load_name")
    ),
}

_FIELDS: list[tuple[str, slice, _Codec]] = []
"""Each field's name, its place in `_COLUMNS`, and how its values are stored."""
_COLUMNS: list[str] = []

for _field in fields(SetDone):
    if _field.name == "person":  # the workout's
        continue
    _codec = _CODECS[_field.type]
    _begin = len(_COLUMNS)
    _COLUMNS += _codec.columns or (_field.name,)
    _FIELDS.append((_field.name, slice(_begin, len(_COLUMNS)), _codec))

_BY_NAME = {name: codec for name, _, codec in _FIELDS}

SELECT_SETS = (
    f"SELECT {', '.join(f'sets.{column}' for column in _COLUMNS)}, zone"
    " FROM sets JOIN workouts ON uuid = workout"
)
"""The beginning of a query whose rows `read_set` can read."""


@lru_cache(64)
def columns(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the columns that store some fields of a set."""
    return tuple(chain.from_iterable(_BY_NAME[name].columns or (name,) for name in names))


def encoded(values: Mapping[str, Any]) -> tuple[Value, ...]:
    """Return what is in `columns` of the fields that `values` has."""
    return tuple(chain.from_iterable([_BY_NAME[name].encode(values[name]) for name in values]))


def cells(values: Mapping[str, Any]) -> dict[str, Value]:
    """Return the columns of a row that store some fields of a set."""
    return dict(zip(columns(tuple(values)), encoded(values), strict=True))


def read_set(person: str, row: Sequence[Value]) -> SetDone:
    """Return the set of a person that is stored in a row of a query that begins with `SELECT_SETS`.

    Raises:
        ValueError: a value is invalid; the message names the field and the value.
    """
    zone = as_zone(str(row[-1]))
    values: dict[str, Any] = {"person": person}
    for name, place, codec in _FIELDS:
        cells = row[place]
        try:
            value = codec.decode(*cells)
            values[name] = value.astimezone(zone) if codec is _MOMENT else value
        except (ValueError, TypeError, ArithmeticError, RecursionError):
            raise ValueError(f"invalid {name}: {', '.join(map(repr, cells))}") from None
    return SetDone(**values)


def read_sets(person: str, rows: Sequence[Sequence[Value]]) -> list[SetDone] | None:
    """Return the sets of a person in many rows, as `read_set` does, but column by column.

    Return None if a value is invalid; `read_set` tells which.
    """
    sets = [object.__new__(SetDone) for _ in rows]
    try:
        _fill(sets, person, [*zip(*rows, strict=True)])
    except (ValueError, TypeError, ArithmeticError, RecursionError):
        return None
    return sets


def _fill(sets: Sequence[SetDone], person: str, columns: Sequence[Sequence[Any]]) -> None:
    """Set the fields of new sets from the columns of their rows."""

    def fill(name: str, values: Iterable[Any]) -> None:
        """Set a field of all sets; the constructor of a frozen class takes five times as long."""
        deque(map(getattr(SetDone, name).__set__, sets, values), maxlen=0)

    if not sets:
        return
    zones = [as_zone(str(zone)) for zone in columns[-1]]
    fill("person", repeat(person))
    for name, place, codec in _FIELDS:
        cells = columns[place]
        if codec is _MOMENT:
            fill(name, map(as_moment, cells[0], zones))
        elif codec.one is None or None in cells[0]:
            fill(name, map(codec.decode, *cells))
        elif codec.one is decode_whole and set(map(type, cells[0])) == {int}:
            decode_whole(min(cells[0])), decode_whole(max(cells[0]))
            fill(name, cells[0])
        else:
            fill(name, map(codec.one, cells[0]))
