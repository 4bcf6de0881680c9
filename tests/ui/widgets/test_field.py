"""What is pasted into a field does not act, and what is typed there is read like a routine file."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.app import App, ComposeResult

from supertimer.text import literal
from supertimer.ui.widgets.field import Field
from supertimer.units import Load, Unit
from supertimer.workout.entries import FieldError, read_load, read_reps, read_time


class Form(App[None]):
    def compose(self) -> ComposeResult:
        yield Field("knee ")


async def test_escapes_and_marks_are_removed_from_pasted_text() -> None:
    async with Form().run_test() as pilot:
        field = pilot.app.query_one(Field)
        field.cursor_position = 5
        field.post_message(events.Paste("a\x1b[2J\x07\u202eb [b]スー💪\nmore"))
        await pilot.pause()
        assert field.value == "knee a[2Jb [b]スー💪"
        await pilot.press("!")
        assert field.value.endswith("💪!"), "the cursor stands where the pasted text ends"


@given(st.text())
def test_a_field_holds_only_literal_text(text: str) -> None:
    value = Field().validate_value(text)
    assert literal(value) == value
    assert [char for char in text if literal(char) == char] == list(value)


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


@pytest.mark.parametrize(
    ("text", "before", "load"),
    [
        ("45", "2 x 40 lb", "2 x 45 lb"),
        ("45 lb", "2 x 40 lb", "45 lb"),
        ("8", "pin 7", "pin 8"),
        ("8.5", "pin 7", "8.5 lb"),
        ("35", "bodyweight - 40 lb", "bodyweight - 35 lb"),
        ("10", "bodyweight", "bodyweight + 10 lb"),
        ("45", "40 lb", "45 lb"),
    ],
)
def test_a_bare_number_has_the_form_of_the_load_before(text: str, before: str, load: str) -> None:
    assert str(read_load(text, Unit.LB, (), Load.parse(before))) == load


@pytest.mark.parametrize(("text", "ms"), [("1:33", 93_000), ("93", 93_000), (" 1m33s ", 93_000)])
def test_times(text: str, ms: int) -> None:
    assert read_time(text) == ms


@pytest.mark.parametrize(("text", "reps"), [("4.6", 460), ("4,5", 450), ("7", 700), ("", None)])
def test_reps(text: str, reps: int | None) -> None:
    assert read_reps(text) == reps


@pytest.mark.parametrize("text", ["heavy", "-5", "1e99", "NaN", "inf", "\x1b[2J"])
def test_an_invalid_value_says_what_is_valid(text: str) -> None:
    with pytest.raises(FieldError, match=r"Enter .*\."):
        read_load(text, Unit.KG)
    with pytest.raises(FieldError, match=r"Enter .*\."):
        read_time(text)
    with pytest.raises(FieldError, match=r"Enter .*\."):
        read_reps(text)
