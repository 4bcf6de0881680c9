"""The gauges: the pacer, the bar of the time under load, and the dots."""

from hypothesis import given
from hypothesis import strategies as st

from supertimer.engine.cadence import Block, Cadence, Phase, PhaseName
from supertimer.engine.plan import ForReps, SetPlan, Window
from supertimer.ui.workout.gauges import (
    EIGHTHS,
    Dot,
    dot_row,
    full_ms,
    pacer_rows,
    window_bar,
)

WINDOW = Window(90_000, 150_000)


def eighths(height: float, rows: int) -> int:
    return sum(EIGHTHS.index(char) for char in pacer_rows(height, rows))


def test_half_of_three_rows() -> None:
    assert pacer_rows(0.5, 3) == [" ", "▄", "█"]


def test_empty_and_full() -> None:
    assert pacer_rows(0.0, 4) == [" "] * 4
    assert pacer_rows(1.0, 4) == ["█"] * 4


def test_an_eighth_of_a_cell_is_visible() -> None:
    assert pacer_rows(1 / 16 + 1 / 128, 16) == [" "] * 14 + ["▁", "█"]


@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 60))
def test_a_higher_pacer_never_fills_less(one: float, other: float, rows: int) -> None:
    low, high = sorted((one, other))
    assert eighths(low, rows) <= eighths(high, rows)
    assert abs(eighths(high, rows) - high * rows * 8) <= 0.5


@given(st.floats(0, 1), st.integers(1, 60))
def test_at_most_one_cell_is_partly_filled(height: float, rows: int) -> None:
    assert sum(char not in " █" for char in pacer_rows(height, rows)) <= 1


def test_before_the_window() -> None:
    bar = window_bar(45_000, 180_000, WINDOW, 101_000, 60)
    assert (bar.done, bar.before, bar.window, bar.after) == (15, (15, 15), (30, 20), (50, 10))
    assert (bar.opens, bar.tops, bar.last) == (30, 50, 34)


def test_inside_the_window() -> None:
    bar = window_bar(120_000, 180_000, WINDOW, None, 60)
    assert (bar.done, bar.before, bar.window, bar.after) == (40, (40, 0), (40, 10), (50, 10))
    assert bar.last is None


def test_the_bar_is_full_beyond_its_end() -> None:
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


def test_a_set_for_reps_fills_the_bar_with_its_last_rep() -> None:
    ten = Phase(PhaseName.LIFT, 10_000), Phase(PhaseName.LOWER, 10_000)
    plan = SetPlan("Row", 1, Cadence((Block(ten),)), ForReps(5), cap=300_000)
    assert full_ms(plan) == 100_000


def test_sets_of_an_exercise_stand_together() -> None:
    row = dot_row("aabc", [Dot.DONE, Dot.NOW, Dot.TO_COME, Dot.TO_COME], 20)
    assert (row.before, row.now, row.after) == ("●", "◆", " ○ ○")


def test_a_skipped_set_has_its_own_dot() -> None:
    row = dot_row("ab", [Dot.SKIPPED, Dot.NOW], 20)
    assert row.before + row.now == "◌ ◆"


def test_sixty_exercises_show_the_neighbours_of_now() -> None:
    names = [str(number) for number in range(60)]
    dots = [Dot.DONE] * 30 + [Dot.NOW] + [Dot.TO_COME] * 29
    row = dot_row(names, dots, 21)
    assert (row.before, row.now, row.after) == ("… ● ● ● ●", " ◆", " ○ ○ ○ ○ …")


@given(st.integers(1, 80), st.integers(0, 79), st.integers(8, 80))
def test_the_dots_fit_and_show_the_current_set(count: int, now: int, columns: int) -> None:
    now = min(now, count - 1)
    dots = [Dot.DONE] * now + [Dot.NOW] + [Dot.TO_COME] * (count - now - 1)
    row = dot_row([str(place // 2) for place in range(count)], dots, columns)
    assert len(row.before + row.now + row.after) <= columns
    assert row.now.strip() == Dot.NOW


def test_a_finished_workout_has_no_current_dot() -> None:
    row = dot_row("ab", [Dot.DONE, Dot.DONE], 20)
    assert (row.before, row.now, row.after) == ("● ●", "", "")
