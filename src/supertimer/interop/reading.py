"""From the rows of a file to a preview: what all formats of other programs have in common."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import Any

from supertimer.engine.plan import SetKind
from supertimer.engine.result import EndedBy
from supertimer.interop import tag
from supertimer.interop.preview import (
    DayOrderError,
    ImportFileError,
    Options,
    Preview,
    Refused,
    RowRead,
    UnitError,
    plain_load,
)
from supertimer.interop.progress import SILENT, WorkProgress
from supertimer.interop.records import Records
from supertimer.interop.values import Dates, milliseconds, number, unit
from supertimer.units import Load, Unit

FREE_TEXTS = ("exercise", "note", "workout", "workout note")
"""The fields in which a separator may stand without quotes, the likeliest first."""

_HALF = Decimal("0.5")


_FACTS = (
    *("kg", "lb", "weight", "unit", "reps", "seconds", "distance", "distance unit", "note", "rpe"),
)
"""The fields that say what was done."""

_facts = itemgetter(*_FACTS)

Row = Mapping[str, str]
"""The cells of a row by field; a field that the file does not have is empty."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """The format of a program's files."""

    name: str
    """Short; part of the keys of what is imported, so it never changes."""
    title: str
    columns: Mapping[str, tuple[str, ...]]
    """Field -> what a header calls it, in all languages, in lower case."""
    required: tuple[str, ...]
    """The fields by which a header is recognized."""
    read: "Callable[[Row, Context], RowRead]"
    """Returns what a row says; raises ValueError with the reason if it can't be read."""
    day_first: bool | None = None


@dataclass(slots=True)
class Context:
    """What the reading of each row needs to know of the file."""

    options: Options
    dates: Dates
    unit_missing: bool = False
    """Whether a weight had no unit."""
    known: dict[object, Mapping[str, Any]] = field(default_factory=dict)
    """What rows say that say the same: a log has the same sets over and over."""


def plain_header(name: str) -> str:
    """Return what a column is called, without case, quotes, and double spaces."""
    return " ".join(name.strip("\ufeff\"' ").casefold().split())


def places(dialect: Dialect, header: list[str], options: Options) -> dict[str, int] | None:
    """Return the place of each field in a file; None if the file is not of this format.

    Raises ImportFileError for a column that the file does not have.
    """
    plain = [plain_header(name) for name in header]
    found = {
        field: plain.index(name)
        for field, names in dialect.columns.items()
        for name in reversed(names)
        if name in plain
    }
    for wanted, name in options.columns.items():
        if plain_header(name) not in plain:
            raise ImportFileError(f"the file has no column “{name}”; it has {', '.join(header)}")
        found[wanted] = plain.index(plain_header(name))
    return found if all(name in found for name in dialect.required) else None


def read_table(
    dialect: Dialect, table: Records, options: Options, progress: WorkProgress = SILENT
) -> Preview:
    """Return the preview of a file of this format.

    Raises UnitError or DayOrderError if the user has to say something about the file.
    """
    index = places(dialect, table.header, options)
    assert index is not None
    row_of = _row_maker(dialect, index)
    width = len(table.header)
    date = index.get("date")
    dated = [] if date is None else [row[date] for _, row in table.rows if len(row) == width]
    wanted = options.day_first if options.day_first is not None else dialect.day_first
    context = Context(options, Dates(dict.fromkeys(dated), wanted))
    if context.dates.ambiguous:
        raise DayOrderError(context.dates.ambiguous)
    preview = Preview(dialect.name, dialect.title)
    preview.rows = len(table.rows) + len(table.refused)
    preview.refused += table.refused
    for line, cells in progress.over("Reading", table.rows):
        try:
            if len(cells) == width:
                row = dialect.read(row_of(cells), context)
            else:
                row = _joined(dialect, cells, width, index, row_of, context, table.separator)
        except (ValueError, ArithmeticError) as error:
            preview.refused.append(Refused(line, str(error) or "the row can't be read"))
            continue
        if context.unit_missing:
            raise UnitError
        preview.take(row)
    preview.refused.sort(key=lambda each: each.line)
    return preview


def _row_maker(dialect: Dialect, index: Mapping[str, int]) -> Callable[[list[str]], Row]:
    """Return a function that makes a row from its cells."""
    empty = dict.fromkeys((*dialect.columns, *_FACTS), "")
    pick = itemgetter(*index.values())

    def row(cells: list[str]) -> Row:
        made = empty.copy()
        made.update(zip(index, pick(cells), strict=True))
        return made

    return row


