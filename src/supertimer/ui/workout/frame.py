"""What every frame of the workout has: header, dots, hints, and which frame it is."""

from rich.style import Style

from supertimer.engine.cadence import PhaseName
from supertimer.engine.plan import RestLabel, SegmentKind
from supertimer.engine.result import EndedBy
from supertimer.engine.state import State
from supertimer.text import literal
from supertimer.ui.workout.canvas import Canvas, cut
from supertimer.ui.workout.dots import Dot, dot_row
from supertimer.ui.workout.view import View
from supertimer.units import minutes, seconds_left

SMALLEST = (40, 12)
"""Columns and rows below which nothing sensible can be shown."""

MARGIN = 2
"""Columns that are left free at either side of the first row and the last."""

FLASH_MS = 160
"""How long the screen flashes at a turnaround, in milliseconds."""


def accent(view: View) -> str:
    """The colour of the moment."""
    shot, palette = view.snapshot, view.palette
    if shot.state is State.PUSHING:
        return palette.push
    if shot.state is State.WORKING and shot.phase is not None:
        return palette.phase(shot.phase.name)
    if shot.segment is SegmentKind.READY:
        return palette.ready
    return palette.rest


def word(view: View) -> str:
    """The one word that says what to do now."""
    shot = view.snapshot
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


def arrow(view: View) -> str:
    """Which way the weight moves: up, down, or nothing."""
    shot = view.snapshot
    if shot.phase is None or shot.paused:
        return ""
    if shot.phase.name is PhaseName.LIFT:
        return "↑"
    return "↓" if shot.phase.name is PhaseName.LOWER else ""


def flashing(view: View) -> bool:
    """Whether this is the moment after a turnaround, and the screen stands in for the sound."""
    shot = view.snapshot
    return (
        view.flashes
        and not shot.paused
        and shot.state in (State.WORKING, State.PUSHING)
        and (shot.phase_elapsed if shot.phase else shot.elapsed) < FLASH_MS
    )


def visible(view: View) -> object:
    """Everything that a frame shows, but for the height of the pacer: equal means same picture."""
    shot = view.snapshot
    return (
        view.plan,
        shot.state,
        shot.paused,
        shot.index,
        shot.segment,
        shot.label,
        shot.rep,
        shot.phase,
        shot.phase_side,
        shot.load,
        shot.results,
        shot.at // 1000,
        shot.tul_ms // 1000,
        shot.elapsed // 1000,
        shot.phase_elapsed // 1000,
        None if shot.remaining is None else seconds_left(shot.remaining),
        None if shot.resumes_in is None else seconds_left(shot.resumes_in),
        flashing(view),
        id(view.palette),
        id(view.briefs),
        view.person,
        view.unit,
        view.hints,
        view.question,
        view.notice,
    )


def blank(columns: int, lines: int, view: View) -> Canvas:
    """An empty canvas; in the accent's colour while it flashes."""
    base = view.palette.base
    if flashing(view):
        base = Style(color=view.palette.ground, bgcolor=accent(view))
    return Canvas(columns, lines, base)


def paint_header(canvas: Canvas, y: int, view: View) -> None:
    """Who does which workout, and for how long by now."""
    palette = view.palette
    clock = minutes(view.snapshot.at)
    right = f"{literal(view.person)}  {clock}" if view.person else clock
    x = max(2, canvas.width - 2 - len(cut(right, canvas.width // 2)))
    canvas.put(2, y, cut(literal(view.plan.name), x - 4), palette.dim)
    canvas.put(x, y, right, palette.dim)


def paint_foot(canvas: Canvas, y: int, view: View) -> None:
    """The last row: the question that is open, or the dots and the keys of the moment.

    What there is to be told stands above it for a while, instead of what is less urgent.
    """
    palette = view.palette
    if view.notice:
        canvas.clear(y - 1)
        canvas.put(MARGIN, y - 1, view.notice, palette.strong)
    if view.question:
        room = canvas.width - 2 * MARGIN
        question = view.question if len(view.question) <= room else " ".join(view.question.split())
        canvas.put(MARGIN, y, cut(question, room), Style(color=accent(view), bold=True))
        return
    names = [item.exercise for item in view.plan.sets]
    room = canvas.width - 4 if len(names) * 2 > canvas.width // 2 else canvas.width // 2
    row = dot_row(names, _dots(view), room)
    x = canvas.put(2, y, row.before, palette.dim)
    x = canvas.put(x, y, row.now, Style(color=accent(view), bold=True))
    x = canvas.put(x, y, row.after, palette.dim)
    free = canvas.width - x - 4
    if len(view.hints) <= free:
        canvas.put(canvas.width - 2 - len(view.hints), y, view.hints, palette.dim)


def _dots(view: View) -> list[Dot]:
    """One dot for each set of the plan."""
    shot = view.snapshot
    dots = [Dot.TO_COME] * len(view.plan.sets)
    for result in shot.results:
        if not result.discarded:
            skipped = result.ended_by is EndedBy.SKIP and not result.tul_ms
            dots[result.index] = Dot.SKIPPED if skipped else Dot.DONE
    if shot.state is not State.DONE and shot.index < len(dots):
        dots[shot.index] = Dot.NOW
    return dots
