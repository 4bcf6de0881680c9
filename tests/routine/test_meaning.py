"""What a routine file means, from the file to the end of the workout, with its exact values."""

import json
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from supertimer.engine.as_json import as_json
from supertimer.engine.cadence import Side
from supertimer.engine.commands import Fatigue, Go
from supertimer.engine.events import Event, PhaseStarted, SetEnded
from supertimer.engine.plan import SegmentKind, SetPlan, Window
from supertimer.engine.result import EndedBy, SetResult
from supertimer.engine.session import Session
from supertimer.engine.simulate import simulate
from supertimer.engine.state import State
from supertimer.routine.check.diagnostic import RoutineError
from supertimer.routine.compile import compile_routine
from supertimer.routine.model import Routine
from supertimer.routine.parse import parse_routine
from supertimer.routine.summary import read_summary
from supertimer.units import Load, Unit


def routine(keys: str) -> Routine:
    return parse_routine(f'name = "Test"\n[[exercise]]\nname = "Chest press"\n{keys}', "test")


def done(keys: str, fatigue_ms: int | None = None) -> list[SetResult]:
    """The results of a simulated workout, with fatigue after a time under load if one is given."""
    plan = compile_routine(routine(keys))

    def after(work: SetPlan) -> int:
        return fatigue_ms or (work.window.opens if work.window else 90_000)

    events = simulate(plan, after)
    return [event.result for event in events if isinstance(event, SetEnded)]


@pytest.mark.parametrize(
    ("keys", "reps", "tul"),
    [
        ('tempo = "lower 8, reset 3"\nuntil = "3 reps"\ntarget = "6-10s"', 300, 24_000),
        ('tempo = "lower 8, reset 3"\nuntil = "40 reps"', 4000, 320_000),
        ('tempo = "lower 8, reset 3"\nuntil = "40 reps"\ntarget = "6-10s"', 4000, 320_000),
        ('tempo = "reset 3, lower 8"\nuntil = "6 reps"', 600, 48_000),
        ('tempo = "lift 2, lower 8, reset 3"\nuntil = "6 reps"', 600, 60_000),
    ],
)
def test_a_set_of_reps_ends_with_the_last_phase_under_load(keys: str, reps: int, tul: int) -> None:
    """The default cap of its window does not end it."""
    (result,) = done(keys)
    assert (result.ended_by, result.reps, result.tul_ms) == (EndedBy.REPS, reps, tul)


@pytest.mark.parametrize(
    ("keys", "fatigue_ms", "reps"),
    [
        ('tempo = "lower 8, reset 3"', 64_000, 800),
        ('tempo = "hold 7, reset 3"', 42_000, 600),
        ('tempo = "hold 5, hold 5, reset 3"', 10_000, 100),
        ('tempo = "lower 8, reset 3"', 60_000, 750),
    ],
)
def test_a_rep_without_a_phase_under_load_left_counts_whole(
    keys: str, fatigue_ms: int, reps: int
) -> None:
    (result,) = done(f"{keys}\npush = 0", fatigue_ms)
    assert (result.ended_by, result.reps, result.tul_ms) == (EndedBy.FATIGUE, reps, fatigue_ms)


def test_a_mark_after_the_push_has_no_push_whatever_the_reach() -> None:
    for reach in ("0s", "12s"):
        plan = compile_routine(routine(f'mark = "after"\nreach = "{reach}"\nsets = 2'))
        assert SegmentKind.PUSH not in [segment.kind for segment in plan.segments]
        (result, _) = [e.result for e in simulate(plan) if isinstance(e, SetEnded)]
        assert (result.ended_by, result.push_ms) == (EndedBy.FATIGUE, 0)


def lowered(events: Iterable[Event]) -> list[tuple[int | None, Side | None]]:
    """The number and the side of each lowering."""
    return [
        (event.rep, event.side)
        for event in events
        if isinstance(event, PhaseStarted) and event.phase == "lower"
    ]


