"""The moment that a frame is painted from, and the header, foot, and words of all frames."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from rich.style import Style

from supertimer.engine.cadence import PhaseName
from supertimer.engine.plan import Plan, RestLabel, SegmentKind
from supertimer.engine.result import EndedBy
from supertimer.engine.snapshot import Snapshot
from supertimer.engine.state import State
from supertimer.text import literal
from supertimer.ui.theme import Palette
from supertimer.ui.widgets.wrap import folded
from supertimer.ui.workout.canvas import Canvas, cut
from supertimer.ui.workout.gauges import Dot, dot_row
from supertimer.units import Unit, minutes, seconds_left
from supertimer.workout.briefing import Brief

SMALLEST = (40, 12)
"""The smallest window, in columns and rows."""

MARGIN = 2
"""Free columns on both sides of the first and the last row."""

FLASH_MS = 160
"""How long the screen flashes at a turnaround, in milliseconds."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A workout at one moment, with everything that a frame shows."""

    plan: Plan
    snapshot: Snapshot
    palette: Palette
    person: str = ""
    unit: Unit | None = None
    """The unit to show loads in; None shows each load as it was entered."""
    briefs: Mapping[int, Brief] = field(default_factory=dict)
    """What the history says about each set, by its place in the plan."""
    accept: str = ""
    """The key that accepts the suggested load; empty for none."""
    hints: str = ""
    """The keys in the last row."""
    question: str = ""
    """The open question, which replaces the keys; empty for none."""
    notices: tuple[str, ...] = ()
    """The notices above the last row, the most important first."""
    flashes: bool = False
    """Whether the screen flashes at turnarounds instead of sound."""


def accent(now: Moment) -> str:
    """Return the color of the moment."""
    shot, palette = now.snapshot, now.palette
    if shot.state is State.PUSHING:
        return palette.push
    if shot.state is State.WORKING and shot.phase is not None:
        return palette.phase(shot.phase.name)
    if shot.segment is SegmentKind.READY:
        return palette.ready
    return palette.rest


def word(now: Moment) -> str:
    """Return the one word that says what to do now."""
    shot = now.snapshot
    if shot.paused or shot.resumes_in is not None:
        return "PAUSED" if shot.resumes_in is None else "READY"
    match shot.state:
        case State.WORKING if shot.phase is not None:
            return shot.phase.name.upper()
        case State.PUSHING:
            return "PUSH"
        case _ if shot.segment is SegmentKind.READY:
            return "READY"
        case State.WAITING:
            return "GO?"
        case State.DONE:
            return "DONE"
    labels = {RestLabel.SWITCH: "SWITCH", RestLabel.CHANGE: "CHANGE", RestLabel.PAUSE: "BREATHE"}
    return labels.get(shot.label or RestLabel.REST, "REST")


def arrow(now: Moment) -> str:
    """Return which way the weight moves: an arrow up or down, or an empty string."""
    shot = now.snapshot
    if shot.phase is None or shot.paused:
        return ""
    if shot.phase.name is PhaseName.LIFT:
        return "↑"
    return "↓" if shot.phase.name is PhaseName.LOWER else ""


def flashing(now: Moment) -> bool:
    """Return whether the screen flashes now, just after a turnaround without sound."""
    shot = now.snapshot
    return (
        now.flashes
        and not shot.paused
        and shot.state in (State.WORKING, State.PUSHING)
        and (shot.phase_elapsed if shot.phase else shot.elapsed) < FLASH_MS
    )


def picture(now: Moment) -> object:
    """Return a key of the frame without its pacer: equal keys mean equal pictures."""
    shot = now.snapshot
    shown = replace(
        shot,
        at=shot.at // 1000,
        elapsed=shot.elapsed // 1000,
        remaining=None if shot.remaining is None else seconds_left(shot.remaining),
        resumes_in=None if shot.resumes_in is None else seconds_left(shot.resumes_in),
        phase_elapsed=shot.phase_elapsed // 1000,
        height=0.0,
        tul_ms=shot.tul_ms // 1000,
        reps=None,
    )
    return flashing(now), replace(now, snapshot=shown)


