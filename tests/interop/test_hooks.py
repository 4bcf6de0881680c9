"""Hooks and the file of events: a workout never waits for them."""

import importlib
import json
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from supertimer.clock import ManualClock
from supertimer.config import HOOKS, Config, ConfigError, read_config
from supertimer.engine.commands import Fatigue, Go, Stop
from supertimer.engine.events import Event, SetEnded
from supertimer.engine.session import Session
from supertimer.engine.state import State
from supertimer.interop.events_file import EventsFile, EventsFileError
from supertimer.interop.hooks import Hooks
from supertimer.interop.record_hook import records_in
from supertimer.routine.check.diagnostic import RoutineError
from supertimer.workout.trainer import Trainer
from tests.history.workouts import plan

WRITE = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(sys.stdin.read())"


def workout() -> list[Event]:
    session = Session(plan("Leg press", "Row"))
    events = [
        *session.apply(Go(), 0),
        *session.advance(100_000),
        *session.apply(Fatigue(), 100_000),
    ]
    return [*events, *session.apply(Stop(), 110_000)]


def test_a_hook_gets_its_event_as_json(tmp_path: Path) -> None:
    names = ("workout_started", "set_started", "set_ended", "rest_started", "workout_ended")
    files = {name: tmp_path / f"{name} $(touch x).json" for name in names}
    hooks = Hooks(
        {name: (sys.executable, "-c", WRITE, str(file)) for name, file in files.items()},
        {"person": "Anna"},
    )
    for event in workout():
        hooks.hear(event)
    hooks.wait()
    assert hooks.notice is None
    told = {name: json.loads(file.read_text()) for name, file in files.items() if file.exists()}
    assert {"workout_started", "set_started", "set_ended", "workout_ended"} <= set(told)
    assert told["set_ended"]["exercise"] == "Leg press"
    assert told["set_ended"]["person"] == "Anna"
    assert told["set_ended"]["hook"] == "set_ended"
    assert sorted(tmp_path.iterdir()) == sorted(files[name] for name in told)


ROUTINE = b"""
name = "Legs"
[[exercise]]
name = "Leg press"
load = "120 lb"
sets = 2
rest = "60s"
"""


@pytest.fixture
def clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ManualClock:
    importlib.import_module(
        "supertimer.audio.setup"
    )  # pytest can't rewrite it in the sound's thread
    for name in ("data", "config", "cache"):
        monkeypatch.setenv(f"SUPERTIMER_{name.upper()}_DIR", str(tmp_path / name))
    return ManualClock(0, datetime(2026, 9, 7, 18, tzinfo=UTC))


def trained(
    clock: ManualClock, commands: Mapping[str, tuple[str, ...]], *lengths: int
) -> list[Event]:
    """Do a workout with a set of each of these lengths in seconds; returns its events."""
    trainer = Trainer(Config(hooks=commands), clock, "Anna", "none")
    runner = trainer.start(trainer.prepare(Path("legs.toml"), ROUTINE)).runner
    for length in lengths:
        if runner.snapshot().state is State.WAITING:
            runner.press(Go())
        while runner.snapshot().state is not State.WORKING:
            clock.advance(1000)
            runner.pulse()
        for _ in range(length):
            clock.advance(1000)
            runner.pulse()
        runner.press(Fatigue())
        clock.advance(1000)
        runner.pulse()
    runner.press(Stop())
    runner.close()
    trainer.close()
    for port in runner._ports:
        assert isinstance(port, Hooks)
        port.wait()
        assert port.notice is None
    return list(runner.events)


APPEND = "import sys; open(sys.argv[1], 'a').write(sys.stdin.read())"


def test_a_record_runs_its_hook_at_the_end_of_the_set(clock: ManualClock, tmp_path: Path) -> None:
    told = tmp_path / "told"
    commands = {"record": (sys.executable, "-c", APPEND, str(told))}
    trained(clock, commands, 60, 40)
    assert not told.exists()  # the first set at a load is not a record
    trained(clock, commands, 70, 50)
    lines = [json.loads(line) for line in told.read_text().splitlines()]
    assert [(each["record"], each["tul_ms"]) for each in lines] == [("longest", 70_000)]
    (only,) = lines
    assert (only["event"], only["hook"]) == ("record", "record")
    assert (only["person"], only["routine"], only["set"]) == ("Anna", "Legs", 1)
    assert (only["exercise"], only["load"], only["unit"]) == ("Leg press", 120, "lb")


