"""All that is wrong, each at its place, in words."""

import tomllib
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supertimer.commands.check import diagnostics
from supertimer.errors import SupertimerError
from supertimer.routine.check.diagnostic import Diagnostic, RoutineError
from supertimer.routine.check.explain import EXAMPLES, TABLES
from supertimer.routine.check.locate import Edit, Places, Source
from supertimer.routine.compile import compile_routine
from supertimer.routine.estimate import workout_length
from supertimer.routine.notation import HOUR
from supertimer.routine.parse import parse_routine, read_routine
from supertimer.routine.schema import routine_schema
from tests.routine.goldens import compare

WRONG = sorted((Path(__file__).parent / "wrong").glob("*.toml"))
GOOD = 'name = "Test"\n[[exercise]]\nname = "Leg press"\n'


def refused(content: str | bytes) -> tuple[Diagnostic, ...]:
    with pytest.raises(RoutineError) as caught:
        parse_routine(content, "test.toml")
    assert caught.value.diagnostics
    return caught.value.diagnostics


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)
def test_messages(path: Path) -> None:
    _, found = diagnostics(str(path))
    compare(path.with_suffix(".txt"), "\n".join(each.rendered(path.name) for each in found) + "\n")


def test_the_caret_stands_under_the_very_word() -> None:
    (found,) = refused(GOOD + 'tempo = "lift 10, hold 2, lfit 10"')
    assert (found.line, found.column, found.width) == (4, 27, 4)
    assert found.rendered("f").splitlines() == [
        "f:4:27: error: unknown phase “lfit”",
        '    4 | tempo = "lift 10, hold 2, lfit 10"',
        "      |                           ^^^^",
        "      = did you mean “lift”?",
    ]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("settings = { pad = 2, seat = [1] }", "[1]"),
        ("settings = { pad = 2, seat = 1e9 }", "1e9"),
        ('settings = { pad = 2, " " = 1 }', '" "'),
        ('cadence = [{ tempo = "4/4" }]\ntempo = "4/4"', "cadence"),
        ('rest_pause = { times = 3, rest = [1, 2], load = "90%" }', "[1, 2]"),
    ],
)
def test_the_caret_stands_inside_a_table(line: str, meant: str) -> None:
    (found,) = refused(GOOD + line)
    start = found.column - 1
    assert (found.line, found.text[start : start + found.width]) == (4, meant)


def test_wide_letters_and_tabs_do_not_move_the_caret() -> None:
    (found,) = refused(GOOD + '\tsettings = { "座席" = 1, "背" = [] }')
    _, line, caret, *_ = found.rendered("f").splitlines()
    assert line == '    4 |  settings = { "座席" = 1, "背" = [] }'
    assert caret == "      |" + " " * 34 + "^" * 2
    (found,) = refused(GOOD + 'muscles = ["chest", "座席"]')
    assert found.rendered("f").splitlines()[2] == "      |                     ^^^^^^"


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"\xff\xfe", 0, "not UTF-8"),
        (b"name = 'a'\nx = \xe9", 0, "line 2 is not UTF-8"),
        (b"\x00", 1, "expected “key = value” here"),
        ("name = ", 1, "the value is missing"),
        ('name = "a"\nname = "b"', 2, "“name” is already set on line 1"),
        ('name = "a\x01"', 1, "invalid TOML"),
        ("a = " + "[" * 100, 1, "64 deep"),
        ("\n" + ".".join("a" * 20000) + " = 1", 2, "16 parts"),
        ("name = " + "9" * 5000, 1, "thousands of digits"),
        ("# " + "x" * 200_000, 0, "too large"),
        ("", 1, "name of this routine is missing"),
        (GOOD + "target = '90-150'", 4, "seconds or reps"),
        (GOOD + 'tempo = "lift 10, lower 10,"', 4, "remove the comma at the end"),
        (GOOD + 'tempo = "lift 10,, lower 10"', 4, "remove the extra comma"),
        (GOOD + "load = 120", 4, "pounds or kilograms"),
        ('name = "Test"\nexercise = []', 2, "empty list"),
        ('name = "Test"\nexercise = "Leg press"', 2, "a list of exercises"),
        ('name = "Test"\n' + '[[exercise]]\nname = "A"\n' * 200, 2, "200 exercises"),
        ('name = ""\n[[exercise]]\nname = "A"', 1, "empty"),
        (f'name = "{"x" * 81}"\n[[exercise]]\nname = "A"', 1, "81 characters"),
        (GOOD + "rest = '2h'", 4, "2 h is too long"),
        (GOOD + "cap = '0.5s'", 4, "0.5 s is too short"),
        (GOOD + "until = '0s'", 4, "0 s is too short"),
        (GOOD + "until = '2h'", 4, "2 h is too long"),
        (GOOD + "sets = 1000000000000000000000", 4, "the maximum here is 20"),
        (GOOD + "sets = 1979-05-27", 4, "whole number"),
        (GOOD + "tempo = '4/4'\ncadence = [{tempo = '4/4'}]", 5, "can't be combined"),
        (GOOD + "until = '50m'\nsets = 10", 1, "takes at least 8 h 29 min"),
    ],
)
def test_one_message(content: str | bytes, line: int, message: str) -> None:
    found = refused(content)
    assert any(message in each.message and each.line == line for each in found), found


