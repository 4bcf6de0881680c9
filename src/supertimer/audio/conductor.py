"""The conductor: plays the sound of a live workout.

At every command it asks the session for a preview, scores it, and gives the speaker the new mix. So
sound is scheduled a whole set ahead, and Python never times a tick. Events without a command were
in the preview, so their sound is already scheduled. When a segment begins, the preview gets longer:
the screen draws first, and the conductor scores the rest at the next pulse.

Once per segment, before its first sound is handed over, the conductor ties the session's
milliseconds to the speaker's frames. This anchor gives every cue of the segment its exact frame,
even if the two clocks drift. A segment that begins at a key can't sound until the device's buffer
allows it. The whole segment is then as late as its first cue, and exact within itself. Only if the
device loses a part of it (a gap is heard) is the rest of the segment tied again.
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
"""How far ahead the session is asked for a preview, in milliseconds."""
LATE = 400
"""A cue that would be later than this, in milliseconds, is left out."""

RETRY = 1.0
"""Seconds between two attempts to reopen a lost device."""
TEND = 1_000
"""Milliseconds between two looks at the device while nothing happens."""
SLIP = 10
"""A stretch that has not begun is tied again if it would be off by more milliseconds than this."""
GAP = 30
"""A stretch that plays is tied again if the device lost more milliseconds of it than this."""

_TIED = SegmentStarted | ResumeCount | Resumed | PhaseResumed
"""The events that begin a stretch with its own anchor."""
BEGUN = 300
"""If the first sound of a stretch is nearer than this, in milliseconds, the speaker may have it."""


@dataclass(frozen=True, slots=True)
class Tie:
    """How one stretch maps the session's milliseconds to the speaker's frames."""

    anchor: int
    """The frame at which the session began."""
    first: int
    """The moment of the stretch's first sound."""
    due: int
    """Where the anchor would have been if the first sound had been on time."""
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
    """Plays the sound of the session that a runner drives."""

    def __init__(
        self,
        speaker: Speaker,
        fallback: Speaker,
        sounds: Sounds,
        style: Style,
        clock: Callable[[], int],
    ) -> None:
        """`clock` returns monotonic milliseconds and is the same clock that the speakers use.

        `fallback` must be open. It plays while `speaker` is lost or can't be opened.
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
        """The latest moment for the next preview."""
        self._stale = False
        """Whether the sound must change; if so, the next pulse scores it."""
        self._tended = clock()
        self._reopened = threading.Event()
        self._closing = threading.Event()

    @property
    def audible(self) -> bool:
        """Whether the workout can be heard now."""
        return self._speaker.audible and self._style.profile != "silent"

    def follow(self, session: Session, opened: int) -> None:
        """See `workout.runner.Sound.follow`."""
        if opened != self._opened:  # the computer slept, and the session continued without sound
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
        """See `workout.runner.Sound.repeat`; other sounds continue."""
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
        """Release the sound device."""
        self._closing.set()
        self._wanted.close()
        self._fallback.close()

    # The score

    def _schedule(self, session: Session) -> None:
        """Schedule everything in the preview from now on."""
        now = self._clock() - self._opened
        promised = two_sets(session.preview(session.now + AHEAD), session.now)
        self._known, self._stale = session.now + AHEAD // 2, False
        events = [*lately(session.events), *promised]
        cues = score(session.plan, events, self._style, self._sounds.voice, since=now - LATE)
        for cue in cues:
            self._sounds.placed(cue, 0)  # mixed here, so that the speaker does not wait
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
        """Return each cue at its frame by the anchor of its stretch; tie new stretches here."""
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
        """Return the frame at which the session began, if the moment `point` is on time."""
        return self._speaker.frame(point + self._opened) - point * FRAMES_PER_MS

    def _slipped(self, now: int) -> bool:
        """Return whether the device has drifted so far that sounds have to move.

        The stretch that plays moves only if the device lost a part of it; `_schedule` ties a
        stretch that has not begun again.
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
        """Switch to the fallback if the device is lost, and back when it can be reopened."""
        if self._reopened.is_set():
            self._reopened.clear()
            self.notice = "The sound is back."
            self._change_to(self._wanted)
        elif self._speaker is self._wanted and self._speaker.lost(clock):
            self.notice = f"No sound device. The workout continues with {self._fallback.told}."
            self._change_to(self._fallback)
            # In a thread, because a sound server can be slow.
            threading.Thread(target=self._reopen, name="sound", daemon=True).start()

    def _change_to(self, speaker: Speaker) -> None:
        self._speaker.change(lambda mix, free: Mix(awake=mix.awake), self._clock())
        self._speaker = speaker
        self._ties.clear()
        self._stale = True

    def _reopen(self) -> None:
        """Try to open the wanted speaker until it opens."""
        while not self._closing.wait(RETRY):
            with suppress(SpeakerError):
                self._wanted.open()
                self._reopened.set()
                if self._closing.is_set():
                    self._wanted.close()
                return


def two_sets(promised: list[Event], now: int) -> list[Event]:
    """Return the previewed events up to the second end of a set after `now`.

    The next set may follow at once. A set is never scheduled in part, because a speaker that plays
    whole buffers is exact only within one buffer.
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


def lately(events: Sequence[Event]) -> Sequence[Event]:
    """Return the events of the current segment and of the one before it."""
    starts = 0
    for place in reversed(range(len(events))):  # a long workout has many events before these
        starts += isinstance(events[place], SegmentStarted)
        if starts == 2:
            return events[place:]
    return events
