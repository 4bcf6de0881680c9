"""Measure the start: the first paint, the list of routines, a workout, and short commands."""

import os
import pty
import select
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

RUNS = 5 if os.environ.get("QUICK") else 9

EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("hello")
Empty().run()
"""


def whole(*args: str) -> float:
    """Seconds that a process takes from beginning to end."""
    start = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, *args],
            check=True,
            env={**os.environ, "SUPERTIMER_DATA_DIR": folder, "SUPERTIMER_CONFIG_DIR": folder},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    return perf_counter() - start


def first_paint(mark: bytes, *args: str) -> float:
    """Seconds until a program in a terminal of its own has drawn `mark`."""
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
        process.wait()
        os.close(ours)
    return took


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
    ("check", "import pydantic, click", 2.8),
    ("simulate", "import pydantic, click", 2.8),
)
"""What, against what in the same run, and the most that it may take."""


def main() -> None:
    """Print the table."""
    took: dict[str, list[float]] = {}
    for _ in range(RUNS):  # in turn, so that a slow moment of the machine affects all of them
        for name, (mark, shown) in PROGRAMS.items():
            took.setdefault(name, []).append(first_paint(mark, *shown))
        for name, program in COMMANDS.items():
            took.setdefault(name, []).append(whole(*program))
    ms = {name: median(times) * 1000 for name, times in took.items()}
    print("| start | median | against | | ratio | limit |")
    print("|---|---:|---|---:|---:|---:|")
    for name, other, limit in LIMITS:
        ratio = f"{ms[name] / ms[other]:.2f} | {limit}"
        print(f"| {name} | {ms[name]:.0f} ms | {other} | {ms[other]:.0f} ms | {ratio} |")
    limit = ms["python -c pass"] + ms["import click"]
    version = ms["--version"]
    against = f"twice pass, and click | {limit:.0f} ms | {version / limit:.2f}"
    print(f"| --version | {version:.0f} ms | {against} | 1 |")
