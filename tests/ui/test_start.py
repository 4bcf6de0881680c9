"""The start of the screens."""

import subprocess
import sys

FIRST_PICTURE = """
import sys
from supertimer.config import Config
from supertimer.ui.app import SupertimerApp

def opening():
    heavy = {"pydantic", "numpy", "sqlite3", "supertimer.engine.cadence",
             "supertimer.workout.trainer", "supertimer.routine.catalogue"}
    print("early" if app.screen.size and not heavy & set(sys.modules) else heavy)
    app.exit(0)

app = SupertimerApp(Config(), opening)
app.run(headless=True)
"""


def test_the_first_picture_comes_before_what_takes_long_to_load() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FIRST_PICTURE], capture_output=True, text=True, timeout=60
    )
    assert ran.stdout.splitlines()[:1] == ["early"], ran.stdout + ran.stderr
