"""The shell completes commands and names."""

from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from supertimer.cli import cli
from supertimer.commands.completion import command
from tests.commands.diaries import UPPER, Home, ago


def completed(*words: str) -> list[str]:
    found = ShellComplete(cli, {}, "supertimer", "_SUPERTIMER_COMPLETE")
    return [each.value for each in found.get_completions(list(words[:-1]), words[-1])]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_for_each_shell(shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "click.shell_completion.BashComplete._check_version", staticmethod(lambda: None)
    )
    script = CliRunner().invoke(command, [shell]).output
    assert f"_SUPERTIMER_COMPLETE={shell}_complete" in script


def test_names_are_completed(home: Home) -> None:
    home.has(alone=UPPER)
    home.did("Upper", ago(days=1), ["Leg press", "Row"], person="Anna")
    assert completed("expo") == ["export"]
    assert completed("run", "alo") == ["alone"]
    assert "big-five" in completed("run", "big")
    assert completed("history", "--exercise", "le") == ["Leg press"]
    assert completed("history", "--as", "a") == ["Anna"]


def test_a_damaged_history_completes_nothing(home: Home) -> None:
    home.data.mkdir()
    Path(home.data / "history.db").write_bytes(b"x" * 5000)
    assert completed("history", "--as", "") == []
    assert completed("history", "--exercise", "") == []
