"""A workout goes on whatever a widget or a screen does."""

import asyncio
from pathlib import Path

import pytest
from textual.command import CommandPalette

from supertimer.engine.state import State
from supertimer.ui.screens.help import HelpScreen
from supertimer.ui.screens.workout import WorkoutScreen
from supertimer.ui.workout.view import WorkoutView
from tests.ui.workouts import Gym, gym


@pytest.fixture(autouse=True)
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the reports."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


async def goes_on(g: Gym, reports: Path, error: str) -> None:
    """The workout is on the screen, the report is written, and keys act."""
    for _ in range(100):
        await g.pilot.pause(0.02)
        if isinstance(g.app.screen, WorkoutScreen) and list(reports.glob("supertimer-*.txt")):
            break
    assert isinstance(g.app.screen, WorkoutScreen)
    (report,) = reports.glob("supertimer-*.txt")
    assert error in report.read_text(encoding="utf-8")
    assert any(str(report) in notice for notice in g.screen._notices._left)
    await g.pilot.pause()
    before = g.now().tul_ms
    await g.wait(1_000)
    assert g.now().tul_ms == before + 1_000
    await g.press("x")
    assert g.now().state is State.PUSHING


async def test_a_workout_outlives_the_command_palette_in_a_tiny_window(reports: Path) -> None:
    async with gym(size=(10, 3)) as g:
        await g.to_work(3_000)
        await g.pilot.press("ctrl+p")
        await g.pilot.pause(0.1)
        assert isinstance(g.app.screen, CommandPalette)
        await g.pilot.press("pagedown")
        await g.pilot.pause(0.1)
        await goes_on(g, reports, "KeyError")


async def test_a_workout_outlives_a_screen_on_top_of_it(
    reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(screen: HelpScreen) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(HelpScreen, "action_dismiss", broken, raising=False)
    async with gym() as g:
        await g.to_work(3_000)
        await g.press("question_mark")
        assert isinstance(g.app.screen, HelpScreen)
        await g.pilot.press("escape")
        await goes_on(g, reports, "ZeroDivisionError")


async def test_a_workout_outlives_its_own_screen(
    reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = [True]
    real = WorkoutScreen.on_paste

    def once(screen: WorkoutScreen, event: object) -> None:
        if broken.pop():
            raise ZeroDivisionError

    async with gym() as g:
        await g.to_work(3_000)
        first = g.app.screen
        monkeypatch.setattr(WorkoutScreen, "on_paste", once)
        from textual.events import Paste

        first.post_message(Paste("text"))
        for _ in range(100):  # the Pilot would wait for the screen that was stopped
            await asyncio.sleep(0.02)
            if g.app.screen is not first and isinstance(g.app.screen, WorkoutScreen):
                break
        monkeypatch.setattr(WorkoutScreen, "on_paste", real)
        assert g.app.screen is not first
        await goes_on(g, reports, "ZeroDivisionError")


async def test_a_workout_outlives_a_failed_picture(
    reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, broken = WorkoutView.show, [True]

    def once(view: WorkoutView, now: object) -> None:
        if broken:
            broken.clear()
            raise ZeroDivisionError
        real(view, now)  # type: ignore[arg-type]

    async with gym() as g:
        await g.to_work(3_000)
        monkeypatch.setattr(WorkoutView, "show", once)
        asyncio.get_running_loop().call_soon(g.screen.beat)
        await goes_on(g, reports, "ZeroDivisionError")
