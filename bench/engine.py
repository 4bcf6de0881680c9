"""Measure the engine: a simulated workout, one poll of the screen, and whether anything grows."""

import os
from collections.abc import Callable
from statistics import median
from time import perf_counter, process_time

from bench.sound import READY, ten_ten
from supertimer import paths
from supertimer.audio.conductor import AHEAD, lately, two_sets
from supertimer.audio.score.score import score
from supertimer.audio.score.style import Style
from supertimer.audio.voice import Voice
from supertimer.engine import agenda
from supertimer.engine.commands import Amend, Command, Fatigue, Go, Pause, Redo, Resume, Undo
from supertimer.engine.session import Session
from supertimer.engine.simulate import simulate
from supertimer.engine.state import State
from supertimer.routine.compile import compile_routine
from supertimer.routine.parse import read_routine

QUICK = bool(os.environ.get("QUICK"))
RUNS = 15
FEW, MANY = 10, 200 if QUICK else 1000
"""The sets of a short and of a long workout, both done up to their last set."""


def main() -> None:
    """Print the table."""
    plan = compile_routine(read_routine(paths.bundled_routines() / "big-five.toml"))
    whole = []
    for _ in range(RUNS):
        agenda.work_agenda.cache_clear()
        start = perf_counter()
        events = simulate(plan, lambda _: 90_000)
        whole.append(perf_counter() - start)
    minutes = events[-1].at / 60_000
    print("| engine | median | limit |")
    print("|---|---:|---:|")
    what = f"simulate {minutes:.0f} min, {len(plan.sets)} sets, {len(events)} events"
    print(f"| {what} | {median(whole) * 1000:.1f} ms | 10 ms |")
    print(f"\n| processor time | at {FEW} sets | at {MANY} sets | ratio |")
    print("|---|---:|---:|---:|")
    few, many = (spent(long_workout(sets)) for sets in (FEW, MANY))
    few["simulate, per set"], many["simulate, per set"] = (per_set(sets) for sets in (FEW, MANY))
    for step, ms in few.items():
        print(f"| {step} | {ms:.3f} ms | {many[step]:.3f} ms | {many[step] / ms:.2f} |")


def long_workout(sets: int) -> Session:
    """Return a workout in its last set, with a pause in each set before."""
    session = Session(ten_ten(sets))
    session.apply(Go(), 0)
    now = READY
    for number in range(sets):
        session.advance(now)
        assert session.state is State.WORKING
        session.apply(Pause(), now + 10_000)
        session.apply(Resume(), now + 11_000)
        if number + 1 < sets:
            session.apply(Fatigue(), now + 60_000)
            now += 60_000 + 20_000 + READY
    session.advance(now + 40_000)
    return session


def spent(session: Session) -> dict[str, float]:
    """Return the processor milliseconds of each step in the last set of `session`."""
    voice = Voice(paths.assets() / "voice")
    now = session.now

    def give(command: Command) -> Callable[[], object]:
        return lambda: session.apply(command, session.now)

    def poll() -> None:
        session.advance(session.now + 1)
        session.snapshot()

    def scored() -> None:
        preview = two_sets(session.preview(session.now + AHEAD), session.now)
        events = [*lately(session.events), *preview]
        score(session.plan, events, Style(), voice, since=session.now)

    took: dict[str, list[float]] = {}

    def measure(name: str, step: Callable[[], object]) -> None:
        start = process_time()
        step()
        took.setdefault(name, []).append((process_time() - start) * 1000)

    for _ in range(RUNS):
        measure("a poll: advance and snapshot", poll)
        measure("the score of what is to come", scored)
        measure("pause", give(Pause()))
        measure("resume", give(Resume()))
        session.advance(session.now + 5_000)
        measure("fatigue", give(Fatigue()))
        measure("correct its result", give(Amend(tul_ms=50_000)))
        measure("undo", give(Undo()))
        session.apply(Undo(), session.now)
        measure("redo", give(Redo()))
        session.advance(session.now + READY + 5_000)
    assert session.now > now
    return {name: median(each) for name, each in took.items()}


def per_set(sets: int) -> float:
    """Return the processor milliseconds per set of simulating a workout of `sets` sets."""
    plan = ten_ten(sets)
    took = []
    for _ in range(1 if QUICK else 3):
        agenda.work_agenda.cache_clear()
        start = process_time()
        simulate(plan)
        took.append(process_time() - start)
    return min(took) / sets * 1000


if __name__ == "__main__":
    main()
