"""The chart of an exercise, painted in cells: loads above, and below times in their window."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil

from rich.style import Style

from supertimer.engine.cadence import Side
from supertimer.history.set_record import SetDone
from supertimer.history.stats import records
from supertimer.ui.theme import Palette
from supertimer.ui.workout.canvas import Canvas, cut
from supertimer.units import Unit, minutes

EPOCH = date(1970, 1, 1)

LEFT = 7
"""The columns of the labels to the left of a plot."""

DATE_CELLS = 11
"""The width of a date below a plot, with its margins."""

LEAST_ROWS = 10
"""A chart that is lower shows only the times."""

MARKS = {None: "●", Side.LEFT: "◀", Side.RIGHT: "▶"}
"""The mark of a set, by its side."""

LEGEND = "░ window ★ record ╎ load ┆ tempo"
SIDES = " ◀ left ▶ right"


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
        place = round((value - self.low) / (self.high - self.low) * (self.cells - 1))
        return min(self.cells - 1, max(0, place))


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


def day_of(done: SetDone) -> int:
    """Return the day of a set, in days since 1970."""
    return (done.started.date() - EPOCH).days


Cells = dict[tuple[int, int], tuple[str, Style]]
"""Column and row of a cell -> its sign and style; a later sign replaces an earlier one."""


def paint_history(
    columns: int,
    rows: int,
    sets: Sequence[SetDone],
    chosen: SetDone,
    span: tuple[int, int],
    palette: Palette,
    unit: Unit | None,
) -> Canvas:
    """Return the chart of `sets` on the days of `span`, with the crosshair at `chosen`."""
    canvas = Canvas(columns, rows, palette.base)
    shown = [done for done in sets if span[0] <= day_of(done) <= span[1]]
    days = Axis(span[0], span[1], max(1, columns - LEFT - 2))
    loads = _loads(shown, unit)
    high = rows - 3 if rows < LEAST_ROWS or not loads else (rows - 3) * 3 // 5
    top = rows - 2 - high
    cross = days.cell(day_of(chosen))
    if top > 1 and loads:
        name = "Load" if chosen.load is None else f"Load, {unit or chosen.load.unit}"
        canvas.put(0, 0, name, palette.dim)
        _paint_loads(canvas, days, loads, cross, (1, top - 2), palette)
    sides = SIDES if any(done.side for done in shown) else ""
    x = canvas.put(0, top - 1, "Time under load", palette.dim)
    canvas.put(x + 3, top - 1, cut(LEGEND + sides, max(0, columns - x - 3)), palette.dim)
    changed = _changes(shown)
    _paint_times(canvas, days, shown, changed, cross, (top, high), palette)
    _paint_days(canvas, days, rows - 1, palette)
    return canvas


def _loads(sets: Iterable[SetDone], unit: Unit | None) -> list[tuple[int, float]]:
    """Return day and amount of the loads that can be compared with the last one."""
    found = [(day_of(done), done.load) for done in sets if done.load is not None]
    form = found[-1][1].form if found else None
    in_unit = unit or (found[-1][1].unit if found else None)
    return [
        (day, float(load.shown_in(in_unit).amount))
        for day, load in found
        if load.form == form and (not load.name or load.amount)
    ]


def _changes(sets: Sequence[SetDone]) -> dict[int, str]:
    """Return the days on which the load or the tempo changed, with the sign of the change."""
    signs: dict[int, str] = {}
    for side in (None, *Side):
        mine = [done for done in sets if done.side is side]
        for before, after in pairwise(mine):
            if before.cadence and after.cadence and before.cadence != after.cadence:
                signs[day_of(after)] = "┆"
            elif before.load != after.load:
                signs.setdefault(day_of(after), "╎")
    return signs


def _paint_loads(
    canvas: Canvas, days: Axis, loads: Sequence[tuple[int, float]], cross: int,
    area: tuple[int, int], palette: Palette,
) -> None:  # fmt: skip
    """Paint the loads as a line of steps."""
    top, high = area
    values = [value for _, value in loads]
    margin = (max(values) - min(values)) * 0.1 or 5.0
    axis = Axis(min(values) - margin, max(values) + margin, high)
    color = Style(color=palette.lift)
    cells: Cells = {(cross, row): ("│", palette.dim) for row in range(high)}
    points = [(days.cell(day), high - 1 - axis.cell(value)) for day, value in loads]
    for (x, y), (next_x, next_y) in pairwise(points):
        for column in range(x, next_x):
            cells[column, y] = ("─", color)
        for row in range(min(y, next_y), max(y, next_y)):
            cells[next_x, row] = ("│", color)
    for point in points:
        cells[point] = ("●", color)
    _put(canvas, top, cells)
    ticks = load_ticks(axis.low, axis.high, max(2, high // 2))
    _label(canvas, axis, top, ticks, lambda tick: f"{tick:g}", palette)


def _paint_times(
    canvas: Canvas, days: Axis, sets: Sequence[SetDone], changed: dict[int, str], cross: int,
    area: tuple[int, int], palette: Palette,
) -> None:  # fmt: skip
    """Paint the times under load over the window of each set."""
    top, high = area
    timed = [done for done in sets if done.tul_ms]
    seconds = [done.tul_ms / 1000 for done in timed]
    for done in timed:
        if done.window is not None:
            seconds += [ms / 1000 for ms in (done.window.opens, done.window.tops) if ms]
    if not seconds or high < 1:
        canvas.put(LEFT, top, "No times in these days.", palette.dim)
        return
    axis = Axis(max(0.0, min(seconds) * 0.85), max(seconds) * 1.05, high)

    def row(ms: int) -> int:
        return high - 1 - axis.cell(ms / 1000)

    cells: Cells = {}
    for place, done in enumerate(timed):
        if done.window is None:
            continue
        last = place + 1 == len(timed)
        end = days.cells if last else days.cell(day_of(timed[place + 1]))
        first = 0 if done.window.tops is None else row(done.window.tops)
        for y in range(first, row(done.window.opens) + 1):
            for x in range(0 if place == 0 else days.cell(day_of(done)), end):
                cells[x, y] = ("░", palette.dim)
    for day, sign in changed.items():
        for y in range(high):
            cells[days.cell(day), y] = (sign, palette.dim)
    for y in range(high):
        cells[cross, y] = ("│", palette.dim)
    best = {(record.done.workout, record.done.attempt) for record in records(sets)}
    for done in timed:
        reached = done.window is None or done.tul_ms >= done.window.opens
        mark, color = MARKS[done.side], palette.rest if reached else palette.lower
        if (done.workout, done.attempt) in best:
            mark, color = "★" if done.side is None else mark, palette.lift
        cells[days.cell(day_of(done)), row(done.tul_ms)] = (mark, Style(color=color, bold=True))
    _put(canvas, top, cells)
    ticks = time_ticks(axis.low, axis.high, max(2, high // 2))
    _label(canvas, axis, top, ticks, lambda tick: minutes(round(tick * 1000)), palette)


def _put(canvas: Canvas, top: int, cells: Cells) -> None:
    """Put the cells of a plot in its place."""
    for (x, y), (sign, style) in cells.items():
        canvas.put(LEFT + x, top + y, sign, style)


def _label(
    canvas: Canvas, axis: Axis, top: int, ticks: Iterable[float], said: Callable[[float], str],
    palette: Palette,
) -> None:  # fmt: skip
    """Write the values of an axis to the left of a plot."""
    taken = set()
    for tick in ticks:
        y = axis.cells - 1 - axis.cell(tick)
        if y not in taken:
            taken.add(y)
            canvas.put(0, top + y, f"{cut(said(tick), LEFT - 1):>{LEFT - 1}}", palette.dim)


def _paint_days(canvas: Canvas, days: Axis, y: int, palette: Palette) -> None:
    """Write the dates below the plots."""
    end = 0
    years = int(days.high) - int(days.low) > 366
    for tick in day_ticks(int(days.low), int(days.high), days.cells):
        day = EPOCH + timedelta(days=tick)
        text = f"{day:%b %Y}" if years else f"{day.day} {day:%b}"
        x = min(LEFT + days.cell(tick), canvas.width - len(text))
        if x >= end:
            end = canvas.put(x, y, text, palette.dim) + 1
