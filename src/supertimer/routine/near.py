"""What a word was probably meant to be."""

from functools import lru_cache

LONGEST_WORD = 100
"""Characters; what is longer is compared by its beginning."""


@lru_cache(maxsize=1024)  # a file that is wrong once is often wrong in the same way many times
def near(word: str, choices: tuple[str, ...]) -> str | None:
    """The one of `choices` that is like `word`, if any is."""
    from difflib import get_close_matches  # only where a word is wrong

    close = get_close_matches(word.lower()[:LONGEST_WORD], choices, n=1, cutoff=0.6)
    return close[0] if close else None
