"""How a workout moves: what time and commands do to where it is.

A `Course` holds the plan and leads from one `Progress` to the next; both are values. What may
happen in which state is looked up in `TRANSITIONS`, nowhere else.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from supertimer.engine.agenda import NOTHING_BEGUN, Agenda, so_far, timed_agenda, work_agenda
from supertimer.engine.events import (
    RANK,
    Amend,
    Command,
    EndedBy,
    Event,
    EventName,
    Extend,
    Redo,
    SetLoad,
)
from supertimer.engine.outcome import amended, effort, outcome
from supertimer.engine.plan import (
    Plan,
    RestLabel,
    SameAs,
    Segment,
    SegmentKind,
    SetPlan,
    ToFatigue,
)
from supertimer.engine.progress import Progress
from supertimer.engine.snapshot import SetResult
from supertimer.engine.state import ELAPSED, TRANSITIONS, Action, State
from supertimer.engine.timeline import Timeline
from supertimer.errors import RefusedError

COUNT_IN = 3000
"""A paused set goes on after a count of three: milliseconds."""

LONG_PAUSE = 5000
"""A set that was paused for longer, in milliseconds, is kept as paused."""

_STATES = {
    SegmentKind.REST: State.RESTING,
    SegmentKind.READY: State.READY,
    SegmentKind.WORK: State.WORKING,
    SegmentKind.PUSH: State.PUSHING,
}

Step = tuple[Progress, list[Event]]


class Course:
    """The way through a plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._actions: dict[Action, Callable[[Progress, Command, int], Step]] = {
            Action.START: self._start,
            Action.FOLLOW: self._follow,
            Action.END_WORK: self._fatigue,
            Action.SKIP_SET: self._skip_set,
            Action.REPEAT: self._repeat,
            Action.PAUSE: self._pause,
            Action.RESUME: self._resume,
            Action.EXTEND: self._extend,
            Action.NOTE: self._note,
            Action.STOP: self._stop,
        }

    def begin(self) -> Progress:
        """Where every workout begins: before its first segment, at 0."""
        empty = Progress(State.WAITING, 0, Timeline(0), Agenda())
        return self._enter(empty, 0, 0)

    # Time

    def run(self, progress: Progress, now: int, *, before_commands: bool = False) -> Step:
        """Let everything happen that is due by `now`.

        With `before_commands` only what comes before a command given at that very instant: a
        command leaves no room for a phase or a segment to begin at the instant at which it ends.
        A segment whose time is over at that instant is over; the next one is not announced yet.
        """
        limit = (now, RANK[EventName.SEGMENT_STARTED] - 1 if before_commands else len(RANK))
        happened: list[Event] = []
        while progress.timeline.rate:
            events = progress.agenda.events
            ends = progress.agenda.ends
            end = None if ends is None else (ends, RANK[EventName.SET_ENDED])
            bound = min(limit, end) if end else limit
            count = 0
            while count < len(events) and _key(events[count]) <= bound:
                count += 1
            if count:
                happened += events[:count]
                rest = replace(progress.agenda, events=events[count:])
                progress = replace(progress, agenda=rest)
            if end is None or end > limit:
                break
            progress, more = self._elapsed(progress, end[0])
            happened += more
        return progress, happened

    def _elapsed(self, progress: Progress, at: int) -> Step:
        """The current segment's time is over."""
        row = TRANSITIONS[progress.state, False][ELAPSED]
        if row.action is Action.END_WORK:
            ended_by = progress.agenda.ended_by
            assert ended_by is not None
            return self._end_work(progress, at, ended_by)
        return self._follow(progress, None, at)

    # Commands

    def act(self, progress: Progress, command: Command, at: int) -> Step:
        """What `command` does at `at`, to which `progress` has been run; may raise RefusedError."""
        paused = progress.timeline.stopped(at)
        row = TRANSITIONS[progress.state, paused].get(command.name)
        if row is None:
            where = f"{progress.state}, paused" if paused else str(progress.state)
            raise RefusedError(f"“{command.name}” does nothing now ({where})")
        return self._actions[row.action](progress, command, at)

    def _start(self, progress: Progress, command: Command, at: int) -> Step:
        waiting = progress.state is State.WAITING
        target = progress.index if waiting else progress.index + 1
        return self._enter(progress, target, at, waits=False), []

    def _follow(self, progress: Progress, command: Command | None, at: int) -> Step:
        return self._enter(self._push_over(progress, at), progress.index + 1, at), []

    def _fatigue(self, progress: Progress, command: Command, at: int) -> Step:
        return self._end_work(progress, at, EndedBy.FATIGUE)

    def _end_work(self, progress: Progress, at: int, ended_by: EndedBy) -> Step:
        """The effort of a work segment is over: a part of a set, or the set."""
        segment = self._segment(progress)
        work = self.plan.sets[segment.set]
        after = self._after_set(progress.index)
        later = self.plan.segments[progress.index + 1 : after]
        begun = effort(self.plan, progress, at, ended_by)
        if begun.tul < work.cap and any(part.kind is SegmentKind.WORK for part in later):
            parted = replace(progress, begun=begun)
            return self._enter(parted, progress.index + 1, at), []
        progress, events = self._record(progress, at, ended_by)
        pushes = ended_by is EndedBy.FATIGUE and isinstance(work.end, ToFatigue) and bool(later)
        return self._enter(progress, progress.index + 1 if pushes else after, at), events

    def _skip_set(self, progress: Progress, command: Command, at: int) -> Step:
        after = self._after_set(progress.index)
        progress, events = self._record(progress, at, EndedBy.SKIP)
        return self._enter(progress, after, at), events

    def _repeat(self, progress: Progress, command: Command, at: int) -> Step:
        assert isinstance(command, Redo)
        events: list[Event] = []
        begins = progress.set_started == at
        if progress.state is State.READY or begins:  # of the set itself there is nothing as yet
            progress = replace(progress, set_started=None)
            index = self._segment(progress).set
        else:
            if progress.set_started is not None:
                ended_by = EndedBy.INTERRUPTED if command.wait else EndedBy.SKIP
                progress, events = self._record(progress, at, ended_by)
            progress, discarded = self._discard(self._push_over(progress, at), at)
            events.append(discarded)
            index = progress.results[-1].index
        first = next(
            place
            for place, other in enumerate(self.plan.segments)
            if other.set == index and other.kind is not SegmentKind.REST
        )
        return self._enter(progress, first, at, waits=command.wait), events

    def _discard(self, progress: Progress, at: int) -> tuple[Progress, Event]:
        """The last result does not count any more; what was on for it stays on."""
        if not progress.results or progress.results[-1].discarded:
            raise RefusedError("there is no set to repeat yet")
        result = replace(progress.results[-1], discarded=True)
        event = self._result_event(result, EventName.SET_DISCARDED, at)
        results = (*progress.results[:-1], result)
        loads = {**progress.loads, result.index: result.load}
        return replace(progress, results=results, loads=loads), event

    def _pause(self, progress: Progress, command: Command, at: int) -> Step:
        segment = self._segment(progress)
        event = self._event(segment, EventName.PAUSED, at)
        return replace(progress, timeline=progress.timeline.pause(at)), [event]

    def _resume(self, progress: Progress, command: Command, at: int) -> Step:
        working = progress.state is State.WORKING
        moment = at + COUNT_IN if working else at
        segment = self._segment(progress)
        late = moment - progress.timeline.anchor
        # What was paused is the time until the key; the count only leads back into the set.
        paused = late if progress.timeline.rate else at - progress.timeline.anchor
        count = [
            self._event(segment, EventName.RESUME_COUNT, moment - left, ms=left)
            for left in range(moment - at, 0, -1000)
        ]
        resumed = self._event(segment, EventName.RESUMED, moment)
        if working:
            resumed = self._resumed_work(progress, resumed)
        agenda = progress.agenda
        held = [
            replace(event, at=event.at + late)
            for event in agenda.events
            if event.event not in (EventName.RESUME_COUNT, EventName.RESUMED)
        ]
        ends = None if agenda.ends is None else agenda.ends + late
        return replace(
            progress,
            timeline=progress.timeline.resume(moment),
            agenda=replace(agenda, events=(*count, resumed, *held), ends=ends),
            paused_ms=progress.paused_ms + (paused if working else 0),
        ), []

    def _resumed_work(self, progress: Progress, event: Event) -> Event:
        """The event of going on in a set, with the phase that goes on."""
        work = self.plan.sets[self._segment(progress).set]
        elapsed = progress.timeline.elapsed
        position = work.cadence.position(elapsed)
        done = so_far(work.cadence, progress.begun, elapsed)
        return replace(
            event,
            rep=None if work.cadence.is_static else progress.begun.rep + position.rep,
            phase=position.phase.name,
            ms=position.phase.ms,
            tul_ms=done.tul,
            effort=position.phase.effort,
        )

    def _extend(self, progress: Progress, command: Command, at: int) -> Step:
        assert isinstance(command, Extend)
        agenda = progress.agenda
        if progress.state is State.RESTING:
            assert agenda.ends is not None
            ends = max(at, agenda.ends + command.ms)
            return replace(progress, agenda=replace(agenda, ends=ends)), []
        before = progress.index - 1
        if command.ms <= 0 or before < 0 or self.plan.segments[before].kind != SegmentKind.REST:
            raise RefusedError("there is no rest here to be made longer")
        rested = (self.plan.segments[before].ms or 0) + progress.timeline.at(at)
        return replace(
            progress,
            state=State.RESTING,
            index=before,
            timeline=Timeline(at, rested),
            agenda=Agenda(ends=at + command.ms),
        ), []

    def _note(self, progress: Progress, command: Command, at: int) -> Step:
        if isinstance(command, SetLoad):
            return self._set_load(progress, command, at)
        assert isinstance(command, Amend)
        return self._amend(progress, command, at)

    def _set_load(self, progress: Progress, command: SetLoad, at: int) -> Step:
        index = progress.current_set(self.plan) if command.index is None else command.index
        if not 0 <= index < len(self.plan.sets):
            raise RefusedError("there is no such set")
        if progress.result(index):
            raise RefusedError("that set is over; amend its result instead")
        event = self._set_event(index, EventName.LOAD_SET, at, load=command.load)
        return replace(progress, loads={**progress.loads, index: command.load}), [event]

    def _amend(self, progress: Progress, command: Amend, at: int) -> Step:
        place = len(progress.results) - 1 if command.attempt is None else command.attempt
        if not 0 <= place < len(progress.results):
            raise RefusedError("there is no such result to amend")
        result = amended(self.plan, progress.results[place], command)
        event = self._result_event(result, EventName.SET_AMENDED, at)
        results = (*progress.results[:place], result, *progress.results[place + 1 :])
        return replace(progress, results=results), [event]

    def _stop(self, progress: Progress, command: Command, at: int) -> Step:
        events: list[Event] = []
        if progress.set_started is not None:
            progress, events = self._record(progress, at, EndedBy.STOP)
        progress = self._push_over(progress, at)
        return self._enter(progress, len(self.plan.segments), at), events

    # Segments

    def _enter(
        self, progress: Progress, index: int, at: int, *, waits: bool | None = None
    ) -> Progress:
        """The segment at `index` begins, or waits for go; without `waits` as the plan says."""
        entered = replace(progress, index=index, timeline=Timeline(at))
        if index == len(self.plan.segments):
            over = Event(at=at, event=EventName.WORKOUT_ENDED)
            return replace(entered, state=State.DONE, agenda=Agenda((over,)))
        segment = self.plan.segments[index]
        load = progress.load_at(self.plan, index)
        if segment.waits if waits is None else waits:
            waiting = self._set_event(segment.set, EventName.WAITING, at, next_load=load)
            return replace(entered, state=State.WAITING, agenda=Agenda((waiting,)))
        entered = replace(entered, state=_STATES[segment.kind])
        work = self.plan.sets[segment.set]
        if segment.label is RestLabel.PAUSE and load == progress.load_at(self.plan, index - 1):
            load = None  # it stays on
        if segment.kind is not SegmentKind.WORK:
            return replace(entered, agenda=timed_agenda(segment, work, at, load))
        if entered.set_started is None:
            entered = replace(entered, set_started=at)
        same = _same(progress, work)
        agenda = work_agenda(segment, work, at, load, entered.begun, same)
        return replace(entered, agenda=agenda)

    def _after_set(self, index: int) -> int:
        """The place of the first segment after the set whose segment stands at `index`."""
        segments = self.plan.segments
        after = index + 1
        while after < len(segments) and _within(segments[after], segments[index].set):
            after += 1
        return after

    def _push_over(self, progress: Progress, at: int) -> Progress:
        """If this was a push: how long it lasted, kept with its set."""
        if progress.state is not State.PUSHING:
            return progress
        result = replace(progress.results[-1], push_ms=progress.timeline.at(at))
        return replace(progress, results=(*progress.results[:-1], result), effort_ended=at)

    # Results

    def _record(self, progress: Progress, at: int, ended_by: EndedBy) -> Step:
        """The current set is over: its result, and the event of its end."""
        result = outcome(self.plan, progress, at, ended_by)
        return replace(
            progress,
            results=(*progress.results, result),
            begun=NOTHING_BEGUN,
            set_started=None,
            paused_ms=0,
            effort_ended=at if result.tul_ms else progress.effort_ended,
        ), [self._result_event(result, EventName.SET_ENDED, at)]

    def _result_event(self, result: SetResult, name: EventName, at: int) -> Event:
        return self._set_event(
            result.index,
            name,
            at,
            segment=SegmentKind.WORK,
            tul_ms=result.tul_ms,
            reps=result.reps,
            ended_by=result.ended_by,
            load=result.load,
            estimated=result.estimated or None,
            paused=result.paused_ms > LONG_PAUSE or None,
        )

    def _segment(self, progress: Progress) -> Segment:
        return self.plan.segments[progress.index]

    def _event(
        self,
        segment: Segment,
        name: EventName,
        at: int,
        **more: object,
    ) -> Event:
        """An event of `segment`."""
        return self._set_event(segment.set, name, at, **{"segment": segment.kind, **more})

    def _set_event(self, index: int, name: EventName, at: int, **more: object) -> Event:
        """An event of the set at `index`."""
        work: SetPlan = self.plan.sets[index]
        common: Mapping[str, object] = {
            "exercise": work.exercise,
            "set": work.number,
            "kind": work.kind,
            "side": work.side,
            "index": index,
        }
        return Event(at=at, event=name, **{**common, **more})  # type: ignore[arg-type]


def _same(progress: Progress, work: SetPlan) -> int | None:
    """The time under load at which `work` ends because another set came to it, if one did."""
    other = progress.result(work.end.set) if isinstance(work.end, SameAs) else None
    return other.tul_ms if other else None


def _within(segment: Segment, index: int) -> bool:
    """Whether `segment` is part of the set at `index`, its pauses included, its rest not."""
    if segment.set != index:
        return False
    return segment.kind is not SegmentKind.REST or segment.label is RestLabel.PAUSE


def _key(event: Event) -> tuple[int, int]:
    return event.at, RANK[event.event]
