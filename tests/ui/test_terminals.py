"""How the screens that matter most look in small, large, and simple terminals.

One run of the program per terminal: home, the history, and a whole workout with its review.
"""

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from supertimer.clock import ManualClock
from supertimer.config import config_file, write_settings
from tests.ui.conftest import Home, begun
from tests.ui.looks import dress, picture
from tests.ui.seeded import ROUTINE, lift_all, train, write_routine
from tests.ui.workouts import gym

TERMINALS = {
    "40x12": ((40, 12), "dark"),
    "200x60": ((200, 60), "light"),
    "16-colors": ((80, 24), "dark-16"),
    "16-colors-light": ((80, 24), "light-16"),
    "40x12-no-color": ((40, 12), "no-colour"),
    "200x60-no-color": ((200, 60), "no-colour"),
}

ONE_SIDED = """\
[[exercise]]
name = "Leg curl"
muscles = ["hamstrings"]
load = "60 lb"
increment = "5 lb"
sides = "each"
"""

SKIPPED = {"16-colors-light": ("home", "year", "waiting", "rest")}
"""What looks in this terminal as in the one before, in other colors."""


@pytest.mark.parametrize("terminal", TERMINALS)
async def test_a_whole_visit(
    terminal: str,
    home: Home,
    pictures: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    size, look = TERMINALS[terminal]
    for folder in ("data", "config"):
        monkeypatch.setenv(f"SUPERTIMER_{folder.upper()}_DIR", str(tmp_path / folder))
    write_settings({("screen", "theme"): dress(look, monkeypatch)}, config_file())
    now = train(write_routine(tmp_path / "config", ROUTINE + ONE_SIDED), weeks=4)
    wrong = []

    async with home(now, size=size) as (app, pilot):

        async def look_at(name: str, *keys: str) -> None:
            await pilot.press(*keys)
            await pilot.pause()
            await pilot.wait_for_scheduled_animations()
            if name not in SKIPPED.get(terminal, ()) and picture(app, simplify=True) != pictures(
                name=name
            ):
                wrong.append(name)

        await look_at("home")
        await look_at("history", "h")
        await look_at("chart", "2", "down", "enter", "left")
        await look_at("year", "3")
        await pilot.press("escape")
        screen = await begun(app, pilot)
        clock = screen.controls.clock
        assert isinstance(clock, ManualClock)

        def later(ms: int) -> None:
            for _ in range(0, ms, 500):
                clock.advance(500)
                screen.beat()

        await look_at("waiting")
        await pilot.press("space")
        later(10_000 + 63_500)
        await look_at("set")
        later(40_000)
        await pilot.press("space")
        later(10_000)
        await look_at("rest")
        lift_all(screen.controls.runner, clock, 3)
        screen.beat()
        await look_at("review")
    assert wrong == []


@pytest.mark.parametrize("flashes", [True, False], ids=["flash", "reduced-motion"])
async def test_a_turnaround_flashes_unless_motion_is_reduced(
    flashes: bool, pictures: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    dress("dark", monkeypatch)
    async with gym(flashes=flashes) as g:
        await g.to_work(10_040)
        await g.pilot.pause()
        assert picture(g.app, simplify=True) == pictures
