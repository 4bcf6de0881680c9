"""The sounds of a set: accents, ticks, marks of the time under load, and the words between them."""

from collections.abc import Iterator
from functools import lru_cache

from supertimer.audio.score import spoken
from supertimer.audio.score.cue import Kind
from supertimer.audio.score.passage import Passage, Sentence, Tone
from supertimer.audio.score.spoken import Words
from supertimer.audio.score.style import Style
from supertimer.engine.cadence import Cadence, PhaseName
from supertimer.engine.events import (
    Event,
    LastMatched,
    MarkReached,
    PhaseEvent,
    PhaseResumed,
    PhaseStarted,
    PhaseTick,
    ResumeCount,
    TargetReached,
    TargetTopped,
)
from supertimer.engine.plan import SetPlan

AFTER_ACCENT = 350
"""Milliseconds from an accent to the speech after it."""
AFTER_TICK = 120
"""Milliseconds from a tick to the speech after it."""
CHIME_AFTER = 400
"""Milliseconds from an accent to a chime that would overlap it."""
SIDE_BEFORE = 780
"""Milliseconds from the side of an alternating phase to its accent."""
LONG = 5_000
"""Phases longer than this, in milliseconds, have a tick in the middle and two before the
turnaround; others have one."""
OCTAVE = 12
"""Semitones from the bottom of the path to its top."""

ACCENTS = {PhaseName.LIFT: Kind.LIFT, PhaseName.LOWER: Kind.LOWER}
"""The accents of phases that move; the others share one."""

CHIMES: dict[type[Event], Kind] = {
    TargetReached: Kind.OPENS,
    LastMatched: Kind.LAST,
    TargetTopped: Kind.TOP,
}
"""The chimes of the marks of the time under load."""


def work_sounds(passage: Passage, work: SetPlan, style: Style) -> Iterator[Tone | Sentence]:
    """Yield the tones and sentences of a set, or of one part of a rest-pause set."""
    yield from _beats(passage, work.cadence, style)
    yield from _chimes(passage)
    if work.side is None:
        yield from _sides(passage)
    yield from _time_under_load(passage, style)
    yield from _words(passage, work.cadence, style)


def _beats(passage: Passage, cadence: Cadence, style: Style) -> Iterator[Tone | Sentence]:
    """Yield accents, ticks, and the sounds of resuming a paused set."""
    start = length = 0  # where in the cadence the current phase began
    for event in passage.events:
        match event:
            case PhaseStarted():
                start, length = start + length, event.ms
                yield Tone(event.at, _accent(event))
            case PhaseTick():
                kind = _tick_kind(event.ms, length)
                if kind is not Kind.TICK or style.profile != "sparse":
                    yield Tone(event.at, kind, _pitch(cadence, start + event.ms))
            case ResumeCount():
                yield Tone(event.at, Kind.COUNT)
            case PhaseResumed():
                yield Tone(event.at, _accent(event))
                yield passage.sentence(event.at, AFTER_ACCENT, 1, spoken.phase(event.phase))


def _chimes(passage: Passage) -> Iterator[Tone]:
    """Yield the marks of the time under load, each clear of accents and of the other chimes."""
    accents = [event.at for event in passage.events if isinstance(event, PhaseStarted)]
    taken: list[int] = []
    for event in passage.events:
        if isinstance(event, MarkReached):
            at = event.at
            for accent in accents:
                if accent - CHIME_AFTER < at:
                    at = max(at, accent + CHIME_AFTER)
            at = max((t + CHIME_AFTER for t in taken if t > at - CHIME_AFTER), default=at)
            taken.append(at)
            yield Tone(at, CHIMES[type(event)])


def _sides(passage: Passage) -> Iterator[Sentence]:
    """Yield the side whose turn it is, in the second before the phase if possible."""
    told = None
    for event in passage.events:
        if isinstance(event, PhaseStarted) and event.side not in (None, told):
            told = event.side
            before = event.at - SIDE_BEFORE
            first = event.at == passage.start
            if passage.led >= SIDE_BEFORE if first else before >= passage.start:
                yield Sentence(before, 1, (str(told),), event.at)
            else:
                yield passage.sentence(event.at, AFTER_ACCENT, 1, (str(told),))


def _time_under_load(passage: Passage, style: Style) -> Iterator[Sentence]:
    """Yield the time under load at each of the moments that the style asks for."""
    every, told = style.tul_every * 1000, 0
    for event in passage.events if every else ():
        if isinstance(event, PhaseStarted | PhaseTick):
            if event.tul_ms // every > told // every:
                after = AFTER_TICK if isinstance(event, PhaseTick) else AFTER_ACCENT
                words = spoken.seconds(event.tul_ms // every * every)
                yield passage.sentence(event.at, after, 2, words)
            told = event.tul_ms


def _words(passage: Passage, cadence: Cadence, style: Style) -> Iterator[Sentence]:
    """Yield the number of a rep, the name of a phase, or how hard to push."""
    last: PhaseStarted | None = None
    start, effort = 0, None
    for event in passage.events:
        if not isinstance(event, PhaseStarted):
            continue
        same_rep = last is not None and last.rep == event.rep
        said: Words = ()
        if not same_rep and event.rep is not None and event.rep > 1:
            said = spoken.number(event.rep)
        goes_on = same_rep and last is not None and last.phase is event.phase
        named = style.profile == "voice" or (not said and _unfamiliar(cadence, start, event.rep))
        if named and not goes_on:
            said += spoken.phase(event.phase)
        if event.effort is not None:
            said += spoken.effort(event.effort, effort)
            effort = event.effort
        yield passage.sentence(event.at, AFTER_ACCENT, 3, said)
        last, start = event, start + event.ms


def _unfamiliar(cadence: Cadence, at: int, rep: int | None) -> bool:
    """Return whether the rep at `at` is the first of its block."""
    here = cadence.position(at)
    if rep is None or here.rep_start == 0:
        return True
    return here.block_index != cadence.position(here.rep_start - 1).block_index


@lru_cache(maxsize=2048)  # every key asks for the same seconds again
def _pitch(cadence: Cadence, at: int) -> int:
    """Return the semitones of a tick, `at` milliseconds into a set; in a set of holds always 0."""
    return round(OCTAVE * cadence.height(at))


def _accent(event: PhaseEvent) -> Kind:
    return ACCENTS.get(event.phase, Kind.HOLD)


def _tick_kind(place: int, length: int) -> Kind:
    """Return the tick `place` milliseconds into a phase of `length` milliseconds."""
    long = length > LONG
    if length - place <= (2000 if long else 1000) and length > 2000:
        return Kind.TURN
    return Kind.HALF if long and place * 2 == length else Kind.TICK
