"""A workout that was done away from the computer, entered on the screen: a line a set."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Input, Label

from supertimer.history.by_hand import EntryError, asked, begun, read_line
from supertimer.history.wording import load_text
from supertimer.text import literal
from supertimer.ui.trouble import told
from supertimer.ui.widgets.field import Field
from supertimer.units import Load

if TYPE_CHECKING:
    from supertimer.workout.trainer import Prepared, Trainer

T = TypeVar("T")

EXPLAINED = (
    "A line a set: 120 1:42, the load and the time under load; the time alone where the load was"
    " as planned; - where the set was not done. What stands behind is kept as a note."
)


class LogScreen(Screen[int | None]):
    """A field for the day and one for each set; gives how many sets were kept, None for Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "leave"),
        Binding("ctrl+s", "keep", "keep all", priority=True),
        Binding("up", "app.focus_previous", "the line above", show=False),
        Binding("down", "app.focus_next", "the line below", show=False),
    ]

    def __init__(self, trainer: "Trainer", prepared: "Prepared") -> None:
        super().__init__()
        self._trainer = trainer
        self._prepared = prepared
        self._places = asked(prepared.plan)

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        with VerticalScroll(id="log", can_focus=False):
            name = literal(self._prepared.routine.name)
            yield Label(f"{name}, done away from here", id="what", markup=False)
            yield Label(EXPLAINED, classes="told", markup=False)
            with Horizontal():
                yield Label("day", classes="name")
                yield Field(
                    placeholder="just now; else 2026-11-20 or 2026-11-20 18:30",
                    id="day",
                    compact=True,
                )
            yield Label("", classes="fault", id="day-fault", markup=False)
            for index in self._places:
                with Horizontal():
                    yield Label(self._set(index), classes="name", markup=False)
                    yield Field(placeholder=self._planned(index), id=f"set-{index}", compact=True)
                yield Label("", classes="fault", id=f"set-{index}-fault", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    def _set(self, index: int) -> str:
        work = self._prepared.plan.sets[index]
        side = f", {work.side}" if work.side else ""
        number = f" {work.number}" if work.number > 1 else ""
        return literal(f"{work.exercise}{number}{side}")

    def _planned(self, index: int) -> str:
        """What an empty field says: the planned load."""
        load = self._prepared.plan.sets[index].load
        known = load_text(load, None) if isinstance(load, Load) else ""
        return f"{known} was planned" if known else "load and time"

    def on_mount(self) -> None:
        """Most often it was just now: begin at the first set."""
        self.query(Input)[1].focus()

    @on(Input.Submitted)
    def onward(self, event: Input.Submitted) -> None:
        """To the next line; after the last one all are kept."""
        event.stop()
        if event.input is self.query(Input).last():
            self.action_keep()
        else:
            self.focus_next()

    def action_keep(self) -> None:
        """Keep all lines, or none and say what is wrong with which."""
        plan, unit = self._prepared.plan, self._prepared.routine.unit
        wrong: list[str] = []
        started = self._read("day", self._begun, wrong)
        lines = [
            self._read(f"set-{index}", partial(read_line, plan, index, unit=unit), wrong)
            for index in self._places
        ]
        if wrong:
            self.query_one(f"#{wrong[0]}", Input).focus()
            return
        with told(self):
            kept = self._trainer.enter(self._prepared, list(filter(None, lines)), started)
            self.dismiss(len(kept))

    def _begun(self, text: str) -> datetime | None:
        return begun(text.strip(), self._trainer.clock.wall()) if text.strip() else None

    def _read(self, name: str, read: Callable[[str], T], wrong: list[str]) -> T | None:
        """What a field says; its fault is shown below it, and its name added to `wrong`."""
        value, fault = None, ""
        try:
            value = read(self.query_one(f"#{name}", Input).value)
        except EntryError as error:
            fault = literal(str(error))
            wrong.append(name)
        self.query_one(f"#{name}-fault", Label).update(fault)
        return value
