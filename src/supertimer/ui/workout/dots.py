"""The whole workout in one row: a dot a set."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Dot(StrEnum):
    """How far a set is; its value is what is drawn."""

    DONE = "●"
    SKIPPED = "◌"
    NOW = "◆"
    TO_COME = "○"


@dataclass(frozen=True, slots=True)
class DotRow:
    """The row in parts, so that each can have its colour."""

    before: str
    now: str
    after: str


def dot_row(exercises: Sequence[str], dots: Sequence[Dot], columns: int) -> DotRow:
    """The dots of a workout, sets of one exercise close together, in at most `columns` columns.

    `exercises` and `dots` have one entry a set. Where there are too many, those far from now are
    left out, with an ellipsis in their place.
    """
    pieces: list[tuple[str, bool]] = []
    for place, (exercise, dot) in enumerate(zip(exercises, dots, strict=True)):
        gap = " " if place and exercise != exercises[place - 1] else ""
        pieces.append((gap + dot, dot is Dot.NOW))
    now = next((place for place, (_, is_now) in enumerate(pieces) if is_now), None)
    centre = now if now is not None else _last_done(dots)
    first, last = 0, len(pieces)
    while last - first > 1 and _width(pieces, first, last) > columns:
        if centre - first > last - 1 - centre:
            first += 1
        else:
            last -= 1
    shown = pieces[first:last]
    head = "…" if first else ""
    tail = " …" if last < len(pieces) else ""
    split = len(shown) if now is None else now - first
    before = head + "".join(text for text, _ in shown[:split])
    current = "" if now is None else shown[split][0]
    after = "".join(text for text, _ in shown[split + 1 :]) + tail
    return DotRow(before, current, after)


def _last_done(dots: Sequence[Dot]) -> int:
    """The place of the last set that is over, 0 if none is."""
    return max((place for place, dot in enumerate(dots) if dot is not Dot.TO_COME), default=0)


def _width(pieces: Sequence[tuple[str, bool]], first: int, last: int) -> int:
    """How many columns these pieces take, ellipses included."""
    dots = sum(len(text) for text, _ in pieces[first:last])
    return dots + (first > 0) + 2 * (last < len(pieces))
