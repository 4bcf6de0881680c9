"""How to display text: other people's made harmless, counts, lists, how long ago, near matches."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache

LONGEST_WORD = 100
"""Characters; what is longer is compared by its beginning."""

_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # control characters: terminal escapes begin with them
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that turn the reading direction
    "\u2028\u2029\ufeff\ud800-\udfff]"  # line ends that are none, byte order mark, half pairs
)


def literal(text: str) -> str:
    """`text` with every character that could act on a terminal shown as its code: `<1B>`."""
    return _UNSAFE.sub(lambda found: f"<{ord(found[0]):02X}>", text)


def unsafe(text: str) -> str | None:
    """The name of the first character in `text` that could act on a terminal, if there is one."""
    found = _UNSAFE.search(text)
    if found is None:
        return None
    return unicodedata.name(found[0], f"control character {ord(found[0]):02X}").lower()


def is_text(text: str) -> bool:
    """Return whether `text` can be encoded, which bytes that were not UTF-8 can't."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def ago(past: timedelta) -> str:
    """How long ago, in the largest unit of which there is one: `14 minutes ago`."""
    seconds = past // timedelta(seconds=1)
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= length:
            return f"{count(seconds // length, unit)} ago"
    return "just now"


def count(number: int, thing: str) -> str:
    """`1 set`, `2 sets`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def listed(names: Sequence[str]) -> str:
    """Names joined the way a sentence has them: `chest, lats and calves`."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else str(last)


def did_you_mean(word: str, choices: tuple[str, ...], otherwise: str = "") -> str:
    """A question with the near match among `choices`, or else the other hint."""
    meant = near(word, choices)
    return f"did you mean “{meant}”?" if meant else otherwise


@lru_cache(maxsize=1024)  # a file that is wrong once is often wrong in the same way many times
def near(word: str, choices: tuple[str, ...]) -> str | None:
    """The one of `choices` that is like `word`, if any is."""
    from difflib import get_close_matches  # only where a word is wrong

    close = get_close_matches(word.lower()[:LONGEST_WORD], choices, n=1, cutoff=0.6)
    return close[0] if close else None
