"""A routine and its tests in a folder."""

from pathlib import Path

ROUTINE = """\
name = "Legs"
unit = "lb"

[defaults]
target = "90-150s"
increment = "5 lb"

[[exercise]]
name = "Leg press"
load = 200

[[exercise]]
name = "Calf raise"
tempo = "lift 4, hold 2, lower 4"
sets = 2
"""

SCENARIO = """\
[[scenario]]
name = "A slip is taken back"
last = { "Leg press" = "200 lb 2:00" }
do = ["go", "fatigue at 1:05", "undo after 3s", "fatigue at 2:35"]
[scenario.expect]
sets = [{ exercise = "Leg press", tul = "2:35", reps = 7.75, ended_by = "fatigue", load = 200 }]
events = ["1:40 target_reached Leg press", "2:10 last_matched"]
never = ["phase_started hold Leg press"]
cues = { cap = 0 }
next = { "Leg press" = "210 lb" }

[[scenario]]
name = "As planned"
expect = { length = "8:50" }
"""


def write(folder: Path, tests: str = SCENARIO, routine: str = ROUTINE) -> Path:
    """Write both files into a folder; return the path of the test file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "legs.toml").write_text(routine, encoding="utf-8")
    path = folder / "legs.test.toml"
    path.write_text(tests, encoding="utf-8")
    return path
