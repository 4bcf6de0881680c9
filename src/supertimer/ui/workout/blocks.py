"""The words of a rest in big letters, as large as all of them allow; in plain text else."""

from dataclasses import dataclass
from functools import lru_cache, partial

from rich.cells import cell_len

from supertimer.ui.widgets.wrap import folded
from supertimer.ui.workout.letters import HEIGHT, big, rows, spelled, width


@dataclass(frozen=True, slots=True)
class Lettering:
    """Words as they are shown: in big letters, or in rows of plain text."""

    rows: tuple[str, ...]
    plain: bool = False


Size = tuple[int, int]
"""The largest scale of the letters, and the rows that they may take."""

_LOW = ((6, 6, 6), (6, 6, 1), (6, 1, 1), (3, 3, 3), (3, 3, 1), (3, 1, 1))
"""Rows for name, load and settings in the smallest letters; a single row has no room for any."""


def _sizes(scale: int) -> list[tuple[Size, Size, Size]]:
    """What name, load and settings may take, from the largest to the least."""
    roomy = [
        ((each + 1, rows(each + 1) + 1), (each, lines), (each, lines))
        for each in range(scale, 0, -1)
        for lines in (2 * rows(each) + 1, max(rows(each), 6))
    ]
    return [*roomy, *(((1, name), (1, load), (1, settings)) for name, load, settings in _LOW)]


@lru_cache(maxsize=16)
def arranged(
    told: tuple[tuple[str, ...], ...],
    columns: int,
    room: int,
    scale: int,
    below: tuple[int, int],
) -> list[Lettering]:
    """Name, load and settings, as large as `room` rows allow that they share with others.

    `told` are their words, `scale` is that of the letters in a window of this height. `below` are
    the rows of all that stands below them, and of what must: the rest gives way to big letters, and
    these to what must.
    """
    sizes = _sizes(scale)
    wanted, needed = below
    blocks: list[Lettering] = []
    for kept, some in ((wanted, sizes[: 2 * scale + 1]), (needed, sizes)):
        for size in some:
            blocks = [
                spell(parts, gap, columns, each)
                for parts, gap, each in zip(told, (" ", " ", "  "), size, strict=True)
            ]
            if sum(len(block.rows) for block in blocks) + kept <= room:
                return blocks
    return blocks


def spell(parts: tuple[str, ...], gap: str, columns: int, size: Size) -> Lettering:
    """`parts` in big letters of at most that `size`; in plain text where they do not fit."""
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
    """The largest scale at which `parts`, folded into rows of letters, fit; and those rows.

    Scale 0 if they do not fit at all, or hold what the big letters cannot write.
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
