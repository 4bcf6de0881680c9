"""The wheel holds everything that the program needs, and nothing else."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return the files in a wheel that is built from this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    build = "import hatchling.build, sys; print(hatchling.build.build_wheel(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", build, str(folder)],
        cwd=ROOT,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1750000000"},
        capture_output=True,
        text=True,
        check=True,
    )
    with zipfile.ZipFile(folder / done.stdout.split()[-1]) as wheel:
        return set(wheel.namelist())


def test_every_module_routine_and_asset_is_inside(names: set[str]) -> None:
    for folder, inside in (("src", ""), ("routines", "supertimer/"), ("assets", "supertimer/")):
        for path in (ROOT / folder).rglob("*"):
            place = path.relative_to(ROOT / "src" if folder == "src" else ROOT)
            wanted = path.is_file() and "__pycache__" not in path.parts
            if wanted and not (folder == "assets" and path.suffix == ".py"):
                assert f"{inside}{place.as_posix()}" in names


def test_nothing_else_is_inside(names: set[str]) -> None:
    strangers = [
        name
        for name in names
        if not name.startswith(("supertimer/", "supertimer_tui-"))
        or (name.startswith("supertimer/assets/") and name.endswith(".py"))
    ]
    assert not strangers


def test_the_man_page_and_the_completions_are_installed_where_programs_look(
    names: set[str],
) -> None:
    shared = {name.partition(".data/data/")[2] for name in names if ".data/" in name}
    assert shared == {
        "share/man/man1/supertimer.1",
        "share/bash-completion/completions/supertimer",
        "share/zsh/site-functions/_supertimer",
        "share/fish/vendor_completions.d/supertimer.fish",
    }


def test_the_licenses_are_inside(names: set[str]) -> None:
    licences = {name.split("/licenses/")[1] for name in names if "/licenses/" in name}
    assert "LICENSE" in licences
    assert "assets/voice/NOTICE" in licences
