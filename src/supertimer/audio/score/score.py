"""The score of a workout: which sound comes when. A pure function of the plan and the events.

Events come from a session's past and its preview, or from a simulation; a whole workout gives the
same cues as its segments one by one, since nothing is remembered from one segment to the next.

Tones stand at the moments of their events. Speech has a place of its own to find: it begins when
the accent and the chimes are over, and must end before its phase does. What does not fit is not
said, and the more important sentence chooses first.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from supertimer.audio.score.cue import Cue, Kind, loudness
from supertimer.audio.score.passage import Line, Stretch
from supertimer.audio.score.segments import Writer
from supertimer.audio.score.spoken import Words
from supertimer.audio.score.style import Style, Vocabulary
from supertimer.audio.score.work import CHIMES
from supertimer.engine.events import Event, EventName
from supertimer.engine.plan import Plan

CHIME_MS = 380
"""What a chime takes, with a breath after it."""
BREATH = 60
"""Between two sentences, in milliseconds."""


def score(
    plan: Plan, events: Sequence[Event], style: Style, voice: Vocabulary, since: int = 0
) -> list[Cue]:
    """The cues of `events` in the order of their moments.

    `events` begin with the workout, and none of them may be `retracted`. With `since`, segments
    that were over by that moment are left out.
    """
    if style.profile == "silent":
        return []
    cues: list[Cue] = []
    lines: list[Line] = []
    for stretch in stretches(events):
        if stretch.end is not None and stretch.end < since:
            continue
        writer = Writer(plan, events, style, voice, stretch)
        writer.write()
        lines += writer.lines
        for at, kind, pitch in writer.tones:
            decibels = loudness(kind, style.volumes)
            if decibels is not None:
                cues.append(Cue(at, kind, decibels, pitch))
    decibels = loudness(Kind.SPEECH, style.volumes)
    if style.speaks and decibels is not None:
        chimes = [(cue.at, cue.at + CHIME_MS) for cue in cues if cue.kind in CHIMES.values()]
        placed = _placed(lines, sorted(chimes), voice)
        cues += [Cue(at, Kind.SPEECH, decibels, words=words) for at, words in placed]
    return sorted(cues, key=lambda cue: cue.at)


def stretches(events: Sequence[Event]) -> Iterator[Stretch]:
    """The segments; what comes at the instant of a start, but before it, ends the one before."""
    starts = [
        place for place, event in enumerate(events) if event.event is EventName.SEGMENT_STARTED
    ]
    first = starts[0] if starts else len(events)
    if first > 0:
        end = events[first].at if starts else None
        yield Stretch(None, events[0].at, events[:first], end, None, 0)
    before, led = None, 0
    for start, stop in pairwise([*starts, len(events)]):
        opening = events[start]
        end = events[stop].at if stop < len(events) else None
        yield Stretch(opening.segment, opening.at, events[start:stop], end, before, led)
        before = opening.segment
        waits = events[stop - 1].event is EventName.WAITING
        led = 0 if end is None or waits else end - opening.at


def _placed(
    lines: Sequence[Line], taken: list[tuple[int, int]], voice: Vocabulary
) -> Iterator[tuple[int, Words]]:
    """Where each sentence that finds a place begins; `taken` are stretches of other sounds."""
    for line in sorted(lines, key=lambda line: (line.rank, line.at)):
        length = voice.ms(line.words) if line.words else None
        if length is None:
            continue
        at = line.at
        for begins, ends in taken[max(0, bisect_left(taken, (at,)) - 1) :]:
            if begins >= at + length + BREATH:
                break
            at = max(at, ends + BREATH)
        if line.by is None or at + length <= line.by:
            taken.insert(bisect_left(taken, (at,)), (at, at + length))
            yield at, line.words
