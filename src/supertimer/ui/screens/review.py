"""The review after a workout: each set against last time, records, and advice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from rich.console import Group
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Static

from supertimer.engine.plan import Plan
from supertimer.engine.snapshot import Snapshot
from supertimer.history.queries import Past
from supertimer.history.stats import Record, RecordKind, all_records
from supertimer.history.wording import load_text, reps, set_name
from supertimer.text import count, literal
from supertimer.ui.widgets.wrap import Columns, Facts
from supertimer.units import Unit, minutes
from supertimer.workout.briefing import Brief

Advice = tuple[str, str, str]
"""Exercise, load and reason."""


@dataclass(frozen=True, slots=True)
class SetLine:
    """One set in words."""

    name: str
    load: str
    tul: str
    against: str
    """`+0:05`, the difference to last time; empty without a last time."""
    reps: str
    ended: str
    record: str
    """`★ longest at this load`; empty without a record."""


def set_lines(
    plan: Plan, snapshot: Snapshot, past: Past, opened: datetime, unit: Unit | None
) -> list[SetLine]:
    """Return the sets that count, in the order of the workout.

    `past` already contains them; `opened` is when the workout started.
    """
    records = {
        record.done.attempt: f"★ {_words(record)}"
        for exercise in dict.fromkeys(work.exercise for work in plan.sets)
        for record in all_records(past.sets(exercise))
        if record.done.started >= opened
    }
    lines = []
    for place, result in enumerate(snapshot.results):
        if not result.discarded:
            work = plan.sets[result.index]
            lines.append(
                SetLine(
                    name=literal(set_name(work.exercise, work.side, work.kind)),
                    load=load_text(result.load, unit),
                    tul=minutes(result.tul_ms),
                    against=_against(result.tul_ms, work.last_tul),
                    reps=reps(result.reps),
                    ended=result.ended_by.replace("-", " "),
                    record=records.get(place, ""),
                )
            )
    return lines


def _against(tul: int, last: int | None) -> str:
    if last is None:
        return ""
    seconds = tul // 1000 - last // 1000
    return f"{'-' if seconds < 0 else '+'}{minutes(abs(seconds) * 1000)}"


def _words(record: Record) -> str:
    changed = f", {', '.join(record.changed)} changed" if record.changed else ""
    longest = record.kind is RecordKind.LONGEST
    return ("longest at this load" if longest else "heaviest load") + changed


def next_time(plan: Plan, briefs: Mapping[int, Brief], unit: Unit | None) -> list[Advice]:
    """Return the advice for next time, for each exercise that has some."""
    told: dict[str, Advice] = {}
    for place, brief in briefs.items():
        name = plan.sets[place].exercise
        if brief.reason and name not in told:
            told[name] = (literal(name), load_text(brief.suggested, unit), literal(brief.reason))
    return list(told.values())


class ReviewScreen(Screen[None]):
    """The review of one workout."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss", "home", key_display="Enter"),
        Binding("space,escape,q", "dismiss", show=False),
    ]

    def __init__(
        self, title: str, snapshot: Snapshot, lines: list[SetLine], advice: list[Advice]
    ) -> None:
        super().__init__()
        self._heading = title
        self._snapshot = snapshot
        self._lines = lines
        self._next = advice

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        with VerticalScroll(id="review"):
            yield Static(Text(literal(self._heading), "bold"), id="title")
            yield Static(self._sum(), id="sum", classes="quiet")
            if self._lines:
                yield Static(self._sets())
            if self._next:
                yield Static("Next time", classes="heading")
                yield Static(self._advice())
        yield Footer(compact=True, show_command_palette=False)

    def _sum(self) -> Facts:
        kept = [result for result in self._snapshot.results if not result.discarded]
        tul = minutes(sum(result.tul_ms for result in kept))
        in_all = minutes(self._snapshot.at)
        return Facts((count(len(kept), "set"), f"{tul} under load", f"{in_all} in total"))

    def _sets(self) -> Columns:
        rows: list[tuple[Text, ...]] = []
        narrow: list[Text | Facts] = []
        for line in self._lines:
            rows.append(
                (
                    Text(line.name, "bold"),
                    Text(line.load, justify="right"),
                    Text(line.tul, "bold", justify="right"),
                    Text(line.against, "dim", justify="right"),
                    Text(line.reps, "dim"),
                    Text(line.ended, "dim"),
                    Text(line.record, "bold"),
                )
            )
            facts = (line.load, line.tul, line.against, line.reps, line.ended, line.record)
            narrow += [Text(line.name, "bold"), Facts(facts, "dim")]
        return Columns(rows, Group(*narrow))

    def _advice(self) -> Columns:
        rows: list[tuple[Text, ...]] = []
        narrow: list[Text | Facts] = []
        for name, load, reason in self._next:
            rows.append((Text(name), Text(load, "bold", justify="right"), Text(reason, "dim")))
            narrow += [Facts((name, load), "bold"), Text(reason, "dim")]
        return Columns(rows, Group(*narrow))
