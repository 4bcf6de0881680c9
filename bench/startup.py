"""Measure the start: the first paint, the list of routines, a workout, and short commands.

Each is measured by the clock and by the processor's time until then, which other programs change
less. What lists keep about routines is there already, but for `list, first`.
"""

import os
import pty
import select
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

RUNS = 3 if os.environ.get("QUICK") else 9

EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("hello")
Empty().run()
"""


Took = tuple[float, float]
"""Seconds by the clock, and of the processor."""


def ended(process: subprocess.Popen[bytes]) -> float:
    """Return the processor seconds of a process, when it has ended."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime


def whole(*args: str, kept: bool = True) -> Took:
    """Return what a process takes from beginning to end; raises RuntimeError if it fails."""
    start = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "SUPERTIMER_DATA_DIR": folder, "SUPERTIMER_CONFIG_DIR": folder}
        if not kept:
            env["SUPERTIMER_CACHE_DIR"] = folder
        process = subprocess.Popen(
            [sys.executable, *args],
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        spent = ended(process)
    if process.returncode:
        raise RuntimeError(f"{args} failed")
    return perf_counter() - start, spent


def first_paint(mark: bytes, *args: str) -> Took:
    """Return how long a program in a separate terminal takes until it has drawn `mark`."""
    ours, theirs = pty.openpty()
    with tempfile.TemporaryDirectory() as folder:
        env = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLUMNS": "80",
            "LINES": "24",
            "SUPERTIMER_DATA_DIR": folder,
            "SUPERTIMER_CONFIG_DIR": folder,
        }
        (Path(folder) / "welcomed").touch()  # or the safety card would be in front of the list
        start = perf_counter()
        process = subprocess.Popen(
            [sys.executable, *args], stdin=theirs, stdout=theirs, stderr=theirs, env=env
        )
        os.close(theirs)
        seen = b""
        while mark not in seen and select.select([ours], [], [], 20)[0]:
            seen += os.read(ours, 65536)
        took = perf_counter() - start
        process.kill()
        spent = ended(process)
        os.close(ours)
    return took, spent


PROGRAMS = {
    "an empty Textual app": (b"hello", ("-c", EMPTY)),
    "first paint": (b"supertimer", ("-m", "supertimer")),
    "home, its routines listed": (b"Big Five", ("-m", "supertimer")),
    "run FILE, its workout shown": ("▀▀▀".encode(), ("-m", "supertimer", "big-five")),
}
"""What is drawn, and the program that draws it; all but the first are compared with the first."""

COMMANDS = {
    "python -c pass": ("-c", "pass"),
    "import click": ("-c", "import click"),
    "import pydantic, click": ("-c", "import click; from pydantic import BaseModel"),
    "--version": ("-m", "supertimer", "--version"),
    "next": ("-m", "supertimer", "next"),
    "list": ("-m", "supertimer", "list"),
    "check": ("-m", "supertimer", "check", "big-five"),
    "simulate": ("-m", "supertimer", "simulate", "big-five"),
}

LIMITS = (
    ("first paint", "an empty Textual app", 1.3),
    ("home, its routines listed", "an empty Textual app", 2.5),
    ("run FILE, its workout shown", "an empty Textual app", 2.5),
    ("list", "next", 2.0),
    ("list, first", "next", 2.0),
    ("check", "import pydantic, click", 2.8),
    ("simulate", "import pydantic, click", 2.8),
)
"""What, against what in the same run, and the most that it may take."""


def measured() -> dict[str, list[Took]]:
    """Run everything in turn, so that a slow moment of the machine affects all of it."""
    took: dict[str, list[Took]] = {}
    whole(*COMMANDS["list"])
    for _ in range(RUNS):
        for name, (mark, shown) in PROGRAMS.items():
            took.setdefault(name, []).append(first_paint(mark, *shown))
        for name, program in COMMANDS.items():
            took.setdefault(name, []).append(whole(*program))
        took.setdefault("list, first", []).append(whole(*COMMANDS["list"], kept=False))
    return took


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as cache:
        os.environ["SUPERTIMER_CACHE_DIR"] = cache
        took = measured()
        del os.environ["SUPERTIMER_CACHE_DIR"]
    clock, processor = (
        {name: median(each[part] for each in times) * 1000 for name, times in took.items()}
        for part in (0, 1)
    )
    print("| start | median | against | | ratio | of processor time | limit |")
    print("|---|---:|---|---:|---:|---:|---:|")
    for name, other, limit in LIMITS:
        ratios = f"{clock[name] / clock[other]:.2f} | {processor[name] / processor[other]:.2f}"
        print(f"| {name} | {clock[name]:.0f} ms | {other} | {clock[other]:.0f} ms ", end="")
        print(f"| {ratios} | {limit} |")
    least, spent = (each["python -c pass"] + each["import click"] for each in (clock, processor))
    ratios = f"{clock['--version'] / least:.2f} | {processor['--version'] / spent:.2f}"
    print(f"| --version | {clock['--version']:.0f} ms ", end="")
    print(f"| twice pass, and click | {least:.0f} ms | {ratios} | 1 |")


if __name__ == "__main__":
    main()
