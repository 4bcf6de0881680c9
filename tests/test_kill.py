"""Killing a workout during a set, in a real terminal, loses no set that had ended.

A few moments here; `KILLS=300` tries as many as it says.
"""

import json
import os
import pty
import random
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

KILLS = int(os.environ.get("KILLS", "6"))
AT_ONCE = 3

ROUTINE = """
name = "Quick"
unit = "kg"
[defaults]
tempo = "lift 0.3, lower 0.3"
ready = "0s"
push = "0.5s"
rest = "0s"
advance = "auto"
until = "1s"
[[exercise]]
name = "Row"
load = 52.5
[[exercise]]
name = "Press"
load = 40
[[exercise]]
name = "Curl"
until = "3 reps"
[[exercise]]
name = "Squat"
until = "fatigue"
cap = "1s"
[[exercise]]
name = "Dip"
load = "bodyweight + 2.5 kg"
"""


def killed(folder: Path, after: float, number: signal.Signals) -> list[dict[str, object]]:
    """Return the sets that a workout reported before it was killed `after` seconds."""
    folder.mkdir()
    routine = folder / "quick.toml"
    routine.write_text(ROUTINE, encoding="utf-8")
    ours, theirs = pty.openpty()
    options = ("--plain", "--events", "--audio", "none")
    with subprocess.Popen(
        [sys.executable, "-m", "supertimer", "run", str(routine), *options],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={
            **os.environ,
            "SUPERTIMER_DATA_DIR": str(folder / "data"),
            "SUPERTIMER_CONFIG_DIR": str(folder / "config"),
        },
        start_new_session=True,
    ) as process:
        os.close(theirs)
        assert process.stdout
        assert b"waiting" in process.stdout.readline()
        os.write(ours, b" ")
        time.sleep(after)
        process.send_signal(number)
        told = process.stdout.read().decode()
    os.close(ours)
    whole = told[: told.rfind("\n") + 1]  # the last line may have been cut off
    events = [json.loads(line) for line in whole.splitlines()]
    return [event for event in events if event["event"] == "set_ended"]


def kept(folder: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "data" / "history.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return database.execute(
            "SELECT exercise, tul_ms, ended_by, load FROM sets ORDER BY attempt"
        ).fetchall()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_a_killed_workout_keeps_every_ended_set(number: signal.Signals, tmp_path: Path) -> None:
    chance = random.Random(number)
    moments = [chance.uniform(0.05, 6.0) for _ in range(KILLS)]

    def attempt(place: int) -> tuple[list[dict[str, object]], list[tuple[object, ...]]]:
        folder = tmp_path / str(place)
        return killed(folder, moments[place], number), kept(folder)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for told, stored in pool.map(attempt, range(KILLS)):
            ended = [(e["exercise"], e["tul_ms"], e["ended_by"]) for e in told]
            assert [row[:3] for row in stored[: len(ended)]] == ended
            assert len(stored) <= len(ended) + 1
            assert {row[3] for row in stored} <= {"52.5", "40", "2.5", None}
