"""What a workout looks like at one moment: all that a screen needs, and nothing that changes."""

from dataclasses import dataclass

from supertimer.engine.cadence import Phase, Side
from supertimer.engine.events import EndedBy
from supertimer.engine.plan import RestLabel, SegmentKind
from supertimer.engine.state import State
from supertimer.units import Load


@dataclass(frozen=True, slots=True)
class SetResult:
    """One attempt at a set, as it came out. Times in milliseconds; `at`s since the opening."""

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
    """The real time between the end of the effort before it and its own begin."""
    push_ms: int = 0
    """How long the lifter kept pushing after fatigue; no part of `tul_ms`."""
    discarded: bool = False
    """It was repeated, and does not count."""
    estimated: bool = False
    """The key was pressed some time after fatigue, and that time was taken off."""
    amended: bool = False
    """Corrected by hand."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A workout at `at` milliseconds after it was opened."""

    at: int
    state: State
    paused: bool
    resumes_in: int | None
    """While a resumed set counts 3-2-1: the milliseconds until it goes on."""
    index: int
    """The place in `Plan.sets` of the set that is being done; in a rest, of the one that comes."""
    segment: SegmentKind | None
    """None while waiting and when done."""
    label: RestLabel | None
    """In a rest: what kind of rest."""
    elapsed: int
    """Of the current segment, pauses excluded; while waiting, how long it has been waiting."""
    remaining: int | None
    """Of the current segment, in an open-ended set to its cap; None while waiting and when done."""
    rep: int | None
    """1-based, in work; None for a set of holds."""
    phase: Phase | None
    """In work only, like the next four."""
    phase_elapsed: int
    phase_side: Side | None
    """Which limb does this phase, for a set or a phase of one side."""
    height: float
    """Where the weight should be, 0.0 bottom to 1.0 top."""
    tul_ms: int
    """Of the set that is being done; in push and rest of the one that ended."""
    reps: int | None
    """Hundredths, like `tul_ms`."""
    load: Load | None
    """What is on; in a rest and while waiting, what is to be on after it. A later part of a
    rest-pause set may have less than the set, which begins with the load of its result."""
    results: tuple[SetResult, ...]
    """Every attempt so far, in the order in which they ended."""
    can_undo: bool
    """Whether `undo` would take something back now."""
