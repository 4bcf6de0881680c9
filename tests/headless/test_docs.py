"""The examples of docs/headless.md do what the page says."""

import re
from pathlib import Path

import pytest

from supertimer.headless import simulate_routine
from supertimer.paths import bundled_routines

PAGE = Path(__file__).parents[2] / "docs" / "headless.md"
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture
def my_routine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    text = (bundled_routines() / "superslow-classic.toml").read_text(encoding="utf-8")
    path = tmp_path / "my-routine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_three_lines_work(my_routine: Path) -> None:
    names: dict[str, object] = {}
    exec(EXAMPLES[0], names)
    assert names["events"] == simulate_routine(my_routine)


def test_the_example_test_passes_and_can_fail(my_routine: Path) -> None:
    names: dict[str, object] = {}
    exec(EXAMPLES[1], names)
    check = names["test_every_lift_takes_ten_seconds"]
    assert callable(check)
    check()
    text = my_routine.read_text(encoding="utf-8")
    my_routine.write_text(text.replace("lift 10", "lift 9"), encoding="utf-8")
    with pytest.raises(AssertionError):
        check()
