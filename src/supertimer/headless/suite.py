"""The tests of files and folders: which there are, and how each came out.

A scenario of a test file is a test, and so is a timeline. A file that can't be read is a test that
fails.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from supertimer.engine.simulate import simulate
from supertimer.errors import SupertimerError
from supertimer.headless.changes import Change, changes, table
from supertimer.headless.model import Scenario
from supertimer.headless.reading import Tests, read_tests
from supertimer.headless.scenario import run_scenario
from supertimer.headless.timeline import (
    TIMELINE,
    as_lines,
    read_timeline,
    routine_of,
    timeline_path,
    timeline_text,
)
from supertimer.routine.check.diagnostic import Diagnostic, RoutineError
from supertimer.routine.compile import compile_routine
from supertimer.routine.files import TEST, is_test
from supertimer.routine.library import find
from supertimer.routine.parse import read_routine

_SKIPPED = ("node_modules", "__pycache__", "venv", "build", "dist")
"""Folders that do not contain tests of routines."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a test failed."""

    text: str
    """The whole message for people."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What came otherwise, each with its place in the file."""
    source: str = ""
    """The file in which those places are."""
    changes: tuple[Change, ...] = ()
    """How a timeline changed."""


@dataclass(frozen=True, slots=True)
class Case:
    """A test that can be run."""

    file: Path
    name: str
    run: Callable[[], Failure | None] = field(repr=False)
    """Returns None if the test passes."""
    broken: bool = False
    """Whether this says why the file is invalid."""

    @property
    def label(self) -> str:
        """`legs.test.toml::To the cap`."""
        return f"{self.file}::{self.name}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a test came out."""

    case: Case
    ms: int
    """How long it took."""
    failure: Failure | None


def find_tests(paths: Iterable[Path]) -> list[Path]:
    """Return the test files and timelines in files and folders; of a routine, those beside it."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += _in_folder(path)
        elif is_test(path) or path.name.endswith(TIMELINE):
            found.append(path)
        else:
            beside = (path.with_name(path.name.removesuffix(".toml") + TEST), timeline_path(path))
            found += (each for each in beside if each.is_file())
    return list(dict.fromkeys(found))


def named(text: str) -> Path:
    """Return the file or folder that is meant: a path, or the name of a routine.

    Raises:
        SupertimerError: there is none.
    """
    path = Path(text).expanduser()
    return path if path.is_dir() else find(text)


def cases(files: Iterable[Path]) -> Iterator[Case]:
    """Return the tests in test files and timelines."""
    for file in files:
        if is_test(file):
            yield from file_cases(file)
        else:
            yield _timeline_case(file)


def file_cases(file: Path) -> Iterator[Case]:
    """Return the scenarios of a test file; if it is invalid, one test that says why."""
    try:
        tests = read_tests(file)
    except SupertimerError as error:
        failure = _broken(error)
        yield Case(file, "file", lambda: failure, broken=True)
        return
    for index, scenario in enumerate(tests.scenarios):
        yield Case(file, scenario.name, _scenario(tests, scenario, index))


def run_cases(chosen: Iterable[Case], now: Callable[[], int]) -> Iterator[Outcome]:
    """Run tests one by one; `now` is the time in milliseconds."""
    for case in chosen:
        started = now()
        failure = case.run()
        yield Outcome(case, now() - started, failure)


def timeline_label(file: Path) -> str:
    """Return the label of the test that a timeline is."""
    return _timeline_case(file).label


def update(file: Path) -> bool:
    """Write a timeline as it is now; return whether that changes the file.

    Raises:
        SupertimerError: its routine is invalid, or the file cannot be written.
    """
    text = timeline_text(simulate(compile_routine(read_routine(routine_of(file)))))
    try:
        if file.is_file() and file.read_text(encoding="utf-8") == text:
            return False
        file.write_text(text, encoding="utf-8")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise SupertimerError(f"{file} cannot be written: {reason.lower()}") from None
    return True


def _in_folder(folder: Path) -> Iterator[Path]:
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(each for each in folders if each[0] != "." and each not in _SKIPPED)
        for name in sorted(files):
            if name.endswith((TEST, TIMELINE)):
                yield Path(here, name)


def _scenario(tests: Tests, scenario: Scenario, index: int) -> Callable[[], Failure | None]:
    def run() -> Failure | None:
        found = run_scenario(tests.routine, scenario, index)
        return _located(tests, found) if found else None

    return run


def _located(tests: Tests, found: list[Diagnostic]) -> Failure:
    source = str(tests.path)
    located = tests.located(found)
    return Failure("\n".join(each.rendered(source) for each in located), tuple(located), source)


def _broken(error: SupertimerError) -> Failure:
    if isinstance(error, RoutineError):
        return Failure(str(error), error.diagnostics, error.source)
    return Failure(str(error))


def _timeline_case(file: Path) -> Case:
    return Case(file, "timeline", _timeline(file))


def _timeline(file: Path) -> Callable[[], Failure | None]:
    def run() -> Failure | None:
        try:
            before = read_timeline(file)
            plan = compile_routine(read_routine(routine_of(file)))
        except SupertimerError as error:
            return _broken(error)
        found = changes(before, as_lines(simulate(plan)))
        if not found:
            return None
        head = f"{file}: the timeline changed; if that is right: supertimer test --update"
        return Failure("\n".join([head, *table(found)]), changes=tuple(found))

    return run
