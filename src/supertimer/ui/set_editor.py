"""Correcting a set that is over: load, reps, time, how it ended, a note."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

from supertimer.engine.events import Amend, EndedBy
from supertimer.engine.snapshot import SetResult
from supertimer.routine.literal import literal
from supertimer.ui.entries import EntryError, read_load, read_reps, read_time
from supertimer.ui.view import mmss
from supertimer.units import Grid, Load, Unit, plain_number

ENDINGS = (
    EndedBy.FATIGUE,
    EndedBy.NOT_TO_FATIGUE,
    EndedBy.FORM,
    EndedBy.PAIN,
    EndedBy.INTERRUPTED,
)
"""What a lifter can say of the end of a set."""


@dataclass(frozen=True, slots=True)
class Edited:
    """The set to be corrected."""

    title: str
    attempt: int
    """Its place in the results."""
    result: SetResult
    grid: Grid
    unit: Unit
    """For a bare number, where nothing was on so far."""


class Choice(Static, can_focus=True):
    """One of several words, chosen with the arrow keys."""

    def __init__(self, words: tuple[str, ...], chosen: str, **names: str) -> None:
        super().__init__(markup=False, **names)  # type: ignore[arg-type]
        self.words = words if chosen in words else (chosen, *words)
        self.chosen = chosen

    def on_mount(self) -> None:
        """Show the word."""
        self._turn(0)

    def on_key(self, event: events.Key) -> None:
        """Arrows and the space bar go round."""
        step = {"up": -1, "left": -1, "down": 1, "right": 1, "space": 1}.get(event.key)
        if step is not None:
            event.stop()
            self._turn(step)

    def _turn(self, step: int) -> None:
        place = (self.words.index(self.chosen) + step) % len(self.words)
        self.chosen = self.words[place]
        self.update(f"‹ {self.chosen} ›")


class SetEditor(ModalScreen[Amend | None]):
    """Fields in a row at the bottom; the workout goes on above. Enter keeps, Escape leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss_nothing", "leave"),
        Binding("enter", "keep", "keep", priority=True),
    ]

    def __init__(self, edited: Edited) -> None:
        super().__init__()
        self._edited = edited

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        result = self._edited.result
        reps = "" if result.reps is None else f"{result.reps / 100:g}"
        with Vertical(id="editor"):
            yield Label(literal(self._edited.title), id="what", markup=False)
            with Horizontal():
                yield from _field("load", _load_text(result.load))
                yield from _field("time", mmss(result.tul_ms))
                yield from _field("reps", reps)
                yield Label("ended by", classes="name")
                yield Choice(tuple(map(str, ENDINGS)), str(result.ended_by), id="ended")
            with Horizontal():
                yield from _field("note", literal(result.note))
            yield Label(
                "Tab next field   ↑↓ next load   Enter keep   Esc leave as it was",
                id="advice",
                markup=False,
            )

    def on_key(self, event: events.Key) -> None:
        """Up and down put on the next real load."""
        field = self.query_one("#load", Input)
        if event.key in ("up", "down") and field.has_focus:
            event.stop()
            self._step(field, up=event.key == "up")

    def _step(self, field: Input, *, up: bool) -> None:
        try:
            load = read_load(field.value, self._unit)
        except EntryError:
            return
        if load is None:
            return
        grid = self._edited.grid
        amount = grid.above(load.amount) if up else grid.below(load.amount)
        if amount is not None:
            field.value = _load_text(Load(amount, load.unit, load.bodyweight))

    @property
    def _unit(self) -> Unit:
        load = self._edited.result.load
        return self._edited.unit if load is None else load.unit

    @on(Input.Submitted)
    def action_keep(self) -> None:
        """Take what is in the fields, or say what is wrong with it."""
        result = self._edited.result
        try:
            load = read_load(self.query_one("#load", Input).value, self._unit)
            tul = read_time(self.query_one("#time", Input).value)
            reps = read_reps(self.query_one("#reps", Input).value)
        except EntryError as error:
            self.query_one("#advice", Label).update(str(error))
            return
        ended = EndedBy(self.query_one(Choice).chosen)
        note = self.query_one("#note", Input).value
        same_tul = tul == result.tul_ms // 1000 * 1000
        same_reps = result.reps is not None and reps == result.reps
        self.dismiss(
            Amend(
                attempt=self._edited.attempt,
                ended_by=None if ended is result.ended_by else ended,
                tul_ms=None if same_tul else tul,
                reps=None if same_reps else reps,
                load=None if load == result.load else load,
                note=None if note == result.note else note,
            )
        )

    def action_dismiss_nothing(self) -> None:
        """Leave everything as it was."""
        self.dismiss(None)


def _field(name: str, value: str) -> ComposeResult:
    yield Label(name, classes="name")
    yield Input(value, id=name, compact=True, select_on_focus=True)


def _load_text(load: Load | None) -> str:
    if load is None:
        return ""
    return plain_number(load.amount) if not load.bodyweight else str(load)
