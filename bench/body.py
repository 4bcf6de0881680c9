"""Measure the advice on the body with one and ten years of history, and `supertimer next`.

Limits: twelve months in 20 ms, ten years in 100 ms, `next` as a whole process in 150 ms.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from supertimer.body.coverage import Worked, coverage, lately, not_worked
from supertimer.body.map import body_map
from supertimer.body.recovery import recoveries
from supertimer.body.schedule import PastWorkout, Program, due
from supertimer.body.views import by_days, by_work
from supertimer.engine.result import EndedBy
from supertimer.history.ids import as_text, new_key
from supertimer.history.persons import person_row
from supertimer.history.queries import Past
from supertimer.history.rows import TableRow
from supertimer.history.set_record import SetDone
from supertimer.history.store import FILE, Store

NOW = datetime.now(UTC)
MUSCLES = {
    "Seated row": (["middle back", "lats"], ["biceps", "forearms"]),
    "Chest press": (["chest", "triceps"], ["shoulders"]),
    "Lat pulldown": (["lats", "biceps"], ["middle back"]),
    "Overhead press": (["shoulders", "triceps"], ["traps"]),
    "Leg press": (["quadriceps", "glutes"], ["hamstrings"]),
    "Leg curl": (["hamstrings"], ["calves"]),
    "Back extension": (["lower back"], ["glutes"]),
}
BIG = Program(name="Big", per_week=2, exercises=tuple(MUSCLES))


def fill(store: Store, years: int) -> None:
    """Return a history of two workouts of seven sets per week."""
    rows = [person_row(store, "me")]
    person = rows[0].values["uuid"]
    for place in range(104 * years):
        started = NOW - timedelta(days=3.5 * place + 1)
        workout = new_key(started)
        rows.append(
            TableRow(
                "workouts",
                {
                    "uuid": workout,
                    "person": person,
                    "routine": "Big",
                    "muscles": json.dumps(MUSCLES),
                    "version": "0",
                    "started": as_text(started),
                    "zone": "Europe/Berlin",
                },
            )
        )
        for attempt, exercise in enumerate(MUSCLES):
            ended = started + timedelta(minutes=2 * attempt + 2)
            done = SetDone(
                workout=workout, attempt=attempt, person="me", exercise=exercise, number=1,
                started=started, ended=ended, tul_ms=102_000, ended_by=EndedBy.FATIGUE,
            )  # fmt: skip
            rows.append(done.row())
    store.write(rows)


def summarise(worked: list[Worked], workouts: list[PastWorkout]) -> None:
    """Compute everything that home, history, and `show` display."""
    coverage(worked)
    for days in (7, 14):
        not_worked(coverage(lately(worked, NOW, days)))
    recoveries(worked, NOW)
    body_map(by_days(worked, NOW).levels)
    body_map(by_work(worked, NOW).levels)
    due([BIG], workouts, worked, NOW)


def timed(what: Callable[[], object], times: int = 9) -> float:
    """Return the time of the fastest run, in milliseconds: the others measure the machine."""
    taken = []
    for _ in range(times):
        begin = perf_counter()
        what()
        taken.append((perf_counter() - begin) * 1000)
    return min(taken)


def main() -> None:
    for years, limit in ((1, 20), (10, 100)):
        with TemporaryDirectory() as folder, Store.open(Path(folder) / FILE) as store:
            fill(store, years)
            since = NOW - timedelta(days=366 * years)

            def read(
                store: Store = store, since: datetime = since
            ) -> tuple[list[Worked], list[PastWorkout]]:
                past = Past(store, "me")
                return past.worked(since), past.workouts(since)

            worked, workouts = read()
            reading = timed(read)
            summing = timed(lambda w=worked, o=workouts: summarise(w, o))  # type: ignore[misc]
            print(
                f"body: {years:2} years, {len(worked)} sets: summarised in {summing:.1f} ms"
                f" (limit {limit}), read from disk in {reading:.1f} ms"
            )
            environment = {**os.environ, "SUPERTIMER_DATA_DIR": folder}
            command = [sys.executable, "-m", "supertimer", "next", "--short"]
            whole = timed(
                lambda c=command, e=environment: subprocess.run(  # type: ignore[misc]
                    c, env=e, check=True, stdout=subprocess.DEVNULL
                )
            )
            print(f"body: {years:2} years: supertimer next in {whole:.0f} ms (limit 150)")
    empty = [sys.executable, "-c", "pass"]
    print(f"body: beside that, python -c pass: {timed(lambda: subprocess.run(empty)):.0f} ms")


if __name__ == "__main__":
    main()
