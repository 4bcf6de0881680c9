"""The workout screen between sets: the next set in big letters, the countdown smaller."""

from rich.style import Style

from supertimer.engine.plan import RestLabel, SetPlan
from supertimer.engine.result import EndedBy, SetResult
from supertimer.engine.state import State
from supertimer.history.wording import load_text, reps, set_name
from supertimer.text import count, literal
from supertimer.ui.widgets.wrap import folded
from supertimer.ui.workout.blocks import Lettering, arranged, spell
from supertimer.ui.workout.canvas import Canvas, cut
from supertimer.ui.workout.details import details_rows, paint_details
from supertimer.ui.workout.frame import (
    Moment,
    accent,
    blank,
    notice_lines,
    paint_foot,
    paint_header,
    word,
)
from supertimer.ui.workout.letters import big, rows, width
from supertimer.units import minutes, seconds_left
from supertimer.workout.briefing import Brief
from supertimer.workout.orders import latest


def paint_rest(now: Moment, columns: int, lines: int) -> Canvas:
    """Return the frame of a rest, of waiting for go, or of the end."""
    canvas = blank(columns, lines, now)
    place = _Pen(canvas, now)
    if lines >= 14:
        paint_header(canvas, 0, now)
        place.y = 2 if lines >= 20 else 1
    place.word()
    free = place.y
    place.reserved = min(len(notice_lines(now, columns)), place.free)
    if now.snapshot.state is State.DONE:
        _paint_done(place)
    else:
        _paint_next(place)
    paint_foot(canvas, lines - 1, now, free)
    return canvas


class _Pen:
    """A pen that writes downwards and knows how much room is left."""

    def __init__(self, canvas: Canvas, now: Moment) -> None:
        self.canvas = canvas
        self.now = now
        self.y = 0
        self.x = 4 if canvas.width >= 60 else 2
        self.columns = canvas.width - 2 * self.x
        self.scale = 1 if canvas.height < 38 else 2 if canvas.height < 50 else 3
        self.spare = 0
        """Rows that no text needs."""
        self.reserved = 0
        """The rows of the notices."""

    @property
    def free(self) -> int:
        """The rows left above the foot and the notices."""
        return self.canvas.height - 1 - self.reserved - self.y

    def line(self, text: str, style: Style) -> None:
        """Write a row of plain text, if it fits and is not empty."""
        if text and self.free > 0:
            self.canvas.put(self.x, self.y, cut(text, self.columns), style)
            self.y += 1

    def block(self, block: Lettering, style: Style) -> None:
        """Write a block, or as much of it as fits."""
        shown = block.rows[: max(0, self.free)]
        if block.plain:
            style += Style(bold=True)
            if len(shown) < len(block.rows) and shown:
                shown = (*shown[:-1], f"{shown[-1]}  {block.rows[len(shown)]}")
        self.canvas.put_rows(self.x, self.y, tuple(cut(row, self.columns) for row in shown), style)
        self.y += len(shown)

    def space(self) -> None:
        """Leave an empty row, if one is spare."""
        if self.spare > 1:
            self.y += 1
            self.spare -= 1

    def word(self) -> None:
        """Write REST and the time left, after its end `+` and the time since; or DONE."""
        now = self.now
        if now.snapshot.state is State.DONE:
            size = (2, min(5, self.free))
            self.block(spell(("DONE",), " ", self.columns, size), Style(color=accent(now)))
            return
        if self.free < 3:
            return
        scale = self.scale
        text = word(now)
        color = Style(color=accent(now))
        self.canvas.put_rows(self.x, self.y, big(text, scale), color)
        time = _clock(now)
        at = self.x + width(f"{text} ", scale) + 2 * scale
        self.canvas.put_rows(at, self.y, big(time, scale), now.palette.strong)
        self.y += rows(scale)
        if self.free > 12:
            self.y += 1


def _clock(now: Moment) -> str:
    """Return the rest that is left; while waiting for go, the time since."""
    shot = now.snapshot
    if shot.state is State.WAITING:
        return f"+{minutes(shot.elapsed)}" if shot.results else ""
    if shot.remaining is None:
        return minutes(shot.elapsed)
    return minutes(seconds_left(shot.remaining) * 1000)


