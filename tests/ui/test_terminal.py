"""The real program in a separate terminal, driven by keys alone."""

import fcntl
import os
import pty
import select
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

ROUTINE = """
name = "Quick"
unit = "kg"
[defaults]
tempo = "lift 1, lower 1"
ready = "0s"
push = "0.5s"
rest = "0s"
[[exercise]]
name = "Row"
load = 50
[[exercise]]
name = "Press"
load = 40
"""

START = """
{}
from supertimer.cli import main
main()
"""

LEFT = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?2004l")
"""The terminal gets back its own screen, its cursor, its mouse and its pasting."""


class Terminal:
    """A terminal of 80x24 with the program in it."""

    def __init__(self, folder: Path, *arguments: str, fault: str = "") -> None:
        """Give the program `arguments`; without any it opens a short workout.

        `fault` is Python that breaks something first.
        """
        routine = folder / "quick.toml"
        run = ("run", str(routine), "--audio", "none")
        routine.write_text(ROUTINE, encoding="utf-8")
        self.data = folder / "data"
        self._ours, theirs = pty.openpty()
        self._modes = termios.tcgetattr(theirs)
        self._theirs = theirs
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-c", START.format(fault), *(arguments or run)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            env={
                **os.environ,
                "TERM": "xterm-256color",
                "SUPERTIMER_DATA_DIR": str(self.data),
                "SUPERTIMER_CONFIG_DIR": str(folder / "config"),
            },
        )
        self.drawn = b""

    def sees(self, text: str, seconds: float = 20) -> None:
        """Wait until `text` is drawn; what was drawn before does not count again."""
        deadline = time.monotonic() + seconds
        while text.encode() not in self.drawn:
            left = deadline - time.monotonic()
            assert left > 0, f"{text!r} was not drawn: {self.drawn[-2000:]!r}"
            self._read(left)
        self.drawn = self.drawn.split(text.encode(), 1)[1]

    def _read(self, seconds: float) -> bool:
        if not select.select([self._ours], [], [], seconds)[0]:
            return False
        try:
            new = os.read(self._ours, 65536)
        except OSError:
            return False
        self.drawn += new
        return bool(new)

    def types(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def waits(self, seconds: float) -> None:
        """Let time pass, and the program draw."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self._read(left)

    def ends(self) -> int:
        """Wait for the end; the terminal must be as it was. Returns the exit status."""
        deadline = time.monotonic() + 20
        while self.process.poll() is None and time.monotonic() < deadline:
            self._read(0.1)
        while self._read(0.2):
            pass
        assert termios.tcgetattr(self._theirs) == self._modes
        assert all(sequence in self.drawn for sequence in LEFT)
        return self.process.wait(timeout=1)

    def sets(self) -> list[tuple[str, str]]:
        """Exercise and end of each stored set."""
        with closing(sqlite3.connect(self.data / "history.db")) as history:
            return history.execute(
                "SELECT exercise, ended_by FROM sets ORDER BY attempt"
            ).fetchall()

    def close_window(self, after: float) -> None:
        """Close the terminal, and send the signal for it `after` seconds later."""
        os.close(self._theirs)
        os.close(self._ours)
        time.sleep(after)
        self.process.send_signal(signal.SIGHUP)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._ours)
        os.close(self._theirs)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal(tmp_path)
    yield terminal
    terminal.close()


def first_set(terminal: Terminal) -> None:
    """Go, lift for three seconds, fatigue, push."""
    terminal.sees("Space go")
    terminal.waits(0.5)
    terminal.types(" ")
    terminal.sees("Space fatigue")
    terminal.waits(3)
    terminal.types("x")
    terminal.sees("False start?")
    terminal.waits(0.5)
    terminal.types("k")
    terminal.sees("done  Row")


@pytest.mark.slow
def test_a_whole_workout_by_keys(terminal: Terminal) -> None:
    first_set(terminal)
    terminal.waits(2.5)
    terminal.types(" ")
    terminal.sees("Space fatigue")
    terminal.waits(3)
    terminal.types("\r")
    terminal.sees("Enter quit")
    terminal.waits(1)
    terminal.types("\r")
    assert terminal.ends() == 0
    assert terminal.sets() == [("Row", "fatigue"), ("Press", "fatigue")]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT", "ctrl+c"])
def test_an_exit_during_a_set_restores_the_terminal_and_keeps_the_sets(
    name: str, terminal: Terminal
) -> None:
    first_set(terminal)
    terminal.waits(2.5)
    terminal.types(" ")
    terminal.sees("Space fatigue")
    if name == "ctrl+c":
        terminal.types("\x03")
    else:
        terminal.process.send_signal(getattr(signal, name))
    number = 0 if name == "ctrl+c" else getattr(signal, name)
    assert terminal.ends() == (128 + number if number else 0)
    assert terminal.sets()[0] == ("Row", "fatigue")


@pytest.mark.slow
def test_the_first_screen_ends_like_a_workout(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "welcomed").touch()
    with closing(Terminal(tmp_path, "--as", "Anna")) as terminal:
        terminal.sees("Anna")
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.ends() == 128 + signal.SIGTERM


@pytest.mark.slow
@pytest.mark.parametrize("hung_up_first", [False, True])
def test_a_closed_terminal_ends_the_program_without_a_report(
    hung_up_first: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    terminal = Terminal(tmp_path)
    terminal.sees("Space go")
    terminal.waits(0.5)
    terminal.types(" ")
    terminal.sees("Space fatigue")
    terminal.close_window(after=3 if hung_up_first else 0)
    assert terminal.process.wait(20) == 128 + signal.SIGHUP
    assert not list(tmp_path.glob("supertimer-*.txt"))


@pytest.mark.slow
def test_a_stop_pauses_the_set_and_the_terminal_is_restored_at_the_end(terminal: Terminal) -> None:
    terminal.sees("Space go")
    terminal.waits(0.5)
    terminal.types(" ")
    terminal.sees("Space fatigue")
    terminal.process.send_signal(signal.SIGSTOP)
    terminal.waits(1)
    terminal.process.send_signal(signal.SIGCONT)
    terminal.sees("Paused.")
    terminal.process.send_signal(signal.SIGTERM)
    assert terminal.ends() == 128 + signal.SIGTERM


FAULT = """
from supertimer.ui.screens.workout import WorkoutScreen
WorkoutScreen.edit = lambda *_: 1 / 0
"""


@pytest.mark.slow
def test_a_bug_shows_no_traceback_and_loses_no_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with closing(Terminal(tmp_path, fault=FAULT)) as terminal:
        first_set(terminal)
        terminal.waits(1)
        terminal.types("e")
        terminal.sees("Please report it")
        terminal.waits(1)
        terminal.types("\x03")
        assert terminal.ends() == 0
        assert b"Traceback" not in terminal.drawn and b"locals" not in terminal.drawn
        (report,) = tmp_path.glob("supertimer-*.txt")
        assert "ZeroDivisionError" in report.read_text(encoding="utf-8")
        assert terminal.sets()[0] == ("Row", "fatigue")
