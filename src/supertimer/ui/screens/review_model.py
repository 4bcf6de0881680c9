"""What a workout came to: against last time, and for next time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from supertimer.engine.plan import Plan, SetKind
from supertimer.engine.result import SetResult
from supertimer.engine.snapshot import Snapshot
from supertimer.history.queries import Past
from supertimer.history.stats import Record, RecordKind, all_records
from supertimer.history.wording import load_text, reps
from supertimer.text import literal
from supertimer.units import Unit, minutes
from supertimer.workout.briefing import Brief


@dataclass(frozen=True, slots=True)
class Line:
    """One set."""

    name: str
    load: str
    tul: str
    against: str
    """`+0:05`, against last time; empty if there was none."""
    reps: str
    ended: str
    record: str
    """`longest yet`; empty for none."""


def lines(plan: Plan, snapshot: Snapshot, records: dict[int, str], unit: Unit | None) -> list[Line]:
    """The sets that count, in the order in which they were done.

    `records` says by the place in the results what was a record.
    """
    shown = []
    for place, result in enumerate(snapshot.results):
        if result.discarded:
            continue
        work = plan.sets[result.index]
        side = f", {work.side}" if work.side else ""
        kind = "" if work.kind is SetKind.WORK else f", {work.kind}"
        shown.append(
            Line(
                name=literal(work.exercise) + side + kind,
                load=load_text(result.load, unit),
                tul=minutes(result.tul_ms),
                against=_against(result, work.last_tul),
                reps=reps(result.reps),
                ended=str(result.ended_by),
                record=records.get(place, ""),
            )
        )
    return shown


def _against(result: SetResult, last: int | None) -> str:
    if last is None:
        return ""
    seconds = result.tul_ms // 1000 - last // 1000
    return f"{'-' if seconds < 0 else '+'}{minutes(abs(seconds) * 1000)}"


def records_of(plan: Plan, snapshot: Snapshot, past: Past, opened: datetime) -> dict[int, str]:
    """What was a record, by the place in the results; `opened` is when the workout began."""
    found: dict[int, str] = {}
    for exercise in dict.fromkeys(work.exercise for work in plan.sets):
        for record in all_records(past.sets(exercise)):
            if record.done.started >= opened:
                found[record.done.attempt] = _words(record)
    return {place: text for place, text in found.items() if place < len(snapshot.results)}


def _words(record: Record) -> str:
    changed = f", {', '.join(record.changed)} changed" if record.changed else ""
    longest = record.kind is RecordKind.LONGEST
    return ("longest at this load" if longest else "heaviest yet") + changed


def next_time(
    plan: Plan, briefs: Mapping[int, Brief], unit: Unit | None
) -> list[tuple[str, str, str]]:
    """Exercise, load and reason, for each exercise that there is advice for."""
    told: dict[str, tuple[str, str, str]] = {}
    for place, brief in briefs.items():
        name = plan.sets[place].exercise
        if brief.reason and name not in told:
            load = load_text(brief.suggested, unit)
            told[name] = (literal(name), load, literal(brief.reason))
    return list(told.values())
