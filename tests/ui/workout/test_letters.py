"""Big letters are as big as they say, and golden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supertimer.ui.workout.letters import GLYPHS, HEIGHT, big, rows, spelled, width

LIFT_5 = """\
██      ██  ██████  ██████
██      ██  ██        ██
██      ██  ████      ██
██      ██  ██        ██
██████  ██  ██        ██"""


def picture(text: str, scale: int) -> str:
    return "\n".join(row.rstrip() for row in big(text, scale))


def test_lift_in_five_rows() -> None:
    assert picture("LIFT", 2) == LIFT_5


def test_round_bowls_have_their_corners_filled() -> None:
    assert picture("O", 2) == " ▄████▄\n██▀  ▀██\n██    ██\n██▄  ▄██\n ▀████▀"


def test_three_rows_are_the_smallest_letters() -> None:
    assert picture("10", 1) == " ▄█  ▄▀▀▄\n  █  █  █\n ▀▀▀  ▀▀"


@pytest.mark.parametrize("char", GLYPHS)
def test_every_glyph_is_a_rectangle(char: str) -> None:
    glyph = GLYPHS[char]
    assert len(glyph) == HEIGHT
    assert len({len(row) for row in glyph}) == 1
    assert char in " 0" or glyph not in [g for c, g in GLYPHS.items() if c not in (char, "0", "O")]


@given(st.text(st.sampled_from(sorted(GLYPHS)), min_size=1, max_size=8), st.integers(1, 12))
def test_big_letters_have_the_size_that_width_and_rows_return(text: str, scale: int) -> None:
    picture = big(text, scale)
    assert len(picture) == rows(scale)
    assert {len(row) for row in picture} == {width(text, scale)}


def test_accents_are_dropped_and_other_scripts_are_refused() -> None:
    assert spelled("Übung – é") == "UBUNG - E"
    assert spelled("脚") is None
    assert spelled("💪") is None
    assert spelled("") is None
