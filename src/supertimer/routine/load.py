"""A routine file read: bytes -> TOML -> models, or every diagnostic at once."""

import tomllib
from pathlib import Path

from pydantic import ValidationError

from supertimer.errors import SupertimerError
from supertimer.routine import diagnose
from supertimer.routine.diagnostic import RoutineError
from supertimer.routine.literal import literal
from supertimer.routine.model import Routine
from supertimer.routine.scan import scan
from supertimer.routine.sense import faults


def read_routine(path: Path) -> Routine:
    """The routine in the file at `path`.

    Raises:
        RoutineError: something in it is wrong.
        SupertimerError: it cannot be read at all.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SupertimerError(f"{literal(str(path))} cannot be read: {reason.lower()}") from None
    return parse_routine(content, str(path))


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
        raise RoutineError(diagnose.of_values(error, text), source) from None
    if wrong := faults(routine):
        raise RoutineError(diagnose.placed(wrong, text), source)
    return routine
