"""The line mode: its words, its keys, and a whole short workout through a real terminal."""

import json
import os
import pty
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from decimal import Decimal
from pathlib import Path

import pytest

from supertimer.body.safety import SAFETY_NOTE
from supertimer.clock import ManualClock
from supertimer.engine.events import Retracted
from supertimer.engine.plan import Plan
from supertimer.engine.result import EndedBy
from supertimer.engine.session import UNDO_FATIGUE, Session
from supertimer.engine.simulate import simulate
from supertimer.engine.snapshot import Snapshot
from supertimer.engine.state import State
from supertimer.history.wording import set_place
from supertimer.routine.compile import compile_routine
from supertimer.routine.parse import parse_routine
from supertimer.units import Load, Unit
from supertimer.workout.briefing import Brief
from supertimer.workout.controls import Controls
from supertimer.workout.guard import BURST_MS, REPEAT_MS, SETTLE_MS
from supertimer.workout.keyboard import Keyboard
from supertimer.workout.keymap import Keymap, keymap
from supertimer.workout.lines import Lines, before_set, words
from supertimer.workout.runner import Runner
from tests.engine.test_order import machines

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
increment = 2.5
cue = "Breathe."
target = "2-4s"
[[exercise]]
name = "Static hold"
cadence = [{ tempo = "hold 2", effort = "50%" }]
until = "2s"
"""

PLAN = compile_routine(parse_routine(SHORT, "short.toml"))
KEYS = keymap({})


def test_a_whole_workout_in_lines() -> None:
    lines = [line for event in simulate(PLAN) if (line := words(PLAN, event, KEYS))]
    assert lines == [
        "Get ready: Leg press, set 1, 52.5 kg, 1 second",
        "Begin: Leg press, set 1, 52.5 kg",
        "Lift, 1 second, rep 1",
        "Lower, 1 second, rep 1",
        "Rep 1 complete, 0:02 under load",
        "Target window reached, 0:02",
        "Lift, 1 second, rep 2",
        "Set ended (fatigue): 0:03 under load, 1.5 reps, 52.5 kg",
        "Push, 1 second",
        "Rest, 2 seconds. Next: Static hold, set 1.",
        "Get ready: Static hold, set 1, 1 second",
        "Begin: Static hold, set 1",
        "Hold at 50 % effort, 2 seconds",
        "Set ended (time): 0:02 under load",
        "Workout over",
    ]


@pytest.mark.parametrize(("after", "line"), [(12_000, None), (11_999, None), (9_000, "Undone")])
def test_a_late_command_is_not_called_undone(after: int, line: str | None) -> None:
    """A stop of the program pauses at its moment, although more was announced meanwhile."""
    assert words(PLAN, Retracted(at=12_000, after=after), KEYS) == line


LOADED = compile_routine(
    parse_routine(
        """
        name = "Loaded"
        unit = "lb"
        defaults = { tempo = "lift 1, lower 1", until = "4s", ready = "0s" }
        [[exercise]]
        name = "Leg press"
        load = 200
        settings = { seat = 6 }
        drops = ["-20%"]
        rest = "60s"
        [[exercise]]
        name = "Leg curl"
        load = 60
        increment = 10
        settings = { pad = "B" }
        sides = "each"
        switch = "5s"
        rest = "40s"
        [[exercise]]
        name = "Row"
        load = 100
        rest_pause = { times = 2, rest = "10s", load = ["100%", "90%"] }
        """,
        "loaded.toml",
    )
)


def test_the_rest_names_the_next_load() -> None:
    lines = [words(LOADED, event, KEYS) or "" for event in simulate(LOADED)]
    between = ("Rest", "Change", "Pause")
    assert [line for line in lines if line.startswith(between)] == [
        "Change the load to 160 lb, 20 seconds",
        "Rest, 60 seconds. Next: Leg curl, set 1, left, 60 lb. Pad B.",
        "Change sides, 5 seconds. Next: Leg curl, set 1, right, 60 lb. Pad B.",
        "Rest, 40 seconds. Next: Row, set 1, 100 lb.",
        "Pause, 10 seconds",
        "Pause, 10 seconds, then 90 lb",
    ]


EACH_SIDE = compile_routine(
    parse_routine(
        """
        name = "Each side"
        [[exercise]]
        name = "Leg curl"
        until = "4s"
        sides = "each"
        sets = 2
        load = "60 kg"
        warmup = [{ load = "50%", until = "2 reps" }]
        drops = ["-20%", "-20%"]
        """,
        "each-side.toml",
    )
)


def test_both_sides_of_a_set_have_the_same_number() -> None:
    places = [set_place(EACH_SIDE, index) for index in range(len(EACH_SIDE.sets))]
    assert places[:8] == [
        "warm-up 1, left",
        "warm-up 1, right",
        "set 1, left",
        "set 1, left, drop 1",
        "set 1, left, drop 2",
        "set 1, right",
        "set 1, right, drop 1",
        "set 1, right, drop 2",
    ]
    assert places[8:] == [place.replace("set 1", "set 2") for place in places[2:8]]


def test_advice_without_a_load_is_told_in_words() -> None:
    assert list(before_set(Brief(reason="hold longer"), KEYS)) == ["Advice: hold longer."]


def test_the_load_that_is_set_is_not_offered() -> None:
    same = Load(Decimal(210), Unit.LB)
    brief = Brief(suggested=same, reason="210 lb again")
    assert list(before_set(brief, KEYS, same)) == ["Advice: 210 lb again."]
    assert list(before_set(brief, KEYS, Load(Decimal(205), Unit.LB))) == [
        "Suggested load: 210 lb (210 lb again). Press y to use it."
    ]


def test_one_rep_is_singular() -> None:
    told = [words(PLAN, event, KEYS) for event in simulate(PLAN, lambda _: 2000)]
    assert "Set ended (fatigue): 0:02 under load, 1 rep, 52.5 kg" in told


class Room:
    """The line mode on a clock that moves when told to."""

    def __init__(self, keys: Keymap = KEYS, plan: Plan = PLAN) -> None:
        self.clock = ManualClock(1000)
        self.told: list[str] = []
        """What happened, in words, and between it what the lifter was told besides."""
        self.runner = Runner(Session(plan), self.clock)
        controls = Controls(self.runner, self.clock, keys)
        self.lines = Lines(controls, self.told.append, self.told.append)
        self.lines.look()

    def press(self, key: str) -> Snapshot:
        """Press `key` and let it act."""
        self.lines.press(key)
        return self.wait(BURST_MS)

    def wait(self, ms: int) -> Snapshot:
        """Let `ms` milliseconds pass."""
        self.clock.advance(ms)
        return self.lines.look().snapshot

    def to_work(self) -> Snapshot:
        """Say go and get ready; the set begins."""
        return self.wait(self.press("space").remaining or 0)


def test_the_meaning_of_a_key_depends_on_the_state() -> None:
    room = Room()
    assert room.press("x").state is State.WAITING
    assert room.press("space").state is State.READY
    room.wait(1000)
    assert room.press("enter").state is State.WORKING, "a set does not end within two seconds"
    room.wait(2000)
    assert room.press("x").state is State.PUSHING
    assert room.press("u").state is State.WORKING
    assert room.press("p").paused
    assert room.press("y").paused
    assert "The key for accept does nothing now." in room.told[-1]
    assert room.press("space").resumes_in
    assert not room.wait(3000).paused
    room.press("question_mark")
    assert "u: undo" in room.told[-1]
    room.wait(REPEAT_MS)
    assert room.press("p").paused
    assert room.press("s").state is State.RESTING, "a paused set can be skipped"


def test_the_time_of_the_press_counts() -> None:
    room = Room()
    room.to_work()
    room.wait(2500)
    room.lines.press("x")
    assert room.wait(300).results[-1].tul_ms == 2500


def test_stop_needs_a_second_press() -> None:
    room = Room()
    room.press("q")
    assert room.told[-1] == "Press q again to stop the workout, any other key to continue."
    assert room.press("x").state is State.WAITING
    room.wait(REPEAT_MS)
    room.press("q")
    room.wait(REPEAT_MS)
    assert room.press("q").state is State.DONE


def test_a_paused_set_can_be_ended_as_interrupted() -> None:
    room = Room()
    room.to_work()
    room.wait(3000)
    room.press("p")
    room.press("e")
    assert room.wait(3000).results[-1].ended_by is EndedBy.INTERRUPTED


def test_repeat_says_what_comes_next_but_not_during_a_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room = Room()
    asked: list[int] = []
    assert not room.runner.audible
    monkeypatch.setattr(room.runner, "repeat", lambda: asked.append(room.clock.now()))
    room.press("a")
    assert asked == [1000 + BURST_MS]
    waits = "Next: Leg press, set 1, 52.5 kg. Seat 6. Breathe. Press Space to go."
    assert room.told == [waits, waits]
    room.to_work()
    room.wait(3000)
    assert room.press("a").state is State.PUSHING
    assert len(asked) == 1
    monkeypatch.setattr(Runner, "audible", True)
    room.wait(1500)
    told = len(room.told)
    room.press("a")
    assert len(asked) == 2
    assert len(room.told) == told, "where it is heard, it need not be read"


def test_repeat_uses_the_current_load_and_the_rest_that_is_left() -> None:
    room = Room(plan=LOADED)
    room.press("space")
    room.wait(30_000)  # past the drop
    room.press("up")
    room.press("a")
    assert room.told[-1] == "Rest, 58 seconds. Next: Leg curl, set 1, left, 70 lb. Pad B."
    room.wait(60_000)
    room.press("a")
    waits = "Next: Leg curl, set 1, left, 70 lb. Pad B. Press Space to go."
    assert room.told[-2:] == [waits, waits]


def test_a_held_key_does_not_end_a_set_but_lengthens_a_rest() -> None:
    room = Room()
    room.press("space")
    for _ in range(80):
        room.wait(40)
        room.press("space")
    assert room.runner.pulse().state is State.WORKING
    room.press("x")
    rest = room.wait(1000).remaining or 0
    for _ in range(4):
        room.press("plus")
        room.wait(40)
    assert room.runner.pulse().remaining == rest + 4 * (15_000 - 40 - BURST_MS)


def test_a_burst_of_characters_does_nothing() -> None:
    room = Room()
    for key in "pasted":
        room.lines.press(key)
    assert room.wait(BURST_MS).state is State.WAITING
    assert not room.runner.pulse().paused


def test_the_settings_remap_the_keys_of_the_line_mode_too() -> None:
    room = Room(keymap({"preset": "pedal", "f5": "pause"}))
    assert room.told[-1].endswith("Press Space to go.")
    assert room.press("a").state is State.READY
    assert room.press("f5").paused


def test_messages_name_the_remapped_keys() -> None:
    room = Room(keymap({"space": "pause", "q": "skip"}))
    assert room.told[-1].endswith("Press Enter to go.")
    room.press("enter")
    room.press("space")
    assert room.told[-1] == "Paused. Enter resume r redo"


def test_repeat_does_nothing_in_a_paused_set() -> None:
    room = Room()
    room.to_work()
    assert room.press("p").paused
    told = len(room.told)
    room.press("a")
    assert room.told[told:] == ["The key for repeat does nothing now."]


class Typist(Keyboard):
    """Presses keys with these milliseconds in between, then none; time passes meanwhile."""

    def __init__(self, clock: ManualClock, *keys: tuple[int, str]) -> None:
        super().__init__()
        self._clock = clock
        self._keys = list(keys)

    def key(self, wait_ms: int) -> str | None:
        if self._keys and self._keys[0][0] <= wait_ms:
            after, key = self._keys.pop(0)
            self._clock.advance(after)
            return key
        if self._keys:
            self._keys[0] = (self._keys[0][0] - wait_ms, self._keys[0][1])
        self._clock.advance(wait_ms)
        assert self._clock.now() < 100_000, "the workout never ends"
        return None


LAST = compile_routine(
    parse_routine(
        """
        name = "Last"
        defaults = { tempo = "lift 1, lower 1", ready = "1s", push = "0s" }
        exercise = [{ name = "Row" }]
        """,
        "last.toml",
    )
)


def test_the_end_of_the_last_set_can_be_undone() -> None:
    room = Room(plan=LAST)
    keys = (100, "space"), (5500, "x"), (5000, "u"), (4000, "x"), (4000, "z")
    began = room.clock.now()
    room.lines.run(Typist(room.clock, *keys))
    told = [line for line in room.told if line.startswith(("Set ended", "If that", "Undone"))]
    over = "Set ended (fatigue): 0:"
    asked = "If that was not fatigue, press u within 10 seconds."
    order = (over, asked, "Undone", over, asked)
    assert all(line.startswith(begin) for line, begin in zip(told, order, strict=True))
    assert room.clock.now() - began == sum(after for after, _ in keys)


def test_the_offer_to_undo_appears_only_after_fatigue() -> None:
    room = Room()
    room.lines.run(Typist(room.clock, (100, "space"), (6000, "x"), (8000, "space")))
    assert room.told[-1] == "Workout over"
    assert not any("within 10 seconds" in line for line in room.told)


def test_the_program_leaves_after_ten_seconds_without_a_key() -> None:
    room = Room(plan=LAST)
    room.lines.run(Typist(room.clock, (100, "space"), (5000, "x")))
    assert room.clock.now() == 1000 + 5100 + BURST_MS + UNDO_FATIGUE


@contextmanager
def in_terminal(
    routine: Path, env: dict[str, str], first: Callable[[], None] | None = None
) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """`run --plain` in a separate terminal: the process, and the other end of its terminal.

    `first` is called in the process before the program starts.
    """
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "supertimer", "run", str(routine), "--plain", "--audio", "none"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **env},
        start_new_session=True,
        preexec_fn=first,
    )
    os.close(theirs)
    with process:
        try:
            yield process, ours
        finally:
            process.kill()
            with suppress(OSError):  # a test may have closed it
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
            "SELECT exercise, ended_by, load, unit, name FROM sets JOIN workouts"
            " ON workout = workouts.uuid JOIN persons ON person = persons.uuid ORDER BY attempt"
        ).fetchall()


def test_a_whole_workout_through_a_terminal(tmp_path: Path, folders: dict[str, str]) -> None:
    with in_terminal(tmp_path / "short.toml", folders) as (process, terminal):
        read_until(process, "Press Space to go")
        os.write(terminal, b" ")
        read_until(process, "rep 2")
        time.sleep(0.3)
        os.write(terminal, b"\r")
        over = read_until(process, "Rest, 2 seconds")
        assert re.search(r"Set ended \(fatigue\): 0:0[2-9] under load", over), over
        read_until(process, "Next: Static hold")
        time.sleep(SETTLE_MS / 1000 + 0.1)
        os.write(terminal, b" ")
        read_until(process, "Workout over")
        assert process.wait(10) == 0
    assert sets(tmp_path) == [
        ("Leg press", "fatigue", "52.5", "kg", "me"),
        ("Static hold", "time", None, None, "me"),
    ]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_restores_the_terminal_and_keeps_every_set(
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
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["event"] for row in rows] == ["waiting", "workout_ended"]
    assert done.returncode == 1, "nothing was done"
    assert b"supertimer: standard input has ended, and no set was done" in done.stderr


def test_the_last_key_before_the_end_of_the_input_acts(
    tmp_path: Path, folders: dict[str, str]
) -> None:
    options = ("--plain", "--audio", "none")
    done = subprocess.run(
        [sys.executable, "-m", "supertimer", "run", str(tmp_path / "short.toml"), *options],
        input=b" ",
        capture_output=True,
        env={**os.environ, **folders},
        timeout=60,
    )
    assert b"Begin: Leg press" in done.stdout
    assert b"Standard input has ended, so the workout stops here." in done.stderr
    assert done.returncode == 0, "a set was done"


@pytest.mark.parametrize("how", ["--resume", "--anew"])
def test_the_line_mode_resumes_or_closes_an_interrupted_workout(
    how: str, tmp_path: Path, folders: dict[str, str]
) -> None:
    with in_terminal(tmp_path / "short.toml", folders) as (process, terminal):
        read_until(process, "Press Space to go")
        os.write(terminal, b" ")
        read_until(process, "rep 1")
        process.kill()
        process.wait(10)
    command = [sys.executable, "-m", "supertimer", "run", str(tmp_path / "short.toml"), "--plain"]
    env = {**os.environ, **folders}

    def again(*more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, "--audio", "none", *more],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env=env,
            timeout=30,
        )

    if how == "--anew":
        assert "To resume it, add --resume; to mark it as stopped, add --anew" in again().stderr, (
            "and nothing is done about it"
        )
    done = again(how)
    if how == "--anew":
        assert done.returncode == 1, "nothing was done of a new one"
    assert "Resume Short: Leg press, set 1, interrupted" in done.stderr
    waits = "Next: Leg press, set 1, 52.5 kg. Seat 6. Breathe. Press Space to go."
    assert waits in done.stdout
    assert ("marked as stopped" in done.stderr) is (how == "--anew")
    assert "Resume Short" not in again().stderr, "stopped, as no key could come"


def test_a_resumed_workout_waits_with_the_changed_load(
    tmp_path: Path, folders: dict[str, str]
) -> None:
    with in_terminal(tmp_path / "short.toml", folders) as (process, terminal):
        read_until(process, "Press Space to go")
        os.write(terminal, b"\x1b[A")
        read_until(process, "Load: 55 kg")
        process.kill()
        process.wait(10)
    done = subprocess.run(
        [sys.executable, "-m", "supertimer", "run", str(tmp_path / "short.toml"), "--plain",
         "--audio", "none", "--resume"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={**os.environ, **folders},
        timeout=30,
    )  # fmt: skip
    assert "Next: Leg press, set 1, 55 kg. Seat 6. Breathe. Press Space to go." in done.stdout


def test_the_safety_note_appears_once_and_not_with_an_error(
    tmp_path: Path, folders: dict[str, str]
) -> None:
    def told(text: str) -> bool:
        (tmp_path / "short.toml").write_text(text, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "supertimer", "run", str(tmp_path / "short.toml"), "--plain",
             "--audio", "none"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env={**os.environ, **folders},
            timeout=30,
        )  # fmt: skip
        assert done.returncode == 1, "nothing was done"
        return SAFETY_NOTE in done.stderr

    assert [told("no routine"), told(SHORT), told(SHORT)] == [False, True, False]


def test_the_order_of_what_is_left_is_changed_by_numbers() -> None:
    room = Room(plan=machines("Leg press", "Chest press", "Seated row"))
    room.press("o")
    assert room.told[-6:-3] == [
        "1: Leg press, 2 sets left",
        "2: Chest press, 2 sets left",
        "3: Seated row, 2 sets left",
    ]
    room.wait(REPEAT_MS)
    room.press("3")
    assert room.told[-2:] == [
        "Next: Seated row, set 1, 120 lb.",
        "Leg press comes later. Next: Seated row.",
    ]
    room.wait(REPEAT_MS)
    room.press("o")
    room.press("backspace")
    room.press("2")
    assert room.told[-1] == "Leg press is left out today. Next: Seated row."
    room.wait(REPEAT_MS)
    room.press("o")
    room.press("x")
    assert room.told[-1] == "The order stays as it is."
    room.wait(REPEAT_MS)
    room.press("n")
    assert room.told[-1] == "Seated row comes later. Next: Chest press."
    assert room.press("space").state is State.READY
