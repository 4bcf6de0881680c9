"""The list of what is left, by keys."""

import pytest
from syrupy.assertion import SnapshotAssertion

from supertimer.engine.state import State
from supertimer.ui.screens.order import OrderScreen
from tests.engine.test_order import machines
from tests.ui.looks import DRESSES, SIZES, Svg, dress, picture
from tests.ui.workouts import Gym, gym

PLAN = machines("Leg press", "Chest press", "Seated row", "Lat pulldown", "Hip abduction")


def coming(g: Gym) -> str:
    return g.runner.plan.sets[g.now().index].exercise


async def test_an_exercise_is_put_next() -> None:
    async with gym(PLAN) as g:
        await g.press("o")
        assert isinstance(g.app.screen, OrderScreen)
        for _ in range(2):
            await g.press("down")
        await g.press("enter")
        assert coming(g) == "Seated row"
        await g.press("u")
        assert coming(g) == "Leg press"


async def test_an_exercise_is_left_out_today() -> None:
    async with gym(PLAN) as g:
        await g.press("o")
        await g.press("backspace")
        assert coming(g) == "Chest press"
        assert g.runner.left[0].exercises == ("Chest press",)


@pytest.mark.parametrize("keys", [("down", "escape"), ("o",), ("enter",)])
async def test_nothing_changes(keys: tuple[str, ...]) -> None:
    """Escape, the key of the list, and choosing what comes next anyway."""
    async with gym(PLAN) as g:
        await g.press("o")
        before = g.runner.events
        for key in keys:
            await g.press(key)
        assert not isinstance(g.app.screen, OrderScreen)
        assert g.runner.events == before


async def test_the_next_set_waits_while_the_list_is_open() -> None:
    async with gym(PLAN) as g:
        await g.to_work(60_000)
        await g.press("x")
        await g.wait(10_000)
        await g.press("o")
        await g.wait(70_000)
        assert g.now().state is State.WAITING


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@pytest.mark.parametrize("look", DRESSES)
async def test_how_it_looks(
    snapshot: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    look: str,
) -> None:
    theme = dress(look, monkeypatch)
    async with gym(PLAN, size=size) as g:
        g.app.theme = theme
        await g.press("o")
        await g.press("down")
        assert picture(g.app) == snapshot(extension_class=Svg)
