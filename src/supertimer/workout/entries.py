"""What a lifter types into a field: loads, times, and reps, written like in a routine file."""

from collections.abc import Collection
from decimal import Decimal, InvalidOperation

from supertimer.routine import notation
from supertimer.routine.notation import NotationError
from supertimer.units import Load, Unit


class FieldError(ValueError):
    """Invalid text in a field; the message gives a valid example."""


def read_load(
    text: str, unit: Unit, names: Collection[str] = (), instead_of: Load | None = None
) -> Load | None:
    """Return the load in `120`, `52.5 kg`, or `bodyweight + 10 kg`; None for `none` or nothing.

    `names` has the names of loads without a number, such as bands. A bare number has the form of
    the load that it is typed `instead_of`: 45 in place of `2 x 40 lb` is `2 x 45 lb`.

    Raises:
        FieldError: the text is not a load.
    """
    text = text.strip()
    if not text:
        return None
    try:
        bare = _decimal(text)
        if bare is None:
            return notation.load(text, names).read_in(unit)
        return Load(bare, unit).like(instead_of, has_unit=False)
    except NotationError as error:
        raise FieldError(f"{error}. Enter {error.hint}.") from None


def read_time(text: str) -> int:
    """Return the milliseconds in `1:33`, `93`, or `1m33s`.

    Raises:
        FieldError: the text is not a length of time.
    """
    try:
        return notation.duration(text.strip())
    except NotationError as error:
        raise FieldError(f"{error}. Enter {error.hint}.") from None


def read_reps(text: str) -> int | None:
    """Return the hundredths of reps in `4.6`; None for nothing.

    Raises:
        FieldError: the text is not a number of reps.
    """
    if not text.strip():
        return None
    number = _decimal(text.strip())
    if number is None or number > 1000:
        raise FieldError("Enter a number of reps, such as 4 or 4.5.")
    return int(number * 100)


def _decimal(text: str) -> Decimal | None:
    """Return a number of at least 0, with a point or a comma; None for other text."""
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and 0 <= number < 100_000 else None
