"""Keys and moments as the database stores them: sortable text that people can read, too."""

import os
import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)")


def new_key(moment: datetime) -> str:
    """Return a UUID of version 7 (RFC 9562, section 5.7): later keys sort after earlier ones."""
    bits = milliseconds(moment) << 80 | int.from_bytes(os.urandom(10))
    bits = bits & ~(0xF << 76) | 7 << 76
    bits = bits & ~(0b11 << 62) | 0b10 << 62
    return as_uuid(bits.to_bytes(16))


def milliseconds(moment: datetime) -> int:
    """Return the milliseconds from 1970 to an aware moment."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)  # exact, unlike a float


def as_uuid(key: bytes) -> str:
    """Return 16 bytes in the way in which a UUID is written."""
    digits = key.hex()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def as_text(moment: datetime) -> str:
    """Return an aware moment as UTC in ISO 8601, in milliseconds: texts sort like moments."""
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    return utc.isoformat(timespec="milliseconds") + "Z"


def as_moment(text: str, zone: tzinfo = UTC) -> datetime:
    """Return the moment that `as_text` wrote, in the time zone `zone`.

    Raises ValueError if `text` is not a moment, has no offset from UTC, or is out of range.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} does not say how far from UTC it is")
    try:
        return moment if moment.tzinfo is zone else moment.astimezone(zone)
    except OverflowError:
        raise ValueError(f"{text!r} is out of range") from None


def later(moment: datetime, ms: int) -> datetime:
    """Return the moment `ms` milliseconds after `moment`, even when the clocks change between."""
    return (moment.astimezone(UTC) + timedelta(milliseconds=ms)).astimezone(moment.tzinfo)


def zone_name(moment: datetime) -> str:
    """Return the IANA name of the moment's time zone, or its offset (`+02:00`)."""
    key = getattr(moment.tzinfo, "key", None)
    return key if isinstance(key, str) else moment.isoformat()[-6:]


@lru_cache(64)
def as_zone(name: str) -> tzinfo:
    """Return the time zone that `zone_name` wrote, or UTC if this machine does not know it."""
    try:
        if match := _OFFSET.fullmatch(name):
            sign = -1 if match[1] == "-" else 1
            return timezone(sign * timedelta(hours=int(match[2]), minutes=int(match[3])))
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC
