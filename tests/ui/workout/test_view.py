"""What is redrawn of a workout, bit by bit, is what a new painting would show."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.strip import Strip

from supertimer.engine.commands import Command, Fatigue, Go, Pause, Resume
from supertimer.engine.session import Session
from supertimer.engine.state import State
from supertimer.errors import RefusedError
from supertimer.ui.theme import DARK
from supertimer.ui.workout.frame import Moment, picture, still_ms
from supertimer.ui.workout.view import LIFTING, WorkoutView, paint
from supertimer.ui.workout.work_frame import move_pacer
from tests.ui.workouts import Gym, big_five, gym

STEP_MS = 110
MS = st.integers(0, 25_000)


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
    """Let `ms` pass in small steps, each of which must look as if the whole was painted again."""
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


@given(
    st.lists(st.tuples(st.sampled_from(["go", "fatigue", "pause", "resume", "none"]), MS)),
    MS,
    st.floats(0, 1),
    st.booleans(),
)
def test_only_the_bar_moves_before_a_picture_is_old(
    keys: list[tuple[str, int]], at: int, share: float, flashes: bool
) -> None:
    commands: dict[str, Command] = {
        "go": Go(),
        "fatigue": Fatigue(),
        "pause": Pause(),
        "resume": Resume(),
    }
    session, now = Session(big_five()), 0
    for name, after in keys:
        now += after
        session.advance(now)
        if name in commands:
            with suppress(RefusedError):
                session.apply(commands[name], now)
    session.advance(now + at)

    def moment() -> Moment:
        return Moment(session.plan, session.snapshot(), DARK, flashes=flashes)

    before = moment()
    due, still = session.next_deadline(), still_ms(before)
    assert 1 <= still <= 1000
    later = int((still - 1) * share)
    if due is None or session.now + later < due:
        session.advance(session.now + later)
        now_shown = moment()
        assert picture(now_shown) == picture(before)
        moved, whole = paint(before, 80, 24), paint(now_shown, 80, 24)
        if now_shown.snapshot.segment in LIFTING:
            move_pacer(moved, before, later)
        assert [row(moved.strip(y)) for y in range(24)] == [row(whole.strip(y)) for y in range(24)]
