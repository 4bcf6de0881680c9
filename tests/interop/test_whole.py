"""A history as JSON: importing the document is merging the history."""

import json
from collections.abc import Sequence
from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supertimer.history.merge import add
from supertimer.history.persons import erase, find_person, people
from supertimer.history.rows import TableRow
from supertimer.history.store import Store
from supertimer.interop import whole
from tests.history.test_identity import Act, acts, after, skews, station, tables


def document(store: Store) -> object:
    return json.loads("".join(whole.write(store)))


def take_in(store: Store, read: object) -> list[str]:
    rows, faults = whole.read(read)
    return faults + store.write_good(rows)


@settings(max_examples=40)
@given(acts, skews)
def test_a_document_in_an_empty_history_gives_the_same_history(
    script: Sequence[Act], skew: Sequence[timedelta]
) -> None:
    for store in after(script, skew):
        text = "".join(whole.write(store))
        empty = station("empty", timedelta(0))
        assert take_in(empty, json.loads(text)) == []
        assert tables(empty) == tables(store)
        assert "".join(whole.write(empty)) == text


@settings(max_examples=30)
@given(acts, skews, st.permutations(list(permutations(range(3), 2))), st.data())
def test_documents_and_merges_in_any_order_give_equal_tables(
    script: Sequence[Act],
    skew: Sequence[timedelta],
    order: Sequence[tuple[int, int]],
    data: st.DataObject,
) -> None:
    stations = after(script, skew)
    for one, other in [*order, *order, *order]:
        if data.draw(st.booleans()):
            assert take_in(stations[one], document(stations[other])) == []
        else:
            add(stations[one], stations[other])
    first, *others = map(tables, stations)
    assert others == [first, first]


@settings(max_examples=20)
@given(acts, skews, st.integers(0, 5))
def test_an_erased_person_stays_erased(
    script: Sequence[Act], skew: Sequence[timedelta], who: int
) -> None:
    store = after(script, skew)[0]
    known = people(store)
    if not known:
        return
    old = document(store)
    erase(store, known[who % len(known)].label)
    erased = tables(store)
    take_in(store, old)
    assert {row["uuid"] for row in tables(store)["persons"]} == {
        row["uuid"] for row in erased["persons"]
    }
    assert tables(store)["sets"] == erased["sets"]


def test_one_person_alone() -> None:
    store = after([("train", 0, 0, 0), ("train", 0, 1, 0), ("weigh", 0, 0, 0)], [timedelta(0)] * 3)[
        0
    ]
    anna = find_person(store, "Anna")
    rows, _ = whole.read(json.loads("".join(whole.write(store, anna.keys))))
    assert {row.values["name"] for row in rows if row.table == "persons"} == {"Anna"}
    assert {row.values["person"] for row in rows if "person" in row.values} == set(anna.keys)
    assert len([row for row in rows if row.table == "sets"]) == 1


SET: dict[str, object] = {
    "workout": "w", "attempt": 0, "exercise": "Row", "key": "row", "number": 1, "kind": "work",
    "started": "2026-01-05T18:00:00.000Z", "ended": "2026-01-05T18:01:00.000Z", "tul_ms": 1,
    "ended_by": "fatigue", "changed": 1, "station": "a",
}  # fmt: skip


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (SET | {"attempt": None}, "sets, row 1: attempt is missing; left out"),
        (SET | {"lift": 1}, 'sets, row 1: unknown key "lift"; left out'),
        (SET | {"tul_ms": 1.5}, "tul_ms is neither a text nor a whole number"),
        (SET | {"note": True}, "note is neither a text nor a whole number"),
        ({k: v for k, v in SET.items() if k != "changed"}, "changed is missing"),
        ([], "not an object"),
        (SET, "FOREIGN KEY"),
        (SET | {"tul_ms": "long"}, "cannot store TEXT value"),
        (SET | {"tul_ms": 2**70}, "too large"),
    ],
)
def test_a_row_that_is_wrong_is_named_and_left_out(row: object, fault: str) -> None:
    store = station("a", timedelta(0))
    faults = take_in(store, {"format": whole.FORMAT, "version": 1, "sets": [row]})
    assert len(faults) == 1
    assert fault in faults[0]
    assert tables(store)["sets"] == []


@pytest.mark.parametrize(
    ("read", "told"),
    [
        ([], "not a history"),
        ({"format": "other"}, "not a history"),
        ({"format": whole.FORMAT}, "its version"),
        ({"format": whole.FORMAT, "version": 2}, "newer version"),
    ],
)
def test_what_is_not_a_history_is_refused(read: object, told: str) -> None:
    with pytest.raises(whole.NotAHistoryError, match=told):
        whole.read(read)


def test_a_text_that_the_document_lacks_is_a_fault() -> None:
    store = after([("train", 0, 0, 0)], [timedelta(0)] * 3)[0]
    read = document(store)
    assert isinstance(read, dict)
    read["contents"] = {}
    rows, faults = whole.read(read)
    assert faults == ["workouts, row 1: text is not among the contents; left out"]
    assert not [row for row in rows if row.table == "workouts"]


def test_the_schema_fits_the_document() -> None:
    store = after([("train", 0, 0, 0), ("weigh", 0, 0, 0), ("alias", 0, 0, 0)], [timedelta(0)] * 3)[
        0
    ]
    validate = pytest.importorskip("jsonschema").Draft202012Validator(whole.schema()).validate
    validate(document(store))
    with pytest.raises(Exception, match="lift"):
        validate({"format": whole.FORMAT, "version": 1, "sets": [SET | {"lift": 1}]})


def test_rows_of_every_table_are_written() -> None:
    store = station("a", timedelta(0))
    store.write([TableRow("erased", {"key": "gone"})])
    assert whole.read(document(store))[0] == [TableRow("erased", {"key": "gone"})]
