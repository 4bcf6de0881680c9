"""What is pasted into a field shows, and does not act."""

from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.app import App, ComposeResult

from supertimer.text import literal
from supertimer.ui.widgets.field import Field


class Form(App[None]):
    def compose(self) -> ComposeResult:
        yield Field("knee ")


async def test_escapes_and_marks_are_left_out_and_the_rest_stays() -> None:
    async with Form().run_test() as pilot:
        field = pilot.app.query_one(Field)
        field.cursor_position = 5
        field.post_message(events.Paste("a\x1b[2J\x07\u202eb [b]スー💪\nmore"))
        await pilot.pause()
        assert field.value == "knee a[2Jb [b]スー💪"
        await pilot.press("!")
        assert field.value.endswith("💪!"), "the cursor stands where the pasted text ends"


@given(st.text())
def test_whatever_is_left_is_literal(text: str) -> None:
    value = Field().validate_value(text)
    assert literal(value) == value
    assert [char for char in text if literal(char) == char] == list(value)
