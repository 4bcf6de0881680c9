from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from supertimer.body.schedule import Due
from supertimer.history.queries import SessionDone
from supertimer.interop.ics import EVENING, calendar, habits
from tests.body.histories import NOW

names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
plans = st.lists(
    st.builds(
        lambda name, days: Due(name, NOW.date() + timedelta(days=days), days, "why", ()),
        names,
        st.integers(0, 60),
    ),
    max_size=6,
)
sessions = st.lists(
    st.builds(
        SessionDone,
        workout=st.uuids().map(str),
        routine=names,
        started=st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)).map(
            lambda moment: moment.replace(tzinfo=UTC)
        ),
        lasted=st.timedeltas(timedelta(0), timedelta(hours=3)),
        over=st.just(True),
        note=names | st.just(""),
        sets=st.just(()),
    ),
    max_size=5,
    unique_by=lambda session: session.workout,
)
HABITS = habits([], None, timedelta(hours=1))


def events(person: str, plan: list[Due], done: list[SessionDone], now: datetime = NOW) -> list[Any]:
    text = calendar(person, plan, done, HABITS, now)
    assert b"\r\n" in text
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def uids(found: list[Any]) -> list[str]:
    return [str(event["uid"]) for event in found]


@given(names, plans, plans, sessions)
def test_identifiers_depend_on_the_place_and_the_person_only(
    person: str, plan: list[Due], other: list[Due], done: list[SessionDone]
) -> None:
    one, two = uids(events(person, plan, done)), uids(events(person, other, done))
    shared = len(done) + min(len(plan), len(other))
    assert one[:shared] == two[:shared]
    assert len(set(one)) == len(one) == len(done) + len(plan)
    assert not set(uids(events(person + "'s sister", plan, []))) & set(one)


@given(names, plans, sessions, st.integers(0, 10_000))
def test_the_same_history_gives_the_same_file_and_later_ones_win(
    person: str, plan: list[Due], done: list[SessionDone], minutes: int
) -> None:
    first = calendar(person, plan, done, HABITS, NOW)
    assert first == calendar(person, plan, done, HABITS, NOW)
    later = events(person, plan, done, NOW + timedelta(minutes=minutes))
    for before, after in zip(events(person, plan, done), later, strict=True):
        assert after.get("sequence", 0) - before.get("sequence", 0) in (0, minutes)
    for before, after in zip(events(person, plan, []), later[len(done) :], strict=True):
        assert after["sequence"] == before["sequence"] + minutes


@given(names, plans, sessions)
def test_what_is_written_is_what_is_read(
    person: str, plan: list[Due], done: list[SessionDone]
) -> None:
    found = events(person, plan, done)
    for session, event in zip(done, found, strict=False):
        assert event.start.tzinfo is None
        assert event.start == session.started.replace(tzinfo=None, second=0, microsecond=0)
        assert event["duration"].dt >= timedelta(minutes=1)
        assert "\n" not in str(event["summary"])
    for due, event in zip(plan, found[len(done) :], strict=True):
        assert event.start == datetime.combine(due.day, EVENING)
        (alarm,) = event.walk("VALARM")
        assert alarm["trigger"].dt == timedelta(hours=-1)


def did(hour: int, minute: int, lasted: int) -> SessionDone:
    started = datetime.combine(date(2026, 11, 2), time(hour, minute), UTC)
    return SessionDone("key", "Big Five", started, timedelta(minutes=lasted), True, "", ())


def test_habits_are_the_middle_of_the_last_ten() -> None:
    early = [did(6, 0, 90)] * 20
    evenings = [did(18, 20, 14), did(18, 50, 31), did(19, 10, 17)] * 4
    found = habits([*early, *evenings])
    assert (found.at, found.lasts) == (time(18, 45), timedelta(minutes=30))
    assert habits(early).at == time(6, 0)
    assert habits(early, at=time(7, 30)).at == time(7, 30)
    assert habits([]).lasts == timedelta(minutes=30)
