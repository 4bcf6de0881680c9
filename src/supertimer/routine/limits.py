"""Read a file, and check it in linear time for what would overload the parser.

Python's parser takes quadratic time for a dotted key of many parts and recurses into brackets. So
both are limited before it sees them.
"""

import re
from pathlib import Path

from supertimer.errors import SupertimerError
from supertimer.routine.check.diagnostic import Diagnostic
from supertimer.text import literal

LARGEST = 64 * 1024
"""Bytes. A hundred exercises with their comments need two thirds of it."""
DEEPEST = 64
MOST_PARTS = 16

_STRINGS_AND_COMMENTS = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"""|\\?\Z)'
    r"|'''.*?(?:'''|\Z)"
    r'|"(?:\\.|[^"\\\n])*"?'
    r"|'[^'\n]*'?"
    r"|#[^\n]*",
    re.DOTALL,
)
_DOTTED = re.compile(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{MOST_PARTS}}}")
_BRACKET = re.compile(r"[\[\]{}]")


def read_content(path: Path, largest: int = LARGEST) -> bytes:
    """Return the bytes of the file at `path`, at most one more than `largest`.

    Raises:
        SupertimerError: the file can't be read.
    """
    if path.is_fifo() and path.parts[:2] != ("/", "dev"):  # it would wait for a writer
        raise SupertimerError(f"{literal(str(path))} cannot be read: it is not a file")
    try:
        with path.open("rb") as file:
            return file.read(largest + 1)
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or "no such file"
        raise SupertimerError(f"{literal(str(path))} cannot be read: {reason.lower()}") from None


def scan(content: str | bytes, largest: int = LARGEST) -> tuple[str, list[Diagnostic]]:
    """Return the text of a file, and the errors that prevent parsing."""
    if len(content) > largest:
        return "", [Diagnostic("this file is too large", f"the maximum is {largest // 1024} KiB")]
    try:
        text = content.decode() if isinstance(content, bytes) else content
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return "", [Diagnostic(f"line {line} is not UTF-8 text", "save the file as UTF-8")]
    text = text.removeprefix("\ufeff")
    bare = _STRINGS_AND_COMMENTS.sub(_as_word, text)
    if dotted := _DOTTED.search(bare):
        return text, [
            Diagnostic(
                f"this key has more than {MOST_PARTS} parts",
                "use one name, or two with a dot",
                line=bare.count("\n", 0, dotted.start()) + 1,
                column=1,
            )
        ]
    depth = 0
    for bracket in _BRACKET.finditer(bare):
        depth = depth + 1 if bracket[0] in "[{" else max(0, depth - 1)
        if depth > DEEPEST:
            line = bare.count("\n", 0, bracket.start()) + 1
            message = f"brackets are nested more than {DEEPEST} deep"
            return text, [Diagnostic(message, line=line, column=1)]
    return text, []


def _as_word(found: re.Match[str]) -> str:
    """Return a word on the same number of lines for a string, and nothing for a comment."""
    return "" if found[0].startswith("#") else "s" + "\n" * found[0].count("\n")
