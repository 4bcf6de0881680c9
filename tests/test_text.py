"""How text is displayed: dates."""

from datetime import UTC, datetime

from supertimer.text import day


def test_a_date_of_another_year_has_its_year() -> None:
    now = datetime(2026, 1, 2, tzinfo=UTC)
    assert day(datetime(2026, 1, 1, tzinfo=UTC), now) == "1 Jan"
    assert day(datetime(2025, 11, 3, tzinfo=UTC), now) == "3 Nov 2025"
