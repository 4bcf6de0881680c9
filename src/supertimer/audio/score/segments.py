"""What each kind of segment sounds like: its tones at their moments, its sentences with their aims.

Everything is worked out from the segment's own events and the plan.
"""

from collections.abc import Sequence

from supertimer.audio.score import spoken
from supertimer.audio.score.cue import Kind
from supertimer.audio.score.passage import Line, Stretch, Tone
from supertimer.audio.score.spoken import Words
from supertimer.audio.score.style import Style, Vocabulary
from supertimer.audio.score.work import work_cues
from supertimer.engine.events import EndedBy, Event, EventName
from supertimer.engine.plan import Plan, RestLabel, SegmentKind

ANNOUNCE = 3_000
"""The next exercise is told so long after the rest began."""
FIRST_ANNOUNCE = 1_000
"""The first one, so long after the workout was opened."""
COUNTED = 10
"""The last seconds of a push, which are spoken."""
REMIND = (30_000, 60_000, 90_000)
"""After a rest that nobody ends."""
_ENDS = {
    EndedBy.FATIGUE: Kind.FATIGUE,
    EndedBy.CAP: Kind.CAP,
    EndedBy.REPS: Kind.ENDED,
    EndedBy.TIME: Kind.ENDED,
}
_CHANGES = {RestLabel.SWITCH: Kind.SWITCH, RestLabel.CHANGE: Kind.CHANGE}


class Writer:
    """Writes down one segment: fills `tones` (moment, kind, semitones) and `lines`."""

    def __init__(
        self,
        plan: Plan,
        events: Sequence[Event],
        style: Style,
        voice: Vocabulary,
        stretch: Stretch,
    ) -> None:
        self.tones: list[Tone] = []
        self.lines: list[Line] = []
        self._plan = plan
        self._events = events
        self._style = style
        self._voice = voice
        self._stretch = stretch

    def write(self) -> None:
        """Everything that is heard of the segment."""
        stretch = self._stretch
        if stretch.before is SegmentKind.PUSH:
            self._release(stretch.start)
        match stretch.kind:
            case SegmentKind.READY:
                self._ready()
            case SegmentKind.WORK:
                work = self._plan.sets[stretch.events[0].index or 0]
                tones, lines = work_cues(work, self._style, stretch)
                for tone in tones:
                    self._tone(*tone)
                self.lines += lines
            case SegmentKind.PUSH:
                self._push()
            case SegmentKind.REST:
                self._rest()
        self._ends()

    def _tone(self, at: int, kind: Kind, pitch: int = 0) -> None:
        if self._stretch.end is None or at < self._stretch.end:
            self.tones.append((at, kind, pitch))

    def _line(self, at: int, rank: int, words: Words, by: int | None = None) -> None:
        if words:
            limits = [limit for limit in (by, self._stretch.end) if limit is not None]
            self.lines.append(Line(at, min(limits, default=None), rank, words))

    def _release(self, at: int) -> None:
        """The push is over: somebody still holds the weight."""
        self._tone(at, Kind.RELEASE)
        self._line(at + 900, 0, ("lower it slowly",))

    # Getting ready and rest

    def _ready(self) -> None:
        length = self._stretch.events[0].ms or 0
        for event in self._stretch.events:
            if event.event is EventName.TICK and event.ms is not None:
                left = length - event.ms
                if left <= 5000:
                    self._tone(event.at, Kind.COUNT if left <= 3000 else Kind.PREPARE)

    def _rest(self) -> None:
        opening = self._stretch.events[0]
        index = opening.index or 0
        label = opening.label or RestLabel.REST
        if label in _CHANGES:
            self._tone(opening.at + 600, _CHANGES[label])
        self._line(opening.at + 1100, 1, spoken.change(label))
        if label is RestLabel.PAUSE:
            self._new_load(opening)
        elif index + 1 < len(self._plan.sets):
            at = self._stretch.moved(opening.at + ANNOUNCE)
            if at is not None:
                self._announce(at, index + 1)
        length = opening.ms or 0
        for over in self._rest_ends():
            for left in (3000, 2000, 1000):
                if left < length:
                    self._tone(over - left, Kind.NOTE, 0 if left > 1000 else 5)
            if length >= 15_000:
                self._line(over - 10_000, 1, ("ten seconds",), over)

    def _new_load(self, opening: Event) -> None:
        """What to put on for the next part of a rest-pause set, if it is not what is on."""
        if opening.next_load is not None:
            self._tone(opening.at + 600, Kind.CHANGE)
            words = (*spoken.change(RestLabel.CHANGE), *spoken.load(opening.next_load))
            self._line(opening.at + 1100, 2, words)  # finds its place after “rest”

    def _rest_ends(self) -> list[int]:
        """When the rest is over: more than once, if it was made longer afterwards."""
        over = [e.at for e in self._stretch.events if e.event is EventName.WAITING]
        if not over and self._stretch.end is not None:
            over.append(self._stretch.end)
        return over

    def _announce(self, at: int, index: int) -> None:
        on = spoken.load_on(self._plan, index, self._so_far(at))
        words = spoken.announcement(self._plan, index, on, self._voice.say)
        named = self._voice.say(self._plan.sets[index].exercise)
        if not named or not self._style.speaks:
            self._tone(at - 450, Kind.NEXT)
        self._line(at, 2, words)
        if cue := self._plan.sets[index].cue:
            self._line(at, 4, self._voice.say(cue))  # finds its place after what has the same `at`

    def _so_far(self, at: int) -> list[Event]:
        return [event for event in self._events if event.at <= at]

    # Push, and how things end

    def _push(self) -> None:
        opening = self._stretch.events[0]
        length = (opening.ms or 0) // 1000
        said = ("push", *spoken.number(length)) if 0 < length <= COUNTED else ("push",)
        self._line(opening.at + 200, 0, said, opening.at + 1400)
        for event in self._stretch.events:
            if event.event is EventName.TICK and event.ms is not None:
                self._tone(event.at, Kind.PULSE)
                left = length - event.ms // 1000
                if 0 < left <= COUNTED:
                    self._line(event.at + 150, 0, spoken.number(left), event.at + 1000)

    def _ends(self) -> None:
        """The end of a set and of the workout, and waiting for somebody to come."""
        for event in self._stretch.events:
            match event.event:
                case EventName.SET_ENDED if event.ended_by in _ENDS:
                    self.tones.append((event.at, _ENDS[event.ended_by], 0))
                case EventName.WAITING:
                    self._waiting(event)
                case EventName.WORKOUT_ENDED:
                    after = 700
                    if self._stretch.kind is SegmentKind.PUSH:
                        self._release(event.at)
                        after = 2500
                    self._tone(event.at + after, Kind.DONE)
                    self._line(event.at + after + 1000, 1, ("workout done",))

    def _waiting(self, event: Event) -> None:
        if self._stretch.kind is SegmentKind.REST:
            for late in REMIND:
                self._tone(event.at + late, Kind.REMINDER)
            return
        after = ANNOUNCE if self._stretch.kind else FIRST_ANNOUNCE
        self._announce(event.at + after, event.index or 0)
