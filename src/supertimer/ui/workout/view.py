"""What the workout screen shows besides the snapshot: words and numbers, prepared by others."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from supertimer.engine.plan import Plan
from supertimer.engine.snapshot import Snapshot
from supertimer.ui.theme import Palette
from supertimer.units import Unit
from supertimer.workout.briefing import Brief


@dataclass(frozen=True, slots=True)
class View:
    """A workout at one moment, as it is to be painted."""

    plan: Plan
    snapshot: Snapshot
    palette: Palette
    person: str = ""
    unit: Unit | None = None
    """The unit to show loads in; None: as they are lifted."""
    briefs: Mapping[int, Brief] = field(default_factory=dict)
    """By the set's place in the plan."""
    accept: str = ""
    """The key that takes the load that is advised."""
    hints: str = ""
    """The keys of the moment, for the last row."""
    question: str = ""
    """What the lifter is asked, instead of the hints."""
    notice: str = ""
    """What the lifter is told, above them."""
    flashes: bool = False
    """Whether the screen flashes at turnarounds, in place of sound."""
