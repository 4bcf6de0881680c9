"""The outline of a routine says what the whole routine says, and takes anything else quietly."""

import random
import tomllib
from datetime import timedelta
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from supertimer.body.muscles import Muscle
from supertimer.body.schedule import Program
from supertimer.paths import bundled_routines
from supertimer.routine.check.diagnostic import RoutineError
from supertimer.routine.model import Routine
from supertimer.routine.parse import parse_routine, read_routine
from supertimer.routine.schema import routine_schema
from supertimer.routine.summary import read_outline, read_outlines
from supertimer.routine.usable import usable
from tests.routine.test_fuzz import KEYS, VALUES, mutated

MORE = (
    '" 90S "', '" 1M30S"', '"1:30"', '"1 h"', "0.5", '"Lift 10, LOWER 10"', '"30X1"', '" 50% "',
    '"Bodyweight + 10 KG"', '["Middle Back", " lats"]', '["- 20 %"]', '["5 kg", 6]', '"EACH"',
    '" 4 - 8 Reps "', '"8 Reps"', '"Fatigue"', "{ rule = \'reps\' }", '{ seat = 4, "b c" = "x" }',
    "[{ tempo = '4/4', reps = 2 }]", "{ times = 1, rest = 5 }", "{ times = 2, rest = [5, '6s'] }",
)  # fmt: skip
"""Values that are right for some key, written in unusual ways."""

EDGES = (
    '"0s"', '"0.5s"', '"599s"', '"600s"', '"601s"', '"20m"', '"1h"', '"61m"', '"2h"', '"336h"',
    '"337h"', '"15d"', "599", "600", "601", "3600", "3601", "999", "1000", "0x" + "f" * 5000,
    '"20%"', '["20%"]', '"-100%"', '["-99%"]', '"0%"', '"200%"', '"201%"', '"500%"', '["80%"]',
    '"abc"', '["abc"]', '"5001 lb"', '["5001 kg"]', '"999.5 kg"', "5000", "5001", '"LB"', '"kg"',
    '"Each"', '"each"', '" each"', '"Mon"', '["Mon"]', '["mon"]', '["mon", "tue"]', '"guided"',
    '"8-8 reps"', '"8-12 reps"', '"150-90s"', '"90-150s"', '"501 reps"', '"never"', '"Never"',
    '"a\\u001bb"', '["a\\u202eb"]', '"a\\nb"', '"\\u2028 60s"', f'"{"x" * 81}"', f'"{"x" * 501}"',
    "{ seat = true }", '{ seat = "" }', '{ "a\\u001b" = 1 }', "{ load = 9 }", "{ seat = 1e6 }",
    f"{{ {', '.join(f's{n} = 1' for n in range(21))} }}", '"upper body"', '"Upper Body "',
    '"99-499 reps"', '"90-501 reps"', '"600-700 reps"', '"1-999s"', '"900-999s"',
    "[" + '"lats", ' * 18 + "]", '["Lats"]',
)  # fmt: skip
"""Values about which a rule of thumb errs."""

PLACES: dict[str, tuple[str | int, ...]] = {
    "": (),
    "Schedule": ("schedule",),
    "Manner": ("defaults",),
    "Exercise": ("exercise", 0),
    "Block": ("exercise", 0, "cadence", 0),
    "Warmup": ("exercise", 0, "warmup", 0),
    "Drop": ("exercise", 0, "drops", 0),
    "RestPause": ("exercise", 0, "rest_pause"),
    "Progress": ("exercise", 0, "progress"),
}
"""Where the tables of the schema stand in `WITH_ALL_TABLES`."""
WITH_ALL_TABLES = """
name = "x"
schedule = {}
defaults = {}
[[exercise]]
name = "Leg press"
cadence = [{ tempo = "4/4" }]
warmup = [{ load = "50%", until = "3 reps" }]
drops = [{ load = "-20%" }]
rest_pause = { times = 1, rest = "10s" }
progress = {}
"""

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@pytest.mark.parametrize("path", sorted(bundled_routines().glob("*.toml")), ids=lambda p: p.stem)
def test_it_agrees_with_the_routine(path: Path) -> None:
    routine, outline = read_routine(path), read_outline(path)
    assert outline is not None
    assert outline.name == routine.name
    assert outline.per_week == routine.schedule.per_week
    assert outline.days == tuple(map(DAYS.index, routine.schedule.days))
    assert outline.alternate == routine.schedule.alternate
    assert outline.recovery == timedelta(milliseconds=routine.schedule.recovery)
    assert outline.exercises == tuple(each.name for each in routine.exercise)
    assert set(outline.muscles) == {one for each in routine.resolved() for one in each.muscles}


