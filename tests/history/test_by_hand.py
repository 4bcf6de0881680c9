from dataclasses import replace
from decimal import Decimal

import pytest

from supertimer.engine.plan import ForTime, Plan, SetKind, Share
from supertimer.history.by_hand import EntryError, asked, enter, read_line, read_lines
from supertimer.history.queries import Past
from supertimer.history.store import Store
from supertimer.units import Grid, Load, Unit, minutes
from tests.history.workouts import MONDAY, after, header, plan, set_plan

TWO = plan("Seated row", "Leg press")


def _enter(store: Store, plan: Plan, *lines: str) -> None:
    enter(store, header(plan), read_lines(plan, lines, Unit.LB), now=after(60))


def _said(store: Store) -> list[str]:
    return [
        f"{done.exercise} {done.load} {minutes(done.tul_ms)} {done.note}".strip()
        for session in Past(store, "me").sessions()
        for done in session.sets
    ]


def test_one_line_per_set(store: Store) -> None:
    _enter(store, TWO, "120 1:42", "", "# the new machine", "52.5 kg 102s seat one higher")
    assert _said(store) == ["Seated row 120 lb 1:42", "Leg press 52.5 kg 1:42 seat one higher"]
    (first, second) = Past(store, "me").sessions()[0].sets
    assert first.by_hand
    assert second.by_hand
    assert first.reps == 510
    assert first.settings == TWO.sets[0].settings
    assert first.cadence == "lift 10, lower 10"
    assert second.started > first.ended


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("120 1:42", "120 lb 1:42"),
        ("120lb 1:42", "120 lb 1:42"),
        ("52.5 kg 1:42", "52.5 kg 1:42"),
        ("bodyweight 1:42", "bodyweight 1:42"),
        ("bodyweight + 10 kg 1:42", "bodyweight + 10 kg 1:42"),
        ("none 1:42", "None 1:42"),
        ("1:42", "None 1:42"),
        ("120 1m42s", "120 lb 1:42"),
    ],
)
def test_loads_and_times_are_read_as_a_routine_reads_them(line: str, expected: str) -> None:
    entry = read_line(TWO, 0, line, Unit.LB)
    assert entry is not None
    assert f"{entry.load} {minutes(entry.tul_ms)}" == expected


@pytest.mark.parametrize("line", ["Red band 1:42 sore", "red band 1m42s sore", "pin 7 1:42 sore"])
@pytest.mark.parametrize("planned", ["black band", "bodyweight", "60 kg"])
@pytest.mark.parametrize("unit", [None, Unit.LB])
def test_a_load_without_a_number_is_read_by_its_name(
    line: str, planned: str, unit: Unit | None
) -> None:
    bands = Grid(names=("Red band", "black band"))
    row = replace(set_plan("Pull-down", load=Load.parse(planned)), grid=bands)
    entry = read_line(replace(TWO, sets=(row,)), 0, line, unit)
    assert entry is not None
    assert entry.load == Load.named("pin 7" if "pin" in line else "Red band")
    assert (minutes(entry.tul_ms), entry.note) == ("1:42", "sore")


def test_the_name_of_a_load_can_have_many_words() -> None:
    name = "the thick red band of the door"
    row = replace(set_plan("Pull-down"), grid=Grid(names=(name, "two bands")))
    entry = read_line(replace(TWO, sets=(row,)), 0, f"{name} 1:42", None)
    assert entry is not None and entry.load == Load.named(name)


def test_a_bare_number_is_in_the_unit_of_the_planned_load_if_the_routine_has_none() -> None:
    (entry,) = read_lines(plan("Seated row"), ["120 1:42"], None)
    assert str(entry.load) == "120 kg"
    drop = replace(TWO.sets[0], kind=SetKind.DROP, load=Share(0, Decimal(80)))
    entry = read_lines(replace(TWO, sets=(TWO.sets[0], drop)), ["1:42", "40 1:00"], None)[1]
    assert str(entry.load) == "40 kg"


def test_a_bare_number_without_a_known_unit_is_refused() -> None:
    nothing = replace(TWO, sets=(set_plan("Dip", load=None),))
    with pytest.raises(EntryError, match="write 120 kg or 120 lb"):
        read_line(nothing, 0, "120 1:42", None)
    for line, expected in (("120 lb 1:42", "120 lb"), ("bodyweight 1:42", "bodyweight")):
        (entry,) = read_lines(nothing, [line], None)
        assert str(entry.load) == expected


