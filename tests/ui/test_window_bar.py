"""The bar of the time under load."""

from hypothesis import given
from hypothesis import strategies as st

from supertimer.engine.cadence import Block, Cadence, Phase, PhaseName
from supertimer.engine.plan import ForReps, SetPlan, Window
from supertimer.ui.workout.gauges import full_ms, window_bar

WINDOW = Window(90_000, 150_000)


def test_before_the_window() -> None:
    bar = window_bar(45_000, 180_000, WINDOW, 101_000, 60)
    assert (bar.done, bar.before, bar.window, bar.after) == (15, (15, 15), (30, 20), (50, 10))
    assert (bar.opens, bar.tops, bar.last) == (30, 50, 34)


def test_inside_the_window() -> None:
    bar = window_bar(120_000, 180_000, WINDOW, None, 60)
    assert (bar.done, bar.before, bar.window, bar.after) == (40, (40, 0), (40, 10), (50, 10))
    assert bar.last is None


def test_beyond_the_end_it_is_full() -> None:
    bar = window_bar(999_000, 180_000, WINDOW, 101_000, 60)
    assert bar.done == 60
    assert bar.window[1] == bar.after[1] == 0


@given(
    st.integers(0, 400_000),
    st.integers(1, 400_000),
    st.none() | st.tuples(st.integers(0, 200_000), st.integers(0, 200_000)),
    st.integers(1, 200),
)
def test_the_stretches_fill_the_bar(
    tul: int, full: int, window: tuple[int, int] | None, columns: int
) -> None:
    plan = None if window is None else Window(min(window), max(window))
    bar = window_bar(tul, full, plan, None, columns)
    at = bar.done
    for start, length in (bar.before, bar.window, bar.after):
        if length:
            assert start == at
            at += length
    assert at == columns


def test_a_set_of_so_many_reps_fills_the_bar_when_they_are_done() -> None:
    ten = Phase(PhaseName.LIFT, 10_000), Phase(PhaseName.LOWER, 10_000)
    plan = SetPlan("Row", 1, Cadence((Block(ten),)), ForReps(5), cap=300_000)
    assert full_ms(plan) == 100_000
