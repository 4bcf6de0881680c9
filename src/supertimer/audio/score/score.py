"""The score of a workout: all sounds and their moments. A pure function of the plan and the events.

Events come from a session's past and its preview, or from a simulation. A whole workout gives the
same cues as its segments one by one, because nothing is remembered between segments.

A tone is at the moment of its event. Speech needs a free place: it begins after the accent and the
chimes, and must end before its phase does. A sentence that does not fit is not said; the more
important one chooses first.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from supertimer.audio.score.cue import Cue, Kind, loudness
from supertimer.audio.score.passage import Sentence, passages
from supertimer.audio.score.segments import passage_sounds
from supertimer.audio.score.spoken import Words
from supertimer.audio.score.style import Style, Vocabulary
from supertimer.audio.score.work import CHIMES
from supertimer.engine.events import Event
from supertimer.engine.plan import Plan

CHIME_MS = 380
"""Milliseconds for a chime and a short silence after it."""
BREATH = 60
"""Milliseconds between two sentences."""


def score(
    plan: Plan, events: Sequence[Event], style: Style, voice: Vocabulary, since: int = 0
) -> list[Cue]:
    """Return the cues of `events` in the order of their moments.

    `events` must begin with the workout or with a segment, and contain no `retracted`. Cues before
    the moment `since` are left out.
    """
    if style.profile == "silent":
        return []
    cues: list[Cue] = []
    sentences: list[Sentence] = []
    say = voice.say if style.speaks else lambda text: ()
    for passage in passages(plan, events):
        if passage.end is not None and passage.end + CHIME_MS + BREATH < since:
            continue  # speech need not avoid it
        for sound in passage_sounds(passage, style, say):
            if isinstance(sound, Sentence):
                sentences.append(sound)
            elif (decibels := loudness(sound.kind, style.volumes)) is not None:
                cues.append(Cue(sound.at, sound.kind, decibels, sound.pitch))
    if style.speaks:
        chimes = [(cue.at, cue.at + CHIME_MS) for cue in cues if cue.kind in CHIMES.values()]
        for at, words in _placed(sentences, sorted(chimes), voice):
            cues += speech(at, words, style, voice)
    return sorted((cue for cue in cues if cue.at >= since), key=lambda cue: cue.at)


def speech(at: int, words: Words, style: Style, voice: Vocabulary) -> list[Cue]:
    """Return the cue of `words`; None if the voice can't say them or speech is off."""
    decibels = loudness(Kind.SPEECH, style.volumes)
    if decibels is None or voice.ms(words) is None:
        return []
    return [Cue(at, Kind.SPEECH, decibels, words=words)]


def _placed(
    sentences: Sequence[Sentence], taken: list[tuple[int, int]], voice: Vocabulary
) -> Iterator[tuple[int, Words]]:
    """Yield each sentence that fits and its beginning; `taken` has the times of other sounds."""
    for sentence in sorted(sentences, key=lambda sentence: (sentence.rank, sentence.at)):
        length = voice.ms(sentence.words) if sentence.words else None
        if length is None:
            continue
        at = sentence.at
        for begins, ends in taken[max(0, bisect_left(taken, (at,)) - 1) :]:
            if begins >= at + length + BREATH:
                break
            at = max(at, ends + BREATH)
        if sentence.by is None or at + length <= sentence.by:
            taken.insert(bisect_left(taken, (at,)), (at, at + length))
            yield at, sentence.words
