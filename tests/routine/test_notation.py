"""Durations, ranges, loads, tempos and ends, as people write them."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supertimer.engine.cadence import Phase, PhaseName
from supertimer.engine.plan import ForReps, ForTime, ToFatigue, Window
from supertimer.routine import notation
from supertimer.routine.notation import NotationError, RepRange, WrittenLoad
from supertimer.routine.tempo import tempo
from supertimer.units import Load, Unit

LIFT, LOWER, HOLD, RESET = PhaseName.LIFT, PhaseName.LOWER, PhaseName.HOLD, PhaseName.RESET


@pytest.mark.parametrize(
    ("written", "ms"),
    [
        (90, 90_000),
        (1.5, 1_500),
        ("90", 90_000),
        ("90s", 90_000),
        ("90 sec", 90_000),
        ("1m30s", 90_000),
        ("1:30", 90_000),
        ("1:02:03", 3_723_000),
        ("2m", 120_000),
        ("1.5m", 90_000),
        ("72h", 259_200_000),
        ("0:07.5", 7_500),
        ("0s", 0),
    ],
)
def test_duration(written: object, ms: int) -> None:
    assert notation.duration(written) == ms


@pytest.mark.parametrize(
    "written",
    ["", " ", "-3s", "90 apples", "1:75", "s", "1h 2x", True, None, [], -1, float("nan"),
     float("inf"), 10**30, "9" * 200, "١٠s"],
)  # fmt: skip
def test_no_duration(written: object) -> None:
    with pytest.raises(NotationError) as caught:
        notation.duration(written)
    assert caught.value.hint


@given(st.integers(0, 59), st.integers(0, 59))
def test_all_ways_to_write_a_duration_agree(minutes: int, seconds: int) -> None:
    ms = (minutes * 60 + seconds) * 1000
    assert notation.duration(f"{minutes}:{seconds:02}") == ms
    assert notation.duration(f"{minutes}m{seconds}s") == ms
    assert notation.duration(f"{minutes * 60 + seconds}") == ms


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("90-150s", Window(90_000, 150_000)),
        ("90s-150s", Window(90_000, 150_000)),
        ("1:30-2:30", Window(90_000, 150_000)),
        ("1-2m", Window(60_000, 120_000)),
        ("90 to 150 s", Window(90_000, 150_000)),
        ("90–150s", Window(90_000, 150_000)),
        ("4-8 reps", RepRange(4, 8)),
        ("4 reps - 8 reps", RepRange(4, 8)),
    ],
)
def test_target(written: str, target: object) -> None:
    assert notation.target(written) == target


@pytest.mark.parametrize("written", ["90s", "150-90s", "90-90s", "90-1m30s", "0-8 reps", 90, "x-y"])
def test_no_target(written: object) -> None:
    with pytest.raises(NotationError):
        notation.target(written)


@pytest.mark.parametrize("written", ["90s", "90s or more", "1:30 or more", "8 reps", "90", "x"])
def test_the_hint_for_a_target_with_one_end_is_a_target(written: str) -> None:
    with pytest.raises(NotationError) as caught:
        notation.target(written)
    for suggested in re.findall(r'"(.+?)"', caught.value.hint):
        assert notation.target(suggested)


def test_a_target_of_bare_numbers_is_refused_with_both_readings() -> None:
    with pytest.raises(NotationError) as caught:
        notation.target("4-8")
    assert "4-8s" in caught.value.hint
    assert "4-8 reps" in caught.value.hint


@pytest.mark.parametrize(
    ("written", "end"),
    [
        ("fatigue", ToFatigue()),
        ("Fatigue ", ToFatigue()),
        ("8 reps", ForReps(8)),
        ("1 rep", ForReps(1)),
        ("90s", ForTime(90_000)),
        ("1:30", ForTime(90_000)),
    ],
)
def test_end(written: str, end: object) -> None:
    assert notation.end(written) == end


@pytest.mark.parametrize("written", [8, 8.5, "8"])
def test_a_bare_number_is_not_an_end(written: object) -> None:
    with pytest.raises(NotationError) as caught:
        notation.end(written)
    assert f'"{written} reps" or "{written}s"' == caught.value.hint


@pytest.mark.parametrize(
    "written", ["failure", "fatige", "4-8 reps", "until I drop", "0 reps", 1e300]
)
def test_no_end(written: object) -> None:
    with pytest.raises(NotationError):
        notation.end(written)


@pytest.mark.parametrize(
    ("written", "load"),
    [
        ("120 lb", WrittenLoad(Decimal(120), Unit.LB)),
        ("120lbs", WrittenLoad(Decimal(120), Unit.LB)),
        ("52.5 kg", WrittenLoad(Decimal("52.5"), Unit.KG)),
        (52.5, WrittenLoad(Decimal("52.5"))),
        ("60", WrittenLoad(Decimal(60))),
        ("bodyweight", WrittenLoad(Decimal(0), bodyweight=True)),
        ("bodyweight + 10 kg", WrittenLoad(Decimal(10), Unit.KG, bodyweight=True)),
        ("none", WrittenLoad(None)),
    ],
)
def test_load(written: object, load: WrittenLoad) -> None:
    assert notation.load(written) == load


@pytest.mark.parametrize(
    "written", ["52,5 kg", "heavy", "-5 kg", -5, "9999999 kg", True, "5 stone"]
)
def test_no_load(written: object) -> None:
    with pytest.raises(NotationError):
        notation.load(written)


@given(st.decimals(0, 900, places=2), st.sampled_from(Unit), st.booleans())
def test_a_load_is_read_back_as_it_is_said(amount: Decimal, unit: Unit, bodyweight: bool) -> None:
    load = Load(amount, unit, bodyweight)
    read = notation.load(str(load)).read_in(unit)
    assert read is not None
    assert (read.amount, read.unit, read.bodyweight) == (amount, unit, bodyweight)


@pytest.mark.parametrize(
    ("written", "phases"),
    [
        ("lift 10, lower 10", [(LIFT, 10_000), (LOWER, 10_000)]),
        ("Lift 10s,lower 5 s", [(LIFT, 10_000), (LOWER, 5_000)]),
        ("lift 3, lift 7, lower 10", [(LIFT, 3_000), (LIFT, 7_000), (LOWER, 10_000)]),
        ("lower 2.5, reset 3", [(LOWER, 2_500), (RESET, 3_000)]),
        ("10/5", [(LIFT, 10_000), (LOWER, 5_000)]),
        ("2-4", [(LIFT, 2_000), (LOWER, 4_000)]),
        ("4-0-1-0", [(LOWER, 4_000), (LIFT, 1_000)]),
        ("4010", [(LOWER, 4_000), (LIFT, 1_000)]),
        ("30X1", [(LOWER, 3_000), (LIFT, 1_000), (HOLD, 1_000)]),
        ("3-2-x-1", [(LOWER, 3_000), (HOLD, 2_000), (LIFT, 1_000), (HOLD, 1_000)]),
        ("5/0/10/0", [(LOWER, 5_000), (LIFT, 10_000)]),
    ],
)
def test_tempo(written: str, phases: list[tuple[PhaseName, int]]) -> None:
    assert tempo(written) == tuple(Phase(name, ms) for name, ms in phases)


@pytest.mark.parametrize("written", ["4-1-4", "10-1-4", "301", "4/2/4", "3-0-x"])
def test_three_numbers_are_refused_with_both_readings(written: str) -> None:
    with pytest.raises(NotationError) as caught:
        tempo(written)
    readings = caught.value.hint.split(" or ")
    assert [reading.split()[0] for reading in readings] == ['"lift', '"lower']


@pytest.mark.parametrize(
    ("written", "part", "hint"),
    [
        ("lfit 10, lower 10", "lfit", "“lift”"),
        ("lift 10, down 10", "down", "“lower”"),
        ("lift 10, pause 2, lower 10", "pause", "“hold”"),
        ("lift, lower 10", "lift", "lift 10"),
        ("lift 10, lower 9999", "lower 9999", "lift 10"),
    ],
)
def test_a_wrong_phase_is_pointed_at(written: str, part: str, hint: str) -> None:
    with pytest.raises(NotationError) as caught:
        tempo(written)
    assert caught.value.part == part
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    "written",
    ["", "10", "0/0", "5-5-5-5-5", "lift 10,", "reset 10", "lift -3", 10, "lift 1," * 30, "x" * 9,
     ", ".join(["lift 1"] * 13)],
)  # fmt: skip
def test_no_tempo(written: object) -> None:
    with pytest.raises(NotationError):
        tempo(written)


def test_percentages() -> None:
    assert notation.percent("50%") == 50
    assert notation.drop("-20%") == 80
    for wrong in ("-20%", "0%", "half", 0.5, "20"):
        with pytest.raises(NotationError):
            notation.percent(wrong)
    for wrong in ("20%", "+20%", "-100%", "-0%", -20):
        with pytest.raises(NotationError):
            notation.drop(wrong)


@given(st.one_of(st.text(max_size=120), st.integers(), st.floats(), st.none(), st.booleans()))
def test_whatever_is_written_is_read_or_refused(value: object) -> None:
    readers = (notation.duration, notation.target, notation.end, notation.load, notation.percent,
               notation.drop, tempo)  # fmt: skip
    for read in readers:
        try:
            read(value)
        except NotationError as error:
            assert error.message