def still_ms(now: Moment) -> int:
    """Return for how many milliseconds `picture` stays the same, if only time passes.

    It is at most a second: until the next whole second of the first clock that shows another one.
    """
    shot = now.snapshot
    rising, falling = [shot.at], [shot.resumes_in]
    if not shot.paused:
        rising += [shot.elapsed, shot.phase_elapsed]
        rising += [shot.tul_ms] if shot.state is State.WORKING else []
        falling.append(shot.remaining)
    left = [1000 - ms % 1000 for ms in rising]
    left += [(ms - 1) % 1000 + 1 for ms in falling if ms is not None]
    if flashing(now):
        left.append(FLASH_MS - (shot.phase_elapsed if shot.phase else shot.elapsed))
    return min(left)


def blank(columns: int, lines: int, now: Moment) -> Canvas:
    """Return an empty canvas, in the color of the moment during a flash."""
    base = now.palette.base
    if flashing(now):
        base = Style(color=now.palette.ground, bgcolor=accent(now))
    return Canvas(columns, lines, base)


def paint_header(canvas: Canvas, y: int, now: Moment) -> None:
    """Paint the routine, the person, and the time since the start."""
    palette = now.palette
    clock = minutes(now.snapshot.at)
    right = f"{literal(now.person)}  {clock}" if now.person else clock
    x = max(2, canvas.width - 2 - len(cut(right, canvas.width // 2)))
    canvas.put(2, y, cut(literal(now.plan.name), x - 4), palette.dim)
    canvas.put(x, y, right, palette.dim)


def paint_foot(canvas: Canvas, y: int, now: Moment, free: int) -> None:
    """Paint the last row: the open question, or the dots and the keys.

    Notices replace the rows above it, but none above row `free`: they never cover the phase word.
    """
    palette = now.palette
    _paint_notices(canvas, range(free, y), now)
    if now.question:
        room = canvas.width - 2 * MARGIN
        question = now.question if len(now.question) <= room else " ".join(now.question.split())
        canvas.put(MARGIN, y, cut(question, room), Style(color=accent(now), bold=True))
        return
    dots = _dots(now)
    names = [now.plan.sets[index].exercise for index in dots]
    room = canvas.width - 4 if len(names) * 2 > canvas.width // 2 else canvas.width // 2
    row = dot_row(names, list(dots.values()), room)
    x = canvas.put(2, y, row.before, palette.dim)
    x = canvas.put(x, y, row.now, Style(color=accent(now), bold=True))
    x = canvas.put(x, y, row.after, palette.dim)
    free = canvas.width - x - 4
    if len(now.hints) <= free:
        canvas.put(canvas.width - 2 - len(now.hints), y, now.hints, palette.dim)


def notice_lines(now: Moment, columns: int) -> list[str]:
    """Return the notices in rows, in a window of this width."""
    room = columns - 2 * MARGIN
    return [line for each in now.notices for line in folded(each.split(), " ", room)]


def _paint_notices(canvas: Canvas, rows: range, now: Moment) -> None:
    """Paint the notices in the lowest of `rows`."""
    lines = notice_lines(now, canvas.width)
    shown = lines[: len(rows)]
    if len(lines) > len(shown) > 0:
        shown[-1] += "…"
    for y, line in zip(rows[len(rows) - len(shown) :], shown, strict=True):
        canvas.clear(y)
        canvas.put(MARGIN, y, cut(line, canvas.width - 2 * MARGIN), now.palette.strong)


def _dots(now: Moment) -> dict[int, Dot]:
    """Return a dot for each set that is done today, by its place, in the order of the workout."""
    shot = now.snapshot
    dots = dict.fromkeys(now.plan.order, Dot.TO_COME)
    for result in shot.results:
        if not result.discarded:
            skipped = result.ended_by is EndedBy.SKIP and not result.tul_ms
            dots[result.index] = Dot.SKIPPED if skipped else Dot.DONE
    if shot.state is not State.DONE:
        dots[shot.index] = Dot.NOW
    return dots
