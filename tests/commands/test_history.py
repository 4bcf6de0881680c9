"""What people and programs see of the history, through the command line."""

import json
import os
import shlex
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result

from supertimer.cli import cli
from supertimer.engine.commands import Fatigue, Go, Stop
from supertimer.engine.session import Session
from supertimer.errors import SupertimerError
from supertimer.history.store import FILE, Store
from tests.commands.diaries import Home
from tests.history.workouts import begin, drive, plan
from tests.history.written import written

ROUTINE = """
name = "Two"
unit = "lb"
[[exercise]]
name = "Seated row"
load = 120
[[exercise]]
name = "Leg press"
load = 210
"""


def ask(*words: str, lines: str = "") -> Result:
    result = CliRunner().invoke(cli, words, input=lines)
    if isinstance(result.exception, SupertimerError):
        raise result.exception
    return result


def _live(home: Home) -> str:
    """A timed workout of one set, which then was stopped; its key."""
    home.data.mkdir(exist_ok=True)
    two = plan("Seated row", "Leg press")
    with Store.open(home.data / FILE) as store:
        session, journal = Session(two), begin(store, two)
        drive(session, journal, [(Go(), 0), (Fatigue(), 107_000), (Stop(), 30_000)])
    return journal.workout


def _keep(home: Home, *lines: str, exercise: str = "Leg press") -> None:
    with Store.open(home.data / FILE) as store:
        for done in written(lines, exercise):
            if done.attempt == 0:
                of = plan(exercise)
                journal = begin(store, of, started=done.started)
                journal.close(600_000, Session(of))
            store.write([replace(done, workout=journal.workout).row()])


def test_workouts_are_shown_with_their_sets(home: Home) -> None:
    _live(home)
    assert ask("history").output == (
        "2026-01-05 18:00  Big Five, 2 min\n  Seated row  52.5 kg  1:37  4.85 reps  fatigue\n"
    )


def test_json_has_the_load_as_entered(home: Home) -> None:
    key = _live(home)
    (line,) = ask("history", "--json").output.splitlines()
    (done,) = json.loads(line)["sets"]
    assert done["workout"] == key
    assert (done["load"], done["unit"], done["tul_ms"], done["reps"], done["ended_by"]) == (
        52.5, "kg", 97_000, 4.85, "fatigue",
    )  # fmt: skip
    assert done["settings"] == {"seat": "4", "pad": "B"}
    (line,) = ask("history", "--exercise", "seated row", "--json").output.splitlines()
    assert json.loads(line) == done


def test_an_exercise_compares_each_set_with_the_one_before(home: Home) -> None:
    _keep(home, "120 lb 1:36", "120 lb 1:48", "125 lb 1:31", "125 lb 1:25 pain")
    assert ask("history", "--exercise", "leg").output.splitlines() == [
        "Leg press",
        "  2026-01-05  120 lb  1:36   4.8 reps  fatigue",
        "  2026-01-12  120 lb  1:48   5.4 reps  fatigue  +0:12",
        "  2026-01-19  125 lb  1:31  4.55 reps  fatigue  +5 lb",
        "  2026-01-26  125 lb  1:25  4.25 reps  pain     -0:06",
        "120 lb 1:36 -> 125 lb 1:31, +4 % in 2 weeks",
        "Record, longest at 120 lb: 1:48 on 2026-01-12",
        "Record, heaviest: 125 lb for 1:31 on 2026-01-19",
    ]


def test_an_exercise_shows_the_side(home: Home) -> None:
    _keep(home, "40 lb 1:36 left; 40 lb 1:40 right", "40 lb 1:38 left; 40 lb 1:30")
    assert ask("history", "--exercise", "leg").output.splitlines()[1:5] == [
        "  2026-01-05  left   40 lb  1:36  4.8 reps  fatigue",
        "  2026-01-05  right  40 lb  1:40    5 reps  fatigue",
        "  2026-01-12  left   40 lb  1:38  4.9 reps  fatigue  +0:02",
        "  2026-01-12         40 lb  1:30  4.5 reps  fatigue",
    ]


def test_loads_are_shown_in_the_unit_of_the_settings_and_stored_as_entered(home: Home) -> None:
    _keep(home, "120 lb 1:36")
    home.config.mkdir(exist_ok=True)
    (home.config / "config.toml").write_text('unit = "kg"\n')
    assert "54.4 kg" in ask("history", "--exercise", "Leg press").output
    (line,) = ask("history", "--exercise", "Leg press", "--json").output.splitlines()
    assert (json.loads(line)["load"], json.loads(line)["unit"]) == (120, "lb")


