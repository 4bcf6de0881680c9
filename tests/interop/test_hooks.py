"""Hooks and the file of events: a workout never waits for them."""

import json
import os
import sys
from pathlib import Path

import pytest

from supertimer.config import Config, ConfigError, read_config
from supertimer.engine.commands import Fatigue, Go, Stop
from supertimer.engine.events import Event
from supertimer.engine.session import Session
from supertimer.interop.events_file import EventsFile, EventsFileError
from supertimer.interop.hooks import Hooks
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
