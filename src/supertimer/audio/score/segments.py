"""The sounds of each kind of segment: tones with their moments, sentences with their limits.

Everything is computed from the segment's events and the plan.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from supertimer.audio.score import spoken
from supertimer.audio.score.cue import Kind
from supertimer.audio.score.passage import Passage, Sentence, Tone
from supertimer.audio.score.spoken import Saying, Words
from supertimer.audio.score.style import Style
from supertimer.audio.score.work import work_sounds
from supertimer.engine.events import (
    CountTick,
    LeftOut,
    LoadSet,
    OrderChanged,
    PushStarted,
    ReadyStarted,
    Reordered,
    RestStarted,
    SetAdded,
    SetAmended,
    SetEnded,
    Waiting,
    WorkoutEnded,
    WorkStarted,
)
from supertimer.engine.plan import RestLabel
from supertimer.engine.result import EndedBy
from supertimer.units import Load

ANNOUNCE = 3_000
"""Milliseconds from the start of a rest to the announcement of the next exercise."""
FIRST_ANNOUNCE = 1_000
"""Milliseconds from the start of the workout to the first announcement."""
ORDERED = 300
"""A changed order is said this many milliseconds after its key."""
TOLD = 6_000
"""An announcement takes no longer than this."""
COUNTED = 10
"""How many of the last seconds of a push are spoken."""
REMIND = (30_000, 60_000, 90_000)
"""Milliseconds after a rest at which reminders sound while the next set waits for go."""
WARN = 10_000
"""Milliseconds before the first phase at which "ten seconds" is said."""

_ENDS = {
    EndedBy.FATIGUE: Kind.FATIGUE,
    EndedBy.CAP: Kind.CAP,
    EndedBy.REPS: Kind.ENDED,
    EndedBy.TIME: Kind.ENDED,
}
_CHANGES = {RestLabel.SWITCH: Kind.SWITCH, RestLabel.CHANGE: Kind.CHANGE}


def passage_sounds(passage: Passage, style: Style, say: Saying) -> Iterator[Tone | Sentence]:
    """Yield all sounds of a segment; none is after its end."""
    end = passage.end
    for sound in _sounds(passage, style, say):
        if end is None:
            yield sound
        elif isinstance(sound, Sentence):
            yield replace(sound, by=end if sound.by is None else min(sound.by, end))
        elif sound.at < end:
            yield sound
    for event in passage.events:
        if isinstance(event, SetEnded) and event.result.ended_by in _ENDS:
            yield Tone(event.at, _ENDS[event.result.ended_by])


def _sounds(passage: Passage, style: Style, say: Saying) -> Iterator[Tone | Sentence]:
    if isinstance(passage.before, PushStarted):
        yield from _release(passage.start)
    match passage.opening:
        case WorkStarted() as opening:
            yield from work_sounds(passage, passage.plan.sets[opening.index], style)
        case PushStarted() as opening:
            yield from _push(passage, opening)
        case RestStarted() | ReadyStarted() as opening:
            if passage.begins_rest:
                yield from _rest_begins(passage, opening, say)
            if isinstance(opening, ReadyStarted):
                yield from _countdown(passage, opening)
    yield from _rest_ends(passage)
    yield from _waiting(passage, say)
    yield from _orders(passage, say)
    for event in passage.events:
        if isinstance(event, WorkoutEnded):
            after = 700
            if isinstance(passage.opening, PushStarted):
                yield from _release(event.at)
                after = 2500
            yield Tone(event.at + after, Kind.DONE)
            yield Sentence(event.at + after + 1000, 1, ("workout done",))


def _push(passage: Passage, opening: PushStarted) -> Iterator[Tone | Sentence]:
    length = opening.ms // 1000
    said = ("push", *spoken.number(length)) if 0 < length <= COUNTED else ("push",)
    yield Sentence(opening.at + 200, 0, said, opening.at + 1400)
    for event in passage.events:
        if isinstance(event, CountTick):
            yield Tone(event.at, Kind.PULSE)
            left = length - event.ms // 1000
            if 0 < left <= COUNTED:
                yield Sentence(event.at + 150, 0, spoken.number(left), event.at + 1000)


def _release(at: int) -> Iterator[Tone | Sentence]:
    """Yield the end of the push: the lifter still holds the weight."""
    yield Tone(at, Kind.RELEASE)
    yield Sentence(at + 900, 0, ("lower it slowly",))


# Rest and get ready


def _rest_begins(
    passage: Passage, opening: RestStarted | ReadyStarted, say: Saying
) -> Iterator[Tone | Sentence]:
    """Yield what kind of rest it is and, a little later, the next set."""
    if opening.label in _CHANGES:
        yield Tone(opening.at + 600, _CHANGES[opening.label])
    yield Sentence(opening.at + 1100, 1, spoken.CHANGES[opening.label])
    if isinstance(opening, ReadyStarted) or opening.next_index != opening.index:
        at = passage.moved(opening.at + ANNOUNCE)
        if at is not None:
            index = opening.index if isinstance(opening, ReadyStarted) else opening.next_index
            yield from _announcement(passage, index, at, say)
    elif opening.next_load is not None:  # in a rest-pause pause: a load that must be changed
        yield Tone(opening.at + 600, Kind.CHANGE)
        words = (*spoken.CHANGES[RestLabel.CHANGE], *spoken.load(opening.next_load, say))
        yield Sentence(opening.at + 1100, 2, words)  # its place is after “rest”


def _announcement(
    passage: Passage, index: int, at: int, say: Saying, *, first: Words = ()
) -> Iterator[Tone | Sentence]:
    """Yield the set at `index`, told at `at` after the words `first`.

    A tone stands for a name that the voice can't say. Nothing is told if the order changes before
    it could have been told whole.
    """
    asked = at - ORDERED if first else at - ANNOUNCE
    if any(asked < order.at < at + TOLD for order in passage.orders):
        return
    openings = (passage.opening, passage.before)
    others = (opening.index for opening in openings if opening and opening.index != index)
    last = next(others, index - 1 if index else None)
    load = _load_by(passage, at)
    work = passage.plan.sets[index]
    if not say(work.exercise):
        yield Tone(at - 450, Kind.NEXT)
    words = spoken.announcement(passage.plan, index, load, say, after=last)
    yield Sentence(at, 2, (*first, *words))
    if work.cue:
        yield Sentence(at, 4, say(work.cue))  # its place is after the sounds with the same `at`


def _load_by(passage: Passage, at: int) -> Load | None:
    """Return the load of the next set, as known at `at`."""
    load = None
    for event in passage.events:
        if event.at <= at:
            match event:
                case (
                    RestStarted()
                    | LoadSet()
                    | SetAmended()
                    | Waiting()
                    | Reordered()
                    | LeftOut()
                    | SetAdded()
                ):
                    load = event.next_load
                case ReadyStarted():
                    load = event.load
    return load


def _countdown(passage: Passage, opening: ReadyStarted) -> Iterator[Tone]:
    for event in passage.events:
        if isinstance(event, CountTick):
            left = opening.ms - event.ms
            if left <= 5000:
                yield Tone(event.at, Kind.COUNT if left <= 3000 else Kind.PREPARE)


def _rest_ends(passage: Passage) -> Iterator[Tone | Sentence]:
    """Yield the last seconds of a rest, and of each rest that a key added after it."""
    waits = [event.at for event in passage.events if isinstance(event, Waiting)]
    begun: list[int] = []
    if passage.comes is not None:  # else: a key added a rest to a workout that waited
        counted = (e.at + 1 for e in passage.events if isinstance(e, ReadyStarted | CountTick))
        begun = [passage.start, *counted][-1:]
    for since, end in pairwise([*begun, *waits]):
        yield from _last_seconds(since, end, 0)
    after = passage.after
    if begun and after and not waits:
        in_rest = isinstance(after, ReadyStarted) and after.in_rest
        if in_rest or isinstance(passage.opening, RestStarted):  # else: its get ready led to a set
            ready = after.ms if isinstance(after, ReadyStarted) else 0
            yield from _last_seconds(begun[0], after.at, ready)


def _last_seconds(since: int, end: int, ready: int) -> Iterator[Tone | Sentence]:
    """Yield the countdown to `end`, from `since` on; a get ready of `ready` follows."""
    for left in (3000, 2000, 1000):
        if end - left >= since:
            yield Tone(end - left, Kind.NOTE, 0 if left > 1000 else 5)
    warn = end + ready - WARN
    if warn >= since:
        yield Sentence(warn, 1, ("ten seconds",), end)  # does not fit if the get ready is longer


def _waiting(passage: Passage, say: Saying) -> Iterator[Tone | Sentence]:
    """Yield the set that waits for go; if the rest before announced it, yield reminders."""
    waits = [event for event in passage.events if isinstance(event, Waiting)]
    announced = passage.comes
    for event in passage.events:
        if isinstance(event, OrderChanged):
            announced = event.next_index
        if not isinstance(event, Waiting):
            continue
        if event.index != announced:
            after = ANNOUNCE if passage.opening else FIRST_ANNOUNCE
            yield from _announcement(passage, event.index, event.at + after, say)
        elif event is waits[-1]:
            yield from (Tone(event.at + late, Kind.REMINDER) for late in REMIND)
        announced = event.index


def _orders(passage: Passage, say: Saying) -> Iterator[Tone | Sentence]:
    """Each change of the order, and the set that comes now: `leg press later, next chest press`."""
    comes = passage.comes
    for event in passage.events:
        if isinstance(event, Waiting):
            comes = event.index
        elif isinstance(event, OrderChanged):
            at, first = event.at + ORDERED, _change(passage, event, comes, say)
            comes = event.next_index
            if comes is None:
                yield Sentence(at, 2, first)
            else:
                yield from _announcement(passage, comes, at, say, first=first)


def _change(passage: Passage, event: OrderChanged, comes: int | None, say: Saying) -> Words:
    """Return what an order changed, where the set at `comes` was next before."""
    match event:
        case LeftOut():
            return (*(say(event.exercise) or ("exercise",)), "left out")
        case SetAdded():
            return ("one more set",)
        case Reordered():
            if comes is None or comes == event.next_index:
                return ("new order",)
            return (*(say(passage.plan.sets[comes].exercise) or ("exercise",)), "later")
