"""What was done, corrected and deleted, with undo."""

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, Static

from supertimer.history.persons import add_person
from supertimer.history.queries import Past
from supertimer.ui.app import SupertimerApp
from supertimer.ui.screens.chart import Chart
from supertimer.ui.screens.set_editor import SetEditor
from tests.ui.conftest import Home, lines
from tests.ui.seeded import ROUTINE, train, write_routine


def rows(app: SupertimerApp, name: str) -> list[str]:
    return [str(option.prompt) for option in app.screen.query_one(name, OptionList).options]


async def test_the_latest_workout_is_first_with_its_sets(home: Home, folders: Path) -> None:
    now = train(write_routine(folders), weeks=2)
    async with home(now) as (app, pilot):
        await pilot.press("h")
        await pilot.pause()
        sessions = rows(app, "#sessions")
        assert len(sessions) == 4
        assert sessions[0].startswith("17 Sep        ▇ ▇\nPush and Pull · 2 sets")
        assert rows(app, "#sets")[0].startswith("Seated row\n120 lb   2:08")


async def test_sets_are_below_the_workouts_in_a_narrow_window(home: Home, folders: Path) -> None:
    now = train(write_routine(folders), weeks=2)
    async with home(now, size=(40, 12)) as (app, pilot):
        await pilot.press("h")
        await pilot.pause()
        shown = " ".join(lines(app))
        assert "17 Sep" in shown and "2026" not in shown
        assert "Seated row" in shown
        assert "120 lb   2:08" in shown


async def test_a_deleted_set_can_be_restored(home: Home, folders: Path) -> None:
    now = train(write_routine(folders), weeks=1)
    async with home(now) as (app, pilot):
        await pilot.press("h")
        await pilot.pause()
        before = rows(app, "#sets")
        await pilot.press("tab", "delete")
        await pilot.pause()
        assert rows(app, "#sets") == before[1:]
        assert [toast.message for toast in app._notifications] == [
            "Set deleted. Press u to restore it."
        ]
        await pilot.press("u")
        await pilot.pause()
        assert rows(app, "#sets") == before
        assert not app._notifications, "that u would bring it back is over"


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


@pytest.mark.parametrize(
    ("was", "written", "step", "heavier"),
    [
        ("", "", "by 5 lb", "125 lb"),
        ('increment = "5 lb"', 'loads = ["110 lb", "120 lb", "127 lb"]', "next load", "127 lb"),
        ('increment = "5 lb"', "", "by 1 lb", "121 lb"),
    ],
)
async def test_the_arrows_correct_a_load_by_the_load_step(
    was: str, written: str, step: str, heavier: str, home: Home, folders: Path
) -> None:
    now = train(write_routine(folders, ROUTINE.replace(was, written)), weeks=1)
    async with home(now) as (app, pilot):
        await pilot.press("h", "tab", "e")
        await pilot.pause()
        assert f"↑↓ {step} " in " ".join(lines(app))
        await pilot.press("up")
        load = app.screen.query_one("#load", Input)
        assert load.value == heavier
        load.value = "55 kg"
        await pilot.press("enter", "e")
        await pilot.pause()
        assert "↑↓ by 1 kg " in " ".join(lines(app)), "that was another machine"


async def test_the_crosshair_moves_from_set_to_set(home: Home, folders: Path) -> None:
    now = train(write_routine(folders), weeks=2)
    async with home(now, size=(120, 40)) as (app, pilot):
        await pilot.press("h")
        await pilot.pause()
        await pilot.press("2", "enter")
        await pilot.pause()
        told = app.screen.query_one("#told", Static)
        assert str(told.content).startswith("17 Sep   ")
        await pilot.press("left")
        assert str(told.content).startswith("14 Sep   ")
        await pilot.press("home", "left")
        assert str(told.content).startswith("7 Sep   100 lb")
        assert app.screen.query_one(Chart).has_focus


async def test_z_zooms_by_months_and_keeps_the_crosshair_in_sight(
    home: Home, folders: Path
) -> None:
    now = train(write_routine(folders), weeks=20)
    async with home(now, size=(80, 24)) as (app, pilot):
        await pilot.press("h", "2", "enter")
        await pilot.pause()
        everything = points(app)
        seen = []
        for period in ("12 months", "6 months", "3 months", "1 month"):
            await pilot.press("z")
            await pilot.pause()
            assert any(line.endswith(f" {period}") for line in lines(app))
            seen.append(points(app))
        first, last = app.screen.query_one(Chart).span()
        assert last - first == 30
        await pilot.press("home")
        await pilot.pause()
        assert app.screen.query_one(Chart).span() == (first - 106, last - 106), "136 days"
        await pilot.press("z")
        await pilot.pause()
        assert points(app) == everything == seen[0]
        assert not any("month" in line for line in lines(app))


