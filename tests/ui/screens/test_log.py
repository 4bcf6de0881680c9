"""A workout done elsewhere is entered on the screen with one line per set, all of it or nothing."""

from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Label

from supertimer.ui.app import SupertimerApp
from supertimer.ui.screens.home import HomeScreen
from supertimer.ui.screens.log import LogScreen
from tests.ui.conftest import Home, lines
from tests.ui.seeded import BEGIN, write_routine


async def opened(app: SupertimerApp, pilot: Pilot[int]) -> LogScreen:
    await pilot.press("l")
    await pilot.pause()
    assert isinstance(app.screen, LogScreen)
    return app.screen


def fault(app: SupertimerApp, name: str) -> str:
    return str(app.screen.query_one(f"#{name}-fault", Label).content)


async def test_entered_lines_are_stored_as_a_workout_that_just_ended(
    home: Home, folders: Path
) -> None:
    write_routine(folders)
    async with home() as (app, pilot):
        screen = await opened(app, pilot)
        assert screen.query(Input)[1].placeholder == "planned: 120 lb"
        await pilot.press(*"125 1:42", "enter", *"1:30 felt easy", "enter")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        assert "2 sets saved." in [notice.message for notice in app._notifications]
        assert app.trainer is not None
        (session,) = app.trainer.past().sessions()
        kept = [(done.exercise, str(done.load), done.tul_ms, done.note) for done in session.sets]
        assert kept == [
            ("Seated row", "125 lb", 102_000, ""),
            ("Chest press", "100 lb", 90_000, "felt easy"),
        ]
        assert all(done.by_hand for done in session.sets)
        assert timedelta() < BEGIN - session.started < timedelta(minutes=10)


SIDES = """
name = "Push and Pull"
[[exercise]]
name = "Chest press"
sides = "each"
drops = ["-20%"]
load = "20 kg"
"""


async def test_both_sides_of_a_set_have_its_number(home: Home, folders: Path) -> None:
    write_routine(folders, SIDES)
    async with home() as (app, pilot):
        await opened(app, pilot)
        shown = lines(app)
        for name in ("left", "left, drop 1", "right", "right, drop 1"):
            assert any(line.strip().startswith(f"Chest press, set 1, {name}  ") for line in shown)
        assert any("just now, or such as 2026-11-20 18:30" in line for line in shown)


async def test_the_lifter_can_enter_the_day(home: Home, folders: Path) -> None:
    write_routine(folders)
    async with home() as (app, pilot):
        await opened(app, pilot)
        await pilot.press("up", *"2026-01-05", "down", *"1:42", "down", "minus", "ctrl+s")
        await pilot.pause()
        assert app.trainer is not None
        (session,) = app.trainer.past().sessions()
        assert f"{session.started:%Y-%m-%d %H:%M}" == "2026-01-05 12:00"
        assert [done.exercise for done in session.sets] == ["Seated row"]


async def test_an_invalid_line_shows_its_error_and_nothing_is_stored(
    home: Home, folders: Path
) -> None:
    write_routine(folders)
    async with home() as (app, pilot):
        screen = await opened(app, pilot)
        await pilot.press("up", *"yesterday", "down", *"[b]12[/b]", "ctrl+s")
        await pilot.pause()
        assert app.screen is screen
        assert "yesterday" in fault(app, "day")
        assert "[b]12[/b]" in fault(app, "set-0"), "shown as it was typed"
        assert "1:42" in fault(app, "set-1"), "an empty line is told, too"
        assert app.focused is screen.query_one("#day")
        assert app.trainer is not None
        assert not app.trainer.past().sessions()
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)


async def test_a_workout_in_the_future_is_refused(home: Home, folders: Path) -> None:
    write_routine(folders)
    async with home() as (app, pilot):
        await opened(app, pilot)
        await pilot.press(
            "up", *f"{BEGIN.year + 1}-12-31", "down", *"1:42", "down", *"1:42", "ctrl+s"
        )
        await pilot.pause()
        assert isinstance(app.screen, LogScreen)
        assert "is in the future" in " ".join(notice.message for notice in app._notifications)


@pytest.mark.parametrize("day", ["0001-01-01", "0026-11-20", "9999-12-31 23:59"])
async def test_an_impossible_day_shows_its_error(home: Home, folders: Path, day: str) -> None:
    write_routine(folders)
    async with home() as (app, pilot):
        await opened(app, pilot)
        await pilot.press("up", *day, "down", *"1:42", "down", *"1:42", "ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, LogScreen)
        assert "can't read the day" in fault(app, "day")
