"""`supertimer import`: the preview, the questions, and what is stored."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from supertimer.clock import ManualClock
from supertimer.commands import export
from supertimer.commands.import_ import command
from supertimer.errors import SupertimerError
from supertimer.history.queries import Past
from supertimer.history.store import FILE, Store
from tests.commands.diaries import Home, ago
from tests.interop import logs


def run(*options: str | Path, told: str = "") -> Result:
    result = CliRunner().invoke(command, [str(each) for each in options], input=told)
    if isinstance(result.exception, SupertimerError):
        raise result.exception
    return result


def loads(home: Home, person: str = "me") -> list[str]:
    with Store.open(home.data / FILE) as store:
        sessions = Past(store, person).sessions()
    return [str(done.load) for session in sessions for done in session.sets]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    file = tmp_path / "strong.csv"
    file.write_text(logs.STRONG, encoding="utf-8")
    return file


def test_the_preview_says_what_was_read_and_what_was_not(home: Home, tmp_path: Path) -> None:
    home.did("Big Five", ago(days=10), ["Leg press"])
    file = tmp_path / "quoted.csv"
    file.write_text(logs.STRONG_QUOTED, encoding="utf-8")
    assert run(file, "--dry-run").output == (
        f"{file}: Strong, for me\n"
        "  1 workout, 3 sets\n"
        "  2024-03-05 to 2024-03-05; the first set: Leg Press, 80.5 kg, 12 reps, 1:15\n"
        "  5 rows: 3 read, 2 not read\n"
        "  1 new workout\n"
        "  3 new sets\n"
        "Exercises:\n"
        "  Leg Press: 3 sets, known\n"
        "Rows that were not read:\n"
        "  line 5: the row has 12 fields instead of 13: it is cut off, or a quote is not closed\n"
        "  line 6: the row has 5 fields instead of 13: it is cut off, or a quote is not closed\n"
    )
    assert loads(home) == ["120 lb"]


def test_a_dry_run_creates_no_history(home: Home, log: Path) -> None:
    assert "6 new sets" in run(log, "--unit", "kg", "--dry-run").output
    assert not (home.data / FILE).exists()


def test_import_and_undo(home: Home, log: Path) -> None:
    told = run(log, "--unit", "lb", "--as", "Anna").output
    assert "7 rows: 7 read, 0 not read (of these 1 rest timer)" in told
    assert loads(home, "Anna")[:3] == ["40 lb", "70 lb", "185 lb"]
    again = run(log, "--unit", "lb", "--as", "Anna").output
    assert "6 sets already in the history" in again
    assert again.endswith("The history has all of it already.\n")
    asked = run("--undo", "--as", "Anna")
    assert asked.exit_code == 2
    assert "strong.csv (strong), imported on" in asked.output
    assert run("--undo", "--as", "Anna", "-y").output.endswith("Undone.\n")
    assert loads(home, "Anna") == []


def test_there_may_be_no_import_to_undo(home: Home) -> None:
    home.did("Big Five", ago(days=10), ["Leg press"])
    with pytest.raises(SupertimerError, match="no import to undo for me"):
        run("--undo", "-y")


def test_the_unit_is_asked_for(home: Home, log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SupertimerError, match=r"strong\.csv: the file does not say"):
        run(log)
    monkeypatch.setattr("supertimer.commands.import_.is_interactive", lambda: True)
    assert "Import this?" in run(log, told="kg\nn\n").output
    assert not (home.data / FILE).exists() or loads(home) == []
    run(log, told="kg\ny\n")
    assert loads(home)[0] == "40 kg"


def test_a_whole_history_is_merged(home: Home, tmp_path: Path) -> None:
    home.did("Upper", ago(days=2), person="Anna")
    text = CliRunner().invoke(export.command, ["json"]).output
    file = tmp_path / "history.json"
    file.write_text(text, encoding="utf-8")
    assert run(file).output.endswith("No new workouts or sets.\n")
    (home.data / FILE).rename(tmp_path / "old.db")
    assert run(file).output.endswith("1 workout and 1 set added.\n")
    assert CliRunner().invoke(export.command, ["json"]).output == text
    document = json.loads(text)
    document["sets"][0]["lift"] = 1
    file.write_text(json.dumps(document), encoding="utf-8")
    told = run(file, "--dry-run").output
    assert told == (
        f"{file}: a history of supertimer\n"
        "  1 person, 1 workout, 0 sets\n"
        "  4 rows: 3 read, 1 not read\n"
        "Rows that were not read:\n"
        '  sets, row 1: unknown key "lift"; left out\n'
    )
    del document["sets"][0]["lift"]
    file.write_text(json.dumps(document), encoding="utf-8")
    assert "Exercises:\n  Chest press: 1 set, known\n" in run(file).output
    (home.data / FILE).rename(tmp_path / "older.db")
    assert "Exercises:\n  Chest press: 1 set, new\n" in run(file).output


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "is not JSON"),
        ("{}", "not a history that supertimer wrote"),
        ("a,b\n1,2\n", "the format is unknown: its columns are a, b"),
        ("", "the file is empty"),
    ],
)
def test_what_cannot_be_imported_is_named(home: Home, tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "x.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SupertimerError, match=told):
        run(file)


def test_the_order_of_the_days_is_asked_for(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "log.csv"
    file.write_text(logs.STRONG_UNITS.replace("2024-03-05", "03/04/24"), encoding="utf-8")
    with pytest.raises(SupertimerError, match=r"log\.csv: the file does not show whether the day"):
        run(file)
    monkeypatch.setattr("supertimer.commands.import_.is_interactive", lambda: True)
    told = run(file, told="month\nn\n").output
    assert (
        "Which is first in the date 03/04/24 07:10:00: the day or the month? (day, month)" in told
    )
    assert "2024-03-04 to 2024-03-04" in told


def test_wrong_usage(home: Home, tmp_path: Path) -> None:
    assert run().exit_code == 2
    assert run("--undo", "x.csv").exit_code == 2
    assert "is not FIELD=COLUMN" in run("x.csv", "--columns", "day").output
    with pytest.raises(SupertimerError, match="can't read"):
        run(tmp_path / "none.csv")


class Slow(ManualClock):
    """A clock on which every look takes 600 ms."""

    def now(self) -> int:
        self.advance(600)
        return super().now()


def test_a_bar_is_drawn_on_a_terminal_if_the_import_takes_more_than_a_second(
    home: Home, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Reading" not in run(log, "--unit", "kg", "--dry-run").output
    monkeypatch.setattr("supertimer.commands.import_._shows_bar", lambda: True)
    monkeypatch.setattr("supertimer.clock.SystemClock", ManualClock)
    assert "Reading" not in run(log, "--unit", "kg", "--dry-run").output
    monkeypatch.setattr("supertimer.clock.SystemClock", Slow)
    told = run(log, "--unit", "kg", "--dry-run").stderr
    assert "\rReading   [##########               ]  42 %" in told
    assert told.endswith("\r"), "the bar is removed at the end"
