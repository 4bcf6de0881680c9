"""The command line as a user meets it: what is printed where, and with which exit code."""

import io
import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from supertimer import __version__
from supertimer.cli import COMMANDS, cli, main
from supertimer.paths import bundled_routines

BIG_FIVE = str(bundled_routines() / "big-five.toml")


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUPERTIMER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("SUPERTIMER_CONFIG_DIR", str(tmp_path / "config"))


def call(*args: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(args))
    assert isinstance(left.value.code, int)
    return left.value.code


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("--version") == 0
    assert __version__ in capsys.readouterr().out


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("--help") == 0
    out = capsys.readouterr().out
    assert all(name in out for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_says_what_a_command_does_with_an_example_that_works(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(name, "--help") == 0
    lines = capsys.readouterr().out.splitlines()
    assert COMMANDS[name] in " ".join(line.strip() for line in lines[2:4])
    assert any("--data-dir" in line for line in lines)
    (example,) = (line for line in lines if "Example: " in line)
    words = shlex.split(example.partition("Example: ")[2].partition(" >")[0])
    assert words[:2] == ["supertimer", name]
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    with command.make_context(name, words[2:], resilient_parsing=False):
        pass


@pytest.mark.parametrize("name", COMMANDS)
def test_a_default_is_a_value_or_a_sentence(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(name, "--help") == 0
    assert '[default: ""]' not in " ".join(capsys.readouterr().out.split())


def test_options_with_one_meaning_have_one_wording() -> None:
    said: dict[str, set[str]] = {}
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        parts = command.commands.values() if isinstance(command, click.Group) else [command]
        for param in (param for part in parts for param in part.params):
            if isinstance(param, click.Option) and param.opts[0] in ("--json", "--as", "--audio"):
                said.setdefault(param.opts[0], set()).add(param.help or "")
    assert {option: len(texts) for option, texts in said.items()} == {
        "--json": 2,  # one object, or one per line
        "--as": 2,  # whose history, or who trains
        "--audio": 1,
    }


@pytest.mark.parametrize(
    ("word", "meant"), [("histroy", "history"), ("bigfive", "big-five"), ("rnu", "run")]
)
def test_a_mistyped_command_is_not_a_routine(
    word: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(word) == 2
    told = capsys.readouterr().err
    assert f"“{word}” is not a command or a routine" in told
    assert f"did you mean `supertimer {meant}`?" in told
    assert call("serve", "x") == 2
    assert "“serve” is not a command or a routine" in capsys.readouterr().err


def test_as_may_come_before_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("120 lb 1:42\n" * 5))
    assert call("--as", "Ben", "log", BIG_FIVE) == 0
    assert call("--as", "Anna", "history") == 1
    assert "Anna" in capsys.readouterr().err
    assert call("--as", "ben", "history") == 0
    assert "1:42" in capsys.readouterr().out
    assert call("--as", "Ben", "export", "ics") == 0
    assert call("--as", "Anna", "history", "--as", "Ben") == 0, "the nearer one wins"


def test_subcommands_take_the_data_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("export", "ics", "--help") == 0
    assert "--data-dir" in capsys.readouterr().out


def test_a_lost_history_is_restored_even_if_the_settings_name_a_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("120 lb 1:42\n" * 5))
    assert call("log", BIG_FIVE, "--as", "Anna") == 0
    backup = str(tmp_path / "backup.db")
    assert call("backup", backup) == 0
    shutil.rmtree(tmp_path / "data")
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text('person = "Anna"', encoding="utf-8")
    assert call("merge", backup) == 0
    assert call("history") == 0


def test_wrong_usage_exits_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("simulate") == 2
    assert call("simulate", BIG_FIVE, "--loudly") == 2
    assert call("--as", "Ann", "simulate", BIG_FIVE) == 2
    assert call("simulate", BIG_FIVE, "--fatigue-after", "soon") == 2
    assert "soon" in capsys.readouterr().err


def test_simulate_gives_the_same_bytes_each_time(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("simulate", BIG_FIVE, "--json") == 0
    first = capsys.readouterr().out
    assert call("simulate", "big-five", "--json") == 0
    assert capsys.readouterr().out == first
    rows = [json.loads(line) for line in first.splitlines()]
    assert rows[0]["segment"] == "ready"
    assert rows[-1]["event"] == "workout_ended"
    assert [row["at"] for row in rows] == sorted(row["at"] for row in rows)
    ended = [row for row in rows if row["event"] == "set_ended"]
    assert [(row["tul_ms"], row["reps"], row["ended_by"]) for row in ended] == [
        (120_000, 6, "fatigue")
    ] * 5


def test_simulate_takes_a_time_for_all_and_for_one(capsys: pytest.CaptureFixture[str]) -> None:
    times = ("--fatigue-after", "95s", "--fatigue-after", "leg PRESS=1:20")
    assert call("simulate", BIG_FIVE, "--json", *times) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    ended = {row["exercise"]: row["tul_ms"] for row in rows if row["event"] == "set_ended"}
    assert ended.pop("Leg press") == 80_000
    assert set(ended.values()) == {95_000}
    assert call("simulate", BIG_FIVE, "--fatigue-after", "Squat=80s") == 1
    assert "Squat" in capsys.readouterr().err


def test_simulate_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("simulate", BIG_FIVE) == 0
    out = capsys.readouterr().out
    assert "Leg press, set 1: 2:00 under load, 6 reps, fatigue" in out


def test_both_sides_of_a_set_have_its_number_for_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    routine = tmp_path / "sides.toml"
    keys = 'sides = "each"\nuntil = "8s"\ndrops = ["-20%"]\nload = "20 kg"'
    routine.write_text(f'name = "Sides"\n[[exercise]]\nname = "Curl"\n{keys}\n')
    assert call("simulate", str(routine)) == 0
    out = capsys.readouterr().out
    for name in ("set 1, left", "set 1, left, drop 1", "set 1, right", "set 1, right, drop 1"):
        assert f"work  Curl, {name}, " in out


BAD = {
    "not TOML": "name = ",
    "unknown key": 'name = "x"\ntempi = "10/10"\n[[exercise]]\nname = "Squat"',
    "wrong type": 'name = 5\n[[exercise]]\nname = "Squat"',
    "empty": "",
    "no exercises": 'name = "x"\nexercise = []',
    "zero": 'name = "x"\n[[exercise]]\nname = "Squat"\ntempo = "lift 0, lower 10"',
    "negative": 'name = "x"\n[[exercise]]\nname = "Squat"\nrest = -5',
    "huge": 'name = "x"\n[[exercise]]\nname = "Squat"\nuntil = "99999999h"',
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_routine_is_one_clear_message(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(BAD[what], encoding="utf-8")
    for command in (["simulate"], ["run", "--plain"]):
        assert call(*command, str(path)) == 1
        told = capsys.readouterr()
        assert str(path) in told.err
        assert "Traceback" not in told.err
        assert not told.out


def test_a_missing_file_and_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for word in (str(tmp_path), str(tmp_path / "none.toml"), "no-such-routine"):
        assert call("simulate", word) == 1
        assert word in capsys.readouterr().err


def test_a_bad_settings_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "config" / "config.toml"
    config.parent.mkdir()
    config.write_text("[sound]\nbackend = 3", encoding="utf-8")
    assert call("run", BIG_FIVE, "--plain") == 1
    assert f"{config}: sound.backend must be text" in capsys.readouterr().err


def test_a_bug_shows_no_traceback(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def break_down(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("supertimer.routine.parse.read_routine", break_down)
    assert call("simulate", BIG_FIVE) == 70
    told = capsys.readouterr().err
    assert "Traceback" not in told
    (report,) = tmp_path.glob("supertimer-*.txt")
    assert str(report) in told
    assert "ZeroDivisionError" in report.read_text(encoding="utf-8")


def supertimer(*args: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "supertimer", *args],
        capture_output=True,
        text=True,
        env={**os.environ, **more},
        timeout=60,
        check=False,
    )


def test_a_routine_called_list_does_not_hide_the_command(tmp_path: Path) -> None:
    routines = tmp_path / "config" / "routines"
    routines.mkdir(parents=True)
    (routines / "list.toml").write_text('name = "x"\n[[exercise]]\nname = "Squat"')
    listed = supertimer("list")
    assert listed.returncode == 0
    assert "big-five" in listed.stdout


HEAVY = ("pydantic", "textual", "numpy", "miniaudio", "sqlite3", "tree_sitter", "asyncio")


@pytest.mark.parametrize("args", [("--version",), ("--help",)])
def test_a_quick_command_loads_nothing_heavy(args: tuple[str, ...]) -> None:
    code = (
        "import sys\nfrom supertimer.cli import main\n"
        f"try:\n    main({list(args)!r})\nexcept SystemExit:\n    pass\n"
        "print(sorted(set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not [name for name in HEAVY if f"'{name}'" in done.stderr]


def test_the_reader_of_the_output_may_end_early() -> None:
    command = f"{sys.executable} -m supertimer simulate {BIG_FIVE} --json | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
    assert done.stdout.count("\n") == 1
    assert not done.stderr


@pytest.mark.parametrize("args", [(), ("run", BIG_FIVE), ("demo",), ("doctor", "--keys")])
def test_without_a_terminal_no_screen_is_drawn(args: tuple[str, ...]) -> None:
    done = away_from_a_terminal(*args)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "needs a terminal" in done.stderr
    assert "--plain" in done.stderr
    assert "\x1b" not in done.stderr


def test_errors_in_a_routine_are_shown_even_without_a_terminal(tmp_path: Path) -> None:
    routine = tmp_path / "wrong.toml"
    routine.write_text("name = 3\n", encoding="utf-8")
    done = away_from_a_terminal("run", str(routine))
    assert done.returncode == 1
    assert "wrong.toml:1" in done.stderr


def away_from_a_terminal(*args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "supertimer", *args]
    return subprocess.run(command, input="", capture_output=True, text=True, timeout=30)


def test_new_copies_only_a_routine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    secret = tmp_path / "passwd"
    secret.write_text("root:x:0:0:root:/root:/bin/bash\n")
    notes = tmp_path / "notes.toml"
    notes.write_text('password = "secret"\n')
    for file in (secret, notes):
        assert call("new", "mine", "--from", str(file), "--no-edit") == 1
        assert str(file) in capsys.readouterr().err
    assert not list(tmp_path.glob("config/routines/*"))
    assert call("new", "mine", "--from", BIG_FIVE, "--no-edit") == 0
