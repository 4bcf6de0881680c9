"""Draw one exercise's 10,000 sets (`QUICK=1`: 2,000), and compare that with the naive way.

The naive way reads one set after the other, and puts each on the canvas with its own style.
The figures are processor time: other programs on the same processor would make the clock's longer.
"""

import gc
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from rich.style import Style

from bench.history import NOW, PEOPLE, START, WINDOW
from supertimer.commands.run import GARBAGE
from supertimer.engine.plan import Plan
from supertimer.history.ids import later, new_key
from supertimer.history.journal import Header
from supertimer.history.queries import Past
from supertimer.history.rows import TableRow
from supertimer.history.set_record import SELECT_SETS, SetDone, read_set
from supertimer.history.stats import records
from supertimer.history.store import FILE, Store
from supertimer.ui.screens.chart_frame import Axis, Ink, paint_history
from supertimer.ui.screens.chart_series import Series, day_of, series_of
from supertimer.ui.theme import DARK
from supertimer.ui.workout.canvas import Canvas
from supertimer.units import Load, Unit

SETS, SETS_A_WORKOUT = 2_000 if os.environ.get("QUICK") else 10_000, 5
COLUMNS, ROWS = 120, 40
EXERCISE, PERSON = "Leg press", PEOPLE[0]
INK = Ink(DARK, hatched=False)


def rows(store: Store) -> Iterator[TableRow]:
    """Yield the workouts of one exercise, a step heavier each time, and lighter after 40."""
    workouts = SETS // SETS_A_WORKOUT
    for place in range(workouts):
        started = START + place * ((NOW - START) / workouts)
        key = new_key(started)
        header = Header(
            workout=key, person=PERSON, routine="Legs", plan=Plan("Legs", ()), started=started
        )
        yield from header.rows(store, timed=False)
        yield TableRow("marks", {"workout": key, "at": 900_000, "over": 1})
        for attempt in range(SETS_A_WORKOUT):
            begun = later(started, attempt * 180_000)
            tul = 80_000 + (place * 7919 + attempt * 104_729) % 90_000
            yield SetDone(
                workout=key,
                attempt=attempt,
                person=PERSON,
                exercise=EXERCISE,
                number=attempt + 1,
                started=begun,
                ended=later(begun, tul),
                load=Load.parse(f"{100 + place % 40 * 5} lb"),
                cadence="lift 10, lower 10",
                window=WINDOW,
                tul_ms=tul,
                reps=tul // 200,
            ).row()


def read(path: Path) -> list[SetDone]:
    """Read the sets as the history does."""
    with Store.open(path) as store:
        return Past(store, PERSON).sets(EXERCISE)


def paint(series: Series) -> Canvas:
    """Paint the chart with the crosshair on the last set."""
    first, last = series.dots[0], series.dots[-1]
    return paint_history(COLUMNS, ROWS, series, last, (first.day, last.day), INK)


def naive(path: Path) -> Canvas:
    """Read and draw one set after the other."""
    with Store.open(path) as store:
        found = store.rows(f"{SELECT_SETS} ORDER BY sets.started")
        sets = [read_set(PERSON, row) for row in found]
    best = {(record.done.workout, record.done.attempt) for record in records(sets)}
    days = Axis(day_of(sets[0]), day_of(sets[-1]), COLUMNS - 9)
    times = Axis(0, max(done.tul_ms for done in sets), ROWS - 3)
    loads = Axis(0, max(float(done.load.amount) for done in sets if done.load), ROWS - 3)
    canvas = Canvas(COLUMNS, ROWS, DARK.base)
    for done in sets:
        assert done.load is not None and done.window is not None
        x = days.cell(day_of(done))
        for row in range(times.cell(done.window.opens), times.cell(done.window.tops or 0)):
            canvas.put(x, row, "░", Style(color=DARK.quiet))
        shown = float(done.load.shown_in(Unit.LB).amount)
        canvas.put(x, loads.cell(shown), "●", Style(color=DARK.lift))
        mark = "★" if (done.workout, done.attempt) in best else "●"
        canvas.put(x, times.cell(done.tul_ms), mark, Style(color=DARK.rest, bold=True))
    return canvas


def cpu_ms(work: Callable[[], object], times: int = 5) -> float:
    """Return the median of several runs in milliseconds of processor time."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        work()
        spent.append((time.process_time() - start) * 1000)
    return median(spent)


def main() -> None:
    """Print the table."""
    gc.set_threshold(GARBAGE)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        with Store.open(path) as store:
            store.write(rows(store))
        sets = read(path)
        series = series_of(sets, None)
        opened = cpu_ms(lambda: paint(series_of(read(path), None)))
        reading, moved = cpu_ms(lambda: read(path)), cpu_ms(lambda: paint(series))
        plain = cpu_ms(lambda: naive(path), 3)
    print(f"one exercise, {SETS:,} sets, {COLUMNS}x{ROWS}, processor time")
    print(f"the naive way         {plain:7.0f} ms")
    print(
        f"the chart opens       {opened:7.0f} ms   {opened / plain:.2f} of it; 10,000: limit 150 ms"
    )
    print(f"  of it, to read      {reading:7.0f} ms")
    print(f"the crosshair moves   {moved:7.0f} ms   {moved / plain:.2f} of it")
