"""What reaches a terminal: clean text, in every locale, or a sentence if it can't be written."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supertimer.console import say, say_json, warn
from supertimer.engine.commands import Fatigue, Go, Stop
from supertimer.engine.session import Session
from supertimer.history.store import FILE, Store
from supertimer.text import unsafe
from tests.history.workouts import begin, drive, plan

FULL = Path("/dev/full")
EVIL = "\x1b]0;title\x07 \x1b]52;c;ZXZpbA==\x07 \u202edrawkcab \x9b31m \x7f"


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SUPERTIMER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("SUPERTIMER_CONFIG_DIR", str(tmp_path / "config"))
    return tmp_path


def supertimer(*args: str, shell: str = "", **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program; `shell` redirects its streams."""
    return subprocess.run(
        ["sh", "-c", f'exec "$0" -m supertimer "$@" {shell}', sys.executable, *args],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **more},
        timeout=60,
        check=False,
    )


def _history_of(exercise: str, folder: Path) -> None:
    with Store.open(folder / "data" / FILE) as store:
        one = plan(exercise)
        session, journal = Session(one), begin(store, one)
        drive(session, journal, [(Go(), 0), (Fatigue(), 107_000), (Stop(), 0)])


@given(st.text())
def test_nothing_that_is_printed_acts_on_the_terminal(text: str) -> None:
    from contextlib import redirect_stderr, redirect_stdout
    from io import StringIO

    for call in (say, say_json, warn):
        out, err = StringIO(), StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            call(text)
        shown = out.getvalue() + err.getvalue()
        assert all(unsafe(line) is None for line in shown.split("\n"))
        if call is say_json:
            assert json.loads(shown) == text


def test_styles_are_kept_and_other_escapes_are_not(capsys: pytest.CaptureFixture[str]) -> None:
    say("\x1b[1mbold\x1b[0m \x1b]0;title\x07", styled=True)
    assert capsys.readouterr().out == "\x1b[1mbold\x1b[0m <1B>]0;title<07>\n"


def test_a_history_of_other_people_can_not_act_on_the_terminal(folders: Path) -> None:
    _history_of(EVIL, folders)
    views = (("history",), ("history", "--json"), ("replay", "last"), ("replay", "last", "--json"))
    for view in (*views, ("history", "--exercise", "backward")):
        shown = supertimer(*view)
        for line in (shown.stdout + shown.stderr).decode().splitlines():
            assert unsafe(line) is None, view


def test_a_key_of_the_settings_can_not_act_on_the_terminal(folders: Path) -> None:
    (folders / "config").mkdir()
    (folders / "config" / "config.toml").write_text('"\\u001b]0;title\\u0007" = 1\n')
    shown = supertimer("history")
    assert shown.returncode == 1
    assert b"\x1b" not in shown.stderr
    assert b"<1B>]0;title<07>" in shown.stderr


NARROW = [
    *((encoding, ("body",)) for encoding in ("latin-1", "cp1252", "shift_jis", "euc_kr")),
    ("latin-1", ("history",)),
    ("latin-1", ("history", "--json")),
    ("cp1252", ("history", "--sheet")),
    ("latin-1", ("show", "big-five", "--card")),
    ("shift_jis", ("list",)),
    ("latin-1", ("safety",)),
]


@pytest.mark.parametrize(("encoding", "args"), NARROW)
def test_every_locale_can_show_it(folders: Path, encoding: str, args: tuple[str, ...]) -> None:
    _history_of("Kniebeuge → 深い “Ü”", folders)
    shown = supertimer(*args, PYTHONIOENCODING=encoding)
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert shown.stdout.decode(encoding)


def test_patterns_stay_different_where_they_are_replaced(folders: Path) -> None:
    legend = supertimer("body", PYTHONIOENCODING="latin-1").stdout.decode("latin-1")
    for sign in ("##", "**", "::", "..", "--"):
        assert f"   {sign} " in legend


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
@pytest.mark.parametrize(
    "args", [("list",), ("body",), ("--help",), ("schema",), ("list", "--json")]
)
def test_a_full_disk_is_a_sentence(folders: Path, args: tuple[str, ...]) -> None:
    shown = supertimer(*args, shell=">/dev/full")
    assert shown.returncode == 1
    assert shown.stderr == b"supertimer: can't write the output: No space left on device\n"
    assert supertimer(*args, shell=">/dev/full 2>&1").returncode == 1


@pytest.mark.parametrize("args", [("body",), ("history",)])
def test_a_closed_output_is_a_sentence(folders: Path, args: tuple[str, ...]) -> None:
    _history_of("Row", folders)
    shown = supertimer(*args, shell=">&-")
    assert shown.returncode == 1
    assert shown.stderr == b"supertimer: can't write the output: standard output is closed\n"
    assert supertimer(*args, shell=">&- 2>&-").returncode == 1
    assert supertimer(*args, shell="2>&-").returncode == 0


@pytest.mark.parametrize(
    "args", [("run", "big-five", "--plain"), ("log", "big-five"), ("check", "-")]
)
def test_a_closed_input_is_a_sentence(folders: Path, args: tuple[str, ...]) -> None:
    shown = supertimer(*args, shell="<&-")
    assert shown.returncode == 1
    assert b"standard input is closed" in shown.stdout + shown.stderr
    assert b"bug" not in shown.stderr


def test_commands_that_read_nothing_need_no_input(folders: Path) -> None:
    assert supertimer("list", shell="<&-").returncode == 0
    assert supertimer("new", "mine", shell="<&-").returncode == 0
