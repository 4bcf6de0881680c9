"""What a lifter can read before a set: how it is done, and how the last sets went."""

from collections.abc import Sequence

from rich.style import Style

from supertimer.engine.plan import FirstOf, ForReps, ForTime, SetPlan, Window
from supertimer.history.set_record import SetDone
from supertimer.history.wording import cadence
from supertimer.text import count, literal
from supertimer.ui.theme import Palette
from supertimer.ui.widgets.wrap import GAP, folded
from supertimer.ui.workout.canvas import Canvas, cut
from supertimer.ui.workout.gauges import pacer_rows
from supertimer.ui.workout.set_bar import full_of
from supertimer.units import Load, Unit, minutes, plain_number
from supertimer.workout.briefing import Brief

SIDE_BY_SIDE = 96
"""The columns that the words and the chart need beside each other."""

CHART_ROWS = 6
"""The least rows for a chart: its heading, bars, and two rows of labels."""

HIGH = 36
"""A window of at least this many rows keeps room for the chart."""

MOST_ROWS = 16
"""The most rows for a chart, so that it stays calm."""

SLOT = 8
"""The most columns for one set in the chart, with the gap after it."""


def details_rows(lines: int) -> int:
    """Return the rows to keep free for the details, and for gaps above them, of `lines` rows."""
    return CHART_ROWS + 6 if lines >= HIGH else 0


def facts(plan: SetPlan, brief: Brief) -> list[tuple[str, str]]:
    """Return how a set is done: names and values, the most important first."""
    window = plan.aim
    told = [("tempo", cadence(plan.cadence))]
    match plan.end:
        case ForReps(reps):
            told.append(("ends", f"after {count(reps, 'rep')}"))
        case ForTime(ms):
            told.append(("ends", f"at {minutes(ms)}"))
        case FirstOf(reps, ms):
            told.append(("ends", f"after {count(reps, 'rep')} or at {minutes(ms)}"))
    if window is not None:
        tops = f" to {minutes(window.tops)}" if window.tops else " or more"
        told.append(("window", f"{minutes(window.opens)}{tops}"))
    told.append(("cap", minutes(plan.cap)))
    if brief.muscles:
        told.append(("muscles", ", ".join(brief.muscles)))
    return told


def paint_details(
    canvas: Canvas, x: int, y: int, columns: int, plan: SetPlan, brief: Brief, palette: Palette,
    unit: Unit | None,
) -> None:  # fmt: skip
    """Paint the facts and, if there is room, the chart of the last sets, from row `y` down."""
    rows = canvas.height - 1 - y
    told = facts(plan, brief)
    wide = columns >= SIDE_BY_SIDE and rows > CHART_ROWS
    if rows < len(told) + 1:
        lines = folded([f"{name} {literal(value)}" for name, value in told], GAP, columns)
        for line in lines[: max(0, rows)]:
            canvas.put(x, y, cut(line, columns), palette.dim)
            y += 1
        return
    names = max(len(name) for name, _ in told) + 2
    room = (columns // 2 - 4 if wide else columns) - names
    top = y
    for name, value in told:
        canvas.put(x, y, name, palette.dim)
        canvas.put(x + names, y, cut(literal(value), room), palette.plain)
        y += 1
    if wide:
        left = x + columns // 2
        paint_chart(
            canvas, left, top, columns - columns // 2, rows - 1, brief.recent, palette, unit
        )
    elif canvas.height - 2 - y > CHART_ROWS:
        rows = canvas.height - 3 - y
        paint_chart(canvas, x, y + 1, columns, rows, brief.recent, palette, unit)


def paint_chart(
    canvas: Canvas, x: int, y: int, columns: int, rows: int, sets: Sequence[SetDone],
    palette: Palette, unit: Unit | None,
) -> None:  # fmt: skip
    """Paint the times of the last sets as bars over their target window, with load and date."""
    most = max(1, (columns - 6) // SLOT)
    sets = [done for done in sets if done.tul_ms][-most:]
    if not sets:
        return
    rows = min(rows, MOST_ROWS)
    high = rows - 3
    full = full_of((done.tul_ms, done.window, None) for done in sets)
    window = sets[-1].window
    canvas.put(x, y, "Time under load, last sets", palette.dim)
    band = _band(window, full, high)
    end = x + len(sets) * SLOT
    for row in range(high):
        if row in band:
            canvas.put(end, y + 1 + row, _label(window, band, row), palette.dim)
    for place, done in enumerate(sets):
        left = x + place * SLOT
        reached = done.window is None or done.tul_ms >= done.window.opens
        color = Style(color=palette.rest if reached else palette.lower)
        for row, sign in enumerate(pacer_rows(done.tul_ms / full, high)):
            ground = "░" if row in band else " "
            at = y + 1 + row
            if sign == " ":
                canvas.put(left, at, ground * SLOT, palette.dim)
            else:
                canvas.put(left, at, sign * (SLOT - 2), color)
                canvas.put(left + SLOT - 2, at, ground * 2, palette.dim)
        canvas.put(left, y + 1 + high, cut(_load(done.load, unit), SLOT - 1), palette.plain)
        date = f"{done.started.day} {done.started:%b}"
        canvas.put(left, y + 2 + high, date, palette.dim)


def _band(window: Window | None, full: int, rows: int) -> range:
    """Return the rows of a chart, from its top, that lie in the window."""
    if window is None:
        return range(0)
    first = 0 if window.tops is None else rows - round(window.tops * rows / full)
    return range(max(0, first), rows - round(window.opens * rows / full))


def _label(window: Window | None, band: range, row: int) -> str:
    """Return the time beside the first and the last row of the window."""
    if window is not None and row == band[-1]:
        return f" {minutes(window.opens)}"
    if window is not None and window.tops is not None and row == band[0]:
        return f" {minutes(window.tops)}"
    return ""


def _load(load: Load | None, unit: Unit | None) -> str:
    """Return a load in a few columns, without its unit."""
    if load is None:
        return ""
    if load.name:
        return literal(load.name)
    amount = plain_number(load.shown_in(unit).amount)
    return f"+{amount}" if load.bodyweight and load.amount > 0 else amount