@pytest.mark.parametrize("dress", ["", "1"])
async def test_the_crosshair_does_not_hide_a_point(
    dress: str, home: Home, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", dress)
    now = train(write_routine(folders), weeks=1)
    async with home(now) as (app, pilot):
        await pilot.press("h", "2", "down")
        await pilot.pause()
        assert points(app) == 2 * 2, "two workouts, and two plots"
        await pilot.press("1", "tab", "delete", "2")
        await pilot.pause()
        assert points(app) == 2 * 1


def points(app: SupertimerApp) -> int:
    """The points of both plots; a record is a star."""
    rows = [line for line in lines(app) if "★ record" not in line]
    return sum(line.count("●") + line.count("★") for line in rows)


async def test_an_empty_history_says_where_to_begin(home: Home) -> None:
    async with home() as (app, pilot):
        await pilot.press("h")
        await pilot.pause()
        assert app.screen.query_one("#nothing").region.height == 1
        assert not rows(app, "#sessions")
        assert offered(app) >= {"home", "help"} and not offered(app) & {"edit", "undo"}
        await pilot.press("delete", "u", "e", "2", "3")
        assert "0 workouts" in str(app.screen.query_one("#calendar", Static).content)
        assert str(app.screen.query_one("#told", Static).content) == "No sets yet."
        assert not app.screen.query_one("#plot").display


async def test_each_page_offers_only_its_own_keys(home: Home, folders: Path) -> None:
    now = train(write_routine(folders), weeks=1)
    async with home(now) as (app, pilot):
        await pilot.press("h")
        await pilot.pause()
        assert offered(app) >= {"edit", "delete"} and "days/weeks" not in offered(app)
        await pilot.press("4")
        await pilot.pause()
        assert "days/weeks" in offered(app) and "edit" not in offered(app)
        await pilot.press("1", "tab", "delete")
        await pilot.pause()
        assert "undo" in offered(app)


def offered(app: SupertimerApp) -> set[str]:
    """What the last row of the screen says can be done."""
    keys = app.screen.active_bindings.values()
    return {key.binding.description for key in keys if key.enabled and key.binding.show}


async def test_the_chart_shows_corrected_sets(home: Home, folders: Path) -> None:
    now = train(write_routine(folders), weeks=1)
    async with home(now) as (app, pilot):
        await pilot.press("h")
        await pilot.pause()
        await pilot.press("tab", "down", "e")
        app.screen.query_one("#load", Input).value = "125"
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("2")
        await pilot.pause()
        assert "125 lb" in str(app.screen.query_one("#told", Static).content)


@pytest.mark.parametrize("colour", [True, False])
async def test_the_smallest_window_can_scroll_to_every_muscle(
    colour: bool, home: Home, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "" if colour else "1")
    now = train(write_routine(folders), weeks=2)
    async with home(now, size=(80, 24)) as (app, pilot):
        await pilot.press("h", "4")
        await pilot.pause()
        shown = lines(app)
        assert any("7 days  14 days" in line for line in shown)
        assert any(line.endswith("abdominals   -       -") for line in shown)
        assert any(line.endswith("chest        2 4:11  4 7:38") for line in shown)
        assert any(line.endswith("sets, time under load, +n as a helper") for line in shown)
        assert any("today" in line and "5-7 days" in line and "older" in line for line in shown)
        await pilot.press("v")
        await pilot.pause()
        assert any("4 min" in line and "0 in 7 days" in line for line in lines(app))


@pytest.mark.parametrize("width", [60, 40])
async def test_the_muscle_table_is_below_the_map_in_a_narrow_window(
    width: int, home: Home, folders: Path
) -> None:
    now = train(write_routine(folders), weeks=2)
    async with home(now, size=(width, 24)) as (app, pilot):
        await pilot.press("h", "4")
        await pilot.pause()
        assert any("front" in line for line in lines(app))
        await pilot.press("end")
        await pilot.pause(0.5)
        assert any("chest        2 4:11  4 7:38" in line for line in lines(app))


async def test_the_body_map_fits_in_the_smallest_window(home: Home, folders: Path) -> None:
    now = train(write_routine(folders), weeks=2)
    async with home(now, size=(80, 24)) as (app, pilot):
        await pilot.press("m")
        await pilot.pause()
        shown = lines(app)
        assert any("front" in line and "back" in line for line in shown)
        assert any("today" in line and "older" in line for line in shown)


async def test_muscles_by_days_and_by_work_with_numbers(home: Home, folders: Path) -> None:
    now = train(write_routine(folders), weeks=2)
    async with home(now) as (app, pilot):
        await pilot.press("h")
        await pilot.press("4")
        await pilot.pause()
        worked = app.screen.query_one("#worked", Static)
        assert "today" in str(worked.content)
        await pilot.press("v")
        await pilot.pause()
        assert "4 min" in str(worked.content)
        numbers = str(app.screen.query_one("#shares", Static).content)
        assert "chest        2 4:11" in numbers


async def test_the_muscles_by_week(home: Home, folders: Path) -> None:
    now = train(write_routine(folders), weeks=2)
    async with home(now, size=(80, 24)) as (app, pilot):
        await pilot.press("h", "4", "v", "v")
        await pilot.pause()
        shown = lines(app)
        (days,) = [line for line in shown if line.endswith(" 7    14")]
        (chest,) = [line for line in shown if line.split()[:1] == ["chest"]]
        assert chest.split()[-4:] == ["█", "2", "█", "2"], "two sets in each week"
        assert chest.index("█") == days.index(" 7") + 1
        assert not any("front" in line for line in shown)
        await pilot.press("v")
        await pilot.pause()
        assert any("front" in line for line in lines(app))


async def test_the_chart_takes_the_place_of_the_list_in_a_narrow_window(
    home: Home, folders: Path
) -> None:
    now = train(write_routine(folders), weeks=2)
    async with home(now, size=(40, 12)) as (app, pilot):
        await pilot.press("h", "2")
        await pilot.pause()
        assert any("Seated row" in line for line in lines(app))
        assert not app.screen.query_one(Chart).display
        await pilot.press("enter")
        await pilot.pause()
        assert any("Time under load" in line for line in lines(app))
        assert not any("Seated row" in line for line in lines(app))
        await pilot.press("left", "2", "down")
        await pilot.pause()
        assert any("Seated row" in line for line in lines(app))


async def test_the_history_follows_the_theme(home: Home, folders: Path) -> None:
    now = train(write_routine(folders), weeks=1)
    async with home(now) as (app, pilot):
        await pilot.press("h", "3")
        await pilot.pause()
        calendar = app.screen.query_one("#calendar", Static)
        dark = calendar.content
        app.theme = "supertimer-light"
        await pilot.pause()
        assert str(calendar.content) == str(dark) and calendar.content != dark


async def test_a_workout_is_deleted_and_restored(home: Home, folders: Path) -> None:
    now = train(write_routine(folders), weeks=1)
    async with home(now) as (app, pilot):
        await pilot.press("h")
        await pilot.pause()
        before = rows(app, "#sessions")
        await pilot.press("delete")
        await pilot.pause()
        assert rows(app, "#sessions") == before[1:]
        await pilot.press("u")
        await pilot.pause()
        assert rows(app, "#sessions") == before


async def test_a_workout_is_moved_to_another_person_and_back(home: Home, folders: Path) -> None:
    now = train(write_routine(folders), weeks=1)
    async with home(now) as (app, pilot):
        assert app.trainer is not None
        add_person(app.trainer.store, "Bert")
        await pilot.press("h")
        await pilot.pause()
        before = rows(app, "#sessions")
        await pilot.press("p")
        await pilot.pause()
        app.screen.query_one(Input).value = "Nina"
        await pilot.press("enter")
        await pilot.pause()
        assert "no person “Nina”" in " ".join(lines(app))
        app.screen.query_one(Input).value = "bert"
        await pilot.press("enter")
        await pilot.pause()
        assert rows(app, "#sessions") == before[1:]
        assert len(Past(app.trainer.store, "Bert").sessions()) == 1
        await pilot.press("u")
        await pilot.pause()
        assert rows(app, "#sessions") == before
        assert Past(app.trainer.store, "Bert").sessions() == []


async def test_the_day_of_a_workout_is_corrected_and_back(home: Home, folders: Path) -> None:
    now = train(write_routine(folders), weeks=1)
    async with home(now) as (app, pilot):
        await pilot.press("h")
        await pilot.pause()
        before = rows(app, "#sessions")
        await pilot.press("d")
        await pilot.pause()
        app.screen.query_one(Input).value = "yesterday"
        await pilot.press("enter")
        await pilot.pause()
        assert "is not a date" in " ".join(lines(app))
        app.screen.query_one(Input).value = "2026-09-01"
        await pilot.press("enter")
        await pilot.pause()
        assert rows(app, "#sessions")[-1].startswith("1 Sep ")
        await pilot.press("u")
        await pilot.pause()
        assert rows(app, "#sessions") == before