def test_hooks_that_hang_do_not_change_when_anything_happens(
    clock: ManualClock, tmp_path: Path
) -> None:
    _, plain = (trained(clock, {}, 60, 40) for _ in range(2))  # the second has a last time
    over = tmp_path / "over"
    hang = f"import pathlib, time\nwhile not pathlib.Path({str(over)!r}).exists(): time.sleep(0.01)"
    commands = dict.fromkeys(HOOKS, (sys.executable, "-c", hang))
    waiting = Hooks.wait

    def wait(hooks: Hooks) -> None:
        over.touch()
        waiting(hooks)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Hooks, "wait", wait)
        # If the workout waited for a hook, it would never end.
        assert trained(clock, commands, 60, 40) == plain


def test_a_routine_cant_name_a_hook(clock: ManualClock, tmp_path: Path) -> None:
    trainer = Trainer(Config(), clock, "Anna", "none")
    hooks = f'[hooks]\nset_started = ["touch", "{tmp_path / "mark"}"]\n'.encode()
    with pytest.raises(RoutineError, match="hooks"):
        trainer.prepare(Path("legs.toml"), hooks + ROUTINE)
    trainer.close()


def test_a_history_that_cant_be_read_has_no_record(tmp_path: Path) -> None:
    (ended,) = (each for each in workout() if isinstance(each, SetEnded))
    assert list(records_in(tmp_path / "none.db", "Anna", "w")(ended)) == []
    (tmp_path / "bad.db").write_bytes(b"x" * 5000)
    assert list(records_in(tmp_path / "bad.db", "Anna", "w")(ended)) == []


def test_a_hook_that_hangs_is_ended_and_delays_nothing(tmp_path: Path) -> None:
    done = tmp_path / "done"
    hang = f"import time, pathlib; time.sleep(60); pathlib.Path({str(done)!r}).touch()"
    hooks = Hooks({"set_started": (sys.executable, "-c", hang)}, {}, limit_s=0.3)
    for event in workout():
        hooks.hear(event)  # would take a minute
    assert not done.exists()
    hooks.wait()
    assert hooks.notice == "The hook set_started was ended, because it took 0.3 s."
    assert not done.exists()


def test_hooks_do_not_pile_up() -> None:
    hooks = Hooks({"set_started": (sys.executable, "-c", "import time; time.sleep(60)")}, {}, 0.5)
    (started,) = (each for each in workout() if type(each).__name__ == "WorkStarted")
    for _ in range(20):
        hooks.hear(started)
    assert hooks.notice == "The hook set_started did not run, because 8 hooks are still running."
    hooks.wait()


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("/no/such/program",), "can't run /no/such/program: No such file or directory."),
        ((sys.executable, "-c", "raise SystemExit(3)"), "failed with exit code 3."),
        (("a\0b",), "can't run a\0b: embedded null byte."),
    ],
)
def test_a_hook_that_fails_is_told(command: tuple[str, ...], told: str) -> None:
    hooks = Hooks({"workout_started": command}, {})
    hooks.wait()
    assert hooks.notice == f"The hook workout_started {told}"


def test_hooks_are_in_the_settings(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[hooks]\nset_started = ["playerctl", "pause"]\n')
    assert read_config(file).hooks == {"set_started": ("playerctl", "pause")}
    assert Config().hooks == {}
    for wrong in ('set_started = "playerctl pause"', "set_started = []", 'lunch = ["eat"]'):
        file.write_text(f"[hooks]\n{wrong}\n")
        with pytest.raises(ConfigError, match="hooks must be a table of commands"):
            read_config(file)


def test_events_go_to_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    target = EventsFile(path)
    for event in workout():
        target.hear(event)
    target.close()
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert len(lines) == len(workout())
    assert lines[-1]["event"] == "workout_ended"
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(EventsFileError, match="already exists; add --force"):
        EventsFile(path)
    EventsFile(path, replace=True).close()
    assert path.read_text() == ""
    with pytest.raises(EventsFileError, match="neither a file nor a FIFO"):
        EventsFile(tmp_path)
    with pytest.raises(EventsFileError, match="can't open"):
        EventsFile(tmp_path / "none" / "events")


def test_a_fifo_without_a_reader_takes_what_fits_and_stops_nothing(tmp_path: Path) -> None:
    path = tmp_path / "fifo"
    os.mkfifo(path)
    target = EventsFile(path)
    for _ in range(200):
        for event in workout():
            target.hear(event)  # far more than a FIFO holds
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    lines = os.read(reader, 1 << 20).decode().splitlines()
    assert all(json.loads(line) for line in lines)
    assert len(lines) > 100
    os.close(reader)
    target.close()
