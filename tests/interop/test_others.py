"""Logs in the formats of other programs: our import reads back everything."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supertimer.engine.cadence import Side
from supertimer.engine.plan import SetKind
from supertimer.engine.result import EndedBy
from supertimer.history.queries import SessionDone
from supertimer.history.set_record import SetDone
from supertimer.interop.formats import read_csv
from supertimer.interop.others import WRITERS
from supertimer.interop.preview import Options
from supertimer.units import Load, Unit
from tests.history.written import written

loads = st.one_of(
    st.none(),
    st.builds(
        Load,
        st.integers(1, 9000).map(lambda n: Decimal(n) / 8).filter(lambda d: d < 1100),
        st.sampled_from(Unit),
    ),
    st.sampled_from(["bodyweight", "bodyweight + 10 kg", "bodyweight - 40 lb", "2 x 20 kg"]).map(
        Load.parse
    ),
    st.sampled_from(["pin 7", "red band"]).map(Load.named),
)
sets = st.builds(
    lambda **changes: replace(written(["120 lb 1:42"])[0], **changes),
    load=loads,
    tul_ms=st.integers(1, 600_000),
    reps=st.none() | st.integers(0, 4000),
    side=st.none() | st.sampled_from(Side),
    kind=st.sampled_from(SetKind),
    ended_by=st.sampled_from(EndedBy),
    cadence=st.sampled_from(["", "lift 10, lower 10", "2 x lift 1; 1 x lower 30"]),
    note=st.sampled_from(["", "slow, “controlled”; fine", 'a "quote"', "two\nlines"]),
    exercise=st.sampled_from(["Leg press", "Row, seated", "Dip"]),
)


def session(done: list[SetDone]) -> SessionDone:
    return SessionDone(
        "w", "Big Five", done[0].started, timedelta(minutes=20), True, "good", tuple(done)
    )


@pytest.mark.parametrize("name", WRITERS)
@given(st.lists(sets, min_size=1, max_size=6))
def test_our_import_reads_back_what_was_done(name: str, done: list[SetDone]) -> None:
    text = "".join(WRITERS[name]([session(done)]))
    preview = read_csv(text.encode(), Options())
    assert preview.format == name
    assert preview.refused == []
    (workout,) = preview.workouts.values()
    assert name == "fitnotes" or (workout.name, workout.note) == ("Big Five", "good")
    facts = ("load", "tul_ms", "side", "kind", "ended_by", "cadence", "note")
    told = [
        {"exercise": each.exercise, **{fact: each.values.get(fact) for fact in facts}}
        for each in workout.sets
    ]
    assert told == [
        {
            "exercise": each.exercise,
            **{fact: getattr(each, fact) for fact in facts},
            "cadence": each.cadence or None,
        }
        for each in done
    ]
    assert [each.values["reps"] or 0 for each in workout.sets] == [each.reps or 0 for each in done]


def test_the_units_are_those_of_the_program() -> None:
    pounds = written(["120 lb 1:42"])
    kilograms = [replace(pounds[0], load=Load(Decimal(50), Unit.KG))]
    assert ";120;lbs;" in "".join(WRITERS["strong"]([session(pounds)]))
    assert ";50;kg;" in "".join(WRITERS["strong"]([session(kilograms)]))
    assert ",120,lbs," in "".join(WRITERS["fitnotes"]([session(pounds)]))
    assert ",50,kgs," in "".join(WRITERS["fitnotes"]([session(kilograms)]))


def test_the_start_is_local_and_the_months_are_english() -> None:
    done = written(["120 lb 1:42"])
    assert "\n2026-01-05 18:00:00;Big Five;" in "".join(WRITERS["strong"]([session(done)]))
    assert "05 Jan 2026, 18:00" in "".join(WRITERS["hevy"]([session(done)]))
