"""Compare a history of many sets with an empty one, and measure a commit on this disk.

100,000 sets, with `LONG=1` in the environment a million: a studio where twenty people train nine
times a week for twenty years. Each workout has the plan and the text of a real routine, and the
last one of each person is unfinished. Beside it, the list of all workouts of one person, and the
naive way to make it. `python bench/history.py FOLDER` keeps the history in a folder, and uses it
again.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from supertimer.engine.cadence import Block, Cadence, Phase, PhaseName
from supertimer.engine.commands import Go, Pause
from supertimer.engine.plan import Plan, Segment, SegmentKind, SetPlan, ToFatigue, Window
from supertimer.engine.session import Session
from supertimer.history import advice, stats
from supertimer.history.codec import command_text
from supertimer.history.diary import read_diary
from supertimer.history.ids import later, new_key
from supertimer.history.journal import Header, Journal
from supertimer.history.persons import person
from supertimer.history.queries import Past
from supertimer.history.resume import unfinished
from supertimer.history.rows import TableRow, Value
from supertimer.history.set_record import SetDone
from supertimer.history.store import BEGINS, FILE, Store
from supertimer.paths import bundled_routines
from supertimer.routine.compile import compile_routine
from supertimer.routine.parse import parse_routine
from supertimer.units import Grid, Load, Unit

PEOPLE = tuple(f"Person {number:02}" for number in range(20))
EXERCISES = tuple(f"Exercise {number:02}" for number in range(25))
SETS_A_WORKOUT = 5
SCANS = "substr(uuid, 1, length(?1)) = ?1"
"""The naive condition for the beginning of a key: it reads all of them."""
WINDOW = Window(90_000, 150_000)
START = datetime(2006, 1, 2, 18, tzinfo=UTC)
NOW = datetime(2026, 1, 5, 18, tzinfo=UTC)


def rows(store: Store, sets: int, people: Sequence[str]) -> Iterator[TableRow]:
    """Yield the workouts of a training studio, in order of time."""
    workouts = sets // SETS_A_WORKOUT
    between = (NOW - START) / workouts
    text = (bundled_routines() / "big-five.toml").read_text(encoding="utf-8")
    plan = compile_routine(parse_routine(text, "big-five.toml"))
    for place in range(workouts):
        number, who = divmod(place, len(people))
        started = START + place * between
        key = new_key(started)
        over = int(place < workouts - len(people))
        yield from Header(
            workout=key,
            person=people[who],
            routine="Big Five",
            plan=plan,
            text=text,
            started=started,
            muscles={name: (["quadriceps"], ["glutes"]) for name in EXERCISES[:5]},
        ).rows(store)
        go: dict[str, Value] = {"workout": key, "seq": 0, "at": 0, "command": command_text(Go())}
        yield TableRow("commands", go)
        yield TableRow("marks", {"workout": key, "at": 900_000 if over else 9_000, "over": over})
        for attempt in range(SETS_A_WORKOUT):
            begun = later(started, attempt * 180_000)
            tul = 80_000 + (number * 7919 + attempt * 104_729) % 90_000
            yield SetDone(
                workout=key,
                attempt=attempt,
                person=people[who],
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


def fill(path: Path, sets: int, people: Sequence[str] = PEOPLE) -> None:
    with Store.open(path) as store:
        if not store.rows("SELECT 1 FROM sets LIMIT 1"):
            store.write(rows(store, sets, people))


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


def naive(path: Path) -> None:
    """Read every workout of one person with a query per workout."""
    with Store.open(path) as store:
        past = Past(store, PEOPLE[0])
        for (workout,) in store.rows("SELECT uuid FROM workouts ORDER BY started"):
            past._sets("workout = ? ORDER BY sets.ended, attempt", workout)


def listed(folder: Path, *more: str) -> float:
    """Return the processor seconds of `supertimer history` as a whole process."""
    environment = {
        **os.environ,
        "SUPERTIMER_DATA_DIR": str(folder),
        "SUPERTIMER_CONFIG_DIR": str(folder),
    }
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = [sys.executable, "-m", "supertimer", "history", *more]
    subprocess.run(run, env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def one_workout(path: Path, condition: str) -> float:
    """Return the milliseconds of finding a workout by the beginning of its key."""
    with Store.open(path) as store:
        ((key,),) = store.rows("SELECT uuid FROM workouts ORDER BY started LIMIT 1 OFFSET 100")
        query = f"SELECT uuid FROM workouts WHERE {condition} LIMIT 2"
        return best_ms(lambda: store.rows(query, str(key)[:30]))


def one_person(folder: Path, workouts: int) -> None:
    """Print what the list of one person with many workouts costs, as processor time."""
    fill(folder / FILE, workouts * SETS_A_WORKOUT, PEOPLE[:1])
    whole = statistics.median(listed(folder) for _ in range(3))
    few = statistics.median(listed(folder, "--since", "2026-01-01") for _ in range(3))
    begin = time.process_time()
    naive(folder / FILE)
    spent = time.process_time() - begin
    told = f"history, {workouts:,} workouts"
    print(f"{told:26} {whole:7.2f} s   limit 0.5 s; of one week {few:.2f} s;", end=" ")
    print(f"a query per workout, without the printing, {spent:.2f} s")
    found, scanned = one_workout(folder / FILE, BEGINS), one_workout(folder / FILE, SCANS)
    print(f"a workout by its key       {found:7.2f} ms   by substr {scanned:.2f} ms")


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
    sets = 1_000_000 if os.environ.get("LONG") else 5_000 if os.environ.get("QUICK") else 100_000
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
        with tempfile.TemporaryDirectory() as alone:
            one_person(Path(alone), 1_000 if os.environ.get("QUICK") else 10_000)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
