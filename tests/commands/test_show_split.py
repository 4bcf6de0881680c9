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
    assert "14 days" not in shown("legs")  # the history is empty
    home.did("Upper", ago(days=3), ["All"], {"All": (REST, ["biceps", "triceps"])})
    assert shown("legs").endswith(
        "This routine leaves the abdominals to other routines, "
        "but no set has worked them in the last 14 days.\n"
    )
    home.did("Upper", ago(days=2), ["Crunch"], {"Crunch": (["abdominals"], [])})
    assert "to other routines" not in shown("legs")


def test_a_whole_body_routine_leaves_nothing_to_others(home: Home) -> None:
    home.has(legs=LOWER)
    home.did("Upper", ago(days=3), ["Press"], {"Press": (["chest"], [])})
    assert "to other routines" not in shown("legs")


def test_it_says_what_each_muscle_gets_and_got(home: Home) -> None:
    home.has(legs=LEGS.replace('muscles = ["quadriceps"]', 'sets = 2\ntarget = "90-150s"'))
    assert shown("legs").splitlines()[-6:] == [
        "             this routine",
        "quadriceps   2 3:00-5:00",
        "hamstrings   -           +2",
        "glutes       2 3:00-5:00",
        "calves       -           +2",
        "(sets, time under load, +n as a helper)",
    ]
    home.did("Upper", ago(days=9), ["Chest press"], {"Chest press": (["chest"], ["triceps"])})
    lines = shown("legs").splitlines()
    assert "             this routine    7 days  14 days" in lines
    assert "quadriceps   2 3:00-5:00     -       -" in lines
    assert "chest        -               -       1 1:42" in lines
    assert "triceps      -               -       -      +1" in lines


def test_a_damaged_history_does_not_hide_a_routine(home: Home) -> None:
    home.has(legs=LEGS)
    home.data.mkdir()
    (home.data / FILE).write_text("no database at all, " * 200)
    assert "Lower" in shown("legs")
