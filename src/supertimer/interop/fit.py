"""Past workouts in Garmin's FIT format: one strength training activity per workout.

A file with several workouts is a chain of activities, as the format allows. FIT has no place for
the cadence, the side, and the kind of a set. The duration of a set is its time under load.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from supertimer.engine.result import EndedBy
from supertimer.errors import SupertimerError
from supertimer.history.ids import milliseconds
from supertimer.history.queries import SessionDone
from supertimer.history.set_record import SetDone
from supertimer.interop.joining import in_catalogue
from supertimer.units import LB_IN_KG, Load, Unit

NAMES = Path(__file__).with_name("fit_names.txt")
"""What FIT calls the exercises of the catalog; the first lines explain the columns."""

FIRST = datetime(1998, 7, 4, tzinfo=UTC)
"""A smaller number in a FIT file is not a moment but the time since a device was started."""
LAST = datetime(2126, 1, 1, tzinfo=UTC)

_EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
_NO_NUMBER = 0xFFFF
_MOST_MS = 0xFFFF_FFFE
_MOST_REPS = 0xFFFE
_MOST_KG = 4095
_LONGEST_NAME = 60
"""In characters; a text has at most 255 bytes."""


class FitMissingError(SupertimerError):
    """The library that writes FIT files is missing; the message says how to install it."""


def require_fit() -> None:
    """Raise FitMissingError if the extra `fit` is not installed."""
    try:
        import fit_tool  # noqa: F401
    except ImportError:
        raise FitMissingError(
            "FIT files need the library fit-tool; to install it: pip install 'supertimer-tui[fit]'"
        ) from None


def fits(session: SessionDone) -> bool:
    """Return whether a FIT file can hold the moments of a workout."""
    return all(FIRST <= moment < LAST for moment in (session.started, _end(session)))


def activity(session: SessionDone) -> bytes:
    """Return a workout for which `fits` is true as a FIT file; `require_fit` comes first."""
    from fit_tool.fit_file_builder import FitFileBuilder

    builder = FitFileBuilder(auto_define=True, strict=True)
    for message in _messages(session):
        builder.add(message)
    return bytes(builder.build_bytes())


def file_names(sessions: Iterable[SessionDone]) -> Iterator[str]:
    """Yield a file name for each workout: `2026-11-28-1830-big-five.fit`."""
    taken: set[str] = set()
    for session in sessions:
        plain = unicodedata.normalize("NFKD", session.routine).encode("ascii", "ignore").decode()
        words = re.sub(r"[^a-z0-9]+", "-", plain.lower())[:_LONGEST_NAME].strip("-")
        begin = name = f"{session.started:%Y-%m-%d-%H%M}-{words or 'workout'}"
        number = 1
        while name in taken:
            number += 1
            name = f"{begin}-{number}"
        taken.add(name)
        yield f"{name}.fit"


def _messages(session: SessionDone) -> Iterator[Any]:
    from fit_tool.profile import profile_type as profile
    from fit_tool.profile.messages.activity_message import ActivityMessage
    from fit_tool.profile.messages.event_message import EventMessage
    from fit_tool.profile.messages.exercise_title_message import ExerciseTitleMessage
    from fit_tool.profile.messages.file_id_message import FileIdMessage
    from fit_tool.profile.messages.lap_message import LapMessage
    from fit_tool.profile.messages.record_message import RecordMessage
    from fit_tool.profile.messages.session_message import SessionMessage

    start, end = _moment(session.started), _moment(_end(session))
    lasted = _seconds(end - start)
    sets = [done for done in session.sets if done.ended_by is not EndedBy.SKIP or done.tul_ms]
    numbers = _numbers(sets)
    yield _made(
        FileIdMessage,
        type=profile.FileType.ACTIVITY.value,
        manufacturer=profile.Manufacturer.DEVELOPMENT.value,
        product=0,
        serial_number=1 + int(start // 1000) % 0xFFFF_FFFE,
        time_created=start,
    )
    titles: dict[tuple[int, int], list[str]] = {}
    for exercise, pair in numbers.items():
        titles.setdefault(pair, []).append(exercise)
    for place, ((category, number), exercises) in enumerate(titles.items()):
        yield _made(
            ExerciseTitleMessage,
            message_index=place,
            exercise_category=category,
            exercise_name=number,
            workout_step_name=_text(" / ".join(exercises)),
        )
    timer = profile.Event.TIMER.value
    yield _made(
        EventMessage, timestamp=start, event=timer, event_type=profile.EventType.START.value
    )
    yield _made(RecordMessage, timestamp=start)
    yield from _sets(sets, numbers)
    yield _made(RecordMessage, timestamp=end)
    yield _made(
        EventMessage, timestamp=end, event=timer, event_type=profile.EventType.STOP_ALL.value
    )
    whole = {
        "message_index": 0,
        "timestamp": end,
        "event_type": profile.EventType.STOP.value,
        "start_time": start,
        "total_elapsed_time": lasted,
        "total_timer_time": lasted,
        "sport": profile.Sport.TRAINING.value,
        "sub_sport": profile.SubSport.STRENGTH_TRAINING.value,
    }
    yield _made(
        LapMessage,
        **whole,
        event=profile.Event.LAP.value,
        lap_trigger=profile.LapTrigger.SESSION_END.value,
    )
    yield _made(
        SessionMessage,
        **whole,
        event=profile.Event.SESSION.value,
        trigger=profile.SessionTrigger.ACTIVITY_END.value,
        first_lap_index=0,
        num_laps=1,
        sport_profile_name=_text(session.routine),
    )
    yield _made(
        ActivityMessage,
        timestamp=end,
        local_timestamp=_local(_end(session)),
        total_timer_time=lasted,
        num_sessions=1,
        type=profile.Activity.MANUAL.value,
        event=profile.Event.ACTIVITY.value,
        event_type=profile.EventType.STOP.value,
    )


def _sets(sets: Iterable[SetDone], numbers: dict[str, tuple[int, int]]) -> Iterator[Any]:
    """Yield a message per set, and one per rest that was timed."""
    from fit_tool.profile.messages.set_message import SetMessage
    from fit_tool.profile.profile_type import FitBaseUnit, SetType

    place = 0
    for done in sets:
        start = done.started.astimezone(UTC)
        if done.rest_ms and place:
            yield _made(
                SetMessage,
                message_index=place,
                timestamp=_moment(start),
                start_time=_moment(start - timedelta(milliseconds=done.rest_ms)),
                duration=_seconds(done.rest_ms),
                set_type=SetType.REST.value,
            )
            place += 1
        category, number = numbers[done.exercise]
        fields = {
            "message_index": place,
            "timestamp": _moment(done.ended),
            "start_time": _moment(start),
            "set_type": SetType.ACTIVE.value,
            "category": [category],
            "category_subtype": [number],
        }
        if done.time:
            fields["duration"] = _seconds(done.tul_ms)
        if done.reps is not None:
            fields["repetitions"] = min(done.reps // 100, _MOST_REPS)
        if done.load is not None and (weight := _kilograms(done.load)) is not None:
            pounds = done.load.unit is Unit.LB
            fields["weight"] = weight
            fields["weight_display_unit"] = (
                FitBaseUnit.POUND if pounds else FitBaseUnit.KILOGRAM
            ).value
        yield _made(SetMessage, **fields)
        place += 1


def _made(message: Any, **fields: object) -> Any:
    """Return a message with these fields; the library would take a misspelled one silently."""
    made = message()
    for name, value in fields.items():
        getattr(made, name)
        setattr(made, name, value)
    return made


def _numbers(sets: Sequence[SetDone]) -> dict[str, tuple[int, int]]:
    """Return the category of each exercise and its number within the category.

    An exercise that the profile does not have gets a number in the unknown category.
    """
    from fit_tool.profile.profile_type import ExerciseCategory

    found: dict[str, tuple[int, int]] = {}
    unknown = 0
    for done in sets:
        if done.exercise in found:
            continue
        entry = in_catalogue(done.exercise)
        pair = _profile().get(entry.name) if entry else None
        if pair is None:
            pair = ExerciseCategory.UNKNOWN.value, unknown
            unknown += 1
        found[done.exercise] = pair
    return found


@cache
def _profile() -> dict[str, tuple[int, int]]:
    """Return the numbers of the category and the name of each exercise in `NAMES`."""
    from fit_tool.profile import profile_type

    found = {}
    for line in NAMES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            exercise, category, name = (part.strip() for part in line.split("|"))
            names = getattr(profile_type, f"{category.title().replace('_', '')}ExerciseName")
            number = names[name.upper()].value if name else _NO_NUMBER
            found[exercise] = profile_type.ExerciseCategory[category.upper()].value, number
    return found


def _end(session: SessionDone) -> datetime:
    """Return the end of a workout in its time zone."""
    over = session.started.astimezone(UTC) + session.lasted  # the clock may change meanwhile
    ends = (done.ended.astimezone(UTC) for done in session.sets)
    return max(over, *ends).astimezone(session.started.tzinfo)


def _moment(moment: datetime) -> int:
    """Return a moment, to the second, in milliseconds since 1970, as the library wants it."""
    return milliseconds(moment) // 1000 * 1000


def _local(moment: datetime) -> int:
    """Return the seconds since FIT's epoch on a clock in the workout's time zone."""
    offset = moment.utcoffset() or timedelta()
    return (moment - _EPOCH + offset) // timedelta(seconds=1)


def _seconds(ms: int) -> float:
    return min(ms, _MOST_MS) / 1000


def _kilograms(load: Load) -> float | None:
    """Return a load in steps of 1/16 kg, or None if FIT has no number for it."""
    if load.name:
        return None
    kilograms = load.amount * (LB_IN_KG if load.unit is Unit.LB else 1)
    return round(kilograms * 16) / 16 if 0 <= kilograms < _MOST_KG else None


def _text(text: str) -> str:
    """Return the beginning of a text that can be encoded."""
    return text[:_LONGEST_NAME].encode("utf-8", "replace").decode()