@pytest.fixture
def in_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2026, 6, 1, tzinfo=ZoneInfo("Europe/Berlin"))
    monkeypatch.setattr("supertimer.clock.SystemClock.wall", lambda _: now)


def test_the_sheet_shows_the_year_if_it_is_not_this_year(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime(2027, 1, 2, tzinfo=ZoneInfo("Europe/Berlin"))
    monkeypatch.setattr("supertimer.clock.SystemClock.wall", lambda _: now)
    _keep(home, "120 lb 1:36")
    assert "5 Jan 2026" in ask("history", "--sheet").output


def test_an_exercise_shows_its_drops(home: Home) -> None:
    _keep(home, "120 lb 1:36; 95 lb 0:40 drop")
    assert ask("history", "--exercise", "leg").output.splitlines()[1:3] == [
        "  2026-01-05        120 lb  1:36  4.8 reps  fatigue",
        "  2026-01-05  drop   95 lb  0:40    2 reps  fatigue",
    ]


def test_a_warm_up_is_called_so(home: Home) -> None:
    _keep(home, "60 lb 0:30 warmup; 120 lb 1:36")
    assert "  Leg press, warm-up   60 lb" in ask("history").output


def test_log_says_how_it_read_a_decimal_comma_and_asks_what_is_not_clear(home: Home) -> None:
    home.has(two=ROUTINE.replace('unit = "lb"', 'unit = "kg"'))
    given = ask("log", "two", lines="52,5 kg 1:42\n1:30\n")
    assert given.stdout.startswith("Seated row  52.5 kg  1:42")
    assert "Read as: 52.5 kg 1:42" in given.stderr
    for line, meant in (
        ("4.31", "write 4:31 for a time"),
        ("1,000 1:30", "write 1.000 or 1000"),
    ):
        with pytest.raises(SupertimerError, match=meant):
            ask("log", "two", lines=f"{line}\n1:30\n")
    for day, meant in (
        ("20/11/2026", "did you mean 2026-11-20\\?"),
        ("5/11/2026", "did you mean 2026-11-05 or 2026-05-11\\?"),
    ):
        with pytest.raises(SupertimerError, match=meant):
            ask("log", "two", "--date", day, lines="1:30\n1:30\n")


def test_the_sheet(home: Home, in_2026: None) -> None:
    _keep(home, "120 lb 1:36", "125 lb 1:31; 125 lb 1:00")
    assert ask("history", "--sheet").output.splitlines() == [
        "                5 Jan  12 Jan",
        "Leg press (lb)    120     125",
        "                 1:36    1:31",
    ]
    assert ask("history", "--sheet", "--json").exit_code == 2


def test_the_sheet_leaves_out_a_skipped_set(home: Home, in_2026: None) -> None:
    _keep(home, "125 lb 0:05 skip; 120 lb 1:36")
    assert ask("history", "--sheet").output.splitlines()[1:] == [
        "Leg press (lb)    120",
        "                 1:36",
    ]
    assert "skip" in ask("history").output


def test_the_sheet_shows_each_unit_if_they_differ(home: Home, in_2026: None) -> None:
    _keep(home, "bodyweight 1:36", "bodyweight + 10 kg 1:31", exercise="Dip")
    _keep(home, "120 lb 1:36", "52.5 kg 1:31")
    assert ask("history", "--sheet").output.splitlines()[1::2] == [
        "Dip (kg)   +0             +10",
        "Leg press         120 lb          52.5 kg",
    ]
    home.config.mkdir(exist_ok=True)
    (home.config / "config.toml").write_text('unit = "kg"\n')
    assert "Leg press (kg)" in ask("history", "--sheet").output


LOADS = {
    "Chin-up": ("bodyweight - 40 kg", "bodyweight - 35 kg", "+5 kg"),
    "Pec deck": ("pin 7", "pin 8", "+1 pin"),
    "Pull-apart": ("red band", "blue band", ""),
    "Curl": ("2 x 20 kg", "2 x 22 kg", "+2 kg"),
}
"""Loads that are not one number with a unit, and the step from the first to the second."""


def test_an_exercise_shows_the_step_of_a_load_as_the_machine_has_it(home: Home) -> None:
    for name, (old, new, step) in LOADS.items():
        _keep(home, f"{old} 1:36", f"{new} 1:00", exercise=name)
        shown = ask("history", "--exercise", name).output.splitlines()
        assert shown[2].endswith(f"fatigue  {step}".rstrip())


def test_the_sheet_has_loads_as_the_machine_has_them(home: Home, in_2026: None) -> None:
    for name, (old, _, _) in LOADS.items():
        _keep(home, f"{old} 1:36", exercise=name)
    rows = [line.split("  ") for line in ask("history", "--sheet").output.splitlines()[1::2]]
    assert [(row[0], row[-1].strip()) for row in rows] == [
        ("Chin-up (kg)", "-40"),
        ("Pec deck", "pin 7"),
        ("Pull-apart", "red band"),
        ("Curl (kg)", "2x20"),
    ]


def test_json_has_loads_as_the_machine_has_them(home: Home) -> None:
    for name, (old, _, _) in LOADS.items():
        _keep(home, f"{old} 1:36", exercise=name)
    keys = ("load", "unit", "bodyweight", "per_hand", "load_name")
    found = [json.loads(line)["sets"][0] for line in ask("history", "--json").output.splitlines()]
    assert {done["exercise"]: {k: done[k] for k in keys if k in done} for done in found} == {
        "Chin-up": {"load": -40, "unit": "kg", "bodyweight": True},
        "Pec deck": {"load_name": "pin 7"},
        "Pull-apart": {"load_name": "red band"},
        "Curl": {"load": 20, "unit": "kg", "per_hand": True},
    }


def test_since_shows_workouts_from_that_day_on(home: Home) -> None:
    _keep(home, "120 lb 1:36", "125 lb 1:31")
    assert "120 lb" not in ask("history", "--since", "2026-01-10").output
    assert ask("history", "--since", "2027-01-01").output == ("No workouts since 2027-01-01.\n")


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])  # UTC+14, UTC-11
@pytest.mark.parametrize("at", [time(0, 5), time(23, 50)])
def test_since_is_a_day_in_the_workout_s_time_zone(home: Home, zone: str, at: time) -> None:
    home.did("Upper", datetime.combine(date(2026, 1, 5), at, ZoneInfo(zone)))
    for view in ((), ("--exercise", "Chest press"), ("--sheet",)):
        assert "1:42" in ask("history", "--since", "2026-01-05", *view).output
        assert "1:42" not in ask("history", "--since", "2026-01-06", *view).output
        assert "1:42" in ask("history", "--since", "0001-01-01", *view).output


