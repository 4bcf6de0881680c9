"""Every protocol of the field can be written, and runs as it should: events against a golden file.

`UPDATE_GOLDEN=1 pytest tests/routine` writes the golden files again; read the difference.
"""

import json
import os
from pathlib import Path

import pytest

from supertimer.engine.as_json import as_json
from supertimer.engine.events import EventName
from supertimer.engine.simulate import simulate
from supertimer.headless.changes import changes, table
from supertimer.headless.timeline import read_timeline
from supertimer.paths import bundled_routines
from supertimer.routine.check.lint import lint
from supertimer.routine.compile import compile_routine
from supertimer.routine.files import routine_files
from supertimer.routine.parse import parse_routine, read_routine

HERE = Path(__file__).parent
PROTOCOLS = sorted((HERE / "protocols").glob("*.toml"))
BUNDLED = routine_files(bundled_routines())


def lines(path: Path) -> str:
    """The simulated events, one JSON object per line, without ticks."""
    events = simulate(compile_routine(read_routine(path)))
    kept = [event for event in events if event.event is not EventName.TICK]
    return "".join(json.dumps(as_json(event)) + "\n" for event in kept)


@pytest.mark.parametrize("path", PROTOCOLS, ids=lambda path: path.stem)
def test_events(path: Path) -> None:
    golden = HERE / "golden" / f"{path.stem}.jsonl"
    found = lines(path)
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(found, encoding="utf-8")
    rows = changes(read_timeline(golden), [json.loads(line) for line in found.splitlines()])
    assert golden.read_text(encoding="utf-8") == found, "\n".join(table(rows))


def test_no_golden_file_is_left_over() -> None:
    golden = {path.stem for path in (HERE / "golden").glob("*.jsonl")}
    assert golden == {path.stem for path in PROTOCOLS}


def test_there_are_at_least_ten_bundled_routines() -> None:
    assert len(BUNDLED) >= 10


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_bundled_routine_has_nothing_to_warn_of(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("#:schema ./routine.schema.json\n# "), "says where its numbers are from"
    found = lint(parse_routine(text, path.name), text)
    assert [each.message for each in found if each.severity != "note"] == []
    assert simulate(compile_routine(read_routine(path)))[-1].event is EventName.WORKOUT_ENDED
