"""Importing into a history: keys, what is new, what stays, and undo."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supertimer.history.merge import add
from supertimer.history.persons import erase, join
from supertimer.history.queries import Past
from supertimer.history.set_record import SetDone
from supertimer.history.stats import records
from supertimer.history.store import Store
from supertimer.interop import sheet
from supertimer.interop.formats import read_csv
from supertimer.interop.import_plan import ImportPlan
from supertimer.interop.importing import place
from supertimer.interop.joining import in_catalogue
from supertimer.interop.preview import Options
from supertimer.interop.undoing import NoImportError, latest, undo
from supertimer.units import Unit
from tests.history.test_identity import station, tables
from tests.interop import logs

OPTIONS = Options(unit=Unit.KG)


@pytest.fixture
def store() -> Iterator[Store]:
    with station("here", timedelta(0)) as made:
        yield made


def import_(
    store: Store, text: str, person: str = "Anna", options: Options = OPTIONS
) -> ImportPlan:
    placed = place(store, person, read_csv(text.encode(), options), "/home/anna/log.csv")
    store.write(placed.rows(), placed.sets())
    return placed


def sets(store: Store, person: str = "Anna") -> list[SetDone]:
    return [done for session in Past(store, person).sessions() for done in session.sets]


def said(store: Store) -> list[str]:
    return [f"{done.exercise} {done.number}: {done.load} {done.reps}" for done in sets(store)]


def everything(store: Store) -> dict[str, list[dict[str, object]]]:
    found = tables(store)
    found.pop("imports")
    return found


@pytest.mark.parametrize("name", logs.ALL)
def test_a_file_adds_its_sets_once(store: Store, name: str) -> None:
    text = logs.ALL[name]
    preview = read_csv(text.encode(), OPTIONS)
    placed = import_(store, text)
    assert (placed.new_sets, placed.new_workouts) == (preview.sets, len(preview.workouts))
    assert len(sets(store)) == preview.sets
    before = tables(store)
    again = import_(store, text)
    assert (again.changes, again.unchanged) == (False, preview.sets)
    assert tables(store) == before


def test_sets_are_in_the_order_of_the_file_and_have_no_time_that_the_file_lacks(
    store: Store,
) -> None:
    import_(store, logs.STRONG)
    assert [f"{done.exercise} {done.number} {done.time}" for done in sets(store)] == [
        "Leg Press (Machine) 1 ",
        "Leg Press (Machine) 2 ",
        "Leg Press (Machine) 3 ",
        "Plank 1 1:00",
        "Chin Up 1 ",
        "Chin Up 2 ",
    ]
    session = Past(store, "Anna").sessions()[0]
    assert (session.routine, session.lasted) == ("Day 3", timedelta(minutes=67))
    assert all(done.imported for done in sets(store))


def test_imported_sets_are_not_records(store: Store) -> None:
    for day in range(1, 5):
        text = logs.FITNOTES.replace("2024-01-15", f"2024-01-0{day}")
        import_(store, text.replace("0:01:30", f"0:01:3{day}"))
    assert len(Past(store, "Anna").sets("Plank")) == 4
    assert records(Past(store, "Anna").sets("Plank")) == ()


@settings(max_examples=30)
@given(st.integers(1, 7), st.sampled_from(sorted(logs.ALL)))
def test_a_longer_export_adds_what_is_new(rows: int, name: str) -> None:
    whole = logs.ALL[name]
    lines = whole.splitlines(keepends=True)
    with station("one", timedelta(0)) as one, station("all", timedelta(0)) as other:
        import_(one, "".join(lines[: rows + 1]))
        import_(one, whole)
        import_(other, whole)
        keys = [
            {(row["attempt"], row["load"], row["reps"]) for row in found["sets"]}
            for found in (tables(one), tables(other))
        ]
        if name not in ("strong quoted", "stronglifts"):  # the cut falls into a row
            assert keys[0] == keys[1]


def test_a_correction_at_the_source_wins_unless_the_set_was_changed_here(store: Store) -> None:
    import_(store, logs.STRONG)
    first, second, *_ = sets(store)
    store.write([replace(second, note="mine", reps=1000).row()])
    corrected = logs.STRONG.replace(",40.0,10.0", ",42.5,10.0").replace(",70.0,15.0", ",75.0,15.0")
    placed = import_(store, corrected)
    assert (placed.updated, placed.kept, placed.new_sets) == (1, 1, 0)
    assert [str(done.load) for done in sets(store)[:2]] == ["42.5 kg", "70 kg"]
    assert sets(store)[1].note == "mine"
    assert first.attempt == sets(store)[0].attempt


def test_a_file_that_a_spreadsheet_saved_without_seconds_changes_nothing(store: Store) -> None:
    text = logs.STRONG.replace("07:10:00", "07:10:42")
    import_(store, text)
    before = tables(store)
    again = import_(store, text.replace("07:10:42", "07:10"))
    assert (again.changes, again.unchanged) == (False, 6)
    assert tables(store) == before


def test_a_set_that_was_deleted_here_stays_deleted(store: Store) -> None:
    import_(store, logs.STRONG)
    first = sets(store)[0]
    store.write([replace(first, deleted=True).row()])
    assert import_(store, logs.STRONG).kept == 1
    assert len(sets(store)) == 5


def test_undo_deletes_the_import_and_a_second_import_restores_it(store: Store) -> None:
    before = Past(store, "Anna").sessions()
    import_(store, logs.STRONG)
    import_(store, logs.FITNOTES_BODY)
    found = latest(store, "Anna")
    assert (found.file, found.weights, found.sets) == ("log.csv", 2, 0)
    undo(store, found.batch)
    assert Past(store, "Anna").weight() is None
    found = latest(store, "Anna")
    assert (found.format, found.workouts, found.sets) == ("strong", 2, 6)
    undo(store, found.batch)
    assert Past(store, "Anna").sessions() == before
    assert Past(store, "Anna").sets("Plank") == []
    with pytest.raises(NoImportError):
        latest(store, "Anna")
    placed = import_(store, logs.STRONG, options=Options(unit=Unit.LB))
    assert placed.new_sets == 6
    assert str(sets(store)[0].load) == "40 lb"


def test_undoing_an_import_that_only_corrected_restores_the_former_values(store: Store) -> None:
    import_(store, logs.STRONG)
    assert latest(store, "Anna").question == "Delete them from the history?"
    import_(store, logs.STRONG.replace(",70.0,", ",72.5,"))
    corrected = latest(store, "Anna")
    assert corrected.question == "Restore what it corrected?"
    undo(store, corrected.batch)
    assert "Leg Press (Machine) 2: 70 kg 1500" in said(store)
    assert latest(store, "Anna").workouts == 2


def test_undo_deletes_a_set_that_was_changed_here_as_well(store: Store) -> None:
    import_(store, logs.STRONG)
    store.write([replace(sets(store)[0], note="mine").row()])
    undo(store, latest(store, "Anna").batch)
    assert sets(store) == []
    assert Past(store, "Anna").sets("Leg Press (Machine)") == []


def test_an_exercise_of_the_history_is_found_under_its_name_in_another_language(
    store: Store,
) -> None:
    import_(store, logs.FITNOTES.replace("Squat", "Leg press"))
    placed = import_(store, logs.STRONG_GERMAN)
    assert placed.exercises == [("Beinpresse", 1, "Leg press")]
    assert [str(done.load) for done in Past(store, "Anna").sets("Leg press")] == [
        "100 kg",
        "100 kg",
        "50 kg",
    ]
    undo(store, latest(store, "Anna").batch)
    assert Past(store, "Anna").aliases.old_names() == []


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Beinpresse", "Leg press"),
        ("Leg Press (Machine)", "Leg press"),
        ("Bench Press (Barbell)", "Bench press"),
        ("Panca piana", "Bench press"),
        ("développé couché", "Bench press"),
        ("Prensa de piernas", "Leg press"),
        ("Lat Pulldown (Cable)", "Lat pulldown"),
        ("Lat Pulldown (Machine)", "Lat pulldown"),
        ("Hip Abductor (Machine)", "Hip abduction"),
        ("Seated Row (Cable)", "Seated cable row"),
        ("Seated Row (Machine)", "Seated row"),
        ("Rear Delt Machine Fly", "Rear delt fly"),
        ("Bicep Curl (Barbell)", "Barbell curl"),
        ("Machine of doom", None),
        ("Leg Press (Rocket)", None),
    ],
)
def test_names_of_the_catalog(name: str, meant: str | None) -> None:
    found = in_catalogue(name)
    assert (found.name if found else None) == meant


ACTS = ["import", "correct", "grow", "undo", "note", "merge", "merge"]


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 2), st.integers(0, 5)), max_size=14),
    st.lists(st.sampled_from([-3, 0, 400]), min_size=3, max_size=3),
)
def test_stations_that_import_and_undo_agree_after_merges(
    script: list[tuple[str, int, int]], skews: list[int]
) -> None:
    stations = [station(f"{n}", timedelta(days=each)) for n, each in enumerate(skews)]
    import_(stations[0], logs.FITNOTES_OLD)
    for other in stations[1:]:
        add(other, stations[0])
    for what, where, number in script:
        here = stations[where]
        match what:
            case "import":
                import_(here, logs.STRONG)
            case "correct":
                import_(here, logs.STRONG.replace(",70.0,", f",7{number}.0,"))
            case "grow":
                lines = logs.STRONG.splitlines(keepends=True)
                import_(here, "".join(lines[: number + 2]))
            case "undo":
                try:
                    undo(here, latest(here, "Anna").batch)
                except NoImportError:
                    continue
            case "note" if found := sets(here):
                here.write([replace(found[number % len(found)], note=f"{number}").row()])
            case "merge":
                add(here, stations[number % 3])
    for _ in range(3):
        for one in stations:
            for two in stations:
                add(one, two)
    first, *others = map(tables, stations)
    assert others == [first, first]
    for each in stations:
        each.close()


def test_a_joined_person_does_not_get_a_log_twice(store: Store) -> None:
    import_(store, logs.STRONG, "Bert")
    import_(store, logs.FITNOTES, "Anna")
    join(store, "Anna", "Bert")
    assert import_(store, logs.STRONG).new_sets == 0
    assert import_(store, logs.FITNOTES).new_sets == 0


def test_a_log_of_an_erased_person_belongs_to_the_one_who_imports_it(store: Store) -> None:
    import_(store, logs.STRONG, "Bert")
    erase(store, "Bert")
    assert import_(store, logs.STRONG, "Anna").new_sets == 6
    assert len(sets(store)) == 6


def test_our_own_sheet_comes_back_with_its_keys_and_values(store: Store) -> None:
    import_(store, logs.STRONG)
    import_(store, logs.FITNOTES)
    text = "".join(sheet.write(Past(store, "Anna").sessions()))
    assert import_(store, text).changes is False
    with station("new", timedelta(0)) as new:
        import_(new, text)
        assert sets(new) == sets(store)
        assert "".join(sheet.write(Past(new, "Anna").sessions())) == text


def test_our_own_sheet_keeps_milliseconds(store: Store) -> None:
    log = logs.STRONG.splitlines()[0] + "\n"
    for order, seconds in ((1, "90.5"), (2, "61.25")):
        log += f'2026-03-05 07:10:42,"Day",20m,"Leg press",{order},40,0,0,{seconds},"","",\n'
    import_(store, log)
    assert [done.ended.microsecond for done in sets(store)] == [500_000, 750_000]
    text = "".join(sheet.write(Past(store, "Anna").sessions()))
    assert import_(store, text).changes is False
    with station("new", timedelta(0)) as new:
        import_(new, text)
        assert sets(new) == sets(store)