def test_an_empty_history_is_not_an_error(home: Home) -> None:
    assert ask("history").output == "No workouts yet.\n"
    assert ask("history", "--json").output == ""
    assert not home.data.exists()
    with pytest.raises(SupertimerError, match="the history has no exercise"):
        ask("history", "--exercise", "Leg press")
    with pytest.raises(SupertimerError, match="no person"):
        ask("history", "--as", "anna")


def test_names_can_not_act_on_the_terminal(home: Home) -> None:
    _keep(home, "120 lb 1:36", exercise="\x1b[31m[red]Curl")
    shown = ask("history").output + ask("history", "--sheet").output
    shown += ask("history", "--exercise", "curl").output
    assert "\x1b" not in shown
    assert "[red]Curl" in shown


def test_an_invalid_row_is_reported_on_standard_error(home: Home) -> None:
    _keep(home, "120 lb 1:36", "125 lb 1:31")
    with sqlite3.connect(home.data / FILE) as connection:
        connection.execute("UPDATE sets SET load = 'heavy' WHERE load = '120'")
    connection.close()
    result = ask("history", "--exercise", "Leg press")
    assert result.exit_code == 0
    assert "125 lb" in result.stdout
    assert "table sets" in result.stderr
    assert "'heavy'" in result.stderr


def test_replay_prints_the_same_bytes_each_time(home: Home) -> None:
    key = _live(home)
    first = ask("replay", key, "--json").output
    assert (
        first == ask("replay", key[:13], "--json").output == ask("replay", "last", "--json").output
    )
    events = [json.loads(line) for line in first.splitlines()]
    assert events[-1] == {"at": 137_000, "event": "workout_ended"}
    (ended,) = [event for event in events if event["event"] == "set_ended"]
    assert (ended["tul_ms"], ended["load"], ended["unit"]) == (97_000, 52.5, "kg")
    assert "Seated row, set 1: 1:37 under load" in ask("replay", key).output
    with pytest.raises(SupertimerError, match="the history has no workout"):
        ask("replay", "nothing")


