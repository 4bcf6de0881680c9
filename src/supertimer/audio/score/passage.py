"""A segment's events, and the tones and sentences made from them."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from supertimer.audio.score.cue import Kind
from supertimer.audio.score.spoken import Words
from supertimer.engine.events import (
    Event,
    OrderChanged,
    Paused,
    PhaseResumed,
    PhaseStarted,
    PushStarted,
    ReadyStarted,
    RestStarted,
    Resumed,
    SegmentStarted,
    SetEnded,
    Waiting,
    WorkStarted,
)
from supertimer.engine.plan import Plan


@dataclass(frozen=True, slots=True)
class Tone:
    """A sound and its moment."""

    at: int
    kind: Kind
    pitch: int = 0
    """Semitones above the kind's own pitch."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words that need a place between `at` and `by`; the lowest `rank` chooses first."""

    at: int
    rank: int
    words: Words
    by: int | None = None


@dataclass(frozen=True)
class Passage:
    """A segment's events, from its start to just before the next one's."""

    plan: Plan
    opening: SegmentStarted | None
    """None: before the first segment, while the workout waits."""
    events: Sequence[Event]
    """The events; the opening is the first."""
    before: SegmentStarted | None
    """The opening of the segment before it."""
    led: int
    """The milliseconds of the segment that led up to it; 0 if a key began it."""
    after: SegmentStarted | None
    """The opening of the next segment; None if it is unknown."""

    @property
    def start(self) -> int:
        """The moment at which it begins."""
        return self.events[0].at

    @property
    def end(self) -> int | None:
        """The moment at which the next segment begins; None if it is unknown."""
        return self.after.at if self.after else None

    @property
    def comes(self) -> int | None:
        """In a rest or its get ready: the set after it."""
        match self.opening:
            case RestStarted() as rest:
                return rest.next_index
            case ReadyStarted(in_rest=True) as ready:
                return ready.index
        return None

    @property
    def orders(self) -> Sequence[OrderChanged]:
        """The changes of the order in it."""
        return [event for event in self.events if isinstance(event, OrderChanged)]

    @property
    def begins_rest(self) -> bool:
        """Whether a rest begins here, even if all of it is get ready."""
        opening, before = self.opening, self.before
        if not isinstance(opening, ReadyStarted) or before is None:
            return isinstance(opening, RestStarted)
        skipped = opening.in_rest and isinstance(before, ReadyStarted)
        after_set = isinstance(before, WorkStarted | PushStarted) or skipped
        return after_set and before.index != opening.index

    @cached_property
    def _boundaries(self) -> list[int]:
        kinds = PhaseStarted | Paused | Resumed | PhaseResumed | SetEnded
        return [event.at for event in self.events if isinstance(event, kinds)]

    def sentence(self, at: int, after: int, rank: int, words: Words) -> Sentence:
        """Return `words` to be said `after` the sound at `at` and before the next event."""
        place = bisect_right(self._boundaries, at)
        by = self._boundaries[place] if place < len(self._boundaries) else self.end
        return Sentence(at + after, rank, words, by)

    def moved(self, at: int) -> int | None:
        """Return `at` plus the pauses before it; None during a pause."""
        paused: int | None = None
        for event in self.events:
            if event.at > at and paused is None:
                break
            if isinstance(event, Paused):
                paused = event.at
            elif isinstance(event, Resumed) and paused is not None:
                at += event.at - paused
                paused = None
        return at if paused is None else None


def passages(plan: Plan, events: Sequence[Event]) -> Iterator[Passage]:
    """Return the segments.

    An event before the opening, at the same instant, belongs to the segment before.
    """
    starts = [place for place, event in enumerate(events) if isinstance(event, SegmentStarted)]
    opening = before = None
    led = 0
    for start, stop in pairwise([0, *starts, len(events)]):
        after = events[stop] if stop < len(events) else None
        assert after is None or isinstance(after, SegmentStarted)
        if start < stop:
            first = events[start]
            opening = first if isinstance(first, SegmentStarted) else None
            yield Passage(plan, opening, events[start:stop], before, led, after)
            led = after.at - first.at if after else 0
            cut = isinstance(first, ReadyStarted) and led < first.ms
            if cut or isinstance(events[stop - 1], Waiting):
                led = 0
            before = opening
