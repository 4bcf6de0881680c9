"""How a segment begins: what follows a set, a rest and its get ready, waiting, a set, a push."""

from collections.abc import Sequence
from dataclasses import replace

from supertimer.engine.agenda import Agenda, push_agenda, ready_agenda, work_agenda
from supertimer.engine.events import RestStarted, Waiting, WorkoutEnded
from supertimer.engine.plan import RestLabel, SameAs, Segment, SegmentKind
from supertimer.engine.progress import Progress, Rest
from supertimer.engine.state import State
from supertimer.engine.timeline import Timeline


def lead(progress: Progress, index: int, at: int) -> Progress:
    """Begin the segment at `index` after a set or a part of one: a rest, or what comes at once."""
    segment = progress.plan.segments[index] if index < len(progress.plan.segments) else None
    if segment is None or segment.kind is not SegmentKind.REST:
        in_rest = segment is not None and segment.in_rest and not segment.waits
        return enter(progress, index + in_rest, at)  # no rest: no get ready in it
    progress = replace(
        progress,
        state=State.RESTING,
        index=index + 1,
        timeline=Timeline(at),
        rest=Rest(segment.set, segment.label),
        readying=False,
        held=False,
    )
    return rest_until(progress, at, at + (segment.ms or 0), opening=True)


def rest_until(progress: Progress, at: int, ends: int, *, opening: bool = False) -> Progress:
    """Continue the rest from `at` to `ends`; its get ready comes last, or begins now.

    With `opening`, the rest begins and is announced.
    """
    rest, ready = progress.rest, min(progress.ready_ms, ends - at)
    assert rest is not None
    load = progress.load_at(progress.index)
    if ready and ready == ends - at:
        label = rest.label if opening else RestLabel.REST
        index, work = progress.current_set, progress.work
        agenda = ready_agenda(index, work, at, ready, load, label, in_rest=True)
        return replace(progress, readying=True, agenda=agenda)
    if rest.label is RestLabel.PAUSE and load == progress.load_at(progress.index - 2):
        load = None  # it stays on
    started = RestStarted(
        at=at,
        ms=ends - at,
        label=rest.label,
        next_index=progress.current_set,
        next_load=load,
        **progress.keys(rest.after),
    )
    agenda = Agenda((started,) if opening else (), ends - ready)
    return replace(progress, readying=False, agenda=agenda)


def enter(progress: Progress, index: int, at: int, *, waits: bool | None = None) -> Progress:
    """Begin the segment at `index`, which must not be a rest, or wait for go.

    If `waits` is None, the plan decides, or a `wait` command does.
    """
    rested = progress.timeline.at(at) if progress.state is State.RESTING else 0
    rest = replace(progress.rest, rested=rested) if progress.rest and rested else None
    held = progress.held
    entered = replace(
        progress, index=index, timeline=Timeline(at), rest=None, readying=False, held=False
    )
    if index == len(progress.plan.segments):
        return replace(entered, state=State.DONE, agenda=Agenda((WorkoutEnded(at=at),)))
    segment, set_index, work = entered.segment, entered.current_set, entered.work
    load = entered.load_at(index)
    if (segment.waits or held) if waits is None else waits:
        waiting = Waiting(at=at, next_load=load, **entered.keys(set_index))
        return replace(entered, state=State.WAITING, rest=rest, agenda=Agenda((waiting,)))
    if segment.kind is SegmentKind.READY:
        ms = segment.ms or 0
        agenda = ready_agenda(set_index, work, at, ms, load)
        return replace(entered, state=State.READY, agenda=agenda)
    if segment.kind is SegmentKind.PUSH:
        agenda = push_agenda(set_index, work, at, segment.ms or 0, load)
        return replace(entered, state=State.PUSHING, agenda=agenda)
    entered = replace(entered, works=entered.works + 1)
    if entered.set_started is None:
        entered = replace(entered, set_started=at)
    part = work if segment.end is None else replace(work, end=segment.end)
    agenda = work_agenda(set_index, part, at, load, entered.begun, _same(entered))
    return replace(entered, state=State.WORKING, agenda=agenda)


def _same(progress: Progress) -> int | None:
    """Return the time under load of the set that this one must match, or None."""
    end = progress.work.end
    other = progress.result(end.set) if isinstance(end, SameAs) else None
    return other.tul_ms if other else None


def after_set(progress: Progress) -> int:
    """Return the place of the first segment after the current set, its rest."""
    return set_end(progress.plan.segments, progress.index + 1, progress.current_set)


def set_end(segments: Sequence[Segment], place: int, index: int) -> int:
    """Return the first place from `place` on that is not within the set at `index`."""
    while place < len(segments) and _within_set(segments[place], index):
        place += 1
    return place


def _within_set(segment: Segment, index: int) -> bool:
    """Return whether `segment` is part of the set at `index`, its pauses included, its rest not."""
    if segment.set != index:
        return False
    return segment.kind is not SegmentKind.REST or segment.label is RestLabel.PAUSE
