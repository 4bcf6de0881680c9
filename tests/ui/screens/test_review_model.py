"""What the review of a workout says."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from supertimer.history.queries import Past
from supertimer.history.store import Store
from supertimer.ui.screens.review_model import NextLoad, facts, next_time, set_lines
from supertimer.units import Load, Unit
from supertimer.workout.briefing import Brief
from tests.ui.workouts import big_five, pounds, recent


@pytest.mark.parametrize(
    ("suggested", "shown"),
    [
        (pounds(125), "↑ 125 lb"),
        (pounds(115), "115 lb"),
        (pounds(105), "↓ 105 lb"),
        (Load.parse("52.5 kg"), "↑ 52.5 kg"),
        (Load.parse("blue band"), "blue band"),
        (None, ""),
    ],
)
def test_an_arrow_says_whether_the_load_goes_up(suggested: Load | None, shown: str) -> None:
    brief = Brief(suggested=suggested, reason="over 2:30", recent=recent(100))
    assert next_time(big_five(), {1: brief, 3: Brief()}, None) == (
        NextLoad("Leg press", shown, "over 2:30"),
    )
    first = replace(brief, recent=())
    assert next_time(big_five(), {1: first}, None)[0].load == shown.strip("↑↓ ")


def test_the_totals_say_how_long_the_pauses_were() -> None:
    (done,) = recent(100)
    paused = replace(done, paused_ms=20_000)
    hour = timedelta(hours=1)
    assert facts([done, done], hour) == ("2 sets", "3:20 under load", "60:00 in total", "no pauses")
    assert facts([paused, done], hour)[-1] == "0:20 paused"
    assert facts([replace(done, tul_ms=0)], timedelta()) == ("1 set", "", "", ""), "an imported set"


REPS = [
    (None, ""),
    (800, "8 reps"),
    (100, "1 rep"),
    (640, "6.4 reps, in rep 7"),
    (5, "0.05 reps, in rep 1"),
]


@pytest.mark.parametrize(("hundredths", "said"), REPS)
def test_a_set_says_in_which_rep_it_ended(
    hundredths: int | None, said: str, tmp_path: Path
) -> None:
    (done,) = recent(100)
    with Store.open(tmp_path / "history.db") as store:
        past = Past(store, "Anna")
        (line,) = set_lines([replace(done, reps=hundredths)], past, done.started, Unit.LB)
    assert line.reps == said
