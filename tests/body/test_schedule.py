import re
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supertimer.body.coverage import Worked
from supertimer.body.muscles import Muscle
from supertimer.body.schedule import (
    Due,
    Pace,
    PastWorkout,
    Program,
    coming,
    days_ago,
    due,
    pace,
    rhythm,
)
from tests.body.histories import NOW, ago, did, programs, sets_worked, workouts

BIG_FIVE = Program(name="Big Five", per_week=2, exercises=("Chest press",))
UPPER = Program(name="Upper", per_week=2, alternate=("Lower",))
LOWER = Program(name="Lower", per_week=2, alternate=("Upper",))
histories = st.lists(sets_worked, max_size=10)
SCOLDING = re.compile(r"\b(missed|late|skipped|overdue|behind|should|must|only|failed)\b|!")


def only(found: list[Due]) -> Due:
    assert len(found) == 1
    return found[0]


@given(programs, workouts, histories, st.randoms())
def test_the_answer_depends_on_what_was_done_not_on_its_order(
    routines: list[Program], done: list[PastWorkout], worked: list[Worked], random: object
) -> None:
    by_time = sorted(done, key=lambda each: (each.when, each.routine))
    random.shuffle(worked)  # type: ignore[attr-defined]
    first = due(routines, by_time, worked, NOW)
    random.shuffle(worked)  # type: ignore[attr-defined]
    assert [(each.routine, each.day, each.why) for each in first] == [
        (each.routine, each.day, each.why) for each in due(routines, by_time, worked, NOW)
    ]


@given(programs, workouts, histories)
def test_nothing_is_due_in_the_past_and_no_text_scolds(
    routines: list[Program], done: list[PastWorkout], worked: list[Worked]
) -> None:
    for each in due(routines, done, worked, NOW):
        assert each.in_days >= 0
        assert each.day == NOW.date() + timedelta(days=each.in_days)
        assert not SCOLDING.search(each.sentence())


@given(programs, workouts, histories)
def test_every_scheduled_routine_has_its_turn_in_exactly_one_schedule(
    routines: list[Program], done: list[PastWorkout], worked: list[Worked]
) -> None:
    found = due(routines, done, worked, NOW)
    names = [each.routine for each in found]
    assert len(names) == len(set(names))
    assert bool(names) == any(each.scheduled for each in routines)
    assert [each.day for each in found] == sorted(each.day for each in found)


@given(programs, workouts, histories, st.integers(1, 6))
def test_the_first_of_the_coming_workouts_is_the_one_that_is_due(
    routines: list[Program], done: list[PastWorkout], worked: list[Worked], weeks: int
) -> None:
    end = NOW.date() + timedelta(weeks=weeks)
    plan = coming(routines, done, worked, NOW, weeks)
    now_due = [each for each in due(routines, done, worked, NOW) if each.day < end]
    assert all(each in plan for each in now_due)
    assert all(NOW.date() <= each.day < end for each in plan)


@pytest.mark.parametrize(
    ("routine", "words", "days"),
    [
        (Program(name="A", every=5), "every 5 days", [0, 5, 10, 15, 20]),
        (Program(name="A", every=14), "every 14 days", [0, 14]),
        (Program(name="A", every=1, recovery=timedelta(0)), "every day", [*range(21)]),
        (Program(name="A", per_week=Fraction(1, 2)), "every 2 weeks", [0, 14]),
        (Program(name="A", per_week=Fraction(3, 2)), "3 times in 2 weeks", [0, 4, 8, 14, 18]),
        (Program(name="A", per_week=2), "twice a week", [0, 3, 7, 10, 14, 17]),
    ],
)
def test_a_rhythm_in_days_or_in_a_fraction_of_a_week(
    routine: Program, words: str, days: list[int]
) -> None:
    assert rhythm(routine.days, routine.per_week, routine.every) == words
    plan = coming([routine], [], [], NOW, 3)
    assert [(each.day - NOW.date()).days for each in plan] == days


@given(st.integers(1, 7), workouts)
def test_no_more_days_per_week_than_the_routine_says(
    per_week: int, done: list[PastWorkout]
) -> None:
    routine = Program(name="Whole", per_week=per_week, recovery=timedelta(0))
    recent = [each for each in done if each.when < ago(days=8)]
    days = [each.day for each in coming([routine], recent, [], NOW, 8)]
    assert len(days) >= 8 * per_week - per_week
    for day in days:
        assert sum(day <= other < day + timedelta(days=7) for other in days) <= per_week


@pytest.mark.parametrize(
    ("days_ago", "sentence"),
    [
        ([], "Big Five today: not done yet, twice a week"),
        ([0], "Big Five on Thursday: last done today, twice a week; chest 0 of 72 h recovered"),
        (
            [1],
            "Big Five on Wednesday: last done yesterday, twice a week; chest 24 of 72 h recovered",
        ),
        ([2], "Big Five tomorrow: last done 2 days ago, twice a week; chest 48 of 72 h recovered"),
        ([3], "Big Five today: last done 3 days ago, twice a week"),
        ([3, 6], "Big Five tomorrow: last done 3 days ago, twice a week"),
        ([3, 7], "Big Five today: last done 3 days ago, twice a week"),
        ([23, 26, 30], "Big Five today: last done 23 days ago, twice a week"),
    ],
)
def test_twice_a_week(days_ago: list[int], sentence: str) -> None:
    done = [PastWorkout(ago(days), "Big Five") for days in days_ago]
    worked = [did(ago(days), Muscle.CHEST) for days in days_ago]
    assert only(due([BIG_FIVE], done, worked, NOW)).sentence() == sentence


