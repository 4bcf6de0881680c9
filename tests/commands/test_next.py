import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from supertimer.commands.next import NOTHING, command
from supertimer.errors import SupertimerError
from supertimer.history.rows import TableRow
from supertimer.history.store import FILE, Store
from tests.commands.diaries import LOWER, UPPER, Home, ago


def ask(*options: str) -> Result:
    result = CliRunner().invoke(command, options)
    if isinstance(result.exception, SupertimerError):
        raise result.exception
    return result


def test_with_nothing_there_it_says_what_to_do(home: Home) -> None:
    assert ask().output == f"{NOTHING}\n"
    assert ask("--short").output == ""
    assert json.loads(ask("--json").output) == {"routine": None, "why": NOTHING, "then": []}
    assert not home.data.exists()


def test_the_other_half_of_a_split_is_next(home: Home) -> None:
    home.has(upper=UPPER, lower=LOWER)
    assert ask("--short").output == "Lower today\n"  # the first by the file's name
    home.did("Lower", ago(days=4), ["Leg press"])
    assert ask().output == "Upper today: last Lower 4 days ago, twice a week\n"
    home.did("Upper", ago(hours=1))
    assert ask("--short").output.startswith("Lower ")
    assert json.loads(ask("--json").output)["in_days"] >= 2


def test_json_has_the_muscles_that_are_waited_for(home: Home) -> None:
    home.has(alone=UPPER)
    home.did("Upper", ago(hours=1), muscles={"Chest press": (["chest"], ["triceps"])})
    found = json.loads(ask("--json").output)
    assert found["routine"] == "Upper"
    (chest,) = found["waiting"]
    assert (chest["muscle"], chest["hours"], chest["of_hours"]) == ("chest", 0, 48)


def test_a_workout_kept_without_muscles_worked_those_of_the_catalogue(home: Home) -> None:
    home.has(alone=UPPER)
    home.did("Upper", ago(hours=1))
    (chest,) = json.loads(ask("--json").output)["waiting"]
    assert (chest["muscle"], chest["hours"]) == ("chest", 0)


def test_bundled_routines_count_while_they_are_in_use(home: Home) -> None:
    home.did("Big Five", ago(days=90))
    assert ask().output == "Big Five today: last done 90 days ago, twice a week\n"
    for days in (19, 16, 12, 9):
        home.did("Kieser", ago(days=days))
    assert json.loads(ask("--json").output)["then"] == []
    assert ask("--short").output == "Kieser today\n"


def test_each_person_has_a_separate_diary(home: Home) -> None:
    home.has(alone=UPPER)
    home.did("Upper", ago(hours=1), person="Ben")
    home.did("Upper", ago(days=5), person="Anna")
    assert ask("--short", "--as", "anna").output == "Upper today\n"
    assert ask("--short").output != "Upper today\n"
    with pytest.raises(SupertimerError, match="Nina"):
        ask("--as", "Nina")
    (home.config / "config.toml").write_text('person = "Nina"\n')
    assert ask().output == "Upper today: not done yet, twice a week\n"


def test_a_file_with_errors_is_left_out_with_a_warning(home: Home) -> None:
    home.has(alone=UPPER, broken="name = ", nameless="unit = 'lb'")
    result = ask()
    assert result.stdout.startswith("Upper today")
    assert (
        "broken.toml has errors and is left out. To see them: supertimer check broken"
        in result.stderr
    )
    assert "nameless.toml" in result.stderr
    assert ask("--short").stderr == ""


def test_a_routine_with_errors_is_named_all_the_same(home: Home) -> None:
    home.has(alone=UPPER.replace("[[exercise]]", '[[exercise]]\ntempo = "lfit 10, lower 10"'))
    result = ask()
    assert result.stdout.startswith("Upper today")
    assert result.stderr == ""


def test_a_name_can_not_act_on_the_terminal(home: Home) -> None:
    home.has(**{"e\u001b[2Jvil": UPPER.replace('"Upper"', r'"Up\u001b[2Jper"')})
    home.has(**{"e\u001b[2Jviler": "name ="})
    result = ask()
    assert result.stdout.startswith("Up<1B>[2Jper today")
    told = (
        "e<1B>[2Jviler.toml has errors and is left out."
        " To see them: supertimer check e<1B>[2Jviler\n"
    )
    assert result.stderr == told


def test_only_one_output_format_is_allowed(home: Home) -> None:
    assert CliRunner().invoke(command, ["--short", "--json"]).exit_code == 2


def test_a_damaged_history_is_a_sentence(home: Home) -> None:
    home.data.mkdir()
    (home.data / FILE).write_text("no database at all, " * 200)
    with pytest.raises(SupertimerError, match="damaged"):
        ask()


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A notify-send that keeps what it is told, an argument a line."""
    folder = tmp_path / "bin"
    folder.mkdir()
    told = tmp_path / "told"
    script = folder / "notify-send"
    script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{told}"\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    return told


@pytest.mark.skipif(sys.platform != "linux", reason="notify-send is what Linux has")
def test_a_notification_comes_on_the_day_and_not_before(home: Home, tool: Path) -> None:
    home.has(alone=UPPER.replace('"Upper"', '"<b>Up</b> & per"').replace('["Lower"]', "[]"))
    assert ask("--notify").output == ""
    assert tool.read_text().splitlines() == [
        "--app-name=supertimer",
        "--",
        "<b>Up</b> & per today",
        "not done yet, twice a week",
    ]
    tool.unlink()
    home.did("<b>Up</b> & per", ago(hours=1))
    assert ask("--notify").output == ""
    assert not tool.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="notify-send is what Linux has")
def test_without_a_tool_or_a_desktop_it_says_so(
    home: Home, tool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.has(alone=UPPER)
    script = tool.with_name("bin") / "notify-send"
    script.write_text("#!/bin/sh\necho Cannot autolaunch D-Bus >&2\nexit 1\n")
    with pytest.raises(SupertimerError, match="Cannot autolaunch D-Bus"):
        ask("--notify")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SupertimerError, match="libnotify"):
        ask("--notify")


def test_it_loads_nothing_heavy(home: Home) -> None:
    odd = 'name = "Odd"\nschedule.recovery = "two days"\n[[exercise]]\nname = "A"\ntempo = 3\n'
    home.has(alone=UPPER, odd=odd)
    home.did("Upper", ago(days=1), muscles={"Chest press": (["chest"], [])})
    code = (
        "import sys\nfrom supertimer.cli import main\n"
        "try: main(['next'])\n"
        "finally: print(sorted({name.split('.')[0] for name in sys.modules}"
        " & {'pydantic', 'textual', 'numpy', 'miniaudio', 'asyncio', 'rich', 'tree_sitter'}))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    sentence, heavy = result.stdout.splitlines()
    assert sentence.startswith("Upper ")
    assert heavy == "[]"


def test_what_was_left_out_last_time_is_told(home: Home) -> None:
    home.has(alone=UPPER)
    workout = home.did("Upper", ago(days=5))
    left_out = {"left_out": '["Dip", "Row"]'}
    with Store.open(home.data / FILE) as store:
        store.write([TableRow("marks", {"workout": workout, "at": 1, "over": 1, **left_out})])
    assert ask().output.splitlines()[1] == "Left out last time: Dip and Row."
    assert json.loads(ask("--json").output)["left_out"] == ["Dip", "Row"]
    home.did("Upper", ago(days=4))
    assert "Left out" not in ask().output
