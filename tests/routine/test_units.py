"""The units of a compiled plan, and that every order works on them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supertimer.engine.commands import Fatigue, Go, LeaveOut, OneMore, Reorder
from supertimer.engine.plan import Member, Plan, RestLabel
from supertimer.engine.session import Session
from supertimer.engine.state import State
from supertimer.routine.compile import compile_routine
from supertimer.routine.files import routine_files
from supertimer.routine.parse import parse_routine, read_routine

BUNDLED = routine_files(Path("routines"))

KEYS = (
    "", 'sides = "each"', 'sides = "alternate"', 'drops = ["-20%"]', 'advance = "wait"',
    'advance = "auto"', 'warmup = [{ load = "50%", until = "2 reps" }]',
    'rest_pause = { times = 1, rest = "5s" }', 'ready = 0', 'rest = 0', 'until = "2 reps"',
)  # fmt: skip

exercises = st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)).map(
    lambda keys: "\n".join(sorted(set(keys)))
).filter(lambda keys: keys.count("sides") < 2 and keys.count("advance") < 2)  # fmt: skip

groups = st.lists(exercises, min_size=1, max_size=3)


def plan_of(unit_keys: list[list[str]], sets: int) -> Plan:
    """A plan of these groups; a group of several is a superset."""
    text = [f'name = "Test"\n[defaults]\ntempo = "2/2"\npush = 0\nsets = {sets}']
    for unit, members in enumerate(unit_keys):
        letter = f'superset = "{unit}"\n' if len(members) > 1 else ""
        for place, keys in enumerate(members):
            text.append(f'[[exercise]]\nname = "{names(unit_keys)[unit][place]}"\n{letter}{keys}')
    return compile_routine(parse_routine("\n".join(text), "test"))


def names(unit_keys: list[list[str]]) -> list[list[str]]:
    return [
        [f"E{unit}.{place}" for place in range(len(members))]
        for unit, members in enumerate(unit_keys)
    ]


@given(st.lists(groups, min_size=1, max_size=4), st.integers(1, 2))
def test_units_partition_the_sets_in_the_order_of_the_file(
    unit_keys: list[list[str]], sets: int
) -> None:
    plan = plan_of(unit_keys, sets)
    assert [[each.exercise for each in unit] for unit in plan.units] == names(unit_keys)
    found = [work.unit for work in plan.sets]
    assert None not in found
    assert found == sorted(found, key=lambda unit: -1 if unit is None else unit)
    for unit, members in enumerate(plan.units):
        mine = {work.exercise for work in plan.sets if work.unit == unit}
        assert mine == {each.exercise for each in members}


def test_a_member_has_the_usual_rest_and_ready_and_what_advance_says() -> None:
    keys = ["", 'advance = "auto"\nrest = 7', 'advance = "wait"\nready = 3']
    assert plan_of([keys], 1).units == (
        (
            Member("E0.0", 60_000, 10_000, waits=True, each_waits=False),
            Member("E0.1", 7_000, 10_000, waits=False, each_waits=False),
            Member("E0.2", 60_000, 3_000, waits=True, each_waits=True),
        ),
    )


def test_an_exercise_that_is_written_twice_is_two_units() -> None:
    text = '[[exercise]]\nname = "A"\n[[exercise]]\nname = "A"\nrest = 7\n'
    plan = compile_routine(parse_routine(f'name = "Test"\n{text}', "test"))
    assert [work.unit for work in plan.sets] == [0, 1]
    assert [plan.member(index).rest for index in range(2)] == [60_000, 7_000]


def do_a_set(session: Session) -> None:
    """Do the next set and its push, and stay in the rest after it."""
    place = len(session.results)
    while session.state is State.PUSHING or (
        session.state is not State.DONE and len(session.results) == place
    ):
        if session.state is State.WAITING:
            session.apply(Go(), session.now)
        elif session.state is State.WORKING:
            ended = session.now + 20_000
            session.advance(ended)
            if session.state is State.WORKING:
                session.apply(Fatigue(), ended)
        elif session.ends is not None:
            session.advance(session.ends)


def finish(session: Session) -> list[int]:
    """Do everything that is left, and return the places of the sets that were done."""
    while session.state is not State.DONE:
        do_a_set(session)
    return [result.index for result in session.results]


def begun(plan: Plan, sets: int) -> Session:
    """A session in which at least `sets` sets are done and the order can be changed."""
    session = Session(plan)
    session.advance(0)
    while len(session.results) < sets or session.state is State.WORKING:
        do_a_set(session)
    return session


def order_laws(plan: Plan, done: int) -> None:
    """Reverse what is left, leave a unit out, and add a set: each set is done once all the same."""
    every = list(range(len(plan.sets)))
    rest = begun(plan, done).left
    if not rest:
        return
    reverse = tuple(each.unit for each in reversed(rest))
    session = begun(plan, done)
    session.apply(Reorder(reverse), session.now)
    assert tuple(each.unit for each in session.left) == reverse
    assert sorted(finish(session)) == every

    session = begun(plan, done)
    session.apply(LeaveOut(rest[-1].unit), session.now)
    assert len(finish(session)) == len(every) - rest[-1].sets

    session = begun(plan, done)
    if not done:
        return
    shown = session.snapshot()
    within = shown.label is RestLabel.PAUSE
    last = plan.sets[shown.index if within else session.results[-1].index]
    session.apply(OneMore(), session.now)
    assert sorted(finish(session))[: len(every)] == every
    added = session.plan.sets[len(every) :]
    assert {(work.exercise, work.unit) for work in added} == {(last.exercise, last.unit)}
    assert len(added) == (2 if last.side else 1)


@given(st.lists(groups, min_size=2, max_size=3), st.integers(1, 2), st.integers(0, 3))
def test_orders_work_on_any_compiled_routine(
    unit_keys: list[list[str]], sets: int, done: int
) -> None:
    plan = plan_of(unit_keys, sets)
    order_laws(plan, min(done, len(plan.sets) - 1))


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_orders_work_on_the_bundled_routines(path: Path) -> None:
    plan = compile_routine(read_routine(path))
    for done in range(2):
        order_laws(plan, done)
