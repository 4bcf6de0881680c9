"""The conductor: makes a live workout heard.

At every command it asks the session what will happen, scores that, and gives the speaker the new
mix. So sound is scheduled a whole set ahead, and no tick needs Python to be awake. What happens by
itself was promised and sounds already. When a segment begins, more can be promised: the screen goes
first, and the conductor scores it at the next pulse.

Once per segment, before its first sound is handed over, the session's milliseconds are tied to the
speaker's frames. By this anchor every cue of the segment stands at its exact frame, whatever the
two clocks do meanwhile. A segment that begins at a key can't sound before the device's buffer lets
it; then the whole segment is as late as its first cue, and as exact in itself. Only if the device
loses a part of it, which is heard as a gap, the rest of the segment is tied again.
"""

import threading
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from supertimer.audio.mixer import Mix, Placed
from supertimer.audio.output.speaker import Speaker, SpeakerError
from supertimer.audio.score.cue import FRAMES_PER_MS, Cue
from supertimer.audio.score.score import score, speech
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
)
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
"""A stretch that is to come is tied again if it would be off by more than so many milliseconds."""
GAP = 30
"""A stretch that is heard is tied again if the device lost more than so many milliseconds of it."""

_TIED = SegmentStarted | ResumeCount | Resumed | PhaseResumed
"""What begins a stretch with an anchor of its own."""
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
    before: int
    """The anchor until the device lost a part of the stretch, for the cue that comes just then."""

    def frame(self, cue: Cue, free: int) -> int:
        """Return where `cue` begins; `free` is the first frame that can still be changed.

        A cue is never moved to where it can't be heard in whole: the correction lies after it.
        """
        frame = self.anchor + cue.frame
        was = self.before + cue.frame
        return was if frame < free <= was else frame


