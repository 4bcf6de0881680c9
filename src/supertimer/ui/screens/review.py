"""The review of a workout as text and as a widget; `supertimer review` draws the same text."""

from dataclasses import dataclass
from typing import Protocol

from rich.console import Console, ConsoleOptions, RenderResult
from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from supertimer.engine.snapshot import Snapshot
from supertimer.ui.screens.review_model import Review, SetLine
from supertimer.ui.theme import Palette
from supertimer.ui.widgets.body_view import BodyMap
from supertimer.ui.widgets.wrap import Facts
from supertimer.ui.workout.set_bar import AT_LAST, IN_WINDOW, full_of, set_bar
from supertimer.units import minutes

GAP = "  "


class Reviewer(Protocol):
    """What follows a workout."""

    leads: str
    """Where the review leads: `home` or `quit`."""

    def view(self, snapshot: Snapshot, palette: Palette) -> Widget:
        """Return the review of the workout, which has ended."""
        ...

    def history(self) -> None:
        """Open the history over the review."""
        ...


@dataclass(frozen=True, slots=True)
class ReviewText:
    """The text of a review with its bars, as wide as the window."""

    review: Review
    palette: Palette

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> RenderResult:
        """See `rich.protocol`."""
        review, palette, columns = self.review, self.palette, options.max_width
        yield Text(review.title, Style(color=palette.rest, bold=True))
        yield Facts(review.facts, palette.strong)
        full = full_of((line.tul_ms, line.window, line.last) for line in review.sets)
        for line in review.sets:
            yield Text()
            yield from self._set(line, full, columns)
        done = [line for line in review.sets if line.tul_ms]
        window = IN_WINDOW if any(line.window for line in done) else ""
        last = AT_LAST if any(line.last for line in done) else ""
        if window or last:
            yield Text()
            yield Facts((window, last), palette.dim)
        if review.left_out:
            yield Text()
            yield Text(review.left_out, palette.plain)
        if review.advice:
            yield Text()
            yield Text("Next time", palette.strong)
        for each in review.advice:
            yield Facts((each.exercise, each.load), Style(color=palette.lift, bold=True))
            yield Text(each.reason, palette.dim)
        if review.due:
            yield Text()
            yield Text(review.due, palette.plain)

    def _set(self, line: SetLine, full: int, columns: int) -> RenderResult:
        """Yield the words of a set, as few rows as fit, and its bar."""
        palette = self.palette
        left = Text.assemble((line.name, palette.strong), GAP, (line.load, palette.plain))
        right = Text(GAP).join(
            Text(part, style)
            for part, style in (
                (line.reps, palette.dim),
                (line.ended, palette.plain),
                (line.against, palette.plain),
                (minutes(line.tul_ms) if line.tul_ms else "", palette.strong),
            )
            if part
        )
        record = Text(line.record, Style(color=palette.lift, bold=True))
        rows = [left]
        if record and columns < left.cell_len + right.cell_len + record.cell_len + 2 * len(GAP):
            rows.append(record)
        elif record:
            left.append(GAP).append_text(record)
        if left.cell_len + right.cell_len + len(GAP) <= columns:
            left.append(" " * (columns - left.cell_len - right.cell_len)).append_text(right)
        else:
            rows.append(right)
        yield from rows
        if line.tul_ms:
            yield set_bar(line.tul_ms, full, line.window, line.last, columns, palette)


class ReviewView(VerticalScroll, can_focus=False):
    """The review of a workout, with the muscles that it worked beside or below it."""

    def __init__(self, review: Review, palette: Palette) -> None:
        super().__init__(classes="review")
        self._review = review
        self._palette = palette

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        yield Static(ReviewText(self._review, self._palette), id="reviewed")
        yield BodyMap(id="worked")

    def on_mount(self) -> None:
        """Draw the muscles."""
        self.query_one(BodyMap).show(self._review.body)
