"""Reading the logs of other programs: what comes out, and that every row is accounted for."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from supertimer.interop.formats import read_csv
from supertimer.interop.preview import (
    DayOrderError,
    ImportFileError,
    Options,
    Preview,
    UnitError,
    UnknownFormatError,
)
from supertimer.units import Unit
from tests.interop import logs

KG = Options(unit=Unit.KG)


def read(text: str, options: Options = KG) -> Preview:
    return read_csv(text.encode(), options)


def said(preview: Preview) -> list[str]:
    """Each set in a line."""
    found = []
    for workout in preview.workouts.values():
        for each in workout.sets:
            values = each.values
            load, reps, ms = values["load"], values["reps"], values["tul_ms"]
            parts = [
                each.exercise,
                str(load) if load else "",
                f"{reps / 100:g} reps" if reps else "",
                f"{ms // 1000} s" if ms else "",
                str(values.get("kind", "work")),
                str(values["ended_by"]),
                values["note"],
            ]
            found.append(", ".join(filter(None, parts)))
    return found


def whole(preview: Preview) -> bool:
    return preview.read + len(preview.refused) == preview.rows


EXPECTED = {
    "strong": [
        "Leg Press (Machine), 40 kg, 10 reps, warmup, reps",
        "Leg Press (Machine), 70 kg, 15 reps, work, reps, slow, controlled, RPE 8",
        "Leg Press (Machine), 185 kg, 6 reps, work, fatigue",
        "Plank, 60 s, work, time",
        "Chin Up, 8 reps, work, reps",
        "Chin Up, 7 reps, work, reps",
    ],
    "strong units": [
        "Leg Press (Machine), 155 lb, 15 reps, work, reps",
        "Leg Press (Machine), 110 lb, 9 reps, drop, reps",
    ],
    "strong quoted": [
        "Leg Press, 80.5 kg, 12 reps, 75 s, work, reps",
        "Leg Press, 80.5 kg, 10 reps, work, reps, two\nlines",
        "Leg Press, 85 kg, 8 reps, work, reps",
    ],
    "strong German": ["Beinpresse, 50 kg, 12 reps, work, reps"],
    "strong French": ["Squat, 100 kg, 5 reps, work, reps, RPE 8"],
    "hevy": [
        "Bench Press (Barbell), 22.68 kg, 10 reps, warmup, reps",
        "Bench Press (Barbell), 80 kg, 8 reps, work, fatigue, RPE 9",
        "Plank, 45 s, work, time",
        "Pull Up, 7 reps, drop, reps",
    ],
    "hevy pounds": [
        "Bench Press (Barbell), 22.68 lb, 10 reps, warmup, reps",
        "Bench Press (Barbell), 80 lb, 8 reps, work, fatigue, RPE 9",
        "Plank, 45 s, work, time",
        "Pull Up, 7 reps, drop, reps",
    ],
    "fitnotes": [
        "Squat, 100 kg, 5 reps, work, reps",
        "Squat, 100 kg, 5 reps, work, reps",
        "Fly, seated, 40 kg, 10 reps, work, reps, fine",
        "Plank, 90 s, work, time",
        "Running, work, time, 5.2 km, in 30:00",
    ],
    "fitnotes old": ["Squat, 225 lb, 5 reps, work, reps"],
    "fitnotes ios": ["Squat, 40 kg, 8 reps, work, reps", "Squat, 100 lb, 8 reps, work, reps"],
    "fitnotes-body": [],
    "stronglifts": ["Squat, 55 kg, 5 reps, reps", "Squat, 57.5 kg, 5 reps, reps"],
    "gymbook": [
        "Pressa, 30 kg, 20 reps, warmup, reps",
        "Pressa, 82.5 kg, 12 reps, work, reps, lento",
        "Plank, 150 s, work, time",
    ],
    "gymbook German": [
        "Beinpresse, 30 kg, 20 reps, warmup, reps",
        "Beinpresse, 82.5 kg, 12 reps, work, reps, langsam",
        "Plank, 90 s, work, time",
    ],
    "fitbod": [
        "Dumbbell Bench Press, 15.876 kg, 8 reps, warmup, reps",
        "Dumbbell Bench Press, 20 kg, 10 reps, work, reps",
        "Plank, 60 s, work, time",
    ],
}


@pytest.mark.parametrize("name", logs.ALL)
def test_each_format_is_recognized_and_read(name: str) -> None:
    preview = read(logs.ALL[name])
    assert preview.format == name.split()[0]
    lines = [line.replace(", work, reps", ", reps") if name == "stronglifts" else line
             for line in said(preview)]  # fmt: skip
    assert lines == EXPECTED[name]
    assert whole(preview)


def test_what_was_not_read_is_told_with_its_line() -> None:
    refused = {
        name: [(each.line, each.reason) for each in read(logs.ALL[name]).refused]
        for name in logs.ALL
    }
    assert {name: lines for name, lines in refused.items() if lines} == {
        "strong quoted": [
            (5, "the row has 12 fields instead of 13: it is cut off, or a quote is not closed"),
            (6, "the row has 5 fields instead of 13: it is cut off, or a quote is not closed"),
        ],
        "hevy": [(6, "the row has no reps and no time")],
        "hevy pounds": [(6, "the row has no reps and no time")],
        "fitnotes-body": [(5, "can't read the number “heavy”")],
        "stronglifts": [(3, "no set of the row was done")],
        "gymbook": [(5, "the set was skipped")],
        "gymbook German": [(5, "the set was skipped")],
    }


def test_workouts_have_a_start_a_length_and_a_note() -> None:
    first, second = read(logs.STRONG).workouts.values()
    assert (first.start, first.name, first.note) == (
        datetime(2024, 3, 5, 7, 10),
        "Day 3",
        "good day",
    )
    assert (first.lasted_ms, second.lasted_ms) == (67 * 60_000, 35 * 60_000)
    (hevy,) = read(logs.HEVY).workouts.values()
    assert hevy.lasted_ms == 83 * 60_000
    (pounds,) = read(logs.HEVY_POUNDS.replace("18:52", "6:52 PM")).workouts.values()
    assert (pounds.start, pounds.lasted_ms) == (hevy.start, hevy.lasted_ms)
    (fitbod,) = read(logs.FITBOD).workouts.values()
    assert fitbod.start == datetime(2026, 1, 22, 6, 54, 26, tzinfo=UTC)
    (lifts,) = read(logs.STRONGLIFTS).workouts.values()
    assert (lifts.start, lifts.lasted_ms) == (datetime(2026, 8, 11, 22, 56), 30 * 60_000)


def test_body_weights() -> None:
    preview = read(logs.FITNOTES_BODY)
    assert [(str(each.amount.normalize()), each.unit) for each in preview.weights] == [
        ("82", Unit.KG),
        ("181", Unit.LB),
    ]
    assert preview.others == {"other measurement": 1}


def test_rest_timers_are_not_sets() -> None:
    assert read(logs.STRONG).others == {"rest timer": 1}
    assert read(logs.STRONG_GERMAN).others == {"rest timer": 1}
    assert read(logs.STRONG_FRENCH).others == {"rest timer": 1}


def test_a_set_of_strong_with_an_order_that_is_unknown_is_refused() -> None:
    header, _, row, *_ = logs.STRONG.splitlines()
    preview = read(f"{header}\n{row.replace(',1,', ',Satz,')}\n")
    assert [each.reason for each in preview.refused] == ["“Satz” is not the order of a set"]


def test_a_weight_without_a_unit_is_asked_about() -> None:
    with pytest.raises(UnitError, match="--unit kg or --unit lb"):
        read(logs.STRONG, Options())
    assert "155 lb" in said(read(logs.STRONG_UNITS, Options()))[0]


@pytest.mark.parametrize(
    ("kg", "load"),
    [("22.68", "50 lb"), ("6.80388555", "15 lb"), ("61.23", "135 lb"), ("100", "220.5 lb")],
)
def test_kilograms_that_were_pounds(kg: str, load: str) -> None:
    text = logs.HEVY.replace('"22.68"', f'"{kg}"')
    assert load in said(read(text, Options(as_pounds=True)))[0]


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_and_line_ends(encoding: str, line_end: str) -> None:
    data = logs.STRONG_GERMAN.replace("\n", line_end).encode(encoding)
    assert said(read_csv(data, KG)) == EXPECTED["strong German"]
    assert said(read_csv(logs.STRONG_GERMAN.encode("cp1252"), KG)) == EXPECTED["strong German"]


DATED = "Date,Workout Name,Exercise Name,Set Order,Weight,Reps\n"


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        (["2018/8/31 5:49"], datetime(2018, 8, 31, 5, 49)),
        (["31.8.2018 17:05"], datetime(2018, 8, 31, 17, 5)),
        (["8/31/18 5:49 PM"], datetime(2018, 8, 31, 17, 49)),
        (["03/04/2025", "25/04/2025"], datetime(2025, 4, 3, 12)),
        (["03/04/2025", "04/25/2025"], datetime(2025, 3, 4, 12)),
        # Only one reading is in the order of time.
        (["01/02/2025", "02/01/2025", "01/04/2025"], None),
        (["05/01/2025", "07/01/2025", "02/02/2025"], datetime(2025, 1, 5, 12)),
        (["2025-03-04 7:10:00\u202fAM"], datetime(2025, 3, 4, 7, 10)),
        (["12:30"], None),
        (["4 März 2025, 19:56"], datetime(2025, 3, 4, 19, 56)),
        (["Mar 4, 2025 12:15 am"], datetime(2025, 3, 4, 0, 15)),
        (["2025-03-04T07:10:00Z"], datetime(2025, 3, 4, 7, 10, tzinfo=UTC)),
    ],
)
def test_dates(dates: list[str], first: datetime | None) -> None:
    text = DATED + "".join(f'"{date}",A,Row,{n},50,8\n' for n, date in enumerate(dates, start=1))
    if first is not None:
        assert next(iter(read(text).workouts.values())).start == first
        return
    with pytest.raises(DayOrderError) if dates[0][2] == "/" else pytest.raises(StopIteration):
        next(iter(read(text).workouts.values()))


def test_the_user_can_say_which_is_first() -> None:
    text = DATED + "03/04/2025,A,Row,1,50,8\n"
    with pytest.raises(DayOrderError, match="--day-first or --month-first"):
        read(text)
    for day_first, month in ((True, 4), (False, 3)):
        (workout,) = read(text, Options(Unit.KG, day_first=day_first)).workouts.values()
        assert workout.start.month == month


def test_columns_that_a_spreadsheet_renamed_and_moved() -> None:
    text = "Rep count;When;What\n8;2024-05-06;Row\n"
    with pytest.raises(UnknownFormatError, match="Rep count, When, What"):
        read(text)
    columns = {"reps": "rep count", "date": "When", "exercise": "What"}
    assert said(read(text, Options(columns=columns))) == ["Row, 8 reps, work, reps"]
    with pytest.raises(ImportFileError, match="no column “Tag”"):
        read(text, Options(columns={"date": "Tag"}))


def test_a_format_in_another_language_with_the_columns_that_the_user_names() -> None:
    # Invented, so that it can't be mistaken for the real header.
    text = logs.GYMBOOK.replace("Data,", "Giorno,").replace("Saltato", "Omesso")
    with pytest.raises(UnknownFormatError):
        read(text)
    columns = {"date": "Giorno", "skipped": "Omesso"}
    preview = read_csv(text.encode(), replace(KG, columns=columns), "gymbook")
    assert said(preview) == EXPECTED["gymbook"]
    assert len(preview.refused) == 1
    with pytest.raises(ImportFileError, match=r"unknown field “skiped”.* date, .*skipped"):
        read_csv(text.encode(), replace(KG, columns={"skiped": "Omesso"}), "gymbook")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2024/3/5 7:10", "2024/3/17 18:00"),
        ("05.03.2024 07:10", "17.03.2024 18:00"),
        ("3/5/24 7:10 AM", "3/17/24 6:00 PM"),
    ],
)
def test_a_file_that_a_spreadsheet_saved_again_has_the_same_workouts_and_sets(
    first: str, second: str
) -> None:
    text = logs.STRONG.replace("07:10:00", "07:10:42").replace("-07 18", "-17 18")
    saved = text.replace("2024-03-05 07:10:42", first).replace("2024-03-17 18:00:00", second)
    saved = "\ufeff" + saved.replace(".0,", ",").replace("\n", "\r\n")

    def keys(preview: Preview) -> dict[str, list[tuple[str, str]]]:
        return {
            identity: [(each.exercise, each.order) for each in workout.sets]
            for identity, workout in preview.workouts.items()
        }

    assert len(keys(read(text))) == 2
    assert keys(read(saved)) == keys(read(text))


@pytest.mark.parametrize("end", ["", ",,"])
def test_a_comma_without_quotes_before_empty_cells_shifts_nothing(end: str) -> None:
    header, *_ = logs.STRONG.splitlines()
    row = "2024-03-07 07:10:00,Day 4,1h,Dips, weighted,1,10.0,5.0,0,0.0,,,"
    assert said(read(f"{header}{end}\n{row}{end}\n")) == [
        "Dips, weighted, 10 kg, 5 reps, work, reps"
    ]
    header, *_ = logs.FITNOTES.splitlines()
    row = "2024-01-15,Fly, seated,Chest,40.0,kgs,10,,,,"
    assert said(read(f"{header}{end}\n{row}{end}\n")) == ["Fly, seated, 40 kg, 10 reps, work, reps"]


def test_rows_with_more_empty_cells_than_the_header_are_read() -> None:
    text = "".join(
        f"{line}{',,' * bool(place)}\n" for place, line in enumerate(logs.FITNOTES_OLD.splitlines())
    )
    assert said(read(text)) == EXPECTED["fitnotes old"]
    (refused,) = read(text.replace(",225,", ",heavy,")).refused
    assert refused.reason == "can't read the number “heavy”"


def test_empty_columns_at_the_end_of_a_saved_file_do_not_matter() -> None:
    text = "".join(f"{line},,\n" for line in logs.FITNOTES_OLD.splitlines())
    assert said(read(text)) == EXPECTED["fitnotes old"]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\x00\x01\x02\x00", b"PK\x03\x04\x00\x00"])
def test_a_file_without_a_table_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(ImportFileError):
        read_csv(data, KG)
