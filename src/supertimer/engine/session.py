"""A live workout: a plan and the commands given so far, at a moment in time.

A session has no clock, thread, file, or sound. Its caller tells it the time and asks what happened.
A workout is its plan and its commands, so the session handles a key pressed before the last poll,
an undo, and a replay after a crash in one way: it recomputes.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from supertimer.engine.commands import (
    Command,
    Fatigue,
    Go,
    Order,
    Pause,
    Redo,
    Resume,
    SetLoad,
    Undo,
    Wait,
)
from supertimer.engine.events import Event, Retracted
from supertimer.engine.machine import act, begin, run
from supertimer.engine.order import Left, left
from supertimer.engine.plan import Plan, SegmentKind
from supertimer.engine.progress import Progress
from supertimer.engine.result import SetResult
from supertimer.engine.snapshot import Snapshot, snapshot_of
from supertimer.engine.state import State
from supertimer.errors import RefusedError

UNDO_FATIGUE = 10_000
"""Without a push, fatigue can be undone for this many milliseconds."""


@dataclass(frozen=True, slots=True)
class Given:
    """A command that is in effect, and where the workout was just before it."""

    command: Command
    at: int
    before: Progress
    happened: int
    """How many events there had been before it."""
    undoes: int | None
    """The place of the entry that an undo after this one would undo, or None."""


class Session:
    """One workout. All times are milliseconds since it was opened, pauses included."""

    def __init__(self, plan: Plan) -> None:
        """Open the workout at 0; nothing has happened yet, call `advance(0)` for what does."""
        self.events: list[Event] = []
        """All events so far, without those that were retracted."""
        self._entries: list[Given] = []
        """The commands in effect, without those that no undo can reach any more."""
        self._sealed = 0
        """How many of the first entries can no longer be undone."""
        self._now = -1
        self._last_command = 0
        self._base = self._progress = begin(plan)
        self._base_events = 0

    @property
    def plan(self) -> Plan:
        """The plan in its current order."""
        return self._progress.plan

    @property
    def now(self) -> int:
        """The moment to which the workout has run."""
        return max(0, self._now)

    @property
    def state(self) -> State:
        """The state at `now`."""
        return self._progress.state

    @property
    def ends(self) -> int | None:
        """When the current segment (or the whole rest) ends if no key is pressed.

        None if it is open-ended.
        """
        return self._progress.ends if self._progress.timeline.rate else None

    @property
    def began(self) -> int:
        """When the current segment began, as if it had never been paused."""
        return self._progress.timeline.anchor - self._progress.timeline.elapsed

    @property
    def segment(self) -> int:
        """The place in `Plan.segments` of the current segment.

        In a rest and while waiting it is the one that comes next.
        """
        return self._progress.index

    @property
    def left(self) -> tuple[Left, ...]:
        """What is left of the workout and can be moved, in order."""
        return left(self._progress)

    @property
    def results(self) -> tuple[SetResult, ...]:
        """Every attempt at a set so far, in the order in which they ended."""
        return self._progress.results

    def advance(self, now: int) -> list[Event]:
        """Run the workout to `now` and return the events, each at the moment it was due.

        Do nothing if `now` is in the past.
        """
        if now <= self._now:
            return []
        self._progress, events = run(self._progress, now)
        self._now = now
        self.events += events
        return events

    def preview(self, until: int) -> list[Event]:
        """Return what `advance(until)` will return if no key is pressed."""
        return run(self._progress, until)[1]

    def next_deadline(self) -> int | None:
        """Return when the next event is due without a key; None if none is."""
        if not self._progress.timeline.rate:
            return None
        agenda = self._progress.agenda
        due = [event.at for event in agenda.events[:1]]
        if agenda.ends is not None:
            due.append(agenda.ends)
        return min(due, default=None)

    def apply(self, command: Command, at: int) -> list[Event]:
        """Give a command at the moment `at`, and return what happens up to it.

        `at` may be before the last `advance`, but not before the previous command. The events after
        `at` are then void, and the first event returned is `retracted`. If the command does not
        apply at that moment, raises RefusedError and changes nothing.
        """
        if at < self._last_command:
            raise RefusedError("a command can't come before the previous one")
        before, events = run(self._base, at, before_commands=True)
        stands = self._base_events
        if isinstance(command, Undo):
            undone = self._undoable(before, at)
            stands = self._entries[undone].happened
            base, events = self._undo(undone, at)
        else:
            base, acted = act(before, command, at)
            self._note(command, at, before, stands + len(events))
            events += acted
        self._base_events = stands + len(events)
        self._base, self._last_command = base, at
        self._progress, more = run(base, at)
        return self._heard(stands, [*events, *more], at)

    def seal(self) -> None:
        """Make all earlier commands permanent: an undo must not reach across an interruption.

        Otherwise an undo would let a set continue through all the time of the interruption.
        """
        self._sealed = len(self._entries)

    def snapshot(self) -> Snapshot:
        """Return what the workout looks like now."""
        return snapshot_of(self._progress, self.now, can_undo=self._can_undo())

    def snapshot_at(self, at: int) -> Snapshot | None:
        """Return what a command given at `at` would find; None if one was given after `at`."""
        if at < self._last_command:
            return None
        progress = run(self._base, at, before_commands=True)[0]
        return snapshot_of(progress, at, can_undo=self._can_undo())

    # Undo

    def _note(self, command: Command, at: int, before: Progress, happened: int) -> None:
        """Add a command to the entries."""
        undoes: int | None = len(self._entries)
        # Before a go, another set was done; a redo that waits follows an interruption.
        if isinstance(command, Go) or command == Redo(wait=True):
            undoes = None
        elif isinstance(command, Pause | Resume | SetLoad | Wait):
            undoes = self._entries[-1].undoes if self._entries else None
        if undoes is None:  # no later undo reaches an earlier entry
            self._entries, self._sealed = [], 0
        self._entries.append(Given(command, at, before, happened, undoes))

    def _undoable(self, progress: Progress, at: int) -> int:
        """Return the place of the entry that `undo` at `at` would undo; raises RefusedError."""
        place = self._entries[-1].undoes if self._entries else None
        if place is None or place < self._sealed:
            raise RefusedError("nothing to undo")
        entry = self._entries[place]
        if isinstance(entry.command, Fatigue) and not _fresh(entry, progress, at):
            raise RefusedError("too late to undo; correct the result instead")
        if isinstance(entry.command, Order) and entry.before.works < progress.works:
            raise RefusedError("too late to undo: the next set has begun")
        return place

    def _can_undo(self) -> bool:
        try:
            self._undoable(self._progress, self.now)
        except RefusedError:
            return False
        return True

    def _undo(self, place: int, at: int) -> tuple[Progress, list[Event]]:
        """Bring the workout to `at` as if the command at entry `place` had never been given.

        Returns the events since that command. Later entries that do not apply without it are
        dropped.
        """
        undone, *later = self._entries[place:]
        del self._entries[place:]
        progress = undone.before
        events: list[Event] = []
        for entry in later:
            progress, happened = run(progress, entry.at, before_commands=True)
            events += happened
            try:
                after, acted = act(progress, entry.command, entry.at)
            except RefusedError:
                continue
            self._note(entry.command, entry.at, progress, undone.happened + len(events))
            events += acted
            progress = after
        progress, happened = run(progress, at, before_commands=True)
        return progress, events + happened

    def _heard(self, stands: int, events: list[Event], at: int) -> list[Event]:
        """Put `events` after the first `stands` ones, and return what a listener needs to know.

        That is the new events. If earlier events are void, it is a `retracted` and all events that
        replace them.
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
        return [Retracted(at=at, after=after), *news]


def _fresh(entry: Given, progress: Progress, at: int) -> bool:
    """Return whether the fatigue at `entry` can still be undone."""
    segments, after = entry.before.plan.segments, entry.before.index + 1
    if after < len(segments) and segments[after].kind is SegmentKind.PUSH:
        return progress.state is State.PUSHING
    return at - entry.at <= UNDO_FATIGUE


def replay(plan: Plan, commands: Iterable[tuple[Command, int]], until: int) -> Session:
    """Return a new session of `plan` with the `commands` applied, run to `until`."""
    session = Session(plan)
    for command, at in commands:
        session.apply(command, at)
    session.advance(until)
    return session
