"""The widget that shows a workout; it redraws only the cells that changed."""

from textual.strip import Strip
from textual.widget import Widget

from supertimer.engine.plan import SegmentKind
from supertimer.ui.workout.canvas import Canvas, cut
from supertimer.ui.workout.cells import write_cells
from supertimer.ui.workout.frame import SMALLEST, Moment, blank, picture
from supertimer.ui.workout.rest_frame import paint_rest
from supertimer.ui.workout.work_frame import move_pacer, paint_work

LIFTING = (SegmentKind.READY, SegmentKind.WORK, SegmentKind.PUSH)
"""Segments with a pacer."""


def paint(now: Moment, columns: int, lines: int) -> Canvas:
    """Return the picture of a moment for a window of this size."""
    if _has_pacer(now, columns, lines):
        return paint_work(now, columns, lines)
    if _fits(columns, lines):
        return paint_rest(now, columns, lines)
    canvas = blank(columns, lines, now)
    wanted = f"Needs {SMALLEST[0]}×{SMALLEST[1]}"
    canvas.put(0, lines // 2, cut(wanted, columns), now.palette.strong)
    return canvas


def _fits(columns: int, lines: int) -> bool:
    return columns >= SMALLEST[0] and lines >= SMALLEST[1]


def _has_pacer(now: Moment, columns: int, lines: int) -> bool:
    return now.snapshot.segment in LIFTING and _fits(columns, lines)


class WorkoutView(Widget):
    """The whole workout screen, painted row by row."""

    can_focus = True

    def __init__(self) -> None:
        super().__init__()
        self._moment: Moment | None = None
        self._canvas: Canvas | None = None
        self._shown: object = None

    def show(self, now: Moment) -> None:
        """Paint `now`, and redraw what changed."""
        self._moment = now
        size, before, shown = self.size, self._canvas, (picture(now), self.size)
        if not size:
            return
        if before is not None and shown == self._shown:
            moved = move_pacer(before, now) if _has_pacer(now, *size) else []
            regions = [region for region, _ in moved]
        else:
            self._shown = shown
            self._canvas = canvas = paint(now, *size)
            if before is None or not canvas.is_like(before):
                self.refresh()
                return
            regions = canvas.changes(before)
        if regions:
            self.refresh(*regions)

    def rise(self, later: int) -> None:
        """Move the pacer to `later` milliseconds after the moment shown; the rest stays the same.

        See `frame.still_ms` for how long that is true.
        """
        now, canvas = self._moment, self._canvas
        if now is None or canvas is None or (canvas.width, canvas.height) != self.size:
            return
        if _has_pacer(now, canvas.width, canvas.height):
            moved = move_pacer(canvas, now, later)
            if moved and not write_cells(self, moved):
                self.refresh(*(region for region, _ in moved))

    def on_resize(self) -> None:
        """Paint again for the new size."""
        if self._moment is not None:
            self.show(self._moment)

    def render_line(self, y: int) -> Strip:
        """See `Widget.render_line`."""
        if self._canvas is None or y >= self._canvas.height:
            return Strip.blank(self.size.width, self.rich_style)
        return self._canvas.strip(y).adjust_cell_length(self.size.width)
