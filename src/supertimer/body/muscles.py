"""The names of the muscles, as common exercise catalogs spell them."""

from enum import StrEnum


class Muscle(StrEnum):
    """A muscle group that an exercise can work."""

    ABDOMINALS = "abdominals"
    ABDUCTORS = "abductors"
    ADDUCTORS = "adductors"
    BICEPS = "biceps"
    CALVES = "calves"
    CHEST = "chest"
    FOREARMS = "forearms"
    GLUTES = "glutes"
    HAMSTRINGS = "hamstrings"
    LATS = "lats"
    LOWER_BACK = "lower back"
    MIDDLE_BACK = "middle back"
    NECK = "neck"
    QUADRICEPS = "quadriceps"
    SHOULDERS = "shoulders"
    TRAPS = "traps"
    TRICEPS = "triceps"


MAJOR = (
    Muscle.QUADRICEPS,
    Muscle.HAMSTRINGS,
    Muscle.GLUTES,
    Muscle.CALVES,
    Muscle.CHEST,
    Muscle.LATS,
    Muscle.MIDDLE_BACK,
    Muscle.LOWER_BACK,
    Muscle.SHOULDERS,
    Muscle.BICEPS,
    Muscle.TRICEPS,
    Muscle.ABDOMINALS,
)
"""The groups that a whole-body workout takes to fatigue; the others work with them."""


class Region(StrEnum):
    """A part of the body that a routine can mean to cover: the key `covers` of a routine file."""

    WHOLE = "whole body"
    UPPER = "upper body"
    LOWER = "lower body"

    @property
    def majors(self) -> tuple[Muscle, ...]:
        """The major groups that belong to this part, in the order of `MAJOR`."""
        return tuple(muscle for muscle in MAJOR if muscle in _REGIONS[self])


_LOWER = frozenset({Muscle.QUADRICEPS, Muscle.HAMSTRINGS, Muscle.GLUTES, Muscle.CALVES})
_REGIONS = {
    Region.WHOLE: frozenset(MAJOR),
    Region.UPPER: frozenset(MAJOR) - _LOWER,
    Region.LOWER: _LOWER,
}
