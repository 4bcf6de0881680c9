"""A routine file read: bytes -> TOML -> models, or every diagnostic at once."""

import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from supertimer.errors import SupertimerError
from supertimer.routine.check import explain
from supertimer.routine.check.consistency import faults, faults_of_rest
from supertimer.routine.check.diagnostic import Diagnostic, RoutineError
from supertimer.routine.limits import LARGEST, scan
from supertimer.routine.model import Routine
from supertimer.text import literal


def read_routine(path: Path) -> Routine:
    """The routine in the file at `path`.

    Raises:
        RoutineError: something in it is wrong.
        SupertimerError: it cannot be read at all.
    """
    return parse_routine(read_content(path), str(path))


def read_content(path: Path) -> bytes:
    """The bytes of the file at `path`, but no more of them than show that it is too large.

    Raises:
        SupertimerError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or "no such file"
        raise SupertimerError(f"{literal(str(path))} cannot be read: {reason.lower()}") from None


def parse_routine(content: str | bytes, source: str) -> Routine:
    """The routine that `content` says; `source` is the file's name, for messages.

    Raises:
        RoutineError: something in it is wrong.
    """
    text, found = scan(content)
    if found:
        raise RoutineError(explain.placed(found, text), source)
    document, broken = _parsed(text)
    if broken or isinstance(document.get("exercise"), dict):
        if wrong := _all_wrong(text):
            raise RoutineError(wrong, source)
        if broken:
            raise RoutineError([explain.of_syntax(broken, text)], source)
    routine, wrong = _routine(document, text)
    if routine is None:
        raise RoutineError(wrong, source)
    return routine


def _parsed(text: str) -> tuple[dict[str, Any], Exception | None]:
    """The document, or why there is none."""
    try:
        return tomllib.loads(text), None
    except (ValueError, RecursionError) as error:
        return {}, error


def _all_wrong(text: str) -> list[Diagnostic]:
    """What keeps a text from being TOML, and what is wrong with the values beside that."""
    from supertimer.routine.check import syntax  # only where something is wrong

    reading = syntax.read(text)
    _, values = _routine(reading.document, reading.mended)
    return explain.together(reading.found, filter(None, map(reading.in_source, values)))


def _routine(document: dict[str, Any], text: str) -> tuple[Routine | None, list[Diagnostic]]:
    """What a document says, or all that is wrong with it, at its places in the `text`."""
    try:
        routine = Routine.model_validate(document)
    except ValidationError as error:
        rest = faults_of_rest(document, [each["loc"] for each in error.errors(include_url=False)])
        return None, explain.of_values(error, text, rest)
    wrong = faults(routine)
    return (None if wrong else routine), explain.placed(wrong, text)
