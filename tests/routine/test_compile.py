"""What a plan is made of, row by row."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supertimer.engine.cadence import PhaseName, Side
from supertimer.engine.events import SetEnded
from supertimer.engine.plan import (
    ForReps,
    Plan,
    RestLabel,
    SameAs,
    SegmentKind,
    SetKind,
    Share,
    ToFatigue,
    Window,
)
from supertimer.engine.simulate import simulate
from supertimer.routine.compile import Remembered, compile_routine
from supertimer.routine.parse import parse_routine
from supertimer.units import ANY_LOAD, Grid, Load, Unit

HOUR = 3_600_000


def plan_of(text: str) -> Plan:
    return compile_routine(parse_routine(f'name = "Test"\n{text}', "test"))


def shape(plan: Plan) -> list[tuple[str, int, str, int | None, bool]]:
    """Each segment as exercise, set number, kind (or kind of rest), length and whether it waits."""
    return [
        (
            plan.sets[each.set].exercise,
            plan.sets[each.set].number,
            str(each.label if each.kind is SegmentKind.REST else each.kind),
            each.ms,
            each.waits,
        )
        for each in plan.segments
    ]


def test_what_a_name_alone_comes_to() -> None:
    plan = plan_of('[[exercise]]\nname = "Leg press"')
    assert shape(plan) == [
        ("Leg press", 1, "ready", 10_000, True),
        ("Leg press", 1, "work", None, False),
        ("Leg press", 1, "push", 10_000, False),
    ]
    (work,) = plan.sets
    assert [(phase.name, phase.ms) for phase in work.cadence.blocks[0].phases] == [
        (PhaseName.LIFT, 10_000),
        (PhaseName.LOWER, 10_000),
    ]
    assert (work.end, work.cap, work.window, work.load) == (ToFatigue(), 300_000, None, None)


def test_sets_go_on_by_themselves_and_a_new_exercise_waits() -> None:
    plan = plan_of(
        '[defaults]\npush = 0\nready = 5\n[[exercise]]\nname = "A"\nsets = 2\n'
        '[[exercise]]\nname = "B"\nrest = 7\n[[exercise]]\nname = "C"\nadvance = "auto"'
    )
    assert shape(plan) == [
        ("A", 1, "ready", 5_000, True),
        ("A", 1, "work", None, False),
        ("A", 1, "rest", 60_000, False),
        ("A", 2, "ready", 5_000, False),
        ("A", 2, "work", None, False),
        ("A", 2, "rest", 60_000, False),
        ("B", 1, "ready", 5_000, True),
        ("B", 1, "work", None, False),
        ("B", 1, "rest", 7_000, False),
        ("C", 1, "ready", 5_000, False),
        ("C", 1, "work", None, False),
    ]


def test_without_ready_the_work_itself_waits() -> None:
    plan = plan_of('[defaults]\nready = 0\npush = 0\nrest = 0\n[[exercise]]\nname = "A"\nsets = 2')
    assert shape(plan) == [("A", 1, "work", None, True), ("A", 2, "work", None, False)]


def test_auto_in_the_defaults_never_starts_the_workout_by_itself() -> None:
    plan = plan_of(
        '[defaults]\nadvance = "auto"\n[[exercise]]\nname = "A"\n[[exercise]]\nname = "B"'
    )
    assert [each.waits for each in plan.segments if each.kind is SegmentKind.READY] == [True, False]


def test_a_superset_takes_turns_without_rest() -> None:
    plan = plan_of(
        '[defaults]\npush = 0\nsets = 2\n[[exercise]]\nname = "A"\nsuperset = "x"\n'
        '[[exercise]]\nname = "B"\nsuperset = "x"\nready = 3\n[[exercise]]\nname = "C"\nsets = 1'
    )
    assert shape(plan) == [
        ("A", 1, "ready", 10_000, True),
        ("A", 1, "work", None, False),
        ("A", 1, "rest", 3_000, False),  # all of it is the get ready of what comes
        ("B", 1, "ready", 3_000, False),
        ("B", 1, "work", None, False),
        ("A", 2, "work", None, False),
        ("A", 2, "rest", 3_000, False),
        ("B", 2, "ready", 3_000, False),
        ("B", 2, "work", None, False),
        ("B", 2, "rest", 60_000, False),
        ("C", 1, "ready", 10_000, True),
        ("C", 1, "work", None, False),
    ]


def test_a_member_of_a_superset_can_ask_for_go() -> None:
    plan = plan_of(
        '[defaults]\nsuperset = "x"\n[[exercise]]\nname = "A"\n'
        '[[exercise]]\nname = "B"\nadvance = "wait"'
    )
    (first,) = [each for each in plan.segments if each.set == 1 and each.waits]
    assert first.kind is SegmentKind.WORK


def test_two_supersets_do_not_run_into_each_other() -> None:
    names = ("x1", "x2", "y1", "y2")
    members = (f'[[exercise]]\nname = "{name}"\nsuperset = "{name[0]}"\n' for name in names)
    plan = plan_of("".join(members))
    assert [plan.sets[each.set].exercise for each in plan.segments if each.waits] == ["x1", "y1"]


def test_rows_of_one_exercise() -> None:
    """Warm-ups, sides and drops: numbered through, each load a share of another set's."""
    plan = plan_of(
        '[[exercise]]\nname = "A"\nload = "100 lb"\nincrement = "5 lb"\nsides = "each"\nsets = 2\n'
        'second = "match"\nwarmup = [{ load = "50%", until = "3 reps" }]\ndrops = ["-20%"]'
    )
    whole = Decimal(100)
    found = [(each.number, each.kind, each.side, each.end, each.load) for each in plan.sets]
    warmup, work, drop = SetKind.WARMUP, SetKind.WORK, SetKind.DROP
    left, right = Side.LEFT, Side.RIGHT
    assert found == [
        (1, warmup, left, ForReps(3), Share(2, Decimal(50))),
        (2, warmup, right, ForReps(3), Share(2, Decimal(50))),
        (3, work, left, ToFatigue(), Load(whole, Unit.LB)),
        (4, drop, left, ToFatigue(), Share(2, Decimal(80))),
        (5, work, right, SameAs(2), Share(2, whole)),
        (6, drop, right, SameAs(3), Share(4, Decimal(80))),
        (7, work, left, ToFatigue(), Share(4, whole)),
        (8, drop, left, ToFatigue(), Share(6, Decimal(80))),
        (9, work, right, SameAs(6), Share(6, whole)),
        (10, drop, right, SameAs(7), Share(8, Decimal(80))),
    ]
    rests = [str(each.label) for each in plan.segments if each.kind is SegmentKind.REST]
    side = ["change", "switch", "change"]
    assert rests == ["switch", "rest", *side, "rest", *side]
    assert {each.grid for each in plan.sets} == {Grid(step=Decimal(5))}


