"""The generated parts of the docs match the code."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest

from docs.generate import DOCS, PARTS, SHARE, SHARED, renewed
from supertimer.cli import COMMANDS, cli
from supertimer.clock import ManualClock
from supertimer.routine.compile import compile_routine
from supertimer.routine.library import find
from supertimer.routine.parse import read_routine


@pytest.mark.parametrize("file", PARTS)
def test_generated_parts_are_fresh(file: str) -> None:
    assert (DOCS / file).read_text(encoding="utf-8") == renewed(file), "run `make docs`"


@pytest.mark.parametrize("name", SHARED)
def test_the_man_page_and_the_completions_are_fresh(name: str) -> None:
    assert (SHARE / name).read_text(encoding="utf-8") == SHARED[name](), "run `make docs`"
    assert [str(path.relative_to(SHARE)) for path in SHARE.rglob(Path(name).name)] == [name]


def test_the_man_page_has_every_command_and_option() -> None:
    page = SHARED["man/man1/supertimer.1"]()
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        assert f"\n.SS supertimer {name}\n" in page
        for param in command.params:
            for option in param.opts if isinstance(param, click.Option) else ():
                assert option.replace("-", r"\-") in page
    assert r"\fBsupertimer doctor\fP" in page
    assert not re.search(r"^['.](?![A-Z])", page, re.MULTILINE)  # text is never taken as a request


@pytest.mark.skipif(shutil.which("groff") is None, reason="needs groff")
def test_groff_accepts_the_man_page() -> None:
    page = SHARE / "man/man1/supertimer.1"
    done = subprocess.run(
        ["groff", "-man", "-ww", "-z", str(page)], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""


def test_the_front_end_in_ten_lines_does_a_workout(capsys: pytest.CaptureFixture[str]) -> None:
    """The loop that docs/architecture.md shows drives a bundled routine to its end."""
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)
    clock = ManualClock(0)
    plan = compile_routine(read_routine(find("big-five")))
    names["drive"](plan, clock.now, clock.advance, lambda: clock.now() % 100_000 < 50)
    assert "workout_ended" in capsys.readouterr().out
