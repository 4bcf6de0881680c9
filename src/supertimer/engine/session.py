"""A live workout: a plan and the commands that were given, brought to a moment in time.

A session owns no clock, thread, file or sound. Whoever does tells it the time and asks what
happened. Since a workout is nothing but its plan and its commands, everything else follows from
recomputing: a key that was pressed before the last poll, an undo, a replay after a crash.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from supertimer.engine.agenda import so_far
from supertimer.engine.events import (
    Command,
    Event,
    EventName,
    Fatigue,
    Go,
    Pause,
    Redo,
    Resume,
    SetLoad,
    Undo,
)
from supertimer.engine.machine import Course
from supertimer.engine.plan import Plan, SegmentKind
from supertimer.engine.progress import Progress
from supertimer.engine.snapshot import SetResult, Snapshot
from supertimer.engine.state import State
from supertimer.errors import RefusedError

UNDO_FATIGUE = 10_000
"""Without a push, a mark of fatigue can be taken back for so many milliseconds."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A command that counts, and where the workout was just before it."""

    command: Command
    at: int
    before: Progress
    happened: int
    """How many events there had been before it."""


class Session:
    """One workout. All times are milliseconds since it was opened, pauses included."""

    def __init__(self, plan: Plan) -> None:
        """Open the workout at 0; nothing has happened yet, call `advance(0)` for what does."""
        self.plan = plan
        self.events: list[Event] = []
        """What happened, without anything that was retracted."""
        self._course = Course(plan)
        self._entries: list[Entry] = []
        self._sealed = 0
        """How many of the entries cannot be undone any more."""
        self._now = -1
        self._last_command = 0
        self._base = self._progress = self._course.begin()
        self._base_events = 0

    @property
    def now(self) -> int:
        """The moment to which the workout has been brought."""
        return max(0, self._now)

    @property
    def state(self) -> State:
        """The state at `now`."""
        return self._progress.state

    @property
    def ends(self) -> int | None:
        """When the current segment is over if nobody touches a key; None if that is open."""
        return self._progress.agenda.ends if self._progress.timeline.rate else None

    @property
    def began(self) -> int:
        """When the current segment began, as if it had never been paused."""
        return self._progress.timeline.anchor - self._progress.timeline.elapsed

    @property
    def segment(self) -> int:
        """The place in `Plan.segments` of the current segment; while waiting, of the next one."""
        return self._progress.index

    @property
    def results(self) -> tuple[SetResult, ...]:
        """Every attempt at a set so far, in the order in which they ended."""
        return self._progress.results

    def advance(self, now: int) -> list[Event]:
        """What happens until `now`, each event at the moment it was due; nothing for a past one."""
        if now <= self._now:
            return []
        self._progress, events = self._course.run(self._progress, now)
        self._now = now
        self.events += events
        return events

    def preview(self, until: int) -> list[Event]:
        """What `advance(until)` will return if nobody touches a key."""
        return self._course.run(self._progress, until)[1]

    def next_deadline(self) -> int | None:
        """When the next thing happens by itself; None if nothing will."""
        if not self._progress.timeline.rate:
            return None
        agenda = self._progress.agenda
        due = [event.at for event in agenda.events[:1]]
        if agenda.ends is not None:
            due.append(agenda.ends)
        return min(due, default=None)

    def apply(self, command: Command, at: int) -> list[Event]:
        """Give a command at the moment `at`, and return what happens up to it.

        `at` may lie before the last `advance`, though not before the previous command: then the
        events after it are taken back, and the first one returned is `retracted`. Raises
        RefusedError, and changes nothing, for a command that does not apply at that moment.
        """
        if at < self._last_command:
            raise RefusedError("a command cannot come before the one before it")
        base, events = self._course.run(self._base, at, before_commands=True)
        stands, entries = self._base_events, self._entries
        if isinstance(command, Undo):
            undone = self._undoable(base, at)
            stands = self._entries[undone].happened
            base, events, entries = self._without(undone, at)
        else:
            entries = [*entries, Entry(command, at, base, stands + len(events))]
            base, acted = self._course.act(base, command, at)
            events += acted
        self._base_events = stands + len(events)
        self._base, self._entries, self._last_command = base, entries, at
        self._progress, more = self._course.run(base, at)
        return self._heard(stands, [*events, *more], at)

    def seal(self) -> None:
        """Let `undo` take back nothing that was given before: it was another day.

        Without that an undo would have a set that nobody did go on through all the time since.
        """
        self._sealed = len(self._entries)

    def snapshot(self) -> Snapshot:
        """What the workout looks like now."""
        now, progress = self.now, self._progress
        timeline, results = progress.timeline, progress.results
        index = progress.current_set(self.plan)
        timed = progress.state not in (State.WAITING, State.DONE)
        segment = self.plan.segments[progress.index] if timed else None
        elapsed = timeline.at(now)
        stopped, ends = timeline.stopped(now), progress.agenda.ends
        counting = stopped and timeline.rate == 1
        shown = Snapshot(
            at=now,
            state=progress.state,
            paused=stopped,
            resumes_in=timeline.anchor - now if counting else None,
            index=index,
            segment=segment.kind if segment else None,
            label=segment.label if segment and segment.kind is SegmentKind.REST else None,
            elapsed=elapsed,
            remaining=None if ends is None else ends - (timeline.anchor if stopped else now),
            rep=None,
            phase=None,
            phase_elapsed=0,
            phase_side=None,
            height=0.0,
            tul_ms=results[-1].tul_ms if results else 0,
            reps=results[-1].reps if results else None,
            load=progress.load_at(self.plan, min(progress.index, len(self.plan.segments) - 1)),
            results=results,
            can_undo=self._can_undo(progress, now),
        )
        return self._working(shown, elapsed) if progress.state is State.WORKING else shown

    def _working(self, shown: Snapshot, elapsed: int) -> Snapshot:
        """`shown` with what there is to be seen of a set."""
        work, begun = self.plan.sets[shown.index], self._progress.begun
        cadence = work.cadence
        position = cadence.position(elapsed)
        done = so_far(cadence, begun, elapsed)
        return replace(
            shown,
            rep=None if cadence.is_static else begun.rep + position.rep,
            phase=position.phase,
            phase_elapsed=elapsed - position.phase_start,
            phase_side=work.limb(position),
            height=cadence.height(elapsed),
            tul_ms=done.tul,
            reps=None if cadence.is_static else done.hundredths,
        )

    # Undo

    def _undoable(self, progress: Progress, at: int) -> int:
        """Which entry `undo` at `at`, where `progress` is, takes back; raises RefusedError."""
        for place in range(len(self._entries) - 1, self._sealed - 1, -1):
            command = self._entries[place].command
            if isinstance(command, Pause | Resume | SetLoad):
                continue
            # Before a go another set was done; before a redo that waits nobody was here.
            if isinstance(command, Go) or command == Redo(wait=True):
                break
            if isinstance(command, Fatigue) and not self._fresh(place, progress, at):
                raise RefusedError("too late to undo; correct the result instead")
            return place
        raise RefusedError("there is nothing to undo")

    def _fresh(self, place: int, progress: Progress, at: int) -> bool:
        """Whether the mark of fatigue at entry `place` can still be taken back."""
        entry = self._entries[place]
        after = self.plan.segments[entry.before.index + 1 :][:1]
        if any(segment.kind is SegmentKind.PUSH for segment in after):
            return progress.state is State.PUSHING
        return at - entry.at <= UNDO_FATIGUE

    def _can_undo(self, progress: Progress, at: int) -> bool:
        try:
            self._undoable(progress, at)
        except RefusedError:
            return False
        return True

    def _without(self, place: int, at: int) -> tuple[Progress, list[Event], list[Entry]]:
        """The workout at `at` as if the command at entry `place` had never been given.

        Returns the events since that command's place in `events`, and the entries that are left.
        """
        undone = self._entries[place]
        progress = undone.before
        events: list[Event] = []
        entries = self._entries[:place]
        for entry in self._entries[place + 1 :]:
            progress, happened = self._course.run(progress, entry.at, before_commands=True)
            events += happened
            try:
                after, acted = self._course.act(progress, entry.command, entry.at)
            except RefusedError:  # without the undone command this one would have done nothing
                continue
            entries.append(replace(entry, before=progress, happened=undone.happened + len(events)))
            events += acted
            progress = after
        progress, happened = self._course.run(progress, at, before_commands=True)
        return progress, events + happened, entries

    def _heard(self, stands: int, events: list[Event], at: int) -> list[Event]:
        """Let `events` follow the first `stands` ones, and return what a listener must hear.

        That is what is new; or, if some of what was heard has not happened after all, a
        `retracted` and everything that takes the place of what it takes back.
        """
        old = self.events[stands:]
        same = 0
        while same < len(old) and same < len(events) and old[same] == events[same]:
            same += 1
        late, self._now = self._now > at, at
        self.events[stands:] = events
        if same == len(old) and not late:
            return events[same:]
        after = min([at, *(event.at - 1 for event in old[same : same + 1])])
        kept = bisect_right(self.events, after, key=lambda event: event.at)
        news = self.events[min(kept, stands + same) :]
        return [Event(at=at, event=EventName.RETRACTED, after=after), *news]


def replay(plan: Plan, commands: Iterable[tuple[Command, int]], until: int) -> Session:
    """A fresh session of `plan`, with the `commands` given at their moments, brought to `until`."""
    session = Session(plan)
    for command, at in commands:
        session.apply(command, at)
    session.advance(until)
    return session
