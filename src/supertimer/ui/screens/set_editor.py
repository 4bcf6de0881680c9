"""The set editor: correct the load, reps, time, ending, and note of a set."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from supertimer.engine.commands import Amend
from supertimer.engine.result import EndedBy, SetResult
from supertimer.history.set_record import SetDone
from supertimer.text import literal
from supertimer.ui.widgets.field import Field
from supertimer.units import ANY_LOAD, Grid, Load, Unit, minutes, plain_number
from supertimer.workout.entries import FieldError, read_load, read_reps, read_time

T = TypeVar("T")

ENDINGS = (
    EndedBy.FATIGUE,
    EndedBy.NOT_TO_FATIGUE,
    EndedBy.FORM,
    EndedBy.PAIN,
    EndedBy.INTERRUPTED,
)
"""How a lifter can say that a set ended."""

STEPPED = ("load", "reps", "time")
"""Fields whose value the arrow keys change."""


@dataclass(frozen=True, slots=True)
class Edited:
    """The set to correct."""

    title: str
    attempt: int
    """Its place in the results, from 0."""
    result: SetResult | SetDone
    grid: Grid
    unit: Unit
    """The unit of a bare number if the set has no load yet."""


class WordPicker(Static, can_focus=True):
    """A choice between words; the arrow keys change it."""

    def __init__(self, words: tuple[str, ...], chosen: str, **names: str) -> None:
        super().__init__(markup=False, **names)  # type: ignore[arg-type]
        self.words = words if chosen in words else (chosen, *words)
        self.chosen = chosen

    def on_mount(self) -> None:
        """Show the chosen word."""
        self._turn(0)

    def on_key(self, event: events.Key) -> None:
        """Choose another word with the arrow keys or Space."""
        step = {"up": -1, "left": -1, "down": 1, "right": 1, "space": 1}.get(event.key)
        if step is not None:
            event.stop()
            self._turn(step)

    def _turn(self, step: int) -> None:
        place = (self.words.index(self.chosen) + step) % len(self.words)
        self.chosen = self.words[place]
        self.update(f"‹ {self.chosen.replace('-', ' ')} ›")


class SetEditor(ModalScreen[Amend | None]):
    """A row of fields below the workout; Enter saves, Escape cancels.

    Returns the correction, or None without one.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-wide")]  # noqa: RUF012  # Textual asks for it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "cancel"),
        Binding("enter", "keep", "save"),
    ]

    def __init__(self, edited: Edited) -> None:
        super().__init__()
        self._edited = edited
        self._wrong = ""
        result = edited.result
        self._texts = {
            "load": "" if result.load is None else str(result.load),
            "reps": "" if result.reps is None else f"{result.reps / 100:g}",
            "time": minutes(result.tul_ms),
            "note": literal(result.note),
        }
        """The initial text of each field; a field that keeps it is not a correction."""

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        result = self._edited.result
        with Vertical(id="editor"):
            yield Label(literal(self._edited.title), id="what", markup=False)
            with Horizontal(classes="fields"):
                yield self._field("load")
                ended = WordPicker(tuple(map(str, ENDINGS)), str(result.ended_by), id="ended")
                yield _labelled("ended", ended)
                yield self._field("reps")
                yield self._field("time")
            with Horizontal(classes="fields", id="last"):
                yield self._field("note")
            yield Label("", id="advice", markup=False)

    def _field(self, name: str) -> Horizontal:
        field = Field(self._texts[name], id=name, compact=True, select_on_focus=True)
        return _labelled(name, field)

    @on(Input.Changed)
    def corrected(self) -> None:
        """Remove the error while the user edits."""
        self._wrong = ""
        self.advise()

    @on(events.DescendantFocus)
    def advise(self) -> None:
        """Show the error, or the keys of the focused field."""
        name = (self.focused and self.focused.id) or ""
        for field in self.query(".field"):
            field.set_class(bool(name) and field.has_class(name), "now")
        step = {
            "load": f"↑↓ {self._step_text()}",
            "ended": "↑↓ next ending",
            "reps": "↑↓ 1 rep",
            "time": "↑↓ 1 s",
        }.get(name, "")
        keys = [step, "Tab next field", "Enter save", "Esc cancel"]
        advice = self.query_one("#advice", Label)
        advice.update(literal(self._wrong) or "   ".join(filter(None, keys)))
        advice.set_class(bool(self._wrong), "wrong")

    def _step_text(self) -> str:
        load, step = self._edited.result.load, self._grid.step
        named = load is not None and load.name
        return "next load" if named or step is None else f"by {plain_number(step)} {self._unit}"

    def on_key(self, event: events.Key) -> None:
        """Change a field by one step with up and down."""
        field = self.focused
        if event.key in ("up", "down") and isinstance(field, Input) and field.id in STEPPED:
            event.stop()
            with suppress(FieldError):
                field.value = self._stepped(field, up=event.key == "up")
                field.select_all()

    def _stepped(self, field: Input, *, up: bool) -> str:
        """Return the value of a field one step further; raises FieldError for invalid text."""
        if field.id == "time":
            return minutes(read_time(field.value) + (1000 if up else -1000))
        if field.id == "reps":
            reps = Decimal(read_reps(field.value) or 0) / 100
            whole = Grid(step=Decimal(1))
            return plain_number((whole.above(reps) if up else whole.below(reps)) or Decimal(0))
        load = self._read_load(field.value)
        if load is None:
            return field.value
        step = self._grid.heavier(load) if up else self._grid.lighter(load)
        return field.value if step is None else str(step)

    @property
    def _grid(self) -> Grid:
        """Return the loads that the machine has; whole numbers if unknown."""
        grid = self._edited.grid
        return Grid(step=Decimal(1)) if grid == ANY_LOAD else grid

    def _read_load(self, text: str) -> Load | None:
        load = self._edited.result.load
        current = (load.name,) if load and load.name else ()
        return read_load(text, self._unit, (*current, *self._grid.names), load)

    @property
    def _unit(self) -> Unit:
        load = self._edited.result.load
        return self._edited.unit if load is None else load.unit

    @on(Input.Submitted)
    def action_keep(self) -> None:
        """Save the changed fields, or show the error."""
        result = self._edited.result
        try:
            load = self._read("load", self._read_load)
            reps = self._read("reps", read_reps)
            tul = self._read("time", read_time)
            note = self._read("note", str.strip)
        except FieldError as error:
            self._wrong = str(error)
            self.advise()
            return
        ended = EndedBy(self.query_one(WordPicker).chosen)
        nothing = Amend(attempt=self._edited.attempt)
        ended_by = None if ended is result.ended_by else ended
        amend = replace(nothing, ended_by=ended_by, tul_ms=tul, reps=reps, load=load, note=note)
        self.dismiss(None if amend == nothing else amend)

    def _read(self, name: str, read: Callable[[str], T | None]) -> T | None:
        """Return the value of a field, None if it did not change.

        Raises FieldError, with the focus on the field, for invalid text.
        """
        field = self.query_one(f"#{name}", Input)
        if field.value == self._texts[name]:
            return None
        try:
            value = read(field.value)
            if value is None:
                raise FieldError(f"Enter a {name}, such as {self._texts[name]}.")
        except FieldError:
            field.focus()
            raise
        return value


def _labelled(name: str, widget: Widget) -> Horizontal:
    """Return a field with its label."""
    return Horizontal(Label(name, classes="name"), widget, classes=f"field {name}")