def test_a_past_workout_is_logged(home: Home) -> None:
    home.config.mkdir(exist_ok=True)
    routine = home.config / "two.toml"
    routine.write_text(ROUTINE)
    given = ask("log", str(routine), "--date", "2026-01-05", lines="125 1:42\n1:30\n")
    assert given.output == (
        "Seated row  125 lb  1:42  5.1 reps  fatigue, by hand\n"
        "Leg press  210 lb  1:30  4.5 reps  fatigue, by hand\n"
    )
    assert "2026-01-05" in ask("history").output
    with pytest.raises(SupertimerError, match="nothing was logged"):
        ask("log", str(routine), lines="125 1:42\n")
    with pytest.raises(SupertimerError, match="in the future"):
        ask("log", str(routine), "--date", "2999-01-01", lines="125 1:42\n1:30\n")
    assert len(ask("history", "--json").output.splitlines()) == 1


def test_a_logged_workout_has_the_muscles_of_the_catalog(home: Home) -> None:
    home.has(two=ROUTINE)
    ask("log", "two", "--date", "2026-01-05", lines="125 1:42\n1:30\n")
    with sqlite3.connect(home.data / FILE) as connection:
        ((written,),) = connection.execute("SELECT muscles FROM workouts")
    connection.close()
    assert json.loads(written)["Leg press"][0][0] == "quadriceps"
    assert json.loads(written)["Seated row"][0]


def test_a_file_in_place_of_the_folder_is_an_error(home: Home) -> None:
    home.data.write_text("not a folder")
    for view in ("history", "next", "body"):
        with pytest.raises(SupertimerError, match=r"can't read .*history\.db"):
            ask(view)


def test_commands_that_only_read_mention_a_recovery_file(home: Home) -> None:
    home.data.mkdir()
    (home.data / "unsaved-1.jsonl").write_text('{"table": "persons", "row": {"name": "me"}}\n')
    for view in ("history", "body"):
        assert "unsaved-1.jsonl. To add it to the history, start: supertimer" in ask(view).stderr
    home.has(two=ROUTINE)
    assert "was added to the history" in ask("log", "two", lines="125 1:42\n1:30\n").stderr
    assert ask("history").stderr == ""


def test_a_backup_into_a_missing_folder_is_refused(home: Home, tmp_path: Path) -> None:
    with pytest.raises(SupertimerError, match="missing does not exist"):
        ask("backup", str(tmp_path / "missing" / "copy.db"))
    assert not (tmp_path / "missing").exists()


def test_a_merged_backup_restores_the_history(home: Home, tmp_path: Path) -> None:
    _live(home)
    copy = tmp_path / "copy.db"
    ask("backup", str(copy))
    (home.data / FILE).rename(tmp_path / "gone.db")
    assert ask("merge", str(copy)).output == "1 workout and 1 set added.\n"
    assert ask("merge", str(copy)).output == "No new workouts or sets.\n"
    assert "52.5 kg" in ask("history").output
    with pytest.raises(SupertimerError):
        ask("merge", str(tmp_path / "missing.db"))
    assert not (tmp_path / "missing.db").exists()
    (tmp_path / "text.db").write_text("no database " * 99)
    with pytest.raises(SupertimerError, match="damaged"):
        ask("merge", str(tmp_path / "text.db"))


def test_a_renamed_exercise_keeps_its_past(home: Home) -> None:
    _keep(home, "120 lb 1:36", exercise="Row")
    _keep(home, "125 lb 1:36", exercise="Seated row")
    ask("alias", "Row", "Seated row")
    shown = ask("history", "--exercise", "seated row").output
    assert "120 lb" in shown
    assert "125 lb" in shown
    with pytest.raises(SupertimerError, match="already"):
        ask("alias", "Seated row", "Row")


def test_a_merge_does_not_bring_back_a_removed_alias(home: Home, tmp_path: Path) -> None:
    _keep(home, "120 lb 1:36", exercise="Row")
    _keep(home, "125 lb 1:36", exercise="Seated row")
    ask("alias", "Row", "Seated row")
    ask("backup", str(tmp_path / "copy.db"))
    assert ask("alias", "--remove", "row").output == "“Row” is now a separate exercise.\n"
    ask("merge", str(tmp_path / "copy.db"))
    assert "120 lb" not in ask("history", "--exercise", "seated row").output
    with pytest.raises(SupertimerError, match="“Row” is not an earlier name"):
        ask("alias", "--remove", "Row")
    assert ask("alias", "Row").exit_code == ask("alias", "--remove", "Row", "Dip").exit_code == 2
    ask("alias", "Row", "Seated row")
    assert "120 lb" in ask("history", "--exercise", "seated row").output


def test_alias_warns_about_an_unknown_exercise(home: Home) -> None:
    _keep(home, "120 lb 1:36", exercise="Row")
    home.has(two=ROUTINE)
    result = ask("alias", "Row", "Seated rwo")
    assert "Did you mean “Seated row”?" in result.stderr
    ask("alias", "--remove", "Row")
    result = ask("alias", "Row", "seated ROW")
    assert (result.stdout, result.stderr) == ("“Row” is now an earlier name of “Seated row”.\n", "")


