"""The pytest plugin: scenarios are tests, and the fixture opens workouts."""

import subprocess
import sys

import pytest

from tests.headless.files import ROUTINE, SCENARIO, write

pytest_plugins = ["pytester"]


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    write(pytester.path)
    return pytester


def run(project: pytest.Pytester, *args: str) -> pytest.RunResult:
    """Run pytest in the project, without the plugins that only our own tests need."""
    return project.runpytest_inprocess("-p", "no:asyncio", "-p", "no:cacheprovider", *args)


def test_each_scenario_is_a_test(project: pytest.Pytester) -> None:
    result = run(project, "-v")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["*legs.test.toml::A slip is taken back PASSED*"])


def test_a_scenario_can_be_chosen_by_its_name(project: pytest.Pytester) -> None:
    run(project, "-k", "planned").assert_outcomes(passed=1, deselected=1)
    run(project, "legs.test.toml::As planned").assert_outcomes(passed=1)


def test_a_failure_is_told_at_its_place_without_a_traceback(project: pytest.Pytester) -> None:
    write(project.path, SCENARIO.replace('"8:50"', '"8:49"'))
    result = run(project)
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*legs.test.toml:14:*the workout did not end at 8:49: it ended at 8:50, 1 s later",
            "*expect = { length = *",
        ]
    )
    assert "Traceback" not in result.stdout.str()
    assert "lifter.py" not in result.stdout.str()


def test_an_invalid_file_is_one_test_that_says_why(project: pytest.Pytester) -> None:
    write(project.path, SCENARIO.replace("fatigue at 1:05", "fatige at 1:05"))
    result = run(project)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*unknown step “fatige”", "*did you mean “fatigue”?"])


def test_the_fixture_opens_a_workout_beside_the_test(project: pytest.Pytester) -> None:
    project.makepyfile(
        """
        from supertimer.engine.events import PhaseTick

        def test_the_third_lowering(supertimer_workout):
            workout = supertimer_workout("legs.toml")
            workout.go()
            workout.run_to(rep=3, phase="lower", plus=5)
            workout.press("fatigue")
            assert workout.last_set.tul_ms == 55_000
            assert len(workout.events("tick")) == 9 + 9 * 5 + 4
            assert len(workout.events(PhaseTick)) == 9 * 5 + 4
        """
    )
    run(project).assert_outcomes(passed=3)


def test_a_plain_run_loads_nothing_but_the_plugin(pytester: pytest.Pytester) -> None:
    """What costs time, pydantic and the engine, is loaded when a test file is there."""
    pytester.makepyfile(
        """
        import sys

        def test_plain():
            loaded = {name for name in sys.modules if name.startswith("supertimer")}
            assert loaded == {"supertimer", "supertimer.pytest_plugin"}
            assert "pydantic" not in sys.modules
        """
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:hypothesispytest", "-p", "no:syrupy"],
        cwd=pytester.path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout


def test_the_routine_is_not_collected(project: pytest.Pytester) -> None:
    (project.path / "legs.test.toml").unlink()
    (project.path / "other.toml").write_text(ROUTINE, encoding="utf-8")
    result = run(project)
    result.assert_outcomes()
