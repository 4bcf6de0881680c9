"""The workout screen between sets: what to set up next, huge; the countdown, smaller."""

from rich.style import Style

from supertimer.engine.plan import RestLabel, SetPlan
from supertimer.engine.result import EndedBy, SetResult
from supertimer.engine.state import State
from supertimer.history.wording import load_text, reps
from supertimer.text import count, literal
from supertimer.ui.workout.blocks import Block, arranged, spell
from supertimer.ui.workout.canvas import Canvas, cut
from supertimer.ui.workout.frame import accent, blank, paint_foot, paint_header, word
from supertimer.ui.workout.letters import big, rows, width
from supertimer.ui.workout.view import View
from supertimer.units import minutes, seconds_left
from supertimer.workout.briefing import Brief
from supertimer.workout.orders import latest


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
        self.spare = 0
        """Rows that nothing needs."""

    @property
    def free(self) -> int:
        """Rows that are left above the foot."""
        return self.canvas.height - 1 - self.y

    def line(self, text: str, style: Style) -> None:
        """One plain row, if there is room and something to say."""
        if text and self.free > 0:
            self.canvas.put(self.x, self.y, cut(text, self.columns), style)
            self.y += 1

    def block(self, block: Block, style: Style) -> None:
        """A block, or as much of it as there is room for."""
        shown = block.rows[: max(0, self.free)]
        if block.plain:
            style += Style(bold=True)
            if len(shown) < len(block.rows) and shown:
                shown = (*shown[:-1], f"{shown[-1]}  {block.rows[len(shown)]}")
        self.canvas.put_rows(self.x, self.y, tuple(cut(row, self.columns) for row in shown), style)
        self.y += len(shown)

    def space(self) -> None:
        """An empty row, if there is room to spare."""
        if self.spare > 1:
            self.y += 1
            self.spare -= 1

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


def _clock(view: View) -> str:
    """The rest that is left; while go is awaited, how long that has been."""
    shot = view.snapshot
    if shot.state is State.WAITING:
        return f"+{minutes(shot.elapsed)}" if shot.results else ""
    if shot.remaining is None:
        return minutes(shot.elapsed)
    return minutes(seconds_left(shot.remaining) * 1000)


def _paint_next(pen: _Pen) -> None:
    """The set that comes: name, load, settings; last time; advice; and the set just done."""
    view = pen.view
    palette, accented = view.palette, Style(color=accent(view))
    plan = view.plan.sets[view.snapshot.index]
    told = (
        tuple(literal(_title(plan)).split()),
        tuple(load_text(view.snapshot.load, view.unit).split(maxsplit=1)),
        tuple(f"{literal(key)} {literal(value)}" for key, value in plan.settings),
    )
    needed = _advice(view)
    more = [(literal(plan.cue), palette.dim)] if plan.cue else []
    done = _done_last(view)
    wanted = len(needed) + len(more) + bool(done)
    name, load, settings = arranged(told, pen.columns, pen.free, pen.scale, (wanted, len(needed)))
    pen.spare = pen.free - sum(len(each.rows) for each in (name, load, settings)) - wanted
    pen.block(name, palette.strong)
    pen.space()
    pen.block(load, accented)
    if pen.scale > 1:
        pen.space()
    pen.block(settings, palette.plain)
    pen.space()
    for text, style in (*needed, *more):
        pen.line(text, style)
    pen.space()
    pen.line(done, palette.dim)


def _advice(view: View) -> list[tuple[str, Style]]:
    """What was done last time, and the load that is advised; not within a set."""
    if view.snapshot.label is RestLabel.PAUSE:
        return []
    brief = view.briefs.get(view.snapshot.index, Brief())
    told = []
    if brief.last:
        told.append((f"last time  {brief.last}", view.palette.plain))
    if brief.suggested is not None and brief.suggested != view.snapshot.load:
        takes = f"{view.accept} takes " if view.accept else ""
        advice = f"{takes}{load_text(brief.suggested, view.unit)}"
        style = Style(color=accent(view), bold=True)
        told.append((f"{advice}  {literal(brief.reason)}", style))
    return told


def _done_last(view: View) -> str:
    """The set just done; empty if there was none."""
    place = latest(view.snapshot)
    if place is None:
        return ""
    result = view.snapshot.results[place]
    done = "" if result.ended_by is EndedBy.SKIP else "done  "
    return f"{done}{result_text(view, result)}"


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
    pen.block(spell(("DONE",), " ", pen.columns, (2, min(5, pen.free))), Style(color=accent(view)))
    pen.spare = pen.free - 1 - len(kept)
    pen.space()
    pen.line(f"{count(len(kept), 'set')}, {minutes(total)} under load", view.palette.strong)
    pen.space()
    for result in kept:
        pen.line(result_text(view, result), view.palette.plain)
