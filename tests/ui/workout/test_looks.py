"""How a workout looks, moment by moment."""

from collections.abc import Awaitable, Callable

import pytest
from syrupy.assertion import SnapshotAssertion

from supertimer.body.safety import SAFETY_NOTE
from supertimer.workout.briefing import Brief
from tests.ui.looks import DRESSES, SIZES, WORN, dress, picture
from tests.ui.workouts import Gym, gym, pounds, recent

BRIEFS = {
    0: Brief(
        "115 lb for 2:32 on 2 Nov",
        pounds(125),
        "over 2:30 last time: 5 lb more",
        recent=recent(92, 118, 152),
        muscles=("middle back", "lats"),
    ),
    1: Brief(
        "125 lb for 2:41 on 2 Nov",
        pounds(135),
        "2:41 last time, window 1:30-2:30",
        recent=recent(100, 118, 141, 84, 96, 129, 161),
        muscles=("quadriceps", "glutes"),
    ),
}


async def wait(g: Gym) -> None:
    await g.wait(100)


async def note(g: Gym) -> None:
    g.app.notify(SAFETY_NOTE)
    await g.wait(100)


async def lift(g: Gym) -> None:
    await g.to_work(63_300)


async def lower(g: Gym) -> None:
    await g.to_work(97_300)


async def push(g: Gym) -> None:
    await g.to_work(93_000)
    await g.press("space", then=3_000)


async def rest(g: Gym) -> None:
    await push(g)
    await g.wait(25_000)


async def paused(g: Gym) -> None:
    await lift(g)
    await g.press("p", then=3_000)


async def edit(g: Gym) -> None:
    await rest(g)
    await g.press("e")
    await g.pilot.press("up", "tab", "down")


async def weigh(g: Gym) -> None:
    await rest(g)
    await g.press("b")
    await g.pilot.press(*"lots", "enter")


WORKOUTS = [
    pytest.param(moment, size, look, id=f"{moment.__name__}-{size[0]}x{size[1]}-{look}")
    for moment in (wait, note, lift, lower, push, rest, paused, edit, weigh)
    for size in SIZES
    for look in DRESSES
    if moment in (lift, rest, edit) or (size, look) in WORN
]


@pytest.mark.parametrize(("moment", "size", "look"), WORKOUTS)
async def test_the_workout(
    moment: Callable[[Gym], Awaitable[None]],
    size: tuple[int, int],
    look: str,
    pictures: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    theme = dress(look, monkeypatch)
    async with gym(size=size, briefs=BRIEFS) as g:
        g.app.theme = theme
        await moment(g)
        await g.pilot.pause()
        assert picture(g.app) == pictures
