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
from supertimer.audio.score.passage import Sentence, passages
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

    `events` begin with the workout or with a segment, and none of them may be `retracted`. Cues
    that come before the moment `since` are left out.
    """
    if style.profile == "silent":
        return []
    cues: list[Cue] = []
    sentences: list[Sentence] = []
    say = voice.say if style.speaks else lambda text: ()
    for passage in passages(plan, events):
        if passage.end is not None and passage.end + CHIME_MS + BREATH < since:
            continue  # no speech has to make way for it any more
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
    """Return the cue of `words`; none if they can't be said, or if speech is turned off."""
    decibels = loudness(Kind.SPEECH, style.volumes)
    if decibels is None or voice.ms(words) is None:
        return []
    return [Cue(at, Kind.SPEECH, decibels, words=words)]


def _placed(
    sentences: Sequence[Sentence], taken: list[tuple[int, int]], voice: Vocabulary
) -> Iterator[tuple[int, Words]]:
    """Where each sentence that finds a place begins; `taken` are stretches of other sounds."""
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
