"""The workout screen between sets: what to set up next, huge; the countdown, smaller."""

from rich.style import Style

from supertimer.engine.events import EndedBy
from supertimer.engine.plan import SetPlan
from supertimer.engine.snapshot import SetResult
from supertimer.engine.state import State
from supertimer.history.words import count, reps
from supertimer.orders import latest
from supertimer.routine.literal import literal
from supertimer.ui.canvas import Canvas, cut
from supertimer.ui.frame import accent, blank, paint_foot, paint_header, word
from supertimer.ui.letters import HEIGHT, big, rows, spelled, width
from supertimer.ui.view import View, load_text, seconds_left
from supertimer.units import minutes


def paint_rest(view: View, columns: int, lines: int) -> Canvas:
    """The frame of a rest, of waiting for go, and of the end."""
    canvas = blank(columns, lines, view)
    place = _Pen(canvas, view)
    if lines >= 14:
        paint_header(canvas, 0, view)
        place.y = 2 if lines >= 20 else 1
    place.clock()
    if view.snapshot.state is State.DONE:
        _paint_done(place)
    else:
        _paint_next(place)
    paint_foot(canvas, lines - 1, view)
    return canvas


class _Pen:
    """Writes downwards, and knows how much room is left."""

    def __init__(self, canvas: Canvas, view: View) -> None:
        self.canvas = canvas
        self.view = view
        self.y = 0
        self.x = 4 if canvas.width >= 60 else 2
        self.columns = canvas.width - 2 * self.x
        self.scale = 1 if canvas.height < 38 else 2 if canvas.height < 50 else 3

    @property
    def free(self) -> int:
        """Rows that are left above the foot."""
        return self.canvas.height - 1 - self.y

    def line(self, text: str, style: Style) -> None:
        """One plain row, if there is room and something to say."""
        if text and self.free > 0:
            self.canvas.put(self.x, self.y, cut(text, self.columns), style)
            self.y += 1

    def big(
        self, parts: list[str], lines: int, style: Style, gap: str = " ", largest: int = 0
    ) -> None:
        """`parts` as big as `lines` rows and the width allow, folded between parts only.

        `largest` is the largest scale that will do; 0 for any.
        """
        lines = min(lines, self.free)
        text = gap.join(parts)
        if not text or lines < 1:
            return
        scale, folded = fold(parts, gap, (self.columns, lines), largest or lines)
        if not scale:
            self.canvas.put(self.x, self.y, cut(text, self.columns), style + Style(bold=True))
            self.y += 1
            return
        for line in folded:
            self.canvas.put_rows(self.x, self.y, big(line, scale), style)
            self.y += rows(scale) + (scale > 1 and line is not folded[-1])

    def space(self, wanted: int = 1) -> None:
        """An empty row, if there is room to spare."""
        if self.free > 3:
            self.y += wanted

    def clock(self) -> None:
        """REST and how much of it is left; `+` and how long it has been over."""
        view, shot = self.view, self.view.snapshot
        if shot.state is State.DONE or self.free < 3:
            return
        scale = self.scale
        text = word(view)
        colour = Style(color=accent(view))
        self.canvas.put_rows(self.x, self.y, big(text, scale), colour)
        time = _clock(view)
        at = self.x + width(f"{text} ", scale) + 2 * scale
        self.canvas.put_rows(at, self.y, big(time, scale), view.palette.strong)
        self.y += rows(scale)
        if self.free > 12:
            self.y += 1


