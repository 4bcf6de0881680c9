"""The bytes of a file, and a first look at them, in linear time, for what would choke a parser.

Python's parser takes quadratic time for a dotted key of many parts and recurses into brackets, so
both are bounded before it sees them.
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


def scan(content: str | bytes) -> tuple[str, list[Diagnostic]]:
    """The text of a file, and what makes it unfit to be parsed."""
    if len(content) > LARGEST:
        return "", [Diagnostic("this file is too large", f"at most {LARGEST // 1024} KiB")]
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
                f"a key of more than {MOST_PARTS} parts",
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
    """A string stands for one word, on as many lines; a comment for nothing."""
    return "" if found[0].startswith("#") else "s" + "\n" * found[0].count("\n")
