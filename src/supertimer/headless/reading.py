"""A test file read with its routine: bytes -> TOML -> models, or every diagnostic at once.

The reader is that of routines. Only a file whose exercises the routine has is returned.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from supertimer.errors import SupertimerError
from supertimer.headless import model
from supertimer.headless.model import Scenario, TestFile
from supertimer.headless.timeline import routine_of
from supertimer.routine.check import explain
from supertimer.routine.check.diagnostic import Diagnostic, RoutineError
from supertimer.routine.check.diagnostic import Path as Place
from supertimer.routine.check.explain import Form
from supertimer.routine.files import TEST, is_test
from supertimer.routine.limits import read_content, scan
from supertimer.routine.model import Routine
from supertimer.routine.parse import parse_document, read_routine
from supertimer.routine.schema import as_text, schema_of
from supertimer.text import did_you_mean

LARGEST = 1024 * 1024
"""Bytes of a test file that are read: a thousand scenarios take half of it."""

SCHEMA = "test.schema.json"
"""The name under which the schema lies beside the tests."""

FORM = Form(
    "test file",
    {
        "": TestFile,
        "scenario": Scenario,
        "expect": model.Expect,
        "sets": model.ExpectedSet,
    },
    {
        "scenario": '[[scenario]] and a name: name = "To the cap"',
        "last": 'last = { "Leg press" = "210 lb 2:05" }',
        "do": 'do = ["go", "fatigue at 1:35"]',
        "expect": '[scenario.expect], or expect = { length = "24:05" }',
        "sets": 'sets = [{ exercise = "Leg press", tul = "1:35" }]',
        "events": 'events = ["2:10 target_reached Leg press"]',
        "never": 'never = ["target_topped Leg press"]',
        "cues": "cues = { tick = 120, cap = 0 }",
        "next": 'next = { "Leg press" = "220 lb" }',
    },
    {
        "": "at the top of the file",
        "scenario": "in [[scenario]]",
        "expect": "in [scenario.expect]",
        "sets": "in a set of sets = [{ … }]",
    },
    {
        "scenarios": "scenario", "test": "scenario", "tests": "scenario", "title": "name",
        "steps": "do", "keys": "do", "history": "last", "total": "length", "not": "never",
        "end": "ended_by", "time": "tul", "weight": "load", "advice": "next", "sounds": "cues",
    },
)  # fmt: skip


@dataclass(frozen=True)
class Tests:
    """The scenarios of a test file, and the routine that they test."""

    __test__ = False  # pytest: it is not a test itself

    path: Path
    text: str
    routine_path: Path
    routine: Routine
    scenarios: tuple[Scenario, ...]

    def located(self, found: list[Diagnostic]) -> list[Diagnostic]:
        """Return diagnostics with their places in the file."""
        return explain.with_places(found, self.text)


def read_tests(path: Path) -> Tests:
    """Read the test file at `path`, and the routine that it tests.

    Raises:
        RoutineError: something in one of them is invalid.
        SupertimerError: one of them cannot be read.
    """
    content = read_content(path, LARGEST)
    file = parse_document(content, str(path), _read, LARGEST)
    text, _ = scan(content, LARGEST)
    tested = _beside(path, file.routine)
    if not tested.is_file():
        raise RoutineError(explain.with_places([_no_routine(file, tested)], text), str(path))
    routine = read_routine(tested)
    if found := list(_unknown_exercises(file, routine)):
        raise RoutineError(explain.with_places(found, text), str(path))
    return Tests(path, text, tested, routine, file.scenario)


def tested_routine(path: Path) -> Path:
    """Return the path of the routine that a test file or a timeline tests, without a check."""
    if not is_test(path):
        return routine_of(path)
    try:
        named = tomllib.loads(path.read_text(encoding="utf-8")).get("routine")
    except (OSError, ValueError, RecursionError):
        named = None
    return _beside(path, named if isinstance(named, str) else None)


def _beside(path: Path, named: str | None) -> Path:
    return path.parent / (named or path.name.removesuffix(TEST) + ".toml")


def schema_of_tests() -> dict[str, Any]:
    """Return the JSON Schema of test files, for editors to complete and flag."""
    return schema_of(TestFile, model, "Tests of a supertimer routine")


def schema_text_of_tests() -> str:
    """Return the schema as it is printed and committed."""
    return as_text(schema_of_tests())


def _read(document: dict[str, Any]) -> tuple[TestFile | None, list[Diagnostic]]:
    try:
        file = TestFile.model_validate(document)
    except ValidationError as error:
        return None, explain.of_values(error, form=FORM)
    wrong = list(_twice(file))
    return (None if wrong else file), wrong


def _twice(file: TestFile) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for index, scenario in enumerate(file.scenario):
        if scenario.name.casefold() in seen:
            message = "another scenario has this name"
            yield Diagnostic(message, "give each its own", ("scenario", index, "name"))
        seen.add(scenario.name.casefold())


def _no_routine(file: TestFile, path: Path) -> Diagnostic:
    if file.routine is None:
        return Diagnostic(
            f"the routine {path.name} is not beside this file",
            'name the one that is tested: routine = "FILE.toml"',
        )
    hint = "give its path from the folder of this file"
    return Diagnostic(f"the routine “{file.routine}” is not there", hint, ("routine",))


def _unknown_exercises(file: TestFile, routine: Routine) -> Iterator[Diagnostic]:
    names = tuple(exercise.name for exercise in routine.exercise)
    known = {name.casefold() for name in names}
    for name, place, on_key in _exercises(file):
        if name.casefold() not in known:
            message = f"the routine has no exercise “{name[:80]}”"
            hint = did_you_mean(name, names, f"it has {', '.join(names)}"[:200])
            part = "" if on_key else name.lower()
            yield Diagnostic(message, hint, place, part=part, on_key=on_key)


def _exercises(file: TestFile) -> Iterator[tuple[str, Place, bool]]:
    """Each exercise that is named, its place, and whether it is a key."""
    for index, scenario in enumerate(file.scenario):
        here: Place = ("scenario", index)
        expect = (*here, "expect")
        for number, step in enumerate(scenario.do):
            for name in step.exercises:
                yield name, (*here, "do", number), False
        for name in scenario.last:
            yield name, (*here, "last", name), True
        for name in scenario.expect.next:
            yield name, (*expect, "next", name), True
        for number, expected in enumerate(scenario.expect.sets):
            yield expected.exercise, (*expect, "sets", number, "exercise"), False
        for key in ("events", "never"):
            for number, happening in enumerate(getattr(scenario.expect, key)):
                if happening.of is not None:
                    yield happening.of.exercise, (*expect, key, number), False


def diagnostics(path: Path) -> list[Diagnostic]:
    """Return everything that is wrong in the test file at `path`, or in its routine."""
    try:
        read_tests(path)
    except RoutineError as error:
        if error.source == str(path):
            return list(error.diagnostics)
        return [Diagnostic(f"its routine has errors: supertimer check {error.source}")]
    except SupertimerError as error:
        return [Diagnostic(str(error))]
    return []
