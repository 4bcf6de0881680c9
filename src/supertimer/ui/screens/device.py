"""The question which output device to use."""

import threading
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Label, OptionList, Static
from textual.widgets.option_list import Option

from supertimer.errors import SupertimerError
from supertimer.text import literal
from supertimer.ui.widgets.key_row import KeyRow
from supertimer.ui.widgets.row_list import Choices

SYSTEM = "system default"


class DeviceScreen(ModalScreen[str | None]):
    """The list of output devices; returns a name, empty for the default, None for Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "cancel")]

    @dataclass
    class Found(Message):
        """The search for devices has ended."""

        names: tuple[str, ...]
        problem: str
        """Why the search failed; empty if it worked."""

    def __init__(self, now: str) -> None:
        super().__init__()
        self._now = now
        self._names = [""]

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        with Vertical(id="devices"):
            yield Label("Output device", id="what")
            yield Choices(Option(SYSTEM))
            yield Static("Looking for devices…", id="found", markup=False)
        yield KeyRow()

    def on_mount(self) -> None:
        """Search in a thread: a sound server may block, even forever."""
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        from supertimer.audio.output.devices import output_devices  # loads the sound libraries

        try:
            self.post_message(self.Found(output_devices(), ""))
        except SupertimerError as error:
            self.post_message(self.Found((), str(error)))

    @on(Found)
    def fill(self, event: Found) -> None:
        """List the devices, with the current one highlighted."""
        told = event.problem or ("" if event.names else "no device found")
        found = self.query_one("#found", Static)
        found.update(literal(f"Can't list devices: {told}."))
        found.display = bool(told)
        options = self.query_one(OptionList)
        self._names += event.names
        options.add_options([Option(_named(name)) for name in event.names])
        now = self._now.casefold()
        fitting = [name for name in event.names if now in name.casefold()]
        if now and not fitting:
            self._names.append(self._now)
            options.add_option(Option(_named(self._now).append("  not connected", "dim")))
            fitting = [self._now]
        if now:
            chosen = self._now if self._now in fitting else fitting[0]
            options.highlighted = self._names.index(chosen)

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Return the chosen device."""
        event.stop()
        self.dismiss(self._names[event.option_index])


def _named(name: str) -> Text:
    return Text(literal(name), no_wrap=True, overflow="ellipsis")
