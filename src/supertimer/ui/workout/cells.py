"""Write the few cells that a moving bar changes straight to the terminal.

Textual brings each change through its messages, its compositor, and three writes to its output
thread, whatever its size. In a set that is half of the processor's time, and ten of twelve changes
per second are an eighth of a row of the bar. So these cells go to Textual's driver at once. The
lines that Textual keeps are marked as old: from them it redraws the screen and takes its pictures.

This is done only while the widget is all there is on the screen. Otherwise `write_cells` does
nothing and the widget is redrawn by Textual: below another screen or a notification, before a new
layout, among the output of other programs, in a test without a terminal, and without colors, which
Textual filters out later.
"""

from collections.abc import Sequence

from rich.control import Control
from textual.strip import Strip
from textual.widget import Widget

from supertimer.ui.workout.canvas import Changed


def write_cells(widget: Widget, changes: Sequence[Changed]) -> bool:
    """Write the cells of `widget` that changed; return False if they can't be written."""
    app, driver = widget.app, widget.app._driver
    if driver is None or not _is_alone(widget):
        return False
    left, top = widget.region.offset
    parts = []
    for region, segment in changes:
        parts.append(Control.move_to(left + region.x, top + region.y).segment.text)
        parts.append(Strip([segment]).render(app.console))
    parts.append(Control.move_to(*app.cursor_position).segment.text)
    widget._styles_cache.set_dirty(*(region for region, _ in changes))
    driver.write("".join(parts))
    return True


def _is_alone(widget: Widget) -> bool:
    """Return whether `widget` is all that the terminal shows, and stays where it is."""
    app, screen = widget.app, widget.screen
    if app.is_headless or app.is_inline or app.no_color or app._batch_count:
        return False
    pending = screen._layout_required or screen._scroll_required or screen._recompose_required
    shown = screen._compositor.visible_widgets
    return app.screen is screen and not pending and shown.keys() <= {screen, widget}
