"""Finding, beginning and watching routine files; the catalogue; words."""

import os
import re
from pathlib import Path

import pytest

from supertimer.body.muscles import Muscle
from supertimer.errors import SupertimerError
from supertimer.paths import bundled_routines
from supertimer.routine import describe, library
from supertimer.routine.catalogue import catalogue, known, suggestion
from supertimer.routine.check.diagnostic import RoutineError
from supertimer.routine.check.explain import TABLES
from supertimer.routine.check.lint import lint
from supertimer.routine.compile import compile_routine
from supertimer.routine.estimate import planned, workout_length
from supertimer.routine.new import TEMPLATE, create_routine
from supertimer.routine.parse import parse_routine, read_routine
from supertimer.routine.phrases import routine_lines
from supertimer.routine.reload import Watched
from supertimer.routine.summary import read_summary
from supertimer.text import literal, unsafe
from tests.routine.goldens import compare

HERE = Path(__file__).parent
GOOD = 'name = "Mine"\n[[exercise]]\nname = "Leg press"\n'


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder, empty."""
    monkeypatch.setenv("SUPERTIMER_CONFIG_DIR", str(tmp_path))
    folder = tmp_path / "routines"
    folder.mkdir()
    return folder


def test_own_routines_come_first_and_hide_their_namesakes(own: Path) -> None:
    (own / "big-five.toml").write_text(GOOD)
    (own / "zebra.toml").write_text(GOOD)
    entries = library.listing()
    assert [(entry.name, entry.bundled) for entry in entries[:2]] == [
        ("big-five", False),
        ("zebra", False),
    ]
    assert all(entry.bundled for entry in entries[2:])
    assert [entry.name for entry in entries].count("big-five") == 1
    assert library.find("big-five") == own / "big-five.toml"
    assert library.find("zebra.toml") == own / "zebra.toml"


def test_a_path_is_a_path(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(GOOD)
    assert library.find(str(path)) == path


def test_a_folder_hides_no_routine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kieser").mkdir()
    assert library.find("kieser") == bundled_routines() / "kieser.toml"
    with pytest.raises(SupertimerError, match="routine not found: kieser/; did you mean kieser"):
        library.find("kieser/")


def test_a_routine_is_found_by_its_own_name(own: Path) -> None:
    (own / "broken.toml").write_text("name = ")
    (own / "legs.toml").write_text(GOOD.replace("Mine", "Leg Day"))
    assert library.find("leg day") == own / "legs.toml"
    assert library.find("Big Five").name == "big-five.toml"


@pytest.mark.parametrize("name", ["big-fve", "nothing like it", "\x1b[31m", "a\0b", "x" * 5000])
def test_what_is_not_found(name: str) -> None:
    with pytest.raises(SupertimerError) as caught:
        library.find(name)
    assert "\x1b" not in str(caught.value)
    if name == "big-fve":
        assert "did you mean big-five?" in str(caught.value)


def test_the_template_shows_every_key() -> None:
    text = TEMPLATE.read_text(encoding="utf-8")
    for name, table in TABLES.items():
        for key in table.model_fields:
            assert re.search(rf"\b{key} = |\[{key}\]", text), (name, key)
    parse_routine(text, "template")


def test_every_line_of_the_template_can_be_taken_in() -> None:
    lines = TEMPLATE.read_text(encoding="utf-8").splitlines()
    offered = [place for place, line in enumerate(lines) if re.match(r"# \w+ = ", line)]
    assert len(offered) > 20
    for place in offered:
        key = lines[place].split()[1]
        without = {"cadence": "tempo"}.get(key, key)
        taken = [line for line in lines if not line.startswith(f"{without} = ")]
        taken[taken.index(lines[place])] = lines[place].removeprefix("# ")
        parse_routine("\n".join(taken), key)


def test_what_the_template_says_is_what_is_taken_without_it() -> None:
    said = parse_routine(TEMPLATE.read_text(encoding="utf-8"), "template")
    bare = 'name = "My Routine"\n[[exercise]]\nname = "Leg press"\n'
    assert said == parse_routine(bare, "bare")
    assert {"recovery"} == said.schedule.model_fields_set
    assert said.defaults.model_fields_set


def test_a_fresh_draft_is_not_due_unasked(own: Path) -> None:
    program = read_summary(create_routine("legs"))
    assert program is not None
    assert not program.scheduled


def test_a_draft_is_right_and_never_overwrites(own: Path) -> None:
    path = create_routine("legs")
    assert path == own / "legs.toml"
    assert read_routine(path).name == "legs"
    assert (own / "routine.schema.json").is_file()
    with pytest.raises(SupertimerError, match="already"):
        create_routine("legs")
    other = create_routine("copy", "big-five")
    assert read_routine(other).name == "copy"
    assert read_routine(other).exercise == read_routine(library.find("big-five")).exercise


def test_a_base_that_cannot_be_read_is_told(own: Path, tmp_path: Path) -> None:
    latin = tmp_path / "latin.toml"
    latin.write_bytes(GOOD.replace("Mine", "Träning").encode("latin-1"))
    for base, told in (("/", "routine not found: /"), (str(latin), "line 1 is not UTF-8 text")):
        with pytest.raises(SupertimerError, match=told):
            create_routine("mine", base)
    assert not (own / "mine.toml").exists()


def test_a_base_may_come_from_another_system(tmp_path: Path) -> None:
    base = tmp_path / "base.toml"
    base.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    text = create_routine("mine", str(base), ["Leg curl"]).read_bytes().decode()
    assert text.startswith('name = "mine"\n[[exercise]]\nname = "Leg curl"')


@pytest.mark.parametrize("name", ["", "../x", "a/b", ".hidden", "-x", "a\x1b", "x" * 90, "c:d"])
def test_names_that_are_not_files(name: str) -> None:
    with pytest.raises(SupertimerError):
        create_routine(name)


def test_watching_keeps_the_last_good_state(tmp_path: Path) -> None:
    path = tmp_path / "w.toml"
    path.write_text(GOOD)
    watched = Watched(path)
    assert watched.routine is not None
    assert not watched.poll()
    path.write_text(GOOD.replace("Mine", "Changed"))
    assert watched.poll()
    assert (watched.routine.name, watched.error) == ("Changed", "")
    path.write_text(GOOD + "sets = 'two'\n")
    assert watched.poll()
    assert watched.routine.name == "Changed"
    assert "w.toml:4:8" in watched.error
    assert not watched.poll()
    path.unlink()
    assert watched.poll()
    assert "cannot be read" in watched.error
    path.write_text(GOOD)
    os.utime(path, ns=(1, 1))
    assert watched.poll()
    assert (watched.routine.name, watched.error) == ("Mine", "")


def test_a_file_that_was_never_good_is_watched_until_it_is(tmp_path: Path) -> None:
    path = tmp_path / "w.toml"
    watched = Watched(path)
    assert "cannot be read" in watched.error
    path.write_text("name = 3\n")
    assert watched.poll()
    assert "w.toml:1:8" in watched.error
    assert (watched.routine, watched.content) == (None, b"")
    path.write_text(GOOD)
    assert watched.poll()
    assert (watched.content, watched.error) == (GOOD.encode(), "")


def test_the_catalogue() -> None:
    entries = catalogue()
    assert len(entries) >= 150
    assert {muscle for entry in entries for muscle in entry.muscles} == set(Muscle)
    assert {entry.sides for entry in entries} == {"both", "each"}
    for entry in entries:
        assert not set(entry.muscles) & set(entry.also), entry.name
        assert all(known(name) is entry for name in (entry.name, *entry.others)), entry.name


def test_names_are_known_however_they_are_written() -> None:
    for name in ("push-up", "Push Up", "PUSHUP", "press-up"):
        entry = known(name)
        assert entry is not None
        assert entry.name == "Push-up"
    assert known("") is None
    assert suggestion("Legg pres") == "Leg press"
    assert suggestion("bench") == "Bench press"
    assert suggestion("Legs") == "Leg press"
    assert suggestion("qqqq") is None
    assert suggestion("") is None


def test_muscles_come_from_the_catalogue_unless_they_are_said() -> None:
    (filled,) = parse_routine(GOOD, "f").resolved()
    assert filled.muscles == (Muscle.QUADRICEPS, Muscle.GLUTES)
    assert Muscle.CALVES in filled.also
    (said,) = parse_routine(GOOD + 'muscles = ["calves"]', "f").resolved()
    assert (said.muscles, said.also) == ((Muscle.CALVES,), ())
    (helped,) = parse_routine(GOOD + 'also = ["neck"]', "f").resolved()
    assert (helped.muscles, helped.also) == ((Muscle.QUADRICEPS, Muscle.GLUTES), (Muscle.NECK,))


def test_planned_leaves_warm_ups_out() -> None:
    text = GOOD + 'sets = 2\ntarget = "60-90s"\nwarmup = [{ load = "50%", until = "20s" }]'
    found = planned(parse_routine(text, "f"))
    assert [each.tul_ms for each in found] == [75_000, 75_000]


def test_length() -> None:
    text = GOOD + 'target = "60-90s"\nsets = 2\nrest = 30\nready = 5\npush = 10'
    assert workout_length(compile_routine(parse_routine(text, "f"))) == (175_000, 235_000)
    text = (
        GOOD + 'until = "2 reps"\ntempo = "4/4"\nready = 0\nrest_pause = { times = 2, rest = 10 }'
    )
    assert workout_length(compile_routine(parse_routine(text, "f"))) == (68_000, 68_000)


@pytest.mark.parametrize(
    ("ms", "said"),
    [(10_000, "10 s"), (2_500, "2.5 s"), (179_000, "179 s"), (180_000, "3 min"),
     (270_000, "4 min 30 s"), (3_900_000, "1 h 5 min")],
)  # fmt: skip
def test_durations_in_words(ms: int, said: str) -> None:
    assert describe.duration(ms) == said


@pytest.mark.parametrize("path", sorted((HERE / "protocols").glob("*.toml")), ids=lambda p: p.stem)
def test_words(path: Path) -> None:
    found = "\n".join(routine_lines(read_routine(path))) + "\n"
    compare(HERE / "golden" / f"{path.stem}.txt", found)


@pytest.mark.parametrize(
    ("loads", "said"),
    [
        ('"100%"', "continued after pauses of 10, 10, 15 s"),
        ('"80%"', "continued after pauses of 10, 10, 15 s with 80 % of the load"),
        (
            '["100%", "80%", "80%"]',
            "continued after 10 s with all, then after 10 s with 80 %, "
            "then after 15 s with 80 % of the load",
        ),
    ],
)
def test_each_pause_is_said_with_its_load(loads: str, said: str) -> None:
    text = GOOD + f"push = 0\nrest_pause = {{ times = 3, rest = [10, 10, 15], load = {loads} }}"
    lines = list(routine_lines(parse_routine(text, "f")))
    assert any(line.endswith(said) for line in lines), lines


def test_lint_says_what_it_filled_in() -> None:
    found = lint(parse_routine(GOOD, "f"), GOOD)
    assert any("from the catalog: quadriceps and glutes" in each.message for each in found)


def test_lint_says_it_once_of_one_exercise() -> None:
    text = GOOD + '[[exercise]]\nname = "Leg press"\n' * 2
    found = lint(parse_routine(text, "f"), text)
    assert sum("from the catalog" in each.message for each in found) == 1
    assert sum("in this routine twice" in each.message for each in found) == 2


def test_what_is_about_the_whole_routine_has_a_place() -> None:
    text = "# mine\n" + GOOD.replace("Leg press", "Leg curl") + "sets = 20\n"
    found = [each for each in lint(parse_routine(text, "f"), text) if each.severity == "warning"]
    assert [each.message.split(" ")[0] for each in found] == ["no", "this"]
    assert {each.where("f") for each in found} == {"f:2:8"}


def test_a_part_of_the_body_is_enough_when_it_is_meant() -> None:
    legs = GOOD.replace("Mine", "Legs") + '[[exercise]]\nname = "Leg curl"\n'
    assert any("no exercise works" in each.message for each in lint(parse_routine(legs, "f"), legs))
    legs = 'covers = "lower body"\n' + legs
    assert not any("no exercise" in each.message for each in lint(parse_routine(legs, "f"), legs))


def test_tempos_in_bare_numbers_are_said_back_in_words() -> None:
    text = GOOD + (
        'tempo = "30X1"\n[[exercise]]\nname = "A"\ntempo = "lift 4, lower 4"\n'
        '[[exercise]]\nname = "B"\ncadence = [{ tempo = "10/5" }, { tempo = "10/5" }]\n'
    )
    found = [each.message for each in lint(parse_routine(text, "f"), text)]
    assert [message for message in found if "is read as" in message] == [
        "“30X1” is read as lower 3 s, lift 1 s, hold 1 s",
        "“10/5” is read as lift 10 s, lower 5 s",
    ]


@pytest.mark.parametrize(
    ("covers", "right"),
    [
        ('"lower body"', True),
        ('["chest", "triceps"]', True),
        ('"lower bdy"', False),
        ('"everything"', False),
        ("[]", False),
        ('["chset"]', False),
        ("3", False),
    ],
)
def test_covers(covers: str, right: bool) -> None:
    text = f"covers = {covers}\n" + GOOD
    if right:
        parse_routine(text, "f")
    else:
        with pytest.raises(RoutineError) as caught:
            parse_routine(text, "f")
        assert [each.path[0] for each in caught.value.diagnostics] == ["covers"]
        assert all(each.hint for each in caught.value.diagnostics)


@pytest.mark.parametrize(
    "settings",
    ['{ seat = "\\u001b" }', "{ seat = 1e9 }", "{ seat = true }", '{ "" = 1 }', "3",
     "{ " + ", ".join(f"s{number} = 1" for number in range(21)) + " }"],
)  # fmt: skip
def test_settings_that_are_none(settings: str) -> None:
    with pytest.raises(RoutineError) as caught:
        parse_routine(GOOD + f"settings = {settings}", "f")
    assert [each.line for each in caught.value.diagnostics] == [4]


def test_warm_ups_need_time_to_change_the_load() -> None:
    text = GOOD + 'rest = 0\nwarmup = [{ load = "50%", until = "20s" }]\n'
    warnings = lint(parse_routine(text, "f"), text)
    found = [each for each in warnings if "change the load" in each.message]
    assert [(each.line, each.column) for each in found] == [(5, 11)]


def test_literal() -> None:
    assert literal("a\x1b[31mb\u202ec\n") == "a<1B>[31mb<202E>c<0A>"
    assert literal("Klimmzug – 懸垂 💪") == "Klimmzug – 懸垂 💪"
    assert unsafe("a\tb") == "control character 09"
    assert unsafe("a\u202eb") == "right-to-left override"
    assert unsafe("plain") is None
