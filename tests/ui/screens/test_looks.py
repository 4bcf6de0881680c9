"""How every screen but the workout looks."""

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.widgets import OptionList

from supertimer.config import config_file, write_settings
from tests.ui.conftest import Home, reviewed
from tests.ui.looks import WORN, dress, picture
from tests.ui.seeded import train, write_routine

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