def _joined(
    dialect: Dialect,
    cells: list[str],
    width: int,
    index: Mapping[str, int],
    row_of: Callable[[list[str]], Row],
    context: Context,
    separator: str,
) -> RowRead:
    """Return what a row with too many cells says.

    The cells at its end are empty, or a text has separators without quotes.
    """
    more = len(cells) - width
    readings = [] if any(map(str.strip, cells[width:])) else [cells[:width]]
    for name in FREE_TEXTS:
        if (place := index.get(name)) is not None:
            text = separator.join(cells[place : place + more + 1])
            readings.append([*cells[:place], text, *cells[place + more + 1 :]])
    told = f"the row has {len(cells)} fields instead of {width}"
    missing = context.unit_missing
    for each in readings:
        try:
            return dialect.read(row_of([cell.strip() for cell in each]), context)
        except (ValueError, ArithmeticError) as error:
            context.unit_missing = missing
            if each == cells[:width]:
                told = str(error)
    raise ValueError(told)


def _load(row: Row, context: Context) -> Load | None:
    """Return the load in the fields `kg`, `lb`, or `weight` and `unit`; None if it has none."""
    kg, lb, options = row["kg"], row["lb"], context.options
    if kg or lb:
        kilograms, pounds = number(kg)[0], number(lb)[0]
        chosen = (pounds, Unit.LB) if pounds else (kilograms, Unit.KG)
        # Where a file has both, one of them was converted: it has more digits.
        if kilograms and pounds and (kilograms % _HALF == 0 or pounds % _HALF):
            chosen = kilograms, Unit.KG
        return plain_load(*chosen, as_pounds=options.as_pounds)
    amount, rest = number(row["weight"])
    known = unit(rest) or unit(row["unit"]) or options.unit
    context.unit_missing |= bool(amount) and known is None
    return plain_load(amount, known or Unit.KG, as_pounds=options.as_pounds)


@lru_cache(4096)
def reps(text: str) -> int | None:
    """Return reps in hundredths; None for 0 or an empty text."""
    amount, rest = number(text)
    if rest and not is_reps(rest):
        raise ValueError(f"can't read the reps “{text}”")
    if not 0 <= amount < 10_000:
        raise ValueError(f"“{text}” is not a number of reps")
    return int(amount * 100) or None


def is_reps(word: str) -> bool:
    """Return whether a word means reps in a language that is known."""
    return word.casefold().startswith(("rep", "rip", "wied", "wdh", "rép", "x"))


def done(
    row: Row,
    context: Context,
    *,
    kind: SetKind = SetKind.WORK,
    failure: bool = False,
) -> Mapping[str, Any]:
    """Return the fields of `SetDone` in a row with the usual fields.

    Raises ValueError if the row says that nothing was done.
    """
    facts = (_facts(row), kind, failure)
    if (known := context.known.get(facts)) is None:
        known = _done(row, context, kind, failure)
        if not context.unit_missing:  # the next row has to notice it, too
            context.known[facts] = known
    return known


def _done(row: Row, context: Context, kind: SetKind, failure: bool) -> Mapping[str, Any]:
    note, distance, rpe = row["note"], row["distance"], row["rpe"]
    note, tagged = tag.read(note) if note else ("", {})
    count, ms = reps(row["reps"]), milliseconds(row["seconds"])
    carried = _load(row, context)
    told = [note, f"RPE {rpe}" if rpe else ""]
    if distance and number(distance)[0]:
        told.append(f"{distance} {row['distance unit']}".strip())
        if ms:
            told.append(f"in {ms // 60000}:{ms // 1000 % 60:02}")
        ms = 0  # a run is not time under load
    elif count is None and not ms and "tul_ms" not in tagged and "ended_by" not in tagged:
        raise ValueError("the row has no reps and no time")
    values: dict[str, Any] = {
        "load": carried,
        "tul_ms": ms,
        "reps": count,
        "kind": kind,
        "ended_by": EndedBy.FATIGUE if failure else EndedBy.REPS if count else EndedBy.TIME,
        "note": ", ".join(filter(None, told)),
    }
    return values | tagged


@lru_cache(1024)
def day(moment: datetime) -> str:
    """Return `2024-03-05`, faster than a format: every row needs it."""
    return str(moment)[:10]


@lru_cache(1024)
def minute(moment: datetime) -> str:
    """Return `2024-03-05 07:10`: a spreadsheet leaves the seconds out."""
    return str(moment)[:16]


def exercise(row: Row) -> str:
    """Return the exercise of a row; raises ValueError if it has none."""
    return _exercise(row["exercise"])


@lru_cache(4096)
def _exercise(text: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise ValueError("the exercise is missing")
    if len(name) > 200:
        raise ValueError("the name of the exercise is longer than 200 characters")
    return name
