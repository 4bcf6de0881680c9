"""A text field."""

from textual.widgets import Input

from supertimer.text import unsafe


class Field(Input):
    """A text field that drops every character that could act on the terminal."""

    def validate_value(self, value: str) -> str:
        """See `Reactive`: Textual calls this before the value changes."""
        return "".join(char for char in value if unsafe(char) is None)
