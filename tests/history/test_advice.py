"""Golden advice: written histories, and the advice for each."""

from dataclasses import replace
from datetime import timedelta
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
REPS = Goal(rule="reps", reps=(8, 12), grid=Grid(step=Decimal(5)))
VARIANTS = Goal(rule="bodyweight", window=WINDOW, steps=("Knee push-up", "Leg press", "Dip"))

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
    "the top of the window is inside": (
        STACK,
        ["120 lb 2:30"],
        "120 lb: 2:30 last time, window 1:30-2:30, so 120 lb again",
    ),
    "the bottom of the window is inside": (
        STACK,
        ["120 lb 1:30"],
        "120 lb: 1:30 last time, window 1:30-2:30, so 120 lb again",
    ),
    "once below the bottom: the same": (
        STACK,
        ["120 lb 1:45", "125 lb 1:20"],
        "125 lb: 1:20 last time, window 1:30-2:30, so 125 lb again",
    ),
    "twice in a row below the bottom: less": (
        STACK,
        ["125 lb 1:25", "125 lb 1:20"],
        "110 lb: 1:20 last time, below the window 1:30-2:30 twice in a row, so 110 lb",
    ),
    "below two thirds of the bottom: less at once": (
        STACK,
        ["125 lb 1:45", "125 lb 0:59"],
        "110 lb: 0:59 last time, window 1:30-2:30, so 110 lb",
    ),
    "exactly two thirds of the bottom: the same": (
        STACK,
        ["125 lb 1:00"],
        "125 lb: 1:00 last time, window 1:30-2:30, so 125 lb again",
    ),
    "the lightest plate stays": (
        STACK,
        ["5 lb 0:40"],
        "5 lb: 0:40 last time, window 1:30-2:30, but 5 lb is your lightest load",
    ),
    "dumbbells go from one to the next": (
        DUMBBELLS,
        ["12.5 kg 2:40"],
        "15 kg: 2:40 last time, window 1:30-2:30, so 15 kg",
    ),
    "dumbbells go down to a lighter pair": (
        DUMBBELLS,
        ["20 kg 0:40"],
        "15 kg: 0:40 last time, window 1:30-2:30, so 15 kg",
    ),
    "the lightest dumbbell stays": (
        DUMBBELLS,
        ["10 kg 0:40"],
        "10 kg: 0:40 last time, window 1:30-2:30, but 10 kg is your lightest load",
    ),
    "the stack ends": (
        DUMBBELLS,
        ["20 kg 2:40"],
        "20 kg: 2:40 last time, window 1:30-2:30, and 20 kg is your heaviest load, so go slower",
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
        "bodyweight: 0:40 last time, window 1:30-2:30, but bodyweight is your lightest load",
    ),
    "bodyweight alone, without a load step": (
        ANY,
        ["bodyweight 2:40"],
        "bodyweight: 2:40 last time, window 1:30-2:30, so go slower, or add your smallest weight",
    ),
    "bodyweight alone, with a load step": (
        STACK,
        ["bodyweight 2:40"],
        "bodyweight + 5 lb: 2:40 last time, window 1:30-2:30, so bodyweight + 5 lb",
    ),
    "no load at all": (
        ANY,
        ["none 2:40"],
        "-: 2:40 last time, window 1:30-2:30, so add a little load",
    ),
    "pain gives no advice": (
        STACK,
        ["120 lb 2:34", "125 lb 0:30 pain"],
        "125 lb: the same, because the last set ended by pain",
    ),
    "a stopped set gives no advice": (
        STACK,
        ["120 lb 0:34 stop"],
        "120 lb: the same, because the last set ended by stop",
    ),
    "a long pause gives no advice": (
        STACK,
        ["120 lb 2:34 paused"],
        "120 lb: the same, because the last set was paused",
    ),
    "a set cut short does not count as the time before": (
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
    "the advice mentions a long stall": (
        STACK,
        ["120 lb 1:50", "120 lb 1:48", "120 lb 1:50", "120 lb 1:44", "120 lb 1:49"],
        "120 lb: 1:49 last time, inside the window 1:30-2:30, but no gain in 5 workouts at 120 lb;"
        " try more days of rest, or reduce the load and build up again",
    ),
    "a gain of a second is a gain": (
        STACK,
        ["120 lb 1:50", "120 lb 1:51", "120 lb 1:50", "120 lb 1:44", "120 lb 1:49"],
        "120 lb: 1:49 last time, window 1:30-2:30, so 120 lb again",
    ),
    "another load on the way ends a stall": (
        STACK,
        ["115 lb 1:50", "120 lb 1:48", "120 lb 1:47", "120 lb 1:44", "120 lb 1:46"],
        "120 lb: 1:46 last time, window 1:30-2:30, so 120 lb again",
    ),
    "the first time, with a load in the routine": (
        Goal(window=WINDOW, load=Load(Decimal(120), Unit.LB)),
        [],
        "120 lb: first time, so the load in the routine",
    ),
    "the first time, without one": (
        STACK,
        [],
        "-: first time: choose a load that you can surely handle, stop at 2:30 even if you could"
        " continue, and add load next time",
    ),
    "said in another unit": (
        Goal(window=WINDOW, grid=Grid(step=Decimal(5)), unit=Unit.KG),
        ["120 lb 2:34"],
        "125 lb: 2:34 last time, window 1:30-2:30, so 56.7 kg",
    ),
    "by reps: the top is enough": (
        REPS,
        ["120 lb 4:00"],
        "125 lb: 12 reps last time, window 8-12 reps, so 125 lb",
    ),
    "by reps: a part of one is not": (
        REPS,
        ["120 lb 3:59"],
        "120 lb: 11.95 reps last time, window 8-12 reps, so 120 lb again",
    ),
    "bodyweight: slower first": (
        Goal(rule="bodyweight", window=WINDOW, rep_ms=8000, steps=("Push-up", "Dip")),
        ["bodyweight 2:40"],
        "bodyweight: 2:40 last time, window 1:30-2:30, so go slower",
    ),
    "bodyweight: then harder": (
        VARIANTS,
        ["bodyweight 2:40"],
        "-: 2:40 last time, window 1:30-2:30, so do Dip",
    ),
    "bodyweight: and back": (
        VARIANTS,
        ["bodyweight 0:40"],
        "-: 0:40 last time, window 1:30-2:30, so do Knee push-up",
    ),
    "a hold: longer, not slower": (
        Goal(rule="bodyweight", window=WINDOW, static=True, rep_ms=10_000),
        ["bodyweight 2:40"],
        "bodyweight: 2:40 last time, window 1:30-2:30, so hold longer",
    ),
    "a hold with variants: the next one": (
        Goal(
            rule="bodyweight", window=WINDOW, static=True, rep_ms=10_000, steps=("Leg press", "Dip")
        ),
        ["bodyweight 2:40"],
        "-: 2:40 last time, window 1:30-2:30, so do Dip",
    ),
    "the hardest hold: longer": (
        Goal(rule="bodyweight", window=WINDOW, static=True, steps=("Plank", "Leg press")),
        ["bodyweight 2:40"],
        "bodyweight: 2:40 last time, window 1:30-2:30, and this is the hardest variant,"
        " so hold longer",
    ),
    "a hold with bodyweight by time": (
        Goal(window=WINDOW, static=True),
        ["bodyweight 2:40"],
        "bodyweight: 2:40 last time, window 1:30-2:30, so hold longer, or add your smallest weight",
    ),
    "a hold without load": (
        Goal(window=WINDOW, static=True, unloaded=True),
        ["none 2:40"],
        "-: 2:40 last time, window 1:30-2:30, so hold longer",
    ),
    "a hold without load, too short": (
        Goal(window=WINDOW, static=True, unloaded=True),
        ["none 0:40"],
        "-: 0:40 last time, window 1:30-2:30: the same",
    ),
    "the first time, without any load": (
        Goal(window=WINDOW, static=True, unloaded=True),
        [],
        "-: first time: stop at 2:30 even if you could continue",
    ),
    "assistance as a plain load: no suggestion": (
        Goal(window=WINDOW, grid=Grid(step=Decimal(5)), assisted=True),
        ["40 kg 2:40"],
        "-: 2:40 last time, window 1:30-2:30: no suggestion for assistance;"
        " write it as “bodyweight - 40 kg”",
    ),
    "twice below, but once at the bottom: the same": (
        STACK,
        ["125 lb 1:30", "125 lb 1:29"],
        "125 lb: 1:29 last time, window 1:30-2:30, so 125 lb again",
    ),
    "back at the bottom: the same": (
        STACK,
        ["125 lb 1:20", "125 lb 1:30"],
        "125 lb: 1:30 last time, window 1:30-2:30, so 125 lb again",
    ),
    "10 % less, unless the routine says otherwise": (
        ANY,
        ["100 kg 0:40"],
        "90 kg: 0:40 last time, window 1:30-2:30, so 90 kg",
    ),
    "a stall at the bottom of the window": (
        STACK,
        ["120 lb 1:30"] * 5,
        "120 lb: 1:30 last time, inside the window 1:30-2:30, but no gain in 5 workouts at 120 lb;"
        " try more days of rest, or reduce the load and build up again",
    ),
    "a stall at its top": (
        STACK,
        ["120 lb 2:30"] * 5,
        "120 lb: 2:30 last time, inside the window 1:30-2:30, but no gain in 5 workouts at 120 lb;"
        " try more days of rest, or reduce the load and build up again",
    ),
    "one set below the window is no stall": (
        STACK,
        ["120 lb 1:30", "120 lb 1:29", "120 lb 1:30", "120 lb 1:30", "120 lb 1:30"],
        "120 lb: 1:30 last time, window 1:30-2:30, so 120 lb again",
    ),
    "by reps: the bottom is enough to stay": (
        REPS,
        ["120 lb 2:20", "120 lb 2:40"],
        "120 lb: 8 reps last time, window 8-12 reps, so 120 lb again",
    ),
    "by reps: a part of one less, twice": (
        REPS,
        ["120 lb 2:39", "120 lb 2:39"],
        "105 lb: 7.95 reps last time, below the window 8-12 reps twice in a row, so 105 lb",
    ),
    "by reps: two thirds of the bottom are 5.33": (
        REPS,
        ["120 lb 1:47"],
        "120 lb: 5.35 reps last time, window 8-12 reps, so 120 lb again",
    ),
    "by reps: less than two thirds": (
        REPS,
        ["120 lb 1:46"],
        "105 lb: 5.3 reps last time, window 8-12 reps, so 105 lb",
    ),
    "by reps: the latest set decides": (
        REPS,
        ["120 lb 2:50", "120 lb 4:00"],
        "125 lb: 12 reps last time, window 8-12 reps, so 125 lb",
    ),
    "by reps without a top: the bottom is enough": (
        replace(REPS, reps=(8, 8)),
        ["120 lb 2:40"],
        "125 lb: 8 reps last time, window at least 8 reps, so 125 lb",
    ),
    "by reps: a stall": (
        REPS,
        ["120 lb 3:59"] * 5,
        "120 lb: 11.95 reps last time, inside the window 8-12 reps, but no gain in 5 workouts"
        " at 120 lb; try more days of rest, or reduce the load and build up again",
    ),
    "without a top: the latest set decides": (
        replace(STACK, window=Window(90_000, None)),
        ["120 lb 1:20", "120 lb 1:31"],
        "125 lb: 1:31 last time, window at least 1:30, so 125 lb",
    ),
    "bodyweight: two thirds of the bottom are enough to stay": (
        VARIANTS,
        ["bodyweight 1:00"],
        "bodyweight: 1:00 last time, window 1:30-2:30: the same",
    ),
    "bodyweight: the latest set decides on an easier variant": (
        VARIANTS,
        ["bodyweight 1:40", "bodyweight 0:59"],
        "-: 0:59 last time, window 1:30-2:30, so do Knee push-up",
    ),
    "bodyweight: nothing is easier than the first variant": (
        replace(VARIANTS, steps=("Leg press", "Dip")),
        ["bodyweight 0:40"],
        "bodyweight: 0:40 last time, window 1:30-2:30: the same",
    ),
    "bodyweight: an exercise that is not in the list, harder": (
        replace(VARIANTS, steps=("Push-up", "Dip")),
        ["bodyweight 2:40"],
        "-: 2:40 last time, window 1:30-2:30, so do Push-up",
    ),
    "bodyweight: an exercise that is not in the list, easier": (
        replace(VARIANTS, steps=("Push-up", "Dip")),
        ["bodyweight 0:40"],
        "bodyweight: 0:40 last time, window 1:30-2:30: the same",
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


def test_the_rule_never_gives_no_advice() -> None:
    assert advise(written(["120 lb 2:34"]), Goal(rule="never", window=WINDOW)) is None


def test_a_set_without_a_window_gets_no_advice() -> None:
    assert advise(written(["120 lb 2:34"]), Goal()) is None


@given(
    st.lists(st.integers(1, 400), min_size=1, max_size=8),
    st.decimals(1, 500, places=1),
    st.sampled_from(["5", "2.5", "10"]),
)
def test_the_suggested_load_exists_and_follows_the_rule(
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


@pytest.mark.parametrize(
    ("days", "away", "expected"),
    [
        (28, 10, "120 lb: 2:00 last time, window 1:30-2:30, so 120 lb again"),
        (29, 10, "105 lb: 29 days since the last workout with it, so 105 lb"),
        (29, 0, "120 lb: 2:00 last time, window 1:30-2:30, so 120 lb again"),
        (60, 20, "95 lb: 60 days since the last workout with it, so 95 lb"),
    ],
)
def test_more_than_four_weeks_away_is_less_load(days: int, away: int, expected: str) -> None:
    past = written(["120 lb 2:00"])
    goal = replace(STACK, away=Decimal(away))
    advice = advise(past, goal, past[-1].started + timedelta(days=days))
    assert advice is not None and f"{advice.load}: {advice.reason}" == expected


def test_a_break_takes_a_tenth_of_the_load_unless_the_routine_says_otherwise() -> None:
    past = written(["100 kg 2:00"])
    advice = advise(past, ANY, past[-1].started + timedelta(days=29))
    assert advice is not None and str(advice.load) == "90 kg"


def test_a_set_that_was_not_timed_counts_for_reps_alone() -> None:
    past = [replace(written(["120 lb 4:00"])[0], tul_ms=0, imported=True)]
    by_reps, by_time = advise(past, REPS), advise(past, STACK)
    assert by_reps is not None and str(by_reps.load) == "125 lb"
    assert by_time is not None and by_time.reason.startswith("first time")


FORMS = [
    ("bodyweight - 40 kg", Grid(Decimal(5)), "bodyweight - 35 kg", "bodyweight - 45 kg"),
    ("pin 7", Grid(), "pin 8", "pin 6"),
    ("red", Grid(names=("yellow", "red", "blue")), "blue", "yellow"),
    ("2 x 20 kg", Grid(Decimal("2.5")), "2 x 22.5 kg", "2 x 17.5 kg"),
]


@pytest.mark.parametrize(("load", "grid", "more", "less"), FORMS)
def test_advice_for_loads_of_every_form(load: str, grid: Grid, more: str, less: str) -> None:
    """Assistance and named loads move one step, never a percent."""
    for time, expected in (("2:40", more), ("0:40", less)):
        (done,) = written([f"100 kg {time}"])
        advice = advise([replace(done, load=Load.parse(load))], replace(ANY, grid=grid))
        assert advice is not None and str(advice.load) == expected


def test_the_bottom_of_a_window_without_a_top_counts_as_above() -> None:
    for time, expected in (("1:30", "105 kg"), ("1:29", "100 kg")):
        goal = replace(ANY, window=Window(90_000, None), grid=Grid(Decimal(5)))
        advice = advise(written([f"100 kg {time}"]), goal)
        assert advice is not None and str(advice.load) == expected
        assert "window at least 1:30" in advice.reason


def test_a_plain_load_on_an_assisted_exercise_gives_no_advice() -> None:
    """More of it would be lighter."""
    goal = replace(STACK, grid=Grid(Decimal(5)))
    assert advise(written(["40 kg 2:40"], "Assisted chin-up"), goal) is None
    assert advise(written(["40 kg 2:40"], "Chin-up"), goal) is not None


@pytest.mark.parametrize(
    ("exercise", "assisted"), [("Assisted chin-up", False), ("Chin machine", True)]
)
def test_earlier_plain_loads_stay_out_of_the_advice(exercise: str, assisted: bool) -> None:
    """The user has rewritten the routine; `Chin machine` is an alias of an assisted exercise."""
    goal = replace(STACK, grid=Grid(Decimal(5)), assisted=assisted)
    short = ["bodyweight - 40 kg 1:20", "bodyweight - 40 kg 1:20"]
    for plain, load in ((1, "bodyweight - 40 kg"), (0, "bodyweight - 45 kg")):
        history = ["40 kg 1:20"] * plain + short[plain:]
        advice = advise(written(history, exercise), goal)
        assert advice is not None and str(advice.load) == load