@pytest.mark.parametrize(
    "exercise",
    [
        "sides = 'each'\nsets = 3\nrest = '60m'",
        "sides = 'each'\nsets = 20\nswitch = '10m'\nsuperset = 'A'\nuntil = '1s'\nready = 0",
        "sets = 6\nrest = '60m'\nready = 0\nuntil = '1s'",
    ],
)
def test_a_workout_is_as_long_as_its_plan(exercise: str) -> None:
    least, _ = workout_length(compile_routine(parse_routine(GOOD + exercise, "f")))
    assert least < 6 * HOUR


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('name = "a"\nx = lift\n[[exercise]]\nname = "b\nrest = 3\ntempo = x 1\n[[exercise]\n',
         [2, 4, 6, 7]),
        ('x = [1, 2\ny = 3\n[[exercise]]\nname = "b"\nrest = 60s\n', [1, 5]),
        ('name = "b"\nwarmup = [\n { load = 5% },\n { load = 6% },\n]\nrest: 60\n', [3, 4, 6]),
        ('name = "a"\nname = "b"\nsets = 3\nrest = 60s\n', [2, 4]),
        ('name = lift\nabout = """\nnot = TOML\n"""\n', [1]),
        ('name = lift\nloads = [\n  10,\n  "20 kg",\n]\nsets = 2\n', [1]),
    ],
)  # fmt: skip
def test_one_error_of_syntax_does_not_hide_the_others(text: str, lines: list[int]) -> None:
    assert [each.line for each in refused(text) if not each.path] == lines


@pytest.mark.parametrize(
    ("line", "meant", "right"),
    [
        ("load = 120 lb  # heavy", "120 lb", 'load = "120 lb"'),
        ("push = 7,5", ",", "push = 7.5"),
        ("rest = 60s", "60s", 'rest = "60s"'),
        ("rest = 60,", ",", "rest = 60"),
        (
            'name = "Again"',
            "name",
            "add [[exercise]] above this line if another exercise begins here",
        ),
        ("tempo = lift 10, lower 10", "lift 10, lower 10", 'tempo = "lift 10, lower 10"'),
        ("rest: 60", ":", "rest = 60"),
        ("cue = “slowly”", "“slowly”", 'cue = "slowly"'),
        ("cue = ‘it’s slow’", "‘it’s slow’", 'cue = "it’s slow"'),
        ('cue = "slowly', '"slowly', 'cue = "slowly"'),
        ('muscles = ["chest", lats]', "lats", 'muscles = ["chest", "lats"]'),
        ('muscles = ["chest"', "[", 'muscles = ["chest"]'),
        ('muscles = ["chest"}', "[", 'muscles = ["chest"]'),
        ('muscles = ["chest" }', "[", 'muscles = ["chest" ]'),
        (f"cue = {'slowly ' * 20}", ("slowly " * 20).strip(), ""),
        ("settings = { seat = 4", "{", "settings = { seat = 4}"),
        ("settings = { seat: 4 }", ":", "settings = { seat = 4 }"),
        ("settings = { chest pad = 4 }", "chest pad", 'settings = { "chest pad" = 4 }'),
        ("settings = { seat = 4, }", ",", "settings = { seat = 4 }"),
        ("load = 1,000", ",", "load = 1000"),
        ("muscles = chest, lats", "chest, lats", 'muscles = ["quadriceps", "glutes"]'),
        ("rest = True", "True", '"90s", "1m30s" or "1:30"'),
        ("[exercise]", "[exercise]", "[[exercise]]"),
        ("[[exercise]", "[[exercise]", "[[exercise]]"),
    ],
)
def test_what_beginners_write_is_told_with_what_would_be_right(
    line: str, meant: str, right: str
) -> None:
    found = refused('unit = "lb"\n' + GOOD + line + '\n[[exercise]]\nname = "B"\nrest = "soon"\n')
    told, *others = [each for each in found if not each.message.startswith("the name")]
    start = told.column - 1
    assert (told.line, told.text[start : start + told.width]) == (5, meant)
    assert told.hint == right
    assert told.as_json("f")["hint"] == right
    assert [each.line for each in others] == [8]