def test_no_muscle_is_asked_for_before_it_has_recovered() -> None:
    often = Program(name="Often", per_week=7, exercises=("Chest press",))
    done = [PastWorkout(ago(days=1), "Often")]
    one = only(due([often], done, [did(ago(days=1), Muscle.CHEST)], NOW))
    assert (
        one.sentence()
        == "Often on Wednesday: last done yesterday, 7 times a week; chest 24 of 72 h recovered"
    )
    assert (
        only(due([often], done, [did(ago(days=1), Muscle.LATS, exercise="Row")], NOW)).in_days == 0
    )


@pytest.mark.parametrize(
    ("days_ago", "short"),
    [(9, "Big Five today"), (2, "Big Five tomorrow"), (0, "Big Five Thu")],
)
def test_short_enough_for_a_prompt(days_ago: int, short: str) -> None:
    done = [PastWorkout(ago(days_ago), "Big Five")]
    assert only(due([BIG_FIVE], done, [], NOW)).short() == short


def test_fixed_days_stay_where_they_are() -> None:
    fixed = Program(name="Fixed", days=(4, 1), exercises=("Chest press",))
    done = [PastWorkout(ago(hours=30), "Fixed")]
    worked = [did(ago(hours=30), Muscle.CHEST)]
    one = only(due([fixed], done, worked, NOW))
    assert one.sentence() == (
        "Fixed tomorrow: last done yesterday, Tuesdays and Fridays; chest 30 of 72 h recovered"
    )
    on_tuesday = NOW + timedelta(days=1)
    again = only(due([fixed], [PastWorkout(on_tuesday, "Fixed")], [], on_tuesday))
    assert again.short() == "Fixed Fri"
    week = [each.day.weekday() for each in coming([fixed], [], [], NOW, 2)]
    assert week == [1, 4, 1, 4]


def test_routines_that_take_turns_are_one_schedule() -> None:
    done = [PastWorkout(ago(days=9), "Lower"), PastWorkout(ago(days=4), "upper")]
    one = only(due([UPPER, LOWER], done, [], NOW))
    assert one.sentence() == "Lower today: last upper 4 days ago, twice a week"
    plan = coming([UPPER, LOWER], done, [], NOW, 2)
    assert [each.routine for each in plan] == ["Lower", "Upper", "Lower", "Upper"]


@pytest.mark.parametrize(
    ("days", "said"), [(-5, "today"), (0, "today"), (1, "yesterday"), (2, "2 days ago")]
)
def test_days_are_told_by_the_calendar_whatever_the_clock_was(days: int, said: str) -> None:
    assert days_ago(NOW.date() - timedelta(days=days), NOW.date()) == said


def test_a_routine_that_takes_turns_with_an_unknown_one_goes_alone() -> None:
    lonely = Program(name="A", alternate=("B",))
    assert only(due([lonely], [PastWorkout(NOW, "A")], [], NOW)).short() == "A tomorrow"


def test_what_an_exercise_worked_before_counts_where_the_file_says_nothing() -> None:
    worked = [did(ago(hours=10), Muscle.LATS, exercise="Row")]
    row = Program(name="Pull", per_week=3, exercises=("Row",))
    assert [each.muscle for each in only(due([row], [], worked, NOW)).waiting] == [Muscle.LATS]


def test_a_routine_without_a_schedule_is_never_due() -> None:
    assert due([Program(name="Now and then")], [], [], NOW) == []


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        (Program(name="A", per_week=2), Pace(2, 1, "twice a week")),
        (Program(name="A", per_week=Fraction(3, 2)), Pace(3, 2, "3 times in 2 weeks")),
        (Program(name="A", days=(0, 3)), Pace(2, 1, "Mondays and Thursdays")),
        (Program(name="A", every=3), Pace(2, 1, "every 3 days")),
        (Program(name="A", every=10), Pace(1, 2, "every 10 days")),
        (Program(name="A"), None),
    ],
)
def test_the_pace_of_a_schedule(program: Program, expected: Pace | None) -> None:
    assert pace([program], []) == expected


def test_the_pace_is_that_of_the_schedule_followed_last() -> None:
    twice, rare = Program(name="Twice", per_week=2), Program(name="Rare", every=10)
    turns = Program(name="Upper", per_week=3, alternate=("Lower",)), Program(name="Lower")
    programs = [twice, rare, *turns]
    done = [PastWorkout(ago(9), "rare"), PastWorkout(ago(2), "Lower"), PastWorkout(ago(1), "Free")]
    assert pace(programs, []) == pace([twice], [])
    assert pace(programs, done[:1]) == pace([rare], [])
    assert pace(programs, done) == Pace(3, 1, "3 times a week"), "the one that sets the pace"


def test_a_week_keeps_the_pace_with_enough_workouts() -> None:
    monday = date(2026, 9, 14)
    twice, rare = Pace(2, 1, ""), Pace(1, 2, "")
    week_before, sunday = {date(2026, 9, 13): 1}, {date(2026, 9, 20): 1}
    assert not twice.kept(sunday, monday)
    assert not twice.kept(sunday | week_before, monday)
    assert twice.kept(sunday | {monday: 1}, monday)
    assert rare.kept(week_before, monday) and rare.kept(sunday, monday)
    assert not rare.kept({date(2026, 9, 6): 1}, monday)
    assert not rare.kept({date(2026, 9, 21): 1}, monday)