def test_a_whole_schedule(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(
        'name = "A"\n[schedule]\ndays = ["Tuesday", "fri"]\nalternate = "B"\nrecovery = "1h30m"\n'
        '[[exercise]]\nname = "Row"\nmuscles = ["lats", "Middle Back", "nonsense"]\n'
    )
    assert read_outline(path) == Program(
        name="A",
        days=(1, 4),
        alternate=("B",),
        recovery=timedelta(minutes=90),
        exercises=("Row",),
        muscles=(Muscle.LATS, Muscle.MIDDLE_BACK),
    )


@pytest.mark.parametrize(
    "schedule",
    ["per_week = 0", "per_week = true", "days = [8]", "days = 3", 'recovery = "soon"', "x = 1"],
)
def test_what_means_nothing_is_taken_for_absent(tmp_path: Path, schedule: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(f'name = "A"\n[schedule]\n{schedule}\n')
    assert read_outline(path) == Program(name="A")
    path.write_text(f'name = "A"\nschedule = [1]\nexercise = 3\n# {schedule}\n')
    assert read_outline(path) == Program(name="A")


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode()))
def test_no_file_stops_it(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(content)
    outline = read_outline(path)
    assert outline is None or outline.name


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b'\xef\xbb\xbfname = "A"\n')
    assert read_outline(path) == Program(name="A")


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "deep.toml").write_text(f"name = {'[' * 5000}")
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "good.toml").write_text('name = "Good"\n[[exercise]]\nname = "A"\n')
    (tmp_path / "twin.toml").write_text('name = "good"\n[[exercise]]\nname = "A"\n')
    (tmp_path / "useless.toml").write_text('name = "No exercise"\n')
    programs, broken = read_outlines([tmp_path, tmp_path / "missing"])
    assert [each.name for each in programs] == ["Good"]
    assert [path.stem for path in broken] == ["deep", "folder", "useless"]


@pytest.mark.parametrize(
    "line",
    [
        'tempo = "lfit 10, lower 10"', "tempo = 4", 'tempo = "4-1-4"', 'until = "8"', "until = 90",
        'target = "90"', 'load = "120 stone"', 'rest = "soon"', "rest = -1", "sets = 0",
        'sets = "2"', "sets = true", "lfit = 3", 'muscles = ["bicep"]', 'muscles = "chest"',
        'sides = "left"', "warmup = [{ load = 50 }]", "rest_pause = {}", 'drops = ["20"]',
        'cadence = [{ tempo = "x" }]', "settings = { seat = [1] }",
        'tempo = "reset 5"', 'tempo = "reset 5, reset 15"', 'cadence = [{ tempo = "reset 5" }]',
        f'tempo = "{", ".join(["squeeze 10"] * 9)}"',
    ],
)  # fmt: skip
def test_a_routine_with_a_wrong_value_cannot_be_used(line: str, tmp_path: Path) -> None:
    text = f'name = "A"\n[[exercise]]\nname = "B"\n{line}\n'
    with pytest.raises(RoutineError):
        parse_routine(text, "a.toml")
    (tmp_path / "a.toml").write_text(text)
    assert read_outlines([tmp_path]) == ([], [tmp_path / "a.toml"])


@pytest.mark.parametrize("seed", range(4))
def test_no_routine_that_can_be_used_is_left_out(seed: int) -> None:
    chance = random.Random(seed)
    used = 0
    for _ in range(100):
        content = mutated(chance)
        try:
            parse_routine(content, "a.toml")
        except RoutineError:
            continue
        assert usable(tomllib.loads(content.decode().removeprefix("\ufeff"))), content.decode()
        used += 1
    assert used


@given(st.sampled_from(KEYS), st.sampled_from([*VALUES, *MORE]))
def test_no_value_that_is_right_is_taken_for_wrong(key: str, value: str) -> None:
    text = f'name = "x"\n[[exercise]]\nname = "a"\n{key} = {value}\n'
    try:
        parse_routine(text, "a.toml")
    except RoutineError:
        return
    assert usable(tomllib.loads(text))


@pytest.mark.parametrize("table", PLACES)
def test_each_value_that_is_wrong_by_itself_is_told(table: str) -> None:
    schema = routine_schema()
    values = [tomllib.loads(f"x = {value}")["x"] for value in (*VALUES, *MORE, *EDGES)]
    for key in (schema["$defs"][table] if table else schema)["properties"]:
        for value in values:
            document: Any = tomllib.loads(WITH_ALL_TABLES)
            owner = reduce(getitem, PLACES[table], document)
            owner[key] = value
            try:
                Routine.model_validate(document)
            except ValidationError as error:
                wrong = [each["msg"] for each in error.errors()]
            else:
                wrong = []
            if not any("say the same thing" in each or "pauses, but" in each for each in wrong):
                assert usable(document) == (not wrong), (key, value, wrong)
