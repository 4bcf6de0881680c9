"""Time under load where a partner lifts: the quick way agrees with going through every phase."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supertimer.engine.cadence import Block, Cadence, Phase, PhaseName
from tests.strategies import cadences


def load_by(cadence: Cadence, at: int) -> int:
    """The time under load by `at`, phase by phase."""
    return sum(
        min(position.phase.ms, at - position.phase_start)
        for position in cadence.phases(at)
        if position.phase.name is not PhaseName.RESET
    )


@given(cadences, st.integers(0, 200_000))
def test_load_by_a_moment(cadence: Cadence, at: int) -> None:
    assert cadence.tul(at) == load_by(cadence, at)


@given(cadences, st.integers(1, 100_000))
def test_the_moment_of_a_load_is_the_first_one(cadence: Cadence, tul: int) -> None:
    at = cadence.when_tul(tul)
    assert load_by(cadence, at) == tul
    assert load_by(cadence, at - 1) == tul - 1


LOWERED = Cadence((Block((Phase(PhaseName.LOWER, 4_000), Phase(PhaseName.RESET, 1_500))),))
MIXED = Cadence(
    (
        Block((Phase(PhaseName.LOWER, 3_000), Phase(PhaseName.RESET, 1_000)), reps=2),
        Block((Phase(PhaseName.LIFT, 500), Phase(PhaseName.LOWER, 1_500))),
    )
)


@pytest.mark.parametrize(
    ("cadence", "tul", "at"),
    [
        (LOWERED, -1, 0),
        (LOWERED, 0, 0),
        (LOWERED, 1, 1),
        (LOWERED, 4_000, 4_000),
        (LOWERED, 4_001, 5_501),
        (LOWERED, 8_000, 9_500),
        (LOWERED, 8_002, 11_002),
        (MIXED, 3_000, 3_000),
        (MIXED, 3_001, 4_001),
        (MIXED, 6_000, 7_000),
        (MIXED, 6_001, 8_001),
        (MIXED, 6_501, 8_501),
        (MIXED, 8_001, 10_001),
    ],
)
def test_the_moment_of_a_time_under_load(cadence: Cadence, tul: int, at: int) -> None:
    assert cadence.when_tul(tul) == at


@pytest.mark.parametrize(
    ("at", "tul"), [(-5, 0), (0, 0), (1, 1), (4_000, 4_000), (5_500, 4_000), (5_501, 4_001)]
)
def test_the_time_under_load_at_a_moment(at: int, tul: int) -> None:
    assert LOWERED.tul(at) == tul


def test_a_rep_is_done_once_if_nothing_says_how_often() -> None:
    once = Cadence((Block((Phase(PhaseName.LOWER, 3_000),)), *LOWERED.blocks))
    assert [p.phase.ms for p in once.phases(8_000)] == [3_000, 4_000, 1_500]
    assert [p.phase_start for p in LOWERED.phases(5_500)] == [0, 4_000]
