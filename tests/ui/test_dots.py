"""One dot a set, and never more than there is room for."""

from hypothesis import given
from hypothesis import strategies as st

from supertimer.ui.workout.gauges import Dot, dot_row


def test_sets_of_an_exercise_stand_together() -> None:
    row = dot_row("aabc", [Dot.DONE, Dot.NOW, Dot.TO_COME, Dot.TO_COME], 20)
    assert (row.before, row.now, row.after) == ("●", "◆", " ○ ○")


def test_what_was_skipped_is_seen() -> None:
    row = dot_row("ab", [Dot.SKIPPED, Dot.NOW], 20)
    assert row.before + row.now == "◌ ◆"


def test_sixty_exercises_show_the_neighbours_of_now() -> None:
    names = [str(number) for number in range(60)]
    dots = [Dot.DONE] * 30 + [Dot.NOW] + [Dot.TO_COME] * 29
    row = dot_row(names, dots, 21)
    assert (row.before, row.now, row.after) == ("… ● ● ● ●", " ◆", " ○ ○ ○ ○ …")


@given(st.integers(1, 80), st.integers(0, 79), st.integers(8, 80))
def test_it_fits_and_shows_now(count: int, now: int, columns: int) -> None:
    now = min(now, count - 1)
    dots = [Dot.DONE] * now + [Dot.NOW] + [Dot.TO_COME] * (count - now - 1)
    row = dot_row([str(place // 2) for place in range(count)], dots, columns)
    assert len(row.before + row.now + row.after) <= columns
    assert row.now.strip() == Dot.NOW


def test_a_finished_workout_has_no_now() -> None:
    row = dot_row("ab", [Dot.DONE, Dot.DONE], 20)
    assert (row.before, row.now, row.after) == ("● ●", "", "")
