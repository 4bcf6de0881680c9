"""Loads keep what was lifted, and grids know what a machine can be set to."""

from decimal import Decimal

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


def test_percent_is_rounded_down_to_what_there_is() -> None:
    load = Load(Decimal(130), Unit.LB)
    assert load.scaled(Decimal(80), Grid(Decimal(5))).amount == 100
    assert load.scaled(Decimal(80), ANY_LOAD).amount == 104
    assert load.scaled(Decimal(1), Grid(loads=(Decimal(20), Decimal(40)))).amount == 20
    bodyweight = Load(Decimal(0), Unit.KG, bodyweight=True)
    assert bodyweight.scaled(Decimal(50), ANY_LOAD) == bodyweight


def test_how_a_load_is_written() -> None:
    assert str(Load(Decimal("52.50"), Unit.KG)) == "52.5 kg"
    assert str(Load(Decimal(10), Unit.KG, True)) == "bodyweight + 10 kg"
    assert str(Load(Decimal(0), Unit.KG, True)) == "bodyweight"
    assert plain_number(Decimal("1E+2")) == "100"
