"""Changing the order by keys: what is done next, what the lifter is told, what the voice says."""

import pytest

from supertimer.audio.score.score import score
from supertimer.audio.score.style import Style
from supertimer.engine.commands import LeaveOut, Reorder
from supertimer.engine.state import State
from supertimer.workout.reorder import put_next
from tests.audio.test_score import READER
from tests.engine.test_order import machines
from tests.workout.test_controls import Lifter

PLAN = machines("Leg press", "Chest press", "Seated row", sets=1)


def resting() -> Lifter:
    """A lifter three seconds into the rest after the leg press."""
    lifter = Lifter(PLAN)
    lifter.press("space")
    lifter.wait(10_000 + 40_000)
    lifter.press("x")
    lifter.wait(3_000)
    return lifter


def coming(lifter: Lifter) -> str:
    return lifter.controls.plan.sets[lifter.shown.snapshot.index].exercise


def said(lifter: Lifter) -> list[tuple[int, str]]:
    """What the voice says, and when."""
    runner = lifter.controls.runner
    cues = score(runner.plan, runner.events, Style(), READER)
    return [(cue.at, " ".join(cue.words)) for cue in cues if cue.words]


def test_the_exercise_that_is_due_is_done_later() -> None:
    lifter = resting()
    assert coming(lifter) == "Chest press"
    lifter.press("n")
    assert coming(lifter) == "Seated row"
    assert lifter.shown.notice == "Chest press comes later. Next: Seated row."
    words = [words for _, words in said(lifter)]
    assert any(each.startswith("chest press later next seated row") for each in words)
    assert not any(each.startswith("next chest press") for each in words), (
        "an announcement that is not true any more is dropped"
    )
    lifter.press("u")
    assert coming(lifter) == "Chest press"
    assert lifter.shown.notice == "Next: Chest press."


def test_the_order_changes_before_the_first_set_too() -> None:
    lifter = Lifter(PLAN)
    lifter.press("n")
    assert coming(lifter) == "Chest press"
    assert lifter.shown.notice == "Leg press comes later. Next: Chest press."


def test_a_choice_from_the_list_of_what_is_left() -> None:
    lifter = resting()
    lifter.press("o")
    assert [each.exercises for each in lifter.left] == [("Chest press",), ("Seated row",)]
    lifter.controls.reorder(put_next(lifter.left, lifter.left[1].unit))
    lifter.wait(20)
    assert coming(lifter) == "Seated row"
    lifter.controls.reorder(LeaveOut(lifter.left[0].unit))
    lifter.wait(20)
    assert lifter.shown.notice == "Chest press is left out today. Next: Seated row."
    assert any("chest press left out next seated row" in words for _, words in said(lifter))


def test_leaving_out_all_that_is_left_says_so() -> None:
    lifter = resting()
    lifter.controls.reorder(LeaveOut(2))
    lifter.controls.reorder(LeaveOut(1))
    lifter.wait(20)
    assert lifter.shown.snapshot.state is State.DONE
    assert lifter.shown.notice == "Chest press is left out today. No other set is left."


def test_one_more_set_of_the_exercise_just_done() -> None:
    lifter = resting()
    lifter.press("m")
    assert coming(lifter) == "Leg press"
    assert lifter.shown.notice == "One more set of Leg press is added. Next: Leg press."
    assert any("one more set next set 2" in words for _, words in said(lifter))


def test_one_more_set_when_everything_is_done() -> None:
    lifter = Lifter(machines("Leg press", sets=1))
    lifter.press("space")
    lifter.wait(50_000)
    lifter.press("x")
    assert lifter.wait(5_000).state is State.DONE
    lifter.press("m")
    assert lifter.shown.snapshot.state is State.WAITING
    lifter.press("space")
    lifter.wait(50_000)
    lifter.press("x")
    shown = lifter.wait(3_000)
    assert (shown.state, len(shown.results)) == (State.DONE, 2)


@pytest.mark.parametrize("key", ["o", "n", "m"])
def test_a_key_in_the_first_two_seconds_of_a_rest_changes_nothing(key: str) -> None:
    lifter = Lifter(PLAN)
    lifter.press("space")
    lifter.wait(50_000)
    lifter.press("x")
    lifter.wait(1_500)
    lifter.press(key)
    assert coming(lifter) == "Chest press"
    assert (lifter.left, lifter.shown.notice) == ((), "")


@pytest.mark.parametrize("key", ["o", "n", "m", "backspace"])
def test_in_a_set_the_keys_mean_fatigue(key: str) -> None:
    lifter = Lifter(PLAN)
    lifter.press("space")
    lifter.wait(50_000)
    lifter.press(key)
    assert lifter.shown.snapshot.state is State.RESTING
    assert len(lifter.shown.snapshot.results) == 1


def test_nothing_can_be_done_later_than_itself() -> None:
    lifter = Lifter(machines("Leg press", sets=2))
    lifter.press("n")
    assert lifter.asked == ["no postpone"]


def test_an_exercise_that_is_put_next_keeps_the_order_of_the_others() -> None:
    lifter = Lifter(machines("A", "B", "C", "D"))
    assert put_next(lifter.controls.runner.left, 2) == Reorder((2, 0, 1, 3))
