"""`supertimer test` as CI calls it: what is printed, and the exit code."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from supertimer.commands import test as test_command
from tests.headless.files import ROUTINE, SCENARIO, write


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUPERTIMER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("SUPERTIMER_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "routines").parent


def run(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "supertimer", "test", *args],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def fail(folder: Path) -> None:
    write(folder, SCENARIO.replace('"2:35", reps', '"2:36", reps'))


def test_the_exit_code_is_0_if_all_pass(folder: Path) -> None:
    done = run(folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "1 file: 2 passed\n", "")


def test_the_exit_code_is_1_if_one_fails(folder: Path) -> None:
    fail(folder)
    done = run(folder, "legs.toml")
    assert done.returncode == 1
    first, second, *_, last = done.stdout.splitlines()
    assert first == "FAILED legs.test.toml: A slip is taken back"
    assert second.startswith(
        "legs.test.toml:6:41: error: Leg press set 1, ended at 2:45: it was 2:35"
    )
    assert last == "1 file: 1 passed, 1 failed"


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (("--junit",), 2, "requires an argument"),
        (("--watch", "--json"), 2, "without --json"),
        (("nowhere.toml",), 1, "nowhere.toml"),
        (("-k", "nothing"), 1, "no test in . has “nothing” in its name"),
    ],
)
def test_a_mistake_in_the_call_is_told(
    args: tuple[str, ...], code: int, message: str, folder: Path
) -> None:
    done = run(folder, *args)
    assert done.returncode == code
    assert message in done.stderr


def test_a_folder_without_tests_is_an_error(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.returncode == 1
    assert "no tests in ." in done.stderr


def test_k_chooses_by_file_and_name(folder: Path) -> None:
    fail(folder)
    assert run(folder, "-k", "as PLANNED").stdout == "1 file: 1 passed\n"
    assert run(folder, "-k", "legs.test").returncode == 1
    write(folder, "[[scenario]")
    done = run(folder, "-k", "as PLANNED")
    assert done.returncode == 1, "a file that can't be read may have such a test"
    assert done.stdout.startswith("FAILED legs.test.toml: file\n")


def test_json_has_one_object_per_test(folder: Path) -> None:
    fail(folder)
    failed, passed = (json.loads(line) for line in run(folder, "--json").stdout.splitlines())
    assert passed["outcome"] == "passed"
    assert (failed["file"], failed["name"]) == ("legs.test.toml", "A slip is taken back")
    (failure,) = failed["failures"]
    assert (failure["line"], failure["column"]) == (6, 41)
    assert failure["path"] == ["scenario", 0, "expect", "sets", 0, "tul"]
    assert "not 2:36" in failure["message"]


def test_junit_has_a_case_per_test(folder: Path) -> None:
    fail(folder)
    assert run(folder, "--junit", "results.xml").returncode == 1
    root = ElementTree.parse(folder / "results.xml").getroot()
    assert (root.get("tests"), root.get("failures")) == ("2", "1")
    failed, passed = root.iter("testcase")
    assert (failed.get("name"), failed.get("line")) == ("A slip is taken back", "6")
    assert passed.find("failure") is None
    told = failed.find("failure")
    assert told is not None
    assert told.text is not None
    assert "legs.test.toml:6:41" in told.text


def test_a_timeline_is_written_once_it_is_asked_for_and_compared_from_then_on(
    folder: Path,
) -> None:
    assert "legs.expected.jsonl written" not in run(folder, "--update").stdout
    done = run(folder, "legs.toml", "--update")
    assert done.stdout == "legs.expected.jsonl written\n2 files: 3 passed\n"
    assert run(folder).stdout == "2 files: 3 passed\n"
    write(folder, routine=ROUTINE.replace("hold 2", "hold 3"))
    done = run(folder, "-k", "timeline")
    assert done.returncode == 1
    assert "Calf raise, set 1" in done.stdout
    assert "seconds 2 → 3" in done.stdout
    (row,) = map(json.loads, run(folder, "-k", "timeline", "--json").stdout.splitlines())
    assert row["changes"][0]["set"] == "Calf raise, set 1"
    assert run(folder, "--update", "-k", "timeline").stdout.startswith(
        "legs.expected.jsonl written"
    )
    assert run(folder, "-k", "timeline").returncode == 0


def test_what_is_in_a_file_cannot_act_on_the_terminal(folder: Path) -> None:
    (folder / "evil.expected.jsonl").write_text('{"\x1b[2J"', encoding="utf-8")
    done = run(folder)
    assert done.returncode == 1
    assert "\x1b" not in done.stdout


def test_a_long_run_tells_how_far_it_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Slow:
        time = 0

        def now(self) -> int:
            self.time += test_command.PATIENCE
            return self.time

    monkeypatch.setattr(test_command, "SystemClock", Slow)
    monkeypatch.chdir(folder)
    assert test_command.command.main([], standalone_mode=False) == 0
    assert capsys.readouterr().err == "1 of 2 tests done\n"


def _lines(process: subprocess.Popen[str]) -> Iterator[str]:
    assert process.stdout is not None
    for line in process.stdout:
        yield line.rstrip("\n")


def test_watch_runs_again_when_a_file_changes(folder: Path) -> None:
    (folder.parent / "elsewhere.toml").write_text(ROUTINE, encoding="utf-8")
    write(folder, f'routine = "../elsewhere.toml"\n{SCENARIO}')
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "supertimer", "test", "--watch"],
        cwd=folder,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    try:
        lines = _lines(process)
        assert next(lines) == "1 file: 2 passed"
        assert next(lines).startswith("Watching")
        longer = ROUTINE.replace("sets = 2", "sets = 3")
        (folder.parent / "elsewhere.toml").write_text(longer, encoding="utf-8")
        assert next(line for line in lines if "file:" in line) == "1 file: 1 passed, 1 failed"
        fail(folder)
        assert next(line for line in lines if "file:" in line) == "1 file: 1 passed, 1 failed"
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
    finally:
        process.kill()
        process.communicate()
