"""The only place that writes lines to a terminal. Nothing that it prints can act on the terminal.

Text comes from other people's files, from databases, and from other programs: whatever could act
on a terminal is shown as its code, and whatever the locale can't show is replaced.
"""

import codecs
import errno
import json
import os
import re
import sys
from collections.abc import Iterable
from itertools import islice
from typing import Any

import click

from supertimer.errors import SupertimerError
from supertimer.text import literal

BLOCK = 500
"""Lines that are printed at once."""

_STYLE = re.compile(r"(\x1b\[[0-9;]*m)")
"""A sequence that sets a color or bold, and nothing else."""

_PLAIN = {
    **{"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."},
    **{
        "→": "->",
        "←": "<-",
        "↑": "Up",
        "↓": "Down",
        "×": "x",
        "─": "-",
        "│": "|",
        "░": ".",
        "▒": ":",
        "▓": "*",
    },
    **dict.fromkeys("┌┬┐├┼┤└┴┘", "+"),
    **dict.fromkeys("█▀▄▌▐▘▝▖▗▞▚▛▜▙▟", "#"),
}
"""The replacements of characters that the locale can't show; all others become a question mark."""


class OutputError(SupertimerError):
    """The output can't be written: its stream is closed, or its disk is full."""


class HangUpError(OutputError):
    """The terminal was closed; the exit code is that of SIGHUP."""

    exit_code = 129

    def __init__(self) -> None:
        super().__init__("the terminal was closed")


class InputError(SupertimerError):
    """Standard input is closed."""


def say(text: str = "", *, styled: bool = False) -> None:
    """Print lines to standard output; with `styled`, colors and bold in `text` are kept.

    Raises OutputError if they can't be written.
    """
    if sys.stdout is None:
        raise OutputError("can't write the output: standard output is closed")
    try:
        click.echo(_clean(text, styled), color=styled or None)
    except BrokenPipeError:
        raise
    except OSError as error:
        discard_output()
        if error.errno == errno.EIO:
            raise HangUpError from None
        raise OutputError(f"can't write the output: {error.strerror}") from None


def say_all(lines: Iterable[str]) -> bool:
    """Print lines, many at a time, to standard output; return whether there were any.

    Raises OutputError if they can't be written.
    """
    left, some = iter(lines), False
    while block := list(islice(left, BLOCK)):
        some = True
        say("\n".join(block))
    return some


def say_json(value: Any) -> None:
    """Print a value as one line of JSON, in ASCII; raises OutputError if it can't be written."""
    say(json_line(value))


def json_line(value: Any) -> str:
    """Return a value as one line of JSON, in ASCII."""
    # Only ASCII: a locale or a terminal can do nothing to it. json leaves DEL as it is.
    return json.dumps(value).replace("\x7f", "\\u007f")


def warn(text: str) -> None:
    """Print lines to standard error; where that is closed or full, nothing can be said."""
    try:
        click.echo(_clean(text), err=True)
    except OSError:
        return


def require_input() -> None:
    """Raise InputError if standard input is closed."""
    if sys.stdin is None:
        raise InputError(
            "standard input is closed, so nothing can be read from it:"
            " run the command in a terminal, or give it a file with <FILE"
        )


def is_interactive() -> bool:
    """Return whether somebody can answer questions: standard input is a terminal."""
    return sys.stdin is not None and sys.stdin.isatty()


def somebody_is_here() -> bool:
    """Return whether the program has a terminal to read keys from and one to draw on."""
    drawn_on = sys.__stdout__ if os.name == "nt" else sys.__stderr__  # like Textual
    return all(each is not None and each.isatty() for each in (sys.__stdin__, drawn_on))


def shows_styles() -> bool:
    """Return whether standard output is a terminal, which can show colors and bold."""
    return sys.stdout is not None and sys.stdout.isatty()


def prepare_streams() -> None:
    """Replace what the locale can't show, and keep the numbers of closed streams from other files.

    A database that is opened as file 1 would take what another library prints.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number, which is this one
    codecs.register_error("supertimer.plain", _replaced)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="supertimer.plain")


def discard_output() -> None:
    """Lead standard output nowhere, so that Python does not fail again when it exits."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # a stream without a file
        return


def report_bug(error: Exception) -> str:
    """Write the details of a bug into a file, and return what to tell the user."""
    import tempfile
    import traceback

    told = f"this is a bug ({type(error).__name__}). Your workouts are safe"
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="supertimer-", suffix=".txt", delete=False, encoding="utf-8"
        ) as report:
            report.writelines(traceback.format_exception(error))
    except OSError:
        return f"{told}; {error}"
    return f"{told}. Please report it, with the contents of {report.name}"


def _clean(text: str, styled: bool = False) -> str:
    if not styled and text.replace("\n", "").isprintable():  # most texts, and much faster
        return text
    parts = _STYLE.split(text) if styled else [text]
    # Every other part is a style.
    parts[::2] = ["\n".join(map(literal, part.split("\n"))) for part in parts[::2]]
    return "".join(parts)


def _replaced(error: UnicodeError) -> tuple[str, int]:
    """Return the replacement of characters that an encoding does not have; see `codecs`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    shown = error.object[error.start : error.end]
    return "".join(_PLAIN.get(character, "?") for character in shown), error.end
