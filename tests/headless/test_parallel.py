"""Many tests come out as each of them alone, in the same order."""

from pathlib import Path

from supertimer.clock import SystemClock
from supertimer.headless.parallel import MANY, run_many
from supertimer.headless.suite import cases, run_cases
from tests.headless.files import write


def test_many_tests_come_out_as_one_by_one(tmp_path: Path) -> None:
    scenario = '[[scenario]]\nname = "{0}"\nexpect = {{ events = ["{0}s set_ended Leg press"] }}\n'
    texts = (scenario.format(number) for number in range(1, MANY + 7))
    files = [write(tmp_path, "".join(texts)), write(tmp_path / "broken", "name = 1")]
    chosen = list(cases(files))
    now = SystemClock().now
    together = [(outcome.case, outcome.failure) for outcome in run_many(chosen, now)]
    assert together == [(outcome.case, outcome.failure) for outcome in run_cases(chosen, now)]
    assert sum(failure is None for _, failure in together) == 1, "the set ends at 2:10"
