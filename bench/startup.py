"""How long it takes until something is seen: `--version`, and the first paint of the screen."""

import os
import pty
import select
import subprocess
import sys
import tempfile
from statistics import median
from time import perf_counter

RUNS = 9

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
    subprocess.run([sys.executable, *args], check=True, stdout=subprocess.DEVNULL)
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


def main() -> None:
    """Print the table."""
    version, nothing, click, home, empty = [], [], [], [], []
    for _ in range(RUNS):  # in turn, so that a slow moment of the machine hits all alike
        nothing.append(whole("-c", "pass"))
        click.append(whole("-c", "import click"))
        version.append(whole("-m", "supertimer", "--version"))
        empty.append(first_paint(b"hello", "-c", EMPTY))
        home.append(first_paint(b"supertimer", "-m", "supertimer"))
    limit = 2 * median(nothing) + (median(click) - median(nothing))
    print(f"| {'start-up':34} | median | against | ratio |")
    print(f"|{'-' * 36}|-------:|--------:|------:|")
    row = "| {:34} | {:.0f} ms | {:.0f} ms | {:.2f} |"
    print(row.format("--version / (2 x pass + click)", *_against(median(version), limit)))
    print(row.format("first paint / an empty Textual app", *_against(median(home), median(empty))))


def _against(ours: float, theirs: float) -> tuple[float, float, float]:
    return ours * 1000, theirs * 1000, ours / theirs
