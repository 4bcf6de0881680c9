"""Events the way a test writes them, and what came instead of one that did not happen."""

import pytest
from hypothesis import given

from supertimer.engine.events import Event
from supertimer.engine.plan import Plan
from supertimer.engine.simulate import simulate
from supertimer.headless.happening import read_happening, told
from supertimer.routine.compile import compile_routine
from supertimer.routine.notation import NotationError
from supertimer.routine.parse import parse_routine
from tests.strategies import plans

ROUTINE = """
name = "Test"
[defaults]
target = "90-150s"
[[exercise]]
name = "Leg press"
[[exercise]]
name = "Push press"
sides = "each"
"""


@pytest.fixture(scope="module")
def events() -> tuple[Event, ...]:
    return simulate(compile_routine(parse_routine(ROUTINE, "test.toml")))


@given(plans())
def test_an_event_is_told_so_that_it_can_be_expected(plan: Plan) -> None:
    for event in simulate(plan):
        assert read_happening(told(event)).means(event)


def test_an_event_of_any_routine_is_told_so_that_it_can_be_expected(
    events: tuple[Event, ...],
) -> None:
    for event in events:
        assert read_happening(told(event)).means(event)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("1:30 target_reached Leg press", "1:40 target_reached Leg press set 1"),
        ("2:00 phase_started lower rep 1", "0:20 phase_started lower rep 1 Leg press set 1"),
        ("2:00 phase_started lower rep 2", "0:40 phase_started lower rep 2 Leg press set 1"),
        ("0:21 phase_started hold", "0:20 phase_started lower rep 1 Leg press set 1"),
        ("9:00 target_reached Leg press", "1:40 target_reached Leg press set 1"),
        ("2:12 last_matched", "2:10 rep_completed rep 6 Leg press set 1"),
        ("segment_started push Leg press set 2", "0:00 segment_started ready Leg press set 1"),
    ],
)
def test_the_nearest_is_the_most_alike_then_the_next_in_time(
    text: str, nearest: str, events: tuple[Event, ...]
) -> None:
    happening = read_happening(text)
    assert not any(map(happening.means, events))
    found = happening.nearest(events)
    assert found is not None
    assert told(found) == nearest


def test_what_never_happens_at_no_moment_has_nothing_near(events: tuple[Event, ...]) -> None:
    assert read_happening("last_matched").nearest(events) is None


@pytest.mark.parametrize(
    ("text", "message", "part"),
    [
        ("2:10 target_reachd Leg press", "unknown event “target_reachd”", "target_reachd"),
        ("retracted", "unknown event “retracted”", "retracted"),
        ("1:1 tick", "“1:1” is not a length of time", "1:1"),
        ("", "this should be an event in quotes", ""),
        ("tick " + "x" * 200, "an event has at most 200 characters", ""),
        ("tick \x07", "hidden character", ""),
    ],
)
def test_a_mistake_is_named(text: str, message: str, part: str) -> None:
    with pytest.raises(NotationError) as caught:
        read_happening(text)
    assert message in caught.value.message
    assert caught.value.part == part
