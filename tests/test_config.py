"""Every setting is optional, and an invalid one is an error."""

import math
import os
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest

from supertimer.config import RULES, Config, ConfigError, ProgressSettings, read_config
from supertimer.routine import model as routine
from supertimer.units import Unit


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_without_a_file_every_setting_has_its_default(file: Path) -> None:
    assert read_config(file) == Config()


def test_a_file_can_set_everything(file: Path) -> None:
    file.write_text(
        """
        unit = "kg"
        person = "Anna"
        [sound]
        profile = "sparse"
        latency_ms = 180
        volumes = { tick = -6, voice = 2.5 }
        [screen]
        reduced_motion = true
        [progress]
        up = 2.5
        [keys]
        preset = "clicker"
        """,
        encoding="utf-8",
    )
    config = read_config(file)
    assert (config.unit, config.person) == (Unit.KG, "Anna")
    assert (config.sound.profile, config.sound.latency_ms) == ("sparse", 180)
    assert config.sound.volumes == {"tick": -6.0, "voice": 2.5}
    assert config.screen.reduced_motion
    assert config.progress.up == Decimal("2.5")
    assert config.keys == {"preset": "clicker"}


def test_progress_is_written_as_in_a_routine(file: Path) -> None:
    file.write_text('[progress]\nrule = "tul"\nup = "2.5%"\ndown = "10 %"\nstall = 4\n')
    assert read_config(file).progress == ProgressSettings("tul", Decimal("2.5"), Decimal(10), 4)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("unit = ", "not valid TOML"),
        (
            "[keys]\n[keys]",
            "not valid TOML: the table [keys] appears twice; put its keys together (at line 2",
        ),
        ("[sound.own]\n[sound.own]", "the table [sound.own] appears twice"),
        ('unit = "stone"', 'unit must be "lb" or "kg"'),
        ("sounds = 1", "unknown key “sounds”; did you mean “sound”?"),
        ("sound = 1", "sound must be a table"),
        ("[sound]\nlatency_ms = true", "sound.latency_ms must be a whole number"),
        ("[sound]\nlatency_ms = -1", "sound.latency_ms must be a whole number from 0 to 2000"),
        ("[sound]\ntul_every = 601", "sound.tul_every must be a whole number from 0 to 600"),
        ("[sound]\nvolumes = { tick = 'loud' }", "sound.volumes must be a table of decibels"),
        ("[sound]\nvolumes = 3", "sound.volumes must be a table of decibels"),
        ("[keys]\np = 3", "keys must be a table of texts"),
        ("[screen]\nreduced_motion = 1", "screen.reduced_motion must be true or false"),
        ("[progress]\nrule = 'rep'", "progress.rule must be tul, reps, bodyweight or never"),
        ("[progress]\nrule = ['tul']", "progress.rule must be tul, reps, bodyweight or never"),
        ("[progress]\nup = true", "progress.up must be a number"),
        ("[progress]\nup = 'a lot'", 'progress.up must be a number or "5%"'),
        ("[progress]\nstall = 1", "progress.stall must be a whole number from 2 to 50"),
        ("[progress]\nstall = true", "progress.stall must be a whole number from 2 to 50"),
    ],
)
def test_an_error_names_the_invalid_setting(file: Path, text: str, told: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        read_config(file)
    assert str(error.value).startswith(f"{file}: ")
    assert told in str(error.value)


@pytest.mark.parametrize("key", ["up", "down"])
@pytest.mark.parametrize(
    "value", ["inf", "-inf", "nan", "-50", "0", "'0%'", "200.1", "'201%'", "1e400", "9" * 400]
)
def test_a_percentage_has_the_bounds_of_one_in_a_routine(file: Path, key: str, value: str) -> None:
    file.write_text(f"[progress]\n{key} = {value}\n")
    with pytest.raises(ConfigError, match=f"progress.{key} must be .*above 0 and at most 200"):
        read_config(file)


def test_the_rules_are_those_of_a_routine(file: Path) -> None:
    assert get_args(routine.ProgressRule.model_fields["rule"].annotation) == RULES
    for rule in RULES:
        file.write_text(f"[progress]\nrule = '{rule}'\nup = 200\ndown = 0.1\n")
        assert read_config(file).progress.rule == rule


@pytest.mark.parametrize(
    "value", ["nan", "inf", "true", "false", "24.1", "-101", "1e400", "9" * 400, "'3'", "[3]"]
)
def test_a_volume_is_decibels_that_can_be_heard(file: Path, value: str) -> None:
    file.write_text(f"[sound.volumes]\ntick = -6\nvoice = {value}\n")
    with pytest.raises(ConfigError, match=r"sound\.volumes must be .*or -inf to turn it off"):
        read_config(file)


def test_minus_infinity_turns_a_sound_off(file: Path) -> None:
    file.write_text("[sound.volumes]\ntick = -inf\nvoice = 24\nhalf = -100\n")
    assert read_config(file).sound.volumes == {"tick": -math.inf, "voice": 24.0, "half": -100.0}


def test_a_folder_or_invalid_utf_8_is_an_error(tmp_path: Path, file: Path) -> None:
    file.write_bytes(b"\xff\xfe")
    for path in (tmp_path, file):
        with pytest.raises(ConfigError, match=r"can't be read: [^\[]*$"):
            read_config(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes in folders")
def test_a_pipe_is_an_error(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "config.toml")
    with pytest.raises(ConfigError, match="it is not a file"):
        read_config(tmp_path / "config.toml")
