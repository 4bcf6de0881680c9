"""The line mode in a separate terminal that stops, continues, and closes: real signals."""

import fcntl
import os
import signal
import subprocess
import termios
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.workout.test_lines import in_terminal

ROUTINE = """
name = "Stop test"
[[exercise]]
name = "Chest press"
tempo = "lift 4, lower 4"
target = "10-20s"
push = 0
ready = "0s"
"""


@dataclass
class Session:
    """The program as the leader of a session, and the other end of its terminal."""

    process: subprocess.Popen[bytes]
    terminal: int

    def read_until(self, text: str) -> str:
        """Return the output up to `text`."""
        assert self.process.stdout
        read = ""
        while text not in read:
            line = self.process.stdout.readline().decode()
            assert line, f"{text!r} is missing in {read!r}"
            read += line
        return read

    @property
    def is_canonical(self) -> bool:
        flags = termios.tcgetattr(self.terminal)[3]
        return bool(flags & termios.ICANON)

    def wait_until(self, true: Callable[[], bool]) -> None:
        """Wait until a condition holds."""
        for _ in range(1000):
            if true():
                return
            time.sleep(0.01)
        raise AssertionError("the condition never held")

    @property
    def is_stopped(self) -> bool:
        status = Path(f"/proc/{self.process.pid}/stat").read_text()
        return status.rpartition(")")[2].split()[0] == "T"


def own_terminal() -> None:
    """Make standard input the controlling terminal of the new session."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    routine = tmp_path / "stop.toml"
    routine.write_text(ROUTINE, encoding="utf-8")
    env = {
        "SUPERTIMER_DATA_DIR": str(tmp_path / "data"),
        "SUPERTIMER_CONFIG_DIR": str(tmp_path / "config"),
        "PYTHONUNBUFFERED": "1",
    }
    with in_terminal(routine, env, own_terminal) as (process, ours):
        yield Session(process, ours)


@pytest.mark.parametrize("how", ["ctrl-z", "SIGSTOP"])
def test_a_stop_pauses_the_set_and_the_keys_work_after_it(how: str, session: Session) -> None:
    session.read_until("Press Space to go")
    os.write(session.terminal, b" ")
    session.read_until("Lift, 4 seconds")
    if how == "ctrl-z":
        os.write(session.terminal, b"\x1a")
    else:
        session.process.send_signal(signal.SIGSTOP)
    session.wait_until(lambda: session.is_stopped)
    if how == "ctrl-z":
        assert session.is_canonical, "the shell gets its terminal back"
    modes = termios.tcgetattr(session.terminal)
    modes[3] |= termios.ICANON | termios.ECHO
    termios.tcsetattr(session.terminal, termios.TCSANOW, modes)  # as a shell does
    time.sleep(4)
    session.process.send_signal(signal.SIGCONT)
    session.wait_until(lambda: not session.is_canonical)
    time.sleep(0.5)
    os.write(session.terminal, b"s")
    over = session.read_until("Set ended")
    assert "Lower" not in over, "the time stopped is not load"
    assert "Set ended (skip): 0:00 under load" in over


def test_a_closed_terminal_ends_the_program_without_a_report(session: Session) -> None:
    session.read_until("Press Space to go")
    os.write(session.terminal, b" ")
    session.read_until("Lift, 4 seconds")
    os.close(session.terminal)
    assert session.process.wait(10) == 129
    assert session.process.stderr
    told = session.process.stderr.read()
    assert b"report" not in told
    assert b"Traceback" not in told
