from collections import Counter
from dataclasses import astuple, replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from supertimer.body.coverage import (
    MuscleShare,
    Planned,
    Worked,
    by_week,
    column,
    coverage,
    gap,
    history_columns,
    lately,
    not_worked,
    only_helping,
    other_half,
    table,
)
from supertimer.body.muscles import MAJOR, Muscle, Region
from tests.body.histories import NOW, ago, did, sets_planned, sets_worked

BIG_FIVE = [
    Planned("Seated row", (Muscle.MIDDLE_BACK, Muscle.LATS), (Muscle.BICEPS,), 120_000),
    Planned("Chest press", (Muscle.CHEST,), (Muscle.TRICEPS, Muscle.SHOULDERS), 120_000),
    Planned("Pulldown", (Muscle.LATS,), (Muscle.BICEPS,), 120_000),
    Planned("Overhead press", (Muscle.SHOULDERS,), (Muscle.TRICEPS,), 120_000),
    Planned("Leg press", (Muscle.QUADRICEPS, Muscle.GLUTES), (Muscle.HAMSTRINGS,), 120_000),
]


def total(*shares: MuscleShare) -> MuscleShare:
    return MuscleShare(*(sum(each) for each in zip(*map(astuple, shares), strict=True)))


@given(st.lists(sets_planned), st.lists(sets_planned))
def test_the_coverage_of_two_lists_is_the_sum_of_theirs(
    one: list[Planned], other: list[Planned]
) -> None:
    first, second = coverage(one), coverage(other)
    together = {
        muscle: total(first.get(muscle, MuscleShare()), second.get(muscle, MuscleShare()))
        for muscle in first.keys() | second.keys()
    }
    assert coverage([*one, *other]) == together


@given(st.lists(sets_planned))
def test_every_set_is_counted_once_for_each_muscle_that_it_names(sets: list[Planned]) -> None:
    named = Counter(muscle for each in sets for muscle in {*each.primary, *each.secondary})
    shares = coverage(sets)
    assert {muscle: each.sets + each.helped_sets for muscle, each in shares.items()} == named
    prime = sum(len(each.primary) * each.tul_ms for each in sets)
    assert sum(each.tul_ms for each in shares.values()) == prime


@given(st.lists(sets_planned))
def test_each_major_group_is_worked_or_helps_or_is_left_out(sets: list[Planned]) -> None:
    shares = coverage(sets)
    worked = tuple(each for each in MAJOR if each in shares and shares[each].sets)
    parts = (*worked, *only_helping(shares), *not_worked(shares))
    assert sorted(parts) == sorted(MAJOR)


def test_prime_movers_and_helpers_are_told_apart() -> None:
    shares = coverage(BIG_FIVE)
    assert shares[Muscle.LATS] == MuscleShare(sets=2, tul_ms=240_000)
    assert shares[Muscle.SHOULDERS] == MuscleShare(1, 120_000, 1, 120_000)
    assert only_helping(shares) == (Muscle.HAMSTRINGS, Muscle.BICEPS, Muscle.TRICEPS)
    assert not_worked(shares) == (Muscle.CALVES, Muscle.LOWER_BACK, Muscle.ABDOMINALS)


def test_a_gap_is_named() -> None:
    assert gap(BIG_FIVE) == "no exercise works the calves, lower back and abdominals"


def test_a_routine_that_says_what_it_covers_is_held_to_that_only() -> None:
    legs = [
        Planned("Leg press", (Muscle.QUADRICEPS, Muscle.GLUTES), (Muscle.HAMSTRINGS,), 0),
        Planned("Calf raise", (Muscle.CALVES,), (), 0),
    ]
    assert gap(legs, Region.LOWER.majors) is None
    assert gap(legs, (Muscle.CALVES,)) is None
    assert gap(legs[:1], Region.LOWER.majors) is not None


def test_the_other_half_of_a_split_is_looked_for_in_the_last_fourteen_days() -> None:
    upper = [did(ago(days=5), *Region.UPPER.majors)]
    assert other_half(Region.LOWER.majors, upper, NOW) is None
    assert other_half(Region.WHOLE.majors, upper, NOW) is None
    assert other_half(Region.LOWER.majors, [], NOW) is None
    longer_ago = [did(ago(days=15), *Region.UPPER.majors), did(ago(days=3), Muscle.CHEST)]
    assert other_half(Region.LOWER.majors, longer_ago, NOW) == (
        "This routine leaves the lats, middle back, lower back, shoulders, biceps, triceps and "
        "abdominals to other routines, but no set has worked them in the last 14 days."
    )


def test_regions_add_up_to_the_whole_body() -> None:
    assert sorted((*Region.UPPER.majors, *Region.LOWER.majors)) == sorted(MAJOR)


@given(st.lists(sets_worked), st.integers(0, 30))
def test_lately_takes_the_last_days_and_nothing_from_the_future(sets: list, days: int) -> None:  # type: ignore[type-arg]
    taken = lately(sets, ago(days=10), days)
    assert taken == [each for each in sets if ago(days=10 + days) < each.when <= ago(days=10)]


def test_seven_days_begin_a_moment_after_the_same_time_a_week_ago() -> None:
    now, week, nearly = did(NOW), did(ago(days=7)), did(ago(days=7, hours=-0.1))
    assert lately([now, week, nearly], NOW, 7) == [now, nearly]


def test_the_numbers_of_a_week_and_of_two() -> None:
    worked = [
        did(ago(hours=30), Muscle.CHEST, helping=(Muscle.TRICEPS,), seconds=95),
        did(ago(days=10), Muscle.CHEST, Muscle.FOREARMS, seconds=605),
    ]
    assert table(history_columns(worked, NOW)) == [
        "             7 days     14 days",
        "chest        1 1:35     2 11:40",
        "triceps      -      +1  -       +1",
    ]


def test_the_time_that_a_routine_asks_for_is_a_range() -> None:
    least, most = (
        coverage([replace(each, tul_ms=ms) for each in BIG_FIVE[:3]]) for ms in (90_000, 150_000)
    )
    assert table({"this routine": column(least, most)}) == [
        "             this routine",
        "chest        1 1:30-2:30",
        "lats         2 3:00-5:00",
        "middle back  1 1:30-2:30",
        "shoulders    -           +1",
        "biceps       -           +2",
        "triceps      -           +1",
    ]
    assert column({}) == {}


@given(st.lists(sets_worked))
def test_no_table_of_the_last_days_is_wider_than_there_is_room(sets: list) -> None:  # type: ignore[type-arg]
    assert all(len(line) <= 39 for line in table(history_columns(sets, NOW)))


@given(st.lists(sets_worked))
def test_the_weeks_together_have_every_set_of_their_days(worked: list[Worked]) -> None:
    weeks = by_week(worked, NOW.date(), 4)
    assert list(weeks) == [NOW.date() - timedelta(weeks=ago) for ago in (3, 2, 1, 0)]
    first = min(weeks)
    mine = coverage(done for done in worked if first <= done.when.date() <= NOW.date())
    for muscle in Muscle:
        parts = [shares[muscle] for shares in weeks.values() if muscle in shares]
        assert total(MuscleShare(), *parts) == mine.get(muscle, MuscleShare())
