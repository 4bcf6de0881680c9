"""The other commands that know tests: simulate --keys, replay --as-test, check, schema."""

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from supertimer.cli import main
from supertimer.engine.commands import Amend, Command, Fatigue, Go, Pause, Resume, SetLoad, Undo
from supertimer.engine.result import EndedBy
from supertimer.engine.session import Session
from supertimer.headless import Workout
from supertimer.history.ids import new_key
from supertimer.history.journal import Header, Journal
from supertimer.history.opening import writing
from supertimer.routine.compile import compile_routine
from supertimer.routine.parse import parse_routine
from tests.headless.files import ROUTINE, SCENARIO, write

MONDAY = datetime(2026, 1, 5, 18, 0, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUPERTIMER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("SUPERTIMER_CONFIG_DIR", str(tmp_path / "config"))
    write(tmp_path)
    monkeypatch.chdir(tmp_path)


def call(*args: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(args))
    assert isinstance(left.value.code, int)
    return left.value.code


def test_simulate_takes_the_steps_of_a_scenario(capsys: pytest.CaptureFixture[str]) -> None:
    keys = "go, fatigue at 1:05, undo after 3s, fatigue at 1:41, one more"
    assert call("simulate", "legs.toml", "--keys", keys, "--json") == 0
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    workout = Workout(parse_routine(ROUTINE, "legs.toml"))
    workout.do(*keys.split(", "))
    workout.finish()
    assert [event["at"] for event in printed] == [event.at for event in workout.events()]
    assert call("simulate", "legs.toml", "--keys", keys) == 0
    assert "Leg press, set 2" in capsys.readouterr().out


def test_simulate_does_what_the_keys_leave_out_as_fatigue_after_says(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert call("simulate", "legs.toml", "--keys", "fatigue at 1:05", "--fatigue-after", "50s") == 0
    out = capsys.readouterr().out
    assert (out.count("1:05 under load"), out.count("0:50 under load")) == (1, 2)


@pytest.mark.parametrize(
    ("keys", "code", "message"),
    [
        ("fatige", 2, "unknown step “fatige”: did you mean “fatigue”?"),
        ("fatigue at 1:00 of Leg pres", 1, "no exercise “Leg pres”; did you mean “Leg press”?"),
        ("fatigue at 9:00", 1, "“fatigue at 9:00” can't be given: the set ended before 9:00"),
    ],
)
def test_simulate_tells_what_is_wrong_with_the_keys(
    keys: str, code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("simulate", "legs.toml", "--keys", keys) == code
    assert message in capsys.readouterr().err


def did(*commands: tuple[Command, int], until: int, text: str = ROUTINE) -> None:
    """Keep a workout in the history."""
    plan = compile_routine(parse_routine(ROUTINE, "legs.toml"))
    header = Header(
        workout=new_key(MONDAY), person="me", routine="Legs", plan=plan, started=MONDAY, text=text
    )
    session = Session(plan)
    with writing() as store:
        journal = Journal.begin(store, header)
        for command, at in commands:
            session.advance(at)
            session.apply(command, at)
            journal.command(command, at, session)
        session.advance(until)
        journal.mark(until, session)


def _do_a_workout(text: str = ROUTINE) -> None:
    did(
        (Go(), 1_234),
        (Pause(), 30_000),
        (Resume(), 41_000),
        (Fatigue(), 80_005),
        (Undo(), 82_000),
        (Fatigue(), 99_999),
        (Amend(tul_ms=70_000, ended_by=EndedBy.FORM, note="at rep 3, 'left'"), 120_000),
        (SetLoad(None, 1), 121_000),
        until=200_000,
        text=text,
    )


def test_a_workout_of_the_history_becomes_a_test_that_passes(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _do_a_workout()
    assert call("replay", "last", "--as-test", "--to", "bug") == 0
    written = capsys.readouterr().out.splitlines()
    assert sorted(path.name for path in (tmp_path / "bug").iterdir()) == [
        "legs.test.toml",
        "legs.toml",
    ]
    assert len(written) == 2
    assert (tmp_path / "bug" / "legs.toml").read_text(encoding="utf-8") == ROUTINE
    assert call("test", "bug") == 0
    text = (tmp_path / "bug" / "legs.test.toml").read_text(encoding="utf-8")
    for said in (
        'name = "Legs, 2026-01-05 18:00"',
        '"go at 0:01.234 of the workout"',
        "amend ended_by form tul 1:10 note",
        '"stop at 3:20 of the workout"',
        'tul = "1:10", reps = 3.5, ended_by = "form", load = "200 lb"',
    ):
        assert said in text
    assert call("replay", "last", "--as-test", "--to", "bug") == 1, "nothing is overwritten"


def test_a_test_can_be_printed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _do_a_workout()
    capsys.readouterr()
    assert call("replay", "last", "--as-test") == 0
    printed = capsys.readouterr().out
    assert printed.startswith("# Save this as legs.test.toml beside legs.toml.\n[[scenario]]\n")
    write(tmp_path, printed)
    assert call("test", "legs.test.toml") == 0


@pytest.mark.parametrize("args", [("--to", "bug"), ("--as-test", "--json")])
def test_options_that_do_not_go_together(args: tuple[str, ...]) -> None:
    assert call("replay", "last", *args) == 2


def test_without_the_routine_only_the_scenario_can_be_had(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _do_a_workout(text="")
    assert call("replay", "last", "--as-test", "--to", "bug") == 1
    assert "does not have the routine file" in capsys.readouterr().err


def test_check_finds_the_errors_of_a_test_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert call("check", "legs.test.toml") == 0
    write(tmp_path, SCENARIO.replace("fatigue at 1:05", "fatige at 1:05"))
    capsys.readouterr()
    assert call("check", "legs.test.toml", "--json") == 1
    (found,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (found["line"], found["column"]) == (4, 14)
    write(tmp_path, SCENARIO, ROUTINE.replace("lift 4", "lfit 4"))
    assert call("check", "legs.test.toml") == 1
    assert "supertimer check" in capsys.readouterr().err


def test_the_schema_of_test_files_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("schema", "--tests") == 0
    assert "scenario" in json.loads(capsys.readouterr().out)["properties"]