def test_quick_commands_load_nothing_heavy() -> None:
    code = (
        "import sys; from supertimer.cli import main\n"
        "try: main(['history'])\n"
        "except SystemExit: pass\n"
        "heavy = {'pydantic', 'textual', 'numpy', 'miniaudio', 'tree_sitter'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    source = Path(__file__).parent.parent.parent / "src"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(source), "SUPERTIMER_DATA_DIR": "/nonexistent"},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr


def test_a_deleted_set_no_longer_counts(home: Home) -> None:
    _keep(home, "120 lb 1:36", "120 lb 1:48")
    (_, line) = ask("history", "--exercise", "Leg press", "--json").output.splitlines()
    key = f"{json.loads(line)['workout']}/0"
    assert "Record, longest at 120 lb: 1:48" in ask("history", "--exercise", "Leg press").output
    deleted = ask("history", "--delete", key).output
    assert deleted == f"1 set deleted.\nTo undo this: supertimer history --restore {key}\n"
    shown = ask("history", "--exercise", "Leg press").output
    assert "1:48" not in shown
    assert "longest" not in shown
    with pytest.raises(SupertimerError, match="set not found"):
        ask("history", "--delete", key)
    assert ask("history", "--delete", "nonsense").exit_code == 2


def _undo(result: Result) -> Result:
    """Do what the last line of a command says."""
    _, _, command = result.stdout.splitlines()[-1].partition("supertimer ")
    return ask(*shlex.split(command))


def test_a_workout_is_deleted_and_restored(home: Home) -> None:
    workout = _live(home)
    shown = ask("history").stdout
    deleted = ask("history", "--delete", workout[:8])
    assert "Big Five on 2026-01-05 18:00 is deleted." in deleted.stdout
    assert ask("history").stdout == "No workouts yet.\n"
    assert "is restored" in _undo(deleted).stdout
    assert ask("history").stdout == shown
    set_deleted = ask("history", "--delete", f"{workout}/0")
    assert ask("history").stdout == "No workouts yet.\n"
    assert _undo(set_deleted).stdout == "1 set restored.\n"
    assert ask("history").stdout == shown


def test_a_workout_is_moved_to_another_person_and_day_and_back(home: Home) -> None:
    workout = _live(home)
    with Store.open(home.data / FILE) as store:
        begin(store, plan("Row"), person="Anna")
    shown = ask("history").stdout
    moved = ask("history", "--move", workout, "--to", "anna", "--date", "2026-01-02")
    assert "2026-01-02 18:00  Big Five" in ask("history", "--as", "Anna").stdout
    assert ask("history").stdout == "No workouts yet.\n"
    _undo(moved)
    assert ask("history").stdout == shown


@pytest.mark.parametrize(
    "words",
    [
        ("--move", "0"),
        ("--to", "Anna"),
        ("--move", "0", "--delete", "0", "--to", "Anna"),
    ],
)
def test_corrections_that_are_not_clear_are_usage_errors(home: Home, words: Sequence[str]) -> None:
    assert ask("history", *words).exit_code == 2


@pytest.mark.parametrize("date", ["yesterday", "2026-13-01", "0001-01-01", "9999-12-31"])
def test_a_date_that_can_not_be_is_a_usage_error(home: Home, date: str) -> None:
    assert "is not a date" in ask("history", "--move", _live(home), "--date", date).stderr


def test_names_that_look_alike_are_offered_to_be_joined(home: Home) -> None:
    _keep(home, "120 lb 1:36", exercise="Pullup")
    _keep(home, "120 lb 1:36", "120 lb 1:36", exercise="Pull-up")
    _keep(home, "120 lb 1:36", exercise="Row 1-2")
    _keep(home, "120 lb 1:36", exercise="Row 12")
    join, apart = ask("history").stderr.splitlines()
    assert join.startswith("“Pullup” and “Pull-up” may be one exercise.")

    def run(told: str) -> str:
        return ask(*shlex.split(told.partition("supertimer ")[2])).stdout

    assert run(apart) == "“Pullup” is now a separate exercise.\n"
    assert ask("history").stderr == ""
    assert len(ask("history", "--exercise", "pull up", "--json").stdout.splitlines()) == 2
    run(join)
    assert ask("history").stderr == ""
    assert len(ask("history", "--exercise", "pull up", "--json").stdout.splitlines()) == 3
