"""What the review of a workout says: each set against last time, records, and what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from supertimer.body.coverage import Worked
from supertimer.body.muscles import Muscle
from supertimer.body.views import BodyView
from supertimer.config import Config
from supertimer.engine.plan import Plan, Window
from supertimer.engine.result import EndedBy
from supertimer.engine.snapshot import Snapshot
from supertimer.errors import SupertimerError
from supertimer.history.diary import read_diary
from supertimer.history.journal import Header
from supertimer.history.queries import Past, SessionDone
from supertimer.history.set_record import SetDone
from supertimer.history.stats import Record, RecordKind, all_records
from supertimer.history.store import Store
from supertimer.history.wording import load_text, reps, set_name
from supertimer.routine.compile import compile_routine
from supertimer.routine.parse import parse_routine
from supertimer.text import count, day, listed, literal
from supertimer.units import Unit, minutes
from supertimer.workout.briefing import Brief, briefs
from supertimer.workout.controls import Controls
from supertimer.workout.trainer import Trainer

LEEWAY = timedelta(seconds=1)
"""How far the clocks of a workout and of its sets may be apart."""


@dataclass(frozen=True, slots=True)
class NextLoad:
    """What to lift next time, and why."""

    exercise: str
    load: str
    """`↑ 125 lb`, with an arrow if it differs from last time; empty for advice in words."""
    reason: str


@dataclass(frozen=True, slots=True)
class SetLine:
    """One set in words, and the times of its bar."""

    name: str
    load: str
    tul_ms: int
    """0 if the time is not known, as in imported sets."""
    window: Window | None
    last: int | None
    """The milliseconds of last time, or None."""
    reps: str
    ended: str
    """Empty for fatigue, which is how a set is meant to end."""
    record: str
    """`★ longest at this load`; empty without a record."""

    @property
    def against(self) -> str:
        """`+0:05`, the difference to last time; empty without a last time."""
        if not self.last or not self.tul_ms:
            return ""
        seconds = self.tul_ms // 1000 - self.last // 1000
        return f"{'-' if seconds < 0 else '+'}{minutes(abs(seconds) * 1000)}"


@dataclass(frozen=True, slots=True)
class Review:
    """One workout, ready to be shown."""

    title: str
    """`Push and Pull, Anna, 17 Sep`."""
    facts: tuple[str, ...]
    """`2 sets`, `4:19 under load`, `10:20 in total`, `0:20 paused`."""
    sets: tuple[SetLine, ...]
    advice: tuple[NextLoad, ...]
    due: str
    """When the next workout is due, in a sentence; empty without a schedule."""
    left_out: str
    """`Left out: Leg press`; empty if nothing was left out."""
    body: BodyView
    """The muscles that this workout worked."""


def live_review(trainer: Trainer, controls: Controls, snapshot: Snapshot) -> Review:
    """Return the review of a workout that has just ended.

    Raises:
        StoreError: the history can't be read.
    """
    plan, now, past = controls.plan, trainer.clock.wall(), trainer.past()
    ran = controls.clock.now() - controls.runner.opened
    opened = now - timedelta(milliseconds=ran)
    sets = live_sets(plan, snapshot, opened, controls.person)
    since = opened - LEEWAY
    controls.brief()  # the history has the workout itself now
    lasted = max((result.ended_at for result in snapshot.results), default=0)
    return Review(
        title=title(plan.name, controls.person, opened, now),
        facts=facts(sets, timedelta(milliseconds=lasted)),
        sets=set_lines(sets, past, since, controls.unit),
        advice=next_time(plan, controls.briefs, controls.unit),
        due=due_line(trainer.store, trainer.person, now),
        left_out=missing(left_out(plan)),
        body=muscles(past.worked(since)),
    )


def past_review(
    store: Store, past: Past, session: SessionDone, config: Config, now: datetime
) -> Review:
    """Return the review of a workout in the history; only the last one has advice.

    Raises:
        StoreError: the history can't be read.
    """
    newest = latest_session(past)
    latest = newest is not None and newest.workout == session.workout
    worked = past.worked(session.started)
    ends = max(done.ended for done in session.sets)
    return Review(
        title=title(session.routine, past.person, session.started, now),
        facts=facts(session.sets, ends - session.started),
        sets=set_lines(session.sets, past, session.started, config.unit),
        advice=_advice(past, session, config, now) if latest else (),
        due=due_line(store, past.person, now) if latest else "",
        left_out=missing(past.left_out(session.routine, session.workout)),
        body=muscles([done for done in worked if done.when <= ends]),
    )


def latest_session(past: Past) -> SessionDone | None:
    """Return the last workout, or None; it is not one of a day that is still to come."""
    ahead = len(past.ahead())
    found = past.sessions(limit=ahead + 1)
    return found[0] if len(found) > ahead else None


def _advice(
    past: Past, session: SessionDone, config: Config, now: datetime
) -> tuple[NextLoad, ...]:
    """Return the advice after a workout, by its routine as it was then."""
    text = past.last(session.sets[0].exercise).routine_text
    try:
        routine = parse_routine(text, "history")
    except SupertimerError:
        return ()
    plan = compile_routine(routine)
    return next_time(plan, briefs(plan, routine, past, config, now), config.unit)


def live_sets(plan: Plan, snapshot: Snapshot, opened: datetime, person: str) -> list[SetDone]:
    """Return the sets of a workout that count, whether the history has them yet or not."""
    header = Header(workout="", person=person, routine=plan.name, plan=plan, started=opened)
    return [
        header.done(place, result, plan.sets[result.index])
        for place, result in enumerate(snapshot.results)
        if not result.discarded
    ]


def left_out(plan: Plan) -> list[str]:
    """Return the exercises that were left out today."""
    return list(dict.fromkeys(plan.sets[segment.set].exercise for segment in plan.left_out))


def set_lines(
    sets: Sequence[SetDone], past: Past, opened: datetime, unit: Unit | None
) -> tuple[SetLine, ...]:
    """Return the sets of the workout that started at `opened`, in their order.

    `past` may already contain them.
    """
    known = {name: past.sets(name) for name in dict.fromkeys(done.exercise for done in sets)}
    ended = max((done.ended for done in sets), default=opened)
    records = {
        (record.done.exercise, record.done.attempt): f"★ {_words(record)}"
        for each in known.values()
        for record in all_records(each)
        if opened <= record.done.started <= ended
    }
    lines = []
    for done in sets:
        before = [
            each.tul_ms
            for each in known[done.exercise]
            if each.started < opened
            and (each.number, each.side, each.kind) == (done.number, done.side, done.kind)
        ]
        fatigue = done.ended_by is EndedBy.FATIGUE
        lines.append(
            SetLine(
                name=literal(set_name(done.exercise, done.side, done.kind)),
                load=load_text(done.load, unit),
                tul_ms=done.tul_ms,
                window=done.window,
                last=before[-1] if before and before[-1] else None,
                reps=_reps(done.reps),
                ended="" if fatigue else done.ended_by.replace("-", " "),
                record=records.get((done.exercise, done.attempt), ""),
            )
        )
    return tuple(lines)


def _reps(hundredths: int | None) -> str:
    """Return `8 reps`, or `6.4 reps, in rep 7` for a set that ended within a rep."""
    whole, part = divmod(hundredths or 0, 100)
    return f"{reps(hundredths)}, in rep {whole + 1}" if part else reps(hundredths)


def _words(record: Record) -> str:
    changed = f", {', '.join(record.changed)} changed" if record.changed else ""
    longest = record.kind is RecordKind.LONGEST
    return ("longest at this load" if longest else "heaviest load") + changed


def next_time(plan: Plan, briefs: Mapping[int, Brief], unit: Unit | None) -> tuple[NextLoad, ...]:
    """Return the advice for next time, for each exercise that has some."""
    told: dict[str, NextLoad] = {}
    for place, brief in briefs.items():
        name = plan.sets[place].exercise
        if brief.reason and name not in told:
            load = f"{_arrow(brief)}{load_text(brief.suggested, unit)}"
            told[name] = NextLoad(literal(name), load, literal(brief.reason))
    return tuple(told.values())


def _arrow(brief: Brief) -> str:
    """Return an arrow up or down if the suggested load differs from that of last time."""
    now, last = brief.suggested, brief.recent[-1].load if brief.recent else None
    if now is None or last is None or now.form != last.form:
        return ""
    more = now.amount - last.shown_in(now.unit).amount
    return "↑ " if more > 0 else "↓ " if more < 0 else ""


def facts(sets: Sequence[SetDone], lasted: timedelta) -> tuple[str, ...]:
    """Return the number of sets and the totals that are known."""
    tul = sum(done.tul_ms for done in sets)
    paused = sum(done.paused_ms for done in sets)
    whole = round(lasted.total_seconds() * 1000)
    return (
        count(len(sets), "set"),
        f"{minutes(tul)} under load" if tul else "",
        f"{minutes(whole)} in total" if whole else "",
        f"{minutes(paused)} paused" if paused >= 1000 else "no pauses" if whole else "",
    )


def due_line(store: Store, person: str, now: datetime) -> str:
    """Return when the next workout is due; empty without a schedule.

    Raises:
        StoreError: the history can't be read.
    """
    found = read_diary(store, person, now).due()
    return f"Next workout: {literal(found[0].sentence())}" if found else ""


def muscles(worked: Sequence[Worked]) -> BodyView:
    """Return the muscles of one workout: level 4 was worked, level 2 only helped."""
    levels: dict[Muscle, int] = {}
    for done in worked:
        for muscle in done.secondary:
            levels.setdefault(muscle, 2)
    levels |= {muscle: 4 for done in worked for muscle in done.primary}
    legend = ((4, "worked"), (2, "helped"), (0, "not worked"))
    return BodyView("Muscles worked", levels, legend, legend, "")


def title(routine: str, person: str, started: datetime, now: datetime) -> str:
    """Return the heading of a review: `Push and Pull, Anna, 17 Sep`."""
    return ", ".join(literal(part) for part in (routine, person, day(started, now)) if part)


def missing(names: Sequence[str]) -> str:
    """Return the sentence about exercises that were left out; empty for none."""
    return f"Left out: {listed([literal(name) for name in names])}" if names else ""
