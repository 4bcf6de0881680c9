"""Settings are kept in the user's own file."""

from pathlib import Path

import pytest

from supertimer.config import (
    Config,
    ConfigError,
    Value,
    read_config,
    write_settings,
)
from supertimer.ui.app import SupertimerApp
from supertimer.ui.screens.settings import SettingsRow, SettingsScreen, ValueRow
from supertimer.ui.screens.settings_model import OFF, Setting, settings
from tests.ui.conftest import Home, lines

MINE = """\
# my settings
unit = "kg"  # we have kilos here

[sound]
# loud gym
profile = "guided"
"""


def test_comments_and_order_stay(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(MINE)
    config = write_settings({("sound", "profile"): "tones"}, path)
    assert config.sound.profile == "tones"
    assert path.read_text() == MINE.replace('"guided"', '"tones"')


def test_a_setting_can_be_removed(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(MINE)
    assert write_settings({("unit",): None}, path).unit is None
    assert "loud gym" in path.read_text()


def test_missing_tables_are_created(tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    write_settings({("sound", "volumes", "ticks"): -6.0}, path)
    write_settings({("sound", "volumes", "voice"): OFF}, path)
    assert read_config(path).sound.volumes == {"ticks": -6.0, "voice": OFF}


def test_an_invalid_settings_file_is_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("unit = = 3")
    with pytest.raises(ConfigError, match="not valid TOML"):
        write_settings({("unit",): "kg"}, path)
    assert path.read_text() == "unit = = 3"


def test_a_symlinked_settings_file_stays_a_link(tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles" / "supertimer.toml"
    kept.parent.mkdir()
    kept.write_text(MINE)
    kept.chmod(0o600)
    path = tmp_path / "config.toml"
    path.symlink_to(kept)
    write_settings({("unit",): "lb"}, path)
    assert path.is_symlink()
    assert read_config(kept).unit == "lb"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in kept.parent.iterdir()] == [kept.name]


@pytest.mark.parametrize(
    "written",
    ['keys.f6 = "main"\n', 'keys = { f6 = "main" }\n', '[keys]\nf6 = "main"\n[sound]\n'],
)
def test_tables_are_filled_however_they_are_written(written: str, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(written)
    changes: dict[tuple[str, ...], Value] = {
        ("keys", "f6"): None,
        ("keys", "."): "pause",
        ("sound", "profile"): "voice",
    }
    config = write_settings(changes, path)
    assert (config.keys, config.sound.profile) == ({".": "pause"}, "voice")
    assert read_config(path) == config


ALL = [setting for group in settings(("a", "b")).values() for setting in group]


@pytest.mark.parametrize("setting", ALL, ids=lambda setting: setting.label)
def test_every_value_can_be_written_read_and_shown(setting: Setting, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    for value in setting.values:
        config = write_settings({setting.place: value}, path)
        assert setting.now(config) == value
        assert setting.said(value)
    assert setting.moved(setting.values[-1], 1) == setting.values[-1]
    assert setting.moved(setting.values[0], -1) == setting.values[0]
    assert setting.place[0] == "screen" or setting.now(Config()) in setting.values


def unheard(app: SupertimerApp) -> list[str]:
    """Nothing is played; what would be is listed: volume and group."""
    heard: list[str] = []

    def play(config: Config | None = None, group: str = "") -> None:
        assert config is not None
        heard.append(f"{config.sound.profile} {group} {config.sound.volumes.get(group, 0):g}")

    app.play_sample = play  # type: ignore[assignment,method-assign]
    return heard


def row(app: SupertimerApp, label: str) -> ValueRow:
    return next(row for row in app.screen.query(ValueRow) if row.setting.label == label)


async def test_reduced_motion_acts_at_once_and_at_the_next_start(home: Home, folders: Path) -> None:
    async with home() as (app, pilot):
        assert str(app.animation_level) == "full"
        await pilot.press("s")
        await pilot.pause()
        row(app, "Flash at turnarounds").focus()
        await pilot.press("right")
        await pilot.pause()
        assert str(app.animation_level) == "none"
        assert read_config().screen.reduced_motion
    async with home() as (app, _):
        assert app.animation_level == "none"


async def test_the_arrow_keys_change_and_save_a_setting(home: Home, folders: Path) -> None:
    async with home() as (app, pilot):
        heard = unheard(app)
        await pilot.press("s")
        await pilot.pause()
        await pilot.press("right")
        await pilot.pause()
        assert read_config().sound.profile == "sparse"
        row(app, "Theme").focus()
        await pilot.press("right")
        await pilot.pause()
        assert app.theme == "supertimer-light" == read_config().screen.theme
        await pilot.press("escape")
        await pilot.pause()
        assert app.config.sound.profile == "sparse"
        assert heard == ["sparse  0"]


async def test_a_changed_volume_plays_a_sample_of_its_group(home: Home) -> None:
    async with home() as (app, pilot):
        heard = unheard(app)
        await pilot.press("s")
        await pilot.pause()
        row(app, "Rest").focus()
        await pilot.press("left", "left", "right")
        await pilot.pause()
        assert heard == ["guided rest -3", "guided rest -6", "guided rest -3"]


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_the_focused_row_is_always_visible(home: Home, size: tuple[int, int]) -> None:
    async with home(size=size) as (app, pilot):
        await pilot.press("s")
        await pilot.pause()
        box = app.screen.query_one("#settings")
        rows = list(app.screen.query(SettingsRow))
        assert box.scroll_y == 0
        for each in [*rows, *rows[:1]]:
            assert app.focused is each
            assert box.region.contains_region(each.region), each.about
            await pilot.press("down")
            await pilot.pause()


async def test_values_can_be_read_in_the_smallest_window(home: Home) -> None:
    async with home(size=(40, 12)) as (app, pilot):
        await pilot.press("s")
        await pilot.pause()
        shown = [line.strip() for line in lines(app)]
        place = shown.index("Audio backend")
        assert shown[place - 2 : place + 2] == [
            "Sound profile",
            "guided ›",
            "Audio backend",
            "automatic ›",
        ]
        assert "the screen flashes instead." in shown, "the last words of what it is good for"
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert any(line.split() == ["Sound", "profile", "guided", "›"] for line in lines(app))


async def test_a_setting_that_cannot_be_saved_is_reported_and_unchanged(
    home: Home, folders: Path
) -> None:
    async with home() as (app, pilot):
        heard = unheard(app)
        await pilot.press("s")
        await pilot.pause()
        (folders / "config.toml").mkdir()
        await pilot.press("right")
        row(app, "Theme").focus()
        await pilot.press("right")
        await pilot.pause()
        assert isinstance(app.screen, SettingsScreen)
        assert app.theme == "supertimer-dark"
        assert [note.message.split(": ")[1] for note in app._notifications] == 2 * [
            "can't be changed"
        ]
        assert heard == []
