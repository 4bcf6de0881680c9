"""What the tests of the history share: a folder's store, a plan, a way to drive a journal."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from supertimer.engine.cadence import Block, Cadence, Phase, PhaseName
from supertimer.engine.commands import Command
from supertimer.engine.plan import Plan, Segment, SegmentKind, SetPlan, ToFatigue, Window
from supertimer.engine.session import Session
from supertimer.engine.state import State
from supertimer.errors import RefusedError
from supertimer.history.ids import new_key
from supertimer.history.journal import Header, Journal
from supertimer.history.store import Store
from supertimer.units import Load, Unit

MONDAY = datetime(2026, 1, 5, 18, 0, tzinfo=ZoneInfo("Europe/Berlin"))
SLOW = Cadence((Block((Phase(PhaseName.LIFT, 10_000), Phase(PhaseName.LOWER, 10_000))),))
WINDOW = Window(90_000, 150_000)
LOAD = Load(Decimal("52.50"), Unit.KG)


def set_plan(exercise: str, number: int = 1, load: Load | None = LOAD) -> SetPlan:
    return SetPlan(
        exercise, number, SLOW, ToFatigue(), 180_000, window=WINDOW, load=load,
        settings=(("seat", "4"), ("pad", "B")),
    )  # fmt: skip


def plan(*exercises: str) -> Plan:
    """A set to fatigue of each, with ready, push and rest; each waits for go."""
    segments: list[Segment] = []
    for place in range(len(exercises)):
        segments += [
            Segment(SegmentKind.READY, place, 10_000, waits=True),
            Segment(SegmentKind.WORK, place),
            Segment(SegmentKind.PUSH, place, 10_000),
            Segment(SegmentKind.REST, place, 60_000),
        ]
    return Plan("Big Five", tuple(map(set_plan, exercises)), tuple(segments[:-1]))


def header(plan: Plan, *, person: str = "me", started: datetime = MONDAY) -> Header:
    return Header(
        workout=new_key(started),
        person=person,
        routine=plan.name,
        plan=plan,
        started=started,
        text='name = "Big Five"\n',
        path=Path("big-five.toml"),
        muscles={"Leg press": (["quadriceps"], ["glutes"])},
    )


def begin(store: Store, plan: Plan, *, person: str = "me", started: datetime = MONDAY) -> Journal:
    return Journal.begin(store, header(plan, person=person, started=started))


def drive(
    session: Session,
    journal: Journal,
    script: Iterable[tuple[Command, int]],
    marks_every: int = 5000,
) -> None:
    """Give the commands of `script`, each some time after the one before, and mark the way."""
    at = session.now
    for command, step in script:
        for mark in range(at + marks_every, at + step, marks_every):
            session.advance(mark)
            journal.mark(mark, session)
        at += step
        try:
            session.apply(command, at)
        except RefusedError:
            session.advance(at)
            journal.mark(at, session)
            continue
        journal.command(command, at, session)
        if session.state is State.DONE:
            journal.close(at, session)


def after(minutes: float) -> datetime:
    return MONDAY + timedelta(minutes=minutes)
