"""Workouts as FIT files: another library reads back every field."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import fitdecode
from hypothesis import given, settings
from hypothesis import strategies as st

from supertimer.engine.result import EndedBy
from supertimer.history.queries import SessionDone
from supertimer.history.set_record import SetDone
from supertimer.interop import fit
from supertimer.routine.catalogue import catalogue
from supertimer.units import LB_IN_KG, Load, Unit
from tests.history.written import written

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati")

loads = st.one_of(
    st.none(),
    st.builds(Load, st.integers(1, 9000).map(lambda n: Decimal(n) / 8), st.sampled_from(Unit)),
    st.sampled_from(
        ["bodyweight", "bodyweight + 10 kg", "bodyweight - 40 lb", "2 x 20 kg", "pin 7"]
    ).map(Load.parse),
)
sets = st.builds(
    lambda **changes: replace(written(["120 lb 1:42"])[0], **changes),
    load=loads,
    tul_ms=st.integers(0, 600_000),
    reps=st.none() | st.integers(0, 4000),
    imported=st.booleans(),
    exercise=st.sampled_from(["Leg press", "Beinpresse", "Chest press", "Neck flexion", "Überzug"]),
)
rests = st.none() | st.integers(0, 600_000)
starts = st.builds(
    lambda moment, zone: moment.astimezone(ZoneInfo(zone)),
    st.datetimes(datetime(1998, 7, 5), datetime(2125, 12, 1), timezones=st.just(UTC)),
    st.sampled_from(ZONES),
)


def session(
    start: datetime, done: list[tuple[SetDone, int | None]], lasted: timedelta = timedelta(0)
) -> SessionDone:
    """Return a workout in which each set comes after its rest."""
    at = start.astimezone(UTC)
    placed = []
    for each, rest in done:
        at += timedelta(milliseconds=rest or 0)
        end = at + timedelta(milliseconds=each.tul_ms)
        begun, ended = (moment.astimezone(start.tzinfo) for moment in (at, end))
        placed.append(replace(each, started=begun, ended=ended, rest_ms=rest))
        at = end
    return SessionDone("w", "Big Five", start, lasted, True, "", tuple(placed))


def messages(data: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    for frame in fitdecode.FitReader(io.BytesIO(data), check_crc=fitdecode.CrcCheck.RAISE):
        if isinstance(frame, fitdecode.FitDataMessage):
            yield (
                frame.name,
                {each.name: each.value for each in frame.fields if each.value is not None},
            )


def of(data: bytes, name: str) -> list[dict[str, Any]]:
    return [fields for kind, fields in messages(data) if kind == name]


def in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def weight(load: Load | None) -> float | None:
    if load is None or load.name or load.amount < 0:
        return None
    kilograms = float(load.amount * (LB_IN_KG if load.unit is Unit.LB else 1))
    return round(kilograms * 16) / 16


@settings(max_examples=40)
@given(starts, st.lists(st.tuples(sets, rests), min_size=1, max_size=6))
def test_another_library_reads_back_every_set(
    start: datetime, done: list[tuple[SetDone, int | None]]
) -> None:
    workout = session(start, done)
    data = fit.activity(workout)
    titles = {
        (each["exercise_category"], each.get("exercise_name")): each["wkt_step_name"]
        for each in of(data, "exercise_title")
    }
    found = of(data, "set")
    assert [each["message_index"] for each in found] == list(range(len(found)))
    work = [each for each in found if each["set_type"] == "active"]
    assert len(work) == len(workout.sets)
    for read, each in zip(work, workout.sets, strict=True):
        assert read["start_time"] == in_utc(each.started)
        assert read["timestamp"] == in_utc(each.ended)
        assert read.get("duration") == (each.tul_ms / 1000 if each.time else None)
        assert read.get("repetitions") == (None if each.reps is None else each.reps // 100)
        assert read.get("weight") == weight(each.load)
        unit = None if "weight" not in read else read["weight_display_unit"]
        assert unit in (None, "pound" if each.load and each.load.unit is Unit.LB else "kilogram")
        names = titles[read["category"], read.get("category_subtype")].split(" / ")
        assert each.exercise in names


@settings(max_examples=40)
@given(starts, st.lists(st.tuples(sets, rests), min_size=2, max_size=6))
def test_the_rests_are_between_the_sets(
    start: datetime, done: list[tuple[SetDone, int | None]]
) -> None:
    workout = session(start, done)
    told = [
        (each["start_time"], each["timestamp"], each["duration"])
        for each in of(fit.activity(workout), "set")
        if each["set_type"] == "rest"
    ]
    assert told == [
        (in_utc(before.ended), in_utc(each.started), each.rest_ms / 1000)
        for before, each in zip(workout.sets, workout.sets[1:], strict=False)
        if each.rest_ms
    ]


@settings(max_examples=40)
@given(starts, st.tuples(sets, rests), st.timedeltas(timedelta(0), timedelta(hours=5)))
def test_the_times_are_right_in_utc_and_on_the_clock_of_the_place(
    start: datetime, done: tuple[SetDone, int | None], lasted: timedelta
) -> None:
    workout = session(start, [done], lasted)
    data = fit.activity(workout)
    end = max(
        start.astimezone(UTC) + workout.lasted,
        *(each.ended.astimezone(UTC) for each in workout.sets),
    )
    (activity,) = of(data, "activity")
    (whole,) = of(data, "session")
    (lap,) = of(data, "lap")
    for each in (whole, lap):
        assert each["start_time"] == in_utc(start)
        assert each["timestamp"] == in_utc(end)
        assert (each["sport"], each["sub_sport"]) == ("training", "strength_training")
        assert each["total_elapsed_time"] == (in_utc(end) - in_utc(start)).total_seconds()
    local = end.astimezone(start.tzinfo).replace(tzinfo=UTC, microsecond=0)
    assert activity["local_timestamp"] == local
    assert activity["timestamp"] == in_utc(end)
    assert activity["num_sessions"] == 1
    assert whole["sport_profile_name"] == "Big Five"
    (file,) = of(data, "file_id")
    assert (file["type"], file["time_created"]) == ("activity", in_utc(start))


def test_the_clock_changes_during_a_workout() -> None:
    start = datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    done = written(["120 lb 1:42"])[0]
    workout = session(start, [(done, None)], timedelta(hours=2))
    (activity,) = of(fit.activity(workout), "activity")
    assert activity["total_timer_time"] == 7200
    assert activity["timestamp"] == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert activity["local_timestamp"] == datetime(2026, 10, 25, 2, 30, tzinfo=UTC)


def test_a_set_that_was_skipped_is_left_out() -> None:
    done = written(["120 lb 1:42"])[0]
    skipped = replace(done, ended_by=EndedBy.SKIP, tul_ms=0)
    workout = session(done.started, [(skipped, None), (done, 90_000)])
    assert [each["set_type"] for each in of(fit.activity(workout), "set")] == ["active"]


def test_the_names_of_the_catalog_are_those_of_the_profile() -> None:
    done = written(["120 lb 1:42"])[0]
    exercises = [entry.name for entry in catalogue()]
    workout = session(done.started, [(replace(done, exercise=name), None) for name in exercises])
    categories = [each["category"] for each in of(fit.activity(workout), "set")]
    lines = fit.NAMES.read_text(encoding="utf-8").splitlines()
    known = {
        line.split(" | ")[0]: line.split(" | ")[1].strip(" |")
        for line in lines
        if line[:1] not in ("", "#")
    }
    assert set(known) - set(exercises) == set()
    for name, category in zip(exercises, categories, strict=True):
        # The library that reads writes the number of a category that it does not know.
        assert category in (known.get(name, "unknown"), 37)
    assert len(exercises) - len(known) == 5  # of the neck


def test_a_name_in_another_language_or_of_another_program_is_the_same_exercise() -> None:
    done = written(["120 lb 1:42"])[0]
    names = ("Leg press", "Beinpresse", "Leg Press (Machine)")
    workout = session(done.started, [(replace(done, exercise=name), None) for name in names])
    data = fit.activity(workout)
    assert {(each["category"], each["category_subtype"]) for each in of(data, "set")} == {
        ("squat", 0)
    }
    (title,) = of(data, "exercise_title")
    assert title["wkt_step_name"] == "Leg press / Beinpresse / Leg Press (Machine)"


def test_a_load_or_a_text_that_is_too_large_does_not_stop_the_export() -> None:
    done = written(["120 lb 1:42"])[0]
    huge = replace(
        done,
        load=Load(Decimal(90_000), Unit.KG),
        reps=90_000_00,
        tul_ms=50 * 366 * 86_400_000,
        exercise="日本" * 300,
    )
    workout = replace(session(done.started, [(huge, None)]), routine="日本" * 300)
    assert not fit.fits(workout) or fit.activity(workout)
    short = replace(workout, sets=(replace(huge, ended=done.ended),))
    (read,) = of(fit.activity(short), "set")
    assert "weight" not in read
    assert read["repetitions"] == 65534


def test_a_file_cant_hold_a_workout_of_long_ago() -> None:
    done = written(["120 lb 1:42"])[0]
    for year, fits in ((1990, False), (1997, False), (1999, True), (2125, True), (2127, False)):
        start = datetime(year, 5, 1, tzinfo=ZoneInfo("Europe/Berlin"))
        assert fit.fits(session(start, [(done, None)])) is fits


def test_each_workout_has_its_own_file_name() -> None:
    done = written(["120 lb 1:42"])[0]
    one = session(done.started, [(done, None)])
    others = [replace(one, routine=name) for name in ("Big Five", "Überzug ../x", "日本")]
    assert list(fit.file_names([one, *others])) == [
        "2026-01-05-1800-big-five.fit",
        "2026-01-05-1800-big-five-2.fit",
        "2026-01-05-1800-uberzug-x.fit",
        "2026-01-05-1800-workout.fit",
    ]
