"""The output is chosen from those that there are."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from supertimer.audio.output.speaker import SpeakerError
from supertimer.config import Config, read_config, write_settings
from supertimer.ui.app import SupertimerApp
from supertimer.ui.screens.device import DeviceScreen
from tests.ui.conftest import Home

THERE = ("Headphones", "[b]Radio\x1b[2J", "スピーカー")


def listed(app: SupertimerApp) -> list[str]:
    return [str(option.prompt) for option in app.screen.query_one(OptionList).options]


def told(app: SupertimerApp) -> str:
    found = app.screen.query_one("#found", Static)
    return str(found.content) if found.display else ""


async def ask(app: SupertimerApp, pilot: Pilot[int]) -> list[str]:
    """Ask for the device; returns what is played from then on."""
    played: list[str] = []

    def play(config: Config | None = None, group: str = "") -> None:
        played.append(config.sound.device if config else "?")

    app.play_sample = play  # type: ignore[assignment,method-assign]
    await pilot.press("s", "d")
    await pilot.pause()
    assert isinstance(app.screen, DeviceScreen)
    return played


async def until_told(app: SupertimerApp, pilot: Pilot[int]) -> None:
    while told(app).startswith("Looking"):
        await pilot.pause(0.01)


def finds(monkeypatch: pytest.MonkeyPatch, find: Callable[[], tuple[str, ...]]) -> None:
    monkeypatch.setattr("supertimer.audio.output.devices.output_devices", find)


async def test_a_chosen_device_is_saved_and_played(
    home: Home, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finds(monkeypatch, lambda: THERE)
    async with home() as (app, pilot):
        played = await ask(app, pilot)
        await until_told(app, pilot)
        assert listed(app) == ["system default", "Headphones", "[b]Radio<1B>[2J", "スピーカー"]
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert read_config().sound.device == THERE[1]
        assert played == [THERE[1]]
        await pilot.press("d")
        await until_told(app, pilot)
        assert app.screen.query_one(OptionList).highlighted == 2, "what is set now"
        await pilot.press("home", "enter")
        await pilot.pause()
        assert read_config().sound.device == ""
        assert played == [THERE[1], ""]


async def test_a_slow_sound_server_does_not_block_the_screen(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = threading.Event()

    def slow() -> tuple[str, ...]:
        asked.wait()
        return THERE

    finds(monkeypatch, slow)
    async with home() as (app, pilot):
        played = await ask(app, pilot)
        assert told(app) == "Looking for devices…"
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, DeviceScreen)
        asked.set()
        await pilot.pause()
        assert played == []


async def test_a_missing_sound_server_is_reported(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> tuple[str, ...]:
        raise SpeakerError("no sound server or card answers")

    finds(monkeypatch, refuse)
    async with home() as (app, pilot):
        await ask(app, pilot)
        await until_told(app, pilot)
        assert told(app) == "Can't list devices: no sound server or card answers."
        assert listed(app) == ["system default"]


async def test_a_disconnected_device_stays_chosen(
    home: Home, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_settings({("sound", "device"): "Dock"}, folders / "config.toml")
    finds(monkeypatch, lambda: THERE)
    async with home() as (app, pilot):
        await ask(app, pilot)
        await until_told(app, pilot)
        assert listed(app)[-1] == "Dock  not connected"
        await pilot.press("enter")
        await pilot.pause()
        assert read_config().sound.device == "Dock"
