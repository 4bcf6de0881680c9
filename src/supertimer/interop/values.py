"""Numbers, lengths of time, and dates, as other programs and spreadsheets write them.

Every function raises a ValueError with a sentence if a text can't be read.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from supertimer.units import Unit

_SPACES = re.compile(r"[\s\u00a0\u202f']+")
_NUMBER = re.compile(r"([-+−]?)([0-9][0-9.,]{0,24}|[.,][0-9]{1,20})\s*(\D*)")
_UNITS = {
    **dict.fromkeys(("kg", "kgs", "kilo", "kilos", "kilogram", "kilograms", "kilogramm"), Unit.KG),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds", "pfund", "libbre", "livres"), Unit.LB),
}
_LENGTH = re.compile(
    r"(?:(\d{1,4}) ?h(?:rs?|ours?)?)? ?(?:(\d{1,5}) ?m(?:in(?:utes?|\.)?)?)?"
    r" ?(?:(\d{1,6}) ?s(?:ec(?:onds?)?)?)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,]\d+)?")
_TIME = (
    r"(?:[T,\s]+(?:at |um |à )?(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,](\d+))?)?"
    r"\s*([AaPp]\.?[Mm]\.?)?)?\s*(Z|[+-]\d{2}:?\d{2})?"
)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _TIME)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})" + _TIME)
_DAY_MONTH = re.compile(r"(\d{1,2})\.? ([^\W\d]{3,12})\.?,? (\d{4})" + _TIME)
_MONTH_DAY = re.compile(r"([^\W\d]{3,12})\.? (\d{1,2}),? (\d{4})" + _TIME)
_MONTHS = (
    ("jan", "gen", "ene"), ("feb", "fév", "fev"), ("mar", "mär", "mrz"), ("apr", "avr", "abr"),
    ("may", "mai", "mag"), ("jun", "juin", "giu"), ("jul", "juil", "lug"), ("aug", "aoû", "ago"),
    ("sep", "set"), ("oct", "okt", "ott"), ("nov",), ("dec", "dez", "déc", "dic"),
)  # fmt: skip
"""The beginnings of the months in English, German, French, Italian, and Spanish."""


@lru_cache(4096)
def number(text: str) -> tuple[Decimal, str]:
    """Return the number at the beginning of a text, and what follows it; 0 for an empty text."""
    plain = _SPACES.sub(" ", text).strip()
    if not plain:
        return Decimal(0), ""
    found = _NUMBER.fullmatch(plain.replace(" ", "") if plain[-1].isdigit() else plain)
    if found is None:
        raise ValueError(f"can't read the number “{text}”")
    sign, digits, rest = found.groups()
    decimal = max(digits.rfind(","), digits.rfind("."))
    if decimal >= 0 and digits.count(digits[decimal]) > 1:  # 1.234.567
        decimal = len(digits)
    whole = re.sub("[.,]", "", digits[:decimal] if decimal >= 0 else digits)
    amount = Decimal(f"{whole or 0}.{digits[decimal + 1 :] if decimal >= 0 else ''}0")
    return -amount if sign in ("-", "−") and sign else amount, rest.strip()


def unit(text: str) -> Unit | None:
    """Return the unit that a word means; None for an empty text."""
    word = text.strip().strip(".").casefold()
    if not word:
        return None
    if word not in _UNITS:
        raise ValueError(f"“{text}” is not a unit of weight that is known")
    return _UNITS[word]


@lru_cache(4096)
def milliseconds(text: str) -> int:
    """Return a length of time: `75.0` (seconds), `1:30`, `0:01:30`, `1h 7m`, `35min`."""
    plain = _SPACES.sub(" ", text).strip()
    if not plain:
        return 0
    if clock := _CLOCK.fullmatch(plain):
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        total = ((hours * 60 + minutes) * 60 + seconds) * 1000
    elif (length := _LENGTH.fullmatch(plain)) and any(length.groups()):
        hours, minutes, seconds = (int(part or 0) for part in length.groups())
        total = ((hours * 60 + minutes) * 60 + seconds) * 1000
    else:
        amount, rest = number(plain)
        if rest not in ("", "s", "sec") or amount < 0 or amount > 10**7:
            raise ValueError(f"can't read the length of time “{text}”")
        total = int(amount * 1000)
    if total > 10 * 24 * 3_600_000:
        raise ValueError(f"the length of time “{text}” is too long")
    return total


class Dates:
    """Reads the dates of one file; the whole file decides whether the day or month is first."""

    def __init__(self, texts: Iterable[str], day_first: bool | None) -> None:
        self.ambiguous = ""
        """A date that can be read in both ways, if the file does not show which one is right."""
        self._known: dict[str, datetime | str] = {}
        found = [match for text in texts if (match := _YEAR_LAST.fullmatch(text.strip()))]
        self._day_first = _order(found) if day_first is None else day_first
        if self._day_first is None:
            self.ambiguous = next((match[0] for match in found if match[1] != match[3]), "")
            self._day_first = True

    def read(self, text: str) -> datetime:
        """Return a moment, without a time zone if the text has none; a day alone is its noon."""
        known = self._known.get(text)
        if known is None:
            try:
                known = self._read(text)
            except ValueError as error:
                known = str(error)
            self._known[text] = known
        if isinstance(known, str):
            raise ValueError(known)
        return known

    def _read(self, text: str) -> datetime:
        plain = _SPACES.sub(" ", text).strip()
        if not plain:
            raise ValueError("the date is missing")
        told = f"“{text}” is not a date that can be read"
        if match := _YEAR_FIRST.fullmatch(plain):
            year, month, day, *time = match.groups()
        elif match := _YEAR_LAST.fullmatch(plain):
            one, _, other, year, *time = match.groups()
            day, month = (one, other) if self._day_first else (other, one)
            year = year if len(year) == 4 else f"20{year}"
        elif match := _DAY_MONTH.fullmatch(plain):
            day, name, year, *time = match.groups()
            month = str(_month(name))
        elif match := _MONTH_DAY.fullmatch(plain):
            name, day, year, *time = match.groups()
            month = str(_month(name))
        else:
            raise ValueError(told)
        hour, minute, second, fraction, half, zone = time
        hours = 12 if hour is None else int(hour)
        if half:
            if not 1 <= hours <= 12:
                raise ValueError(told)
            hours = hours % 12 + (12 if half[0] in "Pp" else 0)
        try:
            moment = datetime(
                *(int(year), int(month), int(day)),
                hours,
                int(minute or 0),
                int(second or 0),
                int(f"{fraction or 0:0<6}"[:6]),
            )
            if not 1970 < moment.year < 2200:
                raise ValueError
            return moment.replace(tzinfo=_zone(zone)) if zone else moment
        except ValueError:
            raise ValueError(told) from None


def _order(found: list[re.Match[str]]) -> bool | None:
    """Return whether the day is first in dates of a file; None if the file does not show it."""
    if not found:
        return True
    days = sum(int(match[1]) > 12 for match in found)
    months = sum(int(match[3]) > 12 for match in found)
    if days or months:
        return days >= months
    if all(match[2] == "." for match in found):
        return True
    # A log is in the order of time, forwards or backwards.
    ordered = []
    for day, month in ((1, 3), (3, 1)):
        keys = [(int(match[4]), int(match[month]), int(match[day])) for match in found]
        pairs = list(pairwise(keys))
        ordered.append(
            all(one <= other for one, other in pairs) or all(one >= other for one, other in pairs)
        )
    return ordered[0] if ordered[0] != ordered[1] else None


def _month(name: str) -> int:
    word = name.casefold()
    for size in (4, 3):
        for place, beginnings in enumerate(_MONTHS, start=1):
            if word[:size] in beginnings:
                return place
    raise ValueError(f"“{name}” is not a month that is known")


def _zone(text: str) -> timezone:
    if text == "Z":
        return UTC
    sign = -1 if text[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(text[1:3]), minutes=int(text[-2:])))
