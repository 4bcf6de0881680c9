"""What a scenario says is checked, and nothing else; what came otherwise is told with moments."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supertimer.headless.suite import file_cases
from tests.headless.files import ROUTINE, SCENARIO, write
from tests.routine.goldens import compare
from tests.routine.test_fuzz import mutated

HERE = Path(__file__).parent


def failures(path: Path) -> list[str]:
    """The text of each failure in a test file, with the file's bare name."""
    found = (case.run() for case in file_cases(path))
    return [failure.text.replace(str(path), path.name) for failure in found if failure]


def test_scenarios_hold(tmp_path: Path) -> None:
    assert failures(write(tmp_path)) == []


def test_everything_that_came_otherwise_is_told(tmp_path: Path) -> None:
    tests = (HERE / "otherwise.toml").read_text(encoding="utf-8")
    compare(HERE / "otherwise.txt", "\n\n".join(failures(write(tmp_path, tests))) + "\n")


@pytest.mark.parametrize("path", sorted((HERE / "wrong").glob("*.toml")), ids=lambda p: p.stem)
def test_what_is_invalid_is_told_at_its_place(path: Path, tmp_path: Path) -> None:
    (text,) = failures(write(tmp_path, path.read_text(encoding="utf-8")))
    compare(path.with_suffix(".txt"), text + "\n")


def test_a_scenario_that_says_nothing_holds(tmp_path: Path) -> None:
    assert failures(write(tmp_path, '[[scenario]]\nname = "Nothing"\n')) == []


@given(
    tul=st.integers(10, 299),
    key=st.sampled_from(["tul", "reps", "ended_by", "load", "length", "next", "cues", "events"]),
)
def test_each_key_is_checked(tul: int, key: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A value that is right holds; the same scenario with another value fails."""
    right = {
        "tul": f'sets = [{{ exercise = "Leg press", tul = "{tul}s" }}]',
        "reps": f'sets = [{{ exercise = "Leg press", reps = {tul * 5 / 100} }}]',
        "ended_by": 'sets = [{ exercise = "Leg press", ended_by = "fatigue" }]',
        "load": 'sets = [{ exercise = "Leg press", load = "200 lb" }]',
        "length": f'length = "{tul + 410}s"',
        "next": f'next = {{ "Leg press" = {210 if tul > 150 else 200 if tul >= 60 else 180} }}',
        "cues": f"cues = {{ opens = {3 if tul > 90 else 2} }}",
        "events": f'events = ["{tul + 10}s set_ended Leg press"]',
    }[key]
    wrong = {
        "tul": right.replace(f"{tul}s", f"{tul + 1}s"),
        "reps": right.replace("reps = ", "reps = 1"),
        "ended_by": right.replace("fatigue", "cap"),
        "load": right.replace("200", "201"),
        "length": right.replace(f"{tul + 410}s", f"{tul + 411}s"),
        "next": right.replace("= 2", "= 3").replace("= 18", "= 19"),
        "cues": right.replace("opens = ", "opens = 1"),
        "events": right.replace(f"{tul + 10}s", f"{tul + 9}s"),
    }[key]
    folder = tmp_path_factory.mktemp("tests")
    for expected, text in ((0, right), (1, wrong)):
        tests = f'[[scenario]]\nname = "One"\ndo = ["fatigue at {tul}s"]\nexpect = {{ {text} }}\n'
        assert len(failures(write(folder, tests))) == expected, text


def test_never_fails_if_it_happens_and_holds_if_not(tmp_path: Path) -> None:
    tests = '[[scenario]]\nname = "One"\nexpect = { never = ["target_topped", "1:41 tick"] }\n'
    assert len(failures(write(tmp_path, tests))) == 1
    assert failures(write(tmp_path, tests.replace(', "1:41 tick"', ""))) == []


def test_a_changed_routine_fails_its_scenarios(tmp_path: Path) -> None:
    """The same scenarios with another tempo: each tells what it sees of the change."""
    slower = ROUTINE.replace('increment = "5 lb"', 'increment = "5 lb"\ntempo = "lift 10, lower 5"')
    assert len(failures(write(tmp_path, SCENARIO, slower))) == 1
    longer = ROUTINE.replace("sets = 2", "sets = 3")
    assert len(failures(write(tmp_path, SCENARIO, longer))) == 1


def test_the_routine_can_lie_elsewhere(tmp_path: Path) -> None:
    write(tmp_path / "routines")
    tests = tmp_path / "tests" / "mine.test.toml"
    tests.parent.mkdir()
    tests.write_text(f'routine = "../routines/legs.toml"\n{SCENARIO}', encoding="utf-8")
    assert failures(tests) == []


def test_an_invalid_routine_is_told_as_such(tmp_path: Path) -> None:
    path = write(tmp_path, SCENARIO, ROUTINE.replace("lift 4", "lfit 4"))
    (text,) = failures(path)
    assert "legs.toml:14:" in text
    assert "unknown phase “lfit”" in text


def test_hundreds_of_scenarios_fit_into_a_file(tmp_path: Path) -> None:
    tests = "".join(f'[[scenario]]\nname = "{"A long name " * 6}{n}"\n' for n in range(900))
    assert len(tests) > 80_000
    assert len(list(file_cases(write(tmp_path, tests)))) == 900


@pytest.mark.parametrize("seed", range(4))
def test_any_file_is_a_test_that_passes_or_fails(seed: int, tmp_path: Path) -> None:
    """Nothing but a failure comes of a test file in which bits are lost, doubled, or replaced."""
    chance = random.Random(seed)
    seeds = [SCENARIO.encode(), *(path.read_bytes() for path in HERE.glob("**/*.toml"))]
    passed = 0
    for number in range(12):
        path = write(tmp_path / str(number))
        path.write_bytes(mutated(chance, seeds))
        results = [case.run() for case in file_cases(path)]
        assert results
        assert all(failure.text for failure in results if failure)
        passed += None in results
    assert passed < 12
