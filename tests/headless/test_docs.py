"""What docs/headless.md shows works, and its example project passes."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from supertimer.headless.steps import read_step
from supertimer.headless.suite import file_cases

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "headless.md").read_text(encoding="utf-8")
EXAMPLE = DOCS / "example"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the routine of the example."""
    shutil.copy(EXAMPLE / "routines" / "legs.toml", tmp_path)
    return tmp_path


def run(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *args],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def test_the_scenario_of_the_page_holds(folder: Path) -> None:
    (scenario,) = blocks("toml")
    path = folder / "legs.test.toml"
    path.write_text(scenario, encoding="utf-8")
    assert [case.run() for case in file_cases(path)] == [None]
    path.write_text(scenario.replace('"1:40 target', '"1:41 target'), encoding="utf-8")
    (failure,) = (case.run() for case in file_cases(path))
    assert failure is not None
    said = failure.text.splitlines()[0].partition("error: ")[2]
    assert said in PAGE, "the failure that the page shows"


def test_the_tests_of_the_page_pass(folder: Path) -> None:
    for number, code in enumerate(blocks("python")):
        test = (
            code
            if "def test_" in code
            else "def test_it():\n" + re.sub("^", "    ", code, flags=re.M)
        )
        (folder / f"test_page_{number}.py").write_text(test, encoding="utf-8")
    done = run(folder, "pytest", "-q", "-p", "no:asyncio", "-p", "no:cacheprovider")
    assert done.returncode == 0, done.stdout
    assert f"{len(blocks('python'))} passed" in done.stdout


def test_the_example_project_passes(tmp_path: Path) -> None:
    project = shutil.copytree(EXAMPLE, tmp_path / "example")
    done = run(project, "supertimer", "test")
    assert (done.returncode, done.stdout) == (0, "2 files: 4 passed\n")
    done = run(
        project, "supertimer", "check", "--strict", "routines/legs.toml", "routines/legs.test.toml"
    )
    assert done.returncode == 0, done.stderr
    done = run(project, "pytest", "-q", "-p", "no:asyncio", "-p", "no:cacheprovider")
    assert done.returncode == 0, done.stdout


def test_every_step_in_the_table_is_one() -> None:
    table = PAGE.partition("### Steps")[2].partition("### What to expect")[0]
    steps = [
        text
        for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
        for text in re.findall(r"`(.*?)`", row)
    ]
    assert len(steps) == 24
    for text in steps:
        moment = text.startswith(("at ", "after "))
        assert read_step(f"skip {text}" if moment else text)
