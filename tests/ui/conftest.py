"""Folders of a test's own, and the app at home in them."""

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from supertimer.clock import ManualClock
from supertimer.config import read_config
from supertimer.ui.app import SupertimerApp
from supertimer.ui.screens.workout import WorkoutScreen
from supertimer.ui.trouble import EndingApp
from supertimer.workout.trainer import Trainer
from tests.ui.looks import Svg
from tests.ui.seeded import BEGIN, lift_all

Home = Callable[..., AbstractAsyncContextManager[tuple[SupertimerApp, Pilot[int]]]]
Settle = Callable[[Pilot[int]], Awaitable[None]]


def lines(app: SupertimerApp) -> list[str]:
    """What can be read on the screen."""
    width = app.size.width
    return [
        "".join(segment.text for segment in strip)[:width].rstrip()
        for strip in app.screen._compositor.render_strips()
    ]


async def everything_done(*_: float) -> None:
    """Wait until a frame has passed and the loop has nothing left to do.

    Textual's own waits until the process uses little of the processor. That is also so when others
    use all of it, and then a test looks at what has not happened yet.
    """
    loop = asyncio.get_running_loop()
    for pause in (0, 1 / 50):
        await asyncio.sleep(pause)
        for _turn in range(10_000):
            if not loop._ready:  # type: ignore[attr-defined]
                break
            await asyncio.sleep(0)
        else:
            raise AssertionError("something calls itself for ever")


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """The Pilot waits for what a key led to, however busy the machine is."""
    for waiter in ("app", "pilot"):
        monkeypatch.setattr(f"textual.{waiter}.wait_for_idle", everything_done)


@pytest.fixture(autouse=True)
def _keys_come_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key comes when the workout's own clock says, which only the test moves."""
    monkeypatch.setattr("supertimer.ui.screens.workout.arrival", lambda event, clock: clock.now())


@pytest.fixture(autouse=True)
def _clean_slate() -> Iterator[None]:
    """A workout looks for garbage as it opens: only in what is its own, not in all other tests'."""
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def _bugs_fail_tests(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a bug in a screen fail the test, though a workout would go on."""
    if "reports" not in request.fixturenames:
        monkeypatch.setattr(SupertimerApp, "outlives", EndingApp.outlives)


async def begun(app: SupertimerApp, pilot: Pilot[int]) -> WorkoutScreen:
    """From home into the chosen routine's workout."""
    await pilot.press("enter")
    await pilot.pause()
    screen = app.screen
    assert isinstance(screen, WorkoutScreen)
    return screen


async def reviewed(app: SupertimerApp, pilot: Pilot[int]) -> None:
    """From home through the chosen routine's workout to its review."""
    screen = await begun(app, pilot)
    assert isinstance(screen.controls.clock, ManualClock)
    lift_all(screen.controls.runner, screen.controls.clock, 3)
    screen.beat()
    await pilot.pause()


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Data, config, cache and bundled routines in a folder of the test's own; returns `config`."""
    for name in ("data", "config", "cache"):
        folder = tmp_path / name
        folder.mkdir(mode=0o700)
        monkeypatch.setenv(f"SUPERTIMER_{name.upper()}_DIR", str(folder))
    (tmp_path / "data" / "welcomed").touch()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path / "config"


@pytest.fixture
def home(folders: Path) -> Home:
    """`async with home(now, size=...) as (app, pilot)`: the program as it starts without a word."""

    @asynccontextmanager
    async def opened(
        now: datetime = BEGIN, size: tuple[int, int] = (80, 24), path: Path | None = None
    ) -> AsyncIterator[tuple[SupertimerApp, Pilot[int]]]:
        config = read_config()
        clock = ManualClock(1_000_000, now)
        app = SupertimerApp(config, lambda: Trainer(config, clock, "Anna", "none"), path)
        async with app.run_test(size=size) as pilot:
            while app.trainer is None or (app.home is not None and app.home._model is None):
                await pilot.pause(0.01)
            await pilot.pause()
            yield app, pilot

    return opened


@pytest.fixture
def pictures(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """`picture(app) == pictures`: the screen looks as it did."""
    return snapshot.use_extension(Svg)