def _paint_next(pen: _Pen) -> None:
    """Write the next set (name, load, settings), last time, advice, and the last set."""
    now = pen.now
    palette, accented = now.palette, Style(color=accent(now))
    plan = now.plan.sets[now.snapshot.index]
    told = (
        tuple(_title(plan).split()),
        tuple(load_text(now.snapshot.load, now.unit).split(maxsplit=1)),
        tuple(f"{literal(key)} {literal(value)}" for key, value in plan.settings),
    )
    needed = _advice(now)
    more = [(literal(plan.cue), palette.dim)] if plan.cue else []
    if reason := _reason(now):
        more += [(row, palette.plain) for row in folded(reason.split(" "), " ", pen.columns)]
    done = _done_last(now)
    brief = now.briefs.get(now.snapshot.index, Brief())
    lines = 0  # a pause of a rest-pause set shows no details
    if now.snapshot.label is not RestLabel.PAUSE:
        lines = details_rows(pen.canvas.height, pen.columns, plan, brief, palette)
    wanted = len(needed) + len(more) + bool(done) + lines
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
    if done:
        pen.space()
        pen.line(done, palette.dim)
    if lines and pen.free > 0:
        gap = pen.free > lines
        paint_details(
            pen.canvas,
            pen.x,
            pen.y + gap,
            pen.columns,
            pen.free - gap,
            plan,
            brief,
            palette,
            now.unit,
        )


def _advice(now: Moment) -> list[tuple[str, Style]]:
    """Return last time and another load with its reason; nothing in a pause of a rest-pause set."""
    if now.snapshot.label is RestLabel.PAUSE:
        return []
    brief = now.briefs.get(now.snapshot.index, Brief())
    told = []
    if brief.last:
        told.append((f"last time  {brief.last}", now.palette.plain))
    if brief.suggested is not None and brief.suggested != now.snapshot.load:
        takes = f"press {now.accept} for " if now.accept else "suggested  "
        advice = f"{takes}{load_text(brief.suggested, now.unit)}"
        style = Style(color=accent(now), bold=True)
        told.append((f"{advice}  {literal(brief.reason)}", style))
    return told


def _reason(now: Moment) -> str:
    """Return why the history suggests the load that is set, or what it advises without a load."""
    brief = now.briefs.get(now.snapshot.index, Brief())
    if now.snapshot.label is RestLabel.PAUSE or not brief.reason:
        return ""
    if brief.suggested not in (None, now.snapshot.load):
        return ""
    return f"advice  {literal(brief.reason)}"


def _done_last(now: Moment) -> str:
    """Return the text about the last set; empty if there was none."""
    place = latest(now.snapshot)
    if place is None:
        return ""
    result = now.snapshot.results[place]
    done = "" if result.ended_by is EndedBy.SKIP else "done  "
    return f"{done}{result_text(now, result)}"


def _title(plan: SetPlan) -> str:
    """Return the exercise with the side and the kind of the set."""
    return literal(set_name(plan.exercise, plan.side, plan.kind, " "))


def result_text(now: Moment, result: SetResult) -> str:
    """Return `Leg press  210 lb  1:32  4.5 reps  fatigue`, corrections included."""
    plan = now.plan.sets[result.index]
    if result.ended_by is EndedBy.SKIP and not result.tul_ms:
        return f"skipped  {_title(plan)}"
    tul = minutes(result.tul_ms)
    if result.estimated and plan.reach:
        tul = f"{tul} (pressed {minutes(result.tul_ms + plan.reach)})"
    parts = (
        _title(plan),
        load_text(result.load, now.unit),
        tul,
        reps(result.reps),
        result.ended_by.replace("-", " "),
        literal(result.note),
    )
    return "  ".join(part for part in parts if part)


def _paint_done(pen: _Pen) -> None:
    """Write the end of the workout: all sets."""
    now = pen.now
    kept = [result for result in now.snapshot.results if not result.discarded]
    total = sum(result.tul_ms for result in kept)
    pen.spare = pen.free - 1 - len(kept)
    pen.space()
    pen.line(f"{count(len(kept), 'set')}, {minutes(total)} under load", now.palette.strong)
    pen.space()
    for result in kept:
        pen.line(result_text(now, result), now.palette.plain)
