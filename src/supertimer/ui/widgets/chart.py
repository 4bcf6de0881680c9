"""Load and time under load of one exercise over time, with a crosshair."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from math import ceil
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, Vertical
from textual.strip import Strip
from textual.widgets import Static
from textual_hires_canvas import Canvas
from textual_plot import HiResMode, PlotWidget
from textual_plot.axis_formatter import AxisFormatter
from textual_plot.plot_widget import Legend, ScatterPlot, VLinePlot

from supertimer.history.set_record import SetDone
from supertimer.history.wording import load_text, reps
from supertimer.units import Unit, minutes

EPOCH = date(1970, 1, 1)

DATE_CELLS = 11
"""The width of a date below the plot, with its margins."""

MARGIN = 0.15
"""The margin above and below the points, as a fraction of their range."""
LEAST = {"#loads": 5.0, "#times": 15.0}
"""The margin in axis units if all points are level."""


class DayAxis(AxisFormatter):
    """An axis of dates; values are days since 1970."""

    def __init__(self, room: Callable[[], int]) -> None:
        self._room = room

    def get_ticks(self, min_: float, max_: float, max_ticks: int = 8) -> list[float]:
        """See `AxisFormatter.get_ticks`: whole days at equal distances."""
        count = max(1, min(self._room() // DATE_CELLS, max_ticks))
        step = max(1, ceil((max_ - min_) / count))
        return [float(day) for day in range(ceil(min_), int(max_) + 1, step)]

    def get_labels_for_ticks(self, ticks: Sequence[float]) -> list[str]:
        """See `AxisFormatter.get_labels_for_ticks`."""
        days = [EPOCH + timedelta(days=int(tick)) for tick in ticks]
        return [f"{each.day} {each:%b}" for each in days]


class LoadAxis(AxisFormatter):
    """An axis of loads at round numbers."""

    def get_ticks(self, min_: float, max_: float, max_ticks: int = 8) -> list[float]:
        """See `AxisFormatter.get_ticks`: at most five, at multiples of a round number."""
        steps = (step * 10**power for power in range(-2, 5) for step in (1, 2.5, 5))
        step = next((s for s in steps if (max_ - min_) / s <= min(4, max_ticks)), max_ - min_)
        return [step * place for place in range(ceil(min_ / step), int(max_ / step) + 1)]

    def get_labels_for_ticks(self, ticks: Sequence[float]) -> list[str]:
        """See `AxisFormatter.get_labels_for_ticks`."""
        return [f"{tick:g}" for tick in ticks]


class MinuteAxis(AxisFormatter):
    """An axis of times; values are seconds, labels are like `1:30`."""

    def get_ticks(self, min_: float, max_: float, max_ticks: int = 8) -> list[float]:
        """See `AxisFormatter.get_ticks`: half or whole minutes."""
        steps = (15, 30, 60, 120, 300, 600)
        step = next((s for s in steps if (max_ - min_) / s <= min(5, max_ticks)), 600)
        first = -(-int(min_) // step) * step
        return [float(tick) for tick in range(first, int(max_) + 1, step)]

    def get_labels_for_ticks(self, ticks: Sequence[float]) -> list[str]:
        """See `AxisFormatter.get_labels_for_ticks`."""
        return [minutes(int(tick) * 1000) for tick in ticks]


class StyledCanvas(Canvas):
    """A canvas in which every cell has a style, as Textual requires without colors."""

    def render_line(self, y: int) -> Strip:
        """See `Widget.render_line`."""
        strip = super().render_line(y)
        return Strip([Segment(text, style or Style()) for text, style, _ in strip])


class Plot(PlotWidget):
    """A plot that works without colors, and whose crosshair does not hide points."""

    def compose(self) -> ComposeResult:
        """See `PlotWidget.compose`, whose parts these are."""
        with Grid():
            for part in ("margin-top", "margin-left", "plot", "margin-bottom"):
                yield StyledCanvas(1, 1, id=part)
        yield Legend(id="legend")

    def _render_v_line_plot(self, vline: VLinePlot) -> None:
        """Draw the points again on top of the crosshair, which goes through a point."""
        super()._render_v_line_plot(vline)
        for dataset in self._datasets:
            if isinstance(dataset, ScatterPlot):
                self._render_scatter_plot(dataset)


class Chart(Vertical, can_focus=True):
    """Two plots over the same days; left and right move the crosshair from set to set."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", "earlier"),
        Binding("right", "move(1)", "later"),
        Binding("home", "move(-9999)", "first", show=False),
        Binding("end", "move(9999)", "last", show=False),
    ]

    def __init__(self, unit: Unit | None) -> None:
        super().__init__()
        self._unit = unit
        self._sets: list[SetDone] = []
        self._place = 0

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        yield Static("", id="told", markup=False)
        yield Static("Load", classes="quiet")
        yield Plot(id="loads", allow_pan_and_zoom=False)
        yield Static("Time under load", classes="quiet")
        yield Plot(id="times", allow_pan_and_zoom=False)

    def on_mount(self) -> None:
        """Set up the axes."""
        for plot in self.query(Plot):
            plot.can_focus = False
            plot.set_x_formatter(DayAxis(lambda: self.size.width))
            plot.margin_top, plot.margin_left, plot.margin_bottom = 1, 7, 2
        self.query_one("#loads", PlotWidget).set_y_formatter(LoadAxis())
        self.query_one("#times", PlotWidget).set_y_formatter(MinuteAxis())
        self._draw()

    def show(self, sets: Sequence[SetDone]) -> None:
        """Draw `sets`, the earliest first, with the crosshair on the last one."""
        self._sets = list(sets)
        self._place = max(0, len(self._sets) - 1)
        self._draw()

    def action_move(self, step: int) -> None:
        """Move the crosshair by `step` sets."""
        self._place = min(max(0, self._place + step), max(0, len(self._sets) - 1))
        self._draw()

    def _draw(self) -> None:
        self.set_class(not self._sets, "empty")
        if not self._sets:
            self.query_one("#told", Static).update("No sets yet.")
            return
        chosen = self._sets[self._place]
        self.query_one("#told", Static).update(self._said(chosen))
        unit = self._unit or next((done.load.unit for done in self._sets if done.load), None)
        loads = [
            (_day(done), float(done.load.shown_in(unit).amount))
            for done in self._sets
            if done.load is not None and unit is not None
        ]
        times = [(_day(done), done.tul_ms / 1000) for done in self._sets if done.time]
        theme = self.app.current_theme
        for name, points, color in (
            ("#loads", loads, theme.accent or "white"),
            ("#times", times, theme.primary),
        ):
            plot = self.query_one(name, PlotWidget)
            plot.clear()
            if points:
                xs, ys = zip(*points, strict=True)
                plot.set_xlimits(min(xs) - 1, max(xs) + 1)
                margin = (max(ys) - min(ys)) * MARGIN or LEAST[name]
                plot.set_ylimits(max(0.0, min(ys) - margin), max(ys) + margin)
                plot.plot(xs, ys, line_style=color, hires_mode=HiResMode.BRAILLE)
                plot.scatter(xs, ys, marker="●", marker_style=color)
            plot.add_v_line(_day(chosen), line_style=theme.variables.get("quiet", "grey50"))

    def _said(self, done: SetDone) -> str:
        """Return the text about the set at the crosshair."""
        parts = (
            f"{done.started.day} {done.started:%b %Y}",
            f"{done.side}" if done.side else "",
            load_text(done.load, self._unit),
            done.time,
            reps(done.reps),
            done.ended_by.replace("-", " "),
        )
        return "   ".join(part for part in parts if part)


def _day(done: SetDone) -> int:
    return (done.started.date() - EPOCH).days
