"""The bar of a set that was done: its time under load in its target window."""

from collections.abc import Iterable, Sequence

from rich.style import Style
from rich.text import Text

from supertimer.engine.plan import Window
from supertimer.history.set_record import SetDone
from supertimer.ui.theme import Palette
from supertimer.ui.workout.gauges import EIGHTHS, window_bar

MOST_APART = 10
"""How many small bars have gaps between them, at most."""

HEADROOM = 1.06
"""The length of a bar, relative to the longest time on it."""

IN_WINDOW, AT_LAST = "▓▒ target window", "┃ last time"
"""What the signs of a bar mean."""


def full_of(times: Iterable[tuple[int, Window | None, int | None]]) -> int:
    """Return the milliseconds that bars of one length represent, so that all of them compare.

    Each set has its time under load, its window, and its last time.
    """
    marks = [0]
    for tul, window, last in times:
        marks += [tul, last or 0]
        if window is not None:
            marks.append(window.tops or window.opens)
    return max(1, round(max(marks) * HEADROOM))


def set_bar(
    tul: int, full: int, window: Window | None, last: int | None, columns: int, palette: Palette
) -> Text:
    """Return a bar of `tul` milliseconds, `columns` wide, in which `full` milliseconds have room.

    What was done inside the window differs by its sign as well as by its color.
    """
    bar = window_bar(tul, full, window, last, columns)
    opens = columns if bar.opens is None else bar.opens
    tops = columns if bar.tops is None else bar.tops
    outside, inside = Style(color=palette.lower), Style(color=palette.rest)
    cells: list[tuple[str, Style]] = []
    for column in range(columns):
        wanted = opens <= column < tops
        if column < bar.done:
            cells.append(("▓", inside) if wanted else ("█", outside))
        else:
            cells.append(("▒" if wanted else "─", palette.dim))
    if bar.last is not None:
        cells[bar.last] = ("┃", palette.strong)
    text = Text(no_wrap=True)
    for sign, style in cells:
        text.append(sign, style)
    return text


def small_bars(sets: Sequence[SetDone], palette: Palette) -> Text:
    """Return one small bar per set, in the color of the window if the set ended in it.

    A full bar reaches the top of its window; a set without a time is a dot. A few bars have gaps.
    """
    text = Text(no_wrap=True)
    gap = " " if len(sets) <= MOST_APART else ""
    for place, done in enumerate(sets):
        text.append(gap if place else "")
        window = done.window
        top = (window.tops or round(window.opens * 1.5)) if window else max(1, done.tul_ms)
        level = min(8, max(1, round(done.tul_ms * 8 / max(1, top))))
        reached = window is None or done.tul_ms >= window.opens
        color = palette.rest if reached else palette.lower
        text.append(EIGHTHS[level] if done.tul_ms else "·", Style(color=color))
    return text
