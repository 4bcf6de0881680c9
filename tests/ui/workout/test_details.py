"""What can be read before a set: facts in order of importance, and the chart of the last sets."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supertimer.engine.plan import FirstOf, ForReps, ForTime
from supertimer.ui.theme import DARK
from supertimer.ui.workout.canvas import Canvas
from supertimer.ui.workout.details import facts, paint_chart, paint_details
from supertimer.units import Load
from supertimer.workout.briefing import Brief
from tests.ui.workouts import big_five, gym, pounds, recent

LEG_PRESS = replace(big_five().sets[1], window=big_five().sets[0].window)


def test_facts_begin_with_the_tempo() -> None:
    told = facts(LEG_PRESS, Brief(muscles=("quadriceps", "glutes")))
    assert told == [
        ("tempo", "lift 10, lower 10"),
        ("window", "1:30 to 2:30"),
        ("cap", "5:00"),
        ("muscles", "quadriceps, glutes"),
    ]


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (ForReps(1), "after 1 rep"),
        (ForTime(90_000), "at 1:30"),
        (FirstOf(8, 120_000), "after 8 reps or at 2:00"),
    ],
)
def test_facts_say_when_a_set_ends(end: ForReps | ForTime | FirstOf, said: str) -> None:
    assert ("ends", said) in facts(replace(LEG_PRESS, end=end), Brief())


@given(
    st.lists(st.integers(0, 900), max_size=20),
    st.tuples(st.integers(14, 90), st.integers(6, 30)),
    st.tuples(st.integers(0, 9), st.integers(0, 9)),
)
def test_the_chart_stays_in_its_place(
    seconds: list[int], size: tuple[int, int], at: tuple[int, int]
) -> None:
    (columns, rows), (x, y) = size, at
    canvas = Canvas(120, 60, DARK.base)
    paint_chart(canvas, x, y, columns, rows, Brief(recent=recent(*seconds)), DARK, None)
    for row, puts in enumerate(canvas.puts):
        last = x
        for left, width, text, _ in sorted(puts, key=lambda put: put[0]):
            assert y <= row < y + rows, text
            assert (last <= left and left + width <= x + columns) or row == y, text
            last = left + width


def test_the_chart_has_loads_and_dates_and_the_window() -> None:
    canvas = Canvas(80, 12, DARK.base)
    named = replace(recent(100)[0], load=Load.named("blue band"))
    brief = Brief(recent=(*recent(100, 118, 141, 84), named), year=2026)
    paint_chart(canvas, 0, 0, 80, 12, brief, DARK, None)
    shown = "\n".join(canvas.strip(row).text.rstrip() for row in range(12))
    assert "2:30" in shown and "1:30" in shown and "░" in shown
    assert "115     115     115     120     blue b…" in shown
    assert "12 Oct  16 Oct  19 Oct  23 Oct" in shown


def test_dates_of_another_year_have_their_year() -> None:
    canvas = Canvas(80, 12, DARK.base)
    paint_chart(canvas, 0, 0, 80, 12, Brief(recent=recent(100, 118), year=2027), DARK, None)
    assert "Oct ’26 Oct ’26" in "\n".join(canvas.strip(row).text for row in range(12))


@pytest.mark.parametrize("columns", range(18, 80))
def test_a_window_of_one_row_has_both_its_ends_beside_it(columns: int) -> None:
    canvas = Canvas(80, 8, DARK.base)
    brief = Brief(recent=recent(*[100] * 8, 161))
    paint_chart(canvas, 0, 0, columns, 8, brief, DARK, None)
    banded = [canvas.strip(row).text for row in range(8) if "░" in canvas.strip(row).text]
    assert len(banded) == 1 and banded[0].rstrip().endswith(" 1:30-2:30")


@pytest.mark.parametrize("rows", range(1, 20))
def test_a_low_window_shows_the_most_important_first(rows: int) -> None:
    canvas = Canvas(76, 40, DARK.base)
    brief = Brief(recent=recent(100, 118), muscles=("quadriceps",))
    paint_details(canvas, 2, 39 - rows, 72, rows, LEG_PRESS, brief, DARK, None)
    shown = "\n".join(canvas.strip(row).text for row in range(40))
    assert "lift 10, lower 10" in shown
    assert not canvas.puts[39], "the foot is there"


def test_small_bars_replace_the_chart_and_names_differ_from_values() -> None:
    canvas = Canvas(76, 3, DARK.base)
    brief = Brief(recent=recent(60, 118, 150), muscles=("quadriceps", "glutes"))
    paint_details(canvas, 0, 0, 76, 3, LEG_PRESS, brief, DARK, None)
    first, second, third = (canvas.strip(row).text.rstrip() for row in range(3))
    assert first == "tempo lift 10, lower 10   window 1:30 to 2:30   cap 5:00   last sets ▃ ▆ █"
    assert (second, third) == ("muscles quadriceps, glutes", "")
    styles = {text: style for row in canvas.puts for _, _, text, style in row}
    assert styles["tempo"] == DARK.dim and styles["lift 10, lower 10"] == DARK.plain
    assert styles["▃"].color != styles["█"].color, "too short differs from in the window"


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40), (200, 60)])
@pytest.mark.parametrize("settings", [(), (("seat", "6"),), (("seat", "4"), ("chest pad", "B"))])
async def test_everything_can_be_read_before_a_set(
    settings: tuple[tuple[str, str], ...], size: tuple[int, int]
) -> None:
    """The cadence, window, cap, cue, last time, the last sessions, advice, and muscles."""
    plan = big_five()
    first = replace(plan.sets[0], settings=settings)
    brief = Brief(
        "120 lb for 1:41 on 3 Nov",
        pounds(125),
        "over 2:30 last time: 5 lb more",
        recent=recent(100, 118, 141, 84),
        muscles=("middle back", "lats"),
    )
    async with gym(replace(plan, sets=(first, *plan.sets[1:])), size=size, briefs={0: brief}) as g:
        await g.wait(100)
        shown = " ".join(g.text().split())
        for part in (
            "last time 120 lb for 1:41 on 3 Nov",
            "press y for 125 lb over 2:30 last time: 5 lb more",
            "Slow first inch. Breathe.",
            "tempo lift 10, lower 10",
            "window 1:30 to 2:30",
            "cap 5:00",
            "last sets",
            "muscles",
            "middle back, lats",
        ):
            assert part in shown, part


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40), (200, 60)])
async def test_the_waiting_screen_has_the_details_where_they_fit(size: tuple[int, int]) -> None:
    brief = Brief("125 lb for 2:41 on 3 Nov", recent=recent(100, 118), muscles=("quadriceps",))
    async with gym(size=size, briefs={0: brief}) as g:
        shown = g.text()
        assert "last time" in shown
        assert "lift 10, lower 10" in shown or size[1] < 24
        assert ("Time under load, last sets" in shown) == (size[1] >= 40)
