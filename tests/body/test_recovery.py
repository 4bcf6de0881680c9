from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from supertimer.body.coverage import Worked
from supertimer.body.muscles import Muscle
from supertimer.body.recovery import recoveries, tired
from tests.body.histories import NOW, ago, did, sets_worked

spans = st.integers(0, 400).map(lambda hours: timedelta(hours=hours))
histories = st.lists(sets_worked, max_size=12)


@given(histories, spans, spans)
def test_what_is_left_only_shrinks_as_time_passes(
    worked: list[Worked], needed: timedelta, later: timedelta
) -> None:
    before, after = recoveries(worked, NOW, needed), recoveries(worked, NOW + later, needed)
    for muscle, recovery in before.items():
        assert after[muscle].ready == recovery.ready
        assert after[muscle].left == max(timedelta(0), recovery.left - later)


@given(histories, sets_worked, spans)
def test_another_set_never_makes_a_muscle_ready_sooner(
    worked: list[Worked], another: Worked, needed: timedelta
) -> None:
    before, after = recoveries(worked, NOW, needed), recoveries([*worked, another], NOW, needed)
    assert all(after[muscle].ready >= each.ready for muscle, each in before.items())


@given(histories, spans, spans)
def test_a_longer_recovery_never_ends_sooner(
    worked: list[Worked], needed: timedelta, more: timedelta
) -> None:
    before, after = recoveries(worked, NOW, needed), recoveries(worked, NOW, needed + more)
    assert all(after[muscle].ready >= each.ready for muscle, each in before.items())


@given(histories, spans)
def test_tired_are_those_with_time_left(worked: list[Worked], needed: timedelta) -> None:
    waiting = tired(worked, tuple(Muscle), NOW, needed)
    left = {muscle for muscle, each in recoveries(worked, NOW, needed).items() if each.left}
    assert {each.muscle for each in waiting} == left
    assert waiting == sorted(waiting, key=lambda each: each.left, reverse=True)


def test_short_of_fatigue_and_helping_ask_for_less() -> None:
    worked = [
        did(ago(hours=10), Muscle.CHEST, helping=(Muscle.TRICEPS,)),
        did(ago(hours=10), Muscle.QUADRICEPS, helping=(Muscle.GLUTES,), to_fatigue=False),
    ]
    found = recoveries(worked, NOW)
    needed = {muscle: each.needed // timedelta(hours=1) for muscle, each in found.items()}
    assert needed == {
        Muscle.CHEST: 72,
        Muscle.TRICEPS: 36,
        Muscle.QUADRICEPS: 36,
        Muscle.GLUTES: 18,
    }


def test_an_easy_set_today_does_not_hide_the_hard_one_of_yesterday() -> None:
    worked = [
        did(ago(hours=20), Muscle.CHEST),
        did(ago(hours=1), Muscle.CHEST, to_fatigue=False),
    ]
    assert recoveries(worked, NOW)[Muscle.CHEST].since == timedelta(hours=20)


def test_the_hour_that_daylight_saving_takes_is_not_recovery() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    worked = [did(datetime(2026, 3, 28, 18, 0, tzinfo=berlin), Muscle.CHEST)]
    now = datetime(2026, 3, 29, 18, 0, tzinfo=berlin)
    chest = recoveries(worked, now)[Muscle.CHEST]
    assert chest.since == timedelta(hours=23)
    assert chest.ready == datetime(2026, 3, 31, 19, 0, tzinfo=berlin)
    assert chest.ready.tzinfo is berlin
