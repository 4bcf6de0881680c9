"""What people type."""

from decimal import Decimal

import pytest

from supertimer.ui.widgets.entries import FieldError, read_load, read_reps, read_time
from supertimer.units import Load, Unit


@pytest.mark.parametrize(
    ("text", "load"),
    [
        ("120", Load(Decimal(120), Unit.LB)),
        ("52,5", Load(Decimal("52.5"), Unit.LB)),
        ("52.5 kg", Load(Decimal("52.5"), Unit.KG)),
        ("bodyweight + 10 kg", Load(Decimal(10), Unit.KG, bodyweight=True)),
        ("none", None),
        ("", None),
    ],
)
def test_loads(text: str, load: Load | None) -> None:
    assert read_load(text, Unit.LB) == load


@pytest.mark.parametrize(("text", "ms"), [("1:33", 93_000), ("93", 93_000), (" 1m33s ", 93_000)])
def test_times(text: str, ms: int) -> None:
    assert read_time(text) == ms


@pytest.mark.parametrize(("text", "reps"), [("4.6", 460), ("4,5", 450), ("7", 700), ("", None)])
def test_reps(text: str, reps: int | None) -> None:
    assert read_reps(text) == reps


@pytest.mark.parametrize("text", ["heavy", "-5", "1e99", "NaN", "inf", "\x1b[2J"])
def test_what_means_nothing_says_what_would(text: str) -> None:
    with pytest.raises(FieldError, match="right would be"):
        read_load(text, Unit.KG)
    with pytest.raises(FieldError, match="right would be"):
        read_time(text)
    with pytest.raises(FieldError, match="right would be"):
        read_reps(text)
