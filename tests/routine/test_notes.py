"""What `check` notes about a valid routine: loads, times, and missing get readies."""

import pytest

from supertimer.paths import bundled_routines
from supertimer.routine.check.diagnostic import RoutineError
from supertimer.routine.check.lint import lint
from supertimer.routine.compile import compile_routine
from supertimer.routine.notation import NotationError
from supertimer.routine.parse import parse_routine, read_routine
from supertimer.routine.tempo import tempo


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


def test_a_routine_is_never_offered_as_its_own_partner() -> None:
    text = 'name = "Occam B"\n[schedule]\nalternate = ["Occam A"]\n[[exercise]]\nname = "Row"\n'
    for library, hint in (
        (["Occam B"], "use the `name` in its file"),
        (["Occam B", "Occam AA"], "did you mean “Occam AA”?"),
    ):
        warnings = lint(parse_routine(text, "f"), text, library)
        (found,) = [each for each in warnings if "unknown routine" in each.message]
        assert found.hint == hint


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ('load = "1,000 lb"', "“1,000 lb” has a comma in the number", '"1000 lb"'),
        ("load = 1,000 lb", "“1,000 lb” needs quotes", 'load = "1000 lb"'),
        ('load = "52,5 kg"', "“52,5 kg” has a comma in the number", '"52.5 kg"'),
        ('load = "12O lb"', "“12o lb” is not a load",
         '"120 lb", "52.5 kg", "bodyweight + 10 kg" or "none"'),
        ('tempo = "30-10-30"', "“30-10-30” is the name of a protocol of three blocks",
         'cadence = [{ tempo = "lower 30" }, { reps = 10, tempo = "lift 1, lower 2" }, '
         '{ tempo = "lower 30" }]'),
        ('rest\u00a0= "60s"', "this is a no-break space", 'rest = "60s"'),
        ('"re\u00a0st" = "60s"', "unknown key “re\u00a0st”, which contains a no-break space",
         "did you mean “rest”?"),
    ],
)  # fmt: skip
def test_hints_that_say_what_to_write(line: str, message: str, hint: str) -> None:
    with pytest.raises(RoutineError) as raised:
        parse_routine(f'name = "T"\n[[exercise]]\nname = "Chest press"\n{line}\n', "f")
    found = raised.value.diagnostics
    assert (found[0].message, hint) == (message, found[-1].hint)


@pytest.mark.parametrize(
    ("default", "own", "message"),
    [
        ('increment = "5 lb"', 'load = "10 kg"', "the load is in kg, but its steps are in lb"),
        ('until = "99 reps"', 'tempo = "lift 60, lower 60"', "at this tempo that takes 3 h 18 min"),
        (
            'second = "match"',
            'sides = "each"\nrest_pause = { times = 2, rest = "5s" }',
            "a second side with pauses can't match the first",
        ),
    ],
)
def test_a_default_that_one_exercise_can_not_have_names_it(
    default: str, own: str, message: str
) -> None:
    """If the defaults are in conflict with themselves, no exercise is to blame."""
    for shared, table in ((default, own), (f"{default}\n{own}", "")):
        text = f'name = "T"\n[defaults]\n{shared}\n[[exercise]]\nname = "Leg curl"\n{table}\n'
        with pytest.raises(RoutineError) as raised:
            parse_routine(text, "f")
        found = raised.value.diagnostics[0]
        assert found.message == ("Leg curl: " if table else "") + message
        key = default.partition(" ")[0]
        assert found.hint.endswith(f"or give Leg curl its own `{key}`") is bool(table)


@pytest.mark.parametrize(
    "line",
    [
        '{}load = "5 kg"',
        'load = {}"5 kg"',
        'load = "5 kg"{}',
        'load = "5 kg" {}# lb',
        "{}",
        'drops = [{}"-20%"]',
        "progress = {{{}stall = 3 }}",
        '{}[[exercise]]\nname = "Row"',
    ],
)
@pytest.mark.parametrize(
    ("space", "name"), [("\u00a0", "no-break space"), ("\u3000", "ideographic space")]
)
def test_a_space_that_is_not_a_plain_one_is_named(line: str, space: str, name: str) -> None:
    text = f'name = "T"\n[[exercise]]\nname = "Chest press"\n{line.format(space)}\n'
    with pytest.raises(RoutineError) as raised:
        parse_routine(text, "f")
    found = raised.value.diagnostics[0]
    assert found.message == f"this is a {name}: use a plain space"
    assert text.split("\n")[found.line - 1][found.column - 1] == space


def test_the_offered_protocol_is_the_one_of_the_bundled_routine() -> None:
    with pytest.raises(NotationError) as raised:
        tempo("30-10-30")
    text = f'name = "T"\n[[exercise]]\nname = "Chest press"\n{raised.value.hint}\n'
    (offered,) = compile_routine(parse_routine(text, "f")).sets
    bundled = compile_routine(read_routine(bundled_routines() / "30-10-30.toml")).sets[0]
    assert offered.cadence == bundled.cadence


def test_two_spellings_of_one_exercise_are_told_apart_from_two_exercises() -> None:
    second = '[[exercise]]\nname = "{}"\n'
    told = "is in this routine twice: both share one history"
    assert f"chest-PRESS {told}" in found(second.format("chest-PRESS"))
    assert not any(told in each for each in found(second.format("Chestpress")))
