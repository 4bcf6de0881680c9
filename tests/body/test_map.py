"""The picture itself is in body_map.txt; `python -m tests.body.test_map` draws it anew."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supertimer.body.map import COLUMNS, LEVELS, PATTERNS, ROWS, SKIN, Cell, body_map, pattern_map
from supertimer.muscles import Muscle

GOLDEN = Path(__file__).with_name("body_map.txt")
MIRRORED = str.maketrans("▘▝▖▗▌▐▞▚▛▜▙▟", "▝▘▗▖▐▌▚▞▜▛▟▙")

PRESSED_YESTERDAY = {
    Muscle.CHEST: 4,
    Muscle.TRICEPS: 3,
    Muscle.SHOULDERS: 3,
    Muscle.LATS: 2,
    Muscle.MIDDLE_BACK: 2,
    Muscle.BICEPS: 1,
    Muscle.QUADRICEPS: 4,
    Muscle.GLUTES: 4,
    Muscle.HAMSTRINGS: 2,
    Muscle.CALVES: 1,
}

levels = st.dictionaries(st.sampled_from(Muscle), st.integers(0, LEVELS - 1))


def drawn() -> str:
    """The picture three times: its characters, its inks with papers, and without colours."""
    rows = body_map(PRESSED_YESTERDAY)
    signs: dict[int | None, str] = {level: str(level) for level in range(LEVELS)}
    signs |= {None: " ", SKIN: "."}
    parts = [
        ["".join(cell.text for cell in row) for row in rows],
        ["".join(signs[cell.ink] + signs[cell.paper] for cell in row) for row in rows],
        ["".join(cell.text for cell in row) for row in pattern_map(PRESSED_YESTERDAY)],
    ]
    return "\n\n".join("\n".join(line.rstrip() for line in part) for part in parts) + "\n"


def test_the_picture_is_the_one_that_was_approved() -> None:
    assert drawn() == GOLDEN.read_text(encoding="utf-8")


@given(levels)
def test_it_has_its_size_whatever_the_levels(levels: dict[Muscle, int]) -> None:
    for rows in (body_map(levels), pattern_map(levels)):
        assert len(rows) == ROWS
        assert all(len(row) == COLUMNS for row in rows)
        assert all(len(cell.text) == 1 for row in rows for cell in row)


@given(levels)
def test_both_figures_are_their_own_mirror_images(levels: dict[Muscle, int]) -> None:
    for row in body_map(levels)[1:]:  # the words stand in the first
        for figure in (row[:18], row[20:]):
            seen = [(cell.text.translate(MIRRORED), cell.ink, cell.paper) for cell in figure]
            assert seen[::-1] == [(cell.text, cell.ink, cell.paper) for cell in figure]


@pytest.mark.parametrize("muscle", Muscle)
def test_every_muscle_can_be_seen(muscle: Muscle) -> None:
    def cells(rows: list[list[Cell]]) -> list[Cell]:
        return [cell for row in rows for cell in row]

    hot = cells(body_map({muscle: 4}))
    assert any(4 in (cell.ink, cell.paper) for cell in hot)
    for cell in hot:
        if cell.muscle is muscle:
            assert 4 in (cell.ink, cell.paper)
    assert PATTERNS[4] in {cell.text for cell in cells(pattern_map({muscle: 4}))}


@given(levels)
def test_no_colour_is_needed_for_the_patterns(levels: dict[Muscle, int]) -> None:
    for row in pattern_map(levels):
        for cell in row:
            assert cell.ink is None
            assert cell.paper is None


if __name__ == "__main__":
    GOLDEN.write_text(drawn(), encoding="utf-8")
