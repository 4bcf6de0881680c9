"""Golden advice: written histories, and what is said of them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supertimer.engine.plan import Window
from supertimer.history.advice import Goal, advise
from supertimer.units import Grid, Load, Unit
from tests.history.written import written

WINDOW = Window(90_000, 150_000)
STACK = Goal(window=WINDOW, grid=Grid(step=Decimal(5)))
DUMBBELLS = Goal(window=WINDOW, grid=Grid(loads=tuple(map(Decimal, ("10", "12.5", "15", "20")))))
ANY = Goal(window=WINDOW)

GOLDEN: dict[str, tuple[Goal, list[str], str]] = {
    "above the window: more": (
        STACK,
        ["120 lb 2:34"],
        "125 lb: 2:34 last time, window 1:30-2:30, so 125 lb",
    ),
    "5 % is less than a plate: one plate": (
        STACK,
        ["60 lb 2:31"],
        "65 lb: 2:31 last time, window 1:30-2:30, so 65 lb",
    ),
    "5 % is several plates, rounded down": (
        STACK,
        ["350 lb 2:31"],
        "365 lb: 2:31 last time, window 1:30-2:30, so 365 lb",
    ),
    "the window's top itself is inside": (
        STACK,
        ["120 lb 2:30"],
        "120 lb: 2:30 last time, window 1:30-2:30, so 120 lb again",
    ),
    "the window's bottom itself is inside": (
        STACK,
        ["120 lb 1:30"],
        "120 lb: 1:30 last time, window 1:30-2:30, so 120 lb again",
    ),
    "once below the minimum: the same": (
        STACK,
        ["120 lb 1:45", "125 lb 1:20"],
        "125 lb: 1:20 last time, window 1:30-2:30, so 125 lb again",
    ),
    "twice running below the minimum: less": (
        STACK,
        ["125 lb 1:25", "125 lb 1:20"],
        "110 lb: 1:20 last time and below 1:30-2:30 the time before, too, so 110 lb",
    ),
    "below two thirds of the minimum: less at once": (
        STACK,
        ["125 lb 1:45", "125 lb 0:59"],
        "110 lb: 0:59 last time, window 1:30-2:30, so 110 lb",
    ),
    "two thirds of the minimum itself: the same": (
        STACK,
        ["125 lb 1:00"],
        "125 lb: 1:00 last time, window 1:30-2:30, so 125 lb again",
    ),
    "the lightest plate stays": (
        STACK,
        ["5 lb 0:40"],
        "5 lb: 0:40 last time, window 1:30-2:30, but there is nothing below 5 lb",
    ),
    "dumbbells go from one to the next": (
        DUMBBELLS,
        ["12.5 kg 2:40"],
        "15 kg: 2:40 last time, window 1:30-2:30, so 15 kg",
    ),
    "dumbbells go down to one that there is": (
        DUMBBELLS,
        ["20 kg 0:40"],
        "15 kg: 0:40 last time, window 1:30-2:30, so 15 kg",
    ),
    "the lightest dumbbell stays": (
        DUMBBELLS,
        ["10 kg 0:40"],
        "10 kg: 0:40 last time, window 1:30-2:30, but there is nothing below 10 kg",
    ),
    "the stack ends": (
        DUMBBELLS,
        ["20 kg 2:40"],
        "20 kg: 2:40 last time, window 1:30-2:30,"
        " but there is nothing above 20 kg: go slower instead",
    ),
    "any load: halves": (
        ANY,
        ["52.5 kg 2:40"],
        "55 kg: 2:40 last time, window 1:30-2:30, so 55 kg",
    ),
    "any load: at least a half": (
        ANY,
        ["4 kg 2:40"],
        "4.5 kg: 2:40 last time, window 1:30-2:30, so 4.5 kg",
    ),
    "any load: rounded down between halves, too": (
        ANY,
        ["7.25 kg 2:40"],
        "7.5 kg: 2:40 last time, window 1:30-2:30, so 7.5 kg",
    ),
    "bodyweight and a belt": (
        STACK,
        ["bodyweight + 10 kg 2:40"],
        "bodyweight + 15 kg: 2:40 last time, window 1:30-2:30, so bodyweight + 15 kg",
    ),
    "the last weight comes off the belt": (
        ANY,
        ["bodyweight + 0.5 kg 0:40"],
        "bodyweight: 0:40 last time, window 1:30-2:30, so bodyweight",
    ),
    "nothing comes off bodyweight": (
        ANY,
        ["bodyweight 0:40"],
        "bodyweight: 0:40 last time, window 1:30-2:30, but there is nothing below bodyweight",
    ),
    "bodyweight alone, where nobody knows what there is to hang on": (
        ANY,
        ["bodyweight 2:40"],
        "bodyweight: 2:40 last time, window 1:30-2:30,"
        " so go slower, or hang on the least weight that you have",
    ),
    "bodyweight alone, where it is known": (
        STACK,
        ["bodyweight 2:40"],
        "bodyweight + 5 lb: 2:40 last time, window 1:30-2:30, so bodyweight + 5 lb",
    ),
    "no load at all": (
        ANY,
        ["none 2:40"],
        "-: 2:40 last time, window 1:30-2:30, so a little more load",
    ),
    "pain gives no advice": (
        STACK,
        ["120 lb 2:34", "125 lb 0:30 pain"],
        "125 lb: the last set ended by pain: no advice from it",
    ),
    "a stopped set gives no advice": (
        STACK,
        ["120 lb 0:34 stop"],
        "120 lb: the last set ended by stop: no advice from it",
    ),
    "a long pause gives no advice": (
        STACK,
        ["120 lb 2:34 paused"],
        "120 lb: the last set was paused: no advice from it",
    ),
    "what told nothing does not count as the time before": (
        STACK,
        ["125 lb 1:40", "125 lb 0:20 pain", "125 lb 1:20"],
        "125 lb: 1:20 last time, window 1:30-2:30, so 125 lb again",
    ),
    "warm-ups and drops decide nothing": (
        STACK,
        ["60 lb 0:30 warmup; 120 lb 2:34; 95 lb 0:30 drop"],
        "125 lb: 2:34 last time, window 1:30-2:30, so 125 lb",
    ),
    "the first work set decides, not the second": (
        STACK,
        ["120 lb 2:34; 120 lb 1:10"],
        "125 lb: 2:34 last time, window 1:30-2:30, so 125 lb",
    ),
    "of two sides the weaker decides": (
        STACK,
        ["40 lb 2:34 left; 40 lb 2:10 right"],
        "40 lb: 2:10 last time, window 1:30-2:30, so 40 lb again",
    ),
    "no gain for long is said": (
        STACK,
        ["120 lb 1:50", "120 lb 1:48", "120 lb 1:50", "120 lb 1:44", "120 lb 1:49"],
        "120 lb: 1:49 last time, inside 1:30-2:30, but no gain in 5 sessions at 120 lb:"
        " more days of rest, or less load and up again, may help",
    ),
    "a gain of a second is a gain": (
        STACK,
        ["120 lb 1:50", "120 lb 1:51", "120 lb 1:50", "120 lb 1:44", "120 lb 1:49"],
        "120 lb: 1:49 last time, window 1:30-2:30, so 120 lb again",
    ),
    "another load on the way is no stall": (
        STACK,
        ["115 lb 1:50", "120 lb 1:48", "120 lb 1:47", "120 lb 1:44", "120 lb 1:46"],
        "120 lb: 1:46 last time, window 1:30-2:30, so 120 lb again",
    ),
    "the first time, with a load in the routine": (
        Goal(window=WINDOW, load=Load(Decimal(120), Unit.LB)),
        [],
        "120 lb: the first time, so what the routine says",
    ),
    "the first time, without one": (
        STACK,
        [],
        "-: the first time: take a load that you are sure of, stop at 2:30 even if you"
        " could go on, and add some the next time",
    ),
    "said in another unit": (
        Goal(window=WINDOW, grid=Grid(step=Decimal(5)), unit=Unit.KG),
        ["120 lb 2:34"],
        "125 lb: 2:34 last time, window 1:30-2:30, so 56.7 kg",
    ),
    "by reps: the top is enough": (
        Goal(rule="reps", reps=(8, 12), grid=Grid(step=Decimal(5))),
        ["120 lb 4:00"],
        "125 lb: 12 reps last time, window 8-12 reps, so 125 lb",
    ),
    "by reps: a part of one is not": (
        Goal(rule="reps", reps=(8, 12), grid=Grid(step=Decimal(5))),
        ["120 lb 3:59"],
        "120 lb: 11.95 reps last time, window 8-12 reps, so 120 lb again",
    ),
    "bodyweight: slower first": (
        Goal(rule="bodyweight", window=WINDOW, rep_ms=8000, steps=("Push-up", "Dip")),
        ["bodyweight 2:40"],
        "bodyweight: 2:40 last time, window 1:30-2:30, so the same, but slower",
    ),
    "bodyweight: then harder": (
        Goal(rule="bodyweight", window=WINDOW, steps=("Knee push-up", "Leg press", "Dip")),
        ["bodyweight 2:40"],
        "-: 2:40 last time, window 1:30-2:30, so Dip",
    ),
    "bodyweight: and back": (
        Goal(rule="bodyweight", window=WINDOW, steps=("Knee push-up", "Leg press", "Dip")),
        ["bodyweight 0:40"],
        "-: 0:40 last time, window 1:30-2:30, so Knee push-up",
    ),
    "other percentages": (
        Goal(window=WINDOW, grid=Grid(step=Decimal(5)), up=Decimal(10), down=Decimal(20)),
        ["200 lb 2:34"],
        "220 lb: 2:34 last time, window 1:30-2:30, so 220 lb",
    ),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_golden_advice(name: str) -> None:
    goal, history, expected = GOLDEN[name]
    advice = advise(written(history), goal)
    assert advice is not None
    assert f"{advice.load or '-'}: {advice.reason}" == expected


def test_never_is_never() -> None:
    assert advise(written(["120 lb 2:34"]), Goal(rule="never", window=WINDOW)) is None


def test_without_a_window_there_is_nothing_to_judge_by() -> None:
    assert advise(written(["120 lb 2:34"]), Goal()) is None


@given(
    st.lists(st.integers(1, 400), min_size=1, max_size=8),
    st.decimals(1, 500, places=1),
    st.sampled_from(["5", "2.5", "10"]),
)
def test_advice_is_always_a_load_that_there_is_and_moves_as_the_rule_says(
    seconds: list[int], amount: Decimal, step: str
) -> None:
    grid = Grid(step=Decimal(step))
    on = grid.floor(amount) or Decimal(step)
    history = written([f"{on} kg {s // 60}:{s % 60:02d}" for s in seconds])
    advice = advise(history, Goal(window=WINDOW, grid=grid))
    assert advice is not None
    assert advice.load is not None
    assert advice.load.amount % grid.step == 0 if grid.step else False
    if seconds[-1] > 150:
        assert advice.load.amount > on
    elif seconds[-1] >= 90:
        assert advice.load.amount == on
    elif seconds[-1] < 60 or (len(seconds) > 1 and seconds[-2] < 90):
        assert advice.load.amount < on or grid.below(on) is None
        assert advice.load.amount > 0
    else:
        assert advice.load.amount == on
