"""Settings are kept in the user's own file."""

from pathlib import Path

import pytest

from supertimer.config import Config, ConfigError, read_config, write_setting
from supertimer.ui.settings import OFF, settings
from supertimer.ui.settings_screen import Row
from tests.ui.conftest import Home

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
    config = write_setting(("sound", "profile"), "tones", path)
    assert config.sound.profile == "tones"
    assert path.read_text() == MINE.replace('"guided"', '"tones"')


def test_a_setting_is_taken_out_again(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(MINE)
    assert write_setting(("unit",), None, path).unit is None
    assert "loud gym" in path.read_text()


def test_tables_are_made_as_needed(tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    write_setting(("sound", "volumes", "ticks"), -6.0, path)
    write_setting(("sound", "volumes", "voice"), OFF, path)
    assert read_config(path).sound.volumes == {"ticks": -6.0, "voice": OFF}


def test_a_broken_file_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("unit = = 3")
    with pytest.raises(ConfigError, match="not TOML"):
        write_setting(("unit",), "kg", path)
    assert path.read_text() == "unit = = 3"


@pytest.mark.parametrize(
    "setting", [s for _, group in settings(("a", "b")) for s in group], ids=lambda s: s.label
)
def test_every_value_can_be_written_read_and_said(setting: object, tmp_path: Path) -> None:
    from supertimer.ui.settings import Setting

    assert isinstance(setting, Setting)
    path = tmp_path / "config.toml"
    for value in setting.values:
        config = write_setting(setting.place, value, path)
        assert setting.now(config) == value
        assert setting.said(value)
    assert setting.moved(setting.values[-1], 1) == setting.values[-1]
    assert setting.moved(setting.values[0], -1) == setting.values[0]
    assert setting.place[0] == "screen" or setting.now(Config()) in setting.values


async def test_the_arrow_keys_change_and_keep_a_setting(home: Home, folders: Path) -> None:
    async with home() as (app, pilot):
        app.play_sample = lambda config=None: None  # type: ignore[method-assign]
        await pilot.press("s")
        await pilot.pause()
        await pilot.press("right")
        await pilot.pause()
        assert read_config().sound.profile == "sparse"
        rows = app.screen.query(Row)
        theme = next(row for row in rows if row.setting.label == "theme")
        theme.focus()
        await pilot.press("right")
        await pilot.pause()
        assert app.theme == "supertimer-light" == read_config().screen.theme
        await pilot.press("escape")
        await pilot.pause()
        assert app.config.sound.profile == "sparse"
