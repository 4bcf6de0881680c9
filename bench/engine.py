"""Measure the engine: a whole simulated workout, and one poll of the screen."""

from statistics import median
from time import perf_counter, process_time

from bench.sound import ten_ten
from supertimer.engine import agenda
from supertimer.engine.commands import Fatigue, Go
from supertimer.engine.session import Session
from supertimer.engine.simulate import simulate
from supertimer.paths import bundled_routines
from supertimer.routine.compile import compile_routine
from supertimer.routine.parse import read_routine

RUNS = 15


def main() -> None:
    """Print the table."""
    plan = compile_routine(read_routine(bundled_routines() / "big-five.toml"))
    whole = []
    for _ in range(RUNS):
        agenda.work_agenda.cache_clear()
        start = perf_counter()
        events = simulate(plan, lambda _: 90_000)
        whole.append(perf_counter() - start)
    minutes = events[-1].at / 60_000
    walked = []
    for _ in range(5):
        start = perf_counter()
        session = Session(plan)
        session.apply(Go(), 0)
        for now in range(0, 100_000, 50):
            session.advance(now)
            session.snapshot()
        session.apply(Fatigue(), 100_000)
        walked.append((perf_counter() - start) / 2000)
    print(f"| {'engine':46} | median | limit |")
    print(f"|{'-' * 48}|-------:|------:|")
    what = f"simulate {minutes:.0f} min, {len(plan.sets)} sets, {len(events)} events"
    print(f"| {what:46} | {median(whole) * 1000:.1f} ms | 10 ms |")
    per_set = {sets: _per_set(sets) for sets in (50, 400)}
    grows = f"{per_set[400] / per_set[50]:.2f} x"
    print(f"| {'simulate 400 sets, per set, against 50':46} | {grows} | 1 x |")
    print(f"| {'one poll: advance and snapshot':46} | {median(walked) * 1e6:.0f} µs | |")


def _per_set(sets: int) -> float:
    """Return the processor seconds per set of simulating a workout of so many sets."""
    plan = ten_ten(sets)
    spent = []
    for _ in range(3):
        agenda.work_agenda.cache_clear()
        start = process_time()
        simulate(plan)
        spent.append(process_time() - start)
    return min(spent) / sets
