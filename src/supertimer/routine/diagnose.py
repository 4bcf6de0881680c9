"""From what a parser or a model complains about to what a lifter can mend, and where."""

import re
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from supertimer.routine.diagnostic import Diagnostic, Path
from supertimer.routine.literal import literal
from supertimer.routine.notation import NotationError

MOST = 50
"""Diagnostics that are shown of one file."""

_AT = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")


def of_syntax(error: Exception, text: str) -> Diagnostic:
    """What keeps the file from being TOML at all."""
    if isinstance(error, RecursionError):
        return Diagnostic("tables or lists are nested too deeply")
    message = str(error)
    if "integer string conversion" in message:
        return Diagnostic("a number has thousands of digits", "a number that can be lifted")
    at = _AT.search(message)
    said = literal(_AT.sub("", message))
    lines = text.split("\n")
    line, column = (int(at[1]), int(at[2])) if at and at[1] else (len(lines), len(lines[-1]) + 1)
    return Diagnostic(
        f"this is not TOML: {said[:1].lower()}{said[1:200]}",
        line=line,
        column=column,
        text=lines[line - 1] if line <= len(lines) else "",
    )


def of_values(error: ValidationError, text: str) -> list[Diagnostic]:
    """Everything that the models refuse."""
    return placed([_of_value(each) for each in error.errors(include_url=False)], text)


def placed(found: Iterable[Diagnostic], text: str) -> list[Diagnostic]:
    """The diagnostics with their places in the text, in order."""
    return list(found)


def _of_value(error: Any) -> Diagnostic:
    path: Path = tuple(part for part in error["loc"])
    inner = error.get("ctx", {}).get("error")
    if isinstance(inner, NotationError):
        return Diagnostic(inner.message, inner.hint, path)
    return Diagnostic(error["msg"], "", path)
