"""The pacer fills from below, smoothly, and never moves backwards."""

from hypothesis import given
from hypothesis import strategies as st

from supertimer.ui.workout.gauges import EIGHTHS, pacer_rows


def eighths(height: float, rows: int) -> int:
    return sum(EIGHTHS.index(char) for char in pacer_rows(height, rows))


def test_half_of_three_rows() -> None:
    assert pacer_rows(0.5, 3) == [" ", "▄", "█"]


def test_empty_and_full() -> None:
    assert pacer_rows(0.0, 4) == [" "] * 4
    assert pacer_rows(1.0, 4) == ["█"] * 4


def test_an_eighth_of_a_cell_is_seen() -> None:
    assert pacer_rows(1 / 16 + 1 / 128, 16) == [" "] * 14 + ["▁", "█"]


@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 60))
def test_higher_is_never_less(one: float, other: float, rows: int) -> None:
    low, high = sorted((one, other))
    assert eighths(low, rows) <= eighths(high, rows)
    assert abs(eighths(high, rows) - high * rows * 8) <= 0.5


@given(st.floats(0, 1), st.integers(1, 60))
def test_only_one_cell_is_in_part(height: float, rows: int) -> None:
    assert sum(char not in " █" for char in pacer_rows(height, rows)) <= 1
