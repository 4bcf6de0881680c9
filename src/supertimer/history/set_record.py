"""A set that was done, as the history keeps it: a value, and the row that it is stored as."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from supertimer.engine.cadence import Side
from supertimer.engine.plan import SetKind, Window
from supertimer.engine.result import EndedBy
from supertimer.history.ids import as_moment, as_text
from supertimer.history.store import Row, Value
from supertimer.units import Load, Unit

HEAVIEST = Decimal(100_000)
"""Nothing that is heavier was lifted; it was typed."""

_COMPLETE = frozenset({EndedBy.FATIGUE, EndedBy.REPS, EndedBy.TIME, EndedBy.CAP})

Settings = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDone:
    """One attempt at a set. Times in milliseconds, moments aware and in the workout's own zone."""

    workout: str
    """The workout's key."""
    attempt: int
    """0-based, in the order in which sets ended."""
    person: str
    exercise: str
    number: int
    """1-based within the exercise, warm-ups and drops included."""
    kind: SetKind = SetKind.WORK
    side: Side | None = None
    started: datetime
    ended: datetime
    """The end of the effort, before the push."""
    load: Load | None = None
    settings: Settings = ()
    cadence: str = ""
    """In words, see `words.cadence`; empty where nobody knows."""
    window: Window | None = None
    tul_ms: int
    reps: int | None = None
    """Hundredths; None where reps mean nothing."""
    ended_by: EndedBy = EndedBy.FATIGUE
    push_ms: int = 0
    rest_ms: int | None = None
    paused_ms: int = 0
    estimated: bool = False
    amended: bool = False
    discarded: bool = False
    """It was repeated, and does not count."""
    deleted: bool = False
    """Taken back or deleted; kept so that a merge does not bring it back."""
    by_hand: bool = False
    """Entered afterwards, not timed."""
    note: str = ""

    @property
    def counts(self) -> bool:
        """Whether it is a work or drop set that was done and stands."""
        return (
            self.kind is not SetKind.WARMUP
            and not self.discarded
            and not self.deleted
            and self.ended_by is not EndedBy.SKIP
        )

    @property
    def complete(self) -> bool:
        """Whether it came to an end that says something about the load: it was not cut short."""
        return self.ended_by in _COMPLETE

    def row(self, changed: datetime) -> Row:
        """The row that keeps it, as of the moment at which it was `changed` last."""
        return Row(
            "sets",
            {
                "workout": self.workout,
                "attempt": self.attempt,
                "person": self.person,
                "exercise": self.exercise,
                "number": self.number,
                "kind": str(self.kind),
                "side": None if self.side is None else str(self.side),
                "started": as_text(self.started),
                "ended": as_text(self.ended),
                **load_columns(self.load),
                "settings": settings_text(self.settings),
                "cadence": self.cadence,
                "window_opens": self.window.opens if self.window else None,
                "window_tops": self.window.tops if self.window else None,
                "tul_ms": self.tul_ms,
                "reps": self.reps,
                "ended_by": str(self.ended_by),
                "push_ms": self.push_ms,
                "rest_ms": self.rest_ms,
                "paused_ms": self.paused_ms,
                "estimated": int(self.estimated),
                "amended": int(self.amended),
                "discarded": int(self.discarded),
                "deleted": int(self.deleted),
                "by_hand": int(self.by_hand),
                "note": self.note,
                "changed": as_text(changed),
            },
        )


COLUMNS = (
    "workout, attempt, sets.person, exercise, number, kind, side, sets.started, ended, load, unit,"
    " bodyweight, settings, cadence, window_opens, window_tops, tul_ms, reps, ended_by, push_ms,"
    " rest_ms, paused_ms, estimated, amended, discarded, deleted, by_hand, sets.note"
)
"""What a query must select for `read_set`, in this order."""


def read_set(row: Sequence[Value], zone: tzinfo) -> SetDone:
    """The set that a row selected with `COLUMNS` keeps.

    Raises:
        ValueError: a value in it means nothing; the message names it.
    """
    (
        workout, attempt, person, exercise, number, kind, side, started, ended, load, unit,
        bodyweight, settings, cadence, opens, tops, tul_ms, reps, ended_by, push_ms, rest_ms,
        paused_ms, estimated, amended, discarded, deleted, by_hand, note,
    ) = row  # fmt: skip
    return SetDone(
        workout=str(workout),
        attempt=whole(attempt, "attempt"),
        person=str(person),
        exercise=str(exercise),
        number=whole(number, "number"),
        kind=SetKind(str(kind)),
        side=None if side is None else Side(str(side)),
        started=as_moment(str(started), zone),
        ended=as_moment(str(ended), zone),
        load=read_load(load, unit, bodyweight),
        settings=read_settings(settings),
        cadence=str(cadence),
        window=None
        if opens is None or tops is None
        else Window(whole(opens, "window_opens"), whole(tops, "window_tops")),
        tul_ms=whole(tul_ms, "tul_ms"),
        reps=None if reps is None else whole(reps, "reps"),
        ended_by=EndedBy(str(ended_by)),
        push_ms=whole(push_ms, "push_ms"),
        rest_ms=None if rest_ms is None else whole(rest_ms, "rest_ms"),
        paused_ms=whole(paused_ms, "paused_ms"),
        estimated=bool(estimated),
        amended=bool(amended),
        discarded=bool(discarded),
        deleted=bool(deleted),
        by_hand=bool(by_hand),
        note=str(note),
    )


def whole(value: Value, name: str) -> int:
    """`value` as a number that is not below 0; raises ValueError otherwise."""
    if not isinstance(value, int) or value < 0:
        raise ValueError(f"{name} is {value!r}, and cannot be")
    return value


def load_columns(load: Load | None) -> dict[str, Value]:
    """A load as the columns load, unit and bodyweight: the number as lifted, to the last digit."""
    if load is None:
        return {"load": None, "unit": None, "bodyweight": 0}
    return {"load": str(load.amount), "unit": str(load.unit), "bodyweight": int(load.bodyweight)}


@lru_cache(1024)
def read_load(load: Value, unit: Value, bodyweight: Value) -> Load | None:
    """The load that `load_columns` wrote; raises ValueError for one that is none."""
    if load is None:
        return None
    try:
        amount = Decimal(str(load))
    except InvalidOperation:
        raise ValueError(f"load is {load!r}, and no number") from None
    if not amount.is_finite() or not 0 <= amount <= HEAVIEST:
        raise ValueError(f"load is {load!r}, and cannot be")
    return Load(amount, Unit(str(unit)), bool(bodyweight))


def settings_text(settings: Settings) -> str:
    """Settings as a JSON array of [name, value]."""
    return json.dumps(settings, ensure_ascii=False, separators=(",", ":"))


@lru_cache(1024)
def read_settings(text: Value) -> Settings:
    """The settings that `settings_text` wrote; raises ValueError for other text."""
    if text == "[]":
        return ()
    try:
        return tuple((str(name), str(value)) for name, value in json.loads(str(text)))
    except (ValueError, TypeError):
        raise ValueError(f"settings is {text!r}, and no list of names and values") from None
