"""Written and generated histories for the tests of the body's advice."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from supertimer.body.coverage import Planned, Worked
from supertimer.body.muscles import Muscle
from supertimer.body.schedule import PastWorkout, Program

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
"""A Monday evening."""


def ago(days: float = 0, hours: float = 0) -> datetime:
    return NOW - timedelta(days=days, hours=hours)


def did(
    when: datetime,
    *primary: Muscle,
    helping: tuple[Muscle, ...] = (),
    seconds: int = 90,
    exercise: str = "Chest press",
    to_fatigue: bool = True,
) -> Worked:
    return Worked(when, exercise, primary, helping, seconds * 1000, to_fatigue)


muscles = st.lists(st.sampled_from(Muscle), unique=True, max_size=4).map(tuple)
moments = st.integers(0, 60 * 24 * 60).map(lambda minutes: NOW - timedelta(minutes=minutes))
sets_planned = st.builds(Planned, st.just("x"), muscles, muscles, st.integers(0, 600_000))
sets_worked = st.builds(
    Worked,
    moments,
    st.sampled_from(("Chest press", "Row", "Leg press")),
    muscles,
    muscles,
    st.integers(0, 600_000),
    st.booleans(),
)
NAMES = ("Upper", "Lower", "Whole")
workouts = st.lists(st.builds(PastWorkout, moments, st.sampled_from(NAMES)), max_size=30)
programs = st.lists(
    st.builds(
        Program,
        name=st.sampled_from(NAMES),
        per_week=st.none() | st.integers(1, 14),
        days=st.lists(st.integers(0, 6), max_size=3).map(tuple),
        alternate=st.lists(st.sampled_from((*NAMES, "Nobody's")), max_size=3).map(tuple),
        recovery=st.integers(0, 336).map(lambda hours: timedelta(hours=hours)),
        exercises=st.lists(st.sampled_from(("Chest press", "Row")), max_size=2).map(tuple),
        muscles=muscles,
    ),
    max_size=4,
)
