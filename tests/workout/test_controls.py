"""The controls: a whole workout by keys alone, and what the lifter is asked on the way."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from supertimer.clock import ManualClock
from supertimer.engine.commands import Amend, Go
from supertimer.engine.order import Left
from supertimer.engine.plan import Plan
from supertimer.engine.result import EndedBy
from supertimer.engine.session import Session
from supertimer.engine.snapshot import Snapshot
from supertimer.engine.state import State
from supertimer.routine.compile import compile_routine
from supertimer.routine.parse import parse_routine
from supertimer.units import Load, Unit
from supertimer.workout.briefing import Brief
from supertimer.workout.controls import Controls
from supertimer.workout.front import Ended, Shown
from supertimer.workout.guard import BURST_MS
from supertimer.workout.keymap import Action
from supertimer.workout.runner import Runner

ROUTINE = """
name = "Two machines"
unit = "kg"
[defaults]
tempo = "lift 2, lower 2"
target = "20-60s"
ready = "5s"
push = "3s"
rest = "30s"
[[exercise]]
name = "Leg press"
load = 100
increment = 5
sets = 2
[[exercise]]
name = "Row"
load = 50
rest_pause = { times = 1, rest = "10s" }
"""
PLAN = compile_routine(parse_routine(ROUTINE, "two-machines.toml"))
ADVISED = Load(Decimal(110), Unit.KG)


class Lifter:
    """A lifter at the keys, with a manual clock; it is the front end, too."""

    def __init__(self, plan: Plan = PLAN) -> None:
        self.clock = ManualClock(7_000)
        self.asked: list[str] = []
        self.ended: Ended | None = None
        self.left: Sequence[Left] = ()
        self.weighed: list[Load] = []
        self.controls = Controls(
            Runner(Session(plan), self.clock),
            self.clock,
            read_briefs=lambda: {0: Brief("100 kg for 0:50 on 3 Nov", ADVISED, "in the window")},
            keep_weight=self.weighed.append,
        )
        self.controls.brief()
        self.shown = self.controls.beat()

    def help(self) -> None:
        self.asked.append("help")

    def order(self, left: Sequence[Left]) -> None:
        self.asked.append("order")
        self.left = left

    def edit(self, ended: Ended) -> None:
        self.asked.append("edit")
        self.ended = ended

    def weigh(self) -> None:
        self.asked.append("weigh")

    def repeat(self) -> None:
        self.asked.append("repeat")

    def share(self) -> None:
        self.asked.append("share")

    def refuse(self, action: Action, why: str) -> None:
        self.asked.append(f"no {action}")

    def leave(self) -> None:
        self.asked.append("leave")

    def wait(self, ms: int) -> Snapshot:
        """Let time pass, with a look as often as a look is due."""
        until = self.clock.now() + ms
        while (left := until - self.clock.now()) > 0:
            self.clock.advance(min(left, max(1, self.controls.idle_ms(100))))
            self.shown = self.controls.beat()
        return self.shown.snapshot

    def press(self, key: str) -> Shown:
        self.controls.press(key, self.clock.now(), self)
        self.wait(BURST_MS)
        return self.shown

    def lift(self, ms: int) -> None:
        """Say go, get ready, lift for `ms` milliseconds, and press a key at fatigue."""
        self.press("space")
        self.wait(5_000 - BURST_MS + ms)
        self.press("x")


def test_a_whole_workout_by_keys_alone() -> None:
    lifter = Lifter()
    lifter.press("y")
    assert lifter.shown.snapshot.load == ADVISED
    lifter.lift(50_000)
    assert lifter.shown.snapshot.state is State.PUSHING
    shown = lifter.wait(33_000)
    assert (shown.state, shown.index, shown.load) == (State.WORKING, 1, ADVISED)
    lifter.wait(30_000)
    lifter.press("p")
    assert "Paused" in lifter.shown.question
    lifter.wait(10_000)
    lifter.press("space")
    lifter.wait(13_000)
    lifter.press("x")
    assert lifter.wait(60_000).state is State.WAITING
    lifter.lift(20_000)
    lifter.wait(10_000 + 20_000)
    lifter.press("space")
    assert lifter.wait(3_000).state is State.DONE
    lifter.press("enter")
    assert lifter.asked == ["leave"]
    results = lifter.shown.snapshot.results
    assert [(r.index, r.ended_by, r.tul_ms // 1000, str(r.load)) for r in results] == [
        (0, EndedBy.FATIGUE, 50, "110 kg"),
        (1, EndedBy.FATIGUE, 40, "110 kg"),
        (2, EndedBy.FATIGUE, 40, "50 kg"),
    ]
    assert results[1].paused


def test_the_next_set_waits_while_a_field_is_open() -> None:
    """Its get ready does not begin, or is taken back; it waits also after the field is closed."""
    for opened in (10_000, 27_000):
        lifter = Lifter()
        lifter.lift(50_000)
        lifter.wait(3_000 + opened)
        lifter.press("e")
        assert lifter.asked[-1] == "edit"
        lifter.controls.field_open = True
        shown = lifter.wait(60_000)
        assert (shown.state, shown.index) == (State.WAITING, 1)
        lifter.controls.field_open = False
        assert lifter.wait(10_000).state is State.WAITING
        lifter.press("space")
        assert lifter.wait(0).state is State.READY


def test_a_field_that_closes_in_time_does_not_hold_the_next_set() -> None:
    lifter = Lifter()
    lifter.lift(50_000)
    lifter.wait(13_000)
    lifter.controls.field_open = True
    lifter.wait(5_000)
    lifter.controls.field_open = False
    assert lifter.wait(15_000).state is State.WORKING


def test_a_pause_of_a_rest_pause_set_is_paused_while_a_field_is_open() -> None:
    lines = ROUTINE.splitlines()
    one = "\n".join([*lines[:9], *lines[lines.index("[[exercise]]", 10) :]])
    lifter = Lifter(compile_routine(parse_routine(one, "row.toml")))
    lifter.lift(20_000)
    lifter.controls.field_open = True
    shown = lifter.wait(20_000)
    assert (shown.state, shown.paused) == (State.RESTING, True)


def test_the_lifter_can_correct_the_last_set() -> None:
    lifter = Lifter()
    lifter.lift(50_000)
    lifter.wait(4_000)
    lifter.press("e")
    assert lifter.ended is not None
    assert (lifter.ended.attempt, lifter.ended.work.exercise) == (0, "Leg press")
    assert lifter.controls.give(Amend(attempt=0, note="knee")) == ""
    assert lifter.wait(0).results[0].note == ""
    assert lifter.wait(1).results[0].note == "knee"


def test_the_false_start_question_closes_when_the_set_is_kept() -> None:
    lifter = Lifter()
    lifter.lift(3_000)
    assert lifter.shown.question.startswith("False start?")
    lifter.press("k")
    assert lifter.shown.question == ""


@pytest.mark.parametrize(("ms", "asks"), [(6_600, True), (6_700, False)])
def test_a_false_start_is_below_a_third_of_the_window_s_bottom(ms: int, asks: bool) -> None:
    lifter = Lifter()
    lifter.lift(ms)
    assert lifter.shown.question.startswith("False start?") is asks


@pytest.mark.parametrize(("ms", "asks"), [(9_900, True), (10_000, False)])
def test_a_false_start_without_a_window_is_below_ten_seconds(ms: int, asks: bool) -> None:
    text = ROUTINE.replace('target = "20-60s"\n', "")
    lifter = Lifter(compile_routine(parse_routine(text, "open.toml")))
    lifter.lift(ms)
    assert lifter.shown.question.startswith("False start?") is asks


def test_a_stop_needs_a_second_press_and_an_undo_of_nothing_is_refused() -> None:
    lifter = Lifter()
    lifter.press("q")
    assert lifter.shown.question.startswith("Press q again to stop the workout")
    lifter.press("x")
    assert lifter.shown.question == ""
    lifter.press("u")
    assert lifter.asked == ["no undo"]
    lifter.wait(1_000)
    for _ in range(2):
        lifter.press("q")
        lifter.wait(1_000)
    assert lifter.shown.snapshot.state is State.DONE


@pytest.mark.parametrize(("key", "asked"), [("?", "help"), ("b", "weigh"), ("a", "repeat")])
def test_keys_for_help_weight_and_repeat_reach_the_front_end(key: str, asked: str) -> None:
    lifter = Lifter()
    lifter.press("question_mark" if key == "?" else key)
    assert lifter.asked == [asked]
    lifter.controls.weigh(ADVISED)
    assert (lifter.controls.weight, lifter.weighed) == (ADVISED, [ADVISED])


def test_pasted_text_chords_and_the_click_on_the_window_do_not_count() -> None:
    lifter = Lifter()
    lifter.controls.press("space", lifter.clock.now(), lifter)
    lifter.controls.paste()
    lifter.wait(100)
    lifter.controls.press("space", lifter.clock.now(), lifter)
    lifter.controls.chord("ctrl+c", lifter.clock.now())
    lifter.wait(1_000)
    lifter.controls.focus(lifter.clock.now())
    lifter.press("mouse")
    assert lifter.shown.snapshot.state is State.WAITING


def test_a_notice_disappears_after_eight_seconds() -> None:
    lifter = Lifter()
    lifter.controls.runner._log.notice = "The disk is full."
    lifter.wait(100)
    assert lifter.shown.notice == "The disk is full."
    lifter.wait(8_000)
    assert lifter.shown.notice == ""


def test_a_glance_is_enough_only_while_nothing_but_time_passes() -> None:
    lifter = Lifter()
    controls = lifter.controls
    lifter.wait(300)
    assert controls.glance() is not None
    controls.press("x", lifter.clock.now(), lifter)
    assert controls.glance() is None, "a key is held"
    lifter.wait(300)
    assert controls.glance() is not None
    controls.field_open = True
    assert controls.glance() is None, "the next set may have to wait"
    controls.field_open = False
    controls.give(Go())
    assert controls.glance() is None, "a command was given since the last beat"
    lifter.wait(300)
    assert controls.glance() is not None
