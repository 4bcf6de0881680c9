"""Keys and moments as the database keeps them: sortable text that a person can read, too."""

import os
import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)")


def new_key(moment: datetime) -> str:
    """A UUID of version 7 (RFC 9562, section 5.7): later ones sort after earlier ones."""
    ms = (moment - _EPOCH) // timedelta(milliseconds=1)  # exact, as no float is
    bits = ms << 80 | int.from_bytes(os.urandom(10))
    bits = bits & ~(0xF << 76) | 7 << 76
    bits = bits & ~(0b11 << 62) | 0b10 << 62
    digits = f"{bits:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def as_text(moment: datetime) -> str:
    """An aware moment as UTC in ISO 8601, to the millisecond: texts sort as the moments do."""
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    return utc.isoformat(timespec="milliseconds") + "Z"


def as_moment(text: str, zone: tzinfo = UTC) -> datetime:
    """The moment that `as_text` wrote, as the clocks of `zone` showed it.

    Raises:
        ValueError: `text` is no moment, or one that says no offset from UTC, or that no calendar
            of `zone` has.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} does not say how far from UTC it is")
    try:
        return moment if moment.tzinfo is zone else moment.astimezone(zone)
    except OverflowError:
        raise ValueError(f"{text!r} is out of range") from None


def later(moment: datetime, ms: int) -> datetime:
    """The moment `ms` milliseconds after `moment`, whatever the clocks on the wall do between."""
    return (moment.astimezone(UTC) + timedelta(milliseconds=ms)).astimezone(moment.tzinfo)


def zone_name(moment: datetime) -> str:
    """The IANA name of the moment's time zone, or its offset (`+02:00`) if it has no name."""
    key = getattr(moment.tzinfo, "key", None)
    return key if isinstance(key, str) else moment.isoformat()[-6:]


@lru_cache(64)
def as_zone(name: str) -> tzinfo:
    """The time zone that `zone_name` wrote; UTC where this machine does not know it."""
    try:
        if match := _OFFSET.fullmatch(name):
            sign = -1 if match[1] == "-" else 1
            return timezone(sign * timedelta(hours=int(match[2]), minutes=int(match[3])))
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC
