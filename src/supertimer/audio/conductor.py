"""The conductor: makes a live workout heard.

Whenever something has happened that was not promised, it asks the session what will happen, has
that scored, and gives the speaker the new mix. Sound is so scheduled a whole set ahead: nobody has
to be awake for a tick to be in its place. What was promised sounds already; when it happens, the
screen goes first, and what can be promised after it is scored at the next pulse.

Milliseconds of the session are tied to frames of the speaker once a segment, before its first
sound is handed over: by this anchor every cue of the segment stands at its exact frame, whatever
the two clocks do meanwhile. A segment that begins at a key cannot sound before the device's buffer
lets it; then the whole segment is as late as its first cue, and as exact in itself. Only if the
device has lost a part of it, which is heard as a gap, the rest of the segment is tied anew.
"""

import threading
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from supertimer.audio.mixer import Mix, Placed
from supertimer.audio.output.speaker import Speaker, SpeakerError
from supertimer.audio.score.cue import FRAMES_PER_MS, Cue, Kind, loudness
from supertimer.audio.score.score import score
from supertimer.audio.score.spoken import announcement
from supertimer.audio.score.style import Style
from supertimer.audio.sounds import Sounds
from supertimer.engine.events import (
    Event,
    PhaseResumed,
    PhaseStarted,
    PhaseTick,
    ResumeCount,
    Resumed,
    SegmentStarted,
    SetEnded,
    Waiting,
    WorkoutEnded,
)
from supertimer.engine.plan import Plan
from supertimer.engine.session import Session

AHEAD = 15 * 60_000
"""How far the session is asked about what will happen, in milliseconds."""
LATE = 400
"""A cue that cannot be heard within so many milliseconds of its moment is left out."""

RETRY = 1.0
"""Seconds between two attempts to open a lost device again."""
TEND = 1_000
"""Milliseconds between two looks at the device while nothing happens."""
SLIP = 10
"""A stretch that is to come is tied anew if it would be off by more than so many milliseconds."""
GAP = 30
"""A stretch that is heard is tied anew if the device lost more than so many milliseconds of it."""

_TIED = SegmentStarted | ResumeCount | Resumed | PhaseResumed
"""What begins a stretch with an anchor of its own."""

_TURNS = SegmentStarted | Waiting | WorkoutEnded
"""After these, more can be promised than before."""
BEGUN = 300
"""A stretch whose first sound comes within so many milliseconds may have been handed over."""


@dataclass(frozen=True, slots=True)
class Tie:
    """How the session's milliseconds lie on the speaker's frames, in one stretch."""

    anchor: int
    """The frame of the session's beginning."""
    first: int
    """The moment of the stretch's first sound."""
    due: int
    """Where the anchor would have been if the first sound could have been in time."""


