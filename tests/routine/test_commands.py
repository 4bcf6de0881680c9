"""check, show, list, new, edit and schema, as a user calls them."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from supertimer.cli import main
from supertimer.routine.parse import read_routine
from supertimer.routine.schema import schema_text

GOOD = """\
name = "Mine"
covers = "lower body"
[[exercise]]
name = "Leg press"
also = ["hamstrings", "calves"]
"""
WRONG = GOOD + "rest = 'soon'\nsets = 0\n"


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SUPERTIMER_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("SUPERTIMER_DATA_DIR", str(tmp_path / "data"))
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "config" / "routines"


def call(*args: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(map(str, args)))
    assert isinstance(left.value.code, int)
    return left.value.code


def test_check_of_good_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "good.toml"
    path.write_text(GOOD)
    assert call("check", path, "big-five") == 0
    assert capsys.readouterr().out == "2 files: no problems found\n"


def test_check_goes_on_after_a_wrong_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "first.toml", tmp_path / "second.toml"
    first.write_text(WRONG)
    second.write_text(WRONG)
    assert call("check", first, tmp_path / "missing.toml", tmp_path, second) == 1
    out, err = capsys.readouterr()
    assert out == "4 files: 6 errors\n"
    for path in (first, second):
        assert f"{path}:6:8: error: “soon” is not a length of time" in err
        assert f"{path}:7:8: error: the minimum here is 1" in err
    assert "missing.toml" in err


def test_strict_makes_errors_of_warnings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "warn.toml"
    path.write_text(GOOD + 'superset = "A"\n')
    assert call("check", path) == 0
    assert call("check", path, "--strict") == 1
    assert "1 warning" in capsys.readouterr().out


def test_check_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(WRONG)
    assert call("check", "--json", path) == 1
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows[0] == {
        "file": str(path),
        "line": 6,
        "column": 8,
        "end_column": 14,
        "severity": "error",
        "path": ["exercise", 0, "rest"],
        "message": "“soon” is not a length of time",
        "hint": '"90s", "1m30s" or "1:30"',
    }
    assert rows[1]["path"] == ["exercise", 0, "sets"]


def test_check_of_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(WRONG.encode())))
    assert call("check", "-") == 1
    out, err = capsys.readouterr()
    assert out == "1 file: 2 errors\n"
    assert "<stdin>:6:8: error: “soon” is not a length of time" in err


def test_check_of_routines_that_take_turns(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own.mkdir(parents=True)
    (own / "other.toml").write_text(GOOD.replace("Mine", "The Other"))
    path = tmp_path / "turns.toml"
    names = '["the other", "Big Five", "mine", "Big Fvie", "Nowhere to be found"]'
    path.write_text(GOOD + f"[schedule]\nalternate = {names}\n")
    assert call("check", "--json", path) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    warned = [(row["path"][-1], row["hint"]) for row in rows if row["severity"] == "warning"]
    assert warned == [
        (2, "name another routine"),
        (3, "did you mean “Big Five”?"),
        (4, "use the `name` in its file"),
    ]


def test_show(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("show", "big-five") == 0
    out = capsys.readouterr().out
    assert "lift 10 s, lower 10 s, to fatigue; aim for 90-150 s, then push for 10 s" in out
    assert "1. Seated row (120 lb; seat 4, chest pad B)" in out
    assert "13 to 18 min, twice a week" in out


def test_show_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("show", "big-five", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["name"] == "Big Five"
    assert found["exercises"][0]["settings"] == {"seat": "4", "chest pad": "B"}
    assert found["exercises"][0]["load"] == "120 lb"
    assert found["exercises"][0]["sets"][0].startswith("lift 10 s, lower 10 s, to fatigue")
    assert found["muscles"]["lats"]["seconds"] == [180, 300]
    assert (found["muscles"]["biceps"]["sets"], found["muscles"]["biceps"]["helped_sets"]) == (0, 2)
    assert found["last_14_days"] == {}
    assert call("show", "big-five", "--json", "--card") == 2


def test_show_in_the_unit_of_the_settings(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own.parent.mkdir()
    (own.parent / "config.toml").write_text('unit = "kg"\n')
    assert call("show", "big-five") == 0
    assert "Seated row (54.4 kg;" in capsys.readouterr().out


def test_the_card_has_boxes_for_every_set(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("show", "big-five", "--card") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len({len(line) for line in lines if line[:1] in "┌│├└"}) == 1
    assert sum(line.startswith("├") for line in lines) == 5
    assert any("120 lb" in line and "Seated row" in line and "seat 4" in line for line in lines)


def test_show_of_hostile_text_prints_it_literally(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.toml"
    path.write_text(GOOD.replace("Mine", "[red]x[/] [@click=app.quit]y"))
    assert call("show", path) == 0
    assert "[red]x[/] [@click=app.quit]y" in capsys.readouterr().out


def test_list(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own.mkdir(parents=True)
    (own / "mine.toml").write_text(GOOD)
    (own / "broken.toml").write_text(WRONG)
    assert call("list") == 0
    out = capsys.readouterr().out
    yours, bundled = out.split("\nBundled\n")
    assert yours.startswith("Yours\n  broken                 has errors. To see them: supertimer ")
    assert "\n  mine                   " in yours
    assert "  big-five               13 to 18 min" in bundled
    assert call("list", "--json") == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows[0] == {
        "name": "broken", "path": str(own / "broken.toml"), "bundled": False, "error": True,
    }  # fmt: skip
    assert rows[1]["exercises"] == 1


def test_new_writes_and_never_overwrites(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("new", "legs", "--no-edit") == 0
    assert (own / "legs.toml").read_text().startswith("#:schema ./routine.schema.json\n")
    assert call("new", "legs", "--no-edit") == 1
    assert "already" in capsys.readouterr().err
    assert call("new", "copy", "--from", "kieser", "--no-edit") == 0
    assert 'name = "copy"' in (own / "copy.toml").read_text()
    assert call("new", "copy2", "--from", "keiser", "--no-edit") == 1
    assert "did you mean kieser?" in capsys.readouterr().err


def test_new_with_exercises_of_the_catalogue(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ("--with", "leg press", "--with", "one-arm dumbbell row")
    assert call("new", "two", *names, "--no-edit") == 0
    routine = read_routine(own / "two.toml")
    assert [(each.name, each.sides) for each in routine.exercise] == [
        ("Leg press", "both"),
        ("Dumbbell row", "each"),
    ]
    assert call("new", "three", "--with", "legg pres", "--no-edit") == 1
    assert "did you mean “Leg press”?" in capsys.readouterr().err
    assert not (own / "three.toml").exists()


def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *texts: str) -> Path:
    """An editor that writes the next of `texts` each time it is opened, and notes how it was."""
    script, log = tmp_path / "vi", tmp_path / "log"
    files = []
    for number, text in enumerate(texts):
        files.append(tmp_path / f"text{number}")
        files[-1].write_text(text)
    script.write_text(
        f"#!{sys.executable}\nimport pathlib, sys\nlog = pathlib.Path({str(log)!r})\n"
        "seen = log.read_text().splitlines() if log.exists() else []\n"
        "log.write_text('\\n'.join([*seen, ' '.join(sys.argv[1:])]))\n"
        f"files = {list(map(str, files))!r}\n"
        "pathlib.Path(sys.argv[-1]).write_text(pathlib.Path(files[len(seen)]).read_text())\n"
    )
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(script))
    return log


def test_edit_checks_what_was_saved(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    editor(tmp_path, monkeypatch, GOOD, WRONG)
    assert call("new", "mine") == 0
    assert call("edit", "mine") == 1
    assert "“soon” is not a length of time" in capsys.readouterr().err
    assert (own / "mine.toml").read_text() == WRONG


def test_edit_offers_to_go_back_in_at_the_error(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = editor(tmp_path, monkeypatch, WRONG, GOOD)
    own.mkdir(parents=True)
    path = own / "mine.toml"
    path.write_text(GOOD)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("click.confirm", lambda *_, **__: True)
    assert call("edit", "mine") == 0
    assert log.read_text().splitlines() == [str(path), f"+6 {path}"]


def test_a_bundled_routine_is_not_edited_in_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EDITOR", "false")
    assert call("edit", "big-five") == 1
    assert "supertimer new my-big-five --from big-five" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["no-such-editor-anywhere", "false", 'vi "'])
def test_an_editor_that_fails(
    name: str, own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EDITOR", name)
    assert call("new", "mine") == 1
    assert name in capsys.readouterr().err


def test_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("schema") == 0
    assert capsys.readouterr().out == schema_text()


@pytest.mark.slow
def test_check_of_a_good_file_loads_no_more_than_it_needs() -> None:
    """What is not loaded takes no time: the whole process stays far under 0.4 s."""
    code = (
        "import sys\nfrom supertimer.cli import main\n"
        "try: main(['check', 'power-of-10'])\nexcept SystemExit as e: assert e.code == 0\n"
        "heavy = {'textual', 'numpy', 'miniaudio', 'sqlite3', 'tree_sitter'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=30)


def test_show_prints_no_empty_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "zorp.toml"
    for name, shown in (("Zorp", False), ("Leg press", True)):
        path.write_text(f'name = "T"\n[[exercise]]\nname = "{name}"\n')
        assert call("show", path) == 0
        assert ("this routine" in capsys.readouterr().out) is shown
