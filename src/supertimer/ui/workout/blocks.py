"""The text of a rest in big letters, as large as fits, or else in plain text."""

from dataclasses import dataclass
from functools import lru_cache, partial

from rich.cells import cell_len

from supertimer.ui.widgets.wrap import folded
from supertimer.ui.workout.letters import HEIGHT, big, rows, spelled, width


@dataclass(frozen=True, slots=True)
class Lettering:
    """Text in big letters or in rows of plain text."""

    rows: tuple[str, ...]
    plain: bool = False


Size = tuple[int, int]
"""The largest scale of the letters, and the most rows that they may take."""

_LOW = ((6, 6, 6), (6, 6, 1), (6, 1, 1), (3, 3, 3), (3, 3, 1), (3, 1, 1))
"""Rows for name, load, and settings in the smallest letters; one row means plain text."""


def _sizes(scale: int) -> list[tuple[Size, Size, Size]]:
    """Return the sizes that name, load, and settings may take, the largest first."""
    roomy: list[tuple[Size, Size, Size]] = []
    for each in range(scale, 0, -1):
        name = (each + 1, rows(each + 1) + 1)
        two, one = (each, 2 * rows(each) + 1), (each, max(rows(each), 6))
        roomy += [(name, two, two), (name, one, one)]
        if each > 1:  # settings shrink before the load does
            roomy.append((name, (each, rows(each)), (each - 1, 2 * rows(each - 1))))
    return [*roomy, *(((1, name), (1, load), (1, settings)) for name, load, settings in _LOW)]


@lru_cache(maxsize=16)
def arranged(
    told: tuple[tuple[str, ...], ...],
    columns: int,
    room: int,
    scale: int,
    below: tuple[int, int],
) -> list[Lettering]:
    """Return name, load, and settings, as large as `room` rows allow.

    `told` has their words; `scale` is the scale of the letters in a window of this height. `below`
    has the rows of all text below them, and of the text that must be there: big letters have
    priority over other text, but not over the text that must be there.
    """
    sizes = _sizes(scale)
    wanted, needed = below
    blocks: list[Lettering] = []
    for kept, some in ((wanted, sizes[: 3 * scale]), (needed, sizes)):
        for size in some:
            blocks = [
                spell(parts, gap, columns, each)
                for parts, gap, each in zip(told, (" ", " ", "  "), size, strict=True)
            ]
            if sum(len(block.rows) for block in blocks) + kept <= room:
                return blocks
    return blocks


def spell(parts: tuple[str, ...], gap: str, columns: int, size: Size) -> Lettering:
    """Return `parts` in big letters of at most `size`, or in plain text if they do not fit."""
    scale, lines = _fold(parts, gap, columns, size)
    if scale:
        between = ("",) if scale > 1 else ()
        shown = [row for line in lines for row in (*between, *big(line, scale))]
        return Lettering(tuple(shown[len(between) :]))
    narrow = [
        piece
        for part in parts
        for piece in ([part] if cell_len(part) <= columns else folded(part.split(), " ", columns))
    ]
    return Lettering(tuple(folded(narrow, gap, columns)), plain=True)


def _fold(parts: tuple[str, ...], gap: str, columns: int, size: Size) -> tuple[int, list[str]]:
    """Return the largest scale at which `parts` fit, and their rows.

    The scale is 0 if they do not fit, or contain characters without a big letter.
    """
    words = [word for part in parts if (word := spelled(part)) is not None]
    if len(words) < len(parts):
        return 0, []
    largest, lines = size
    for scale in range(min(largest, lines * 2 // HEIGHT), 0, -1):
        found = folded(words, gap, columns, partial(width, scale=scale))
        taken = len(found) * (rows(scale) + (scale > 1)) - (scale > 1)
        if taken <= lines and all(width(line, scale) <= columns for line in found):
            return scale, found
    return 0, []
