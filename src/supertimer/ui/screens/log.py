"""The screen to log a past workout: one line per set."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Input, Label

from supertimer.history.by_hand import EntryError, asked, begun, read_line
from supertimer.history.wording import load_text, set_place
from supertimer.text import literal
from supertimer.ui.trouble import told
from supertimer.ui.widgets.field import Field
from supertimer.ui.widgets.key_row import KeyRow
from supertimer.units import Load

if TYPE_CHECKING:
    from supertimer.workout.trainer import Prepared, Trainer

T = TypeVar("T")

EXPLAINED = (
    "Enter one line per set: the load and the time under load, such as 120 1:42. Leave out the load"
    " if it was the planned one. Enter - for a set that you did not do. More words become a note."
)


class LogScreen(Screen[int | None]):
    """A field for the day and one per set; returns the number of sets, or None for Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "cancel"),
        Binding("ctrl+s", "keep", "save all", priority=True),
        Binding("up", "app.focus_previous", "previous line", show=False),
        Binding("down", "app.focus_next", "next line", show=False),
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
            yield Label(f"Log a past workout: {name}", id="what", markup=False)
            yield Label(EXPLAINED, classes="told", markup=False)
            with Horizontal():
                yield Label("day", classes="name")
                yield Field(
                    placeholder="just now, or such as 2026-11-20 18:30",
                    id="day",
                    compact=True,
                )
            yield Label("", classes="fault", id="day-fault", markup=False)
            for index in self._places:
                with Horizontal():
                    yield Label(self._set(index), classes="name", markup=False)
                    yield Field(placeholder=self._planned(index), id=f"set-{index}", compact=True)
                yield Label("", classes="fault", id=f"set-{index}-fault", markup=False)
        yield KeyRow()

    def _set(self, index: int) -> str:
        plan = self._prepared.plan
        return literal(f"{plan.sets[index].exercise}, {set_place(plan, index)}")

    def _planned(self, index: int) -> str:
        """Return what an empty field shows: the planned load."""
        load = self._prepared.plan.sets[index].load
        known = load_text(load, None) if isinstance(load, Load) else ""
        return f"planned: {known}" if known else "load and time"

    def on_mount(self) -> None:
        """Start at the first set: most workouts were just now."""
        self.query(Input)[1].focus()

    @on(Input.Submitted)
    def onward(self, event: Input.Submitted) -> None:
        """Go to the next line; after the last one, save all."""
        event.stop()
        if event.input is self.query(Input).last():
            self.action_keep()
        else:
            self.focus_next()

    def action_keep(self) -> None:
        """Save all lines, or none and show the errors."""
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
        """Return what a field says; on an error, show it and add the field to `wrong`."""
        value, fault = None, ""
        try:
            value = read(self.query_one(f"#{name}", Input).value)
        except EntryError as error:
            fault = literal(str(error))
            wrong.append(name)
        self.query_one(f"#{name}-fault", Label).update(fault)
        return value