@pytest.mark.parametrize("planned", ["0", "5"])
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("10 1:00", "bodyweight + 10 lb"),
        ("10 kg 1:00", "bodyweight + 10 kg"),
        ("bodyweight + 10 1:00", "bodyweight + 10 lb"),
        ("0 1:00", "bodyweight"),
        ("bodyweight 1:00", "bodyweight"),
        ("none 1:00", "None"),
    ],
)
def test_a_number_at_a_bodyweight_exercise_is_what_hangs_on_the_lifter(
    planned: str, line: str, expected: str
) -> None:
    load = Load(Decimal(planned), Unit.KG, bodyweight=True)
    dip = replace(TWO, sets=(set_plan("Dip", load=load),))
    (entry,) = read_lines(dip, [line], Unit.LB)
    assert str(entry.load) == expected


@pytest.mark.parametrize(
    ("planned", "line", "expected"),
    [
        ("bodyweight - 40 kg", "35 1:00", "bodyweight - 35 kg"),
        ("bodyweight - 40 kg", "35 kg 1:00", "bodyweight - 35 kg"),
        ("bodyweight - 40 kg", "0 1:00", "bodyweight"),
        ("bodyweight - 40 kg", "bodyweight + 5 1:00", "bodyweight + 5 kg"),
        ("2 x 20 kg", "24 1:00", "2 x 24 kg"),
        ("2 x 20 kg", "24 lb 1:00", "2 x 24 lb"),
        ("2 x 20 kg", "pin 3 1:00", "pin 3"),
        ("pin 7", "8 1:00", "pin 8"),
        ("pin 7", "8 kg 1:00", "8 kg"),
        ("plate 7", "8 1:00", "plate 8"),
        ("red band", "8 kg 1:00", "8 kg"),
        ("20 kg", "2 x 8 kg 1:00", "2 x 8 kg"),
    ],
)
def test_a_number_has_the_form_of_the_planned_load(planned: str, line: str, expected: str) -> None:
    curl = replace(TWO, sets=(set_plan("Curl", load=Load.parse(planned)),))
    (entry,) = read_lines(curl, [line], None)
    assert str(entry.load) == expected
    assert entry.load == Load.parse(expected)


@pytest.mark.parametrize("line", ["", "x", "120", "120 90", "-5 1:42", "120 0:00", "9:99"])
def test_a_line_that_means_nothing_is_refused(line: str) -> None:
    with pytest.raises(EntryError):
        read_line(TWO, 0, line, Unit.LB)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["120 1:42"], "2 sets asked for, 1 line given"),
        (["120 1:42"] * 3, "2 sets asked for, 3 lines given"),
        (["120 1:42", "heavy"], "line 2: Leg press: can't read “heavy”"),
        (["-", "-"], "no set was done"),
    ],
)
def test_all_or_nothing(store: Store, lines: list[str], told: str) -> None:
    with pytest.raises(EntryError, match=told):
        _enter(store, TWO, *lines)
    assert store.rows("SELECT * FROM workouts") == []


def test_warm_ups_are_not_asked_for_and_a_drop_follows_what_was_on(store: Store) -> None:
    warm = replace(TWO.sets[0], kind=SetKind.WARMUP)
    work = replace(TWO.sets[0], number=2, end=ForTime(90_000))
    drop = replace(
        work, number=3, kind=SetKind.DROP, load=Share(1, Decimal(80)), grid=Grid(Decimal(5))
    )
    three = Plan("Drops", (warm, work, drop), ())
    assert asked(three) == (1, 2)
    _enter(store, three, "120 1:30", "0:40")
    assert _said(store) == ["Seated row 120 lb 1:30", "Seated row 95 lb 0:40"]
    assert [done.ended_by for done in Past(store, "me").sets("Seated row")] == ["time", "time"]


def test_a_second_set_has_the_load_of_the_first_even_if_no_stack_has_it(store: Store) -> None:
    first = set_plan("Leg press", load=Load(Decimal(52), Unit.KG))
    second = replace(first, number=2, load=Share(0, Decimal(100)), grid=Grid(Decimal(5)))
    _enter(store, Plan("Twice", (first, second), ()), "1:30", "1:20")
    assert _said(store) == ["Leg press 52 kg 1:30", "Leg press 52 kg 1:20"]


def test_the_future_is_refused(store: Store) -> None:
    with pytest.raises(EntryError, match="in the future"):
        later = header(TWO, started=after(1))
        enter(store, later, read_lines(TWO, ["1:00", "1:00"], Unit.LB), now=MONDAY)
