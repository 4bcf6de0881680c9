"""What each kind of segment sounds like: tones at their moments, sentences with their aims.

Everything is worked out from the segment's own events and the plan.
"""

from collections.abc import Iterator
from dataclasses import replace

from supertimer.audio.score import spoken
from supertimer.audio.score.cue import Kind
from supertimer.audio.score.passage import Line, Passage, Sound, Tone
from supertimer.audio.score.style import Style, Vocabulary
from supertimer.audio.score.work import work_sounds
from supertimer.engine.events import (
    CountTick,
    LoadSet,
    PushStarted,
    ReadyStarted,
    RestStarted,
    SetAmended,
    SetEnded,
    Waiting,
    WorkoutEnded,
    WorkStarted,
)
from supertimer.engine.plan import Plan, RestLabel
from supertimer.engine.result import EndedBy
from supertimer.units import Load

ANNOUNCE = 3_000
"""The next exercise is told so long after the rest began."""
FIRST_ANNOUNCE = 1_000
"""The first one, so long after the workout was opened."""
COUNTED = 10
"""The last seconds of a push, which are spoken."""
REMIND = (30_000, 60_000, 90_000)
"""After a rest, while the next set waits for go."""
WARN = 10_000
""""Ten seconds" is said so long before the first phase."""
LONG_REST = 15_000
"""In a shorter rest that is not said."""

_ENDS = {
    EndedBy.FATIGUE: Kind.FATIGUE,
    EndedBy.CAP: Kind.CAP,
    EndedBy.REPS: Kind.ENDED,
    EndedBy.TIME: Kind.ENDED,
}
_CHANGES = {RestLabel.SWITCH: Kind.SWITCH, RestLabel.CHANGE: Kind.CHANGE}


def passage_sounds(
    plan: Plan, passage: Passage, style: Style, voice: Vocabulary
) -> Iterator[Sound]:
    """Return everything that is heard of a segment; nothing of it comes after its end."""
    end = passage.end
    for sound in _sounds(plan, passage, style, voice):
        if end is None:
            yield sound
        elif isinstance(sound, Line):
            yield replace(sound, by=end if sound.by is None else min(sound.by, end))
        elif sound.at < end:
            yield sound
    for event in passage.events:
        if isinstance(event, SetEnded) and event.result.ended_by in _ENDS:
            yield Tone(event.at, _ENDS[event.result.ended_by])


def _sounds(plan: Plan, passage: Passage, style: Style, voice: Vocabulary) -> Iterator[Sound]:
    if isinstance(passage.before, PushStarted):
        yield from _release(passage.start)
    match passage.opening:
        case ReadyStarted() as opening:
            if _is_whole_rest(passage, opening):
                yield from _change(opening.at, opening.label)
                yield from _announcement(plan, passage, opening.index, style, voice)
            yield from _countdown(passage, opening.ms)
            if isinstance(passage.after, ReadyStarted):  # the rest was made longer
                yield from _notes(passage.after.at, opening.at + opening.ms)
        case WorkStarted() as opening:
            yield from work_sounds(plan.sets[opening.index], style, passage)
        case PushStarted() as opening:
            yield from _push(passage, opening)
        case RestStarted() as opening:
            yield from _rest(plan, passage, opening, style, voice)
    for event in passage.events:
        match event:
            case Waiting() if isinstance(passage.opening, RestStarted):
                yield from (Tone(event.at + late, Kind.REMINDER) for late in REMIND)
            case Waiting():
                after = ANNOUNCE if passage.opening else FIRST_ANNOUNCE
                at = event.at + after
                yield from _announce(plan, passage, event.index, at, event.next_load, style, voice)
            case WorkoutEnded():
                after = 700
                if isinstance(passage.opening, PushStarted):
                    yield from _release(event.at)
                    after = 2500
                yield Tone(event.at + after, Kind.DONE)
                yield Line(event.at + after + 1000, 1, ("workout done",))


def _release(at: int) -> Iterator[Sound]:
    """The push is over: the lifter still holds the weight."""
    yield Tone(at, Kind.RELEASE)
    yield Line(at + 900, 0, ("lower it slowly",))


# Rest and get ready


