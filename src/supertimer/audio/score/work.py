"""What a set sounds like: accents, ticks, marks of the time under load, and the words between."""

from collections.abc import Iterator
from functools import lru_cache

from supertimer.audio.score import spoken
from supertimer.audio.score.cue import Kind
from supertimer.audio.score.passage import Line, Passage, Sound, Tone
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
"""Speech begins so many milliseconds after an accent."""
AFTER_TICK = 120
"""Speech begins so many milliseconds after a tick."""
CHIME_AFTER = 400
"""A chime that would meet an accent comes so many milliseconds after it."""
SIDE_BEFORE = 780
"""An alternating phase's side is said so long before it: it is heard before the accent."""
LONG = 5_000
"""Phases longer than this have a tick in their middle and two before the turn, others one."""
OCTAVE = 12
"""Semitones from the bottom of the path to its top."""

ACCENTS = {PhaseName.LIFT: Kind.LIFT, PhaseName.LOWER: Kind.LOWER}
"""The accents of what moves; all other phases share one."""

CHIMES: dict[type[Event], Kind] = {
    TargetReached: Kind.OPENS,
    LastMatched: Kind.LAST,
    TargetTopped: Kind.TOP,
}
"""What is told of the time under load."""


def work_sounds(work: SetPlan, style: Style, passage: Passage) -> Iterator[Sound]:
    """Return the tones and sentences of a set, or of one part of a rest-pause set."""
    yield from _beats(work, style, passage)
    yield from _chimes(passage)
    yield from _sides(work, passage)
    yield from _time_under_load(style, passage)
    yield from _words(work, style, passage)


def _beats(work: SetPlan, style: Style, passage: Passage) -> Iterator[Sound]:
    """Accents, ticks, and the way back into a set that was paused."""
    first_rep, before, begun = 0, 0, None
    for event in passage.events:
        match event:
            case PhaseStarted():
                if begun is None:
                    first_rep = event.rep or 0
                before = before + begun.ms if begun and begun.rep == event.rep else 0
                begun = event
                yield Tone(event.at, _accent(event))
            case PhaseTick() if begun:
                kind = _tick_kind(event.ms, begun.ms)
                if kind is not Kind.TICK or style.profile != "sparse":
                    part = None if event.rep is None else event.rep - first_rep + 1
                    yield Tone(event.at, kind, _pitch(work.cadence, part, before + event.ms))
            case ResumeCount():
                yield Tone(event.at, Kind.COUNT)
            case PhaseResumed():
                yield Tone(event.at, _accent(event))
                yield _line(passage, event.at, AFTER_ACCENT, 1, spoken.phase(event.phase))


def _chimes(passage: Passage) -> Iterator[Tone]:
    """The marks of the time under load, each clear of accents and of the other chimes."""
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


def _sides(work: SetPlan, passage: Passage) -> Iterator[Line]:
    """Whose turn it is, in the second before the phase if there is one to say it in."""
    told = None
    for event in passage.events:
        if isinstance(event, PhaseStarted) and work.side is None and event.side not in (None, told):
            told = event.side
            before = event.at - SIDE_BEFORE
            first = event.at == passage.start
            if passage.led >= SIDE_BEFORE if first else before >= passage.start:
                yield Line(before, 1, (str(told),), event.at)
            else:
                yield _line(passage, event.at, AFTER_ACCENT, 1, (str(told),))


def _time_under_load(style: Style, passage: Passage) -> Iterator[Line]:
    """The time under load, each time it has come to the next of the moments asked for."""
    every, told = style.tul_every * 1000, 0
    for event in passage.events if every else ():
        if isinstance(event, PhaseStarted | PhaseTick):
            if event.tul_ms // every > told // every:
                after = AFTER_TICK if isinstance(event, PhaseTick) else AFTER_ACCENT
                words = spoken.seconds(event.tul_ms // every * every)
                yield _line(passage, event.at, after, 2, words)
            told = event.tul_ms


def _words(work: SetPlan, style: Style, passage: Passage) -> Iterator[Line]:
    """The number of a rep that begins, the name of a phase, how hard to push."""
    last: PhaseStarted | None = None
    first_rep, effort = 0, None
    for event in passage.events:
        if not isinstance(event, PhaseStarted):
            continue
        if last is None:
            first_rep = event.rep or 0
        same_rep = last is not None and last.rep == event.rep
        renamed = not (last and same_rep and last.phase is event.phase)
        name = spoken.phase(event.phase) if renamed else ()
        said: Words = ()
        if not same_rep and event.rep is not None and event.rep > 1:
            said = spoken.number(event.rep)
        part = None if event.rep is None else event.rep - first_rep + 1
        if style.profile == "voice":
            said += name
        elif not said and _unfamiliar(work.cadence, part):
            said = name
        if event.effort is not None:
            said += spoken.effort(event.effort, effort)
            effort = event.effort
        yield _line(passage, event.at, AFTER_ACCENT, 3, said)
        last = event


def _unfamiliar(cadence: Cadence, rep: int | None) -> bool:
    """Whether a rep is done for the first time: the first one, or where the block changes."""
    if rep is None or rep == 1:
        return True
    start = cadence.rep_start(rep)
    return cadence.position(start).block_index != cadence.position(start - 1).block_index


def _line(passage: Passage, at: int, after: int, rank: int, words: Words) -> Line:
    """A sentence `after` the sound at `at`, to be over before the next thing happens."""
    return Line(at + after, rank, words, passage.until(at))


def _pitch(cadence: Cadence, rep: int | None, place: int) -> int:
    """The semitones of a tick, `place` milliseconds into a rep; in a set of holds always 0."""
    return 0 if rep is None else _semitones(cadence, cadence.rep_start(rep) + place)


@lru_cache(maxsize=2048)  # the same seconds are asked for again at every key
def _semitones(cadence: Cadence, at: int) -> int:
    """The pitch of a tick, `at` milliseconds into a set."""
    return round(OCTAVE * cadence.height(at))


def _accent(event: PhaseEvent) -> Kind:
    return ACCENTS.get(event.phase, Kind.HOLD)


def _tick_kind(place: int, length: int) -> Kind:
    """Which tick sounds `place` milliseconds into a phase of `length`."""
    long = length > LONG
    if length - place <= (2000 if long else 1000) and length > 2000:
        return Kind.TURN
    return Kind.HALF if long and place * 2 == length else Kind.TICK
