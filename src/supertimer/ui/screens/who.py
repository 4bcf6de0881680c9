"""The question who trains, and who has a history here: one history holds several people."""

from collections.abc import Callable
from typing import Any, ClassVar

from rich.text import Text
from textual import events, on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

from supertimer.config import Config, config_file, write_settings
from supertimer.errors import SupertimerError
from supertimer.history.erasure import erase_everywhere, planned
from supertimer.history.persons import (
    Person,
    find_person,
    join,
    joined_names,
    keys_of,
    label_of,
    meant_person,
    part,
    person,
    persons,
    remove,
    rename,
    workouts_of,
)
from supertimer.history.store import Store
from supertimer.text import literal
from supertimer.ui.trouble import TOLD_S, told
from supertimer.ui.widgets.field import Field
from supertimer.ui.widgets.key_row import KeyRow
from supertimer.ui.widgets.prompt import Prompt
from supertimer.ui.widgets.row_list import Choices
from supertimer.workout.entries import FieldError
from supertimer.workout.trainer import Trainer

ADVICE = "To add a person, type a name.\nF2 rename   F3 join   F4 separate   Del erase"


class WhoScreen(ModalScreen[str | None]):
    """The list of people with a field for a new one; returns the name, None for Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "cancel"),
        Binding("f2", "rename", "rename", show=False),
        Binding("f3", "join", "join", show=False),
        Binding("f4", "part", "separate", show=False),
        Binding("delete", "erase", "erase", show=False),
    ]

    def __init__(self, store: Store, now: str) -> None:
        super().__init__()
        self._store = store
        self._people = persons(store)
        self._now = now
        self._asked = ""
        """The new name that may be a slip, and was asked about."""

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        with Vertical(id="who"):
            yield Label("Who trains?", id="what")
            yield Choices()
            yield Label("New person:")
            yield Field(placeholder="name", compact=True, max_length=40, select_on_focus=False)
            yield Label(ADVICE, id="advice")
        yield KeyRow()

    def on_mount(self) -> None:
        """Start at the current person."""
        self._fill(self._now)
        if not self._people:
            self.query_one(Input).focus()

    def _fill(self, chosen: str) -> None:
        self._people = persons(self._store)
        people = self.query_one(OptionList)
        place = people.highlighted or 0
        people.clear_options()
        people.add_options(Option(Text(literal(name), "bold")) for name in self._people)
        if chosen in self._people:
            place = self._people.index(chosen)
        people.highlighted = min(place, len(self._people) - 1) if self._people else None

    def on_key(self, event: events.Key) -> None:
        """Send typed letters to the field for a new name."""
        field = self.query_one(Input)
        if event.is_printable and event.character and not field.has_focus:
            event.stop()
            field.focus()
            field.insert_text_at_cursor(event.character)

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Return the chosen person."""
        event.stop()
        self.dismiss(self._people[event.option_index])

    @on(Input.Submitted)
    def entered(self, event: Input.Submitted) -> None:
        """Return the new person, if the field has a name; ask about one that may be a slip."""
        event.stop()
        name = " ".join(event.value.split())
        known = {label.casefold() for label in self._people}
        meant = meant_person(name, self._people)
        if name and (not meant or name.casefold() in known or name == self._asked):
            self.dismiss(name)
        elif name:
            self._asked = name
            told = f"Did you mean “{meant}”? Press Enter again to add “{name}”."
            self.query_one("#advice", Label).update(Text(literal(told)))

    def _person(self) -> Person | None:
        """Return the highlighted person."""
        place = self.query_one(OptionList).highlighted
        if place is None or place >= len(self._people):
            return None
        with told(self):
            return find_person(self._store, self._people[place])

    def _ask(
        self, question: str, value: str, check: Callable[[str], object], do: Callable[[str], object]
    ) -> None:
        """Ask, change what the answer says, and show the people again."""

        def answered(answer: str | None) -> None:
            if answer is not None:
                with told(self):
                    do(answer)
                self._fill(self._now)

        self.app.push_screen(Prompt(question, value, check), answered)

    def action_rename(self) -> None:
        """Give the highlighted person another name."""
        if person := self._person():

            def check(name: str) -> None:
                if not name.split():
                    raise FieldError("Enter a name.")

            question = f"New name of {person.label}:"
            self._ask(
                question,
                person.name,
                check,
                lambda name: rename(self._store, person.label, name),
            )

    def action_join(self) -> None:
        """Make the highlighted person and another one person."""
        if person := self._person():

            def check(name: str) -> None:
                try:
                    find_person(self._store, name)
                except SupertimerError as error:
                    raise FieldError(str(error)) from None

            question = f"Who is the same person as {person.label}? You can separate them again."
            self._ask(question, "", check, lambda name: join(self._store, person.label, name))

    def action_part(self) -> None:
        """Separate a person who was joined to the highlighted one."""
        if person := self._person():
            joined = joined_names(self._store, person)
            if not joined:
                self.notify(f"{literal(person.label)} was not joined to another person.")
                return
            self._ask(
                f"Who is another person than {person.label}?",
                joined[0],
                lambda name: None,
                lambda name: part(self._store, person.label, name),
            )

    def action_erase(self) -> None:
        """Erase the highlighted person, after the name is typed; remove one without workouts."""
        if person := self._person():
            with told(self):
                if not workouts_of(self._store, person)[0]:
                    remove(self._store, person.label)
                    self._fill(self._now)
                    self.notify(f"{literal(person.label)} was removed.")
                    return
                erasure = planned(self._store, person.label)

                def check(name: str) -> None:
                    if name != person.label:
                        raise FieldError("That is not the name. Press Esc to keep everything.")

                def erase(_: str) -> None:
                    for sentence in erase_everywhere(self._store, erasure):
                        self.notify(sentence, markup=False, timeout=TOLD_S)
                    self.notify(f"{literal(person.label)} was erased.")

                question = " ".join((*erasure.sentences(), "To erase, type the name:"))
                self._ask(question, "", check, erase)


async def ask_who(app: App[Any], trainer: Trainer) -> Config:
    """Ask who trains, now and at the next start, and return the settings after that.

    People may be renamed and erased meanwhile.

    Raises:
        SupertimerError: the history or the settings can't be written.
    """
    store, before = trainer.store, trainer.person
    (key, *_) = keys_of(store, before)
    chosen = await app.push_screen_wait(WhoScreen(store, before))
    now = label_of(store, key) if key else before
    gone = bool(key) and now == key  # no label: the person was erased
    if chosen:
        now = person(store, chosen, add=True)
    elif gone:
        now = person(store)
    if chosen or now != before:
        trainer.person = now
        saved = None if gone and not chosen else now
        trainer.config = write_settings({("person",): saved}, config_file())
    return trainer.config