def test_tables_of_two_exercises_are_not_the_same_table() -> None:
    text = GOOD.partition("\n")[2] + "[exercise.progress]\nup = 5%\n"
    found = refused('name = "T"\n' + text * 2)
    assert [(each.line, each.message) for each in found] == [
        (5, "“5%” needs quotes"),
        (9, "“5%” needs quotes"),
    ]


def test_another_name_of_a_list_needs_double_brackets_too() -> None:
    found = refused('name = "T"\n[exercises]\nname = "A"\n[exercises]\nname = "B"\nrest = 60s\n')
    lines = [(each.line, each.hint) for each in found]
    assert lines[:3] == [
        (2, "[[exercises]]"),
        (2, "did you mean “exercise”?"),
        (4, "[[exercises]]"),
    ]


@pytest.mark.parametrize(
    ("line", "meant", "message"),
    [
        ("rest 60", "rest 60", "expected “key = value”"),
        ("rest == 60", "=", "the value is missing"),
        ('cue = "slowly" please', "please", "unexpected text after the value"),
        ('rest = "60s" "70s"', '"70s"', "unexpected text after the value"),
        ('drops = ["-20%"]]', "]", "unexpected text after the value"),
        ('muscles = ["chest" "lats"]', '"', "a comma or a quote is missing"),
        ('muscles = ["chest, "lats"]', "l", "a comma or a quote is missing"),
        ("loads = [10,, 20]", ",", "the value is missing"),
        ('about = """endless', '"""', "this quote is not closed"),
        ("settings = {\n seat = 4,\n pad = 2\n}", "{", "must be on one line"),
        ("[leg press]", "[leg press]", "is not a table"),
    ],
)
def test_what_is_unclear_is_told_and_left_out(line: str, meant: str, message: str) -> None:
    text = (
        f'name = "T"\n[[exercise]]\nname = "A"\nrest = "soon"\n[[exercise]]\nname = "B"\n{line}\n'
    )
    soon, told = refused(text)
    start = told.column - 1
    assert (told.line, told.text[start : start + told.width]) == (7, meant)
    assert message in told.message
    assert soon.line == 4


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ('warmup = ["50%"]', 'warmup = [{ load = "50%", until = "3 reps" }]'),
        ('warmup = "50%"', 'warmup = [{ load = "50%", until = "3 reps" }]'),
        ('drops = "-20%"', 'drops = ["-20%"]'),
        ("drops = [3]", '"-20%"'),
        ('cadence = ["10/10"]', EXAMPLES["cadence"]),
        ("rest_pause = 3", 'rest_pause = { times = 3, rest = "10s" }'),
    ],
)
def test_a_table_or_list_is_told_with_an_example(line: str, right: str) -> None:
    (found,) = refused(GOOD + line)
    assert found.hint == right


