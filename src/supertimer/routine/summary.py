"""Read the schedule of a routine file, without the models.

A shell prompt may need it on every line, so this does not import pydantic or read tempos. An
invalid value counts as missing. The first full read of the file reports errors.
"""

import re
import tomllib
from collections.abc import Iterable
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from supertimer.body.muscles import Muscle
from supertimer.body.recovery import DAYS, DEFAULT
from supertimer.body.schedule import Program
from supertimer.errors import SupertimerError
from supertimer.routine.catalogue import known
from supertimer.routine.files import routine_files
from supertimer.routine.limits import read_content, scan
from supertimer.text import literal

T = TypeVar("T")

_HOURS = re.compile(r"\s*([0-9]{1,3})\s*h\s*")
"""The common way to write a recovery; other ways load the whole notation."""


def read_summaries(folders: Iterable[Path]) -> tuple[list[Program], list[Path]]:
    """Return the routines in `folders`, sorted by name within each, and the unreadable files.

    Of two routines with the same name, the first wins. A missing folder has no routines.
    """
    programs: dict[str, Program] = {}
    unreadable: list[Path] = []
    for folder in folders:
        for path in routine_files(folder):
            if program := read_summary(path):
                programs.setdefault(program.name.casefold(), program)
            else:
                unreadable.append(path)
    return list(programs.values()), unreadable


def read_summary(path: Path) -> Program | None:
    """Return the schedule of the routine in `path`, or None if it is not TOML or has no name."""
    try:
        return summarize(read_content(path))
    except SupertimerError:
        return None


def summarize(content: bytes) -> Program | None:
    """Return the schedule of the routine in `content`; None if it is not TOML or has no name."""
    try:
        text, found = scan(content)
        table: dict[str, Any] = {} if found else tomllib.loads(text)
    except (ValueError, RecursionError):  # TOMLDecodeError is a ValueError
        return None
    name = table.get("name")
    if not isinstance(name, str) or not name.strip():
        return None
    schedule = table.get("schedule")
    if not isinstance(schedule, dict):
        schedule = {}
    exercises = _each(table.get("exercise"), dict)
    return Program(
        name=literal(name.strip()),
        per_week=_per_week(schedule.get("per_week")),
        every=_every(schedule.get("every")),
        days=tuple(DAYS.index(day) for day in _days(schedule.get("days"))),
        alternate=tuple(literal(each.strip()) for each in _each(schedule.get("alternate"), str)),
        recovery=_recovery(schedule.get("recovery")),
        exercises=tuple(name for each in exercises for name in _each(each.get("name"), str)),
        muscles=tuple(dict.fromkeys(each for table in exercises for each in _muscles(table))),
    )


def _each(value: object, kind: type[T]) -> list[T]:
    """Return the values of this type in a list; a single value counts as a list."""
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, kind)]


def _per_week(value: object) -> Fraction | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0.1 <= value <= 14:
        return None
    return Fraction(value).limit_denominator(10)


def _every(value: object) -> int | None:
    if value is None:
        return None
    from supertimer.routine.notation import NotationError, every

    try:
        return every(value)
    except NotationError:
        return None


def _days(value: object) -> list[str]:
    short = (each.strip().lower()[:3] for each in _each(value, str))
    return [day for day in short if day in DAYS]


def _muscles(exercise: dict[str, object]) -> tuple[Muscle, ...]:
    """Return the muscles of the exercise, or those from the catalog."""
    names = (each.strip().lower() for each in _each(exercise.get("muscles"), str))
    if said := tuple(Muscle(name) for name in names if name in tuple(Muscle)):
        return said
    entries = (known(name) for name in _each(exercise.get("name"), str))
    return next((entry.muscles for entry in entries if entry), ())


def _recovery(value: object) -> timedelta:
    if value is None:
        return DEFAULT
    if isinstance(value, str) and (hours := _HOURS.fullmatch(value)):
        return timedelta(hours=int(hours[1]))
    from supertimer.routine.notation import NotationError, duration

    try:
        return timedelta(milliseconds=duration(value))
    except NotationError:
        return DEFAULT
