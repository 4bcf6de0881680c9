"""Where a workout is at one moment, as a frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from supertimer.engine.agenda import NOTHING_BEGUN, Agenda, Begun
from supertimer.engine.events import SetKeys, set_keys
from supertimer.engine.plan import Plan, RestLabel, Segment, SegmentKind, SetPlan
from supertimer.engine.result import SetResult
from supertimer.engine.state import State
from supertimer.engine.timeline import Timeline
from supertimer.units import Load


@dataclass(frozen=True, slots=True)
class Rest:
    """The rest that runs, or the rest before the current wait."""

    after: int
    """The place in the plan of the set that it follows."""
    label: RestLabel = RestLabel.REST
    rested: int = 0
    """While waiting: how long the rest was, in milliseconds."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a workout is."""

    plan: Plan
    state: State
    index: int
    """The place of the current segment in `Plan.segments`; in a rest and while waiting, of the
    segment that comes next."""
    timeline: Timeline
    agenda: Agenda
    """The events of the current segment that have not happened yet."""
    rest: Rest | None = None
    """The rest, during a rest and while waiting after one."""
    readying: bool = False
    """In a rest: whether its last part, the get ready, has begun."""
    held: bool = False
    """In a rest: whether the next set waits for go although the plan starts it automatically."""
    works: int = 0
    """How many work segments have begun."""
    stopped: bool = False
    """Whether the lifter stopped the workout early."""
    results: tuple[SetResult, ...] = ()
    loads: Mapping[int, Load | None] = field(default_factory=dict)
    """The loads of the sets that have ended, and those that replace planned ones, by the set's
    place in the plan."""
    begun: Begun = NOTHING_BEGUN
    """The parts of the current set before this one."""
    set_started: int | None = None
    """When the current set began; None outside of a set."""
    paused_ms: int = 0
    """Of the current set."""
    effort_ended: int | None = None
    """When the last effort ended, a push included."""

    @property
    def segment(self) -> Segment:
        """The current segment; in a rest and while waiting, the one that comes next."""
        if not self.plan.segments:  # all of the workout is left out
            return self.plan.left_out[-1]
        return self.plan.segments[min(self.index, len(self.plan.segments) - 1)]

    @property
    def current_set(self) -> int:
        """The set that is being done, or that comes next; the last one when all is done."""
        return self.segment.set

    @property
    def work(self) -> SetPlan:
        """The plan of that set."""
        return self.plan.sets[self.current_set]

    def keys(self, index: int) -> SetKeys:
        """Return what the events of the set at `index` share."""
        return set_keys(index, self.plan.sets[index])

    @property
    def stretch(self) -> SegmentKind | None:
        """The kind of segment that runs; None while waiting and when done."""
        if self.state is State.RESTING:
            return SegmentKind.READY if self.readying else SegmentKind.REST
        return None if self.state in (State.WAITING, State.DONE) else self.segment.kind

    @property
    def starts_itself(self) -> bool:
        """In a rest: whether the next set begins without go."""
        return self.state is State.RESTING and not (self.held or self.segment.waits)

    @property
    def ready_ms(self) -> int:
        """In a rest: the most milliseconds of it that can be the get ready."""
        return (self.segment.ms or 0) if self.segment.in_rest and self.starts_itself else 0

    @property
    def ends(self) -> int | None:
        """When the segment (or the whole rest) ends if no key is pressed; None if it is open-ended.

        While paused: as if the workout continued from the moment of the pause.
        """
        ends = self.agenda.ends
        if ends is None or self.state is not State.RESTING or self.readying:
            return ends
        return ends + self.ready_ms

    def result(self, index: int) -> SetResult | None:
        """Return the result that counts for the set at `index` of the plan, or None."""
        for result in reversed(self.results):
            if result.index == index and not result.discarded:
                return result
        return None

    def load(self, index: int) -> Load | None:
        """Return the load of the set at `index`, whether past, current, or planned."""
        return self.plan.load(index, self.loads)

    @property
    def next_load(self) -> Load | None:
        """The current load; in a rest and while waiting, the next one."""
        if not self.plan.segments:
            return self.load(self.current_set)
        return self.load_at(min(self.index, len(self.plan.segments) - 1))

    def load_at(self, place: int) -> Load | None:
        """Return the load in the segment at `place`, which must not be a rest."""
        return self.plan.load_at(place, self.loads)