def test_every_table_and_list_has_an_example_which_is_right() -> None:
    schema = routine_schema()
    tables = (schema, *schema["$defs"].values())
    properties = [table.get("properties", {}).items() for table in tables]
    lists = {key for key, node in chain(*properties) if node.get("type") == "array"}
    assert set(EXAMPLES) == (set(TABLES) | lists) - {""}
    for key, example in EXAMPLES.items():
        if example.startswith(f"{key} = "):
            head = {"steps": "[exercise.progress]", "days": "[schedule]", "alternate": "[schedule]"}
            parse_routine(f"{GOOD}{head.get(key, '')}\n{example}", key)


def test_what_is_recovered_is_checked_in_its_place() -> None:
    found = refused(GOOD + "tempo = lfit 10, lower 10, lowr 5\nmuscles = [chest, bicep]\n")
    words = [each.text[each.column - 1 : each.column - 1 + each.width] for each in found]
    assert words == [
        "lfit 10, lower 10, lowr 5", "lfit", "lowr", "chest", "bicep", "bicep",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "columns"),
    [
        ('tempo = "lfit 10, lowr 10"', [10, 19]),
        ('tempo = "lift 10, lift, lift, lower"', [19, 25, 31]),
        ("settings = { pad = [], seat = {} }", [20, 31]),
        ('muscles = ["bicep", "lats", "calfs"]', [12, 29]),
    ],
)
def test_all_faults_within_one_value_are_told(line: str, columns: list[int]) -> None:
    assert [each.column for each in refused(GOOD + line)] == columns
    text = 'name = "T"\ncovers = ["bicep", "lats", "calfs"]\n[[exercise]]\nname = "A"\n'
    assert [each.column for each in refused(text)] == [11, 28]


@pytest.mark.parametrize(
    ("covers", "line", "message", "hint"),
    [
        ("", 1, "no exercise works the ", 'such as covers = "lower body"'),
        ('covers = "lower body"\n', 2, "which `covers` includes",
         'add an exercise for it, or use covers = ["quadriceps", "hamstrings", "glutes"]'),
        ('covers = ["chest"]\n', 2, "which `covers` includes", "add an exercise for it"),
    ],
)  # fmt: skip
def test_what_is_not_worked_is_measured_by_what_it_means_to_cover(
    covers: str, line: int, message: str, hint: str, tmp_path: Path
) -> None:
    path = tmp_path / "x.toml"
    path.write_text(
        f'name = "T"\n{covers}[[exercise]]\nname = "Squats"\n'
        'muscles = ["quadriceps", "glutes"]\nalso = ["hamstrings"]\n'
    )
    (told,) = diagnostics(str(path))[1]
    assert (told.line, message in told.message) == (line, True)
    assert told.hint.endswith(hint)


def test_all_problems_at_once_but_not_without_end() -> None:
    found = refused(GOOD + "".join(f"key{number} = 1\n" for number in range(80)))
    assert len(found) == 51
    assert found[-1].message == "and 30 more"


def test_what_is_wrong_together_is_said_beside_what_is_wrong_by_itself() -> None:
    text = (
        'abuot = 1\nname = "Test"\n[[exercise]]\nname = "A"\nrest = "soon"\nload = 3\n'
        '[[exercise]]\nname = "B"\ntempo = "hold 10"\nuntil = "8 reps"\n'
        '[[exercise]]\nname = "C"\nload = 120\n'
    )
    found = [(each.line, each.message.split()[0]) for each in refused(text)]
    assert found == [(1, "unknown"), (5, "“soon”"), (10, "holds"), (13, "120")]


@pytest.mark.parametrize("shared", ['[defaults]\nrest = "soon"\n', ""])
def test_no_exercise_is_blamed_for_wrong_defaults(shared: str) -> None:
    unit = "" if shared else 'unit = "stone"\n'
    (found,) = refused(unit + 'name = "T"\n' + shared + '[[exercise]]\nname = "A"\nload = 120\n')
    assert found.path in (("defaults", "rest"), ("unit",))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_and_byte_order_mark(end: str) -> None:
    text = "\ufeff" + (GOOD + "rest = 'soon'\n").replace("\n", end)
    (found,) = refused(text.encode())
    assert (found.line, found.column, found.text) == (4, 8, "rest = 'soon'")
    parse_routine(("\ufeff" + GOOD.replace("\n", end)).encode(), "f")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no endless file here")
