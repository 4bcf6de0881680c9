"""What an import read from a file, before anything is written."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from supertimer.errors import SupertimerError
from supertimer.units import Load, Unit


class ImportFileError(SupertimerError):
    """A file can't be imported; the message says why."""


class UnknownFormatError(ImportFileError):
    """The header of a file is not one of a format that is known."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a user says about a file."""

    unit: Unit | None = None
    """The unit of weights that have none in the file."""
    as_pounds: bool = False
    """Whether weights in kilograms were lifted in pounds."""
    day_first: bool | None = None
    """Whether the day is first in dates such as 03/04/25; None: as the file shows."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Field -> the column that has it, where the header is not the one of the format."""


class QuestionError(ImportFileError):
    """The file does not say everything, so the user has to answer a question."""

    question: str
    answers: Mapping[str, Mapping[str, Any]]
    """Answer -> the fields of `Options` that it sets."""

    def answered(self, options: Options, answer: str) -> Options:
        """Return the options with the answer to the question."""
        return replace(options, **self.answers[answer])


class UnitError(QuestionError):
    """The file does not say whether its weights are in kilograms or in pounds."""

    question = "The file does not say its unit of weight. Which one is it?"
    answers = {"kg": {"unit": Unit.KG}, "lb": {"unit": Unit.LB}}  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__(
            "the file does not say whether its weights are in kg or lb: add --unit kg or --unit lb"
        )


class DayOrderError(QuestionError):
    """The dates of the file can be read with the day first or with the month first."""

    answers = {"day": {"day_first": True}, "month": {"day_first": False}}  # noqa: RUF012

    def __init__(self, date: str) -> None:
        """Ask about `date`, one of the file."""
        super().__init__(
            f"the file does not show whether the day or the month is first in {date}:"
            " add --day-first or --month-first"
        )
        self.question = f"Which is first in the date {date}: the day or the month?"


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that the import could not read."""

    line: int
    """1-based, of its first line in the file."""
    reason: str


@dataclass(slots=True)
class SetRead:
    """A set in the file."""

    exercise: str
    order: str = ""
    """Its place as the file writes it; with the exercise, the key of the set in its workout."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """Fields of `SetDone`: what the file says about the set. Equal sets may share them."""
    attempt: int | None = None
    """The key of the set, if the file has it."""


@dataclass(slots=True)
class WorkoutRead:
    """A workout in the file."""

    start: datetime
    """Without a time zone if the file has none."""
    identity: str
    """What tells the workout from the others of the file, whatever else is in it."""
    name: str = ""
    note: str = ""
    lasted_ms: int = 0
    sets: list[SetRead] = field(default_factory=list)
    key: str = ""
    """The key of the workout, if the file has it."""


@dataclass(frozen=True, slots=True)
class WeightRead:
    """A body weight in the file."""

    at: datetime
    amount: Decimal
    unit: Unit


@dataclass(slots=True)  # not frozen: that would take half as long again per row
class RowRead:
    """What one row of a file says."""

    start: datetime
    identity: str
    sets: tuple[SetRead, ...] = ()
    name: str = ""
    note: str = ""
    """The note of the workout."""
    lasted_ms: int = 0
    weight: WeightRead | None = None
    other: str = ""
    """What the row is instead of a set, as a noun in the singular."""
    key: str = ""


@dataclass(slots=True)
class Preview:
    """Everything that was read from a file; rows read + rows refused = rows of the file."""

    format: str
    """The short name of the format."""
    title: str
    """The name of the program that wrote the file."""
    workouts: dict[str, WorkoutRead] = field(default_factory=dict)
    """By their `identity`, in the order of the file."""
    weights: list[WeightRead] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)
    """The rows that are not sets but were understood, such as rest timers."""
    rows: int = 0
    """The rows of the file, without its header and empty lines."""
    read: int = 0

    @property
    def sets(self) -> int:
        """Return the number of sets."""
        return sum(len(workout.sets) for workout in self.workouts.values())

    def take(self, row: RowRead) -> None:
        """Add what a row says."""
        self.read += 1
        if row.other:
            self.others[row.other] += 1
        if row.weight is not None:
            self.weights.append(row.weight)
        if not row.sets and not row.note:
            return
        workout = self.workouts.get(row.identity)
        if workout is None:
            workout = self.workouts[row.identity] = WorkoutRead(
                row.start, row.identity, row.name, row.note, row.lasted_ms, key=row.key
            )
        workout.note = workout.note or row.note
        workout.lasted_ms = workout.lasted_ms or row.lasted_ms
        workout.sets += row.sets


@lru_cache(4096)
def plain_load(amount: Decimal, unit: Unit, *, as_pounds: bool) -> Load | None:
    """Return the load of a weight; None for 0, which programs write for no weight.

    A weight below 0 is assistance. With `as_pounds`, kilograms become the pounds that they were.
    Raises ValueError for a weight that a person can't lift.
    """
    if as_pounds and unit is Unit.KG:
        amount, unit = Load(amount, Unit.KG).shown_in(Unit.LB).amount, Unit.LB
        quarter = (amount * 4).to_integral_value() / 4
        if abs(quarter - amount) <= Decimal("0.1"):
            amount = quarter
    amount = amount.quantize(Decimal("0.001"))
    if not amount:
        return None
    if abs(amount) > 5000:
        raise ValueError(f"the weight {amount.normalize():f} is too large")
    text = f"{amount:f}".rstrip("0").rstrip(".")
    return Load(Decimal(text), unit, bodyweight=amount < 0)
