"""Measure the workout screen: processor time, memory, and the delay of its frames.

Each program runs in a separate terminal (a pty, 80x24) and measures itself: the workout in a set
of 10/10; a plain Textual app that updates a `Static` with the same bar at 20 Hz; an empty one.
"""

import json
import os
import pty
import struct
import subprocess
import sys
import tempfile
import threading
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

SECONDS = 30 if os.environ.get("LONG") else 12

MEASURE = """
import json, resource, sys, threading, time
from time import monotonic, process_time
seconds, out, busy = float(sys.argv[1]), sys.argv[2], sys.argv[3] == "busy"
gaps, last = [], [0.0]
def frame():
    now = monotonic()
    gaps.append(now - last[0])
    last[0] = now
def spin():
    while True:
        sum(range(2000))
def begin(app):
    if busy:
        threading.Thread(target=spin, daemon=True).start()
    gaps.clear()
    app.cpu, app.began = process_time(), monotonic()
    app.set_timer(seconds, lambda: end(app))
def end(app):
    used = (process_time() - app.cpu) / (monotonic() - app.began)
    pages = int(open("/proc/self/statm").read().split()[1])
    with open(out, "w") as file:
        json.dump({"cpu": used, "mb": pages * 4 / 1024, "gaps": sorted(gaps)}, file)
    app.exit()
"""

EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("hello")
    def on_mount(self):
        self.set_timer(2, lambda: begin(self))
Empty().run()
"""

NAIVE = """
from textual.app import App
from textual.widgets import Static
class Naive(App):
    def compose(self):
        yield Static("", id="bar")
    def on_mount(self):
        self.set_interval(1 / 20, self.draw)
        self.set_timer(2, lambda: begin(self))
    def draw(self):
        height = monotonic() % 20 / 10 * 20
        rows = ["█" * 8 if row < height else " " * 8 for row in range(20, 0, -1)]
        self.query_one("#bar", Static).update("\\n".join(rows))
Naive().run()
"""

OURS = """
from supertimer.clock import SystemClock
from supertimer.config import Config
from supertimer.engine.commands import Go, Skip
from supertimer.engine.session import Session
from supertimer.workout.runner import Runner
from supertimer.ui.app import SupertimerApp
from supertimer.ui.screens.demo import demo_plan
from supertimer.workout.controls import Controls
from supertimer.ui.workout.view import WorkoutView
from dataclasses import replace
show = WorkoutView.show
def timed(self, view):
    frame()
    show(self, view)
WorkoutView.show = timed
def live():
    clock = SystemClock()
    plan = demo_plan()
    plan = replace(plan, sets=(replace(plan.sets[0], cap=600_000),))
    runner = Runner(Session(plan), clock)
    runner.press(Go())
    return Controls(runner, clock, person="Anna")
app = SupertimerApp(Config(), live=live)
on_mount = app.on_mount
def mounted():
    on_mount()
    app.set_timer(11.5, lambda: begin(app))
SupertimerApp.on_mount = lambda self: mounted()
app.run()
"""


def measured(program: str, busy: bool = False) -> dict[str, float]:
    """Run `program` in a separate terminal for `SECONDS`, and return its measurements."""
    ours, theirs = pty.openpty()
    ioctl(theirs, TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "figures"
        arguments = ["-c", MEASURE + program, str(SECONDS), str(out), "busy" if busy else "calm"]
        process = subprocess.Popen(
            [sys.executable, *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"},
        )
        os.close(theirs)
        threading.Thread(target=_drain, args=(ours,), daemon=True).start()
        process.wait(timeout=SECONDS + 60)
        figures = json.loads(out.read_text())
    gaps = figures.pop("gaps")
    figures["p99"] = gaps[int(len(gaps) * 0.99)] if gaps else 0.0
    return {name: float(value) for name, value in figures.items()}


def _drain(terminal: int) -> None:
    """Read what the program draws, as a terminal does."""
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:
        return


def main() -> None:
    """Print the table."""
    empty, naive, ours, busy = (
        measured(EMPTY), measured(NAIVE), measured(OURS), measured(OURS, busy=True)
    )  # fmt: skip
    print("| screen, 80x24, in a set      | of a core | memory | 99 % of frames within |")
    print("|------------------------------|----------:|-------:|----------------------:|")
    row = "| {:28} | {:7.1f} % | {:3.0f} MB | {:>18} ms |"
    print(row.format("an empty Textual app", empty["cpu"] * 100, empty["mb"], "-"))
    print(row.format("Static.update at 20 Hz", naive["cpu"] * 100, naive["mb"], "-"))
    said = f"{ours['p99'] * 1000:.0f}"
    print(row.format("the workout (limit 3 %)", ours["cpu"] * 100, ours["mb"], said))
    said = f"{busy['p99'] * 1000:.0f}"
    print(row.format("the same, a busy thread by", busy["cpu"] * 100, busy["mb"], said))
    print(f"\nMemory against an empty app: {ours['mb'] / empty['mb']:.2f} (limit 2.4, with sound)")
