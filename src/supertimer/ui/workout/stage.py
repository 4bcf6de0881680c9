"""The widget that shows a workout: a view goes in, the cells that changed come out."""

from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from supertimer.engine.plan import SegmentKind
from supertimer.ui.workout.canvas import Canvas, cut
from supertimer.ui.workout.frame import SMALLEST, blank, visible
from supertimer.ui.workout.rest_frame import paint_rest
from supertimer.ui.workout.view import View
from supertimer.ui.workout.work_frame import move_pacer, paint_work

_LIFTING = (SegmentKind.READY, SegmentKind.WORK, SegmentKind.PUSH)


def paint(view: View, columns: int, lines: int) -> Canvas:
    """The picture of a workout at one moment, for a screen of that size."""
    if _too_small(columns, lines):
        canvas = blank(columns, lines, view)
        wanted = f"please widen to {SMALLEST[0]}×{SMALLEST[1]}"
        canvas.put(0, lines // 2, cut(wanted, columns), view.palette.strong)
        return canvas
    if view.snapshot.segment in _LIFTING:
        return paint_work(view, columns, lines)
    return paint_rest(view, columns, lines)


def _too_small(columns: int, lines: int) -> bool:
    return columns < SMALLEST[0] or lines < SMALLEST[1]


def _moves(view: View, size: Size) -> bool:
    """Whether there is a pacer on the screen."""
    return view.snapshot.segment in _LIFTING and not _too_small(size.width, size.height)


class Stage(Widget):
    """All of the workout screen, painted row by row."""

    can_focus = True

    def __init__(self) -> None:
        super().__init__()
        self._view: View | None = None
        self._canvas: Canvas | None = None
        self._shown: object = None

    def show(self, view: View) -> None:
        """Paint `view`, and have redrawn what differs from before."""
        size = self.size
        self._view = view
        before, shown = self._canvas, (visible(view), size)
        if not (size.width and size.height):
            return
        if before is not None and shown == self._shown:
            if _moves(view, size) and (regions := move_pacer(before, view)):
                self.refresh(*regions)
            return
        self._shown = shown
        self._canvas = canvas = paint(view, size.width, size.height)
        if before is None or (before.width, before.height, before.ground) != (
            size.width,
            size.height,
            canvas.ground,
        ):
            self.refresh()
        elif regions := canvas.changes(before):
            self.refresh(*regions)

    def on_resize(self) -> None:
        """Paint anew for the new size."""
        if self._view is not None:
            self.show(self._view)

    def render_line(self, y: int) -> Strip:
        """See `Widget.render_line`."""
        if self._canvas is None or y >= self._canvas.height:
            return Strip.blank(self.size.width, self.rich_style)
        return self._canvas.strip(y).adjust_cell_length(self.size.width)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """See `Widget.get_content_width`: all there is."""
        return container.width
