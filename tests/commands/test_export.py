import csv
import io
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import fitdecode
import icalendar
import pytest
from click.testing import CliRunner, Result

from supertimer.commands.export import command
from supertimer.errors import SupertimerError
from tests.commands.diaries import UPPER, Home, ago


def export(*options: str) -> Result:
    result = CliRunner().invoke(command, ["ics", *options])
    if isinstance(result.exception, SupertimerError):
        raise result.exception
    return result


def events(result: Result) -> list[Any]:
    return list(icalendar.Calendar.from_ical(result.stdout_bytes).walk("VEVENT"))


def test_the_past_and_the_plan_are_in_one_calendar(home: Home) -> None:
    home.has(alone=UPPER)
    done = ago(days=10)
    key = home.did("Upper", done, ["Chest press", "Row"])
    past, first, *others = events(export("--weeks", "2", "--at", "06:45", "--alarm", "30"))
    assert past["uid"] == f"{key}@supertimer"
    assert past.start == done.replace(tzinfo=None, second=0, microsecond=0)
    assert past["duration"].dt == timedelta(minutes=12)
    assert past["description"] == "Chest press: 120 lb, 1:42\nRow: 120 lb, 1:42"
    assert first["summary"] == "Upper"
    assert first.start.tzinfo is None
    assert (first.start.hour, first.start.minute) == (6, 45)
    (alarm,) = first.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(minutes=-30)
    assert 2 <= len(others) <= 3


def test_a_second_import_moves_what_moved_and_doubles_nothing(home: Home) -> None:
    home.has(alone=UPPER)
    home.did("Upper", ago(days=10))
    before = events(export())
    home.did("Upper", ago(hours=1))
    after = events(export())
    kept = {str(each["uid"]) for each in before} & {str(each["uid"]) for each in after}
    assert len(kept) >= len(before) - 1
    assert len({str(each["uid"]) for each in after}) == len(after)
    assert after[-1]["sequence"] >= before[-1]["sequence"]


def test_the_usual_hour_is_kept(home: Home) -> None:
    home.has(alone=UPPER)
    for days in (3, 6, 10):
        home.did("Upper", ago(days=days).replace(hour=7, minute=20))
    assert {(each.start.hour, each.start.minute) for each in events(export())[3:]} == {(7, 15)}


def test_since_says_how_much_of_the_past(home: Home) -> None:
    home.did("Gone", datetime(2026, 1, 5, 18, 0, tzinfo=UTC))
    home.did("Here", datetime(2026, 1, 9, 18, 0, tzinfo=UTC))
    (here,) = events(export("--since", "2026-01-07", "--weeks", "0"))
    assert here["summary"] == "Here"


def test_an_alarm_can_be_left_out(home: Home) -> None:
    home.has(alone=UPPER)
    assert "VALARM" not in export("--alarm", "0").output


def test_into_a_file(home: Home, tmp_path: Path) -> None:
    home.has(alone=UPPER)
    target = tmp_path / "plan.ics"
    assert export("-o", str(target)).output == ""
    assert target.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert export("-o", str(tmp_path / "no" / "plan.ics")).exit_code == 1


def test_nothing_to_export_is_a_sentence(home: Home) -> None:
    with pytest.raises(SupertimerError, match="the calendar would be empty"):
        export()


def test_without_the_library_it_says_how_to_get_it(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.has(alone=UPPER)
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(SupertimerError, match=r"supertimer-tui\[calendar\]"):
        export()


def sets(*options: str) -> list[dict[str, str]]:
    result = CliRunner().invoke(command, ["csv", *options])
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.output)))


def test_sets_since_a_day_and_of_an_exercise(home: Home) -> None:
    home.did("Old", datetime(2026, 1, 5, 18, 0, tzinfo=UTC), ["Row"])
    home.did("New", datetime(2026, 1, 9, 18, 0, tzinfo=UTC), ["Row", "Chest press"])
    assert [row["exercise"] for row in sets()] == ["Row", "Row", "Chest press"]
    assert [row["routine"] for row in sets("--since", "2026-01-07")] == ["New", "New"]
    assert [row["routine"] for row in sets("--exercise", "row")] == ["Old", "New"]


def test_the_whole_history_is_of_everybody_or_of_one(home: Home) -> None:
    home.did("Upper", ago(days=2), person="Anna")
    home.did("Upper", ago(days=1), person="Bert")
    for options, names in (
        ((), ["Anna", "Bert"]),
        (("--only", "bert"), ["Bert"]),
        (("--as", "Anna"), ["Anna"]),
    ):
        result = CliRunner().invoke(command, ["json", *options])
        document = json.loads(result.output)
        assert [row["name"] for row in document["persons"]] == names
        assert len(document["sets"]) == len(names)


def activities(data: bytes) -> list[list[str]]:
    """Return the exercise titles of each activity in a FIT file."""
    found: list[list[str]] = []
    for frame in fitdecode.FitReader(io.BytesIO(data)):
        if isinstance(frame, fitdecode.FitHeader):
            found.append([])
        elif isinstance(frame, fitdecode.FitDataMessage) and frame.name == "exercise_title":
            found[-1].append(frame.get_value("wkt_step_name"))
    return found


def test_workouts_as_one_fit_file_or_one_each(home: Home, tmp_path: Path) -> None:
    home.did("Old", datetime(2026, 1, 5, 18, 0, tzinfo=UTC), ["Row"])
    home.did("New", datetime(2026, 1, 9, 18, 0, tzinfo=UTC), ["Row", "Chest press"])
    whole, folder = tmp_path / "all.fit", tmp_path / "a" / "workouts"
    result = CliRunner().invoke(command, ["fit", "-o", str(whole)])
    assert (result.exit_code, result.output) == (0, "")
    assert activities(whole.read_bytes()) == [["Row"], ["Row", "Chest press"]]
    for _ in range(2):  # the second time, it replaces the files
        result = CliRunner().invoke(command, ["fit", "--split", str(folder)])
        assert (result.exit_code, result.output) == (0, f"Wrote 2 files to {folder}.\n")
    old, new = sorted(folder.iterdir())
    assert (old.name, new.name) == ("2026-01-05-1800-old.fit", "2026-01-09-1800-new.fit")
    assert old.read_bytes() + new.read_bytes() == whole.read_bytes()
    few = CliRunner().invoke(command, ["fit", "--since", "2026-01-07", "--exercise", "row"])
    assert activities(few.stdout_bytes) == [["Row"]]


def test_a_fit_file_that_cant_be_written_is_a_sentence(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*options: str) -> str:
        result = CliRunner().invoke(command, ["fit", *options])
        assert result.exit_code
        return result.output + str(result.exception)

    assert "no workouts to export" in fails("-o", str(tmp_path / "none.fit"))
    assert not (tmp_path / "none.fit").exists()
    home.did("Ancient", datetime(1990, 1, 5, 18, 0, tzinfo=UTC))
    assert "left out 1 workout: FIT files hold no date before July 1998" in fails()
    home.did("New", datetime(2026, 1, 9, 18, 0, tzinfo=UTC))
    assert "use either --output or --split" in fails("-o", "x", "--split", "y")
    (tmp_path / "file").touch()
    assert "can't write to" in fails("--split", str(tmp_path / "file" / "x"))
    monkeypatch.setattr("supertimer.commands.export.shows_styles", lambda: True)
    assert "FIT files are not text: add -o FILE or --split DIR" in fails()
    monkeypatch.setitem(sys.modules, "fit_tool", None)
    assert "pip install 'supertimer-tui[fit]'" in fails("-o", str(tmp_path / "x.fit"))
