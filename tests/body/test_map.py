"""The pictures are in body_map.txt and body_low.txt; `python -m tests.body.test_map` draws them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supertimer.body.coverage import Worked
from supertimer.body.map import (
    COLUMNS,
    HEIGHTS,
    PATTERNS,
    ROWS,
    SKIN,
    Cell,
    body_map,
)
from supertimer.body.muscles import Muscle
from supertimer.body.views import by_days, by_work, picture
from tests.body.histories import NOW, ago, did, sets_worked

LOW = Path(__file__).with_name("body_low.txt")
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

levels = st.dictionaries(st.sampled_from(Muscle), st.integers(0, len(PATTERNS) - 1))


def drawn() -> str:
    """The picture three times: its characters, its inks with papers, and without colours."""
    rows = body_map(PRESSED_YESTERDAY)
    signs: dict[int | None, str] = {level: str(level) for level in range(len(PATTERNS))}
    signs |= {None: " ", SKIN: "."}
    parts = [
        ["".join(cell.text for cell in row) for row in rows],
        ["".join(signs[cell.ink] + signs[cell.paper] for cell in row) for row in rows],
        ["".join(cell.text for cell in row) for row in body_map(PRESSED_YESTERDAY, colour=False)],
    ]
    return "\n\n".join("\n".join(line.rstrip() for line in part) for part in parts) + "\n"


def drawn_low() -> str:
    """The map with its legend where there is room for 28, 21, 19 and 17 rows; without colours."""
    worked = [
        did(ago(hours=2), Muscle.CHEST, Muscle.TRICEPS, helping=(Muscle.SHOULDERS,), seconds=95),
        did(ago(days=3), Muscle.QUADRICEPS, Muscle.GLUTES, seconds=250),
        did(ago(days=6), Muscle.LATS, seconds=130),
    ]
    view = by_days(worked, NOW)
    parts = [picture(view, rows, colour=False) for rows in (28, 21, 19, 17)]
    parts += [picture(by_work(worked, NOW), 19, colour=False)[-1:]]
    texts = [
        "\n".join("".join(cell.text for cell in row).rstrip() for row in part) for part in parts
    ]
    return "\n\n".join(texts) + "\n"


def test_the_low_pictures_are_those_that_were_approved() -> None:
    assert drawn_low() == LOW.read_text(encoding="utf-8")


@given(st.lists(sets_worked, max_size=9), st.integers(17, 60), st.booleans())
def test_all_of_it_fits(worked: list[Worked], rows: int, colour: bool) -> None:
    for view in (by_days(worked, NOW), by_work(worked, NOW)):
        shown = picture(view, rows, colour=colour)
        assert len(shown) <= rows
        assert all(len(row) <= COLUMNS for row in shown)
        words = "".join(cell.text for row in shown for cell in row)
        legend = view.legend if rows >= ROWS + 3 + len(view.legend) else view.brief
        assert all(meaning in words for _, meaning in legend)
        inks = {cell.ink for row in shown for cell in row}
        assert inks >= {level for level, _ in legend} if colour else inks == {None}


def test_the_picture_is_the_one_that_was_approved() -> None:
    assert drawn() == GOLDEN.read_text(encoding="utf-8")


@given(levels, st.sampled_from(list(HEIGHTS)))
def test_it_has_its_size_whatever_the_levels(levels: dict[Muscle, int], height: int) -> None:
    for rows in (body_map(levels, height), body_map(levels, height, colour=False)):
        assert len(rows) == height
        assert all(len(row) == COLUMNS for row in rows)
        assert all(len(cell.text) == 1 for row in rows for cell in row)


@given(levels)
def test_both_figures_are_their_own_mirror_images(levels: dict[Muscle, int]) -> None:
    for row in body_map(levels)[1:]:  # the words stand in the first
        for figure in (row[:18], row[20:]):
            seen = [(cell.text.translate(MIRRORED), cell.ink, cell.paper) for cell in figure]
            assert seen[::-1] == [(cell.text, cell.ink, cell.paper) for cell in figure]


@pytest.mark.parametrize("height", HEIGHTS)
@pytest.mark.parametrize("muscle", Muscle)
def test_every_muscle_can_be_seen(muscle: Muscle, height: int) -> None:
    def cells(rows: list[list[Cell]]) -> list[Cell]:
        return [cell for row in rows for cell in row]

    hot = cells(body_map({muscle: 4}, height))
    assert any(4 in (cell.ink, cell.paper) for cell in hot)
    for cell in hot:
        if cell.muscle is muscle:
            assert 4 in (cell.ink, cell.paper)
    assert PATTERNS[4] in {cell.text for cell in cells(body_map({muscle: 4}, height, colour=False))}


@given(levels)
def test_no_colour_is_needed_for_the_patterns(levels: dict[Muscle, int]) -> None:
    for row in body_map(levels, colour=False):
        for cell in row:
            assert cell.ink is None
            assert cell.paper is None


if __name__ == "__main__":
    GOLDEN.write_text(drawn(), encoding="utf-8")
    LOW.write_text(drawn_low(), encoding="utf-8")
