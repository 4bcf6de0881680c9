"""Nothing that was kept is lost when the program is killed, at whatever moment.

A few kills each time; `KILLS=300 pytest tests/history/test_kill.py` for as many as you like.
"""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from supertimer.engine.session import Session
from supertimer.history.opening import open_history
from supertimer.history.persons import persons
from supertimer.history.resume import read_kept
from supertimer.history.store import FILE, Store
from tests.history.crash_dummy import told
from tests.history.workouts import MONDAY

ROOT = Path(__file__).parent.parent.parent
KILLS = int(os.environ.get("KILLS", "5"))


@pytest.mark.slow
def test_every_set_that_had_ended_is_there_after_a_kill(tmp_path: Path) -> None:
    dice = random.Random(KILLS)
    sets = 0
    for seed in range(KILLS):
        lines = _killed(tmp_path, seed, after=dice.randrange(120))
        with Store.open(tmp_path / FILE) as store:
            assert store.faults() == []
            if not any("kept" in line for line in lines):
                continue
            kept = next(line for line in reversed(lines) if "kept" in line)
            session = read_kept(store, str(kept["kept"])).session()
            found = [told(result) for result in session.results]
            # The last thing it was about to keep may be on the disk, or not.
            about = [line["results"] for line in lines[-1:] if "about" in line]
            assert found in [kept["results"], *about]
            assert _rows(store, str(kept["kept"])) == _standing(session)
            sets += len(found)
    assert sets


@pytest.mark.slow
def test_several_programs_on_one_history_lose_nothing_when_they_are_killed(tmp_path: Path) -> None:
    """Two persons work out at once, and their programs are killed in turn."""
    dice = random.Random(KILLS)
    sets = 0
    for seed in range(KILLS):
        names = ("Anna", "Bert")
        dummies = [_dummy(tmp_path, seed, name) for name in names]
        dice.shuffle(dummies)
        said = [_until_killed(dummy, after=dice.randrange(10, 60)) for dummy in dummies]
        opened = open_history(tmp_path, MONDAY)
        assert opened.store.faults() == []
        for lines in said:
            kept = next(line for line in reversed(lines) if "kept" in line)
            session = read_kept(opened.store, str(kept["kept"])).session()
            found = [told(result) for result in session.results]
            about = [line["results"] for line in lines[-1:] if "about" in line]
            assert found in [kept["results"], *about]
            assert _rows(opened.store, str(kept["kept"])) == _standing(session)
            sets += len(found)
        assert set(persons(opened.store)) == set(names)
        opened.close()
    assert sets


def _killed(folder: Path, seed: int, after: int) -> list[dict[str, object]]:
    """Run the dummy, kill it after a number of lines, and return what it has said."""
    said = _until_killed(_dummy(folder, seed, "me"), after)
    assert said[0] == {"notices": []}
    return said


def _dummy(folder: Path, seed: int, person: str) -> "subprocess.Popen[str]":
    """Start a program that works out."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.history.crash_dummy", str(folder), str(seed), person],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        text=True,
    )


def _until_killed(dummy: "subprocess.Popen[str]", after: int) -> list[dict[str, object]]:
    """Read a number of lines, kill the program, and return all that it has said."""
    assert dummy.stdout is not None
    assert dummy.stderr is not None
    lines = [dummy.stdout.readline() for _ in range(after + 1)]
    dummy.kill()
    lines += dummy.stdout.readlines()
    errors = dummy.stderr.read()
    dummy.wait()
    dummy.stdout.close()
    dummy.stderr.close()
    assert not errors, errors
    said: list[dict[str, object]] = [json.loads(line) for line in lines if line.endswith("\n")]
    return said


def _rows(store: Store, workout: str) -> list[tuple[object, ...]]:
    return list(
        store.rows(
            "SELECT attempt, tul_ms, reps, ended_by, push_ms, rest_ms, paused_ms, discarded, note"
            " FROM sets WHERE workout = ? AND deleted = 0 ORDER BY attempt",
            workout,
        )
    )


def _standing(session: Session) -> list[tuple[object, ...]]:
    return [
        (place, r.tul_ms, r.reps, str(r.ended_by), r.push_ms, r.rest_ms, r.paused_ms,
         int(r.discarded), r.note)
        for place, r in enumerate(session.results)
    ]  # fmt: skip
