"""What a set sounds like: accents, ticks, marks of the time under load, and the words between."""

from dataclasses import dataclass, field
from functools import lru_cache

from supertimer.audio.score import spoken
from supertimer.audio.score.cue import Kind
from supertimer.audio.score.passage import Line, Stretch, Tone
from supertimer.audio.score.spoken import Words
from supertimer.audio.score.style import Style
from supertimer.engine.cadence import Cadence, PhaseName, Side
from supertimer.engine.events import Event, EventName
from supertimer.engine.plan import SetPlan

AFTER_ACCENT = 350
"""Speech begins so many milliseconds after an accent."""
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

CHIMES = {
    EventName.TARGET_REACHED: Kind.OPENS,
    EventName.LAST_MATCHED: Kind.LAST,
    EventName.TARGET_TOPPED: Kind.TOP,
}
"""What is told of the time under load."""


def work_cues(work: SetPlan, style: Style, stretch: Stretch) -> tuple[list[Tone], list[Line]]:
    """The tones and the sentences of a set, or of one part of a rest-pause set."""
    writer = _Work(work, style, stretch)
    for event in stretch.events:
        writer.hear(event)
    return writer.tones, writer.lines


@dataclass
class _Work:
    """A set on its way: what must be known of the phase that is being done."""

    work: SetPlan
    style: Style
    stretch: Stretch
    tones: list[Tone] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    begun: Event | None = None
    """The phase that is being done."""
    before: int = 0
    """Milliseconds of the rep's phases before it."""
    first_rep: int = 0
    """The number of the first rep of this part of the set."""
    effort: int | None = None
    told: Side | None = None
    """The side whose turn it was said to be."""
    tul: int = 0
    """The last time under load that was seen."""

    def hear(self, event: Event) -> None:
        """Take down what an event sounds like; events come in their order."""
        match event.event:
            case EventName.PHASE_STARTED:
                self._phase(event)
            case EventName.TICK:
                self._tick(event)
            case EventName.RESUME_COUNT:
                self.tones.append((event.at, Kind.COUNT, 0))
            case EventName.RESUMED if event.phase is not None:
                self.tones.append((event.at, _accent(event), 0))
                name = spoken.phase(event.phase)
                self._say(event.at, event.at + AFTER_ACCENT, 1, name)
            case EventName.TARGET_REACHED | EventName.LAST_MATCHED | EventName.TARGET_TOPPED:
                self.tones.append((self._chime_at(event.at), CHIMES[event.event], 0))

    def _phase(self, event: Event) -> None:
        assert event.phase is not None
        last, self.begun = self.begun, event
        if last is None:
            self.first_rep = event.rep or 0
        same_rep = last is not None and last.rep == event.rep
        self.before = self.before + (last.ms or 0) if last and same_rep else 0
        self.tones.append((event.at, _accent(event), 0))
        if self._alternates(event):
            self._tell_side(event)
        self._tell_tul(event, event.at + AFTER_ACCENT)
        self._tell_phase(event, new=not same_rep, named=last.phase if last and same_rep else None)

    def _tell_side(self, event: Event) -> None:
        """Whose turn it is, in the second before the phase if there is one to say it in."""
        if event.side is self.told:
            return
        self.told = event.side
        side, start = (str(event.side),), self.stretch.start
        before = event.at - SIDE_BEFORE
        if before >= start or (event.at == start and self.stretch.led >= SIDE_BEFORE):
            self.lines.append(Line(before, event.at, 1, side))
        else:
            self._say(event.at, event.at + AFTER_ACCENT, 1, side)

    def _tell_phase(self, event: Event, *, new: bool, named: PhaseName | None) -> None:
        """The number of a rep that begins, the name of a phase, how hard to push."""
        assert event.phase is not None
        said: Words = ()
        name = () if event.phase is named else spoken.phase(event.phase)
        if new and event.rep is not None and event.rep > 1:
            said = spoken.number(event.rep)
        if self.style.profile == "voice":
            said += name
        elif self._unfamiliar(event) and not (said and event.rep):
            said = name
        if event.effort is not None:
            said += spoken.effort(event.effort, self.effort)
            self.effort = event.effort
        self._say(event.at, event.at + AFTER_ACCENT, 3, said)

    def _unfamiliar(self, event: Event) -> bool:
        """Whether this is done for the first time: in the first rep, or where the block changes."""
        if event.rep is None:
            return True
        rep, cadence = event.rep - self.first_rep + 1, self.work.cadence
        start = cadence.rep_end(rep - 1)
        if rep == 1:
            return True
        return cadence.position(start).block_index != cadence.position(start - 1).block_index

    def _alternates(self, event: Event) -> bool:
        """Whether only this phase is done by one side, whose turn it is."""
        return event.side is not None and self.work.side is None

    def _tick(self, event: Event) -> None:
        assert event.ms is not None
        if self.begun is None or self.begun.ms is None:
            return
        length = self.begun.ms
        kind = _tick_kind(event.ms, length)
        if kind is not Kind.TICK or self.style.profile != "sparse":
            self.tones.append((event.at, kind, self._pitch(event.ms)))
        self._tell_tul(event, event.at + 120)

    def _pitch(self, place: int) -> int:
        """Semitones for the height of the weight, `place` milliseconds into the phase."""
        if self.begun is None or self.begun.rep is None:
            return 0
        cadence = self.work.cadence
        start = cadence.rep_end(self.begun.rep - self.first_rep)
        return _semitones(cadence, start + self.before + place)

    def _tell_tul(self, event: Event, at: int) -> None:
        """Speak the time under load, if it has come to the next of the moments asked for."""
        tul, every = event.tul_ms, self.style.tul_every * 1000
        if tul is None:
            return
        if every and tul // every > self.tul // every:
            self._say(event.at, at, 2, spoken.seconds(tul // every * every))
        self.tul = tul

    def _chime_at(self, at: int) -> int:
        """Where a chime stands that is due at `at`: not in an accent, nor in another chime."""
        for event in self.stretch.events:
            if event.event is EventName.PHASE_STARTED and event.at - CHIME_AFTER < at:
                at = max(at, event.at + CHIME_AFTER)
        taken = [place for place, kind, _ in self.tones if kind in CHIMES.values()]
        after = (place + CHIME_AFTER for place in taken if place > at - CHIME_AFTER)
        return max(after, default=at)

    def _say(self, since: int, at: int, rank: int, words: Words) -> None:
        """Say it from `at` on, before anything comes that is after `since`."""
        if words:
            self.lines.append(Line(at, self.stretch.until(since), rank, words))


@lru_cache(maxsize=2048)  # the same seconds are asked for again at every key
def _semitones(cadence: Cadence, at: int) -> int:
    """The pitch of a tick, `at` milliseconds into a set."""
    return round(OCTAVE * cadence.height(at))


def _accent(event: Event) -> Kind:
    return ACCENTS.get(event.phase, Kind.HOLD) if event.phase else Kind.HOLD


def _tick_kind(place: int, length: int) -> Kind:
    """Which tick sounds `place` milliseconds into a phase of `length`."""
    long = length > LONG
    if length - place <= (2000 if long else 1000) and length > 2000:
        return Kind.TURN
    return Kind.HALF if long and place * 2 == length else Kind.TICK
