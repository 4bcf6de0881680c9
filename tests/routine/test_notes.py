"""What `check` notes about a valid routine: loads, times, and missing get readies."""

import pytest

from supertimer.routine.check.lint import lint
from supertimer.routine.parse import parse_routine


def found(keys: str, name: str = "Chest press") -> list[str]:
    text = f'name = "Test"\ncovers = ["chest"]\n[[exercise]]\nname = "{name}"\n{keys}'
    return [each.message for each in lint(parse_routine(text, "f"), text)]


@pytest.mark.parametrize(
    ("keys", "note"),
    [
        ('tempo = "hold 7, reset 3"\nuntil = "60s"',
         "until = 60 s of time under load takes 84 s, because `reset` is not under load"),
        ("sets = 2\nrest = 0", "no get ready before a set, because `rest` is 0"),
        ('sides = "each"\nswitch = 0', "no get ready before a set, because `switch` is 0"),
        ('load = "10 kg"\nloads = ["12 kg"]\ndrops = ["-20%"]',
         "80 % of “10 kg” is 8 kg: its loads have nothing that light"),
        ('load = "4 kg"\nincrement = "5 kg"\ndrops = ["-20%"]',
         "80 % of “4 kg” is 3.2 kg: its loads have nothing that light"),
        ('load = "bodyweight + 10 kg"\ndrops = ["-20%"]',
         "80 % of “bodyweight + 10 kg” needs your body weight; until you enter it, the load stays"),
        ('load = "pin 7"\nrest_pause = { times = 1, rest = 9, load = "80%" }',
         "80 % of “pin 7” is the same load, because it has no number"),
    ],
)  # fmt: skip
def test_notes(keys: str, note: str) -> None:
    assert f"Chest press: {note}" in found(keys)


@pytest.mark.parametrize(
    "keys",
    [
        'tempo = "hold 7"\nuntil = "60s"',
        "sets = 2\nrest = 1",
        "sets = 2\nrest = 0\nready = 0",
        'sets = 2\nrest = 0\nadvance = "wait"',
        'sets = 2\nload = "50 kg"\nincrement = "5 kg"\ndrops = ["-20%"]',
        'load = "none"\ndrops = ["-20%"]',
    ],
)
def test_nothing_to_note(keys: str) -> None:
    assert [each for each in found(keys) if "Chest press: muscles" not in each] == []


def test_a_superset_has_no_get_ready_by_default() -> None:
    members = 'superset = "A"\nsets = 2\n[[exercise]]\nname = "Row"\nsuperset = "A"\nsets = 2'
    assert not any("no get ready" in each for each in found(members))


def test_a_plain_load_on_an_assisted_exercise_is_a_warning() -> None:
    message = "on an assisted exercise, 40 kg can't be compared with other loads"
    assert message in found('load = "40 kg"', "Assisted chin-up")
    assert message not in found('load = "bodyweight - 40 kg"', "Assisted chin-up")
    assert message not in found('load = "40 kg"', "Chin-up")
