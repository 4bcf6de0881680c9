"""What is pressed on a page counts when it was pressed, unless something else came after it."""

from decimal import Decimal

import pytest

from supertimer.engine.commands import LeaveOut, Reorder, SetLoad
from supertimer.engine.state import State
from supertimer.errors import SupertimerError
from supertimer.units import Load, Unit
from supertimer.workout.controls import SHARED_MS, Controls
from supertimer.workout.front import Shown
from supertimer.workout.guard import BURST_MS
from supertimer.workout.keymap import Action
from supertimer.workout.stopping import ASKED_MS
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
    qr: tuple[str, ...] = ()
    address = code = ""
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

    def close(self) -> None:
        self.count = 0


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


# Stop


def test_stop_on_a_page_asks_first_here_and_there() -> None:
    lifter = in_a_set(30_000)
    lifter.controls.act(Action.STOP, at(lifter, 0), lifter)
    shown = lifter.controls.beat()
    assert shown.stopping
    assert shown.question == "Press q to stop the workout, any other key to continue."
    assert shown.snapshot.state is State.WORKING
    lifter.controls.act(Action.STOP, at(lifter, 0), lifter)
    shown = lifter.controls.beat()
    assert (shown.snapshot.state, shown.stopping) == (State.DONE, False)


def test_keep_on_a_page_continues_the_workout() -> None:
    lifter = in_a_set(30_000)
    for asks in (lambda: lifter.press("q"), lambda: act(lifter, Action.STOP)):
        asks()
        assert lifter.controls.beat().stopping
        act(lifter, Action.KEEP)
        shown = lifter.controls.beat()
        assert (shown.snapshot.state, shown.stopping) == (State.WORKING, False)
        lifter.wait(1_000)
    assert lifter.asked == []


def test_the_key_to_stop_answers_the_question_of_a_page_and_the_other_way_round() -> None:
    lifter = in_a_set(30_000)
    act(lifter, Action.STOP)
    lifter.press("q")
    assert lifter.shown.snapshot.state is State.DONE
    lifter = in_a_set(30_000)
    lifter.press("q")
    act(lifter, Action.STOP)
    assert lifter.controls.beat().snapshot.state is State.DONE


def test_any_other_key_continues_after_the_question_of_a_page() -> None:
    lifter = Lifter()
    act(lifter, Action.STOP)
    lifter.press("space")
    assert lifter.shown.snapshot.state is State.WAITING, "the key was only an answer"
    assert not lifter.shown.stopping


def test_fatigue_counts_while_the_question_is_open() -> None:
    lifter = in_a_set(30_000)
    act(lifter, Action.STOP)
    lifter.wait(1_000)
    act(lifter, Action.MAIN)
    shown = lifter.controls.beat()
    assert shown.snapshot.results[0].ended_by == "fatigue"
    assert not shown.stopping


def test_the_question_of_a_page_closes_by_itself() -> None:
    lifter = in_a_set(30_000)
    act(lifter, Action.STOP)
    lifter.wait(ASKED_MS + 100)
    assert not lifter.shown.stopping
    act(lifter, Action.STOP)
    assert lifter.controls.beat().stopping, "a late press asks again"


def act(lifter: Lifter, action: Action) -> None:
    lifter.controls.act(action, at(lifter, 0), lifter)


# The order, and a load


def test_a_load_that_is_chosen_on_a_page_is_that_of_the_set() -> None:
    lifter = Lifter()
    lifter.controls.choose(SetLoad(Load(Decimal("107.5"), Unit.KG), 0), at(lifter, 0), lifter)
    assert str(lifter.controls.beat().snapshot.load) == "107.5 kg"
    assert lifter.asked == []


def test_an_order_that_is_chosen_on_a_page_is_guarded_like_a_key() -> None:
    lifter = Lifter()
    first, second = (each.unit for each in lifter.controls.runner.left)
    lifter.controls.choose(Reorder((second, first)), at(lifter, 0), lifter)
    assert lifter.controls.beat().snapshot.index == 2
    assert lifter.controls.beat().notice == "Leg press comes later. Next: Row."
    lifter.wait(1_000)
    lifter.controls.choose(LeaveOut(first), at(lifter, 0), lifter)
    assert [each.unit for each in lifter.controls.runner.left] == [second]
    assert lifter.asked == []


def test_an_order_that_comes_just_after_a_set_is_refused_like_a_key() -> None:
    lifter = in_a_set(30_000)
    lifter.press("x")
    lifter.wait(3_000)
    assert lifter.shown.snapshot.state is State.RESTING
    lifter.controls.choose(LeaveOut(1), at(lifter, 0), lifter)
    assert lifter.asked == ["no order"]
    lifter.wait(2_000)
    lifter.controls.choose(LeaveOut(1), at(lifter, 0), lifter)
    assert lifter.asked == ["no order"]
    assert [each.unit for each in lifter.controls.runner.left] == [0]


def test_a_choice_that_is_older_than_a_command_is_refused() -> None:
    lifter = Lifter()
    late = at(lifter, 0)
    lifter.wait(1_000)
    lifter.press("up")
    lifter.wait(1_000)
    lifter.controls.choose(LeaveOut(0), late, lifter)
    lifter.controls.choose(SetLoad(Load(Decimal("5"), Unit.KG), 0), late, lifter)
    assert lifter.asked == ["no order", "no heavier"]
    assert len(lifter.controls.runner.left) == 2


def test_a_choice_that_means_nothing_is_refused() -> None:
    lifter = Lifter()
    lifter.controls.choose(LeaveOut(99), at(lifter, 0), lifter)
    lifter.controls.choose(SetLoad(Load(Decimal("5"), Unit.KG), 99), at(lifter, 0), lifter)
    assert lifter.asked == ["no order", "no heavier"]


# Sharing


def test_a_key_before_go_shares_the_workout_once() -> None:
    lifter = Lifter()
    opened: list[Phone] = []

    def open_pages() -> Phone:
        opened.append(Phone(lifter))
        return opened[-1]

    controls = Controls(lifter.controls.runner, lifter.clock, open_pages=open_pages)
    lifter.controls = controls
    assert "w phone" in controls.beat().hints
    lifter.press("w")
    assert lifter.asked == ["share"]
    assert controls.share() is controls.share() is controls.pages
    assert len(opened) == 1
    assert controls.beat() is opened[0].shown[-1]
    controls.close()
    controls.close()
    assert opened[0].count == 0


def test_a_workout_that_can_not_be_shared_says_so() -> None:
    lifter = Lifter()
    assert "phone" not in lifter.shown.hints
    with pytest.raises(SupertimerError, match="can't be shared"):
        lifter.controls.share()


def test_the_hint_is_gone_after_the_first_set() -> None:
    lifter = Lifter()
    lifter.controls = Controls(
        lifter.controls.runner, lifter.clock, open_pages=lambda: Phone(lifter)
    )
    lifter.lift(20_000)
    lifter.controls.field_open = True
    lifter.wait(40_000)
    assert lifter.shown.snapshot.state is State.WAITING
    assert "phone" not in lifter.shown.hints
