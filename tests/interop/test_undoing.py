"""Undoing imports: the history shows what it showed before, here and where it is merged."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from supertimer.engine.session import Session
from supertimer.history.merge import add
from supertimer.history.persons import erase, join, part, people
from supertimer.history.queries import Past, SessionDone
from supertimer.history.store import Store
from supertimer.interop import whole
from supertimer.interop.formats import read_csv
from supertimer.interop.import_plan import ImportPlan
from supertimer.interop.importing import place
from supertimer.interop.undoing import NoImportError, latest, undo
from tests.history.test_identity import ONE_SET, station, tables
from tests.history.workouts import MONDAY, begin, drive, plan
from tests.interop import logs
from tests.interop.test_importing import OPTIONS, import_, said, sets

SQUATS = logs.FITNOTES_OLD.splitlines()[0].replace("lbs", "kg")


def fitnotes(*rows: tuple[int, str, int]) -> str:
    """A log of FitNotes: the day of January, the exercise, and the weight of each set."""
    days = (f"2026-01-{day:02},{name},Legs,{weight},5,,," for day, name, weight in sorted(rows))
    return "\n".join([SQUATS, *days, ""])


def weights(*rows: tuple[int, int]) -> str:
    """Body weights: the day of January, and the weight."""
    header = logs.FITNOTES_BODY.splitlines()[0]
    days = (f"2026-01-{day:02},07:00:00,Bodyweight,{weight},kg," for day, weight in rows)
    return "\n".join([header, *days, ""])


def seen(store: Store, person: str = "Anna") -> tuple[list[SessionDone], object, object]:
    """Return everything that a user can see of a history."""
    past = Past(store, person)
    weighed = store.rows(
        "SELECT at, amount, unit FROM bodyweights WHERE deleted = 0 ORDER BY at, person"
    )
    names = past.exercises(), past.aliases.old_names(), past.lookalikes()
    return past.sessions(), weighed, names


NAMES = ["Squat", "Kniebeuge", "Pull Up", "Pullup", "Machine of doom"]
LOGS = st.one_of(
    st.lists(
        st.tuples(st.integers(1, 3), st.sampled_from(NAMES), st.integers(40, 42)),
        min_size=1,
        max_size=6,
    ).map(lambda rows: fitnotes(*rows)),
    st.dictionaries(st.integers(1, 3), st.integers(80, 82), min_size=1).map(
        lambda days: weights(*days.items())
    ),
    st.sampled_from(
        [logs.STRONG, logs.STRONG.replace(",70.0,", ",75.0,").replace("Day 3", "Legs"), logs.HEVY]
    ),
)
HISTORY = st.lists(
    st.one_of(LOGS, st.sampled_from(["train", "note", "delete", "undo"])),
    max_size=5,
)


@settings(max_examples=30)
@given(HISTORY, st.lists(LOGS, min_size=1, max_size=4), st.sampled_from([-3, 0, 400]))
def test_undoing_imports_one_after_the_other_shows_each_former_history_again(
    history: Sequence[str], files: Sequence[str], skew: int
) -> None:
    with station("a", timedelta(0)) as here, station("b", timedelta(days=skew)) as there:
        for number, each in enumerate(history):
            live(here, each, number)
        states = [seen(here)]
        kept = []
        for file in files:
            if import_(here, file).changes:
                kept.append(file)
                states.append(seen(here))
            add(there, here)
        for state in states[-2::-1]:
            undo(here, latest(here, "Anna").batch)
            assert seen(here) == state
            add(there, here)
            assert seen(there) == state
        for file, state in zip(kept, states[1:], strict=True):
            import_(there, file)
            assert seen(there) == state


def live(store: Store, what: str, number: int) -> None:
    """Import a file, or do something else in a history, if it is possible."""
    match what:
        case "train":
            opened = begin(store, plan("Row"), person="Anna", started=MONDAY + timedelta(number))
            drive(Session(plan("Row")), opened, ONE_SET)
        case "note" | "delete":
            for done in sets(store)[number : number + 1]:
                store.write([replace(done, note="mine", deleted=what == "delete").row()])
        case "undo":
            with suppress(NoImportError):
                undo(store, latest(store, "Anna").batch)
        case _:
            import_(store, what)


def test_sets_that_a_longer_export_adds_to_a_workout_are_deleted() -> None:
    with station("a", timedelta(0)) as store:
        import_(store, fitnotes((1, "Squat", 40)))
        before = seen(store)
        import_(store, fitnotes((1, "Squat", 40), (1, "Squat", 50)))
        found = latest(store, "Anna")
        assert found.sentence().endswith(": 1 set")
        assert found.question == "Delete them from the history?"
        undo(store, found.batch)
        assert seen(store) == before


def test_a_correction_is_restored_unless_the_set_was_changed_here_since() -> None:
    with station("a", timedelta(0)) as store:
        import_(store, fitnotes((1, "Squat", 40), (1, "Squat", 50)))
        import_(store, fitnotes((1, "Squat", 41), (1, "Squat", 51), (1, "Squat", 61)))
        store.write([replace(sets(store)[0], note="mine").row()])
        found = latest(store, "Anna")
        assert found.sentence().endswith(": 1 set, 2 corrected sets")
        assert found.question == "Delete what it added, and restore what it corrected?"
        undo(store, found.batch)
        assert said(store) == ["Squat 1: 41 kg 500", "Squat 2: 50 kg 500"]
        assert sets(store)[0].note == "mine"


def test_a_body_weight_is_restored_unless_it_was_changed_here_since() -> None:
    with station("a", timedelta(0)) as store:
        import_(store, weights((1, 80), (2, 81)))
        before = seen(store)
        import_(store, weights((1, 80), (2, 82), (3, 83)))
        found = latest(store, "Anna")
        assert found.sentence().endswith(": 1 body weight, 1 corrected body weight")
        undo(store, found.batch)
        assert seen(store) == before


def test_a_document_keeps_what_an_undo_needs() -> None:
    with station("a", timedelta(0)) as here, station("b", timedelta(0)) as there:
        import_(here, fitnotes((1, "Squat", 40)))
        before = seen(here)
        import_(here, fitnotes((1, "Squat", 41), (1, "Squat", 51)))
        rows, faults = whole.read(json.loads("".join(whole.write(here))))
        assert faults + there.write_good(rows) == []
        assert tables(there) == tables(here)
        undo(there, latest(there, "Anna").batch)
        assert seen(there) == before


def test_what_was_before_a_correction_is_erased_with_the_person_whose_set_it_was() -> None:
    with station("a", timedelta(0)) as store:
        import_(store, fitnotes((1, "Squat", 41)), "Bert")
        import_(store, fitnotes((2, "Squat", 43)), "Anna")
        join(store, "Anna", "Bert")
        import_(store, fitnotes((1, "Squat", 42), (2, "Squat", 44)), "Anna")
        kept = [str(row.values["replaced"]) for row in store.table("imports")]
        assert sum('"41"' in text for text in kept) == sum('"43"' in text for text in kept) == 1
        part(store, "Anna", "Bert")
        assert {each.label for each in people(store)} == {"Anna", "Bert"}
        erase(store, "Bert")
        kept = [str(row.values["replaced"]) for row in store.table("imports")]
        assert [('"41"' in text, '"43"' in text) for text in kept] == [
            (False, False),
            (False, True),
        ]
        undo(store, latest(store, "Anna").batch)
        assert said(store) == ["Squat 1: 43 kg 500"]


def test_names_of_one_machine_in_one_file_are_one_exercise() -> None:
    with station("a", timedelta(0)) as store:
        file = fitnotes((1, "Leg Press (Machine)", 40), (1, "Beinpresse", 50), (1, "Odd", 1))
        placed: ImportPlan = place(store, "Anna", read_csv(file.encode(), OPTIONS), "log.csv")
        assert placed.exercises == [
            ("Beinpresse", 1, ""),
            ("Leg Press (Machine)", 1, "Beinpresse"),
            ("Odd", 1, ""),
        ]
        store.write(placed.rows(), placed.sets())
        assert Past(store, "Anna").exercises() == ("Beinpresse", "Odd")
        assert len(Past(store, "Anna").sets("Beinpresse")) == 2
        assert not import_(store, file).changes


def test_an_exercise_that_the_user_keeps_apart_is_not_joined() -> None:
    with station("a", timedelta(0)) as store:
        import_(store, fitnotes((1, "Beinpresse", 50), (1, "Leg Press", 40)))
        Past(store, "Anna").aliases.remove("Leg Press")
        undo(store, latest(store, "Anna").batch)
        placed = import_(store, fitnotes((1, "Beinpresse", 50), (1, "Leg Press", 40)))
        assert [meant for *_, meant in placed.exercises] == ["", ""]


def test_names_that_differ_in_their_equipment_stay_two_exercises() -> None:
    with station("a", timedelta(0)) as store:
        file = fitnotes((1, "Hip Thrust (Barbell)", 90), (2, "Hip Thrust (Machine)", 60))
        assert [meant for *_, meant in import_(store, file).exercises] == ["", ""]
        assert len(Past(store, "Anna").exercises()) == 2
