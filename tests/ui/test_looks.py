"""How every screen looks: pictures that are kept, in both sizes and all three dresses.

After a change that is meant: `pytest tests/ui/test_looks.py --snapshot-update`, and look at them.
"""

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.widgets import OptionList

from supertimer.config import config_file, write_settings
from supertimer.ui.app import SupertimerApp
from supertimer.workout.briefing import Brief
from tests.ui.conftest import Home, reviewed
from tests.ui.seeded import train, write_routine
from tests.ui.workouts import Gym, gym, pounds

SIZES = ((80, 24), (120, 40))
DRESSES = ("dark", "light", "no-colour")

BRIEFS = {
    1: Brief("125 lb for 2:41 on 3 Nov", pounds(135), "2:41 last time, window 1:30-2:30"),
}


class Svg(SingleFileSnapshotExtension):
    """A picture a file."""

    file_extension = "svg"
    _write_mode = WriteMode.TEXT


@pytest.fixture
def pictures(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(Svg)


def picture(app: SupertimerApp) -> str:
    """The screen as SVG, without what differs from run to run."""
    svg = re.sub(r"terminal-\d+", "terminal", app.export_screenshot())
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


async def lift(g: Gym) -> None:
    await g.to_work(63_300)


async def lower(g: Gym) -> None:
    await g.to_work(97_300)


async def push(g: Gym) -> None:
    await g.to_work(93_000)
    await g.press("space", then=3_000)


async def rest(g: Gym) -> None:
    await push(g)
    await g.wait(25_000)


async def paused(g: Gym) -> None:
    await lift(g)
    await g.press("p", then=3_000)


async def edit(g: Gym) -> None:
    await rest(g)
    await g.press("e")
    await g.pilot.press("up", "tab", "down")


async def weigh(g: Gym) -> None:
    await rest(g)
    await g.press("b")
    await g.pilot.press(*"lots", "enter")


WORN = (((80, 24), "dark"), ((120, 40), "light"), ((80, 24), "no-colour"))
"""In what every screen is seen; the two that matter most are seen in everything."""

WORKOUTS = [
    pytest.param(moment, size, look, id=f"{moment.__name__}-{size[0]}x{size[1]}-{look}")
    for moment in (lift, lower, push, rest, paused, edit, weigh)
    for size in SIZES
    for look in DRESSES
    if moment in (lift, rest, edit) or (size, look) in WORN
]


def dress(look: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Put it on; returns the theme."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)
    if look == "no-colour":
        monkeypatch.setenv("NO_COLOR", "1")
    return "supertimer-light" if look == "light" else "supertimer-dark"


@pytest.mark.parametrize(("moment", "size", "look"), WORKOUTS)
async def test_the_workout(
    moment: Callable[[Gym], Awaitable[None]],
    size: tuple[int, int],
    look: str,
    pictures: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    theme = dress(look, monkeypatch)
    async with gym(size=size, briefs=BRIEFS) as g:
        g.app.theme = theme
        await moment(g)
        await g.pilot.pause()
        assert picture(g.app) == pictures


KEYS: dict[str, tuple[str, ...]] = {
    "home": (),
    "map": ("m",),
    "history": ("h",),
    "year": ("h", "3"),
    "muscles": ("h", "4"),
    "settings": ("s",),
    "keys": ("s", "k", "enter", "s"),
    "device": ("s", "d"),
    "help": ("question_mark",),
    "who": ("w",),
    "log": ("l", *"125 1:42", "enter", *"heavy", "ctrl+s"),
}


@pytest.mark.parametrize(("size", "look"), WORN, ids=["small-dark", "large-light", "no-colour"])
@pytest.mark.parametrize("name", [*KEYS, "review", "chart", "first"])
async def test_the_other_screens(
    name: str,
    size: tuple[int, int],
    look: str,
    home: Home,
    pictures: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)  # so that the folders shown have the same names everywhere
    for folder in ("data", "config"):
        monkeypatch.setenv(f"SUPERTIMER_{folder.upper()}_DIR", folder)
    write_settings({("screen", "theme"): dress(look, monkeypatch)}, config_file())
    now = train(write_routine(Path("config")), weeks=2)
    monkeypatch.setattr(
        "supertimer.audio.output.devices.output_devices", lambda: ("Headphones", "Built-in Audio")
    )
    if name == "first":
        (tmp_path / "data" / "welcomed").unlink()
    async with home(now, size=size) as (app, pilot):
        await pilot.press(*KEYS.get(name, ()))
        if name == "device":
            while len(app.screen.query_one(OptionList).options) == 1:
                await pilot.pause(0.01)
        if name == "chart":
            await pilot.press("h", "2", "enter", "left")
        if name == "review":
            await reviewed(app, pilot)
        await pilot.pause()
        await pilot.wait_for_scheduled_animations()
        assert picture(app) == pictures
