"""The generated parts of the docs match the code."""

import re
from typing import Any

import pytest

from docs.generate import DOCS, PARTS, renewed
from supertimer.clock import ManualClock
from supertimer.routine.compile import compile_routine
from supertimer.routine.library import find
from supertimer.routine.parse import read_routine


@pytest.mark.parametrize("file", PARTS)
def test_generated_parts_are_fresh(file: str) -> None:
    assert (DOCS / file).read_text(encoding="utf-8") == renewed(file), "run `make docs`"


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