def test_only_work_and_drops_have_the_window() -> None:
    plan = plan_of(
        '[defaults]\ntarget = "60-90s"\n[[exercise]]\nname = "A"\n'
        'warmup = [{ load = "50%", until = "30s" }]\ndrops = ["-10%"]'
    )
    window = Window(60_000, 90_000)
    assert [each.window for each in plan.sets] == [None, window, window]
    assert [each.cap for each in plan.sets] == [300_000, 180_000, 180_000]


@pytest.mark.parametrize(
    ("keys", "cap"),
    [
        ('target = "4-6 reps"', 240_000),
        ('target = "90-150s"\ncap = "2m"', 120_000),
        ('until = "30 reps"', 600_000),
        ('until = "10m"', 600_000),
        ('until = "9 reps"\nrest_pause = { times = 1, rest = 10 }', 360_000),
        ('target = "50m-55m"', HOUR),
    ],
)
def test_cap(keys: str, cap: int) -> None:
    assert plan_of(f'[[exercise]]\nname = "A"\n{keys}').sets[0].cap == cap


@given(
    st.sampled_from(["fatigue", "8 reps", "4m", "90s"]),
    st.sampled_from(["", 'target = "60-75s"', 'target = "4-6 reps"']),
    st.sampled_from(["", 'warmup = [{ load = "50%", until = "3 reps" }]', 'drops = ["-20%"]']),
)
def test_a_side_that_matches_the_other_is_not_cut_off_by_the_default_cap(
    until: str, target: str, more: str
) -> None:
    keys = f'until = "{until}"\n{target}\n{more}'
    plan = plan_of(f'[[exercise]]\nname = "A"\nsides = "each"\nsecond = "match"\n{keys}')
    caps = {side: [each.cap for each in plan.sets if each.side is side] for side in Side}
    assert caps[Side.LEFT] == caps[Side.RIGHT]
    ended = [event for event in simulate(plan) if isinstance(event, SetEnded)]
    lasted = {side: [each.result.tul_ms for each in ended if each.side is side] for side in Side}
    assert lasted[Side.LEFT] == lasted[Side.RIGHT]


