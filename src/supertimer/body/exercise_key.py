"""What makes two names of an exercise one exercise."""

import re
import unicodedata
from functools import lru_cache

_HYPHEN = re.compile(r"(?<=[^\W\d_])[-‐‑](?=[^\W\d_])")


@lru_cache(4096)  # a log has few exercises and many sets
def exercise_key(name: str) -> str:
    """Return the same key for every way to write the name of one exercise.

    Case, Unicode composition, runs of white space, and a hyphen between two letters make no
    difference: `Chin-up` is `chin up`. Digits, signs, and brackets do: `Row 1-2` is not `Row 12`.
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    return " ".join(_HYPHEN.sub(" ", folded).split())
