"""Importing on the screen: choose a file, answer, see everything, keep it or not, and undo it."""

import asyncio
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, ProgressBar

from supertimer.clock import ManualClock
from supertimer.history.queries import Past
from supertimer.interop.progress import WorkProgress
from supertimer.ui.app import SupertimerApp
from supertimer.ui.screens.home import HomeScreen
from supertimer.ui.screens.import_log import ImportScreen
from supertimer.ui.screens.import_preview import ImportPreview
from supertimer.ui.widgets.busy import BusyScreen, CanceledError, busy
from supertimer.ui.widgets.choice import Choice
from tests.interop import logs
from tests.ui.conftest import Home, lines


@pytest.fixture
def downloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the screen opens."""
    folder = tmp_path / "downloads"
    folder.mkdir()
    monkeypatch.setattr("supertimer.ui.screens.import_log.first_folder", lambda: f"{folder}/")
    return folder


def loads(app: SupertimerApp) -> list[str]:
    assert app.trainer is not None
    sessions = Past(app.trainer.store, app.trainer.person).sessions()
    return [str(done.load) for session in sessions for done in session.sets]


def shown(app: SupertimerApp) -> str:
    return " ".join(" ".join(lines(app)).split())


def notices(app: SupertimerApp) -> list[str]:
    return [notice.message for notice in app._notifications]


async def until(pilot: Pilot[int], what: Callable[[], object]) -> None:
    """Wait for what a thread leads to."""
    while not what():
        await pilot.pause(0.01)


async def opened(app: SupertimerApp, pilot: Pilot[int]) -> None:
    await pilot.press("i")
    await until(pilot, lambda: isinstance(app.screen, ImportScreen))
    await pilot.pause()


async def test_a_log_is_chosen_asked_about_shown_and_kept(home: Home, downloads: Path) -> None:
    (downloads / "strong.csv").write_text(logs.STRONG)
    async with home() as (app, pilot):
        await opened(app, pilot)
        assert "strong.csv" in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Choice))
        assert "does not say its unit of weight" in shown(app)
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, ImportPreview))
        await pilot.pause()
        assert "Strong, for Anna 2 workouts, 6 sets" in shown(app)
        assert "7 rows: 7 read, 0 not read (of these 1 rest timer)" in shown(app)
        assert "Leg Press (Machine): 3 sets, new" in shown(app)
        assert loads(app) == []
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert loads(app)[:3] == ["40 lb", "70 lb", "185 lb"]
        assert notices(app) == ["Imported. To undo it: supertimer import --undo --as Anna"]


async def test_escape_keeps_nothing(home: Home, downloads: Path) -> None:
    (downloads / "units.csv").write_text(logs.STRONG_UNITS)
    async with home() as (app, pilot):
        await opened(app, pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ImportPreview))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ImportScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert loads(app) == []


async def test_the_latest_import_is_undone_on_the_screen(home: Home, downloads: Path) -> None:
    (downloads / "units.csv").write_text(logs.STRONG_UNITS)
    async with home() as (app, pilot):
        await opened(app, pilot)
        await pilot.press("f2")
        await until(pilot, lambda: notices(app))
        assert notices(app) == ["no import to undo for Anna"]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ImportPreview))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert len(loads(app)) == 2
        for answer, left in ((["enter"], 2), (["down", "enter"], 0)):
            await opened(app, pilot)
            await pilot.press("f2")
            await until(pilot, lambda: isinstance(app.screen, Choice))
            assert "units.csv (strong), imported on" in shown(app)
            assert "1 workout, 2 sets. Delete them from the history?" in shown(app)
            await pilot.press(*answer)
            await until(pilot, lambda: isinstance(app.screen, ImportScreen))
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, HomeScreen))
            assert len(loads(app)) == left


async def test_the_order_of_the_days_is_asked_for(home: Home, downloads: Path) -> None:
    text = logs.STRONG_UNITS.replace("2024-03-05", "03/04/2024")
    (downloads / "dates.csv").write_text(text)
    async with home() as (app, pilot):
        await opened(app, pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Choice))
        assert "Which is first in the date 03/04/2024 07:10:00: the day or the" in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ImportPreview))
        await pilot.pause()
        assert "2024-04-03 to 2024-04-03" in shown(app)


async def test_kilograms_become_the_pounds_that_were_lifted(home: Home, downloads: Path) -> None:
    (downloads / "hevy.csv").write_text(logs.HEVY)
    async with home() as (app, pilot):
        await opened(app, pilot)
        await pilot.press("enter")
        for load in ("22.68 kg", "50 lb", "22.68 kg"):
            first = f"the first set: Bench Press (Barbell), {load}"
            while first not in shown(app):
                await pilot.pause(0.01)
            await pilot.press("p")


async def test_every_row_that_was_not_read_can_be_reached(home: Home, downloads: Path) -> None:
    more = "".join(f"2024-01-16,Row,Back,heavy {n},kgs,5,,,,\n" for n in range(50))
    (downloads / "fitnotes.csv").write_text(logs.FITNOTES + more)
    async with home() as (app, pilot):
        await opened(app, pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ImportPreview))
        await pilot.pause()
        assert "55 rows: 5 read, 50 not read" in shown(app)
        seen = set(lines(app))
        for _ in range(10):
            await pilot.press("pagedown")
            await pilot.wait_for_scheduled_animations()
            seen |= set(lines(app))
        for n in range(50):
            assert any(f"line {n + 7}: can't read the number “heavy {n}”" in line for line in seen)


async def test_what_the_history_has_already_is_not_offered(home: Home, downloads: Path) -> None:
    (downloads / "units.csv").write_text(logs.STRONG_UNITS)
    async with home() as (app, pilot):
        await opened(app, pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ImportPreview))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await opened(app, pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ImportPreview))
        await pilot.pause()
        assert "The history has all of it already." in shown(app)
        assert "Import this?" not in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ImportPreview)


async def test_a_path_is_typed_and_completed(home: Home, downloads: Path) -> None:
    (downloads / "old").mkdir()
    (downloads / "old" / "strong.csv").write_text(logs.STRONG)
    (downloads / "new.csv").write_text("")
    (downloads / "photo.png").write_text("")
    async with home() as (app, pilot):
        await opened(app, pilot)
        assert "new.csv" in shown(app)
        assert "photo.png" not in shown(app)
        await pilot.press("o", "l")
        await pilot.pause()
        assert "new.csv" not in shown(app)
        await pilot.press("tab")
        await pilot.pause()
        assert app.screen.query_one(Input).value == f"{downloads}/old/"
        assert "strong.csv" in shown(app)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert app.screen.query_one(Input).value == f"{downloads}/"
        await pilot.press(*"png")
        await pilot.pause()
        assert "photo.png" in shown(app)


async def test_enter_means_what_was_typed_also_before_the_list_shows_it(
    home: Home, downloads: Path
) -> None:
    (downloads / "big.csv").write_text(logs.STRONG_UNITS)
    (downloads / "ambiguous.csv").write_text(logs.FITNOTES)
    os.utime(downloads / "big.csv", (0, 0))
    async with home() as (app, pilot):
        await opened(app, pilot)
        for key in "big":
            app.post_message(events.Key(key, key))
        app.post_message(events.Key("enter", "\r"))
        await until(pilot, lambda: isinstance(app.screen, ImportPreview))
        await pilot.pause()
        assert "big.csv: Strong, for Anna" in shown(app)


async def test_nonsense_is_answered_with_a_sentence(home: Home, downloads: Path) -> None:
    (downloads / "binary").write_bytes(bytes(range(256)) * 20)
    (downloads / "empty.csv").write_bytes(b"")
    (downloads / "other.csv").write_text("a,b\n1,2\n")
    (downloads / "json.json").write_text("{")
    (downloads / "book.xlsx").write_bytes(b"PK\x03\x04" + os.urandom(500))
    os.mkfifo(downloads / "pipe")
    expected = {
        "binary": "is not a text file",
        "empty.csv": "the file is empty",
        "other.csv": "the format is unknown: its columns are a, b",
        "json.json": "is not JSON",
        "book.xlsx": "save it as CSV",
        "pipe": "is a device or a pipe",
        "missing": "No such file",
        "/dev/zero": "is a device or a pipe",
    }
    async with home() as (app, pilot):
        await opened(app, pilot)
        for name, told in expected.items():
            app.screen.query_one(Input).value = str(downloads / name)
            await pilot.pause()
            app.clear_notifications()
            await pilot.press("enter")
            await until(pilot, lambda: notices(app))
            assert told in notices(app)[0]
            await until(pilot, lambda: isinstance(app.screen, ImportScreen))
        app.screen.query_one(Input).value = "/nowhere/at/all"
        await pilot.pause()
        assert "can't list /nowhere/at: No such file or directory" in shown(app)


class Slow(ManualClock):
    """A clock on which every look takes 100 ms."""

    def now(self) -> int:
        self.advance(100)
        return super().now()


async def test_a_bar_appears_after_a_second_and_escape_cancels(home: Home) -> None:
    async with home() as (app, pilot):
        reached, goes_on = threading.Event(), threading.Event()

        def work(progress: WorkProgress) -> None:
            for place in progress.over("Reading", range(100)):
                if place == 42:
                    reached.set()
                    assert goes_on.wait(10)

        task = asyncio.create_task(busy(app, Slow(), work))
        await until(pilot, reached.is_set)
        screen = app.screen
        assert isinstance(screen, BusyScreen)
        screen.look()
        await pilot.pause()
        assert screen.query_one("#busy").display
        assert screen.query_one(ProgressBar).progress == 42
        assert "Reading…" in shown(app)
        await pilot.press("escape")
        goes_on.set()
        with pytest.raises(CanceledError):
            await task
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)


async def test_no_bar_appears_for_quick_work(home: Home) -> None:
    async with home() as (app, pilot):

        def work(progress: WorkProgress) -> int:
            return sum(progress.over("Reading", range(100)))

        task = asyncio.create_task(busy(app, ManualClock(), work))
        await until(pilot, lambda: isinstance(app.screen, BusyScreen) or task.done())
        assert await task == 4950
        assert "Reading" not in shown(app)
