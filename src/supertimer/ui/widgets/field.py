"""A field to type into, in which nothing can act on the terminal."""

from textual.widgets import Input

from supertimer.text import unsafe


class Field(Input):
    """Pasted text may hold anything: what is no character to be seen is left out."""

    def validate_value(self, value: str) -> str:
        """See `Reactive`: called before the value changes."""
        return "".join(char for char in value if unsafe(char) is None)