class Conductor:
    """Makes what the runner tells of its session heard."""

    def __init__(
        self,
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
        self._wanted = self._speaker = speaker
        self._fallback = fallback
        self._sounds = sounds
        self._style = style
        self._clock = clock
        self._opened = 0
        """The clock's time when the session was opened."""
        self._ties: dict[int, Tie] = {}
        """By the moment at which the stretch begins, in order."""
        self._known = 0
        """The moment by which the session must be asked again, whatever happens."""
        self._stale = False
        """Whether something else is to be heard than what plays; then the next pulse scores it."""
        self._tended = clock()
        self._reopened = threading.Event()
        self._closing = threading.Event()

    @property
    def audible(self) -> bool:
        """Whether the workout can be heard at the moment."""
        return self._speaker.audible and self._style.profile != "silent"

    def follow(self, session: Session, opened: int) -> None:
        """See `workout.runner.Sound.follow`."""
        if opened != self._opened:  # the machine slept, and the session went on without sound
            self._opened = opened
            self._ties.clear()
        self._mind_speaker(self._clock())
        self._schedule(session)

    def tend(self, session: Session, events: Sequence[Event]) -> None:
        """See `workout.runner.Sound.tend`."""
        clock = self._clock()
        if events or clock - self._tended >= TEND:
            self._tended = clock
            self._mind_speaker(clock)
        now = clock - self._opened
        if self._stale or now >= self._known:
            self._schedule(session)
        elif events:
            more = any(isinstance(event, SegmentStarted) for event in events)
            self._stale = more or self._slipped(now)

    def hush(self) -> None:
        """See `workout.runner.Sound.hush`."""
        self._speaker.change(lambda mix, free: mix.cut(free), self._clock())

    def repeat(self, session: Session) -> None:
        """See `workout.runner.Sound.repeat`; it is said over whatever sounds."""
        shown = session.snapshot()
        after = shown.results[-1].index if shown.results else None
        voice = self._sounds.voice
        words = announcement(session.plan, shown.index, shown.load, voice.say, after=after)
        cues = speech(session.now, words, self._style, voice)
        self._speaker.change(
            lambda mix, free: mix.plus(self._sounds.placed(cue, free) for cue in cues),
            self._clock(),
        )

    def close(self) -> None:
        """Let go of the sound device."""
        self._closing.set()
        self._wanted.close()
        self._fallback.close()

    # The score

    def _schedule(self, session: Session) -> None:
        """Have everything played that the session promises from now on."""
        now = self._clock() - self._opened
        promised = _two_sets(session.preview(session.now + AHEAD), session.now)
        self._known, self._stale = session.now + AHEAD // 2, False
        events = [*_lately(session.events), *promised]
        cues = score(session.plan, events, self._style, self._sounds.voice, since=now - LATE)
        for cue in cues:
            self._sounds.placed(cue, 0)  # made here, as the speaker must not wait for it below
        points = sorted({event.at for event in events if isinstance(event, _TIED)})
        self._ties = {
            point: tie
            for point, tie in sorted(self._ties.items())
            if tie.first <= now + BEGUN and point in (0, *points)
        }

        self._speaker.change(
            lambda mix, free: mix.replaced(free, self._placed(cues, points, free, now)),
            self._clock(),
        )

    def _placed(
        self, cues: Sequence[Cue], points: Sequence[int], free: int, now: int
    ) -> Iterator[Placed]:
        """Each cue at its frame, by the anchor of its stretch; new ones are tied down here."""
        for cue in cues:
            place = bisect_right(points, cue.at)
            point = points[place - 1] if place else 0
            if point not in self._ties:
                anchor = due = self._anchor(point)
                if point >= now - LATE:
                    anchor = max(anchor, free - cue.frame)
                self._ties[point] = Tie(anchor, cue.at, due, anchor)
            yield self._sounds.placed(cue, self._ties[point].frame(cue, free))

    def _anchor(self, point: int) -> int:
        """The frame of the session's beginning, by where the moment `point` is heard."""
        return self._speaker.frame(point + self._opened) - point * FRAMES_PER_MS

    def _slipped(self, now: int) -> bool:
        """Whether the device is not where it was thought to be, so that sounds have to move.

        The stretch that is heard moves only if the device lost a part of it; one that is to come
        is tied again by `_schedule`.
        """
        for point in [point for point, tie in self._ties.items() if tie.first <= now][-1:]:
            tie, due = self._ties[point], self._anchor(point)
            if tie.due - due > GAP * FRAMES_PER_MS:
                self._ties[point] = Tie(tie.anchor + due - tie.due, tie.first, due, tie.anchor)
                return True
        to_come = [(point, tie) for point, tie in self._ties.items() if tie.first > now + BEGUN]
        moved = (abs(self._anchor(point) - tie.anchor) for point, tie in to_come)
        return any(frames > SLIP * FRAMES_PER_MS for frames in moved)

    # The speaker

    def _mind_speaker(self, clock: int) -> None:
        """Go over to the fallback if the device is lost, and back when it can be opened again."""
        if self._reopened.is_set():
            self._reopened.clear()
            self.notice = "The sound is back."
            self._change_to(self._wanted)
        elif self._speaker is self._wanted and self._speaker.lost(clock):
            self.notice = f"No sound device: the workout goes on with {self._fallback.told}."
            self._change_to(self._fallback)
            # On the side: a sound server can take its time.
            threading.Thread(target=self._reopen, name="sound", daemon=True).start()

    def _change_to(self, speaker: Speaker) -> None:
        self._speaker.change(lambda mix, free: Mix(awake=mix.awake), self._clock())
        self._speaker = speaker
        self._ties.clear()
        self._stale = True

    def _reopen(self) -> None:
        """Try to open the wanted speaker until it can be."""
        while not self._closing.wait(RETRY):
            with suppress(SpeakerError):
                self._wanted.open()
                self._reopened.set()
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
    starts = [place for place, event in enumerate(events) if isinstance(event, SegmentStarted)]
    return events[starts[-2] :] if len(starts) > 1 else events
