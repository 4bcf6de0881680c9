"""The time under load as a bar: how far, where the target window lies, where last time ended."""

from dataclasses import dataclass

from supertimer.engine.plan import ForReps, ForTime, SetPlan, Window

ROOM = 1.15
"""How much longer the bar is than the last thing marked on it."""


def full_ms(plan: SetPlan) -> int:
    """What the whole length of the bar stands for, in milliseconds."""
    match plan.end:
        case ForTime(ms):
            return ms
        case ForReps(reps):
            return plan.cadence.tul(plan.cadence.rep_end(reps))
    if plan.window is None:
        return plan.cap
    marked = max(plan.window.tops, plan.last_tul or 0)
    return min(max(plan.cap, marked), int(marked * ROOM))


@dataclass(frozen=True, slots=True)
class WindowBar:
    """A bar in four stretches of characters, left to right, and the columns of its marks."""

    done: int
    """Columns that are filled."""
    before: tuple[int, int]
    """First column and length of what is still empty before the window."""
    window: tuple[int, int]
    """The same for the empty part of the window."""
    after: tuple[int, int]
    """The same for what lies after it."""
    opens: int | None
    """The column at which the window opens."""
    tops: int | None
    last: int | None
    """The column at which last time's set ended."""


def window_bar(
    tul: int, full: int, window: Window | None, last: int | None, columns: int
) -> WindowBar:
    """The bar for `tul` milliseconds of `full`, `columns` wide."""

    def column(ms: int) -> int:
        return min(columns, max(0, round(ms * columns / max(1, full))))

    done = column(tul)
    opens = columns if window is None else column(window.opens)
    tops = columns if window is None else column(window.tops)
    return WindowBar(
        done=done,
        before=(done, max(0, opens - done)),
        window=(max(done, opens), max(0, tops - max(done, opens))),
        after=(max(done, tops), max(0, columns - max(done, tops))),
        opens=None if window is None else opens,
        tops=None if window is None else tops,
        last=None if last is None else min(columns - 1, column(last)),
    )
