"""Measure an import of 100,000 rows: processor time and memory, next to a naive program.

The file is a log of Strong with as many sets as ten years have. The naive program reads it with
csv.DictReader, datetime.strptime, and executemany. It has no keys and no preview, refuses no row,
and can neither import the file again nor undo it. `QUICK=1` takes 10,000 rows.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

HEADER = (
    "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,"
    "Workout Notes,RPE\n"
)
MACHINES = ("Machine", "Barbell", "Dumbbell", "Cable")
LIFTS = (
    *("Leg Press", "Chest Press", "Seated Row", "Pulldown", "Overhead Press", "Leg Curl"),
    *("Leg Extension", "Calf Raise", "Biceps Curl", "Triceps Extension", "Deadlift", "Squat"),
)
NOTES = ("slow", "good, really", "left knee", "new grip")

NAIVE = """
import csv, sqlite3, sys
from datetime import datetime
connection = sqlite3.connect(sys.argv[2])
connection.execute(
    "CREATE TABLE sets (started, workout, exercise, number, load REAL, reps REAL, s REAL, note)"
)
with open(sys.argv[1], newline="") as file:
    rows = [
        (
            datetime.strptime(row["Date"], "%Y-%m-%d %H:%M:%S").isoformat(),
            row["Workout Name"], row["Exercise Name"], row["Set Order"],
            float(row["Weight"]), float(row["Reps"]), float(row["Seconds"]), row["Notes"],
        )
        for row in csv.DictReader(file)
    ]
with connection:
    connection.executemany("INSERT INTO sets VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
"""


def log(rows: int) -> Iterator[str]:
    """Yield the lines of a log: loads that grow, some notes, and a warm-up per exercise."""
    choose = random.Random(7)
    names = [f"{lift} ({machine})" for lift in LIFTS for machine in MACHINES]
    base = {name: choose.randrange(10, 100) for name in names}
    yield HEADER
    written = day = 0
    while True:
        day += 1
        at = datetime(2015, 1, 1, 7) + timedelta(days=day * 0.75, minutes=choose.randrange(180))
        lasted = f"1h {choose.randrange(60)}m"
        for name in choose.sample(names, 6):
            for order in ("W", "1", "2", "3")[: choose.randrange(3, 5)]:
                load = base[name] + day // 40 * 2.5 + choose.choice([0, 0, 2.5])
                load = load / 2 if order == "W" else load
                reps, rpe = choose.randrange(5, 13), choose.choice(("", "8", "9"))
                note = f"{choose.choice(NOTES)} {choose.randrange(500)}"
                note = note if choose.random() < 0.03 else ""
                yield (
                    f'{at},"Day {day % 4}",{lasted},"{name}",{order},{load},{reps}.0,0,0.0,'
                    f'"{note}","",{rpe}\n'
                )
                written += 1
                if written == rows:
                    return


def measured(command: list[str], folder: Path) -> tuple[float, float]:
    """Run a program; return its processor time in seconds and its greatest memory in MB."""
    environment = {**os.environ, "SUPERTIMER_DATA_DIR": str(folder)}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command[:4]} failed")
    return used.ru_utime, used.ru_maxrss / 1024


def main() -> None:
    """Print the table."""
    rows = 10_000 if os.environ.get("QUICK") else 100_000
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        file = folder / "log.csv"
        with file.open("w", encoding="utf-8") as opened:  # in parts: a child counts our memory, too
            opened.writelines(log(rows))
        ours = [sys.executable, "-m", "supertimer", "import", str(file), "--unit", "kg", "--yes"]
        naive = [sys.executable, "-c", NAIVE, str(file)]
        times: dict[str, list[tuple[float, float]]] = {}
        for place in range(3):  # in turns, so that both meet the same load of the machine
            once = folder / f"{place}"
            times.setdefault("naive", []).append(
                measured([*naive, str(folder / f"naive-{place}.db")], folder)
            )
            times.setdefault("import", []).append(measured(ours, once))
            times.setdefault("import again", []).append(measured(ours, once))
        median = {
            name: [statistics.median(each) for each in zip(*found, strict=True)]
            for name, found in times.items()
        }
        print(f"{rows:,} rows, medians of 3       processor   against naive   memory")
        for name, (seconds, memory) in median.items():
            ratio = seconds / median["naive"][0]
            print(f"{name:27} {seconds:9.2f} s {ratio:13.1f} x {memory:7.0f} MB")
        print("limit                            5.00 s                     200 MB")


if __name__ == "__main__":
    main()
