"""Where a workout is at one moment, and what can be asked of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from supertimer.engine.agenda import NOTHING_BEGUN, Agenda, Begun
from supertimer.engine.plan import Plan, RestLabel
from supertimer.engine.snapshot import SetResult
from supertimer.engine.state import State
from supertimer.engine.timeline import Timeline
from supertimer.units import Load


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a workout is."""

    state: State
    index: int
    """The place of the current segment in `Plan.segments`; while waiting, of the next one."""
    timeline: Timeline
    agenda: Agenda
    """What of the current segment has not happened yet."""
    results: tuple[SetResult, ...] = ()
    loads: Mapping[int, Load | None] = field(default_factory=dict)
    """Loads that were put on instead of the planned ones, by the set's place in the plan."""
    begun: Begun = NOTHING_BEGUN
    """The parts of the current set before this one."""
    set_started: int | None = None
    """When the current set began; None outside of a set."""
    paused_ms: int = 0
    """Of the current set."""
    effort_ended: int | None = None
    """When the last effort ended, a push included."""

    def result(self, index: int) -> SetResult | None:
        """The result that counts of the set at `index` of the plan, if it is over."""
        for result in reversed(self.results):
            if result.index == index and not result.discarded:
                return result
        return None

    def load(self, plan: Plan, index: int) -> Load | None:
        """What is, was or is to be on for the set at `index`."""
        return plan.load(index, self._on)

    def load_at(self, plan: Plan, place: int) -> Load | None:
        """What is, was or is to be on in the segment at `place`; in a rest, after it."""
        return plan.load_at(place, self._on)

    @property
    def _on(self) -> Mapping[int, Load | None]:
        """What was really put on, by the set's place in the plan."""
        ended = {result.index: result.load for result in self.results if not result.discarded}
        return {**self.loads, **ended}

    def current_set(self, plan: Plan) -> int:
        """The set that is being done, or that comes next; the last one when all is done."""
        index = min(self.index, len(plan.segments) - 1)
        if self.state is State.RESTING and plan.segments[index].label is not RestLabel.PAUSE:
            index += 1
        return plan.segments[index].set
