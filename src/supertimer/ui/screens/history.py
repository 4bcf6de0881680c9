"""The history: by workout, by exercise, by year, and by muscle."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import OptionList, Static, TabbedContent, TabPane

from supertimer.body.coverage import KEY, history_columns, table
from supertimer.body.muscles import MAJOR
from supertimer.body.views import by_days, by_work
from supertimer.engine.commands import Amend
from supertimer.errors import SupertimerError
from supertimer.history import edits
from supertimer.history.diary import read_diary
from supertimer.history.persons import Person, find_person
from supertimer.history.queries import SessionDone
from supertimer.history.set_record import SetDone
from supertimer.history.wording import load_text, reps, set_name
from supertimer.text import count, day, literal
from supertimer.ui.screens.chart import Chart
from supertimer.ui.screens.muscle_weeks import MOST_WEEKS, MuscleWeeks
from supertimer.ui.screens.set_editor import Edited, SetEditor
from supertimer.ui.theme import Palette, palette
from supertimer.ui.trouble import told
from supertimer.ui.widgets.body_view import BodyMap
from supertimer.ui.widgets.key_row import KeyRow
from supertimer.ui.widgets.prompt import Prompt
from supertimer.ui.widgets.row_list import RowList
from supertimer.ui.widgets.year import YearView, days_done
from supertimer.ui.workout.set_bar import small_bars
from supertimer.units import Unit, minutes
from supertimer.workout.entries import FieldError

if TYPE_CHECKING:
    from supertimer.workout.trainer import Trainer

T = TypeVar("T")

SHOWN = 500
"""How many workouts to list, the latest first."""

BARS_AT = 14
"""The column of the small bars in the row of a workout."""

MOST_BARS = 18
"""How many sets of a workout have a small bar, at most."""

VIEWS = ("days", "work", "weeks")
"""The views of the muscles."""

NOTHING = "No workout yet. Press Esc, then Enter to start one."

_ONLY = {
    "view": "muscles",
    "edit": "workouts",
    "delete": "workouts",
    "person": "workouts",
    "date": "workouts",
}
"""The page that each action belongs to."""


class HistoryScreen(Screen[None]):
    """The history of the current person."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-wide")]  # noqa: RUF012  # Textual asks for it
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "home"),
        Binding("1", "page('workouts', '#sessions')", "pages", key_display="1-4"),
        Binding("2", "page('exercises', '#names')", "pages", show=False),
        Binding("3", "page('year', '#year-page')", "pages", show=False),
        Binding("4", "page('muscles', '#muscles-page')", "pages", show=False),
        Binding("v", "view", "days/weeks"),
        Binding("e", "edit", "edit"),
        Binding("delete", "delete", "delete"),
        Binding("p", "person", "move the workout to another person", show=False),
        Binding("d", "date", "change the day of the workout", show=False),
        Binding("u", "undo", "undo"),
        Binding("question_mark", "app.help", "help", key_display="?"),
    ]

    def __init__(self, trainer: "Trainer") -> None:
        super().__init__()
        self._trainer = trainer
        self._past = trainer.past()
        self._sessions: list[SessionDone] = []
        self._exercises: tuple[str, ...] = ()
        self._view = VIEWS[0]
        self._undo: list[Callable[[], object]] = []
        """What undoes each change made here, the latest last."""

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        with TabbedContent():
            with TabPane("Workouts", id="workouts"):
                yield Static(NOTHING, id="nothing")
                with Horizontal():
                    yield RowList(id="sessions")
                    yield RowList(id="sets")
            with TabPane("Exercises", id="exercises"), Horizontal():
                yield RowList(id="names")
                yield Chart(self._trainer.config.unit)
            with TabPane("Year", id="year"), VerticalScroll(id="year-page"):
                yield YearView(id="calendar")
            with TabPane("Muscles", id="muscles"), VerticalScroll(id="muscles-page"):
                with Horizontal():
                    yield BodyMap(id="worked")
                    yield Static("", id="shares", markup=False)
                yield MuscleWeeks(id="weeks")
        yield KeyRow()

    def on_mount(self) -> None:
        """Read the history, and draw it again in the colors of another theme."""
        self._fill()
        self.app.theme_changed_signal.subscribe(self, lambda _: self._fill())
        self._exercises = self._past.exercises()
        names = (Text(literal(name), "bold") for name in self._exercises)
        self.query_one("#names", RowList).fill(names)
        self.query_one("#sessions").focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """See `DOMNode.check_action`: each page offers only its own actions."""
        if action == "undo":
            return bool(self._undo)
        if action in ("edit", "delete", "person", "date") and not self._sessions:
            return False
        pages = self.query(TabbedContent)
        return action not in _ONLY or not pages or pages.first().active == _ONLY[action]

    @on(TabbedContent.TabActivated)
    def turned(self) -> None:
        """Update the footer: each page has its own keys."""
        self.refresh_bindings()

    def action_view(self) -> None:
        """Show the muscles by days since they were worked, by the work of 7 days, or by week."""
        self._view = VIEWS[(VIEWS.index(self._view) + 1) % len(VIEWS)]
        self._muscles()

    def _muscles(self) -> None:
        """Draw the body map with the work of each major muscle group beside it, or the weeks."""
        now = self._trainer.clock.wall()
        self.query_one("#muscles-page").set_class(self._view == "weeks", "weeks")
        if self._view == "weeks":
            worked = self._past.worked(now - timedelta(weeks=MOST_WEEKS))
            self.query_one(MuscleWeeks).show(worked, now.date())
            return
        worked = self._past.worked(now - timedelta(days=60))
        view = by_work(worked, now) if self._view == "work" else by_days(worked, now)
        self.query_one(BodyMap).show(view)
        shares = [*table(history_columns(worked, now), MAJOR), "", KEY]
        self.query_one("#shares", Static).update(Text("\n".join(shares)))

    def action_page(self, page: str, first: str) -> None:
        """Turn to a page, with the focus on its first widget."""
        self.query_one(TabbedContent).active = page
        self.query_one("#exercises").remove_class("charting")
        self.query_one(first).focus()

    def _fill(self) -> None:
        self._sessions = self._past.sessions(limit=SHOWN)[::-1]
        theme = self.app.current_theme
        inks = palette(dark=theme.dark, colors=self.app.console.color_system)
        now = self._trainer.clock.wall()
        rows = (_session(each, inks, now) for each in self._sessions)
        self.query_one("#sessions", RowList).fill(rows)
        self.query_one("#workouts").set_class(not self._sessions, "empty")
        self.refresh_bindings()
        self._calendar()
        self._muscles()
        for fault in self._past.faults:
            self.notify(fault, markup=False, severity="warning")
        self._past.faults.clear()

    def _calendar(self) -> None:
        """Draw the years; one that the list does not contain whole has no calendar."""
        now = self._trainer.clock.wall()
        days = days_done(self._sessions)
        if len(self._sessions) == SHOWN and (first := min(days)).year < now.year:
            days = {day: done for day, done in days.items() if day.year > first.year}
        pace = read_diary(self._trainer.store, self._trainer.person, now).pace()
        self.query_one(YearView).show(days, pace, now.date())

    @on(OptionList.OptionHighlighted, "#sessions")
    def open_session(self) -> None:
        """Show the sets of the chosen workout."""
        unit = self._trainer.config.unit
        self.query_one("#sets", RowList).fill(_set(done, unit) for done in self._sets())

    @on(OptionList.OptionHighlighted, "#names")
    def open_exercise(self) -> None:
        """Draw the chosen exercise."""
        name = self.query_one("#names", RowList).chosen(self._exercises)
        if name is not None:
            self.query_one(Chart).show(self._past.sets(name), self._trainer.clock.wall())

    @on(OptionList.OptionSelected, "#names")
    def to_chart(self) -> None:
        """Move the focus to the chart, where the arrow keys move the crosshair.

        In a narrow window, it replaces the list.
        """
        self.query_one("#exercises").add_class("charting")
        self.query_one(Chart).focus()

    def _sets(self) -> Sequence[SetDone]:
        """Return the sets of the chosen workout."""
        session = self._session()
        return session.sets if session is not None else ()

    def _session(self) -> SessionDone | None:
        return self.query_one("#sessions", RowList).chosen(self._sessions)

    def _chosen(self) -> SetDone | None:
        return self.query_one("#sets", RowList).chosen(self._sets())

    @on(OptionList.OptionSelected, "#sets")
    def action_edit(self) -> None:
        """Correct the chosen set."""
        done = self._chosen()
        if done is None:
            return
        unit = self._trainer.config.unit or (done.load.unit if done.load else Unit.KG)
        title = f"{done.exercise}, {day(done.started, self._trainer.clock.wall())}"
        edited = Edited(title, done.attempt, done, self._trainer.grid(done), unit)
        self.app.push_screen(SetEditor(edited), lambda amend: self._amended(done, amend))

    def _amended(self, done: SetDone, amend: Amend | None) -> None:
        if amend is None:
            return
        names = ("ended_by", "tul_ms", "reps", "load", "note")
        changed = {name: new for name in names if (new := getattr(amend, name)) is not None}
        self._keep(replace(done, amended=True, **changed), before=done)

    def action_delete(self) -> None:
        """Delete the chosen set, or the chosen workout; `u` restores it."""
        if self.query_one("#sessions").has_focus:
            if (session := self._session()) is not None:
                store, key = self._trainer.store, session.workout
                undo = partial(edits.restore_workout, store, key)
                if self._change(partial(edits.delete_workout, store, key), lambda _: undo()):
                    self.notify("Workout deleted. Press u to restore it.")
            return
        done = self._chosen()
        if done is not None:
            self._keep(replace(done, deleted=True), before=done)
            self.notify("Set deleted. Press u to restore it.")

    def action_person(self) -> None:
        """Move the chosen workout to the person who did it; `u` moves it back."""
        session, store = self._session(), self._trainer.store
        if session is None:
            return
        here = self._trainer.person

        def person(name: str) -> Person:
            try:
                return find_person(store, name)
            except SupertimerError as error:
                raise FieldError(str(error)) from None

        def moved(name: str | None) -> None:
            if name is None:
                return
            change = partial(edits.move_to_person, store, session.workout, person(name))
            back = partial(edits.move_to_person, store, person=find_person(store, here))
            if self._change(change, lambda key: back(workout=key)):
                self.notify(f"Workout moved to {literal(name)}. Press u to move it back.")

        date = day(session.started, self._trainer.clock.wall())
        question = f"Who did {session.routine} on {date}?"
        self.app.push_screen(Prompt(question, here, person), moved)

    def action_date(self) -> None:
        """Correct the day and time of the chosen workout; `u` undoes it."""
        session, store = self._session(), self._trainer.store
        if session is None:
            return

        def moment(text: str) -> datetime:
            try:
                return edits.read_moment(text, session.started)
            except ValueError as error:
                raise FieldError(f"{error}.") from None

        def moved(text: str | None) -> None:
            if text is not None:
                move = partial(edits.move_to_moment, store, session.workout)
                if self._change(lambda: move(moment(text)), lambda _: move(session.started)):
                    self.notify("Date changed. Press u to undo it.")

        question = f"When did {session.routine} begin?"
        value = f"{session.started:%Y-%m-%d %H:%M}"
        self.app.push_screen(Prompt(question, value, moment), moved)

    def action_undo(self) -> None:
        """Undo the last correction or deletion, and remove the hint about it."""
        if self._undo:
            self.app.clear_notifications()
            with told(self):
                self._undo.pop()()
                self._show_again()

    def _keep(self, done: SetDone, before: SetDone) -> None:
        store = self._trainer.store
        self._change(lambda: store.write([done.row()]), lambda _: store.write([before.row()]))

    def _change(self, change: Callable[[], T], undo: Callable[[T], object]) -> bool:
        """Make a change of the history, and return whether that worked; `undo` takes its result."""
        changes = len(self._undo)
        with told(self):
            result = change()
            self._undo.append(lambda: undo(result))
            self._show_again()
        return len(self._undo) > changes

    def _show_again(self) -> None:
        self._fill()
        self.open_session()
        self.open_exercise()


def _session(session: SessionDone, inks: Palette, now: datetime) -> Text:
    """Return the row of a workout, with one small bar per set."""
    text = Text(day(session.started, now), "bold", no_wrap=True)
    bars = small_bars(session.sets[:MOST_BARS], inks)
    text.append(" " * max(2, BARS_AT - text.cell_len)).append_text(bars)
    tul = sum(done.tul_ms for done in session.sets)
    sets = count(len(session.sets), "set")
    text.append(f"\n{literal(session.routine)} · {sets} · {minutes(tul)}", "not bold dim")
    return text


def _set(done: SetDone, unit: Unit | None) -> Text:
    """Return the row of a set."""
    name = literal(set_name(done.exercise, done.side, done.kind))
    text = Text(name, "bold", no_wrap=True)
    facts = (
        load_text(done.load, unit),
        done.time,
        reps(done.reps),
        done.ended_by.replace("-", " "),
        "corrected" if done.amended else "",
        literal(done.note),
    )
    text.append("\n" + "   ".join(fact for fact in facts if fact), "not bold dim")
    return text
