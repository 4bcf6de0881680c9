"""The chart of one exercise over time, with a crosshair and a zoom by months."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from supertimer.history.set_record import SetDone
from supertimer.history.wording import load_text, reps
from supertimer.text import count, day
from supertimer.ui.screens.chart_frame import Ink, paint_history
from supertimer.ui.screens.chart_series import Series, series_of
from supertimer.ui.theme import has_16, palette
from supertimer.ui.workout.canvas import Canvas
from supertimer.units import Unit, minutes

MONTHS = (0, 12, 6, 3, 1)
"""The periods to zoom to; 0 means everything."""

MONTH = 30.44
"""The days of a month."""


class ChartCells(Widget):
    """The painted chart."""

    canvas: Canvas | None = None

    def render_line(self, y: int) -> Strip:
        """See `Widget.render_line`."""
        if self.canvas is None or y >= self.canvas.height:
            return Strip.blank(self.size.width, self.rich_style)
        return self.canvas.strip(y).adjust_cell_length(self.size.width, self.rich_style)


class Chart(Vertical, can_focus=True):
    """Loads and times over the same days; left and right move the crosshair from set to set."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", "sets", key_display="←→"),
        Binding("right", "move(1)", "next set", show=False),
        Binding("home", "move(-9999)", "first", show=False),
        Binding("end", "move(9999)", "last", show=False),
        Binding("z", "zoom", "zoom"),
    ]

    def __init__(self, unit: Unit | None) -> None:
        super().__init__()
        self._unit = unit
        self._sets: list[SetDone] = []
        self._series = Series((), "")
        self._place = 0
        self._zoom = 0
        self._now = datetime.min

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        yield Static("", id="told", markup=False)
        yield ChartCells(id="plot")

    def on_mount(self) -> None:
        """Draw in the colors of the theme, and again in those of another one."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self._draw())
        self._draw()

    def on_resize(self) -> None:
        """Draw again in the new size."""
        self.call_after_refresh(self._draw)

    def show(self, sets: Sequence[SetDone], now: datetime) -> None:
        """Draw `sets`, the earliest first, with the crosshair on the last one; it is `now`."""
        self._now = now
        self._sets = list(sets)
        self._series = series_of(self._sets, self._unit)
        self._place = max(0, len(self._sets) - 1)
        self._draw()

    def action_move(self, step: int) -> None:
        """Move the crosshair by `step` sets."""
        self._place = min(max(0, self._place + step), max(0, len(self._sets) - 1))
        self._draw()

    def action_zoom(self) -> None:
        """Show the next shorter period, and after the shortest one everything."""
        self._zoom = (self._zoom + 1) % len(MONTHS)
        self._draw()

    def span(self) -> tuple[int, int]:
        """Return the first and the last day to show; the crosshair is always between them."""
        dots = self._series.dots
        first, last = dots[0].day, dots[-1].day
        months = MONTHS[self._zoom]
        if not months:
            return first, last
        days = round(months * MONTH)
        chosen = dots[self._place].day
        last = min(last, max(chosen + days // 2, first + days))
        return max(first, last - days), last

    def _draw(self) -> None:
        self.set_class(not self._sets, "empty")
        told = self.query_one("#told", Static)
        if not self._sets:
            told.update("No sets yet.")
            return
        told.update(self._said(self._sets[self._place]))
        plot, theme, colors = (
            self.query_one(ChartCells),
            self.app.current_theme,
            self.app.console.color_system,
        )
        if not plot.size:
            return
        ink = Ink(
            palette(dark=theme.dark, colors=colors),
            hatched=self.app.no_color or has_16(colors),
        )
        chosen, months = self._series.dots[self._place], MONTHS[self._zoom]
        period = count(months, "month") if months else ""
        plot.canvas = paint_history(*plot.size, self._series, chosen, self.span(), ink, period)
        plot.refresh()

    def _said(self, done: SetDone) -> str:
        """Return the text about the set at the crosshair."""
        parts = (
            day(done.started, self._now),
            f"{done.side}" if done.side else "",
            load_text(done.load, self._unit),
            minutes(done.tul_ms) if done.tul_ms else "",
            reps(done.reps),
            done.ended_by.replace("-", " "),
        )
        return "   ".join(part for part in parts if part)
