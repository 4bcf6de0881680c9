"""How to display text: text of other people made harmless, counts, lists, ages, near matches."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache

LONGEST_WORD = 100
"""Characters of a word that are compared; a longer word is compared by its beginning."""

_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # control characters: terminal escapes begin with them
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that turn the reading direction
    "\u2028\u2029\ufeff\ud800-\udfff]"  # line ends that are none, byte order mark, half pairs
)


def literal(text: str) -> str:
    """Return `text` with each character that could act on a terminal as its code: `<1B>`."""
    return _UNSAFE.sub(lambda found: f"<{ord(found[0]):02X}>", text)


def unsafe(text: str) -> str | None:
    """Return the name of the first character that could act on a terminal, or None."""
    found = _UNSAFE.search(text)
    if found is None:
        return None
    return unicodedata.name(found[0], f"control character {ord(found[0]):02X}").lower()


def is_text(text: str) -> bool:
    """Return whether `text` can be encoded, which bytes that were not UTF-8 can't."""
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)


def odd_space(text: str) -> str | None:
    """Return the name of the first space in `text` that is not a plain one, if there is one."""
    found = next((each for each in text if each.isspace() and each not in " \t\r\n"), None)
    return None if found is None else unicodedata.name(found, "hidden space").lower()


def ago(past: timedelta) -> str:
    """Return how long ago, in the largest unit that fits: `14 minutes ago`."""
    seconds = past // timedelta(seconds=1)
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= length:
            return f"{count(seconds // length, unit)} ago"
    return "just now"


def day(moment: datetime, now: datetime) -> str:
    """Return `3 Nov`, or `3 Nov 2025` if that is not the year of `now`."""
    year = "" if moment.year == now.year else f" {moment.year}"
    return f"{moment.day} {moment:%b}{year}"


def count(number: int, thing: str) -> str:
    """Return `1 set` or `2 sets`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def listed(names: Sequence[str]) -> str:
    """Return names joined as in a sentence: `chest, lats and calves`."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else str(last)


def did_you_mean(word: str, choices: tuple[str, ...], otherwise: str = "") -> str:
    """Return a question with the near match among `choices`, or else the other hint."""
    meant = near(word, choices)
    return f"did you mean “{meant}”?" if meant else otherwise


@lru_cache(maxsize=1024)  # a file often has the same error many times
def near(word: str, choices: tuple[str, ...]) -> str | None:
    """Return the one of `choices` that is most like `word`, or None."""
    from difflib import get_close_matches  # imported late: most words are right

    close = get_close_matches(word.lower()[:LONGEST_WORD], choices, n=1, cutoff=0.6)
    return close[0] if close else None
