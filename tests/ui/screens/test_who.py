"""Who trains, on the screen: people are added, renamed, joined, separated, and erased."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from supertimer.config import read_config
from supertimer.history.persons import add_person, persons
from supertimer.ui.app import SupertimerApp
from supertimer.ui.screens.who import WhoScreen
from tests.ui.conftest import Home, lines
from tests.ui.seeded import train, write_routine


def people(app: SupertimerApp) -> tuple[str, ...]:
    """Everybody in the history; who is open shows the same."""
    assert app.trainer is not None
    known = persons(app.trainer.store)
    if isinstance(app.screen, WhoScreen):
        shown = app.screen.query_one(OptionList).options
        assert tuple(str(option.prompt) for option in shown) == known
    return known


async def answer(app: SupertimerApp, pilot: Pilot[int], key: str, text: str) -> None:
    await pilot.press(key)
    await pilot.pause()
    app.screen.query_one(Input).value = text
    await pilot.press("enter")
    await pilot.pause()


async def test_people_are_renamed_joined_and_separated(home: Home, folders: Path) -> None:
    now = train(write_routine(folders), weeks=1)
    async with home(now) as (app, pilot):
        assert app.trainer is not None
        me = app.trainer.person
        add_person(app.trainer.store, "Bert")
        await pilot.press("w")
        await pilot.pause()
        await answer(app, pilot, "f2", "Anna B")
        assert people(app) == ("Anna B", "Bert")
        await answer(app, pilot, "f3", "Nina")
        assert "no person “Nina”" in " ".join(lines(app))
        await pilot.press("escape")
        await answer(app, pilot, "f3", "bert")
        assert people(app) == ("Anna B",)
        await answer(app, pilot, "f4", "Bert")
        assert people(app) == ("Anna B", "Bert")
        await pilot.press("escape")
        await pilot.pause()
        assert (me, app.trainer.person, read_config().person) == ("Anna", "Anna B", "Anna B")


async def test_a_person_is_erased_when_the_name_is_typed(home: Home, folders: Path) -> None:
    now = train(write_routine(folders), weeks=1)
    async with home(now) as (app, pilot):
        assert app.trainer is not None
        add_person(app.trainer.store, "Bert")
        await pilot.press("w")
        await pilot.pause()
        await answer(app, pilot, "delete", "anna")
        shown = " ".join(" ".join(lines(app)).split())
        assert "erases everything about “Anna” for good: 2 workouts" in shown
        assert "does not reach copies elsewhere" in shown
        assert "That is not the name" in shown
        assert "Anna" in people(app)
        await pilot.press("escape")
        await answer(app, pilot, "delete", "Anna")
        assert people(app) == ("Bert",)
        await pilot.press("escape")
        await pilot.pause()
        assert app.trainer.person == "Bert"
        await pilot.press("w", "delete", "escape")
        await pilot.pause()
        assert people(app) == (), "a person without workouts needs no name"
        assert app.trainer.person == "me"


@pytest.mark.parametrize(("name", "presses"), [("Annabell", 2), ("Bert", 1)])
async def test_a_name_that_may_be_a_slip_is_asked_about(
    home: Home, folders: Path, name: str, presses: int
) -> None:
    now = train(write_routine(folders), weeks=1)
    async with home(now) as (app, pilot):
        await pilot.press("w", *name)
        for _ in range(presses - 1):
            await pilot.press("enter")
            await pilot.pause()
            card = app.screen.query_one("#who").region
            rows = lines(app)[card.y : card.bottom]
            shown = " ".join(row[card.x : card.right].strip(" │") for row in rows)
            assert "Did you mean “Anna”? Press Enter again to add “Annabell”." in shown
            assert name not in people(app)
        await pilot.press("enter")
        await pilot.pause()
        assert name in people(app)
