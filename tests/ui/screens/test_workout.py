"""Whole workouts by keys, on a clock that only moves when it is told to."""

from dataclasses import replace
from decimal import Decimal

import pytest
from textual.widgets import Input

from supertimer.engine.plan import Plan, SegmentKind
from supertimer.engine.result import EndedBy
from supertimer.engine.state import State
from supertimer.ui.widgets.prompt import Prompt
from supertimer.ui.workout.view import WorkoutView
from supertimer.units import Load, Unit
from supertimer.workout.briefing import Brief
from supertimer.workout.guard import START_MS
from tests.ui.workouts import big_five, gym, pounds


async def test_from_go_to_the_rest_after_fatigue() -> None:
    async with gym() as g:
        assert g.now().state is State.WAITING
        await g.to_work(93_000)
        assert g.now().state is State.WORKING
        await g.press("space")
        assert g.now().state is State.PUSHING
        assert "1:33" not in g.text(), "big letters, not plain ones"
        await g.wait(10_000)
        result = g.now().results[0]
        assert (result.tul_ms, result.ended_by) == (93_000, EndedBy.FATIGUE)
        assert g.now().state is State.RESTING


@pytest.mark.parametrize(
    "key", ["enter", "pagedown", "right", "x", "Z", "7", "f9", "e", "o", "n", "m", "backspace"]
)
async def test_any_key_that_is_not_bound_is_fatigue(key: str) -> None:
    async with gym() as g:
        await g.to_work(60_000)
        await g.press(key)
        assert g.now().state is State.PUSHING


async def test_a_click_anywhere_is_fatigue() -> None:
    async with gym() as g:
        await g.to_work(60_000)
        await g.pilot.mouse_down(offset=(70, 3))
        await g.wait(20)
        assert g.now().state is State.PUSHING


async def test_no_key_ends_a_set_in_its_first_two_seconds() -> None:
    async with gym() as g:
        await g.to_work(START_MS - 100)
        await g.press("space")
        assert g.now().state is State.WORKING


@pytest.mark.parametrize("key", ["ctrl+x", "left_shift"])
async def test_modifiers_are_not_fatigue(key: str) -> None:
    async with gym() as g:
        await g.to_work(60_000)
        await g.press(key)
        assert g.now().state is State.WORKING


async def test_a_burst_is_not_fatigue() -> None:
    async with gym() as g:
        await g.to_work(60_000)
        await g.pilot.press("x", "y", "z")
        await g.wait(50)
        assert g.now().state is State.WORKING


async def test_space_does_nothing_in_ready_and_push_and_at_first_in_rest() -> None:
    async with gym() as g:
        await g.press("space")
        await g.wait(2_000)
        await g.press("space")
        assert g.now().state is State.READY
        await g.wait(8_000 + 60_000)
        await g.press("space")
        await g.wait(1_000)
        await g.press("space")
        assert g.now().state is State.PUSHING
        await g.wait(9_000)
        assert g.now().state is State.RESTING
        await g.press("space")
        assert g.now().state is State.RESTING
        await g.wait(3_000)
        await g.press("space")
        assert g.now().state is State.READY


async def test_space_starts_at_once_when_the_rest_is_over() -> None:
    async with gym() as g:
        await g.press("space")
        await g.press("s", 1_000)
        await g.wait(60_000 - 2_900)
        assert g.now().state is State.RESTING
        await g.wait(2_000)
        assert g.now().state is State.WAITING
        await g.press("space")
        assert g.now().state is State.READY


async def test_a_second_press_at_fatigue_does_not_start_the_next_set() -> None:
    plan = big_five()
    brief = [each for each in plan.segments if each.kind in (SegmentKind.READY, SegmentKind.WORK)]
    async with gym(replace(plan, segments=tuple(brief))) as g:
        await g.to_work(60_000)
        await g.press("space")
        assert g.now().state is State.WAITING
        await g.press("enter")
        assert g.now().state is State.WAITING
        await g.wait(2_000)
        await g.press("enter")
        assert g.now().state is State.READY


async def test_a_key_counts_when_pressed_not_when_handled() -> None:
    async with gym() as g:
        await g.to_work(60_000)
        await g.pilot.press("space")
        await g.wait(80)
        assert g.now().results[0].tul_ms == 60_000


async def test_fatigue_can_be_undone_during_the_push() -> None:
    async with gym() as g:
        await g.to_work(60_000)
        await g.press("space")
        assert "u undo" in g.text()
        await g.wait(3_000)
        await g.press("u")
        assert g.now().state is State.WORKING
        assert g.now().tul_ms >= 63_000


async def test_brackets_move_the_end_of_the_set_by_one_second() -> None:
    async with gym() as g:
        await g.to_work(60_000)
        await g.press("space")
        await g.wait(15_000)
        await g.press("left_square_bracket", then=800)
        await g.press("left_square_bracket", then=800)
        await g.press("right_square_bracket")
        assert g.now().results[0].tul_ms == 59_000
        assert "0:59" in g.text()


