"""After a workout: set by set, records, and what goes up next time."""

from typing import ClassVar

from rich.console import Group
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Static

from supertimer.engine.snapshot import Snapshot
from supertimer.text import count, literal
from supertimer.ui.screens.review_model import Line
from supertimer.ui.widgets.wrap import Columns, Facts
from supertimer.units import minutes


class ReviewScreen(Screen[None]):
    """One workout that is over."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss", "home", key_display="Enter"),
        Binding("space,escape,q", "dismiss", show=False),
    ]

    def __init__(
        self,
        title: str,
        snapshot: Snapshot,
        lines: list[Line],
        next_time: list[tuple[str, str, str]],
    ) -> None:
        super().__init__()
        self._heading = title
        self._snapshot = snapshot
        self._lines = lines
        self._next = next_time

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
        tul = sum(result.tul_ms for result in kept)
        return Facts(
            (
                count(len(kept), "set"),
                f"{minutes(tul)} under load",
                f"{minutes(self._snapshot.at)} in all",
            )
        )

    def _sets(self) -> Columns:
        rows: list[tuple[Text, ...]] = []
        narrow: list[Text | Facts] = []
        for line in self._lines:
            record = f"★ {line.record}" if line.record else ""
            rows.append(
                (
                    Text(line.name, "bold"),
                    Text(line.load, justify="right"),
                    Text(line.tul, "bold", justify="right"),
                    Text(line.against, "dim", justify="right"),
                    Text(line.reps, "dim"),
                    Text(line.ended, "dim"),
                    Text(record, "bold"),
                )
            )
            facts = (line.load, line.tul, line.against, line.reps, line.ended, record)
            narrow += [Text(line.name, "bold"), Facts(facts, "dim")]
        return Columns(rows, Group(*narrow))

    def _advice(self) -> Columns:
        rows: list[tuple[Text, ...]] = []
        narrow: list[Text | Facts] = []
        for name, load, reason in self._next:
            rows.append((Text(name), Text(load, "bold", justify="right"), Text(reason, "dim")))
            narrow += [Facts((name, load), "bold"), Text(reason, "dim")]
        return Columns(rows, Group(*narrow))
