"""Read a routine file: bytes -> TOML -> models, or all errors at once.

Test files are read the same way, with other models.
"""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from supertimer.routine.check import explain
from supertimer.routine.check.consistency import faults, faults_of_rest
from supertimer.routine.check.diagnostic import Diagnostic, RoutineError
from supertimer.routine.limits import LARGEST, read_content, scan
from supertimer.routine.model import Routine

T = TypeVar("T")
Reader = Callable[[dict[str, Any]], tuple[T | None, list[Diagnostic]]]
"""Turns a TOML document into what it says; or None, with all that is wrong in it."""

LISTS = ("exercise", "scenario")
"""What a file lists under headers in double brackets."""


def read_routine(path: Path) -> Routine:
    """Return the routine in the file at `path`.

    Raises:
        RoutineError: the routine has errors.
        SupertimerError: the file can't be read.
    """
    return parse_routine(read_content(path), str(path))


def parse_routine(content: str | bytes, source: str) -> Routine:
    """Return the routine in `content`; `source` is the name of the file, for messages.

    Raises:
        RoutineError: the routine has errors.
    """
    return parse_document(content, source, _routine)


def parse_document(content: str | bytes, source: str, read: Reader[T], largest: int = LARGEST) -> T:
    """Return what `read` makes of the TOML in `content`; `source` is the file's name, for messages.

    Raises:
        RoutineError: something in it is wrong.
    """
    text, found = scan(content, largest)
    if found:
        raise RoutineError(explain.with_places(found, text), source)
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError):
        document = {}
    if not document or any(isinstance(document.get(key), dict) for key in LISTS):
        raise RoutineError(_recovered(text, read), source)
    value, wrong = read(document)
    if value is None:
        raise RoutineError(explain.with_places(wrong, text), source)
    return value


def _recovered(text: str, read: Reader[T]) -> list[Diagnostic]:
    """Return the errors of a text that is not TOML, and of the values in it."""
    from supertimer.routine.check.recover import recover  # only if the file has errors

    document, slips, edits = recover(text)
    wrong = [] if document is None else read(document)[1]
    return explain.together(slips, explain.with_places(wrong, text, edits))


def _routine(document: dict[str, Any]) -> tuple[Routine | None, list[Diagnostic]]:
    """Return the routine in a document, or its errors."""
    try:
        routine = Routine.model_validate(document)
    except ValidationError as error:
        rest = faults_of_rest(document, [each["loc"] for each in error.errors(include_url=False)])
        return None, explain.of_values(error, rest)
    wrong = faults(routine)
    return (None if wrong else routine), wrong
