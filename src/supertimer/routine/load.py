"""A routine file read: bytes -> TOML -> models, or every diagnostic at once."""

import tomllib
from pathlib import Path

from pydantic import ValidationError

from supertimer.errors import SupertimerError
from supertimer.routine import diagnose
from supertimer.routine.diagnostic import RoutineError
from supertimer.routine.literal import literal
from supertimer.routine.model import Routine
from supertimer.routine.scan import LARGEST, scan
from supertimer.routine.sense import faults, faults_of_rest


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
        raise RoutineError(diagnose.placed(found, text), source)
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise RoutineError(diagnose.of_syntax(error, text), source) from None
    try:
        routine = Routine.model_validate(document)
    except ValidationError as error:
        rest = faults_of_rest(document, [each["loc"] for each in error.errors(include_url=False)])
        raise RoutineError(diagnose.of_values(error, text, rest), source) from None
    if wrong := faults(routine):
        raise RoutineError(diagnose.placed(wrong, text), source)
    return routine
