"""Text from files and people, made harmless before a terminal sees it."""

import re
import unicodedata

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
