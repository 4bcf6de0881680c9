"""The bundled routines do what their sources say: scenarios, and they notice a change."""

import re
from pathlib import Path

import pytest

from supertimer.headless.reading import SCHEMA, schema_text_of_tests
from supertimer.headless.suite import Case, file_cases
from supertimer.paths import bundled_routines
from supertimer.routine.files import TEST, routine_files

ROUTINES = routine_files(bundled_routines())
TESTS = [path.with_name(path.name.removesuffix(".toml") + TEST) for path in ROUTINES]
CASES = [case for path in TESTS for case in file_cases(path)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file.stem}: {case.name}")
def test_scenario(case: Case) -> None:
    failure = case.run()
    assert failure is None, failure.text


def test_each_routine_has_scenarios() -> None:
    assert all(path.is_file() for path in TESTS)
    assert sorted(bundled_routines().glob(f"*{TEST}")) == TESTS


@pytest.mark.parametrize("path", ROUTINES, ids=lambda path: path.stem)
@pytest.mark.parametrize(
    ("key", "value"), [("tempo", '"lift 9, lower 9"'), ("target", '"33-333s"'), ("push", '"7s"')]
)
def test_a_change_of_what_the_source_says_fails_a_scenario(
    path: Path, key: str, value: str, tmp_path: Path
) -> None:
    text = path.read_text(encoding="utf-8")
    changed = re.sub(rf'^{key} = ".*"$', f"{key} = {value}", text, count=1, flags=re.MULTILINE)
    if changed == text:
        pytest.skip(f"says nothing of {key}")
    (tmp_path / path.name).write_text(changed, encoding="utf-8")
    tests = path.with_name(path.stem + TEST)
    (tmp_path / tests.name).write_text(tests.read_text(encoding="utf-8"), encoding="utf-8")
    assert any(case.run() for case in file_cases(tmp_path / tests.name))


def test_the_committed_schema_is_the_one_of_the_models() -> None:
    committed = (bundled_routines() / SCHEMA).read_text(encoding="utf-8")
    assert committed == schema_text_of_tests(), f"supertimer schema --tests > routines/{SCHEMA}"
