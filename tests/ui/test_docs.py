"""docs/screens.md describes the program."""

import tomllib
from pathlib import Path

from supertimer.config import read_config
from supertimer.workout.keymap import Action, keymap

PAGE = Path(__file__).parents[2] / "docs" / "screens.md"


def example() -> str:
    return PAGE.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]


def test_the_example_is_a_settings_file(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(example(), encoding="utf-8")
    config = read_config(path)
    assert config.screen.theme == "supertimer-dark"
    assert keymap(config.keys).actions["f6"] is Action.MAIN
    assert tomllib.loads(example())


def test_every_action_is_named() -> None:
    assert all(str(action) in example() for action in Action)