class Conductor:
    """What the runner tells of its session, and what is heard of it."""

    def __init__(
        self,
        plan: Plan,
        speaker: Speaker,
        fallback: Speaker,
        sounds: Sounds,
        style: Style,
        clock: Callable[[], int],
    ) -> None:
        """`clock` gives the monotonic milliseconds that the speakers know too.

        `fallback` is open; it plays while `speaker` is lost, or could not be opened at all.
        """
        self.notice: str | None = None
        self._plan = plan
        self._wanted = self._speaker = speaker
        self._fallback = fallback
        self._sounds = sounds
        self._style = style
        self._clock = clock
        self._behind: int | None = None
        self._ties: dict[int, Tie] = {}
        self._promised: list[Event] = []
        self._ends: int | None = None
        self._stale = True
        self._tended = clock()
        self._opened = threading.Event()
        self._closing = threading.Event()

    @property
    def audible(self) -> bool:
        """Whether the workout can be heard at the moment."""
        return self._speaker.audible and self._style.profile != "silent"

    def follow(self, session: Session, now: int, events: Sequence[Event]) -> None:
        """See `workout.runner.Sound.follow`."""
        clock = self._clock()
        behind = clock - now
        # A key's moment lies before that of its handling: the least difference is the true one.
        self._behind = behind if self._behind is None else min(self._behind, behind)
        now = clock - self._behind
        self._mind_speaker(clock)
        turned = any(isinstance(event, _TURNS) for event in events)
        moved = session.ends != self._ends and not turned
        if self._stale or moved or list(events) != self._promised[: len(events)]:
            self._schedule(session, now)
            return
        del self._promised[: len(events)]
        self._stale = turned or self._gap(now) or self._slipped(now)

    def hush(self) -> None:
        """Be silent at once, until `follow`."""
        self._speaker.change(lambda mix, free: mix.cut(free), self._clock())
        self._stale = True

    def tend(self, session: Session) -> None:
        """Nothing happened: score what is left to; see once a second to the device."""
        clock = self._clock()
        if self._behind is None:
            return
        if clock - self._tended >= TEND:
            self._tended = clock
            self._mind_speaker(clock)
        if self._stale:
            self._schedule(session, clock - self._behind)

    def repeat(self, session: Session) -> None:
        """Say once more what comes next, over whatever sounds."""
        shown = session.snapshot()
        after = shown.results[-1].index if shown.results else None
        say = self._sounds.voice.say
        words = announcement(self._plan, shown.index, shown.load, say, after=after)
        decibels = loudness(Kind.SPEECH, self._style.volumes)
        if decibels is None or self._sounds.voice.ms(words) is None:
            return
        cue = Cue(session.now, Kind.SPEECH, decibels, words=words)
        self._speaker.change(
            lambda mix, free: mix.plus([self._sounds.placed(cue, free)]), self._clock()
        )

    def close(self) -> None:
        """Let go of the sound device."""
        self._closing.set()
        self._wanted.close()
        self._fallback.close()

    # The score

    def _schedule(self, session: Session, now: int) -> None:
        """Have everything played that the session promises from `now` on."""
        self._promised = _two_sets(session.preview(session.now + AHEAD), session.now)
        self._ends = session.ends
        self._stale = False
        events = [*_lately(session.events), *self._promised]
        cues = score(self._plan, events, self._style, self._sounds.voice, since=now - LATE)
        cues = [cue for cue in cues if cue.at >= now - LATE]
        for cue in cues:
            self._sounds.placed(cue, 0)  # made here, as the speaker must not wait for it below
        points = sorted({event.at for event in events if isinstance(event, _TIED)})
        self._ties = {
            at: tie
            for at, tie in self._ties.items()
            if tie.first <= now + BEGUN and at in (0, *points)
        }

        def again(mix: Mix, free: int) -> Mix:
            placed = self._placed(cues, points, free, now)
            return mix.since(free).without(free).plus(s for s in placed if s.frame >= free)

        self._speaker.change(again, self._clock())

    def _placed(
        self, cues: Sequence[Cue], points: Sequence[int], free: int, now: int
    ) -> Iterator[Placed]:
        """Each cue at its frame, by the anchor of its stretch; new ones are tied down here."""
        for cue in cues:
            place = bisect_right(points, cue.at)
            point = points[place - 1] if place else 0
            if point not in self._ties:
                anchor = due = self._tied(point)
                if point >= now - LATE:
                    anchor = max(anchor, free - cue.frame)
                self._ties[point] = Tie(anchor, cue.at, due)
            yield self._sounds.placed(cue, self._ties[point].anchor + cue.frame)

    def _tied(self, point: int) -> int:
        """The frame of the session's beginning, by where the moment `point` is heard."""
        assert self._behind is not None
        return self._speaker.frame(point + self._behind) - point * FRAMES_PER_MS

    def _slipped(self, now: int) -> bool:
        """Whether the speaker is not where it was thought to be when a later stretch was tied."""
        for point, tie in self._ties.items():
            if tie.first > now + BEGUN:
                return abs(self._tied(point) - tie.anchor) > SLIP * FRAMES_PER_MS
        return False

    def _gap(self, now: int) -> bool:
        """Whether the device has lost a part of what is heard; if so it is tied anew."""
        begun = [(tie.first, point) for point, tie in self._ties.items() if tie.first <= now]
        if not begun:
            return False
        _, point = max(begun)
        tie, due = self._ties[point], self._tied(point)
        if tie.due - due <= GAP * FRAMES_PER_MS:
            return False
        self._ties[point] = Tie(tie.anchor + due - tie.due, tie.first, due)
        return True

    # The speaker

    def _mind_speaker(self, clock: int) -> None:
        """Go over to the fallback if the device is lost, and back when it can be opened again."""
        if self._opened.is_set():
            self._opened.clear()
            self.notice = "The sound is back."
            self._change_to(self._wanted)
        elif self._speaker is self._wanted and self._speaker.lost(clock):
            self.notice = f"No sound device: the workout goes on with {self._fallback.told}."
            self._change_to(self._fallback)
            # On the side: a sound server can take its time.
            threading.Thread(target=self._reopen, name="sound", daemon=True).start()

    def _change_to(self, speaker: Speaker) -> None:
        self._speaker.change(lambda mix, free: Mix(), self._clock())
        self._speaker = speaker
        self._ties.clear()
        self._stale = True

    def _reopen(self) -> None:
        """Try to open the wanted speaker until it can be."""
        while not self._closing.wait(RETRY):
            with suppress(SpeakerError):
                self._wanted.open()
                self._opened.set()
                if self._closing.is_set():
                    self._wanted.close()
                return


def _two_sets(promised: list[Event], now: int) -> list[Event]:
    """The promises up to the second end of a set after `now`.

    The next set may follow at once; and no set may be promised in part, since a speaker that plays
    whole buffers is only exact within one.
    """
    ends = [e.at for e in promised if isinstance(e, SetEnded) and e.at > now]
    if len(ends) < 2:
        return promised
    return [
        event
        for event in promised
        if event.at < ends[1]
        or (event.at == ends[1] and not isinstance(event, PhaseStarted | PhaseTick))
    ]


def _lately(events: Sequence[Event]) -> Sequence[Event]:
    """The events of the current segment and of the one before it, which led up to it."""
    started = 0
    for place in range(len(events) - 1, -1, -1):
        started += isinstance(events[place], SegmentStarted)
        if started == 2:
            return events[place:]
    return events
