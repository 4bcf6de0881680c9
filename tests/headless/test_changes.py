"""A timeline that changed is told as a table: what moved by how much, what is new, or gone."""

import json
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from supertimer.engine.plan import Plan
from supertimer.engine.simulate import simulate
from supertimer.headless.changes import changes, table
from supertimer.headless.timeline import Line, as_lines, read_timeline, timeline_text
from supertimer.routine.check.diagnostic import RoutineError
from supertimer.routine.compile import compile_routine
from supertimer.routine.parse import parse_routine
from tests.headless.files import ROUTINE
from tests.routine.goldens import compare
from tests.strategies import plans

HERE = Path(__file__).parent


def lines(routine: str = ROUTINE) -> list[Line]:
    return as_lines(simulate(compile_routine(parse_routine(routine, "legs.toml"))))


@given(plans())
def test_a_timeline_equals_itself_after_it_was_written(plan: Plan) -> None:
    events = simulate(plan)
    assert (
        changes([json.loads(line) for line in timeline_text(events).splitlines()], as_lines(events))
        == []
    )


@given(plans(), plans())
def test_two_timelines_that_differ_have_changes_both_ways(one: Plan, other: Plan) -> None:
    before, after = as_lines(simulate(one)), as_lines(simulate(other))
    assume(before != after)
    assert changes(before, after)
    assert changes(after, before)


@given(plans(), st.data())
def test_no_single_difference_goes_unnoticed(plan: Plan, data: st.DataObject) -> None:
    before = as_lines(simulate(plan))
    place = data.draw(st.integers(0, len(before) - 1))
    key = data.draw(st.sampled_from(sorted(before[place])))
    changed = [*before]
    value = before[place][key]
    changed[place] = {**before[place], key: value + 1 if type(value) in (int, float) else "else"}
    assert changes(before, changed)
    assert changes(before, before[:place] + before[place + 1 :])


@given(plans(), st.integers(1, 5000))
def test_what_comes_later_as_a_whole_is_one_row_per_set(plan: Plan, ms: int) -> None:
    before = as_lines(simulate(plan))
    after = [{**line, "at": line["at"] + ms} for line in before]
    rows = changes(before, after)
    assert {row.how for row in rows} == {rows[0].how}
    assert rows[0].how.endswith("later")


def test_keys_that_a_later_version_adds_are_not_compared() -> None:
    before = lines()
    assert changes(before, [{**line, "mood": "good"} for line in before]) == []
    assert changes([{**line, "mood": "good"} for line in before], before)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("a-longer-rest", 'increment = "5 lb"', 'increment = "5 lb"\nrest = "90s"'),
        ("a-shorter-phase", "lift 4, hold 2", "lift 4, hold 1"),
        ("another-load-and-window", "load = 200", 'load = 205\ntarget = "60-120s"'),
        ("one-set-less", "sets = 2", "sets = 1"),
        ("another-exercise", '"Leg press"', '"Hack squat"'),
    ],
)
def test_a_change_is_told_as_a_table(name: str, old: str, new: str) -> None:
    assert old in ROUTINE
    found = "\n".join(table(changes(lines(), lines(ROUTINE.replace(old, new)))))
    compare(HERE / "changes" / f"{name}.txt", found + "\n")


def test_another_order_at_one_moment_is_told() -> None:
    before = lines()
    place = next(n for n, line in enumerate(before) if line["event"] == "set_ended")
    after = [*before]
    after[place - 1], after[place] = after[place], after[place - 1]
    assert after[place - 1]["at"] == after[place]["at"]
    assert [row.how for row in changes(before, after)] == ["in another order"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"at": 0, "event": "tick"}\n{"at": 1,', "x.jsonl:2:10: error: this is not JSON"),
        ("[1]\n", "x.jsonl:1:1: error: this is not an event"),
        ('{"at": "0", "event": "tick"}\n', "this is not an event"),
    ],
)
def test_a_file_that_is_not_a_timeline_is_told_at_its_place(
    content: str, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RoutineError) as caught:
        read_timeline(path)
    assert message in str(caught.value)
