"""Time under load where a partner lifts: the quick way agrees with going through every phase."""

from hypothesis import given
from hypothesis import strategies as st

from supertimer.engine.cadence import Cadence, PhaseName
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
