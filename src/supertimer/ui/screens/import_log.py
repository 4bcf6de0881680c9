"""The screen to import a file: choose it, and everything that follows."""

from datetime import UTC, datetime, timedelta
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Input, Label, OptionList

from supertimer.text import ago, literal
from supertimer.ui.screens.file_model import (
    Entry,
    FolderError,
    as_path,
    entries,
    first_folder,
    typed,
)
from supertimer.ui.screens.import_steps import import_file, undo_latest
from supertimer.ui.trouble import TOLD_S, told
from supertimer.ui.widgets.field import Field
from supertimer.ui.widgets.key_row import KeyRow
from supertimer.ui.widgets.row_list import RowList
from supertimer.workout.trainer import Trainer

EXPLAINED = (
    "Choose an export of Strong, Hevy, FitNotes, StrongLifts, GymBook, or Fitbod, or a file that"
    " supertimer export wrote. You see what is in it before anything is stored."
)


class PathField(Field):
    """The field for the path; Enter comes after the letters that were typed before it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "open")]


class ImportScreen(Screen[None]):
    """A field for the path, and a list of what it may mean; the field always has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "previous", show=False),
        Binding("down", "move(1)", "next", show=False),
        Binding("pageup", "move(-10)", "previous page", show=False),
        Binding("pagedown", "move(10)", "next page", show=False),
        Binding("tab", "complete", "complete"),
        Binding("f2", "undo", "undo the latest import"),
        Binding("escape", "dismiss", "back"),
    ]

    def __init__(self, trainer: Trainer) -> None:
        super().__init__()
        self._trainer = trainer
        self._listed = ""
        """The path whose entries are listed."""
        self._entries: list[Entry] = []

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        with Vertical(id="import"):
            yield Label("Import a log", id="what", markup=False)
            yield Label(EXPLAINED, classes="told", markup=False)
            with Horizontal():
                yield Label("file", classes="name")
                yield PathField(first_folder(), id="path", compact=True, select_on_focus=False)
            yield Label("", id="fault", classes="fault", markup=False)
            files = RowList(id="files")
            files.can_focus = False
            yield files
        yield KeyRow()

    def on_mount(self) -> None:
        """Start at the end of the path."""
        self.query_one(Input).focus()

    @on(Input.Changed)
    def list_files(self) -> None:
        """List what the path may mean now, or say why that is not possible."""
        problem = ""
        self._listed = self.query_one(Input).value
        try:
            self._entries = entries(self._listed)
        except FolderError as error:
            self._entries, problem = [], literal(str(error))
        if not self._entries:
            problem = problem or "No file or folder of this name."
        files = self.query_one(RowList)
        files.highlighted = None
        files.fill(map(self._row, self._entries))
        self.query_one("#fault", Label).update(problem)

    def _row(self, entry: Entry) -> Text:
        name = Text(literal(entry.path.name), "bold", no_wrap=True, overflow="ellipsis")
        if entry.is_folder:
            return Text("../ ", "bold") if entry.is_parent else name.append("/")
        changed = datetime.fromtimestamp(entry.changed, UTC)
        age = max(self._trainer.clock.wall() - changed, timedelta(0))
        return name.append(f"   {ago(age)}", "not bold dim")

    def _chosen(self) -> Entry | None:
        """Return the highlighted entry of the path that the field has now."""
        if self.query_one(Input).value != self._listed:  # a key came before the list was filled
            self.list_files()
        return self.query_one(RowList).chosen(self._entries)

    def action_move(self, rows: int) -> None:
        """Highlight another row."""
        files = self.query_one(RowList)
        if self._entries:
            place = (files.highlighted or 0) + rows
            files.highlighted = max(0, min(place, len(self._entries) - 1))

    def action_complete(self) -> None:
        """Put the highlighted entry into the field."""
        if entry := self._chosen():
            path = self.query_one(Input)
            path.value = typed(entry.path, is_folder=entry.is_folder)
            path.cursor_position = len(path.value)

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def choose(self) -> None:
        """Open the highlighted folder, or import the highlighted file."""
        entry = self._chosen()
        if entry is not None and entry.is_folder:
            self.action_complete()
        else:
            self._import(entry)

    @work
    async def _import(self, entry: Entry | None) -> None:
        """Import a file; without an entry, what was typed, of which the error says what it is."""
        file = as_path(self.query_one(Input).value) if entry is None else entry.path
        with told(self):
            done, *more = await import_file(self.app, self._trainer, file) or [""]
            for sentence in more:
                self.app.notify(literal(sentence), severity="warning", timeout=TOLD_S, markup=False)
            if done:
                self.app.notify(literal(done), timeout=TOLD_S, markup=False)
                self.dismiss()

    @work
    async def action_undo(self) -> None:
        """Undo the latest import after a question."""
        with told(self):
            if await undo_latest(self.app, self._trainer):
                self.notify("Undone.")
