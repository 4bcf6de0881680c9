"""The lifter of a test gives each step at its moment, and does the rest as a simulation does."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given

from supertimer.engine.commands import Amend, Command, SetLoad, Stop
from supertimer.engine.plan import Plan
from supertimer.engine.session import Session, replay
from supertimer.engine.simulate import simulate
from supertimer.engine.state import State
from supertimer.errors import RefusedError
from supertimer.headless.as_test import steps_of
from supertimer.headless.lifter import Lifter, StepError
from supertimer.headless.moments import clock
from supertimer.headless.steps import read_step, split_steps
from supertimer.routine.compile import compile_routine
from supertimer.routine.parse import parse_routine
from supertimer.units import Load, Unit
from tests.strategies import plans, scripts

Script = list[tuple[Command, int]]

ROUTINE = """
name = "Test"
unit = "lb"
[defaults]
target = "90-150s"
[[exercise]]
name = "Leg press"
load = 200
sets = 2
[[exercise]]
name = "Row"
tempo = "lift 2, hold 1, lower 4"
sides = "each"
[[exercise]]
name = "Plank"
tempo = "hold 10"
until = "45s"
[[exercise]]
name = "Dip"
rest_pause = { times = 2, rest = "10s" }
until = "3 reps"
"""


def lifted(keys: str) -> Lifter:
    lifter = Lifter(compile_routine(parse_routine(ROUTINE, "test.toml")), Unit.LB)
    for text in split_steps(keys):
        lifter.do(read_step(text))
    return lifter


def outcome(keys: str) -> list[str]:
    """Each set that ended, in a few words."""
    lifter = lifted(keys)
    lifter.finish()
    found = []
    for result in lifter.session.results:
        work = lifter.session.plan.sets[result.index]
        which = work.side or work.number
        kept = " discarded" if result.discarded else ""
        found.append(f"{work.exercise} {which} {clock(result.tul_ms)}{kept}")
    return found


USUAL = [
    "Leg press 1 2:00",
    "Leg press 2 2:00",
    "Row left 2:00",
    "Row right 2:00",
    "Plank 1 0:45",
    "Dip 1 3:00",
]


@given(plans())
def test_without_steps_it_is_the_simulation(plan: Plan) -> None:
    lifter = Lifter(plan)
    lifter.finish()
    assert tuple(lifter.session.events) == simulate(plan)


@given(plans(), scripts)
def test_the_steps_of_a_workout_do_that_workout(plan: Plan, script: Script) -> None:
    """What `replay --as-test` writes gives the same events, to the millisecond."""
    session, taken, at = Session(plan), [], 0
    for command, step in script:
        at += step
        session.advance(at)
        try:
            session.apply(command, at)
        except RefusedError:
            continue
        taken.append((command, at))
    for command, _ in taken:
        assume(not isinstance(command, SetLoad) or _is_written_back(command.load))
        assume(not isinstance(command, Amend) or _says_something(command))
    until = at + 10_000
    steps, expected = steps_of(plan, taken, until)
    alone = replay(plan, taken, until)
    if alone.state is not State.DONE:
        alone.apply(Stop(), until)
    assert expected.events == alone.events
    lifter = Lifter(plan)
    for text in steps:
        lifter.do(read_step(text))
    lifter.finish()
    assert lifter.session.events == expected.events


def _says_something(command: Amend) -> bool:
    return command.attempt != -1 and replace(command, attempt=None) != Amend()


def _is_written_back(load: Load | None) -> bool:
    """Whether the text of a load has its unit: that of bodyweight alone is not written."""
    return load is None or bool(load.amount) or not load.bodyweight


@pytest.mark.parametrize(
    ("keys", "place", "expected"),
    [
        ("fatigue at 1:35", 0, "Leg press 1 1:35"),
        ("go, fatigue at 1:35", 0, "Leg press 1 1:35"),
        ("go, fatigue at 1:35, undo after 3s, fatigue at 1:41", 0, "Leg press 1 1:41"),
        ("fatigue at 2:20 of Leg press set 2", 1, "Leg press 2 2:20"),
        ("fatigue at 1:00 of row right", 3, "Row right 1:00"),
        ("fatigue at rep 4", 0, "Leg press 1 1:00"),
        ("fatigue at rep 4 lower + 2.5s", 0, "Leg press 1 1:12.5"),
        ("fatigue at rep 2 hold of Row", 2, "Row left 0:09"),
        ("pause at rep 3 for 20s, fatigue at 1:00", 0, "Leg press 1 1:00"),
        ("pause at 0:30, resume after 8s, fatigue at 1:00", 0, "Leg press 1 1:00"),
        ("nothing until 5:00", 0, "Leg press 1 5:00"),
        ("fatigue at 1:10 of Dip", 5, "Dip 1 2:10"),
        ("amend tul 1:11 at 5s of the rest", 0, "Leg press 1 1:11"),
        ("redo at 3s of the push", 0, "Leg press 1 2:00 discarded"),
        ("skip at 3s of the ready", 0, "Leg press 1 0:00"),
        ("skip", 0, "Leg press 1 0:00"),
        ("go, stop at 1:40 of the workout", -1, "Leg press 1 1:30"),
        ("one more", 2, "Leg press 3 2:00"),
    ],
)
def test_a_step_is_given_at_its_moment(keys: str, place: int, expected: str) -> None:
    assert outcome(keys)[place] == expected


def test_what_no_step_touches_runs_as_in_a_simulation() -> None:
    assert outcome("fatigue at 1:35") == ["Leg press 1 1:35", *USUAL[1:]]
    assert outcome("leave out Row") == [*USUAL[:2], *USUAL[4:]]
    assert outcome("reorder Dip then Plank, fatigue at 0:10") == [
        "Dip 1 2:10",
        "Plank 1 0:45",
        *USUAL[:4],
    ]


def test_a_rest_is_counted_from_its_start_and_a_ready_in_it_from_its_own() -> None:
    rest = lifted("extend 30s at 20s of the rest").session
    (began,) = (e.at for e in rest.events if e.event == "segment_started" and e.segment == "rest")  # type: ignore[attr-defined]
    assert rest.now == began + 20_000
    ready = lifted("go, fatigue at 1:00, pause at 4s of the ready").session
    begins = [e.at for e in ready.events if e.event == "segment_started" and e.segment == "ready"]  # type: ignore[attr-defined]
    assert ready.now == begins[-1] + 4_000


def test_before_a_moment_of_the_workout_no_key_is_pressed() -> None:
    session = lifted("wait at 2:00 of the workout").session
    assert [event.event for event in session.events] == ["waiting"]


def test_a_pause_ends_after_its_time_and_the_next_step_counts_from_there() -> None:
    session = lifted("go, pause at 0:30 for 20s, fatigue after 10s").session
    assert session.results[0].ended_at == 10_000 + 30_000 + 20_000 + 10_000
    assert session.results[0].tul_ms == 37_000, "the count of three is not time under load"


def test_a_load_in_bare_numbers_has_the_unit_of_the_routine() -> None:
    session = lifted("set load 215 of Leg press set 2, stop at 0:20 of Leg press set 2").session
    assert session.results[1].load == Load(Decimal(215), Unit.LB)


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ("fatigue at 6:00", "the set ended before 6:00: at 5:00 under load, by cap, 5:10 of"),
        ("fatigue at rep 50 of Row", "ended before rep 50: at 5:00 under load, by cap"),
        ("fatigue at 1:00 of Plank", "ended before 1:00: at 0:45 under load, by time"),
        ("fatigue at rep 2 of Plank", "this set has no reps, only holds"),
        ("fatigue at rep 2 hold", "a rep of this set has no hold"),
        ("fatigue at 1:00, stop, go", "the workout ended at 1:10 before it accepted this step"),
        ("fatigue at 1:00 of Leg press, fatigue at 1:00 of Leg press set 1",
         "without another set of Leg press set 1"),
        ("pause at 0:30, fatigue at 0:40", "the workout is paused; add “resume” before this"),
        ("fatigue at 1:00, stop at 0:30 of the workout", "0:30 of the workout is over"),
        ("go, fatigue at 1:00, undo after 60s", "refused at"),
        ("extend 30s at 5m of the rest", "no rest lasts that long; the longest took 1 min"),
        ("leave out Leg press at 1s of the workout, leave out Leg press",
         "nothing of Leg press is left"),
        ("amend tul 1:00 of Row at 1s of the workout", "no set of Row has ended by"),
        ("resume at 0:30 of the workout", "refused at 0:30 (waiting)"),
    ],
)  # fmt: skip
def test_a_step_that_cannot_be_given_says_why(keys: str, message: str) -> None:
    with pytest.raises(StepError) as caught:
        lifted(keys)
    assert message in str(caught.value)
