from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from supertimer.history.ids import as_moment, as_text, as_zone, later, new_key, zone_name

ZONES = [UTC, ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kathmandu"), timezone(-timedelta(hours=9))]
moments = st.datetimes(
    datetime(1990, 1, 1),
    datetime(2090, 1, 1),
    timezones=st.sampled_from(ZONES),
    allow_imaginary=False,  # as no clock shows a moment that summer time leaves out
).map(lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000))


@given(moments)
def test_a_moment_comes_back_in_its_zone(moment: datetime) -> None:
    back = as_moment(as_text(moment), as_zone(zone_name(moment)))
    assert back == moment
    assert back.utcoffset() == moment.utcoffset()


@given(moments, moments)
def test_texts_sort_as_moments_do(one: datetime, other: datetime) -> None:
    one, other = one.astimezone(UTC), other.astimezone(UTC)
    assert (as_text(one) < as_text(other)) == (one < other)


@given(moments)
def test_keys_are_of_version_7_and_no_two_are_alike(moment: datetime) -> None:
    one, other = new_key(moment), new_key(moment)
    assert one != other
    assert (UUID(one).version, UUID(one).variant) == (7, "specified in RFC 4122")


@given(moments, st.integers(1, 10**12))
@example(datetime(2004, 9, 28, 4, 28, 16, tzinfo=UTC), 1)
def test_keys_of_later_workouts_sort_after(moment: datetime, ms: int) -> None:
    assert new_key(moment) < new_key(later(moment, ms))


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_a_night_on_which_the_clocks_are_put_on_or_back_lasts_as_long_as_it_lasts(day: str) -> None:
    start = datetime.fromisoformat(f"{day}T01:30").replace(tzinfo=ZoneInfo("Europe/Berlin"))
    end = later(start, 2 * 3_600_000)
    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=2)
    assert end.utcoffset() != start.utcoffset()


@pytest.mark.parametrize("name", ["Nowhere/At all", "", "../../etc/passwd", "+25", "x" * 999, "\0"])
def test_an_unknown_zone_is_utc(name: str) -> None:
    assert as_zone(name) is UTC


@pytest.mark.parametrize("text", ["", "soon", "2026-01-05T18:00:00"])
def test_an_invalid_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        as_moment(text)


def test_an_offset_beyond_a_day_is_not_a_zone() -> None:
    assert as_zone("+99:99") is UTC
