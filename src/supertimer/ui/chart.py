"""Load and time under load of one exercise over time, with a crosshair."""

from collections.abc import Sequence
from datetime import date, timedelta
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
from textual_plot.plot_widget import Legend

from supertimer.history.done import SetDone
from supertimer.ui.briefing import day
from supertimer.ui.view import load_text, mmss, reps_text
from supertimer.units import Unit

EPOCH = date(1970, 1, 1)


class Days(AxisFormatter):
    """Days since 1970 as dates."""

    def get_ticks(self, min_: float, max_: float, max_ticks: int = 8) -> list[float]:
        """See `AxisFormatter.get_ticks`: at most six whole days."""
        count = max(1, min(6, max_ticks, int(max_ - min_)))
        return [round(min_ + (max_ - min_) * place / count) for place in range(count + 1)]

    def get_labels_for_ticks(self, ticks: Sequence[float]) -> list[str]:
        """See `AxisFormatter.get_labels_for_ticks`."""
        days = [EPOCH + timedelta(days=int(tick)) for tick in ticks]
        return [f"{each.day} {each:%b}" for each in days]


class Clock(AxisFormatter):
    """Seconds as `1:30`."""

    def get_ticks(self, min_: float, max_: float, max_ticks: int = 8) -> list[float]:
        """See `AxisFormatter.get_ticks`: half or whole minutes."""
        steps = (15, 30, 60, 120, 300, 600)
        step = next((s for s in steps if (max_ - min_) / s <= min(5, max_ticks)), 600)
        first = -(-int(min_) // step) * step
        return [float(tick) for tick in range(first, int(max_) + 1, step)]

    def get_labels_for_ticks(self, ticks: Sequence[float]) -> list[str]:
        """See `AxisFormatter.get_labels_for_ticks`."""
        return [mmss(int(tick) * 1000) for tick in ticks]


class Styled(Canvas):
    """A canvas whose every cell has a style: without colours Textual asks each one for it."""

    def render_line(self, y: int) -> Strip:
        """See `Widget.render_line`."""
        strip = super().render_line(y)
        return Strip([Segment(text, style or Style()) for text, style, _ in strip])


class Plot(PlotWidget):
    """A plot that can do without colours."""

    def compose(self) -> ComposeResult:
        """See `PlotWidget.compose`, whose parts these are."""
        with Grid():
            for part in ("margin-top", "margin-left", "plot", "margin-bottom"):
                yield Styled(1, 1, id=part)
        yield Legend(id="legend")


class Chart(Vertical, can_focus=True):
    """Two plots over the same days; the arrow keys move the crosshair from set to set."""

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
        yield Plot(id="loads", allow_pan_and_zoom=False)
        yield Plot(id="times", allow_pan_and_zoom=False)

    def on_mount(self) -> None:
        """The axes stay the same."""
        for plot in self.query(PlotWidget):
            plot.can_focus = False
            plot.set_x_formatter(Days())
        self.query_one("#loads", PlotWidget).set_ylabel("load")
        times = self.query_one("#times", PlotWidget)
        times.set_y_formatter(Clock())
        times.set_ylabel("time under load")

    def show(self, sets: Sequence[SetDone]) -> None:
        """Draw these sets, the earliest first, with the crosshair on the last one."""
        self._sets = list(sets)
        self._place = max(0, len(self._sets) - 1)
        self._draw()

    def action_move(self, step: int) -> None:
        """Move the crosshair by so many sets."""
        self._place = min(max(0, self._place + step), max(0, len(self._sets) - 1))
        self._draw()

    def _draw(self) -> None:
        if not self._sets:
            self.query_one("#told", Static).update("Nothing to draw yet.")
            return
        chosen = self._sets[self._place]
        self.query_one("#told", Static).update(self._said(chosen))
        unit = self._unit or next((done.load.unit for done in self._sets if done.load), None)
        loads = [
            (_day(done), float(done.load.shown_in(unit).amount))
            for done in self._sets
            if done.load is not None and unit is not None
        ]
        times = [(_day(done), done.tul_ms / 1000) for done in self._sets]
        theme = self.app.current_theme
        for name, points, colour in (
            ("#loads", loads, theme.accent or "white"),
            ("#times", times, theme.primary),
        ):
            plot = self.query_one(name, PlotWidget)
            plot.clear()
            if points:
                xs, ys = zip(*points, strict=True)
                plot.set_xlimits(min(xs) - 1, max(xs) + 1)
                margin = max(1.0, (max(ys) - min(ys)) * 0.15)
                plot.set_ylimits(max(0.0, min(ys) - margin), max(ys) + margin)
                plot.plot(xs, ys, line_style=colour, hires_mode=HiResMode.BRAILLE)
                plot.scatter(xs, ys, marker="●", marker_style=colour)
            plot.add_v_line(_day(chosen), line_style=theme.variables.get("quiet", "grey50"))

    def _said(self, done: SetDone) -> str:
        """The set under the crosshair."""
        parts = (
            f"{day(done.started)} {done.started.year}",
            f"{done.side}" if done.side else "",
            load_text(done.load, self._unit),
            mmss(done.tul_ms),
            reps_text(done.reps),
            str(done.ended_by),
        )
        return "   ".join(part for part in parts if part)


def _day(done: SetDone) -> int:
    return (done.started.date() - EPOCH).days