def test_alternate_sides_follow_the_number_of_the_rep_over_pauses() -> None:
    plan = compile_routine(
        routine(
            'tempo = "lift 2, lower 2"\nsides = "alternate"\nuntil = "3 reps"\n'
            'rest_pause = { times = 1, rest = "5s" }'
        )
    )
    left, right = Side.LEFT, Side.RIGHT
    whole = [(1, left), (2, right), (3, left), (4, right), (5, left), (6, right)]
    assert lowered(simulate(plan)) == whole


def test_a_rep_cut_off_by_a_pause_is_done_again_on_its_side() -> None:
    plan = compile_routine(
        routine(
            'tempo = "lift 2, lower 2"\nsides = "alternate"\npush = 0\nready = 0\n'
            'rest_pause = { times = 1, rest = "5s" }'
        )
    )
    session = Session(plan)
    session.apply(Go(), 0)
    session.apply(Fatigue(), 7_000)  # in the second rep, on the right
    session.advance(20_000)
    assert lowered(session.events)[:3] == [(1, Side.LEFT), (2, Side.RIGHT), (2, Side.RIGHT)]
    assert session.state is State.WORKING


KG_80 = Load(Decimal(80), Unit.KG)


@pytest.mark.parametrize(
    ("keys", "weight", "drop"),
    [
        ('load = "10 kg"\nloads = ["12 kg", "16 kg"]', None, "8 kg"),
        ('load = "bodyweight"\nloads = ["bodyweight + 5 kg"]', KG_80, "bodyweight"),
        ('load = "4 kg"\nincrement = "5 kg"', None, "3.2 kg"),
        ('load = "bodyweight + 40 kg"\nincrement = "5 kg"', KG_80, "bodyweight + 15 kg"),
        ('load = "bodyweight + 40 kg"\nincrement = "5 kg"', None, "bodyweight + 40 kg"),
        ('load = "bodyweight - 40 kg"\nincrement = "5 kg"', KG_80, "bodyweight - 50 kg"),
        ('load = "2 x 20 kg"\nincrement = "5 kg"', None, "2 x 15 kg"),
        ('load = "red"\nloads = ["red", "blue"]', None, "red"),
    ],
)
def test_a_drop_is_rounded_down_and_never_up(keys: str, weight: Load | None, drop: str) -> None:
    plan = compile_routine(routine(f'{keys}\ndrops = ["-20%"]'), weight=weight)
    assert str(plan.load(1, {})) == drop


@pytest.mark.parametrize(
    ("written", "load", "shown"),
    [
        ("bodyweight - 40 kg", Load(Decimal(-40), Unit.KG, bodyweight=True),
         {"bodyweight": True, "load": -40, "unit": "kg"}),
        ("BW", Load(Decimal(0), Unit.LB, bodyweight=True), {"bodyweight": True}),
        ("BW + 10 kilos", Load(Decimal(10), Unit.KG, bodyweight=True),
         {"bodyweight": True, "load": 10, "unit": "kg"}),
        ("2 x 20 kg", Load(Decimal(20), Unit.KG, per_hand=True),
         {"load": 20, "unit": "kg", "per_hand": True}),
        ("120 pounds", Load(Decimal(120), Unit.LB), {"load": 120, "unit": "lb"}),
        ("pin 7", Load.named("pin 7"), {"load_name": "pin 7"}),
        ("Red Band", Load.named("red band"), {"load_name": "red band"}),
    ],
)  # fmt: skip
def test_loads_as_machines_have_them(written: str, load: Load, shown: dict[str, object]) -> None:
    loads = 'loads = ["red band", "black band"]\n' if "Band" in written else ""
    text = f'name = "Test"\nunit = "lb"\n[defaults]\n{loads}[[exercise]]\nname = "Dip"\n'
    plan = compile_routine(parse_routine(f'{text}load = "{written}"', "test"))
    assert plan.sets[0].load == load
    (ended,) = [as_json(event) for event in simulate(plan) if isinstance(event, SetEnded)]
    keys = ("bodyweight", "load", "unit", "per_hand", "load_name")
    assert json.loads(json.dumps({key: ended[key] for key in keys if key in ended})) == shown


