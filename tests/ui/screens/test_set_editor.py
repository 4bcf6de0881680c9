"""Correcting the set that is over, while the rest goes on."""

from dataclasses import replace

import pytest
from textual import events
from textual.widgets import Input, Label

from supertimer.engine.result import EndedBy
from supertimer.engine.state import State
from supertimer.ui.screens.set_editor import SetEditor, WordPicker
from supertimer.ui.widgets.prompt import Prompt
from supertimer.units import Grid, Load
from tests.ui.workouts import Gym, big_five, gym, pounds


async def rested(g: Gym) -> None:
    """One set done, ten seconds of rest gone, the fields open."""
    await g.to_work(93_000)
    await g.press("space")
    await g.wait(20_000)
    await g.press("e")
    await g.pilot.pause()
    assert isinstance(g.app.screen, SetEditor)


async def test_up_adds_one_load_step_and_enter_saves() -> None:
    async with gym() as g:
        await rested(g)
        await g.pilot.press("up", "up", "enter")
        await g.pilot.pause()
        assert g.now().results[0].load == pounds(130)
        assert g.now().state is State.RESTING, "Enter commits the field and nothing else"


@pytest.mark.parametrize("listed", [True, False])
async def test_a_band_is_typed_by_its_name(listed: bool) -> None:
    black = Load.named("black band")
    names = Grid(names=("gray band", "black band") if listed else ())
    plan = big_five()
    sets = tuple(replace(work, load=black, grid=names) for work in plan.sets)
    async with gym(replace(plan, sets=sets)) as g:
        await rested(g)
        load = g.app.screen.query_one("#load", Input)
        assert load.value == "black band"
        load.value = "Gray Band"
        await g.pilot.press("enter")
        await g.pilot.pause()
        if listed:
            assert g.now().results[0].load == Load.named("gray band")
        else:
            assert "“gray band” is not a load" in advice(g)


async def test_a_pin_has_no_unit() -> None:
    plan = big_five()
    sets = tuple(replace(work, load=Load.named("pin 7"), grid=Grid()) for work in plan.sets)
    async with gym(replace(plan, sets=sets)) as g:
        await rested(g)
        assert "↑↓ next load   Tab" in advice(g)
        await g.pilot.press("up", "enter")
        await g.pilot.pause()
        assert g.now().results[0].load == Load.named("pin 8")


async def test_every_field_can_be_changed() -> None:
    async with gym() as g:
        await rested(g)
        screen = g.app.screen
        screen.query_one("#time", Input).value = "1:40"
        screen.query_one("#reps", Input).value = "4.5"
        screen.query_one("#note", Input).value = "[b]knee"
        screen.query_one(WordPicker).focus()
        await g.pilot.press("down", "enter")
        await g.pilot.pause()
        result = g.now().results[0]
        assert (result.tul_ms, result.reps) == (100_000, 450)
        assert result.ended_by is EndedBy.NOT_TO_FATIGUE
        assert "[b]knee" in g.text()


async def test_escape_changes_nothing() -> None:
    async with gym() as g:
        await rested(g)
        await g.pilot.press("up", "escape")
        await g.pilot.pause()
        assert g.now().results[0].load == pounds(120)
        assert not g.now().results[0].amended


async def test_saving_unchanged_fields_corrects_nothing() -> None:
    async with gym() as g:
        await rested(g)
        await g.pilot.press("enter")
        await g.pilot.pause()
        assert not g.now().results[0].amended


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("time", "soon", "1:30"),
        ("reps", "[b]many\x1b", "4.5"),
        ("load", "-5", "120"),
        ("load", "", "Enter a load, such as 120 lb."),
    ],
)
async def test_an_invalid_value_is_reported_and_the_editor_stays_open(
    field: str, typed: str, told: str
) -> None:
    async with gym() as g:
        await rested(g)
        wrong = g.app.screen.query_one(f"#{field}", Input)
        wrong.value = typed
        g.app.screen.query_one("#note", Input).focus()
        await g.pilot.press("enter")
        await g.pilot.pause()
        assert isinstance(g.app.screen, SetEditor)
        assert told in advice(g) and "\x1b" not in advice(g)
        assert g.app.focused is wrong
        await g.pilot.press("1")
        assert told not in advice(g), "who corrects it is told of the keys again"


def advice(g: Gym) -> str:
    return str(g.app.screen.query_one("#advice", Label).content)


async def test_the_arrows_work_in_every_field_and_the_screen_says_so() -> None:
    async with gym() as g:
        await rested(g)
        assert advice(g).startswith("↑↓ by 5 lb ")
        await g.pilot.press("down", "tab")
        assert advice(g).startswith("↑↓ next ending ")
        await g.pilot.press("down", "tab")
        assert advice(g).startswith("↑↓ 1 rep ")
        await g.pilot.press("up", "tab")
        assert advice(g).startswith("↑↓ 1 s ")
        await g.pilot.press("down", "down", "tab")
        assert advice(g).startswith("Tab next field")
        await g.pilot.press(*"sore", "enter")
        await g.pilot.pause()
        result = g.now().results[0]
        assert result.load == pounds(115)
        assert result.ended_by is EndedBy.NOT_TO_FATIGUE
        assert (result.reps, result.tul_ms, result.note) == (500, 91_000, "sore")


async def test_enter_comes_after_the_keys_typed_before_it() -> None:
    async with gym() as g:
        await rested(g)
        for key in ("1", "3", "5", "enter"):
            g.app.post_message(events.Key(key, key if key.isdigit() else None))
        await g.pilot.pause()
        await g.pilot.pause()
        assert g.now().results[0].load == pounds(135)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_all_fields_are_visible(size: tuple[int, int]) -> None:
    async with gym(size=size) as g:
        await rested(g)
        inside = g.app.screen.query_one("#editor").region
        fields = [*g.app.screen.query(Input), g.app.screen.query_one(WordPicker)]
        for field in fields:
            assert inside.contains_region(field.region) and field.region.width >= 8, field.id
        regions = [field.region for field in fields]
        assert not any(a.overlaps(b) for a in regions for b in regions if a is not b)


async def test_an_open_editor_holds_the_next_set() -> None:
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
        shown = g.now()
        assert (shown.state, shown.index) == (State.WAITING, 2)
        assert not shown.paused, "it is not called a pause"
        assert 7_500 <= shown.elapsed <= 8_000, "how long the rest is over"
        await g.press("escape")
        await g.wait(2_000)
        assert g.now().state is State.WAITING
        await g.press("space")
        assert g.now().state in (State.READY, State.WORKING)


async def test_the_body_weight_is_asked_for_and_stored() -> None:
    async with gym() as g:
        await g.press("b")
        await g.pilot.pause()
        assert isinstance(g.app.screen, Prompt)
        await g.pilot.press(*"82.5", "enter")
        await g.pilot.pause()
        assert [str(weight) for weight in g.weighed] == ["82.5 kg"]