async def test_a_paused_set_resumes_after_three_seconds() -> None:
    async with gym() as g:
        await g.to_work(60_000)
        await g.press("p")
        assert "Space resume after 3-2-1" in g.text()
        await g.wait(30_000)
        await g.press("space")
        await g.wait(1_000)
        assert g.now().resumes_in is not None
        await g.wait(5_000)
        assert g.now().state is State.WORKING
        assert 62_000 <= g.now().tul_ms <= 64_000


async def test_a_pause_can_end_the_set_as_interrupted() -> None:
    async with gym() as g:
        await g.to_work(60_000)
        await g.press("p")
        await g.wait(5_000)
        await g.press("e")
        await g.wait(4_000)
        assert g.now().results[0].ended_by is EndedBy.INTERRUPTED
        assert g.now().state is State.RESTING


async def test_the_countdown_after_a_pause_shows_only_keys_that_work() -> None:
    async with gym() as g:
        await g.to_work(60_000)
        await g.press("p")
        await g.press("space", then=1_000)
        assert g.now().resumes_in is not None
        assert "Space" not in g.text()
        assert "? keys" in g.text()


async def test_a_pause_can_redo_the_set() -> None:
    async with gym() as g:
        await g.to_work(60_000)
        await g.press("p")
        await g.press("r")
        await g.wait(4_000)
        assert g.now().state in (State.READY, State.WAITING)
        assert g.now().index == 0


async def test_a_false_start_can_be_redone() -> None:
    async with gym() as g:
        await g.to_work(5_000)
        await g.press("space")
        assert "False start?   u undo   r redo   k keep" in g.text()
        await g.press("r")
        assert g.now().index == 0
        assert "False start?" not in g.text()


async def test_the_false_start_question_closes_before_the_rest_ends() -> None:
    async with gym() as g:
        await g.to_work(5_000)
        await g.press("space")
        await g.wait(10_000 + 15_000)
        assert "False start?" in g.text()
        await g.wait(10_000)
        assert "False start?" not in g.text()
        assert "edit set" in g.text()


async def test_a_false_start_can_be_kept() -> None:
    async with gym() as g:
        await g.to_work(5_000)
        await g.press("space")
        await g.press("k")
        assert "False start?" not in g.text()
        assert g.now().results[0].tul_ms == 5_000


async def test_a_remapped_keep_key_keeps_the_set() -> None:
    async with gym(keys={"k": "undo", "x": "keep"}) as g:
        await g.to_work(5_000)
        await g.press("space")
        assert "x keep" in g.text()
        await g.press("x")
        assert "False start?" not in g.text()
        await g.press("k")
        assert g.now().state is State.WORKING


async def test_stop_is_confirmed_only_by_its_own_key() -> None:
    async with gym() as g:
        await g.to_work(60_000)
        await g.press("q")
        assert "Press q again to stop the workout" in g.text()
        await g.wait(1_000)
        await g.press("q")
        assert g.now().state is State.DONE


async def test_an_unanswered_stop_question_closes() -> None:
    async with gym() as g:
        await g.to_work(60_000)
        await g.press("q")
        assert "Press q again to stop the workout, any other key to continue." in g.text()
        await g.press("escape")
        assert "to stop the workout" not in g.text()
        assert g.now().state is State.WORKING, "another key that could stop is a no"
        await g.wait(1_000)
        await g.press("q")
        await g.wait(7_000)
        assert "to stop the workout" not in g.text(), "nor must anything be pressed"
        await g.press("q")
        assert g.now().state is State.WORKING, "it is asked again"


async def test_a_notice_is_above_the_last_row_for_eight_seconds() -> None:
    async with gym() as g:
        await g.to_work(30_000)
        g.sound.notice = "No sound device. The workout continues with no sound."
        await g.wait(100)
        told, keys = g.text().splitlines()[-2:]
        assert told.strip() == "No sound device. The workout continues with no sound."
        assert "fatigue" in keys
        await g.wait(9_000)
        assert "No sound" not in g.text()
        g.sound.notice = "The history was locked by another program. " * 4
        await g.wait(100)
        assert "The history" not in g.text(), "a long one waits for the end of the set"


async def test_a_notice_is_visible_even_if_every_row_is_full() -> None:
    async with gym(size=(40, 12)) as g:
        await g.to_work(60_000)
        await g.press("space")
        await g.wait(20_000)
        assert g.now().state is State.RESTING
        assert g.text().splitlines()[-2].strip()
        g.sound.notice = "The sound is back."
        await g.wait(100)
        assert g.text().splitlines()[-2] == "  The sound is back."


async def test_an_action_without_a_key_is_not_offered() -> None:
    brief = Brief("", pounds(140), "over 2:30 last time")
    async with gym(briefs={0: brief}, keys={"k": "heavier", "y": "heavier"}) as g:
        await g.wait(100)
        assert "press" not in g.text() and "140 lb  over 2:30 last time" in g.text()
        await g.to_work(5_000)
        await g.press("space")
        assert "r redo" in g.text() and "keep" not in g.text()


async def test_fatigue_wins_over_the_question_whether_to_stop() -> None:
    async with gym() as g:
        await g.to_work(60_000)
        await g.press("q")
        await g.wait(1_000)
        await g.press("space")
        assert g.now().state is State.PUSHING


