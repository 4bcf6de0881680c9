"""The gauges of a workout: the pacer, the bar of the time under load, and the dots."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from supertimer.engine.plan import FirstOf, ForReps, ForTime, SetPlan, Window

EIGHTHS = " ▁▂▃▄▅▆▇█"

ROOM = 1.15
"""The length of the bar of a set, relative to its last mark."""


def pacer_rows(height: float, rows: int) -> list[str]:
    """Return one character per row, top row first: a column filled to `height` (0.0 to 1.0).

    The edge moves in steps of an eighth of a cell, so that it looks smooth.
    """
    eighths = round(min(1.0, max(0.0, height)) * rows * 8)
    return [EIGHTHS[min(8, max(0, eighths - 8 * row))] for row in range(rows - 1, -1, -1)]


@dataclass(frozen=True, slots=True)
class WindowBar:
    """The bar of the time under load: four stretches from left to right, with its marks."""

    done: int
    """The number of filled columns."""
    before: tuple[int, int]
    """First column and length of the empty part before the window."""
    window: tuple[int, int]
    """The same for the empty part of the window."""
    after: tuple[int, int]
    """The same for the part after the window."""
    opens: int | None
    """The column of the bottom of the window; None without a window."""
    tops: int | None
    """The column of the top of the window; None without a window."""
    last: int | None
    """The column at which the set ended last time, or None."""


def window_bar(
    tul: int, full: int, window: Window | None, last: int | None, columns: int
) -> WindowBar:
    """Return the bar for `tul` milliseconds of `full`, `columns` wide."""

    def column(ms: int) -> int:
        return min(columns, max(0, round(ms * columns / max(1, full))))

    done = column(tul)
    opens = columns if window is None else column(window.opens)
    tops = columns if window is None or window.tops is None else column(window.tops)
    return WindowBar(
        done=done,
        before=(done, max(0, opens - done)),
        window=(max(done, opens), max(0, tops - max(done, opens))),
        after=(max(done, tops), max(0, columns - max(done, tops))),
        opens=None if window is None else opens,
        tops=None if window is None else tops,
        last=None if last is None else min(columns - 1, column(last)),
    )


def full_ms(plan: SetPlan) -> int:
    """Return the milliseconds that the whole bar of a set represents."""
    match plan.end:
        case ForTime(ms):
            return ms
        case FirstOf(reps, ms):
            return min(ms, plan.cadence.tul(plan.cadence.rep_end(reps)))
        case ForReps(reps):
            return plan.cadence.tul(plan.cadence.rep_end(reps))
    if plan.aim is None:
        return plan.cap
    marked = max(plan.aim.tops or plan.aim.opens, plan.last_tul or 0)
    return min(max(plan.cap, marked), int(marked * ROOM))


class Dot(StrEnum):
    """The state of a set; the value is its dot."""

    DONE = "●"
    SKIPPED = "◌"
    NOW = "◆"
    TO_COME = "○"


@dataclass(frozen=True, slots=True)
class DotRow:
    """One dot per set, in three parts that differ in color."""

    before: str
    now: str
    after: str


def dot_row(exercises: Sequence[str], dots: Sequence[Dot], columns: int) -> DotRow:
    """Return the dots of a workout in at most `columns` columns, sets of an exercise together.

    `exercises` and `dots` have one entry per set. If they do not fit, an ellipsis replaces the sets
    that are far from the current one.
    """
    pieces = [
        f" {dot}" if place and exercise != exercises[place - 1] else str(dot)
        for place, (exercise, dot) in enumerate(zip(exercises, dots, strict=True))
    ]
    over = (place for place, dot in enumerate(dots) if dot is not Dot.TO_COME)
    now = dots.index(Dot.NOW) if Dot.NOW in dots else None
    center = max(over, default=0) if now is None else now
    first, last = 0, len(pieces)

    def width() -> int:
        return len("".join(pieces[first:last])) + (first > 0) + 2 * (last < len(pieces))

    while last - first > 1 and width() > columns:
        if center - first > last - 1 - center:
            first += 1
        else:
            last -= 1
    split = last if now is None else now
    return DotRow(
        before=("…" if first else "") + "".join(pieces[first:split]),
        now="" if now is None else pieces[now],
        after="".join(pieces[split + 1 : last]) + (" …" if last < len(pieces) else ""),
    )
