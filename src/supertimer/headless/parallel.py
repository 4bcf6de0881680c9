"""Many tests at once: on all processors, if that is worth the start of the processes."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import groupby
from pathlib import Path

from supertimer.clock import SystemClock
from supertimer.headless.suite import Case, Failure, Outcome, cases, run_cases

MANY = 200
"""From this number of tests on, several processes are faster."""
_CHUNK = 20
"""Tests that a process takes at a time, of one file."""


def run_many(chosen: Sequence[Case], now: Callable[[], int]) -> Iterator[Outcome]:
    """Run tests, and return how each came out, in their order; `now` is the time in ms."""
    processes = _processors()
    if len(chosen) < MANY or processes < 2:
        yield from run_cases(chosen, now)
        return
    chunks = [
        members[start : start + _CHUNK]
        for _, group in groupby(chosen, key=lambda case: case.file)
        for members in [list(group)]
        for start in range(0, len(members), _CHUNK)
    ]
    with ProcessPoolExecutor(processes) as pool:
        files = [chunk[0].file for chunk in chunks]
        names = [[case.name for case in chunk] for chunk in chunks]
        for chunk, results in zip(chunks, pool.map(_run, files, names), strict=True):
            for case, (ms, failure) in zip(chunk, results, strict=True):
                yield Outcome(case, ms, failure)


def _processors() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _run(file: Path, names: list[str]) -> list[tuple[int, Failure | None]]:
    """Run tests of a file, in a separate process."""
    found = {case.name: case for case in cases([file])}
    outcomes = run_cases([found[name] for name in names], SystemClock().now)
    return [(outcome.ms, outcome.failure) for outcome in outcomes]