def test_a_window_in_reps_with_a_reset_is_in_time_under_load() -> None:
    (work,) = compile_routine(routine('tempo = "lower 8, reset 3"\ntarget = "6-8 reps"')).sets
    assert work.window == Window(48_000, 64_000)


@pytest.mark.parametrize(
    ("until", "ended_by", "tul"),
    [
        ("8 reps or 90s", EndedBy.REPS, 32_000),
        ("90s or 8 reps", EndedBy.REPS, 32_000),
        ("30 reps or 90s", EndedBy.TIME, 90_000),
        ("8 reps or 32s", EndedBy.REPS, 32_000),
        ("8 reps or 31s", EndedBy.TIME, 31_000),
    ],
)
def test_a_set_ends_at_whichever_comes_first(until: str, ended_by: EndedBy, tul: int) -> None:
    """At a tie the reps name the end."""
    (result,) = done(f'tempo = "2/2"\nuntil = "{until}"')
    assert (result.ended_by, result.tul_ms) == (ended_by, tul)


def test_whichever_comes_first_applies_to_each_part() -> None:
    parts = 'rest_pause = { times = 2, rest = "5s" }'
    (result,) = done(f'tempo = "2/2"\nuntil = "3 reps or 90s"\n{parts}')
    assert (result.ended_by, result.reps, result.tul_ms) == (EndedBy.REPS, 900, 36_000)


@pytest.mark.parametrize(
    ("target", "window", "cap"),
    [
        ("at least 7 reps", Window(28_000, None), 300_000),
        ("7+ reps", Window(28_000, None), 300_000),
        ("90s+", Window(90_000, None), 300_000),
        ("at least 3m", Window(180_000, None), 360_000),
    ],
)
def test_a_target_without_a_top(target: str, window: Window, cap: int) -> None:
    keys = f'tempo = "2/2"\ntarget = "{target}"'
    plan = compile_routine(routine(keys))
    assert (plan.sets[0].window, plan.sets[0].cap) == (window, cap)
    events = simulate(plan)
    (ended,) = [event for event in events if isinstance(event, SetEnded)]
    assert ended.result.tul_ms == window.opens, "the simulation ends at its bottom"
    assert "target_topped" not in {event.event for event in events}


def test_no_target_in_spite_of_a_default() -> None:
    text = '[defaults]\ntarget = "4-8 reps"\n[[exercise]]\nname = "Row"\n[[exercise]]\nname = "Dip"'
    plan = compile_routine(parse_routine(f'name = "T"\n{text}\ntarget = "none"', "test"))
    assert [work.window is None for work in plan.sets] == [False, True]


MYO = 'tempo = "2/2"\nrest_pause = { times = 3, rest = "5s", until = "3 reps" }'


def test_later_parts_have_their_own_end() -> None:
    """`simulate` gives its fatigue time to the first part and completes the others."""
    (result,) = done(MYO, 40_000)
    assert (result.ended_by, result.reps, result.tul_ms) == (EndedBy.REPS, 1900, 76_000)
    assert result.push_ms == 0


def test_fatigue_in_a_later_part_ends_the_set_without_a_push() -> None:
    session = Session(compile_routine(routine(MYO + "\nready = 0\nsets = 2")))
    session.apply(Go(), 0)
    session.apply(Fatigue(), 40_000)
    session.advance(45_000)
    assert session.state is State.WORKING
    session.apply(Fatigue(), 51_000)
    assert session.snapshot().state is State.RESTING
    (result,) = session.results
    assert (result.ended_by, result.reps, result.tul_ms) == (EndedBy.FATIGUE, 1150, 46_000)


def test_twenty_parts_and_no_more() -> None:
    parts = 'rest_pause = {{ times = {}, rest = "5s", until = "3 reps" }}'
    plan = compile_routine(routine(parts.format(20)))
    assert sum(segment.kind is SegmentKind.WORK for segment in plan.segments) == 21
    with pytest.raises(RoutineError, match="the maximum here is 20"):
        routine(parts.format(21))


