"""The bundled routines do what their sources say: scenarios, and they notice a change."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from supertimer.commands.simulate import table
from supertimer.headless.lifter import Lifter
from supertimer.headless.past import memory
from supertimer.headless.reading import SCHEMA, read_tests, schema_text_of_tests
from supertimer.headless.suite import Case, file_cases
from supertimer.paths import bundled_routines
from supertimer.routine.compile import compile_routine
from supertimer.routine.files import TEST, routine_files
from supertimer.units import Unit
from tests.routine.goldens import compare

HERE = Path(__file__).parent
ROUTINES = routine_files(bundled_routines())
TESTS = [path.with_name(path.name.removesuffix(".toml") + TEST) for path in ROUTINES]
CASES = [case for path in TESTS for case in file_cases(path)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file.stem}: {case.name}")
def test_scenario(case: Case) -> None:
    failure = case.run()
    assert failure is None, failure.text


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.stem)
def test_what_happens_in_each_scenario(path: Path) -> None:
    """The golden files of engine, compiler, and lifter together: read the difference."""
    tests = read_tests(path)
    unit = tests.routine.unit or Unit.KG
    told = []
    for scenario in tests.scenarios:
        lifter = Lifter(compile_routine(tests.routine, memory(scenario.last, unit)), unit)
        for step in scenario.do:
            lifter.do(step)
        lifter.finish()
        told += [f"# {scenario.name}", *table(lifter.session.plan, lifter.session.events), ""]
    compare(HERE / "bundled" / f"{path.name.removesuffix(TEST)}.txt", "\n".join(told))


def test_each_routine_has_scenarios() -> None:
    assert all(path.is_file() for path in TESTS)
    assert sorted(bundled_routines().glob(f"*{TEST}")) == TESTS


def changed_routines() -> Iterator[tuple[Path, str]]:
    """Each routine with one thing changed that its source says."""
    for key, value in (("tempo", "lift 9, lower 9"), ("target", "33-333s"), ("push", "7s")):
        for path in ROUTINES:
            text = path.read_text(encoding="utf-8")
            line = re.compile(rf'^{key} = ".*"$', re.MULTILINE)
            if (changed := line.sub(f'{key} = "{value}"', text, count=1)) != text:
                yield path, changed


@pytest.mark.parametrize(
    ("path", "changed"), list(changed_routines()), ids=lambda each: getattr(each, "stem", "")
)
def test_a_change_of_what_the_source_says_fails_a_scenario(
    path: Path, changed: str, tmp_path: Path
) -> None:
    (tmp_path / path.name).write_text(changed, encoding="utf-8")
    tests = path.with_name(path.stem + TEST)
    (tmp_path / tests.name).write_text(tests.read_text(encoding="utf-8"), encoding="utf-8")
    assert any(case.run() for case in file_cases(tmp_path / tests.name))


def test_the_committed_schema_is_the_one_of_the_models() -> None:
    committed = (bundled_routines() / SCHEMA).read_text(encoding="utf-8")
    assert committed == schema_text_of_tests(), f"supertimer schema --tests > routines/{SCHEMA}"
