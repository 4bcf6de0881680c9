from click.testing import CliRunner

from supertimer.commands.show import command
from supertimer.history.store import FILE
from tests.commands.diaries import LOWER, Home, ago

LEGS = f'covers = ["quadriceps"]\n{LOWER}'
REST = ["hamstrings", "glutes", "calves", "chest", "lats", "middle back", "lower back", "shoulders"]


def shown(routine: str) -> str:
    return CliRunner().invoke(command, [routine], catch_exceptions=False).output


def test_a_split_says_what_its_other_half_has_left_out_lately(home: Home) -> None:
    home.has(legs=LEGS)
    assert "14 days" not in shown("legs")  # nobody has begun yet
    home.did("Upper", ago(days=3), ["All"], {"All": (REST, ["biceps", "triceps"])})
    assert shown("legs").endswith(
        "In the last 14 days nothing has worked the abdominals,"
        " and this routine leaves it to others.\n"
    )
    home.did("Upper", ago(days=2), ["Crunch"], {"Crunch": (["abdominals"], [])})
    assert "14 days" not in shown("legs")


def test_a_whole_body_routine_leaves_nothing_to_others(home: Home) -> None:
    home.has(legs=LOWER)
    home.did("Upper", ago(days=3), ["Press"], {"Press": (["chest"], [])})
    assert "14 days" not in shown("legs")


def test_a_damaged_history_does_not_hide_a_routine(home: Home) -> None:
    home.has(legs=LEGS)
    home.data.mkdir()
    (home.data / FILE).write_text("no database at all, " * 200)
    assert "Lower" in shown("legs")
