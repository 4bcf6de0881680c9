"""The workout screen during get ready, a set, and the push."""

from dataclasses import dataclass
from functools import lru_cache

from rich.style import Style

from supertimer.engine.cadence import Cadence
from supertimer.engine.plan import SegmentKind, SetPlan
from supertimer.engine.state import State
from supertimer.history.wording import load_text, set_name
from supertimer.text import literal
from supertimer.ui.workout.canvas import Canvas, Changed, cut
from supertimer.ui.workout.frame import (
    Moment,
    accent,
    arrow,
    blank,
    flashing,
    paint_foot,
    paint_header,
    word,
)
from supertimer.ui.workout.gauges import full_ms, pacer_rows, window_bar
from supertimer.ui.workout.letters import HEIGHT, big, rows, width
from supertimer.units import minutes, seconds_left

FIXED_ROWS = 3
"""The rows that are always there: the bar, the exercise, and the foot."""
GUTTER = 5
"""Columns between the seconds and the numbers to their right."""
TUL_SLOT = "8:88"


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of all parts; a row that is None does not fit."""

    pacer: tuple[int, int, int, int]
    """Column, row, columns, rows."""
    left: int
    """The first column of text."""
    columns: int
    word_scale: int
    digit_scale: int
    word_row: int
    digit_row: int
    header: int | None
    bar: int
    labels: int | None
    exercise: int
    settings: int | None
    following: int | None
    foot: int


@lru_cache(maxsize=64)
def layout(columns: int, lines: int, longest: str, slot: str) -> Layout:
    """Return the layout for a window of this size.

    `longest` is the longest word of this set, `slot` its widest seconds, so that letters keep their
    size during the set. The seconds are always larger than the word.
    """
    pacer_columns = max(4, columns // 10)
    left = pacer_columns + (5 if columns >= 60 else 3)
    room = columns - left - 2
    optional = 4 if lines >= 22 else max(0, (lines - 12) // 2)
    digit_scale, word_scale = 2, 1
    for scale in range(lines * 2 // HEIGHT, 2, -1):
        small = min(max(2, scale * 3 // 5), room // width(longest, 1))
        numbers = width(slot, scale) + GUTTER + width(TUL_SLOT, small)
        needed = rows(scale) + rows(small) + FIXED_ROWS + optional + 2 * (lines >= 22)
        if small and needed <= lines and numbers <= room:
            digit_scale, word_scale = scale, small
            break
    letters = rows(digit_scale) + rows(word_scale)
    gaps = _gaps(lines - FIXED_ROWS - optional - letters)
    word_row = (optional >= 1) + gaps[0]
    digit_row = word_row + rows(word_scale) + gaps[1]
    bar = digit_row + rows(digit_scale) + gaps[2]
    labels = bar + 1 if optional >= 4 else None
    exercise = (labels or bar) + 1 + gaps[3]
    settings = exercise + 1 if optional >= 3 else None
    return Layout(
        pacer=(2 if columns >= 60 else 1, word_row, pacer_columns, bar + 1 - word_row),
        left=left,
        columns=room,
        word_scale=word_scale,
        digit_scale=digit_scale,
        word_row=word_row,
        digit_row=digit_row,
        header=0 if optional >= 1 else None,
        bar=bar,
        labels=labels,
        exercise=exercise,
        settings=settings,
        following=(settings or exercise) + 1 if optional >= 2 else None,
        foot=lines - 1,
    )


def _gaps(spare: int) -> list[int]:
    """Return `spare` rows divided into the gaps below header, word, seconds, and bar."""
    each, more = divmod(max(0, spare), 5)
    return [each + (place < more) for place in range(5)]


def paint_work(now: Moment, columns: int, lines: int) -> Canvas:
    """Return the frame of a set: what to do, for how long, and how high the weight should be."""
    shot = now.snapshot
    plan = now.plan.sets[shot.index]
    canvas = blank(columns, lines, now)
    place = _layout_of(plan, columns, lines)
    color = _color(now)
    if place.header is not None:
        paint_header(canvas, place.header, now)
    _paint_pacer(canvas, place, now, color)
    _paint_word(canvas, place, now, color)
    _paint_seconds(canvas, place, now)
    _paint_numbers(canvas, place, now, plan, color)
    _paint_bar(canvas, place, now, plan, color)
    _paint_facts(canvas, place, now, plan)
    paint_foot(canvas, place.foot, now, free=place.bar + 1)
    return canvas


def _layout_of(plan: SetPlan, columns: int, lines: int) -> Layout:
    return layout(columns, lines, _longest(plan.cadence), _slot(plan.cadence))


@lru_cache(maxsize=256)
def _longest(cadence: Cadence) -> str:
    """Return the widest word of a set, with room for an arrow."""
    names = {phase.name.upper() for block in cadence.blocks for phase in block.phases}
    words = {"READY", "PUSH", "PAUSED", *(f"{name} ↑" for name in names)}
    return max(words, key=lambda word: width(word, 1))


@lru_cache(maxsize=256)
def _slot(cadence: Cadence) -> str:
    """Return an 8 per digit of the longest phase's seconds."""
    longest = max(phase.ms for block in cadence.blocks for phase in block.phases)
    return "8" * max(2, len(str(seconds_left(longest))))


