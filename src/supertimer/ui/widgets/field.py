"""A field to type into, and what is typed there, read the way routine files are read."""

from decimal import Decimal, InvalidOperation

from textual.widgets import Input

from supertimer.routine import notation
from supertimer.routine.notation import NotationError
from supertimer.text import unsafe
from supertimer.units import Load, Unit


class Field(Input):
    """A field in which nothing can act on the terminal, whatever is pasted into it."""

    def validate_value(self, value: str) -> str:
        """See `Reactive`: called before the value changes."""
        return "".join(char for char in value if unsafe(char) is None)


class FieldError(ValueError):
    """What was typed means nothing; the text says what would."""


def read_load(text: str, unit: Unit) -> Load | None:
    """`120`, `52.5 kg`, `bodyweight + 10 kg`; None for `none` or nothing.

    Raises:
        FieldError: it is no load.
    """
    text = text.strip()
    if not text:
        return None
    try:
        bare = _decimal(text)
        return notation.load(text).read_in(unit) if bare is None else Load(bare, unit)
    except NotationError as error:
        raise FieldError(f"{error}; right would be {error.hint}") from None


def read_time(text: str) -> int:
    """Milliseconds of `1:33`, `93` or `1m33s`.

    Raises:
        FieldError: it is no length of time.
    """
    try:
        return notation.duration(text.strip())
    except NotationError as error:
        raise FieldError(f"{error}; right would be {error.hint}") from None


def read_reps(text: str) -> int | None:
    """Hundredths of `4.6`; None for nothing.

    Raises:
        FieldError: it is no number of reps.
    """
    if not text.strip():
        return None
    number = _decimal(text.strip())
    if number is None or number > 1000:
        raise FieldError("this is no number of reps; right would be 4 or 4.5")
    return int(number * 100)


def _decimal(text: str) -> Decimal | None:
    """A number that is not below 0, with a point or a comma; None if it is none."""
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and 0 <= number < 100_000 else None
