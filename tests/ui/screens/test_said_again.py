"""The key that has it said again what comes next."""

import pytest

from supertimer.engine.state import State
from tests.ui.workouts import gym


async def test_repeat_speaks_between_sets_and_only_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with gym() as g:
        asked: list[State] = []
        monkeypatch.setattr(g.runner, "repeat", lambda: asked.append(g.now().state))
        await g.press("a")
        assert asked == [State.WAITING]
        await g.to_work(60_000)
        await g.press("a")
        assert g.now().state is State.PUSHING, "in a set it is fatigue, as any other key"
        await g.wait(15_000)
        await g.press("a")
        assert asked == [State.WAITING, State.RESTING]