async def test_the_suggested_load_is_shown_with_its_reason_and_accepted() -> None:
    brief = Brief("205 lb for 1:32 on 3 Nov", pounds(140), "over 2:30 last time: 5 % more")
    async with gym(briefs={0: brief}) as g:
        await g.wait(100)
        assert "last time  205 lb for 1:32 on 3 Nov" in g.text()
        assert "press y for 140 lb  over 2:30 last time: 5 % more" in g.text()
        await g.press("y")
        assert g.now().load == pounds(140)
        assert "press y" not in g.text()
        assert "advice  over 2:30 last time: 5 % more" in g.text()


async def test_the_arrows_change_the_load_by_the_load_step() -> None:
    async with gym() as g:
        await g.press("up", then=800)
        await g.press("up", then=800)
        await g.press("down")
        assert g.now().load == pounds(125)


async def test_plus_lengthens_the_rest() -> None:
    async with gym() as g:
        await g.to_work(60_000)
        await g.press("space")
        await g.wait(10_000)
        before = g.now().remaining
        await g.press("plus", then=20)
        assert before is not None
        assert g.now().remaining == before + 15_000 - 20


SIZES = [
    (10, 5),
    (39, 12),
    (40, 11),
    (40, 12),
    (60, 16),
    (80, 24),
    (120, 40),
    (200, 60),
    (300, 100),
]


@pytest.mark.parametrize("size", SIZES)
async def test_every_size_is_painted_to_its_edges(size: tuple[int, int]) -> None:
    async with gym(size=size) as g:
        for ms in (0, 9_000, 60_000):
            await g.wait(ms)
            lines = g.text().split("\n")
            assert len(lines) == size[1]
            assert all(len(line) <= size[0] for line in lines)
            await g.press("space")


LONG = "Unilateral reverse lat pulldown with the long bar and a pause at the bottom"
STRANGE = ("脚を押す", "💪🏽 Press", "تمرين الصدر", LONG, "\x1b[31mRed\x07", "a‮b")


def strange_plan() -> Plan:
    return big_five(STRANGE)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_strange_names_are_shown_literally(size: tuple[int, int]) -> None:
    async with gym(strange_plan(), size=size) as g:
        for _ in STRANGE:
            await g.press("space", then=12_000)
            await g.wait(30_000)
            await g.press("space", then=80_000)
            assert "\x1b" not in g.text()
            assert "‮" not in g.text()


async def test_a_workout_of_sixty_exercises_fits() -> None:
    async with gym(big_five(tuple(f"Exercise {n}" for n in range(60)))) as g:
        await g.to_work(30_000)
        assert "…" in g.text()


@pytest.mark.parametrize(
    ("load", "weight", "asked"),
    [
        (Load(Decimal(0), Unit.KG, bodyweight=True), None, True),
        (Load(Decimal(5), Unit.KG, bodyweight=True), pounds(170), False),
        (pounds(5), None, False),
    ],
)
async def test_the_body_weight_is_asked_for_if_an_exercise_needs_it(
    load: Load, weight: Load | None, asked: bool
) -> None:
    plan = big_five()
    sets = (plan.sets[0], replace(plan.sets[1], load=load), *plan.sets[2:])
    async with gym(replace(plan, sets=sets), weight=weight) as g:
        assert isinstance(g.app.screen, Prompt) is asked
        if asked:
            await g.pilot.press(*"81.5", "enter")
            await g.wait(20)
            assert g.weighed == [Load(Decimal("81.5"), Unit.KG)]
            await g.press("b")
            assert g.app.screen.query_one(Input).value == "81.5"


async def test_the_screen_flashes_only_at_a_turnaround() -> None:
    async with gym(flashes=True) as g:
        await g.to_work(50)
        stage = g.screen.query_one(WorkoutView)
        bright = stage.render_line(1)
        await g.wait(1_000)
        assert next(iter(bright)).style != next(iter(stage.render_line(1))).style


async def test_many_resizes_neither_crash_nor_lose_a_key() -> None:
    sizes = [(10 + number * 37 % 291, 5 + number * 23 % 96) for number in range(200)]
    async with gym() as g:
        await g.to_work(60_000)
        for number, size in enumerate(sizes):
            await g.pilot.resize_terminal(*size)
            if number == 100:
                await g.pilot.press("x")
                g.clock.advance(20)
                g.screen.beat()
        await g.pilot.pause()
        assert g.now().state is State.PUSHING
        assert g.now().results[0].tul_ms == 60_000
        assert len(g.text().split("\n")) == sizes[-1][1]


async def test_audio_latency_delays_the_picture_but_not_keys() -> None:
    async with gym(latency_ms=300) as g:
        await g.to_work(9_000)
        for _ in range(40):
            g.clock.advance(50)
            g.screen.beat()
        shown = g.screen._stage._moment
        assert shown is not None
        assert g.now().at - shown.snapshot.at == 300
        await g.press("space")
        shown = g.screen._stage._moment
        assert shown is not None
        assert shown.snapshot.state is State.PUSHING
