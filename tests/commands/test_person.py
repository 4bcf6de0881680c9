"""People on the command line; a slip adds, joins, and erases no person."""

import csv
import json
import shlex
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from supertimer.cli import cli
from supertimer.config import config_file, read_config, write_settings
from supertimer.engine.commands import Fatigue, Go, Stop
from supertimer.engine.session import Session
from supertimer.errors import SupertimerError
from supertimer.history.merge import add
from supertimer.history.persons import persons
from supertimer.history.store import FILE, Store
from tests.commands.diaries import Home
from tests.history.workouts import begin, drive, plan

ROUTINE = 'name = "Two"\n[[exercise]]\nname = "Row"\nload = "50 kg"\n'


def ask(*words: str, lines: str = "") -> Result:
    result = CliRunner().invoke(cli, words, input=lines)
    if isinstance(result.exception, SupertimerError):
        raise result.exception
    return result


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody can answer questions."""
    for module in ("person", "merge"):
        monkeypatch.setattr(f"supertimer.commands.{module}.is_interactive", lambda: True)


def train(folder: Path, *names: str) -> None:
    folder.mkdir(exist_ok=True)
    with Store.open(folder / FILE) as store:
        for name in names:
            session = Session(plan("Row"))
            journal = begin(store, session.plan, person=name)
            drive(session, journal, [(Go(), 0), (Fatigue(), 107_000), (Stop(), 3_000)])


def known(home: Home) -> tuple[str, ...]:
    with Store.open(home.data / FILE) as store:
        return persons(store)


def log(home: Home, name: str, lines: str = "1:30\n") -> Result:
    home.data.mkdir(exist_ok=True)
    (home.data / "two.toml").write_text(ROUTINE)
    return ask("log", str(home.data / "two.toml"), "--as", name, lines=lines)


def test_people_are_listed_with_their_workouts(home: Home) -> None:
    train(home.data, "Anna", "Bert", "Anna")
    assert ask("person", "list").stdout.splitlines() == [
        "Anna: 2 workouts, the latest on 2026-01-05",
        "Bert: 1 workout, the latest on 2026-01-05",
    ]
    first = json.loads(ask("person", "list", "--json").stdout.splitlines()[0])
    assert (first["person"], first["workouts"], len(first["keys"])) == ("Anna", 2, 1)


def test_people_are_added_renamed_and_removed(home: Home) -> None:
    train(home.data, "Anna")
    ask("person", "add", " Bert  B ")
    assert known(home) == ("Anna", "Bert B")
    with pytest.raises(SupertimerError, match="--another"):
        ask("person", "add", "bert b")
    ask("person", "add", "Bert B", "--another")
    assert len(known(home)) == 3
    ask("person", "remove", known(home)[2])
    write_settings({("person",): "bert b"}, config_file())
    ask("person", "rename", "bert b", "Bob")
    assert read_config().person == "Bob"
    ask("person", "remove", "Bob")
    assert (known(home), read_config().person) == (("Anna",), "")
    with pytest.raises(SupertimerError, match=r"has 1 workout.*supertimer person erase Anna"):
        ask("person", "remove", "Anna")
    for words in (("add", " "), ("rename", "Anna", " ")):
        with pytest.raises(SupertimerError, match="needs a name"):
            ask("person", *words)


def test_two_persons_are_joined_and_parted_as_the_command_says(home: Home) -> None:
    train(home.data, "Anna", "Ann")
    joined = ask("person", "join", "Anna", "Ann")
    assert known(home) == ("Anna",)
    _, _, undo = joined.stdout.splitlines()[-1].partition("supertimer ")
    ask(*shlex.split(undo))
    assert known(home) == ("Anna", "Ann")


def test_a_mistyped_name_adds_no_person(home: Home) -> None:
    train(home.data, "Bert")
    meant = r"did you mean “Bert”\?\nto add a new person: supertimer person add Brt$"
    with pytest.raises(SupertimerError, match=meant):
        log(home, "Brt")
    assert known(home) == ("Bert",)


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(
    ("name", "answers", "names"),
    [
        ("Brt", "y\n", ("Bert",)),
        ("Brt", "n\ny\n", ("Bert", "Brt")),
        ("Brt", "n\nn\n", ("Bert",)),
        ("Anna", "\n", ("Bert",)),
        ("Anna", "y\n", ("Bert", "Anna")),
    ],
)
def test_on_a_terminal_the_program_asks_who_is_meant(
    home: Home, name: str, answers: str, names: tuple[str, ...]
) -> None:
    train(home.data, "Bert")
    try:
        log(home, name, lines=answers + "1:30\n")
    except SupertimerError as error:
        assert "the program added no one" in str(error)
    assert known(home) == names


def test_the_first_person_needs_no_question(home: Home) -> None:
    log(home, "Anna")
    assert known(home) == ("Anna",)


def test_an_export_can_be_read_without_the_program(home: Home, tmp_path: Path) -> None:
    train(home.data, "Anna", "Bert")
    file = tmp_path / "anna.zip"
    assert "1 workout of “Anna”" in ask("person", "export", "anna", "-o", str(file)).stdout
    with zipfile.ZipFile(file) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert "The strength workouts of Anna" in texts["README.txt"]
    assert "load_name " in texts["README.txt"], "it makes the load and the unit void"
    tables = json.loads(texts["history.json"])
    (done,) = csv.DictReader(texts["sets.csv"].splitlines())
    assert (done["exercise"], done["tul_ms"]) == ("Row", "97000")
    assert done == {k: "" if v is None else str(v) for k, v in tables["sets"][0].items()}
    assert texts[tables["workouts"][0]["text"]] == 'name = "Big Five"\n'
    assert json.loads(texts[tables["workouts"][0]["plan"]])["name"] == "Big Five"
    assert "Bert" not in "".join(texts.values())
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(SupertimerError, match="already exists"):
        ask("person", "export", "Anna", "-o", str(file))


def test_a_person_is_erased_when_the_name_is_typed(home: Home) -> None:
    train(home.data, "Anna", "Bert")
    write_settings({("person",): "Anna"}, config_file())
    with pytest.raises(SupertimerError, match="nothing was erased"):
        ask("person", "erase", "Anna", lines="anna\n")
    assert known(home) == ("Anna", "Bert")
    shown = ask("person", "erase", "anna", lines="Anna\n").stdout
    assert "for good: 1 workout and 1 set" in shown
    assert "does not reach copies elsewhere" in shown
    assert (known(home), read_config().person) == (("Bert",), "")


@pytest.fixture
def other(home: Home, tmp_path: Path) -> str:
    """A history with another Anna."""
    train(home.data, "Anna")
    train(tmp_path / "studio", "Anna")
    return str(tmp_path / "studio" / FILE)


def test_without_a_terminal_two_people_of_one_name_stay_two(home: Home, other: str) -> None:
    merged = ask("merge", other)
    assert "1 workout and 1 set added." in merged.stdout
    assert len(known(home)) == 2
    assert "stay two persons" in merged.stderr
    _, _, command = merged.stderr.strip().partition("supertimer ")
    ask(*shlex.split(command))
    assert known(home) == ("Anna",)
    assert "stay two" not in ask("merge", other).stderr, "they are one by now"


def test_same_and_separate_answer_the_question(home: Home, other: str) -> None:
    assert "stay two" not in ask("merge", other, "--separate").stderr
    assert len(known(home)) == 2
    with pytest.raises(SupertimerError, match="no other person called “Anna”"):
        ask("merge", other, "--same", known(home)[0])


def test_same_joins(home: Home, other: str) -> None:
    assert "are one person now" in ask("merge", other, "--same", "anna").stdout
    assert known(home) == ("Anna",)
    with Store.open(Path(other)) as there, Store.open(home.data / FILE) as here:
        add(there, here)
        assert persons(there) == ("Anna",)


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(("answer", "people"), [("y\n", 1), ("n\n", 2), ("\n", 2)])
def test_on_a_terminal_merge_asks(home: Home, other: str, answer: str, people: int) -> None:
    merged = ask("merge", other, lines=answer)
    assert "“Anna” has 1 workout here" in merged.stderr
    assert "Is this the same Anna?" in merged.stderr
    assert len(known(home)) == people