def _paint_pacer(canvas: Canvas, place: Layout, now: Moment, color: Style) -> None:
    """Paint the pacer: a bar between two rails."""
    x, y, columns, _ = place.pacer
    rail = Style(color=now.palette.quiet)
    style = color + Style(bgcolor=now.palette.track)
    for row, text in enumerate(_filled(place, now, 0)):
        canvas.put(x, y + row, "▐", rail)
        canvas.put(x + 1, y + row, text, style)
        canvas.put(x + columns - 1, y + row, "▌", rail)


def _filled(place: Layout, now: Moment, later: int) -> list[str]:
    """Return the rows between the rails, `later` milliseconds after `now`."""
    _, _, columns, lines = place.pacer
    return [char * (columns - 2) for char in pacer_rows(_height(now, later), lines)]


def move_pacer(canvas: Canvas, now: Moment, later: int = 0) -> list[Changed]:
    """Move the pacer of a painted frame to `later` milliseconds after `now`.

    Return what changed.
    """
    place = _layout_of(now.plan.sets[now.snapshot.index], canvas.width, canvas.height)
    x, y, _, _ = place.pacer
    style = _color(now) + Style(bgcolor=now.palette.track)
    rows = enumerate(_filled(place, now, later))
    changes = [canvas.swap(x + 1, y + row, text, style) for row, text in rows]
    return [change for change in changes if change is not None]


def _color(now: Moment) -> Style:
    """Return the color of the moment, or its contrast during a flash."""
    return Style(color=now.palette.ground if flashing(now) else accent(now))


def _height(now: Moment, later: int) -> float:
    """Return the height of the pacer: of the weight; full in a hold, sinking in a push.

    `later` are the milliseconds since `now`; if any, nothing but time has passed since.
    """
    shot = now.snapshot
    if shot.paused:
        later = 0
    if shot.state is State.PUSHING and shot.remaining is not None:
        return (shot.remaining - later) / max(1, shot.remaining + shot.elapsed)
    cadence = now.plan.sets[shot.index].cadence
    if cadence.is_static:
        return 1.0
    return cadence.height(shot.elapsed + later) if later and shot.phase else shot.height