def test_a_target_in_reps_is_the_time_under_load_at_which_they_are_complete() -> None:
    plan = plan_of('[[exercise]]\nname = "A"\ntempo = "lower 8, reset 3"\ntarget = "6-8 reps"')
    assert plan.sets[0].window == Window(48_000, 64_000)


def test_a_tempo_replaces_a_cadence_of_the_defaults_and_the_other_way_round() -> None:
    block, other = 'cadence = [{ tempo = "hold 9" }]', 'tempo = "4/4"'
    for first, second, once in ((block, other, 8_000), (other, block, 9_000)):
        plan = plan_of(f'[defaults]\n{first}\n[[exercise]]\nname = "A"\n{second}')
        (cycle,) = plan.sets[0].cadence.blocks
        assert cycle.ms == once


def test_rest_pause_is_one_set() -> None:
    plan = plan_of(
        '[[exercise]]\nname = "A"\nload = "10 kg"\nsets = 2\ndrops = ["-10%"]\n'
        'rest_pause = { times = 2, rest = [10, 0], load = ["100%", "80%"] }'
    )
    first = [each for each in plan.segments if each.set == 0]
    assert [(each.kind, each.ms, each.label, each.percent) for each in first] == [
        (SegmentKind.READY, 10_000, RestLabel.REST, None),
        (SegmentKind.WORK, None, RestLabel.REST, None),
        (SegmentKind.REST, 10_000, RestLabel.PAUSE, None),
        (SegmentKind.WORK, None, RestLabel.REST, None),
        (SegmentKind.WORK, None, RestLabel.REST, Decimal(80)),
        (SegmentKind.PUSH, 10_000, RestLabel.REST, None),
        (SegmentKind.REST, 20_000, RestLabel.CHANGE, None),
    ]
    drop = [each.kind for each in plan.segments if each.set == 1]
    assert drop == [SegmentKind.WORK, SegmentKind.PUSH, SegmentKind.REST]


def test_a_mark_after_the_push_leaves_out_the_push() -> None:
    plan = plan_of('[[exercise]]\nname = "A"\nmark = "after"\nwarmup = [{load="50%", until="20s"}]')
    assert [each.reach for each in plan.sets] == [15_000, 15_000], "of every press of fatigue"
    assert SegmentKind.PUSH not in [each.kind for each in plan.segments]


def test_only_the_lowering_alternates() -> None:
    (work,) = plan_of('[[exercise]]\nname = "A"\nsides = "alternate"\ntempo = "2/8"').sets
    assert [each.alternates for each in work.cadence.blocks[0].phases] == [False, True]
    assert work.side is None


def test_no_load_is_not_an_unknown_load() -> None:
    none = plan_of('[[exercise]]\nname = "A"\nload = "none"\nsets = 2\ndrops = ["-20%"]')
    assert [each.load for each in none.sets] == [None] * 4
    unknown = plan_of('[[exercise]]\nname = "A"\nsets = 2')
    assert [each.load for each in unknown.sets] == [None, Share(0, Decimal(100))]


