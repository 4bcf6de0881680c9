"""The line mode: its words, its keys, and a whole short workout through a real terminal."""

import json
import os
import pty
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from supertimer.clock import ManualClock
from supertimer.engine.events import Extend, Fatigue, Go, Pause, Redo, Resume, Skip, Stop, Undo
from supertimer.engine.session import Session
from supertimer.engine.simulate import simulate
from supertimer.plain import Lines, meaning, words
from supertimer.routine.compile import compile_routine
from supertimer.routine.load import parse_routine
from supertimer.runner import Runner

SHORT = """
name = "Short"
unit = "kg"
[defaults]
tempo = "lift 1, lower 1"
ready = "1s"
push = "1s"
rest = "2s"
[[exercise]]
name = "Leg press"
settings = { seat = 6 }
load = 52.5
cue = "Breathe."
target = "2-4s"
[[exercise]]
name = "Static hold"
cadence = [{ tempo = "hold 2", effort = "50%" }]
until = "2s"
"""

PLAN = compile_routine(parse_routine(SHORT, "short.toml"))


def test_the_words_of_a_workout() -> None:
    lines = [line for event in simulate(PLAN) if (line := words(PLAN, event))]
    assert lines == [
        "Get ready: Leg press, set 1, 52.5 kg, 1 second",
        "Begin: Leg press, set 1, 52.5 kg",
        "Lift, 1 second, rep 1",
        "Lower, 1 second, rep 1",
        "Rep 1 complete, 0:02 under load",
        "Target window reached, 0:02",
        "Lift, 1 second, rep 2",
        "Set over, fatigue: 0:03 under load, 1.5 reps, 52.5 kg",
        "Push, 1 second",
        "Rest, 2 seconds",
        "Get ready: Static hold, set 1, 1 second",
        "Begin: Static hold, set 1",
        "Hold at 50 % effort, 2 seconds",
        "Set over, time: 0:02 under load",
        "Workout over",
    ]


class Room:
    """The line mode on a clock that moves when told to."""

    def __init__(self) -> None:
        self.clock = ManualClock(1000)
        self.told: list[str] = []
        session = Session(PLAN)
        self.runner = Runner(
            session, self.clock, listen=lambda event: self.told.append(words(PLAN, event) or "")
        )
        self.lines = Lines(self.runner, self.clock, self.told.append)

    def press(self, key: str) -> None:
        self.lines.press(key, self.clock.now(), self.runner.pulse())


def test_keys_mean_what_the_moment_makes_of_them() -> None:
    room = Room()
    assert meaning("space", room.runner.pulse()) == Go()
    assert meaning("x", room.runner.pulse()) is None
    room.press("space")
    assert meaning("space", room.runner.pulse()) is None, "the countdown runs by itself"
    room.clock.advance(1500)
    assert meaning("space", room.runner.pulse()) is None, "nobody tires within two seconds"
    room.clock.advance(2000)
    shown = room.runner.pulse()
    assert meaning("x", shown) == Fatigue()
    named = {"s": Skip(), "r": Redo(), "u": Undo(), "q": Stop(), "p": Pause()}
    assert {key: meaning(key, shown) for key in named} == named
    assert meaning("plus", shown) == Extend(15_000)
    room.press("p")
    assert meaning("space", room.runner.pulse()) == Resume()
    assert meaning("p", room.runner.pulse()) == Resume()
    assert meaning("x", room.runner.pulse()) is None
    room.press("question_mark")
    assert "u: undo" in room.told[-1]
    room.press("s")
    assert "does nothing now" in room.told[-1]


def test_a_key_has_it_said_again_what_comes_next_but_not_in_a_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room = Room()
    asked: list[int] = []
    monkeypatch.setattr(room.runner, "repeat", lambda: asked.append(room.clock.now()))
    room.press("a")
    assert asked == [1000]
    room.press("space")
    room.clock.advance(4000)
    assert meaning("a", room.runner.pulse()) == Fatigue()
    room.press("a")
    assert asked == [1000]


def test_a_held_key_counts_once() -> None:
    room = Room()
    room.press("plus")
    for _ in range(10):
        room.clock.advance(50)
        room.press("plus")
    assert sum("longer" in line for line in room.told) == 1


@contextmanager
def in_terminal(
    routine: Path, env: dict[str, str]
) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """`run --plain` in a terminal of its own: the process, and the other end of its terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "supertimer", "run", str(routine), "--plain", "--audio", "none"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **env},
        start_new_session=True,
    )
    os.close(theirs)
    with process:
        try:
            yield process, ours
        finally:
            process.kill()
            os.close(ours)


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "short.toml").write_text(SHORT, encoding="utf-8")
    return {
        "SUPERTIMER_DATA_DIR": str(tmp_path / "data"),
        "SUPERTIMER_CONFIG_DIR": str(tmp_path / "config"),
        "PYTHONUNBUFFERED": "1",
    }


def read_until(process: subprocess.Popen[bytes], text: str) -> str:
    """What the process prints up to a line with `text`."""
    assert process.stdout
    read = ""
    for line in process.stdout:
        read += line.decode()
        if text in read:
            return read
    raise AssertionError(f"{text!r} never came; {read!r}")


def sets(tmp_path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(tmp_path / "data" / "history.db")) as database:
        return database.execute(
            "SELECT exercise, ended_by, load, unit, person FROM sets ORDER BY attempt"
        ).fetchall()


def test_a_whole_workout_through_a_terminal(tmp_path: Path, folders: dict[str, str]) -> None:
    with in_terminal(tmp_path / "short.toml", folders) as (process, terminal):
        read_until(process, "Press Space to go")
        os.write(terminal, b" ")
        read_until(process, "rep 2")
        time.sleep(0.3)
        os.write(terminal, b"\r")
        assert "Set over, fatigue: 0:02" in read_until(process, "Rest, 2 seconds")
        read_until(process, "Next: Static hold")
        os.write(terminal, b" ")
        read_until(process, "Workout over")
        assert process.wait(10) == 0
    assert sets(tmp_path) == [
        ("Leg press", "fatigue", "52.5", "kg", "me"),
        ("Static hold", "time", None, None, "me"),
    ]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_a_sane_terminal_and_every_set(
    number: signal.Signals, tmp_path: Path, folders: dict[str, str]
) -> None:
    import termios

    with in_terminal(tmp_path / "short.toml", folders) as (process, terminal):
        before = termios.tcgetattr(terminal)
        read_until(process, "Press Space to go")
        os.write(terminal, b" ")
        read_until(process, "rep 2")
        time.sleep(0.3)
        os.write(terminal, b" ")
        read_until(process, "Rest, 2 seconds")
        process.send_signal(number)
        assert process.wait(10) in (130, 128 + number)
        assert process.stderr
        assert b"Traceback" not in process.stderr.read()
        assert termios.tcgetattr(terminal) == before
    assert [row[:2] for row in sets(tmp_path)] == [("Leg press", "fatigue")]


def test_events_as_json_lines(tmp_path: Path, folders: dict[str, str]) -> None:
    options = ("--plain", "--events", "--audio", "none")
    done = subprocess.run(
        [sys.executable, "-m", "supertimer", "run", str(tmp_path / "short.toml"), *options],
        input=b"",
        capture_output=True,
        env={**os.environ, **folders},
        timeout=30,
        check=True,
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["event"] for row in rows] == ["waiting", "workout_ended"]
    assert b"No key can come" in done.stderr
