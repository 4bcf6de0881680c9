"""What was done, corrected and deleted, with undo."""

from pathlib import Path

from textual.widgets import Input, OptionList, Static

from supertimer.ui.app import SupertimerApp
from supertimer.ui.chart import Chart
from supertimer.ui.set_editor import SetEditor
from tests.ui.conftest import Home
from tests.ui.seeded import train, write_routine


def rows(app: SupertimerApp, name: str) -> list[str]:
    return [str(option.prompt) for option in app.screen.query_one(name, OptionList).options]


async def test_the_latest_workout_is_first_with_its_sets(home: Home, folders: Path) -> None:
    now = train(write_routine(folders), weeks=2)
    async with home(now) as (app, pilot):
        await pilot.press("h")
        await pilot.pause()
        sessions = rows(app, "#sessions")
        assert len(sessions) == 4
        assert sessions[0].startswith("17 Sep 2026\nPush and Pull · 2 sets")
        assert rows(app, "#sets")[0].startswith("Seated row\n120 lb   2:08")


async def test_a_set_is_deleted_and_brought_back(home: Home, folders: Path) -> None:
    now = train(write_routine(folders), weeks=1)
    async with home(now) as (app, pilot):
        await pilot.press("h")
        await pilot.pause()
        before = rows(app, "#sets")
        await pilot.press("tab", "delete")
        await pilot.pause()
        assert rows(app, "#sets") == before[1:]
        await pilot.press("u")
        await pilot.pause()
        assert rows(app, "#sets") == before


async def test_a_set_is_corrected_and_the_correction_undone(home: Home, folders: Path) -> None:
    now = train(write_routine(folders), weeks=1)
    async with home(now) as (app, pilot):
        await pilot.press("h")
        await pilot.pause()
        before = rows(app, "#sets")
        await pilot.press("tab", "e")
        await pilot.pause()
        assert isinstance(app.screen, SetEditor)
        app.screen.query_one("#load", Input).value = "125"
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        changed = rows(app, "#sets")[0]
        assert "125 lb" in changed
        assert "corrected" in changed
        await pilot.press("u")
        await pilot.pause()
        assert rows(app, "#sets") == before


async def test_the_crosshair_goes_from_set_to_set(home: Home, folders: Path) -> None:
    now = train(write_routine(folders), weeks=2)
    async with home(now, size=(120, 40)) as (app, pilot):
        await pilot.press("h")
        await pilot.pause()
        await pilot.press("2", "down", "enter")
        await pilot.pause()
        told = app.screen.query_one("#told", Static)
        assert str(told.content).startswith("17 Sep 2026")
        await pilot.press("left")
        assert str(told.content).startswith("14 Sep 2026")
        await pilot.press("home", "left")
        assert str(told.content).startswith("7 Sep 2026   100 lb")
        assert app.screen.query_one(Chart).has_focus


async def test_an_empty_history_says_where_to_begin(home: Home) -> None:
    async with home() as (app, pilot):
        await pilot.press("h")
        await pilot.pause()
        assert "No workout yet" in rows(app, "#sets")[0]
        await pilot.press("delete", "u", "e", "2", "3")
        assert "0 workouts" in str(app.screen.query_one("#calendar", Static).content)


async def test_the_muscles_by_days_by_work_and_in_numbers(home: Home, folders: Path) -> None:
    now = train(write_routine(folders), weeks=2)
    async with home(now) as (app, pilot):
        await pilot.press("h")
        await pilot.press("4")
        await pilot.pause()
        worked = app.screen.query_one("#worked", Static)
        assert str(worked.content).startswith("Last worked")
        await pilot.press("v")
        await pilot.pause()
        assert not str(worked.content).startswith("Last worked")
        numbers = str(app.screen.query_one("#shares", Static).content)
        assert "chest        2 x" in numbers
