"""The events of one segment, and the sentences that it wants said."""

from collections.abc import Sequence
from dataclasses import dataclass

from supertimer.audio.score.cue import Kind
from supertimer.audio.score.spoken import Words
from supertimer.engine.events import Event, EventName
from supertimer.engine.plan import SegmentKind

Tone = tuple[int, Kind, int]
"""A sound that stands at its moment: milliseconds, kind, semitones."""

_BOUNDARIES = frozenset(
    {EventName.PHASE_STARTED, EventName.PAUSED, EventName.RESUMED, EventName.SET_ENDED}
)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence that wants a place between `at` and `by`; the lowest `rank` chooses first."""

    at: int
    by: int | None
    rank: int
    words: Words


@dataclass(frozen=True, slots=True)
class Stretch:
    """A segment's events, from its start to just before the next one's."""

    kind: SegmentKind | None
    """None: before the first segment, while the workout waits."""
    start: int
    events: Sequence[Event]
    end: int | None
    """When the next segment starts; None if that is open."""
    before: SegmentKind | None
    """What kind of segment came before it."""
    led: int
    """For how many milliseconds that one led up to it; 0 where somebody said go instead."""

    def until(self, at: int) -> int | None:
        """The next moment after `at` by which a sentence must be over."""
        for event in self.events:
            if event.at > at and event.event in _BOUNDARIES:
                return event.at
        return self.end

    def moved(self, at: int) -> int | None:
        """`at` later by the pauses before it; None while one of them lasts."""
        paused: int | None = None
        for event in self.events:
            if event.at > at:
                break
            if event.event is EventName.PAUSED:
                paused = event.at
            elif event.event is EventName.RESUMED and paused is not None:
                at += event.at - paused
                paused = None
        if paused is None:
            return at
        resumed = [e.at for e in self.events if e.event is EventName.RESUMED and e.at > paused]
        return at + resumed[0] - paused if resumed else None
