"""The result of a set."""

from dataclasses import dataclass
from enum import StrEnum

from supertimer.units import Load

LONG_PAUSE = 5000
"""A set that was paused for more than this, in milliseconds, is kept as paused."""


class EndedBy(StrEnum):
    """How a set ended.

    The program sees the first six; the lifter enters the others afterwards. A set during which the
    program was interrupted is `interrupted`, too.
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
    """One attempt at a set. Times are in milliseconds; `at` is since the workout was opened."""

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
    """The actual milliseconds between the end of the previous effort and the start of this set."""
    push_ms: int = 0
    """The milliseconds of push after fatigue; not part of `tul_ms`."""
    discarded: bool = False
    """Whether the set was repeated, so that this attempt does not count."""
    estimated: bool = False
    """Whether the key was pressed some time after fatigue and that time was subtracted."""
    amended: bool = False
    """Whether the lifter corrected it."""
    note: str = ""

    @property
    def paused(self) -> bool:
        """Whether the set was paused for more than five seconds in total."""
        return self.paused_ms > LONG_PAUSE
