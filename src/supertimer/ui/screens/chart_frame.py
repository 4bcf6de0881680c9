"""The chart of an exercise, painted in cells: loads above, and below times in their window."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby, pairwise
from math import ceil

from rich.style import Style

from supertimer.engine.cadence import Side
from supertimer.ui.screens.chart_series import (
    EPOCH,
    HEAVIER,
    LIGHTER,
    OTHER_LOAD,
    OTHER_TEMPO,
    ChartDot,
    Series,
)
from supertimer.ui.theme import Palette
from supertimer.ui.workout.canvas import Canvas, cut
from supertimer.units import minutes

LEFT = 7
"""The columns of the labels to the left of a plot."""

DATE_CELLS = 11
"""The width of a date below a plot, with its margins."""

LEAST_LOADS, LEAST_TIMES = 3, 4
"""The least rows of a plot of loads, and of times if there are several plots."""

LEAST_SIGNS = 5
"""A plot of times with fewer rows has no separate row for the signs of changes."""

CHANGE = "╎"
"""The line of a change that needs one: of the tempo, or of anything without its own sign."""

MARKS = {None: "●", Side.LEFT: "◁", Side.RIGHT: "▷"}
RECORDS = {None: "★", Side.LEFT: "◀", Side.RIGHT: "▶"}
"""The marks of a set and of a record where the sides share a plot."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A range of values on a number of cells."""

    low: float
    high: float
    cells: int

    def cell(self, value: float) -> int:
        """Return the cell of `value`, which is always on the axis."""
        if self.high <= self.low:
            return self.cells // 2
        within = min(self.high, max(self.low, value))
        return round((within - self.low) / (self.high - self.low) * (self.cells - 1))


