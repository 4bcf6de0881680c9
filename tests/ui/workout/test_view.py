"""What is redrawn of a workout, bit by bit, is what a new painting would show."""

import pytest
from textual.strip import Strip

from supertimer.engine.state import State
from supertimer.ui.workout.view import WorkoutView, paint
from tests.ui.workouts import Gym, gym

STEP_MS = 110


Row = list[tuple[str, object]]


def row(strip: Strip) -> Row:
    """A row with its styles, of that of the time under load the pacer: the bar waits a second."""
    parts: Row = [(segment.text, segment.style) for segment in strip]
    if "─" in strip.text:
        return parts[: [text for text, _ in parts].index("▌")]
    return parts


def shown(view: WorkoutView) -> list[Row]:
    return [row(view.render_line(y)) for y in range(view.size.height)]


def painted(view: WorkoutView) -> list[Row]:
    assert view._moment is not None
    canvas = paint(view._moment, *view.size)
    return [row(canvas.strip(y)) for y in range(view.size.height)]


async def step(g: Gym, ms: int) -> set[State]:
    """Let `ms` pass in small steps, each of which must look as if painted anew."""
    view = g.screen.query_one(WorkoutView)
    seen = set()
    for _ in range(0, ms, STEP_MS):
        g.clock.advance(STEP_MS)
        g.screen.beat()
        assert shown(view) == painted(view)
        seen.add(g.now().state)
    return seen


@pytest.mark.parametrize("flashes", [True, False])
async def test_a_partial_redraw_equals_a_full_one(flashes: bool) -> None:
    async with gym(flashes=flashes) as g:
        seen = await step(g, 1_200)
        await g.press("space")
        seen |= await step(g, 23_000)
        await g.press("p")
        await step(g, 500)
        await g.press("space")
        await step(g, 3_500)
        await g.press("x")
        seen |= await step(g, 11_000)
    assert seen == {State.WAITING, State.READY, State.WORKING, State.PUSHING, State.RESTING}