ROW = '[[exercise]]\nname = "Row"\nload = "50 lb"\nsettings = { seat = 4 }\nincrement = "5 lb"\n'


def test_what_is_remembered_leads() -> None:
    routine = parse_routine('name = "Test"\n' + ROW + 'sides = "each"\nsets = 2', "test")
    lifted = Load(Decimal("27.5"), Unit.KG)
    plan = compile_routine(
        routine,
        {
            ("Row", None): Remembered(lifted, (("seat", "5"),), (80_000, 65_000, 1)),
            ("Row", Side.RIGHT): Remembered(last_tuls=(70_000,)),
        },
    )
    assert [each.last_tul for each in plan.sets] == [80_000, 70_000, 65_000, None]
    assert plan.sets[0].load == lifted
    assert plan.sets[0].grid == ANY_LOAD, "a step in pounds does not apply to kilograms"
    assert plan.sets[0].settings == (("seat", "5"),)


def test_without_memory_the_file_leads() -> None:
    (work,) = plan_of(ROW).sets
    assert (work.load, work.settings) == (Load(Decimal(50), Unit.LB), (("seat", "4"),))
    assert work.grid == Grid(step=Decimal(5))


def test_bare_numbers_have_the_unit_of_the_routine() -> None:
    plan = plan_of(
        'unit = "lb"\n[[exercise]]\nname = "A"\nload = 52.5\nloads = [60, 40, "52.5 lb"]'
    )
    assert plan.sets[0].load == Load(Decimal("52.5"), Unit.LB)
    assert plan.sets[0].grid == Grid(loads=(Decimal(40), Decimal("52.5"), Decimal(60)))


@given(
    st.integers(1, 3),
    st.sampled_from(["both", "each", "alternate"]),
    st.integers(0, 2),
    st.integers(0, 2),
    st.integers(1, 3),
    st.booleans(),
    st.sampled_from(['"fatigue"', '"2 reps"', '"15s"']),
)
def test_every_plan_is_whole(
    members: int, sides: str, warmups: int, drops: int, sets: int, joined: bool, until: str
) -> None:
    """Whatever is combined: sets numbered in order, one rest at most, the last set without one."""
    warmup = '{ load = "50%", until = "1 rep" },' * warmups
    drop = '"-20%",' * drops
    defaults = (
        f'[defaults]\nsides = "{sides}"\nsets = {sets}\nuntil = {until}\ntarget = "10-20s"\n'
        f"warmup = [{warmup}]\ndrops = [{drop}]\n" + ('superset = "A"\n' if joined else "")
    )
    names = [f"E{number}" for number in range(members)]
    plan = plan_of(defaults + "".join(f'[[exercise]]\nname = "{name}"\n' for name in names))
    for name in names:
        mine = [each.number for each in plan.sets if each.exercise == name]
        assert mine == list(range(1, len(mine) + 1))
    assert len(plan.sets) == members * (1 + (sides == "each")) * (warmups + sets * (1 + drops))
    assert [each.set for each in plan.segments] == sorted(each.set for each in plan.segments)
    assert all(each.ms is None or each.ms > 0 for each in plan.segments)
    assert plan.segments[0].waits
    assert plan.segments[-1].kind is not SegmentKind.REST
    assert simulate(plan)[-1].event == "workout_ended"


def test_advance_is_obeyed_before_every_set() -> None:
    """Unsaid it waits before a new exercise only; said, it holds for each set of the exercise."""
    two = '[[exercise]]\nname = "A"\nsets = 2\n{}\n[[exercise]]\nname = "B"\n{}'

    def waits(one: str, other: str) -> list[bool]:
        plan = plan_of(two.format(one, other))
        return [each.waits for each in plan.segments if each.kind is SegmentKind.READY]

    assert waits("", "") == [True, False, True]
    assert waits('advance = "wait"', 'advance = "auto"') == [True, True, False]
    assert waits('advance = "auto"', "") == [True, False, True], "the first set waits always"
