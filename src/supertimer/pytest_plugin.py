"""The pytest plugin: each scenario of a `*.test.toml` is a test, and Python tests get a fixture.

pytest imports this module at every start, so everything else is loaded only when a test file is
collected, or the fixture is used.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from supertimer.headless import Case, Workout


class OpenWorkout(Protocol):
    """What the fixture `supertimer_workout` is."""

    def __call__(
        self, routine: str | Path, last: Mapping[str, str | Sequence[str]] | None = None
    ) -> "Workout":
        """Open a workout of a routine file, a path from the folder of the test.

        `last` is what was done the last time: `{"Leg press": "210 lb 2:05"}`.
        """


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "ScenarioFile | None":
    """Collect a test file."""
    if file_path.name.endswith(".test.toml"):
        return ScenarioFile.from_parent(parent, path=file_path)
    return None


class ScenarioFile(pytest.File):
    """A test file."""

    def collect(self) -> Iterator["ScenarioItem"]:
        """Return its scenarios; if it is invalid, one test that says why."""
        from supertimer.headless import file_cases

        for case in file_cases(self.path):
            yield ScenarioItem.from_parent(self, name=case.name, case=case)


class ScenarioItem(pytest.Item):
    """A scenario."""

    def __init__(self, *, case: "Case", **kwargs: object) -> None:
        super().__init__(**kwargs)  # type: ignore[arg-type]
        self._case = case

    def runtest(self) -> None:
        """Do the scenario."""
        failure = self._case.run()
        if failure is not None:
            raise ScenarioFailed(failure.text)

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], *args: object, **kwargs: object
    ) -> str:
        """Return the text of the failure, without a traceback."""
        if isinstance(excinfo.value, ScenarioFailed):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, None, str]:
        """Return the file, and the scenario's name."""
        return self.path, None, self.name


class ScenarioFailed(Exception):
    """A scenario came out otherwise than expected; its text is for people."""


@pytest.fixture
def supertimer_workout(request: pytest.FixtureRequest) -> OpenWorkout:
    """Open workouts on a virtual clock.

    `workout = supertimer_workout("legs.toml")` is a `supertimer.headless.Workout`.
    """
    from supertimer.headless import open_workout

    folder = request.path.parent

    def opened(
        routine: str | Path, last: Mapping[str, str | Sequence[str]] | None = None
    ) -> "Workout":
        return open_workout(folder / routine, last)

    return opened
