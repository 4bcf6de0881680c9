"""Keys of one's own, without an editor."""

from pathlib import Path

from textual import events
from textual.pilot import Pilot
from textual.widgets import Label, OptionList

from supertimer.config import read_config
from supertimer.ui.app import SupertimerApp
from supertimer.ui.screens.keys import ACTIONS, KeyQuestion, KeysScreen
from supertimer.ui.screens.settings import SettingsScreen
from supertimer.workout.keymap import Action
from tests.ui.conftest import Home

MINE = """\
# my pedal is worn
[keys]
f6 = "main"  # its left side
"""


async def list_keys(app: SupertimerApp, pilot: Pilot[int], action: Action) -> None:
    """Go to the keys, and there to those of an action."""
    await pilot.press("s", "k")
    await pilot.pause()
    assert isinstance(app.screen, KeysScreen)
    app.screen.query_one(OptionList).highlighted = ACTIONS.index(action)
    await pilot.pause()


def shown(app: SupertimerApp) -> str:
    """The row that is chosen."""
    options = app.screen.query_one(OptionList)
    return str(options.get_option_at_index(options.highlighted or 0).prompt)


def told(app: SupertimerApp) -> str:
    return str(app.screen.query_one("#advice", Label).content)


async def test_the_next_key_is_bound_and_the_file_keeps_its_comments(
    home: Home, folders: Path
) -> None:
    (folders / "config.toml").write_text(MINE)
    async with home() as (app, pilot):
        await list_keys(app, pilot, Action.PAUSE)
        assert shown(app).split()[:2] == ["pause", "p"]
        await pilot.press("enter", "f7")
        await pilot.pause()
        assert shown(app).split()[:3] == ["pause", "p", "F7"]
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert app.config.keys == {"f6": "main", "f7": "pause"}
    assert (folders / "config.toml").read_text() == MINE + 'f7 = "pause"\n'


async def test_a_used_key_is_reassigned_only_after_a_second_key(home: Home) -> None:
    async with home() as (app, pilot):
        await list_keys(app, pilot, Action.PAUSE)
        await pilot.press("enter", "enter")
        assert isinstance(app.screen, KeyQuestion)
        assert told(app) == 'Enter is used for "main". Press y to reassign it.'
        await pilot.press("enter", "enter", "p")
        assert told(app) == "p is already a key for this action."
        await pilot.press("y")
        assert told(app).startswith('y is the only key for "accept"'), "y is a key like others"
        await pilot.press("enter", "y")
        await pilot.pause()
        assert read_config().keys == {"enter": "pause"}
        await pilot.press("enter", "s")
        assert told(app) == 's is the only key for "skip". Add another key to it first.'
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, KeysScreen)
        assert read_config().keys == {"enter": "pause"}


async def test_keys_typed_ahead_reach_the_question(home: Home) -> None:
    async with home() as (app, pilot):
        await list_keys(app, pilot, Action.MAIN)
        for key in ("down", "down", "enter", "q"):
            app.post_message(events.Key(key, key if key == "q" else None))
        await pilot.pause()
        assert isinstance(app.screen, KeyQuestion)
        await pilot.press("f9")
        await pilot.pause()
        assert isinstance(app.screen, KeysScreen)
        assert read_config().keys == {"f9": "skip"}


async def test_a_click_on_an_action_asks_for_its_key(home: Home) -> None:
    async with home() as (app, pilot):
        await list_keys(app, pilot, Action.MAIN)
        await pilot.click("#actions", offset=(5, 3))
        await pilot.press("f9")
        await pilot.pause()
        assert read_config().keys == {"f9": "redo"}


async def test_chords_cannot_be_used(home: Home) -> None:
    async with home() as (app, pilot):
        await list_keys(app, pilot, Action.PAUSE)
        await pilot.press("enter", "ctrl+t")
        assert "is a modifier or a chord. Press another key." in told(app)
        await pilot.press("shift+f3")
        assert "is a modifier or a chord. Press another key." in told(app)
    assert not read_config().keys


async def test_backspace_resets_an_action_to_its_default_keys(home: Home, folders: Path) -> None:
    (folders / "config.toml").write_text(MINE + 'x = "main"\nenter = "pause"\np = "skip"\n')
    async with home() as (app, pilot):
        await list_keys(app, pilot, Action.MAIN)
        await pilot.press("backspace")
        await pilot.pause()
        assert read_config().keys["enter"] == "pause", "pause would have no key"
        app.screen.query_one(OptionList).highlighted = ACTIONS.index(Action.PAUSE)
        await pilot.press("enter", "f7")
        await pilot.pause()
        app.screen.query_one(OptionList).highlighted = ACTIONS.index(Action.MAIN)
        await pilot.press("delete")
        await pilot.pause()
        assert read_config().keys == {"p": "skip", "f7": "pause"}
        assert shown(app).split()[:5] == ["main", "Space", "Enter", "PgDn", "→"]
    assert "my pedal is worn" in (folders / "config.toml").read_text()


async def test_invalid_keys_in_the_settings_are_reported_and_stay(
    home: Home, folders: Path
) -> None:
    (folders / "config.toml").write_text('[keys]\nf6 = "fatgue"\n')
    async with home() as (app, pilot):
        await pilot.press("s", "k")
        await pilot.pause()
        assert isinstance(app.screen, SettingsScreen)
        assert ['unknown action "fatgue"' in note.message for note in app._notifications] == [True]


async def test_a_settings_file_that_became_invalid_is_reported_and_unchanged(
    home: Home, folders: Path
) -> None:
    async with home() as (app, pilot):
        await list_keys(app, pilot, Action.PAUSE)
        (folders / "config.toml").write_text("[keys\n\x1b[2J")
        await pilot.press("enter", "f7")
        await pilot.pause()
        assert shown(app).split()[:3] == ["pause", "p", "pause,"]
        notes = [note.message for note in app._notifications]
        assert len(notes) == 1 and "not valid TOML" in notes[0] and "\x1b" not in notes[0]
