"""Absurd names, files, and windows: nothing breaks, and no text acts."""

import json
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from supertimer.text import unsafe
from supertimer.ui.app import SupertimerApp
from supertimer.ui.screens.home import HomeScreen
from tests.ui.conftest import Home
from tests.ui.seeded import train, write_routine

NAMES = (
    "Brust\U0001f4aa\U0001f3fd‍♂️ press",
    "スクワット 深く",
    "الضغط على الصدر",
    "[bold red]x[/] [link=http://a]y",
    "] [ [@click=app.quit]quit[/]",
    "A" * 76,
)
SETTINGS = """\
[sound]
device = "\\u001b[2Jnot there [b]"
[keys]
"あ" = "pause"
"\\u001b" = "skip"
"""
SIZES = ((1, 1), (10, 5), (40, 12))

SCREENS: dict[str, tuple[str, ...]] = {
    "home": (),
    "settings": ("s",),
    "keys": ("s", "k"),
    "key": ("s", "k", "enter", "s"),
    "device": ("s", "d"),
    "workouts": ("h",),
    "edit": ("h", "tab", "e", "shift+tab"),
    "exercises": ("h", "2", "enter", "left"),
    "year": ("h", "3"),
    "muscles": ("h", "4", "v"),
    "who": ("w", "tab"),
    "help": ("question_mark",),
}


def acting(app: SupertimerApp) -> set[str]:
    """The characters on the screen that could act on a terminal."""
    strips = app.screen._compositor.render_strips()
    text = "".join(segment.text for strip in strips for segment in strip)
    return {char for char in text if unsafe(char)}


@pytest.mark.slow
async def test_every_screen_survives_strange_text_and_any_window_size(
    home: Home, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "supertimer.audio.output.devices.output_devices",
        lambda: (*NAMES, "\x1b[2J\x07", "\u202eback"),
    )
    (folders / "config.toml").write_text(SETTINGS)
    routine = 'name = "Nonsense \U0001f600 [b]x"\nunit = "kg"\n[defaults]\nrest = "5s"\n'
    for place in range(60):
        name = json.dumps(f"{NAMES[place % len(NAMES)]} {place}", ensure_ascii=False)
        routine += (
            f'[[exercise]]\nname = {name}\ntempo = "lift 10, lower 10"\nload = "{place} kg"\n'
        )
    now = train(write_routine(folders, routine), weeks=1)
    async with home(now) as (app, pilot):
        for screen, keys in SCREENS.items():
            await pilot.resize_terminal(80, 24)
            for key in keys:
                await pilot.press(key)
            await pilot.pause()
            if isinstance(app.focused, Input):
                app.focused.post_message(events.Paste("Zo\x1b[2J\x07é \u202e[b]"))
                await pilot.pause()
            for size in SIZES:
                await pilot.resize_terminal(*size)
                assert not acting(app), screen
            while not isinstance(app.screen, HomeScreen):
                await pilot.press("escape")
                await pilot.pause()
        assert not app._notifications
