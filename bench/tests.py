"""How long `supertimer test` takes for a thousand scenarios."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from supertimer.paths import bundled_routines

FILES, EACH = 10, 100
SCENARIO = """
[[scenario]]
name = "Number {number}"
last = {{ "Leg press" = "210 lb 2:05" }}
do = ["go", "fatigue at 1:{second:02}", "undo after 3s", "fatigue at 2:05", "one more"]
[scenario.expect]
sets = [{{ exercise = "Seated row", tul = "2:05", ended_by = "fatigue" }}]
events = ["1:40 target_reached Seated row"]
never = ["target_topped"]
"""


def main() -> None:
    """Print the table."""
    with TemporaryDirectory() as folder:
        routine = (bundled_routines() / "big-five.toml").read_text(encoding="utf-8")
        for file in range(FILES):
            scenarios = (SCENARIO.format(number=n, second=n % 60) for n in range(EACH))
            Path(folder, f"five-{file}.toml").write_text(routine, encoding="utf-8")
            Path(folder, f"five-{file}.test.toml").write_text("".join(scenarios), encoding="utf-8")
        start = perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "supertimer", "test", folder],
            env={**os.environ, "SUPERTIMER_CONFIG_DIR": folder},
            capture_output=True,
            text=True,
            check=False,
        )
        took = perf_counter() - start
    print(f"| {'tests':46} | time | limit |")
    print(f"|{'-' * 48}|-----:|------:|")
    what = f"{FILES * EACH} scenarios: {done.stdout.strip()}"
    print(f"| {what:46} | {took:.1f} s | 10 s |")
