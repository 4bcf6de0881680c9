"""The score of a workout: which sound comes when. A pure function of the plan and the events.

Events come from a session's past and its preview, or from a simulation; a whole workout gives the
same cues as its segments one by one, since nothing is remembered from one segment to the next.

Tones stand at the moments of their events. Speech has a place of its own to find: it begins when
the accent and the chimes are over, and must end before its phase does. What does not fit is not
said, and the more important sentence chooses first.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from supertimer.audio.score.cue import Cue, Kind, loudness
from supertimer.audio.score.passage import Line, Tone, passages
from supertimer.audio.score.segments import passage_sounds
from supertimer.audio.score.spoken import Words
from supertimer.audio.score.style import Style, Vocabulary
from supertimer.audio.score.work import CHIMES
from supertimer.engine.events import Event
from supertimer.engine.plan import Plan

CHIME_MS = 380
"""What a chime takes, with a breath after it."""
BREATH = 60
"""Between two sentences, in milliseconds."""


def score(
    plan: Plan, events: Sequence[Event], style: Style, voice: Vocabulary, since: int = 0
) -> list[Cue]:
    """Return the cues of `events` in the order of their moments.

    `events` begin with the workout or with a segment, and none of them may be `retracted`. With
    `since`, segments that were over by that moment are left out.
    """
    if style.profile == "silent":
        return []
    cues: list[Cue] = []
    lines: list[Line] = []
    for passage in passages(events):
        if passage.end is not None and passage.end < since:
            continue
        for sound in passage_sounds(plan, passage, style, voice):
            if isinstance(sound, Line):
                lines.append(sound)
            else:
                cues += _cue(sound, style)
    decibels = loudness(Kind.SPEECH, style.volumes)
    if style.speaks and decibels is not None:
        chimes = [(cue.at, cue.at + CHIME_MS) for cue in cues if cue.kind in CHIMES.values()]
        placed = _placed(lines, sorted(chimes), voice)
        cues += [Cue(at, Kind.SPEECH, decibels, words=words) for at, words in placed]
    return sorted(cues, key=lambda cue: cue.at)


def _cue(tone: Tone, style: Style) -> Iterator[Cue]:
    """The tone as a cue, unless the user has turned its kind off."""
    decibels = loudness(tone.kind, style.volumes)
    if decibels is not None:
        yield Cue(tone.at, tone.kind, decibels, tone.pitch)


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