def test_a_file_without_end_is_not_read_to_its_end() -> None:
    with pytest.raises(RoutineError, match="too large"):
        read_routine(Path("/dev/zero"))


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.toml"):
        with pytest.raises(SupertimerError, match="cannot be read"):
            read_routine(path)


@pytest.mark.parametrize("name", ["[red]x[/]", "[@click=app.quit]x", "{x}", "%s", "<b>x</b>"])
def test_markup_is_only_text(name: str) -> None:
    routine = parse_routine(GOOD.replace("Leg press", name), "f")
    assert routine.exercise[0].name == name


@pytest.mark.parametrize("character", ["\\u001b[2J", "\\u202e", "\\u0007", "\\u009b", "\\u2028"])
def test_characters_that_act_are_refused(character: str) -> None:
    for content in (GOOD.replace("Leg press", character), GOOD + f'cue = "{character}"'):
        (found,) = refused(content)
        assert "hidden character" in found.message


def test_nothing_in_a_message_acts_on_the_terminal() -> None:
    found = refused('"\\u001b[31mkey" = 1\nx\u202ey = 2\n'.replace("x\u202ey", '"x\u202ey"') + GOOD)
    text = "\n".join(each.rendered("f\x1b[0m\n.toml") for each in found)
    assert "\x1b" not in text
    assert "\u202e" not in text


keys = st.text("ab", min_size=1, max_size=2)
values = st.recursive(
    st.integers() | st.text("ab", max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=12,
)


def written(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}" = {written(inner)}' for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    return str(value) if isinstance(value, int) else f'"{value}"'


def paths_of(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = (
        value.items() if isinstance(value, dict)
        else enumerate(value) if isinstance(value, list) else ()
    )  # fmt: skip
    return [path, *(each for key, child in inner for each in paths_of(child, (*path, key)))]


@given(st.dictionaries(keys, values, max_size=4))
def test_every_value_is_found_where_it_stands(document: dict[str, object]) -> None:
    text = "".join(f'"{key}" = {written(value)}\n' for key, value in document.items())
    assert tomllib.loads(text) == document
    wanted = paths_of(document)[1:]
    places = Places(Source(text), wanted)
    for path in wanted:
        found, place = places.of(path)
        assert (found, place is None) == (path, False)
        assert place is not None
        value: object = document
        for key in path:
            value = value[key]  # type: ignore[index]
        start, end = place.value
        assert text[start:end] == written(value)


def test_tables_and_dotted_keys_are_found_too() -> None:
    text = (
        '[a]\n"b c".d = 1\n[[x]]\ny = 1\n[x.sub]\nz = 2\n[[x.more]]\nq = 1\n[[x.more]]\nq = 2\n'
        "[[x]]\nlist = [\n  1,  # one\n  { deep = 3 },\n]\n"
    )
    wanted: list[tuple[str | int, ...]] = [
        ("a", "b c", "d"), ("x", 0, "y"), ("x", 0, "sub", "z"), ("x", 0, "more", 1, "q"),
        ("x", 1, "list", 1, "deep"), ("x", 1), ("x", 1, "missing"),
    ]  # fmt: skip
    places = Places(Source(text), wanted)
    lines = []
    for path in wanted:
        _, place = places.of(path)
        assert place is not None
        lines.append(Source(text).line(place.value[0]))
    assert lines == [2, 4, 6, 10, 14, 11, 11]


@given(st.text("ab\n", max_size=20), st.data())
def test_every_offset_in_a_corrected_text_is_found_in_the_file(
    text: str, data: st.DataObject
) -> None:
    cuts = data.draw(st.lists(st.integers(0, len(text)), max_size=8).map(sorted))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    edits = [Edit(start, end, data.draw(st.text("xyz", max_size=3))) for start, end in pairs]
    source = Source(text, data.draw(st.permutations(edits)))
    kept = [at for at in range(len(text)) if not any(a <= at < b for a, b, _ in edits)]
    found = [at for at, letter in enumerate(source.corrected) if letter in "ab\n"]
    assert list(map(source.origin, found)) == kept
    assert all(0 <= source.origin(at) <= len(text) for at in range(len(source.corrected) + 1))
