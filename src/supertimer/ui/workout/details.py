"""What a lifter can read before a set: how it is done, and how the last sets went."""

from collections.abc import Sequence

from rich.style import Style
from rich.text import Text

from supertimer.engine.plan import FirstOf, ForReps, ForTime, SetPlan, Window
from supertimer.history.wording import cadence, short_load
from supertimer.text import count, literal
from supertimer.ui.theme import Palette
from supertimer.ui.widgets.wrap import GAP
from supertimer.ui.workout.canvas import Canvas, cut
from supertimer.ui.workout.gauges import pacer_rows
from supertimer.ui.workout.set_bar import full_of, small_bars
from supertimer.units import Unit, minutes
from supertimer.workout.briefing import Brief

LAST = "last sets"
"""The name of the row of small bars."""

SIDE_BY_SIDE = 80
"""The columns that the words and the chart need beside each other."""

CHART_ROWS = 6
"""The least rows for a chart: its heading, bars, and two rows of labels."""

HIGH = 36
"""A window of at least this many rows keeps room for the chart."""

MOST_ROWS = 16
"""The most rows for a chart, so that it stays calm."""

SLOT = 8
"""The most columns for one set in the chart, with the gap after it."""

LABEL = 10
"""The columns for the times of the window, right of the chart: ` 1:30-2:30`."""


def details_rows(lines: int, columns: int, plan: SetPlan, brief: Brief, palette: Palette) -> int:
    """Return the rows to keep free for the details, and for gaps above them, of `lines` rows."""
    if lines >= HIGH:
        return CHART_ROWS + 3
    return len(_rows(_told(plan, brief, palette), columns))


Told = tuple[str, Text]
"""The name of a fact, and its value."""


def _told(plan: SetPlan, brief: Brief, palette: Palette) -> list[Told]:
    """Return the facts and, above the muscles, the last sets as small bars."""
    told = [(name, Text(literal(value), palette.plain)) for name, value in facts(plan, brief)]
    if any(done.tul_ms for done in brief.recent):
        told.insert(len(told) - bool(brief.muscles), (LAST, small_bars(brief.recent, palette)))
    return told


def _rows(told: Sequence[Told], columns: int) -> list[list[Told]]:
    """Return facts in rows of at most `columns`; a longer fact has its own row."""
    rows: list[list[Told]] = []
    free = 0
    for name, value in told:
        wide = len(name) + 1 + value.cell_len
        if not rows or free < wide:
            rows.append([])
            free = columns
        rows[-1].append((name, value))
        free -= wide + len(GAP)
    return rows


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
    canvas: Canvas, x: int, y: int, columns: int, lines: int, plan: SetPlan, brief: Brief,
    palette: Palette, unit: Unit | None,
) -> None:  # fmt: skip
    """Paint the facts and the last sets in `lines` rows, from row `y` down.

    The last sets are a chart beside or below the facts, or one row of small bars among them.
    """
    told = _told(plan, brief, palette)
    beside = columns >= SIDE_BY_SIDE and lines > CHART_ROWS
    below = lines - len(told) - 1
    charted = beside or below > CHART_ROWS
    if charted:
        told = [(name, value) for name, value in told if name != LAST]
    if lines < len(told):
        for row in _rows(told, columns)[:lines]:
            at = x
            for name, value in row:
                at = canvas.put(at, y, f"{name} ", palette.dim)
                at = canvas.put_text(at, y, value, x + columns - at) + len(GAP)
            y += 1
        return
    names = max(len(name) for name, _ in told) + 2
    room = (columns // 2 - 4 if beside else columns) - names
    for at, (name, value) in enumerate(told, y):
        canvas.put(x, at, name, palette.dim)
        canvas.put_text(x + names, at, value, room)
    if beside:
        left = columns // 2
        paint_chart(canvas, x + left, y, columns - left, lines - 1, brief, palette, unit)
    elif charted:
        top = y + len(told) + 1
        paint_chart(canvas, x, top, columns, y + lines - 1 - top, brief, palette, unit)


def paint_chart(
    canvas: Canvas, x: int, y: int, columns: int, rows: int, brief: Brief,
    palette: Palette, unit: Unit | None,
) -> None:  # fmt: skip
    """Paint the times of the last sets as bars over their target window, with load and date."""
    most = max(1, (columns - LABEL) // SLOT)
    sets = [done for done in brief.recent if done.tul_ms][-most:]
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
            label = cut(_label(window, band, row), x + columns - end)
            canvas.put(end, y + 1 + row, label, palette.dim)
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
        load = literal(short_load(done.load, unit))
        canvas.put(left, y + 1 + high, cut(load, SLOT - 1), palette.plain)
        old = brief.year not in (None, done.started.year)
        date = f"{done.started:%b ’%y}" if old else f"{done.started.day} {done.started:%b}"
        canvas.put(left, y + 2 + high, date, palette.dim)


def _band(window: Window | None, full: int, rows: int) -> range:
    """Return the rows of a chart, from its top, that lie in the window."""
    if window is None:
        return range(0)
    first = 0 if window.tops is None else rows - round(window.tops * rows / full)
    return range(max(0, first), rows - round(window.opens * rows / full))


def _label(window: Window | None, band: range, row: int) -> str:
    """Return the time beside the first and the last row of the window, or both beside its only one.

    Empty for the rows between.
    """
    if window is not None and window.tops is not None and len(band) == 1:
        return f" {minutes(window.opens)}-{minutes(window.tops)}"
    if window is not None and row == band[-1]:
        return f" {minutes(window.opens)}"
    if window is not None and window.tops is not None and row == band[0]:
        return f" {minutes(window.tops)}"
    return ""
