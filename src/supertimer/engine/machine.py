"""How time and commands move a workout from one `Progress` to the next.

`run` and `act` return the next `Progress` and the events on the way. Only `TRANSITIONS` says what
may happen in which state.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from supertimer.engine.agenda import NOTHING_BEGUN, Agenda, resumed_phase, so_far
from supertimer.engine.commands import Amend, Command, Extend, Order, Redo, SetLoad
from supertimer.engine.events import (
    RANK,
    Event,
    EventName,
    LoadSet,
    Paused,
    PhaseResumed,
    ResumeCount,
    Resumed,
    SetAmended,
    SetDiscarded,
    SetEnded,
    SetKeys,
)
from supertimer.engine.order import ordered
from supertimer.engine.outcome import amended, effort, outcome
from supertimer.engine.plan import Plan, RestLabel, SegmentKind, ToFatigue
from supertimer.engine.progress import Progress, Rest
from supertimer.engine.result import EndedBy
from supertimer.engine.segments import after_set, enter, lead, rest_until
from supertimer.engine.state import ELAPSED, TRANSITIONS, Effect, State
from supertimer.engine.timeline import Timeline
from supertimer.errors import RefusedError

COUNT_IN = 3000
"""The 3-2-1 before a paused set resumes, in milliseconds."""

Step = tuple[Progress, list[Event]]


def begin(plan: Plan) -> Progress:
    """Return the beginning of a workout of `plan`: at 0, before its first segment."""
    return lead(Progress(plan, State.WAITING, 0, Timeline(0), Agenda()), 0, 0)


def run(progress: Progress, now: int, *, before_commands: bool = False) -> Step:
    """Run `progress` to `now` and return the events.

    With `before_commands`, leave out what comes after a command given at that very instant: a phase
    or segment that would begin then does not begin. A segment whose time is over at that instant
    is over, but the next one is not announced yet.
    """
    limit = (now, RANK[EventName.SEGMENT_STARTED] - 1 if before_commands else len(RANK))
    happened: list[Event] = []
    while progress.timeline.rate:
        events = progress.agenda.events
        ends = progress.agenda.ends
        end = None if ends is None else (ends, RANK[EventName.SET_ENDED])
        bound = min(limit, end) if end else limit
        count = 0
        while count < len(events) and (events[count].at, RANK[events[count].event]) <= bound:
            count += 1
        if count:
            happened += events[:count]
            progress = replace(progress, agenda=replace(progress.agenda, events=events[count:]))
        if end is None or end > limit:
            break
        progress, more = _elapsed(progress, end[0])
        happened += more
    return progress, happened


def act(progress: Progress, command: Command, at: int) -> Step:
    """Do what `command` does at `at`, to which `progress` has been run; may raise RefusedError."""
    paused = progress.timeline.stopped(at)
    row = TRANSITIONS[progress.state, paused].get(command.name)
    if row is None:
        where = f"{progress.state}, paused" if paused else str(progress.state)
        raise RefusedError(f"“{command.name}” can't be used now ({where})")
    return _ACTIONS[row.action](progress, command, at)


def _elapsed(progress: Progress, at: int) -> Step:
    """End the current segment, whose time is over."""
    row = TRANSITIONS[progress.state, False][ELAPSED]
    if row.action is Effect.END_WORK:
        ended_by = progress.agenda.ended_by
        assert ended_by is not None
        return _end_work(progress, at, ended_by)
    return _follow(progress, None, at)


# What the rows of the table do


def _start(progress: Progress, command: Command, at: int) -> Step:
    """Begin the next segment; in the get ready of a rest, begin the set at once."""
    return enter(progress, progress.index + progress.readying, at, waits=False), []


def _follow(progress: Progress, command: Command | None, at: int) -> Step:
    if progress.state is not State.RESTING:
        return lead(_push_over(progress, at), progress.index + 1, at), []
    if progress.ready_ms and not progress.readying:
        return rest_until(progress, at, at + progress.ready_ms), []
    return enter(progress, progress.index + progress.readying, at), []


def _fatigue(progress: Progress, command: Command, at: int) -> Step:
    return _end_work(progress, at, EndedBy.FATIGUE)


def _end_work(progress: Progress, at: int, ended_by: EndedBy) -> Step:
    """End the effort of a work segment: a part of a set, or the set."""
    work = progress.work
    after = after_set(progress)
    later = progress.plan.segments[progress.index + 1 : after]
    done = effort(progress, at, ended_by)
    own = progress.segment.end is not None
    failed = own and ended_by is EndedBy.FATIGUE  # the last of the parts with an own end
    if done.tul < work.cap and not failed and any(part.kind is SegmentKind.WORK for part in later):
        return lead(replace(progress, begun=done), progress.index + 1, at), []
    progress, events = _record(progress, at, ended_by)
    pushes = ended_by is EndedBy.FATIGUE and isinstance(work.end, ToFatigue) and bool(later)
    pushes = pushes and not own
    return lead(progress, progress.index + 1 if pushes else after, at), events


def _skip_set(progress: Progress, command: Command, at: int) -> Step:
    after = after_set(progress)
    progress, events = _record(progress, at, EndedBy.SKIP)
    return lead(progress, after, at), events


def _repeat(progress: Progress, command: Command, at: int) -> Step:
    assert isinstance(command, Redo)
    events: list[Event] = []
    begins = progress.set_started == at
    if progress.state is State.READY or begins:  # the set has no result yet
        progress = replace(progress, set_started=None)
        index = progress.current_set
    else:
        if progress.set_started is not None:
            ended_by = EndedBy.INTERRUPTED if command.wait else EndedBy.SKIP
            progress, events = _record(progress, at, ended_by)
        progress, discarded = _discard(_push_over(progress, at), at)
        events.append(discarded)
        index = progress.results[-1].index
    return enter(progress, _first_segment(progress, index), at, waits=command.wait), events


def _first_segment(progress: Progress, index: int) -> int:
    """Return the place of the first segment of the set at `index`, which has begun already.

    Looks back from where the workout is.
    """
    segments = progress.plan.segments
    place = min(progress.index, len(segments) - 1)
    while segments[place].set != index:
        place -= 1
    while place and segments[place - 1].set == index:
        place -= 1
    return place


def _discard(progress: Progress, at: int) -> tuple[Progress, Event]:
    """Discard the last result; its load stays on."""
    if not progress.results or progress.results[-1].discarded:
        raise RefusedError("no set to repeat yet")
    result = replace(progress.results[-1], discarded=True)
    event = SetDiscarded(at=at, result=result, **progress.keys(result.index))
    return replace(progress, results=(*progress.results[:-1], result)), event


def _pause(progress: Progress, command: Command, at: int) -> Step:
    stretch = progress.stretch
    assert stretch is not None
    event = Paused(at=at, segment=stretch, **_of_stretch(progress))
    return replace(progress, timeline=progress.timeline.pause(at)), [event]


def _resume(progress: Progress, command: Command, at: int) -> Step:
    working = progress.state is State.WORKING
    moment = at + COUNT_IN if working else at
    late = moment - progress.timeline.anchor
    # The pause lasts until the key; the 3-2-1 is not part of it.
    paused = late if progress.timeline.rate else at - progress.timeline.anchor
    of = _of_stretch(progress)
    count = [ResumeCount(at=moment - ms, ms=ms, **of) for ms in range(moment - at, 0, -1000)]
    agenda = progress.agenda
    held = [
        replace(event, at=event.at + late)
        for event in agenda.events
        if not isinstance(event, ResumeCount | Resumed | PhaseResumed)
    ]
    ends = None if agenda.ends is None else agenda.ends + late
    return replace(
        progress,
        timeline=progress.timeline.resume(moment),
        agenda=replace(agenda, events=(*count, _resumed(progress, moment), *held), ends=ends),
        paused_ms=progress.paused_ms + (paused if working else 0),
    ), []


def _resumed(progress: Progress, at: int) -> Event:
    """Return the event of resuming at `at`; in a set it carries the current phase."""
    stretch = progress.stretch
    assert stretch is not None
    if stretch is not SegmentKind.WORK:
        return Resumed(at=at, segment=stretch, **_of_stretch(progress))
    elapsed, cadence = progress.timeline.elapsed, progress.work.cadence
    done = so_far(cadence, progress.begun, elapsed)
    position = cadence.position(elapsed)
    index = progress.current_set
    return resumed_phase(index, progress.work, progress.begun, position, at, done.tul)


def _extend(progress: Progress, command: Command, at: int) -> Step:
    assert isinstance(command, Extend)
    if progress.state is State.WAITING:
        if command.ms <= 0:
            raise RefusedError("no rest to shorten")
        rest = progress.rest or Rest(progress.current_set)
        timeline = Timeline(at, rest.rested + progress.timeline.at(at))
        resting = replace(progress, state=State.RESTING, timeline=timeline, rest=rest, held=True)
        return rest_until(resting, at, at + command.ms), []
    ends = progress.ends
    assert ends is not None
    if command.ms < 0 and progress.readying:
        return progress, []
    shortest = min(ends, at + progress.ready_ms)
    return rest_until(progress, at, max(shortest, ends + command.ms)), []


def _hold(progress: Progress, command: Command, at: int) -> Step:
    if progress.rest is not None and progress.rest.label is RestLabel.PAUSE:
        raise RefusedError("a rest-pause pause can't wait for go")
    ends = progress.ends
    if ends is None or not progress.starts_itself:
        return progress, []
    return rest_until(replace(progress, held=True), at, ends), []


def _order(progress: Progress, command: Command, at: int) -> Step:
    assert isinstance(command, Order)
    progress, event = ordered(progress, command, at)
    return progress, [event]


def _note(progress: Progress, command: Command, at: int) -> Step:
    if isinstance(command, SetLoad):
        return _set_load(progress, command, at)
    assert isinstance(command, Amend)
    return _amend(progress, command, at)


def _set_load(progress: Progress, command: SetLoad, at: int) -> Step:
    index = progress.current_set if command.index is None else command.index
    if not 0 <= index < len(progress.plan.sets):
        raise RefusedError("unknown set")
    if progress.result(index):
        raise RefusedError("that set is over; amend its result instead")
    keys = progress.keys(index)
    progress = replace(progress, loads={**progress.loads, index: command.load})
    return progress, [LoadSet(at=at, load=command.load, next_load=progress.next_load, **keys)]


def _amend(progress: Progress, command: Amend, at: int) -> Step:
    place = len(progress.results) - 1 if command.attempt is None else command.attempt
    if not 0 <= place < len(progress.results):
        raise RefusedError("unknown result")
    result = amended(progress.plan, progress.results[place], command)
    keys = progress.keys(result.index)
    results = (*progress.results[:place], result, *progress.results[place + 1 :])
    used = {} if result.discarded else {result.index: result.load}
    progress = replace(progress, results=results, loads={**progress.loads, **used})
    return progress, [SetAmended(at=at, result=result, next_load=progress.next_load, **keys)]


def _stop(progress: Progress, command: Command, at: int) -> Step:
    events: list[Event] = []
    if progress.set_started is not None:
        progress, events = _record(progress, at, EndedBy.STOP)
    progress = replace(_push_over(progress, at), stopped=True)
    return enter(progress, len(progress.plan.segments), at), events


_ACTIONS: Mapping[Effect, Callable[[Progress, Command, int], Step]] = {
    Effect.START: _start,
    Effect.FOLLOW: _follow,
    Effect.END_WORK: _fatigue,
    Effect.SKIP_SET: _skip_set,
    Effect.REPEAT: _repeat,
    Effect.PAUSE: _pause,
    Effect.RESUME: _resume,
    Effect.EXTEND: _extend,
    Effect.HOLD: _hold,
    Effect.ORDER: _order,
    Effect.NOTE: _note,
    Effect.STOP: _stop,
}


# Results


def _record(progress: Progress, at: int, ended_by: EndedBy) -> Step:
    """End the current set: keep its result and return the event."""
    result = outcome(progress, at, ended_by)
    return replace(
        progress,
        results=(*progress.results, result),
        loads={**progress.loads, result.index: result.load},
        begun=NOTHING_BEGUN,
        set_started=None,
        paused_ms=0,
        effort_ended=at if result.tul_ms else progress.effort_ended,
    ), [SetEnded(at=at, result=result, **progress.keys(result.index))]


def _push_over(progress: Progress, at: int) -> Progress:
    """Keep how long the push lasted, if this segment is one."""
    if progress.state is not State.PUSHING:
        return progress
    result = replace(progress.results[-1], push_ms=progress.timeline.at(at))
    return replace(progress, results=(*progress.results[:-1], result), effort_ended=at)


def _of_stretch(progress: Progress) -> SetKeys:
    """Return the keys that events of the current segment share; a rest is of the set before."""
    rest = progress.rest if progress.stretch is SegmentKind.REST else None
    return progress.keys(rest.after if rest else progress.current_set)
