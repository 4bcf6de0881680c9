"""Correcting the set that is over, while the rest goes on."""

from textual.widgets import Input, Label

from supertimer.engine.events import EndedBy
from supertimer.engine.state import State
from supertimer.ui.prompt import Prompt
from supertimer.ui.set_editor import Choice, SetEditor
from tests.ui.workouts import Gym, gym, pounds


async def rested(g: Gym) -> None:
    """One set done, ten seconds of rest gone, the fields open."""
    await g.to_work(93_000)
    await g.press("space")
    await g.wait(20_000)
    await g.press("e")
    await g.pilot.pause()
    assert isinstance(g.app.screen, SetEditor)


async def test_the_load_goes_up_by_the_machine_s_step_and_enter_keeps_it() -> None:
    async with gym() as g:
        await rested(g)
        await g.pilot.press("up", "up", "enter")
        await g.pilot.pause()
        assert g.now().results[0].load == pounds(130)
        assert g.now().state is State.RESTING, "Enter commits the field and nothing else"


async def test_every_field_can_be_changed() -> None:
    async with gym() as g:
        await rested(g)
        screen = g.app.screen
        screen.query_one("#time", Input).value = "1:40"
        screen.query_one("#reps", Input).value = "4.5"
        screen.query_one("#note", Input).value = "[b]knee"
        screen.query_one(Choice).focus()
        await g.pilot.press("down", "enter")
        await g.pilot.pause()
        result = g.now().results[0]
        assert (result.tul_ms, result.reps) == (100_000, 450)
        assert result.ended_by is EndedBy.NOT_TO_FATIGUE
        assert "[b]knee" in g.text()


async def test_escape_leaves_everything_as_it_was() -> None:
    async with gym() as g:
        await rested(g)
        await g.pilot.press("up", "escape")
        await g.pilot.pause()
        assert g.now().results[0].load == pounds(120)
        assert not g.now().results[0].amended


async def test_nothing_is_corrected_by_keeping_what_was_there() -> None:
    async with gym() as g:
        await rested(g)
        await g.pilot.press("enter")
        await g.pilot.pause()
        assert not g.now().results[0].amended


async def test_what_means_nothing_is_told_and_the_field_stays_open() -> None:
    async with gym() as g:
        await rested(g)
        g.app.screen.query_one("#time", Input).value = "soon"
        await g.pilot.press("enter")
        assert isinstance(g.app.screen, SetEditor)
        assert "1:30" in str(g.app.screen.query_one("#advice", Label).content)


async def test_an_open_field_keeps_the_next_set_waiting() -> None:
    async with gym() as g:
        await g.to_work(93_000)
        await g.press("space")
        await g.wait(20_000)
        await g.press("space", then=10_000)
        await g.wait(60_000)
        await g.press("space")
        await g.wait(15_000)
        assert g.now().state is State.RESTING
        assert g.now().index == 2, "a drop set, which would begin by itself"
        await g.press("e")
        await g.pilot.pause()
        for _ in range(250):
            g.clock.advance(250)
            g.screen.beat()
        assert g.now().state is State.RESTING
        await g.pilot.press("escape")
        await g.pilot.pause()
        await g.wait(2_000)
        assert g.now().state in (State.READY, State.WORKING)


async def test_bodyweight_is_asked_and_kept() -> None:
    async with gym() as g:
        await g.press("b")
        await g.pilot.pause()
        assert isinstance(g.app.screen, Prompt)
        await g.pilot.press(*"82.5", "enter")
        await g.pilot.pause()
        assert [str(weight) for weight in g.weighed] == ["82.5 kg"]
