"""The sets of each muscle, week by week."""

from supertimer.body.coverage import by_week
from supertimer.body.muscles import MAJOR, Muscle
from supertimer.ui.screens.muscle_weeks import weeks_text
from tests.body.histories import NOW, ago, did


def test_each_week_has_a_bar_and_the_number_of_sets() -> None:
    worked = [did(ago(days), Muscle.CHEST, helping=(Muscle.TRICEPS,)) for days in (0, 0, 7, 21)]
    text = weeks_text(by_week(worked, NOW.date(), 4), "white", "white").plain
    rows = {line[:13].strip(): line for line in text.splitlines()}
    assert [rows["chest"][at : at + 4] for at in (13, 18, 23, 28)] == [
        "▄ 1 ",
        "·   ",
        "▄ 1 ",
        "█ 2 ",
    ]
    assert [rows["triceps"][at : at + 4] for at in (13, 18)] == ["+1  ", "·   "]
    assert set(MAJOR) <= set(rows), "also those that were not worked"
