"""How every screen but the workout looks."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.widgets import Input, OptionList

from supertimer.config import config_file, write_settings
from supertimer.ui.screens.import_preview import ImportPreview
from tests.interop import logs
from tests.ui.conftest import Home, reviewed
from tests.ui.looks import WORN, dress, picture
from tests.ui.seeded import train, write_routine


def write_downloads(now: datetime) -> None:
    """Write a folder with logs: the newest has rows that can't be read."""
    folder = Path("downloads")
    (folder / "photos").mkdir(parents=True)
    texts = {"strong.csv": logs.STRONG_UNITS, "gymbook.csv": logs.GYMBOOK, "notes.txt": ""}
    cut = logs.FITNOTES + "2024-01-16,Row,Ba\n2024-01-16,Row,Back,heavy,kgs,5,,,,\n"
    for age, (name, text) in enumerate({"fitnotes.csv": cut, **texts}.items()):
        (folder / name).write_text(text, encoding="utf-8")
        os.utime(folder / name, times=(0, (now - timedelta(days=age, hours=1)).timestamp()))


KEYS: dict[str, tuple[str, ...]] = {
    "home": (),
    "map": ("m",),
    "filter": ("slash", *"slow", "enter"),
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
@pytest.mark.parametrize("name", [*KEYS, "review", "chart", "first", "files", "import"])
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
    monkeypatch.setattr("supertimer.ui.screens.import_log.first_folder", lambda: "downloads/")
    write_downloads(now)
    if name == "first":
        (tmp_path / "data" / "welcomed").unlink()
    async with home(now, size=size) as (app, pilot):
        await pilot.press(*KEYS.get(name, ()))
        if name == "device":
            while len(app.screen.query_one(OptionList).options) == 1:
                await pilot.pause(0.01)
        if name == "chart":
            await pilot.press("h", "2", "enter", "left")
        if name in ("files", "import"):
            await pilot.press("i")
            await pilot.pause()
            app.screen.query_one(Input).cursor_blink = False
        if name == "import":
            await pilot.press("enter")
            while not isinstance(app.screen, ImportPreview):
                await pilot.pause(0.01)
        if name == "review":
            await reviewed(app, pilot)
        await pilot.pause()
        await pilot.wait_for_scheduled_animations()
        assert picture(app) == pictures