def test_a_set_that_ends_outside_its_window_does_not_show_it() -> None:
    """Its events stay."""
    keys = 'tempo = "1/1"\ntarget = "10-20s"\nuntil = "{} reps"'
    for reps, met in ((4, False), (5, True), (10, True), (11, False)):
        (work,) = compile_routine(routine(keys.format(reps))).sets
        assert (work.met, work.aim) == (met, work.window if met else None)
        assert work.window == Window(10_000, 20_000)


def test_a_target_above_the_cap_is_not_shown() -> None:
    for cap, met in (("89s", False), ("90s", True)):
        (work,) = compile_routine(routine(f'target = "90-150s"\ncap = "{cap}"')).sets
        assert (work.met, work.aim) == (met, work.window if met else None)


@pytest.mark.parametrize(
    ("default", "hint", "own"),
    [
        ('target = "4-8 reps"', ': target = "none", or a time', 'target = "none"'),
        ('until = "8 reps"', ', such as "90s"', 'until = "90s"'),
        ('warmup = [{ load = "50%", until = "3 reps" }]', ": warmup = []", "warmup = []"),
        (
            'rest_pause = { times = 2, rest = "9s", until = "3 reps" }',
            ", with a time as `until`",
            'rest_pause = { times = 2, rest = "9s", until = "10s" }',
        ),
    ],
)
def test_an_exercise_of_holds_names_itself_under_a_default_of_reps(
    default: str, hint: str, own: str
) -> None:
    text = (
        f'name = "T"\n[defaults]\n{default}\n[[exercise]]\nname = "Chest press"\n'
        '[[exercise]]\nname = "Plank"\ntempo = "hold 10"'
    )
    with pytest.raises(RoutineError) as raised:
        parse_routine(text, "test")
    (found,) = raised.value.diagnostics
    assert found.message == "Plank has only holds, so it has no reps to count"
    assert found.hint == f"give Plank its own `{default.partition(' ')[0]}`{hint}"
    assert parse_routine(f"{text}\n{own}", "test")


@pytest.mark.parametrize(
    ("keys", "per_week", "every"),
    [
        ("per_week = 0.5", Fraction(1, 2), None),
        ("per_week = 1.5", Fraction(3, 2), None),
        ("per_week = 2", Fraction(2), None),
        ('every = "5 days"', None, 5),
        ('every = "2 weeks"', None, 14),
        ('every = "1d"', None, 1),
    ],
)
def test_a_rhythm_is_read_alike_with_and_without_the_models(
    tmp_path: Path, keys: str, per_week: Fraction | None, every: int | None
) -> None:
    text = f'name = "T"\n[schedule]\n{keys}\n[[exercise]]\nname = "Row"\n'
    schedule = parse_routine(text, "test").schedule
    assert (schedule.per_week, schedule.every) == (per_week, every)
    (tmp_path / "t.toml").write_text(text)
    program = read_summary(tmp_path / "t.toml")
    assert program is not None and (program.per_week, program.every) == (per_week, every)


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ("per_week = 0", "between 0.1 and 14"),
        ('per_week = "2"', "a number without quotes"),
        ("every = 5", "“5” has no unit"),
        ('every = "90 days"', "1 to 60 days"),
        ('every = "often"', "is not a number of days"),
    ],
)
def test_a_rhythm_that_is_not_one(keys: str, message: str) -> None:
    text = f'name = "T"\n[schedule]\n{keys}\n[[exercise]]\nname = "Row"\n'
    with pytest.raises(RoutineError, match=message):
        parse_routine(text, "test")


@pytest.mark.parametrize(("away", "percent"), [('"20%"', 20), ("0", 0), ('"0%"', 0)])
def test_less_after_a_break(away: str, percent: int) -> None:
    (exercise,) = routine(f"progress = {{ away = {away} }}").resolved()
    assert exercise.progress.away == percent
