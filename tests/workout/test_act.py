"""What is pressed on a page counts when it was pressed, unless something else came after it."""

from supertimer.engine.state import State
from supertimer.workout.controls import SHARED_MS, Controls, Shown
from supertimer.workout.guard import BURST_MS
from supertimer.workout.keymap import Action
from tests.workout.test_controls import Lifter


def at(lifter: Lifter, ago: int) -> int:
    """The workout's time `ago` milliseconds ago."""
    return lifter.clock.now() - lifter.controls.runner.opened - ago


def in_a_set(ms: int) -> Lifter:
    lifter = Lifter()
    lifter.press("space")
    lifter.wait(5_000 + ms)
    return lifter


def test_a_late_fatigue_counts_at_its_moment() -> None:
    lifter = in_a_set(50_000)
    lifter.controls.act(Action.MAIN, at(lifter, 10_000), lifter)
    assert lifter.asked == []
    result = lifter.wait(1).results[0]
    assert result.tul_ms == 40_000 + BURST_MS
    assert lifter.shown.snapshot.state is State.RESTING, "the push is over by now"


def test_a_press_means_what_it_meant_when_it_was_made() -> None:
    """The set has ended at its cap since: the tap ended it earlier, and starts nothing."""
    lifter = in_a_set(125_000)
    assert lifter.wait(1).state is State.RESTING
    lifter.controls.act(Action.MAIN, at(lifter, 30_000), lifter)
    result = lifter.wait(1).results[0]
    assert (result.ended_by, result.tul_ms // 1000) == ("fatigue", 95)


def test_a_press_that_is_older_than_a_command_is_refused() -> None:
    lifter = in_a_set(30_000)
    lifter.press("x")
    before = lifter.shown.snapshot.results
    lifter.controls.act(Action.MAIN, at(lifter, 5_000), lifter)
    assert lifter.asked == ["no main"]
    assert lifter.wait(1).results == before


def test_a_press_from_the_future_counts_now() -> None:
    lifter = in_a_set(30_000)
    lifter.controls.act(Action.MAIN, at(lifter, -60_000), lifter)
    assert lifter.wait(1).results[0].tul_ms // 1000 == 30


def test_the_first_seconds_are_guarded_as_for_keys() -> None:
    lifter = in_a_set(1_500)
    lifter.controls.act(Action.MAIN, at(lifter, 0), lifter)
    assert lifter.wait(1).state is State.WORKING


def test_an_action_without_a_meaning_is_refused() -> None:
    lifter = in_a_set(10_000)
    lifter.controls.act(Action.LONGER, at(lifter, 0), lifter)
    assert lifter.asked == ["no longer"]


class Phone:
    """A page that presses what the test says."""

    link, about = "http://phone", ""
    code: tuple[str, ...] = ()
    count = 1

    def __init__(self, lifter: Lifter) -> None:
        self.lifter = lifter
        self.presses: list[tuple[Action, int]] = []
        self.shown: list[Shown] = []

    def press(self, controls: Controls) -> None:
        while self.presses:
            controls.act(*self.presses.pop(0), self.lifter)

    def show(self, controls: Controls, shown: Shown) -> None:
        self.shown.append(shown)


def test_a_press_on_a_page_does_not_take_the_place_of_a_key_that_came_before_it() -> None:
    """The guard holds a key for a moment; a later command would make it too late."""
    lifter = in_a_set(30_000)
    phone = Phone(lifter)
    lifter.controls.pages = phone
    lifter.controls.press("x", lifter.clock.now(), lifter)
    pressed = at(lifter, 0)
    phone.presses.append((Action.PAUSE, pressed + 2))
    lifter.clock.advance(5)
    lifter.controls.beat()
    lifter.wait(2 * BURST_MS)
    (result,) = lifter.shown.snapshot.results
    assert (result.ended_by, result.ended_at) == ("fatigue", pressed)
    assert (lifter.shown.snapshot.state, lifter.shown.snapshot.paused) == (State.PUSHING, True)


def test_pages_see_every_beat_and_keep_the_front_end_awake() -> None:
    lifter = in_a_set(30_000)
    assert lifter.controls.idle_ms(1_000) > SHARED_MS
    lifter.controls.pages = phone = Phone(lifter)
    assert lifter.controls.idle_ms(1_000) <= SHARED_MS
    assert lifter.controls.beat() is phone.shown[-1]


def test_keep_on_a_page_answers_the_question_about_a_false_start() -> None:
    lifter = in_a_set(3_000)
    lifter.press("x")
    assert lifter.shown.early
    lifter.controls.act(Action.KEEP, at(lifter, 0), lifter)
    lifter.wait(1)
    assert not lifter.shown.early
