"""What happens in a workout, and the commands that make it happen.

An event carries the moment at which it was due, never the moment at which it was noticed. Its
fields are the keys of the JSON that `simulate --json` prints; what does not apply is None there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from supertimer.engine.cadence import PhaseName, Side
from supertimer.engine.plan import RestLabel, SegmentKind, SetKind
from supertimer.units import Load


class EventName(StrEnum):
    """Everything that can happen; those of one instant come in this order."""

    RETRACTED = "retracted"
    """All events after `after` are taken back; the ones that follow replace them."""
    PAUSED = "paused"
    RESUME_COUNT = "resume_count"
    """`ms` until a paused set goes on: 3000, 2000, 1000."""
    RESUMED = "resumed"
    REP_COMPLETED = "rep_completed"
    TARGET_REACHED = "target_reached"
    LAST_MATCHED = "last_matched"
    TARGET_TOPPED = "target_topped"
    SET_ENDED = "set_ended"
    SET_DISCARDED = "set_discarded"
    """A set that is repeated: its first attempt stays, but does not count."""
    SET_AMENDED = "set_amended"
    LOAD_SET = "load_set"
    SEGMENT_STARTED = "segment_started"
    WAITING = "waiting"
    """The next segment begins when the lifter says go."""
    PHASE_STARTED = "phase_started"
    TICK = "tick"
    WORKOUT_ENDED = "workout_ended"


RANK = {name: rank for rank, name in enumerate(EventName)}
"""The order of events at one instant."""


class EndedBy(StrEnum):
    """How a set came to its end.

    The first six are seen, the others told by the lifter afterwards; `interrupted` is also what
    becomes of a set in which the program was cut off.
    """

    FATIGUE = "fatigue"
    REPS = "reps"
    TIME = "time"
    CAP = "cap"
    SKIP = "skip"
    STOP = "stop"
    PAIN = "pain"
    FORM = "form"
    INTERRUPTED = "interrupted"
    NOT_TO_FATIGUE = "not-to-fatigue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened `at` milliseconds after the workout was opened, pauses included."""

    at: int
    event: EventName
    segment: SegmentKind | None = None
    exercise: str | None = None
    set: int | None = None
    """1-based within the exercise."""
    kind: SetKind | None = None
    side: Side | None = None
    rep: int | None = None
    """1-based; for `rep_completed` the rep that is complete."""
    phase: PhaseName | None = None
    ms: int | None = None
    """A tick's place in its phase, or the length of a phase or segment; JSON has `seconds`."""
    tul_ms: int | None = None
    reps: int | None = None
    """Hundredths here, a decimal number in JSON."""
    ended_by: EndedBy | None = None
    load: Load | None = None
    effort: int | None = None
    """Percent of full effort asked for in this phase."""
    label: RestLabel | None = None
    """What kind of rest, where it is more than a rest."""
    index: int | None = None
    """The set's place in the plan; not in the JSON, like the next one."""
    next_load: Load | None = None
    """Of a rest and of waiting: the load of what comes; in a pause within a set only a new one."""
    after: int | None = None
    """For `retracted`: the last moment that still stands."""
    estimated: bool | None = None
    """True where the key was pressed some time after fatigue."""
    paused: bool | None = None
    """True where the set was paused for more than five seconds in all."""


@dataclass(frozen=True, slots=True)
class Go:
    """Start what waits; in a rest, end it."""

    name: Literal["go"] = "go"


@dataclass(frozen=True, slots=True)
class Fatigue:
    """No further inch is possible: the set ends now."""

    name: Literal["fatigue"] = "fatigue"


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop the time of the current segment."""

    name: Literal["pause"] = "pause"


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on where it was paused; in a set after a count of three."""

    name: Literal["resume"] = "resume"


@dataclass(frozen=True, slots=True)
class Skip:
    """Leave out what is left of the current segment."""

    name: Literal["skip"] = "skip"


@dataclass(frozen=True, slots=True)
class Redo:
    """Repeat the current set, or in a rest the one before it."""

    wait: bool = False
    """Whether it begins only when the lifter says go: nobody was here, and what there is of the
    set is kept as interrupted."""
    name: Literal["redo"] = "redo"


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the last command that can be taken back."""

    name: Literal["undo"] = "undo"


@dataclass(frozen=True, slots=True)
class Extend:
    """Make the rest longer by `ms` milliseconds (shorter, if negative)."""

    ms: int
    name: Literal["extend"] = "extend"


@dataclass(frozen=True, slots=True)
class SetLoad:
    """Put `load` on for a set that is not over; later sets that follow it follow."""

    load: Load | None
    index: int | None = None
    """The set's place in the plan; None: the one that is being done, or comes next."""
    name: Literal["set_load"] = "set_load"


@dataclass(frozen=True, slots=True)
class Amend:
    """Correct the result of a set that is over; None leaves a value as it is."""

    attempt: int | None = None
    """Which result, 0-based in the order in which sets ended; None: the last."""
    ended_by: EndedBy | None = None
    tul_ms: int | None = None
    """A new time under load; the reps follow from it, unless they are given too."""
    reps: int | None = None
    """Hundredths."""
    load: Load | None = None
    note: str | None = None
    name: Literal["amend"] = "amend"


@dataclass(frozen=True, slots=True)
class Stop:
    """End the workout here."""

    name: Literal["stop"] = "stop"


Command = Go | Fatigue | Pause | Resume | Skip | Redo | Undo | Extend | SetLoad | Amend | Stop


def as_json(event: Event) -> Mapping[str, object]:
    """The event as its JSON object: keys in a fixed order, without those that do not apply."""
    load = event.load
    added = None if load is None or (load.bodyweight and not load.amount) else load
    values = {
        "at": event.at,
        "event": event.event,
        "segment": event.segment,
        "exercise": event.exercise,
        "set": event.set,
        "kind": event.kind,
        "side": event.side,
        "rep": event.rep,
        "phase": event.phase,
        "seconds": _part(event.ms, 1000),
        "tul_ms": event.tul_ms,
        "reps": _part(event.reps, 100),
        "ended_by": event.ended_by,
        "bodyweight": (load and load.bodyweight) or None,
        "load": added and json_number(added.amount),
        "unit": added and added.unit,
        "effort": event.effort,
        "label": event.label,
        "after": event.after,
        "estimated": event.estimated,
        "paused": event.paused,
    }
    return {key: value for key, value in values.items() if value is not None}


def json_number(amount: Decimal) -> int | float:
    """A decimal as the number that JSON writes the same way: 120, 52.5."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _part(value: int | None, per: int) -> int | float | None:
    """`value` / `per` for JSON."""
    return None if value is None else json_number(Decimal(value) / per)
