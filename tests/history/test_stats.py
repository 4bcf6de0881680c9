from dataclasses import replace

import pytest

from supertimer.engine.cadence import Side
from supertimer.history.queries import SessionDone
from supertimer.history.stats import (
    Record,
    RecordKind,
    all_records,
    imbalance,
    progress,
    records,
    sheet,
)
from supertimer.units import Load, Unit, minutes
from tests.history.written import FIRST, written


def _said(found: tuple[Record, ...]) -> list[str]:
    return [f"{r.kind} {r.done.load} {minutes(r.done.tul_ms)}" for r in found]


def test_the_longest_at_each_load_and_the_heaviest_in_the_window() -> None:
    sets = written(["120 lb 1:40", "120 lb 1:48", "125 lb 1:31", "130 lb 1:29", "120 lb 1:44"])
    assert _said(records(sets)) == ["longest 120 lb 1:48", "heaviest 125 lb 1:31"]


@pytest.mark.parametrize("how", ["paused", "estimated", "hand", "pain", "stop", "warmup"])
def test_no_record_comes_from_a_set_that_is_not_fair(how: str) -> None:
    sets = written(["120 lb 1:40", f"125 lb 2:00 {how}", f"120 lb 2:00 {how}"])
    assert _said(records(sets)) == []


def test_a_record_falls_with_its_set() -> None:
    sets = written(["120 lb 1:40", "120 lb 1:48", "120 lb 1:44"])
    assert _said(records(sets))[-1] == "longest 120 lb 1:48"
    assert _said(records([sets[0], sets[2]]))[-1] == "longest 120 lb 1:44"


def test_a_change_of_seat_is_flagged() -> None:
    sets = written(["120 lb 1:40", "120 lb 1:48 seat=5"])
    (longest,) = records(sets)
    assert longest.kind is RecordKind.LONGEST
    assert longest.changed == ("seat",)


def test_pounds_and_kilograms_are_compared_by_what_they_weigh() -> None:
    sets = written(["120 lb 1:40", "54 kg 1:40", "55 kg 1:40"])
    assert _said(records(sets)) == ["heaviest 55 kg 1:40"]


def test_each_side_has_its_own_records() -> None:
    sets = written(["40 lb 1:40 left; 40 lb 1:50 right", "40 lb 1:45 left; 40 lb 1:45 right"])
    longest = [r for r in records(sets) if r.kind is RecordKind.LONGEST]
    assert [r.done.side for r in longest] == [Side.LEFT]


@pytest.mark.parametrize(
    ("lines", "unit", "expected"),
    [
        (
            ["120 lb 1:48", *["130 lb 1:30"] * 12, "140 lb 1:36"],
            None,
            "120 lb 1:48 -> 140 lb 1:36, +17 % in 13 weeks",
        ),
        (
            ["120 lb 1:30", "120 lb 1:48"],
            None,
            "120 lb 1:30 -> 120 lb 1:48, +20 % of time under load in 7 days",
        ),
        (["120 lb 1:48", "110 lb 1:36"], None, "120 lb 1:48 -> 110 lb 1:36, -8 % in 7 days"),
        (["100 lb 1:48", "50 kg 1:36"], None, "100 lb 1:48 -> 50 kg 1:36, +10 % in 7 days"),
        (["100 lb 1:48", "50 kg 1:36"], Unit.KG, "45.4 kg 1:48 -> 50 kg 1:36, +10 % in 7 days"),
        (["pin 7 1:30", "pin 8 1:10"], None, "pin 7 1:30 -> pin 8 1:10 in 7 days"),
        (
            ["bodyweight - 40 kg 1:30", "bodyweight - 35 kg 1:10"],
            None,
            "bodyweight - 40 kg 1:30 -> bodyweight - 35 kg 1:10 in 7 days",
        ),
        (["100 lb 1:30", "2 x 40 lb 1:10"], None, "100 lb 1:30 -> 2 x 40 lb 1:10 in 7 days"),
        (["none 1:00", "none 1:30"], None, "1:00 -> 1:30, +50 % of time under load in 7 days"),
        (["120 lb 1:48"], None, ""),
        (["120 lb 1:48", "140 lb 0:10 pain"], None, ""),
        ([], None, ""),
    ],
)
def test_progress_in_words(lines: list[str], unit: Unit | None, expected: str) -> None:
    assert progress(written(lines), unit) == expected


def test_sides_are_compared_where_their_loads_are_equal() -> None:
    sets = written(
        [
            "40 lb 1:30 left; 40 lb 1:45 right",
            "40 lb 1:00 left; 45 lb 1:45 right",
            "40 lb 1:30 left",
            "40 lb 1:30 left; 40 lb 1:45 right",
        ]
    )
    assert imbalance(sets) == "left 1:30, right 1:45 in 2 workouts: left lasts 14 % shorter"
    assert imbalance(written(["40 lb 1:30"])) == ""


def test_the_card_has_sixteen_sessions_across_and_a_row_a_side() -> None:
    sessions = []
    for number in range(20):
        lines = ["60 lb 0:30 warmup; 120 lb 1:48; 100 lb 0:30 drop"]
        sets = [*written(lines), *written(["40 lb 1:30 left; 40 lb 1:45 right"], "Curl")]
        sessions.append(
            SessionDone(str(number), "Big", FIRST, FIRST - FIRST, True, "", tuple(sets))
        )
    card = sheet(sessions)
    assert len(card.days) == 16
    assert [name for name, _ in card.rows] == ["Leg press", "Curl, left", "Curl, right"]
    assert {len(cells) for _, cells in card.rows} == {16}
    assert {str(done.load) for done in card.rows[0][1] if done} == {"120 lb"}


@pytest.mark.parametrize(
    ("exercise", "loads", "heaviest"),
    [
        ("Assisted chin-up", ["bodyweight - 40 kg", "bodyweight - 35 kg"], True),
        ("Assisted chin-up", ["bodyweight - 35 kg", "bodyweight - 40 kg"], False),
        ("Assisted chin-up", ["40 kg", "45 kg"], False),
        ("Leg press", ["pin 7", "pin 8"], True),
        ("Leg press", ["red band", "blue band"], False),
        ("Leg press", ["2 x 20 kg", "2 x 25 kg"], True),
    ],
)
def test_the_heaviest_of_loads_of_one_form(exercise: str, loads: list[str], heaviest: bool) -> None:
    """The second set is a record over the first one, or not."""
    done = [
        replace(each, load=Load.parse(load))
        for each, load in zip(written(["1 kg 2:00"] * 2, exercise), loads, strict=True)
    ]
    found = [each for each in all_records(done) if each.kind is RecordKind.HEAVIEST]
    assert any(each.done is done[1] and each.before is done[0] for each in found) is heaviest


def test_the_first_set_of_an_exercise_is_not_a_record() -> None:
    assert records(written(["120 lb 1:40"])) == ()
    assert records(written(["120 lb 1:40", "120 lb 1:30"])) == ()


def test_more_assistance_is_not_the_heaviest_load() -> None:
    assert _said(records(written(["40 kg 1:35", "50 kg 1:35"], "Assisted chin-up"))) == []
    assert _said(records(written(["40 kg 1:35", "50 kg 1:35"], "Chin-up"))) == [
        "heaviest 50 kg 1:35"
    ]
