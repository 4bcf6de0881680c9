"""The page's modules: their unit tests in node, their types, and their size."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent / "page"
STATIC = Path(__file__).parents[2] / "src" / "supertimer" / "web" / "static"
TSC = HERE / "node_modules" / "typescript" / "bin" / "tsc"


def needed(present: bool, what: str) -> None:
    """Skip the test if a tool is missing, but not in CI."""
    if not present and os.environ.get("CI"):
        pytest.fail(f"needs {what}")
    if not present:
        pytest.skip(f"needs {what}")


def test_the_modules_do_what_their_tests_say(tmp_path: Path) -> None:
    needed(shutil.which("node") is not None, "the program node")
    shutil.copytree(STATIC, tmp_path / "static")
    (tmp_path / "package.json").write_text('{"type": "module"}')
    tests = []
    for path in HERE.glob("*.test.js"):
        tests.append(str(tmp_path / "test" / path.name))
        (tmp_path / "test").mkdir(exist_ok=True)
        shutil.copy(path, tests[-1])
    done = subprocess.run(["node", "--test", *tests], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(tests) >= 5


def test_the_types_of_the_page_are_right() -> None:
    needed(TSC.exists(), "the tools of `make page`")
    done = subprocess.run(["node", str(TSC), "-p", str(HERE)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", sorted(STATIC.glob("*.js")), ids=lambda path: path.name)
def test_a_module_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < 300
