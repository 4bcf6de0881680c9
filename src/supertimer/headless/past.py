"""The history that a test starts from, and the load that the program suggests after its workout."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from supertimer.config import Config
from supertimer.engine.plan import Plan, SetKind
from supertimer.engine.result import SetResult
from supertimer.history.advice import Advice, advise
from supertimer.history.journal import Header
from supertimer.history.set_record import SetDone
from supertimer.routine import notation
from supertimer.routine.compile import Memory, Remembered
from supertimer.routine.model import Routine
from supertimer.routine.notation import NotationError, WrittenLoad
from supertimer.units import Load, Unit
from supertimer.workout.briefing import goal

_TODAY = datetime(2026, 1, 8, 18, tzinfo=UTC)
"""The wall-clock time at which every test begins: no result depends on the day."""


@dataclass(frozen=True, slots=True)
class LastSet:
    """A work set of the last time."""

    load: WrittenLoad | None
    """None: without a load."""
    tul_ms: int

    def load_in(self, unit: Unit) -> Load | None:
        """Return the load, with `unit` for a bare number."""
        return None if self.load is None else self.load.read_in(unit)


Last = Mapping[str, Sequence[LastSet]]
"""The work sets of the last time, by exercise."""


def read_last(value: object) -> LastSet:
    """Read `210 lb 2:05`, or a time alone; raises NotationError."""
    right = '"210 lb 2:05"'
    if not isinstance(value, str) or not value.strip():
        raise NotationError("this should be a load and a time in quotes", right)
    load, _, time = value.strip().rpartition(" ")
    try:
        return LastSet(notation.load(load) if load else None, notation.duration(time))
    except NotationError as error:
        message = f"“{value.strip()[:80]}” is not a load and a time"
        raise NotationError(message, error.hint if "load" in error.message else right) from None


def memory(last: Last, unit: Unit) -> Memory:
    """Return what a person remembers of the last time; `unit` is that of bare numbers."""
    return {
        (name, None): Remembered(
            load=sets[0].load_in(unit),
            last_tuls=tuple(each.tul_ms for each in sets),
        )
        for name, sets in last.items()
        if sets
    }


def advice(
    exercise: str, routine: Routine, plan: Plan, results: Sequence[SetResult], last: Last
) -> Advice | None:
    """Return the suggestion for the next workout, after `results` and the last time.

    Returns None without a suggestion. The user's settings are not read.
    """
    key = exercise.casefold()
    work = next(
        each for each in plan.sets if each.exercise.casefold() == key and each.kind is SetKind.WORK
    )
    written = next(each for each in routine.resolved() if each.name == work.exercise)
    past = [
        SetDone(
            workout="last",
            attempt=number,
            person="",
            exercise=work.exercise,
            number=number + 1,
            started=_TODAY - timedelta(days=3),
            ended=_TODAY - timedelta(days=3),
            load=each.load_in(routine.unit or Unit.KG),
            tul_ms=each.tul_ms,
            reps=int(work.cadence.reps(work.cadence.when_tul(each.tul_ms)) * 100),
        )
        for name, sets in last.items()
        if name.casefold() == key
        for number, each in enumerate(sets)
    ]
    header = Header(workout="now", person="", routine=routine.name, plan=plan, started=_TODAY)
    done = [
        header.done(attempt, result, plan.sets[result.index])
        for attempt, result in enumerate(results)
        if not result.discarded and plan.sets[result.index].exercise == work.exercise
    ]
    return advise([*past, *done], goal(work, written, Config()))
