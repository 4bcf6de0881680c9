import json
import re
from itertools import pairwise

import pytest
from click.testing import CliRunner

from supertimer.body.map import COLUMNS, DARK, LIGHT, PATTERNS, SIXTEEN, Cell
from supertimer.commands.body import WIDTH, command, palette, styled
from tests.commands.diaries import Home, ago

MUSCLES = {"Chest press": (["chest", "triceps"], ["shoulders"]), "Leg press": (["glutes"], [])}


def words(*options: str) -> str:
    """What is written beside the picture."""
    result = CliRunner().invoke(command, options, catch_exceptions=False)
    assert all(len(line) <= WIDTH for line in result.output.splitlines())
    beside = (line[COLUMNS + 3 :] for line in result.output.splitlines())
    return "\n".join(beside).strip()


def test_a_new_user_sees_that_the_history_is_empty(home: Home) -> None:
    assert words() == (
        "Last worked\n██ today\n▓▓ 1-2 days ago\n▒▒ 3-4 days ago\n░░ 5-7 days ago\n"
        "-- longer ago, or never\nLighter shade: worked as a helper\n\n"
        "No workouts in the last 60 days."
    )


def test_what_recovers_and_what_was_left_out_is_said_in_words(home: Home) -> None:
    home.did("Upper", ago(days=2, hours=1), ["Chest press"], MUSCLES)
    text = words()
    assert re.search(r"Recovering, ready\n  \w+( today)?: chest and triceps\n", text)
    assert "Not worked in the last 14 days\n  quadriceps, hamstrings, glutes," in text
    home.did("Lower", ago(days=5), ["Leg press"], MUSCLES)
    text = words()
    assert "glutes" not in text.partition("14 days")[2].partition("14 days")[0]
    assert text.endswith(
        "7 days     14 days\n"
        "glutes       1 1:42     1 1:42\n"
        "chest        1 1:42     1 1:42\n"
        "shoulders    -      +1  -      +1\n"
        "triceps      1 1:42     1 1:42\n"
        "(sets, time under load, +n as a helper)"
    ), text


def test_without_a_terminal_there_are_patterns_and_no_codes(home: Home) -> None:
    home.did("Lower", ago(hours=1), ["Leg press"], MUSCLES)
    output = CliRunner().invoke(command).output
    assert "\x1b" not in output
    assert "██" in output


def test_the_work_of_the_week(home: Home) -> None:
    home.did("Lower", ago(hours=1), ["Leg press"], MUSCLES)
    assert words("--by", "work").startswith("Time under load, last 7 days\n")
    assert CliRunner().invoke(command, ["--by", "luck"]).exit_code == 2


def test_all_of_it_as_json(home: Home) -> None:
    home.did("Upper", ago(hours=30), ["Chest press"], MUSCLES)
    found = json.loads(CliRunner().invoke(command, ["--json"]).output)
    assert found["levels"]["chest"] in (3, 4)
    assert found["levels"]["calves"] == 0
    assert found["legend"]["0"] == "longer ago, or never"
    share = {"sets": 1, "seconds": 102, "helped_sets": 0, "helped_seconds": 0}
    assert found["last_7_days"]["triceps"] == found["last_14_days"]["chest"] == share
    assert found["last_7_days"]["shoulders"]["helped_seconds"] == 102
    waiting = {each["muscle"]: (each["hours"], each["of_hours"]) for each in found["recovering"]}
    assert waiting["chest"] in ((29, 72), (30, 72))  # it ended some minutes after it began
    assert "lats" in found["not_worked"]


@pytest.mark.parametrize(
    ("environment", "inks"),
    [
        ({"NO_COLOR": "1", "COLORTERM": "truecolor"}, ()),
        ({"TERM": "dumb"}, ()),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, SIXTEEN),
        ({"COLORTERM": "truecolor"}, DARK),
    ],
)
def test_colours_are_those_of_the_terminal(
    environment: dict[str, str], inks: tuple[str, ...]
) -> None:
    assert palette(environment, terminal=True) == inks
    assert palette(environment, terminal=False) == ()


@pytest.mark.parametrize("inks", [DARK, LIGHT, SIXTEEN])
def test_every_ink_has_its_own_colour(inks: tuple[str, ...]) -> None:
    assert len(set(inks)) == len(PATTERNS) + 1
    drawn = {styled(Cell("█", ink, ink), inks) for ink in range(-1, len(PATTERNS))}
    assert len(drawn) == len(PATTERNS) + 1


@pytest.mark.parametrize("inks", [DARK, LIGHT])
def test_levels_can_be_told_apart_without_their_hue(inks: tuple[str, ...]) -> None:
    def lightness(colour: str) -> float:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    steps = [lightness(colour) for colour in (inks[-1], *inks[:-1])]
    assert steps == sorted(steps, reverse=inks is LIGHT)
    assert all(abs(one - other) >= 8 for one, other in pairwise(steps))
