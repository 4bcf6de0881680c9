"""Compare a history of many sets with an empty one, and measure a commit on this disk.

100,000 sets, with `LONG=1` in the environment a million: a studio where twenty people train nine
times a week for twenty years. `python bench/history.py FOLDER` keeps the history in a folder, and
uses it again.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from supertimer.engine.cadence import Block, Cadence, Phase, PhaseName
from supertimer.engine.commands import Pause
from supertimer.engine.plan import Plan, Segment, SegmentKind, SetPlan, ToFatigue, Window
from supertimer.engine.session import Session
from supertimer.history import advice, stats
from supertimer.history.diary import read_diary
from supertimer.history.ids import later, new_key
from supertimer.history.journal import Header, Journal
from supertimer.history.persons import person
from supertimer.history.queries import Past
from supertimer.history.resume import unfinished
from supertimer.history.rows import TableRow
from supertimer.history.set_record import SetDone
from supertimer.history.store import FILE, Store
from supertimer.units import Grid, Load, Unit

PEOPLE = tuple(f"Person {number:02}" for number in range(20))
EXERCISES = tuple(f"Exercise {number:02}" for number in range(25))
SETS_A_WORKOUT = 5
WINDOW = Window(90_000, 150_000)
START = datetime(2006, 1, 2, 18, tzinfo=UTC)
NOW = datetime(2026, 1, 5, 18, tzinfo=UTC)


def rows(store: Store, sets: int) -> Iterator[TableRow]:
    """Yield the workouts of a training studio, in order of time."""
    workouts = sets // SETS_A_WORKOUT
    between = (NOW - START) / workouts
    for place in range(workouts):
        number, who = divmod(place, len(PEOPLE))
        started = START + place * between
        key = new_key(started)
        yield from Header(
            workout=key,
            person=PEOPLE[who],
            routine="Big Five",
            plan=Plan("Big Five", ()),
            started=started,
            muscles={name: (["quadriceps"], ["glutes"]) for name in EXERCISES[:5]},
        ).rows(store, timed=False)
        yield TableRow("marks", {"workout": key, "at": 900_000, "over": 1})
        for attempt in range(SETS_A_WORKOUT):
            begun = later(started, attempt * 180_000)
            tul = 80_000 + (number * 7919 + attempt * 104_729) % 90_000
            yield SetDone(
                workout=key,
                attempt=attempt,
                person=PEOPLE[who],
                exercise=EXERCISES[(number * SETS_A_WORKOUT + attempt) % len(EXERCISES)],
                number=1,
                started=begun,
                ended=later(begun, tul),
                load=Load(Decimal(100 + number % 40 * 5), Unit.LB),
                settings=(("seat", "4"),),
                cadence="lift 10, lower 10",
                window=WINDOW,
                tul_ms=tul,
                reps=tul // 200,
            ).row()


def fill(path: Path, sets: int) -> None:
    with Store.open(path) as store:
        if not store.rows("SELECT 1 FROM sets LIMIT 1"):
            store.write(rows(store, sets))


def best_ms(work: Callable[[], object], times: int = 9) -> float:
    """Return the shortest of several times: other programs only make it longer."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        spent.append((time.perf_counter() - start) * 1000)
    return min(spent)


def home(path: Path) -> None:
    """Read what home shows: person, interrupted workout, what is due, and the last loads."""
    with Store.open(path) as store:
        who = person(store)
        unfinished(store, who)
        read_diary(store, who, NOW).due()
        past = Past(store, who)
        for name in EXERCISES[:5]:
            past.last(name)


def one_exercise(path: Path) -> None:
    """Read every set of one exercise, and its statistics."""
    with Store.open(path) as store:
        sets = Past(store, PEOPLE[0]).sets(EXERCISES[0])
        stats.progress(sets)
        stats.records(sets)


def sessions(path: Path) -> None:
    """Read every workout of one person, as `history` does."""
    with Store.open(path) as store:
        Past(store, PEOPLE[0]).sessions()


def suggest(path: Path) -> None:
    with Store.open(path) as store:
        sets = Past(store, PEOPLE[0]).sets(EXERCISES[0], limit=60)
        advice.advise(sets, advice.Goal(window=WINDOW, grid=Grid(Decimal(5))))


def commits(path: Path, times: int = 300) -> tuple[float, float]:
    """Return medians in milliseconds: storing a command, and an fsync of as many bytes."""
    slow = Cadence((Block((Phase(PhaseName.LIFT, 10_000), Phase(PhaseName.LOWER, 10_000))),))
    work = SetPlan("Leg press", 1, slow, ToFatigue(), 180_000)
    plan = Plan("Bench", (work,), (Segment(SegmentKind.WORK, 0),))
    kept, synced = [], []
    bare = path.with_name("fsync.bin")
    with Store.open(path) as store, bare.open("ab", buffering=0) as file:
        header = Header(
            workout=new_key(NOW), person=PEOPLE[0], routine="Bench", plan=plan, started=NOW
        )
        journal, session = Journal.begin(store, header), Session(plan)
        for number in range(times):
            start = time.perf_counter()
            journal.command(Pause(), number, session)
            between = time.perf_counter()
            file.write(b"\0" * 4096)
            os.fsync(file.fileno())
            end = time.perf_counter()
            kept.append((between - start) * 1000)
            synced.append((end - between) * 1000)
        journal.close(times, session)
    bare.unlink()
    return statistics.median(kept), statistics.median(synced)


def main(kept: Path | None = None) -> None:
    sets = 1_000_000 if os.environ.get("LONG") else 10_000 if os.environ.get("QUICK") else 100_000
    with tempfile.TemporaryDirectory() as scratch:
        folder = kept or Path(scratch)
        full, empty = folder / FILE, Path(scratch) / "empty.db"
        start = time.perf_counter()
        fill(full, sets)
        print(f"{sets:,} sets written in {time.perf_counter() - start:.1f} s,", end=" ")
        print(f"{full.stat().st_size / 1e6:.0f} MB")
        Store.open(empty).close()
        print(f"home, empty           {best_ms(lambda: home(empty)):7.1f} ms")
        print(f"home                  {best_ms(lambda: home(full)):7.1f} ms   limit 100 ms more")
        print(f"one exercise          {best_ms(lambda: one_exercise(full)):7.1f} ms   limit 150 ms")
        print(f"all workouts          {best_ms(lambda: sessions(full), 3):7.1f} ms")
        print(f"advice                {best_ms(lambda: suggest(full)):7.1f} ms   limit 20 ms")
        for path in (empty, full):
            command, synced = commits(path)
            print(f"commit, {path.name:12} {command:8.2f} ms   an empty fsync {synced:.2f} ms")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