def _paint_word(canvas: Canvas, place: Layout, now: Moment, color: Style) -> None:
    """Paint the word, such as LIFT, with its arrow."""
    text = word(now)
    pointer = arrow(now)
    if pointer and width(f"{text} {pointer}", place.word_scale) <= place.columns:
        text = f"{text} {pointer}"
    scale = min(place.word_scale, max(1, place.columns // width(text, 1)))
    canvas.put_rows(place.left, place.word_row, big(text, scale), color)


def _paint_seconds(canvas: Canvas, place: Layout, now: Moment) -> None:
    """Paint the seconds left in this phase."""
    shot = now.snapshot
    if shot.resumes_in is not None:
        left = seconds_left(shot.resumes_in)
    elif shot.phase is not None:
        left = seconds_left(shot.phase.ms - shot.phase_elapsed)
    else:
        left = seconds_left(shot.remaining or 0)
    style = Style() if flashing(now) else now.palette.strong
    canvas.put_rows(place.left, place.digit_row, big(str(left), place.digit_scale), style)


def _paint_numbers(canvas: Canvas, place: Layout, now: Moment, plan: SetPlan, color: Style) -> None:
    """Paint the rep and the time under load to the right of the seconds."""
    shot = now.snapshot
    if shot.segment is SegmentKind.READY:
        return
    x = (
        place.left
        + width(_slot(plan.cadence), place.digit_scale)
        + (GUTTER if place.columns >= 50 else 3)
    )
    room = place.left + place.columns - x
    tul = minutes(shot.tul_ms)
    rep = "" if shot.rep is None or shot.state is State.PUSHING else f"REP {shot.rep}"
    bottom = place.digit_row + rows(place.digit_scale)
    scale = min(place.word_scale, room // width(tul if len(tul) > 4 else TUL_SLOT, 1))
    quiet = Style() if flashing(now) else now.palette.plain
    if scale < 1:
        canvas.put(x, place.digit_row, cut(rep.lower(), room), quiet)
        canvas.put(x, bottom - 1, cut(tul, room), now.palette.strong)
        return
    canvas.put_rows(x, bottom - rows(scale), big(tul, scale), quiet)
    free = rows(place.digit_scale) - rows(scale) - (scale > 2)
    if not rep:
        return
    rep_scale = min(free * 2 // HEIGHT, room // width(rep, 1))
    if rep_scale:
        canvas.put_rows(x, place.digit_row, big(rep, rep_scale), color)
    else:
        canvas.put(x, place.digit_row, cut(rep.lower(), room), color)


def _paint_bar(canvas: Canvas, place: Layout, now: Moment, plan: SetPlan, color: Style) -> None:
    """Paint the bar of the time under load, with the target window and last time."""
    palette = now.palette
    columns = place.columns
    # Before a redo, the snapshot still has the time of the previous attempt.
    tul = 0 if now.snapshot.segment is SegmentKind.READY else now.snapshot.tul_ms
    bar = window_bar(tul, full_ms(plan), plan.aim, plan.last_tul, columns)
    left, y = place.left, place.bar
    stretches = [
        (0, bar.done, "█", color),
        (*bar.before, "─", palette.dim),
        (*bar.window, "▒", palette.dim),
        (*bar.after, "─", palette.dim),
    ]
    for start, length, char, style in stretches:
        canvas.put(left + start, y, char * length, style)
    if place.labels is None:
        return
    labels: list[tuple[int, str]] = []
    if plan.aim is not None and bar.opens is not None and bar.tops is not None:
        labels = [(bar.opens, minutes(plan.aim.opens))]
        if plan.aim.tops is not None:
            labels.append((bar.tops, minutes(plan.aim.tops)))
    if bar.last is not None:
        labels.insert(0, (bar.last, f"▲ last {minutes(plan.last_tul or 0)}"))
    taken: list[range] = []
    for start, text in labels:
        start = max(0, min(start, columns - len(text)))
        span = range(start - 1, start + len(text) + 1)
        if any(span.start < other.stop and other.start < span.stop for other in taken):
            continue
        taken.append(span)
        canvas.put(left + start, place.labels, text, palette.dim)


def _paint_facts(canvas: Canvas, place: Layout, now: Moment, plan: SetPlan) -> None:
    """Paint the exercise, the load, the machine settings, the cue, and the next set."""
    palette, shot = now.palette, now.snapshot
    load = load_text(shot.load, now.unit)
    limb = shot.phase_side or plan.side
    side = f"{limb.upper()} " if limb else ""
    last = place.left + place.columns
    end = last - len(load) if load else last
    canvas.put(
        place.left,
        place.exercise,
        cut(side + literal(plan.exercise), end - place.left - 2),
        palette.strong,
    )
    canvas.put(end, place.exercise, load, palette.strong)
    if place.settings is not None:
        settings = "  ".join(f"{literal(key)} {literal(value)}" for key, value in plan.settings)
        words = "  ·  ".join(part for part in (settings, literal(plan.cue)) if part)
        canvas.put(place.left, place.settings, cut(words, place.columns), palette.dim)
    if place.following is not None:
        canvas.put(place.left, place.following, cut(following(now), place.columns), palette.dim)


def following(now: Moment) -> str:
    """Return what comes after this set."""
    nxt = now.snapshot.index + 1
    if nxt >= len(now.plan.sets):
        return "last set"
    plan = now.plan.sets[nxt]
    return f"next {literal(set_name(plan.exercise, plan.side, plan.kind))}"