def load_ticks(low: float, high: float, most: int) -> list[float]:
    """Return at most about `most` round numbers from `low` to `high`."""
    steps = (step * 10**power for power in range(-2, 6) for step in (1, 2.5, 5))
    step = next((each for each in steps if (high - low) / each <= max(1, most - 1)), high - low)
    return [step * place for place in range(ceil(low / step), int(high // step) + 1)]


def time_ticks(low: float, high: float, most: int) -> list[float]:
    """Return at most about `most` quarters, halves, or wholes of minutes, in seconds."""
    steps = (15, 30, 60, 120, 300, 600, 1800, 3600)
    step = next((each for each in steps if (high - low) / each <= max(1, most - 1)), 7200)
    return [float(tick) for tick in range(ceil(low / step) * step, int(high) + 1, step)]


def day_ticks(first: int, last: int, columns: int) -> list[int]:
    """Return whole days at equal distances, as many as have room for their dates."""
    step = max(1, ceil((last - first + 1) / max(1, columns // DATE_CELLS)))
    return list(range(first, last + 1, step))


Cells = dict[tuple[int, int], tuple[str, Style]]
"""Column and row of a cell -> its sign and style; a later sign replaces an earlier one."""


@dataclass(frozen=True, slots=True)
class Plot:
    """A part of the chart: a heading, and below it rows with values."""

    heading: str
    dots: Sequence[ChartDot]
    y: int
    """The row of the heading."""
    high: int
    """The rows below the heading."""


@dataclass(frozen=True, slots=True)
class Ink:
    """How the chart is drawn."""

    palette: Palette
    hatched: bool
    """Whether signs make the band, for terminals on which a shade could be lost."""

    @property
    def band(self) -> tuple[str, Style]:
        """The sign and style of a cell of the window."""
        if self.hatched:
            return "░", self.palette.dim
        return " ", Style(bgcolor=self.palette.track)


def paint_history(
    columns: int,
    rows: int,
    series: Series,
    chosen: ChartDot,
    span: tuple[int, int],
    ink: Ink,
    period: str = "",
) -> Canvas:
    """Return the chart of the sets on the days of `span`, with the crosshair at `chosen`.

    `period` names the span in the upper right corner.
    """
    canvas = Canvas(columns, rows, ink.palette.base)
    shown = [dot for dot in series.dots if span[0] <= dot.day <= span[1]]
    days = Axis(span[0], span[1], max(1, columns - LEFT - 2))
    loads, *times = _plots(rows - 1, series.load_name, shown)
    if loads.high:
        canvas.put(0, loads.y, loads.heading, ink.palette.dim)
        _paint_loads(canvas, loads, days, chosen, ink.palette)
    top = loads if loads.high else times[0]
    period = period if len(top.heading) + 2 + len(period) <= columns else ""
    canvas.put(columns - len(period), 0, period, ink.palette.dim)
    for place, plot in enumerate(times):
        x = canvas.put(0, plot.y, plot.heading, ink.palette.dim)
        if place == 0:
            end = columns if loads.high else columns - len(period)
            _paint_legend(canvas, (x + 2, end), plot, shown, ink, shared=len(times) == 1)
        _paint_times(canvas, plot, days, _reach(shown), chosen, ink, shared=len(times) == 1)
    _paint_days(canvas, days, rows - 1, ink.palette)
    return canvas


def _plots(rows: int, load_name: str, dots: Sequence[ChartDot]) -> list[Plot]:
    """Return the plot of the loads, which may have no rows, and those of the times.

    Each side has its own plot of times if there is room; the loads come after that. The plots of
    times have one height: equal times are in equal rows.
    """
    sides = sorted({dot.side for dot in dots}, key=lambda side: str(side or ""))
    groups = [(str(side or "both sides"), side) for side in sides]
    split = len(groups) > 1 and rows >= len(groups) * (1 + LEAST_TIMES)
    count = len(groups) if split else 1
    loaded = [dot for dot in dots if dot.load is not None]
    spare = rows - count * (1 + LEAST_TIMES) - 1
    high = (rows - count - 1) * 2 // (2 + 3 * count)
    high = max(LEAST_LOADS, high) if loaded and spare >= LEAST_LOADS else 0
    y = high + 1 if high else 0
    spare = (rows - y) % count
    plots = [Plot(load_name, loaded, 0, high and high + spare)]
    y += spare
    for place in range(count):
        end = y + (rows - y) // (count - place)
        heading, mine = "Time under load", dots
        if split:
            heading = f"Time, {groups[place][0]}"
            mine = [dot for dot in dots if dot.side is groups[place][1]]
        plots.append(Plot(heading, mine, y, max(0, end - y - 1)))
        y = end
    return plots


def _paint_legend(
    canvas: Canvas, room: tuple[int, int], plot: Plot, shown: Sequence[ChartDot], ink: Ink,
    *, shared: bool,
) -> None:  # fmt: skip
    """Write what the signs mean, as far as they are used and have room."""
    x, end = room
    palette, (sign, style) = ink.palette, ink.band
    sides = {dot.side for dot in shown if dot.side} if shared else set()
    best = {dot.side if sides else None for dot in shown if dot.record}
    records = [mark for side, mark in RECORDS.items() if side in best]
    changes = {change for dot in shown for change in dot.changes}
    loads = [change for change in (HEAVIER, LIGHTER, OTHER_LOAD) if change in changes]
    tempo = [change for change in OTHER_TEMPO if change in changes]
    if plot.high < LEAST_SIGNS:
        loads, tempo = [CHANGE] * bool(loads), [CHANGE] * bool(tempo)
    parts = [
        (MARKS[Side.LEFT], palette.plain, "left" if sides else ""),
        (MARKS[Side.RIGHT], palette.plain, "right" if sides else ""),
        ("".join(records), Style(color=palette.lift), "record" if records else ""),
        ("".join(loads), palette.plain, "load" if loads else ""),
        ("".join(tempo), palette.plain, "tempo" if tempo else ""),
        (sign, style, "window" if any(dot.window for dot in shown) else ""),
    ]
    for sign, style, word in parts:
        if word and x + len(sign) + 1 + len(word) <= end:
            x = canvas.put(x, plot.y, sign, style)
            x = canvas.put(x + 1, plot.y, word, palette.dim) + 1


def _paint_loads(
    canvas: Canvas, plot: Plot, days: Axis, chosen: ChartDot, palette: Palette
) -> None:
    """Paint the loads as a line of steps per side."""
    values = sorted({dot.load for dot in plot.dots if dot.load is not None})
    margin = (values[-1] - values[0]) * 0.1 or 5.0
    axis = Axis(values[0] - margin, values[-1] + margin, plot.high)
    color = Style(color=palette.lift)
    cells: Cells = {(days.cell(chosen.day), row): ("│", palette.dim) for row in range(plot.high)}
    ends: Cells = {}
    column_of, row_of = cache(days.cell), cache(lambda load: plot.high - 1 - axis.cell(load))
    for side in (None, *Side):
        mine = [dot for dot in plot.dots if dot.side is side]
        points = dict.fromkeys((column_of(dot.day), row_of(dot.load)) for dot in mine)
        for (x, y), (next_x, next_y) in pairwise(points):
            for column in range(x, next_x):
                cells[column, y] = ("─", color)
            for row in range(min(y, next_y), max(y, next_y)):
                cells[next_x, row] = ("│", color)
        for point in points:
            ends[point] = (MARKS[side] if point not in ends else "●", color)
    _put(canvas, plot, cells | ends)
    ticks: Sequence[float] = values
    if len(values) > max(2, plot.high // 2):
        ticks = [values[-1], values[0], *load_ticks(axis.low, axis.high, plot.high // 3)]
    _label(canvas, axis, plot, ticks, lambda tick: f"{tick:g}", palette)


def _reach(dots: Iterable[ChartDot]) -> tuple[int, int]:
    """Return the least and the greatest of all times and ends of windows, in milliseconds."""
    times = {dot.tul_ms for dot in dots if dot.tul_ms}
    for window, _ in groupby(dot.window for dot in dots if dot.tul_ms):
        if window is not None:
            times |= {window.opens, window.tops or window.opens}
    return min(times, default=0), max(times, default=0)


def _paint_times(
    canvas: Canvas, plot: Plot, days: Axis, reach: tuple[int, int], chosen: ChartDot, ink: Ink,
    *, shared: bool,
) -> None:  # fmt: skip
    """Paint the times under load over the window of each set."""
    palette, high = ink.palette, plot.high
    timed = [dot for dot in plot.dots if dot.tul_ms]
    if not timed or high < 1:
        canvas.put(LEFT, plot.y + 1, "No times in these days.", palette.dim)
        return
    signs = high >= LEAST_SIGNS and any(dot.changes for dot in plot.dots)
    low, top = reach[0] * 0.85 // 1000, reach[1] * 1.05 / 1000
    axis = Axis(low, top, high - signs)
    column_of = cache(days.cell)
    row_of = cache(lambda seconds: high - 1 - axis.cell(seconds))  # thousands of sets, few seconds
    style_of = cache(lambda color, now: Style(color=color, bold=True, reverse=now))
    ground = _band(timed, column_of, days.cells, row_of, int(signs), ink)
    cells: Cells = {}
    for dot in plot.dots:
        if dot.changes:
            x = column_of(dot.day)
            if signs:
                cells[x, 0] = (dot.changes[-1], palette.plain)
            if not signs or OTHER_TEMPO in dot.changes:
                cells |= {(x, y): (CHANGE, palette.dim) for y in range(int(signs), high)}
    cross = column_of(chosen.day)
    cells |= {(cross, y): ("│", palette.dim) for y in range(int(signs), high)}
    over = [dot for dot in timed if dot.record], [dot for dot in timed if dot is chosen]
    seen = {
        (column_of(dot.day), row_of(dot.tul_ms // 1000)): dot
        for dot in (*timed, *over[0], *over[1])
    }
    for cell, dot in seen.items():
        mark = (RECORDS if dot.record else MARKS)[dot.side if shared else None]
        cells[cell] = mark, style_of(_color(dot, palette), dot is chosen)
    _put(canvas, plot, cells, ground)
    window = timed[-1].window
    marked = [ms for ms in (window.opens, window.tops) if ms] if window else []
    ticks = [*(ms / 1000 for ms in marked), *time_ticks(low, top, high // 2)]
    _label(canvas, axis, plot, ticks, lambda tick: minutes(round(tick * 1000)), palette)


def _color(dot: ChartDot, palette: Palette) -> str:
    """Return the color of a set: a record, a drop, in its window, or below it."""
    if dot.record:
        return palette.lift
    if dot.drop:
        return palette.quiet
    reached = dot.window is None or dot.tul_ms >= dot.window.opens
    return palette.rest if reached else palette.lower


def _band(
    timed: Sequence[ChartDot], column_of: Callable[[int], int], columns: int,
    row_of: Callable[[int], int], first: int, ink: Ink,
) -> Cells:  # fmt: skip
    """Return the cells of the window: that of each set, up to the next one."""
    windows = {column_of(dot.day): dot.window for dot in timed if not dot.drop}
    window = next(iter(windows.values()), None)
    band, cells = ink.band, Cells()
    for x in range(columns):
        window = windows.get(x, window)
        if window is not None:
            top = first if window.tops is None else row_of(window.tops // 1000)
            for y in range(top, row_of(window.opens // 1000) + 1):
                cells[x, y] = band
    return cells


def _put(canvas: Canvas, plot: Plot, cells: Cells, ground: Cells | None = None) -> None:
    """Put the cells of a plot in its place, on those of the ground; equal neighbors in one go."""
    ground = ground or {}
    over = cache(lambda style, below: Style(bgcolor=below.bgcolor) + style)
    rows: dict[int, list[tuple[int, str, Style]]] = {}
    for (x, y), (sign, style) in sorted({**ground, **cells}.items()):
        below = ground.get((x, y))
        inked = style if below is None else over(style, below[1])
        rows.setdefault(y, []).append((x, sign, inked))
    for y, row in rows.items():
        for _, run in groupby(enumerate(row), key=lambda each: (each[1][0] - each[0], each[1][2])):
            together = [each for _, each in run]
            text = "".join(sign for _, sign, _ in together)
            canvas.put(LEFT + together[0][0], plot.y + 1 + y, text, together[0][2])


def _label(
    canvas: Canvas, axis: Axis, plot: Plot, ticks: Iterable[float], said: Callable[[float], str],
    palette: Palette,
) -> None:  # fmt: skip
    """Write the values of an axis to the left of a plot; the first of a row counts."""
    taken = set()
    for tick in ticks:
        y = plot.y + plot.high - axis.cell(tick)
        if y not in taken:
            taken.add(y)
            canvas.put(0, y, f"{cut(said(tick), LEFT - 1):>{LEFT - 1}}", palette.dim)


def _paint_days(canvas: Canvas, days: Axis, y: int, palette: Palette) -> None:
    """Write the dates below the plots."""
    end = 0
    years = int(days.high) - int(days.low) > 366
    for tick in day_ticks(int(days.low), int(days.high), days.cells):
        day = date.fromordinal(EPOCH + tick)
        text = f"{day:%b %Y}" if years else f"{day.day} {day:%b}"
        x = min(LEFT + days.cell(tick), canvas.width - len(text))
        if x >= end:
            end = canvas.put(x, y, text, palette.dim) + 1
