"""Loads keep what was entered, and grids know the loads that a machine can have."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supertimer.units import ANY_LOAD, Grid, Load, Unit, plain_number
from tests.strategies import loads

amounts = st.integers(0, 4000).map(lambda quarters: Decimal(quarters) / 4)
grids = st.one_of(
    st.just(ANY_LOAD),
    st.sampled_from([Decimal("2.5"), Decimal(5), Decimal("1.25")]).map(Grid),
    st.lists(amounts, min_size=1, max_size=6, unique=True).map(
        lambda some: Grid(loads=tuple(sorted(some)))
    ),
)


@given(loads)
def test_a_load_in_its_own_unit_is_untouched(load: Load) -> None:
    assert load.shown_in(load.unit) is load
    assert load.shown_in(None) is load


def test_pounds_and_kilograms() -> None:
    assert Load(Decimal(120), Unit.LB).shown_in(Unit.KG) == Load(Decimal("54.4"), Unit.KG)
    assert Load(Decimal(50), Unit.KG).shown_in(Unit.LB) == Load(Decimal("110.2"), Unit.LB)


@given(grids, amounts)
def test_floor_is_a_real_load_and_the_heaviest_not_above(grid: Grid, amount: Decimal) -> None:
    floor = grid.floor(amount)
    assert floor <= amount or floor == grid.loads[0]
    assert grid.floor(floor) == floor
    above = grid.above(amount)
    assert above is None or (above > amount and grid.floor(above) == above)
    below = grid.below(amount)
    assert below is None or (below < amount and grid.floor(below) == below)
    if above is not None and below is not None and grid.floor(amount) == amount:
        assert grid.below(above) == amount == grid.above(below)


def test_a_percentage_is_rounded_down_to_a_possible_load() -> None:
    load = Load(Decimal(130), Unit.LB)
    assert load.scaled(Decimal(80), Grid(Decimal(5))).amount == 100
    assert load.scaled(Decimal(80), ANY_LOAD).amount == 104
    bodyweight = Load(Decimal(0), Unit.KG, bodyweight=True)
    assert bodyweight.scaled(Decimal(50), ANY_LOAD) == bodyweight


@pytest.mark.parametrize(
    ("load", "percent", "grid", "expected"),
    [
        ("10 kg", 80, Grid(loads=(Decimal(12), Decimal(16))), "8 kg"),
        ("20 kg", 80, Grid(loads=(Decimal(12), Decimal(16))), "16 kg"),
        ("4 kg", 80, Grid(Decimal(5)), "3.2 kg"),
        ("10 kg", 80, Grid(loads=(Decimal(0), Decimal(9))), "8 kg"),
        ("bodyweight", 80, Grid(loads=(Decimal(5), Decimal(10)), bodyweight=True), "bodyweight"),
        ("bodyweight + 10 kg", 80, Grid(Decimal(5)), "bodyweight"),
        ("bodyweight + 40 kg", 90, Grid(Decimal(5)), "bodyweight + 25 kg"),
        ("bodyweight + 40 kg", 90, Grid(loads=(Decimal(20),)), "bodyweight + 28 kg"),
        ("bodyweight - 40 kg", 90, Grid(Decimal(5)), "bodyweight - 45 kg"),
        ("2 x 20 kg", 80, Grid(Decimal("2.5")), "2 x 15 kg"),
        ("2 x 20 kg", 80, Grid(loads=(Decimal(15),)), "2 x 16 kg"),
        ("2 x 20 kg", 80, Grid(loads=(Decimal(15),), per_hand=True), "2 x 15 kg"),
        ("red band", 50, Grid(names=("red band", "blue band")), "red band"),
        ("pin 7", 50, ANY_LOAD, "pin 7"),
        ("7 kg", 100, Grid(Decimal(5)), "7 kg"),
    ],
)
def test_a_share_is_never_rounded_up(load: str, percent: int, grid: Grid, expected: str) -> None:
    """The lifter weighs 80 kg."""
    body = Load(Decimal(80), Unit.KG)
    assert str(Load.parse(load).scaled(Decimal(percent), grid, body)) == expected


def test_a_share_of_bodyweight_stays_if_the_body_weight_is_unknown() -> None:
    for text in ("bodyweight + 10 kg", "bodyweight - 10 kg", "bodyweight"):
        load = Load.parse(text)
        assert load.scaled(Decimal(50), Grid(Decimal(5))) == load


every_load = st.one_of(
    loads,
    st.builds(
        lambda amount, unit: Load(-amount, unit, bodyweight=True),
        amounts.filter(bool),
        st.sampled_from(Unit),
    ),
    st.builds(
        lambda amount, unit: Load(amount, unit, per_hand=True), amounts, st.sampled_from(Unit)
    ),
    st.sampled_from(["red band", "pin 7", "plate 12"]).map(Load.named),
)


@given(every_load)
def test_a_load_is_read_as_it_was_written(load: Load) -> None:
    again = Load.parse(str(load))
    assert str(again) == str(load)
    assert again == load or load == Load(Decimal(0), Unit.LB, bodyweight=True)


@given(every_load, st.integers(0, 100), grids, st.none() | amounts.filter(bool))
def test_a_share_is_never_above_the_load(
    load: Load, percent: int, grid: Grid, weight: Decimal | None
) -> None:
    body = None if weight is None else Load(weight, load.unit)
    share = load.scaled(Decimal(percent), grid, body)
    assert share.form == load.form
    assert share.amount <= load.amount
    assert load.assisted or share.amount >= 0


@pytest.mark.parametrize(
    ("load", "grid", "lighter", "heavier"),
    [
        ("bodyweight - 40 kg", Grid(Decimal(5)), "bodyweight - 45 kg", "bodyweight - 35 kg"),
        ("bodyweight - 42 kg", Grid(Decimal(5)), "bodyweight - 45 kg", "bodyweight - 40 kg"),
        ("bodyweight - 5 kg", Grid(Decimal(5)), "bodyweight - 10 kg", "bodyweight"),
        ("bodyweight", Grid(Decimal(5)), "bodyweight - 5 kg", "bodyweight + 5 kg"),
        ("red", Grid(names=("yellow", "red", "blue")), "yellow", "blue"),
        ("yellow", Grid(names=("yellow", "red")), "None", "red"),
        ("blue", Grid(names=("yellow", "blue")), "yellow", "None"),
        ("pin 7", ANY_LOAD, "pin 6", "pin 8"),
        ("pin 1", ANY_LOAD, "None", "pin 2"),
        ("2 x 20 kg", Grid(Decimal("2.5")), "2 x 17.5 kg", "2 x 22.5 kg"),
        ("20 kg", Grid(loads=(Decimal(20), Decimal(25)), per_hand=True), "None", "None"),
    ],
)
def test_less_assistance_and_the_next_name_are_heavier(
    load: str, grid: Grid, lighter: str, heavier: str
) -> None:
    found = Load.parse(load)
    assert (str(grid.lighter(found)), str(grid.heavier(found))) == (lighter, heavier)


def test_how_a_load_is_written() -> None:
    assert str(Load(Decimal("52.50"), Unit.KG)) == "52.5 kg"
    assert str(Load(Decimal(10), Unit.KG, True)) == "bodyweight + 10 kg"
    assert str(Load(Decimal(0), Unit.KG, True)) == "bodyweight"
    assert plain_number(Decimal("1E+2")) == "100"
