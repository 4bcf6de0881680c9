"""The chart of an exercise: everything within its axes, at every size."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supertimer.engine.cadence import Side
from supertimer.engine.plan import SetKind
from supertimer.history.set_record import SetDone
from supertimer.ui.screens.chart_frame import (
    LEFT,
    Axis,
    Ink,
    day_ticks,
    load_ticks,
    paint_history,
    time_ticks,
)
from supertimer.ui.screens.chart_series import day_of, series_of
from supertimer.ui.theme import DARK
from supertimer.ui.workout.canvas import Canvas
from supertimer.units import Load
from tests.ui.workouts import pounds, recent


def painted(sets: tuple[SetDone, ...], columns: int = 80, rows: int = 24) -> Canvas:
    series = series_of(sets, None)
    span = day_of(sets[0]), day_of(sets[-1])
    ink = Ink(DARK, hatched=True)
    return paint_history(columns, rows, series, series.dots[-1], span, ink, "12 months")


def drawn(sets: tuple[SetDone, ...], columns: int = 80, rows: int = 24) -> str:
    canvas = painted(sets, columns, rows)
    return "\n".join(canvas.strip(row).text.rstrip() for row in range(rows))


@given(
    st.lists(st.integers(0, 4_000), min_size=1, max_size=30),
    st.tuples(st.integers(20, 200), st.integers(8, 60)),
)
def test_every_size_shows_every_point_within_the_axes(
    seconds: list[int], size: tuple[int, int]
) -> None:
    sets = recent(*seconds)
    columns, rows = size
    canvas = painted(sets, columns, rows)
    for puts in canvas.puts:
        places = [(x, width) for x, width, *_ in sorted(puts, key=lambda put: put[0])]
        for (x, width), (after, _) in pairwise(places):
            assert x + width <= after, "nothing overlaps"
    points = [x for puts in canvas.puts for x, _, text, _ in puts if text in "●★" and x >= LEFT]
    assert all(LEFT <= x < columns for x in points)
    assert bool(points) == (any(seconds) or rows >= 10)


def test_sets_without_a_time_are_said_to_have_none() -> None:
    assert "No times in these days." in drawn(recent(0, 0))


def test_the_window_is_a_band_and_records_are_stars() -> None:
    shown = drawn(recent(100, 118, 141, 84, 80))
    assert shown.count("░") > 100
    assert shown.count("★") == 2, "the one in the legend, and the longest at its load"
    assert "2:30" in shown and "1:30" in shown
    assert "Load, lb" in shown and "△ load" in shown


@pytest.mark.parametrize(("now", "sign"), [(125, "△"), (110, "▽"), (None, "◇")])
def test_a_load_step_has_a_sign_above_its_set(now: int | None, sign: str) -> None:
    first, second, third = recent(100, 118, 120)
    load = Load.named("blue band") if now is None else pounds(now)
    sets = (first, replace(second, load=load), replace(third, load=load))
    legend, signs, *_ = drawn(sets).split("Time under load")[1].splitlines()
    assert f"{sign} load" in legend
    assert signs.split() == [sign]
    assert signs.index(sign) == LEFT + 40, "on the fourth of seven days"


def test_a_drop_is_not_a_load_step() -> None:
    first, second, third = recent(100, 118, 120)
    drop = replace(second, kind=SetKind.DROP, load=pounds(90), window=None)
    shown = drawn((first, drop, third))
    assert "load" not in shown.split("Time under load")[1]
    assert "90" not in shown.split("Time under load")[0]
    assert "░" * 60 in shown, "the window goes on"


def test_a_change_of_tempo_has_a_sign_and_a_line() -> None:
    first, second, third = recent(100, 118, 120)
    sets = (replace(first, cadence="lift 10, lower 10"), replace(second, cadence="lift 5"), third)
    assert "≈ tempo" in drawn(sets) and "╎" in drawn(sets)
    assert "≈" not in drawn((first, second, third))
    assert "╎ tempo" in drawn(sets, rows=5), "no room for a row of signs"


def test_left_and_right_have_plots_with_the_same_scale() -> None:
    first, second, third, fourth = recent(100, 118, 97, 160)
    left, right = Side.LEFT, Side.RIGHT
    sets = (
        replace(first, side=left),
        replace(second, side=right),
        replace(third, side=left),
        replace(fourth, side=right, load=pounds(115)),
    )
    shown = drawn(sets)
    loads, upper = shown.split("Time, left")
    upper, lower = upper.split("Time, right")
    assert points(upper) == 2 and points(lower) == 2
    assert loads.count("◁") == loads.count("▷") == 2
    assert "2:30" in upper, "the axis has room for the times of the other side"
    assert "★" not in upper.replace("★ record", "") and "★" in lower


@pytest.mark.parametrize("rows", range(14, 45))
def test_equal_times_of_left_and_right_are_in_equal_rows(rows: int) -> None:
    done = recent(95, 107, 118, 131, 149)
    sides = [replace(each, side=side) for each in done for side in (Side.LEFT, Side.RIGHT)]
    _, *plots = drawn(tuple(sides), rows=rows).split("Time, ")
    left, right = ([line[8:] for line in plot.splitlines()[1:]] for plot in plots)
    dots = [[row for row, line in enumerate(plot) if "●" in line] for plot in (left, right)]
    assert dots[0] == dots[1] != []


def test_both_sides_share_a_low_plot_with_different_marks() -> None:
    first, second, third = recent(100, 118, 160)
    sides = Side.LEFT, Side.RIGHT, Side.RIGHT
    sets = [
        replace(each, side=side) for each, side in zip((first, second, third), sides, strict=True)
    ]
    shown = drawn(tuple(sets), rows=9)
    assert "◁ left ▷ right ▶ record" in shown
    assert shown.count("◁") == shown.count("▷") == shown.count("▶") == 2


def points(plot: str) -> int:
    """The sets and records in a plot."""
    return sum(line.count("●") + line.count("★") for line in plot.splitlines()[1:])


def test_loads_without_a_number_have_no_plot() -> None:
    sets = tuple(replace(done, load=Load.named("blue band")) for done in recent(100, 118))
    assert "Load" not in drawn(sets)


@pytest.mark.parametrize("months", ["3", "12"])
def test_dates_do_not_overlap(months: str) -> None:
    sets = recent(*[100] * 8 * int(months))
    dates = drawn(sets).splitlines()[-1].split("  ")
    assert all(len(date.strip().split()) in (0, 2) for date in dates)


def test_ticks_are_round_and_within_the_axis() -> None:
    assert load_ticks(95, 105, 5) == [95, 97.5, 100, 102.5, 105]
    assert load_ticks(93, 152, 5) == [100, 125, 150]
    assert time_ticks(80, 160, 6) == [90, 120, 150]
    assert day_ticks(20_700, 20_800, 50) == [20_700, 20_726, 20_752, 20_778]
    assert day_ticks(20_700, 20_702, 50) == [20_700, 20_701, 20_702]


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6), st.floats(-1e6, 1e6), st.integers(1, 100))
def test_every_value_is_on_the_axis(low: float, span: float, value: float, cells: int) -> None:
    assert 0 <= Axis(low, low + span, cells).cell(value) < cells
