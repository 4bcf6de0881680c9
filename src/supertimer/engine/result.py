"""How a set came out."""

from dataclasses import dataclass
from enum import StrEnum

from supertimer.units import Load

LONG_PAUSE = 5000
"""A set that was paused for longer, in milliseconds, is kept as paused."""


class EndedBy(StrEnum):
    """How a set came to its end.

    The program sees the first six; the lifter tells the others afterwards. `interrupted` is also
    what becomes of a set in which the program was cut off.
    """

    FATIGUE = "fatigue"
    REPS = "reps"
    TIME = "time"
    CAP = "cap"
    SKIP = "skip"
    STOP = "stop"
    PAIN = "pain"
    FORM = "form"
    INTERRUPTED = "interrupted"
    NOT_TO_FATIGUE = "not-to-fatigue"


@dataclass(frozen=True, slots=True)
class SetResult:
    """One attempt at a set. Times in milliseconds; `at`s since the workout was opened."""

    index: int
    """The set's place in `Plan.sets`."""
    started_at: int
    ended_at: int
    tul_ms: int
    reps: int | None
    """Hundredths; None for a set of holds."""
    ended_by: EndedBy
    load: Load | None
    paused_ms: int = 0
    rest_ms: int | None = None
    """The real time between the end of the effort before it and its own beginning."""
    push_ms: int = 0
    """How long the lifter kept pushing after fatigue; not part of `tul_ms`."""
    discarded: bool = False
    """It was repeated, and does not count."""
    estimated: bool = False
    """The key was pressed some time after fatigue, and that time was taken off."""
    amended: bool = False
    """Corrected by hand."""
    note: str = ""

    @property
    def paused(self) -> bool:
        """Whether the set was paused for more than five seconds in all."""
        return self.paused_ms > LONG_PAUSE