def fold(parts: list[str], gap: str, space: tuple[int, int], largest: int) -> tuple[int, list[str]]:
    """The largest scale at which `parts`, folded into rows of letters, fit; and those rows.

    `space` is columns and rows, `largest` the largest scale to try.

    Scale 0 if they do not fit at all, or hold what the big letters cannot write.
    """
    words = [spelled(part) for part in parts]
    columns, lines = space
    for scale in range(min(largest, lines * 2 // HEIGHT), 0, -1):
        folded: list[str] = []
        for part in words:
            if part is None:
                return 0, []
            longer = f"{folded[-1]}{gap}{part}" if folded else part
            if folded and width(longer, scale) <= columns:
                folded[-1] = longer
            else:
                folded.append(part)
        taken = len(folded) * (rows(scale) + (scale > 1)) - (scale > 1)
        if taken <= lines and all(width(line, scale) <= columns for line in folded):
            return scale, folded
    return 0, []


def _clock(view: View) -> str:
    """The rest that is left; while go is awaited, how long that has been."""
    shot = view.snapshot
    if shot.state is State.WAITING:
        return f"+{minutes(shot.elapsed)}" if shot.results else ""
    if shot.remaining is None:
        return minutes(shot.elapsed)
    left = seconds_left(shot.remaining)
    return f"{left // 60}:{left % 60:02}"


def _paint_next(pen: _Pen) -> None:
    """The set that comes: name, load, settings; last time; advice; and the set just done."""
    view, canvas = pen.view, pen.canvas
    palette = view.palette
    plan = view.plan.sets[view.snapshot.index]
    scale = pen.scale
    roomy = canvas.height >= 20
    load = load_text(view.snapshot.load, view.unit)
    settings = [f"{literal(key)} {literal(value)}" for key, value in plan.settings]
    name = literal(_title(plan)).split()
    pen.big(name, rows(scale + 1) + 1 if roomy else 3, palette.strong)
    pen.space()
    pen.big([load], rows(scale) if pen.free >= 6 else 1, Style(color=accent(view)))
    if scale > 1:
        pen.space()
    pen.big(settings, 2 * rows(scale) if pen.free >= 9 else 3, palette.plain, "  ", scale)
    if pen.free >= 6:
        pen.space()
    brief = view.briefs.get(view.snapshot.index)
    if brief is not None:
        pen.line(brief.last and f"last time  {brief.last}", palette.plain)
        if brief.suggested is not None and brief.suggested != view.snapshot.load:
            advice = f"{view.accept} takes {load_text(brief.suggested, view.unit)}"
            pen.line(f"{advice}  {literal(brief.reason)}", Style(color=accent(view), bold=True))
    pen.line(literal(plan.cue), palette.dim)
    place = latest(view.snapshot)
    if place is not None:
        result = view.snapshot.results[place]
        pen.space()
        done = "" if result.ended_by is EndedBy.SKIP else "done  "
        pen.line(f"{done}{result_text(view, result)}", palette.dim)


def _title(plan: SetPlan) -> str:
    """The exercise, and what is special about this set of it."""
    side = f" {plan.side}" if plan.side else ""
    kind = "" if plan.kind == "work" else f" {plan.kind}"
    return f"{plan.exercise}{side}{kind}"


def result_text(view: View, result: SetResult) -> str:
    """`Leg press  210 lb  1:32  4.5 reps  fatigue`, with what was corrected."""
    plan = view.plan.sets[result.index]
    if result.ended_by is EndedBy.SKIP and not result.tul_ms:
        return f"skipped  {literal(_title(plan))}"
    tul = minutes(result.tul_ms)
    if result.estimated and plan.reach:
        tul = f"{tul} (pressed {minutes(result.tul_ms + plan.reach)})"
    parts = (
        literal(_title(plan)),
        load_text(result.load, view.unit),
        tul,
        reps(result.reps),
        str(result.ended_by),
        literal(result.note),
    )
    return "  ".join(part for part in parts if part)


def _paint_done(pen: _Pen) -> None:
    """The end: what was done, set by set."""
    view = pen.view
    kept = [result for result in view.snapshot.results if not result.discarded]
    total = sum(result.tul_ms for result in kept)
    pen.big(["DONE"], 5, Style(color=accent(view)))
    pen.space()
    pen.line(f"{count(len(kept), 'set')}, {minutes(total)} under load", view.palette.strong)
    pen.space()
    for result in kept:
        pen.line(result_text(view, result), view.palette.plain)
