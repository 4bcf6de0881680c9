"""The names of the muscles, as the field's exercise catalogues spell them."""

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
"""The groups that a whole-body workout brings to fatigue; the others come along with them."""