def _rest(
    plan: Plan, passage: Passage, opening: RestStarted, style: Style, voice: Vocabulary
) -> Iterator[Sound]:
    yield from _change(opening.at, opening.label)
    waiting = [event for event in passage.events if isinstance(event, Waiting)]
    if opening.label is RestLabel.PAUSE:
        yield from _new_load(opening)
    elif opening.next_index != opening.index:
        yield from _announcement(plan, passage, opening.next_index, style, voice)
    # The rest is over more than once, if it was made longer afterwards.
    over = [event.at for event in waiting]
    if not over and passage.end is not None:
        over.append(passage.end)
    ready = passage.after.ms if isinstance(passage.after, ReadyStarted) and not waiting else 0
    for end in over:
        yield from _notes(end, opening.at)
        if opening.ms >= LONG_REST and ready < WARN:
            yield Line(end + ready - WARN, 1, ("ten seconds",), end)


def _notes(end: int, since: int) -> Iterator[Tone]:
    """The three last seconds before `end`, as far as they come after `since`."""
    for left in (3000, 2000, 1000):
        if end - left > since:
            yield Tone(end - left, Kind.NOTE, 0 if left > 1000 else 5)


def _is_whole_rest(passage: Passage, opening: ReadyStarted) -> bool:
    """Whether the rest between two sets is no longer than this get ready."""
    before = passage.before
    return isinstance(before, WorkStarted | PushStarted) and before.index != opening.index


def _countdown(passage: Passage, length: int) -> Iterator[Tone]:
    for event in passage.events:
        if isinstance(event, CountTick):
            left = length - event.ms
            if left <= 5000:
                yield Tone(event.at, Kind.COUNT if left <= 3000 else Kind.PREPARE)


def _change(at: int, label: RestLabel) -> Iterator[Sound]:
    """What the rest is for."""
    if label in _CHANGES:
        yield Tone(at + 600, _CHANGES[label])
    yield Line(at + 1100, 1, spoken.change(label))


def _new_load(opening: RestStarted) -> Iterator[Sound]:
    """What to put on for the next part of a rest-pause set, if it is not what is on."""
    if opening.next_load is not None:
        yield Tone(opening.at + 600, Kind.CHANGE)
        words = (*spoken.change(RestLabel.CHANGE), *spoken.load(opening.next_load))
        yield Line(opening.at + 1100, 2, words)  # finds its place after “rest”


def _announcement(
    plan: Plan, passage: Passage, index: int, style: Style, voice: Vocabulary
) -> Iterator[Sound]:
    """The set at `index`, a while after the rest before it began."""
    at = passage.moved(passage.start + ANNOUNCE)
    if at is not None:
        load = _load_by(passage, at)
        yield from _announce(plan, passage, index, at, load, style, voice)


def _load_by(passage: Passage, at: int) -> Load | None:
    """The load of what comes, as far as it is known by `at`."""
    load = None
    for event in passage.events:
        if event.at <= at:
            match event:
                case RestStarted() | LoadSet() | SetAmended():
                    load = event.next_load
                case ReadyStarted():
                    load = event.load
    return load


def _announce(
    plan: Plan,
    passage: Passage,
    index: int,
    at: int,
    load: Load | None,
    style: Style,
    voice: Vocabulary,
) -> Iterator[Sound]:
    """Say what comes next, at `at`; a tone stands for a name that the voice cannot say."""
    openings = (passage.opening, passage.before)
    others = (opening.index for opening in openings if opening and opening.index != index)
    last = next(others, index - 1 if index else None)
    words = spoken.announcement(plan, index, load, voice.say, after=last)
    work = plan.sets[index]
    if not voice.say(work.exercise) or not style.speaks:
        yield Tone(at - 450, Kind.NEXT)
    yield Line(at, 2, words)
    if work.cue:
        yield Line(at, 4, voice.say(work.cue))  # finds its place after what has the same `at`


# Push


def _push(passage: Passage, opening: PushStarted) -> Iterator[Sound]:
    length = opening.ms // 1000
    said = ("push", *spoken.number(length)) if 0 < length <= COUNTED else ("push",)
    yield Line(opening.at + 200, 0, said, opening.at + 1400)
    for event in passage.events:
        if isinstance(event, CountTick):
            yield Tone(event.at, Kind.PULSE)
            left = length - event.ms // 1000
            if 0 < left <= COUNTED:
                yield Line(event.at + 150, 0, spoken.number(left), event.at + 1000)
