"""Settings: chosen with the arrow keys, kept at once, heard and seen at once."""

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Static

from supertimer import paths
from supertimer.config import Config, ConfigError, config_file, write_setting
from supertimer.ui.prompt import Prompt
from supertimer.ui.settings import Setting, settings

if TYPE_CHECKING:
    from supertimer.ui.app import SupertimerApp


class Row(Static, can_focus=True):
    """One setting: its name, and its value between arrows."""

    def __init__(self, setting: Setting, config: Config) -> None:
        super().__init__(markup=False)
        self.setting = setting
        self.show(config)

    def show(self, config: Config) -> None:
        """Say what it is now."""
        said = self.setting.said(self.setting.now(config))
        text = Text(f"{self.setting.label:28}", no_wrap=True)
        text.append(f"‹ {said} ›", "bold")
        self.update(text)

    class Turned(Message):
        """The value is to be the one `step` places further."""

        def __init__(self, row: "Row", step: int) -> None:
            super().__init__()
            self.row = row
            self.step = step

    def on_key(self, event: events.Key) -> None:
        """Up and down go from setting to setting; left and right change this one."""
        step = {"left": -1, "right": 1, "space": 1}.get(event.key)
        if step is not None:
            self.post_message(self.Turned(self, step))
        elif event.key in ("up", "down"):
            move = self.screen.focus_previous if event.key == "up" else self.screen.focus_next
            move()
        else:
            return
        event.stop()
        event.prevent_default()


class SettingsScreen(Screen[Config]):
    """All settings; gives the new ones when it is left."""

    app: "SupertimerApp"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "home"),
        Binding("d", "device", "device"),
        Binding("p", "play", "play a sample"),
        Binding("question_mark", "app.help", "help", key_display="?"),
    ]

    def __init__(self, config: Config) -> None:
        super().__init__()
        self._config = config

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        themes = tuple(sorted(self.app.available_themes, key=_ours_first))
        with VerticalScroll(id="settings", can_focus=False):
            yield Static("← → change a setting, ↑ ↓ choose one", markup=False)
            for heading, group in settings(themes):
                yield Static(Text(heading, "bold"), classes="heading")
                for setting in group:
                    yield Row(setting, self._config)
            yield Static(self._places(), classes="heading", id="places", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    def _places(self) -> str:
        device = self._config.sound.device or "the system's own"
        return (
            f"Device           {device}\nHistory          {paths.data_dir()}\n"
            f"Settings         {config_file()}"
        )

    def on_mount(self) -> None:
        """Begin at the first one."""
        self.query(Row).first().focus()

    @on(Row.Turned)
    def turn(self, event: Row.Turned) -> None:
        """Keep the new value, and let it be seen and heard."""
        row = event.row
        now = row.setting.now(self._config)
        new = row.setting.moved(now, event.step)
        if new != now:
            self._write(row.setting.place, new)
            row.show(self._config)
            if row.setting.place == ("screen", "theme"):
                self.app.theme = str(new)
            elif row.setting.place[0] == "sound":
                self.action_play()

    def _write(self, place: tuple[str, ...], value: str | int | float | None) -> None:
        try:
            self._config = write_setting(place, value, config_file())
        except ConfigError as error:
            self.notify(str(error), markup=False, severity="error")
        self.query_one("#places", Static).update(self._places())

    def action_device(self) -> None:
        """Ask for the name of an output device."""
        question = "Output device, a part of its name is enough; empty: the system's own"
        self.app.push_screen(
            Prompt(question, self._config.sound.device, str),
            lambda name: None if name is None else self._write(("sound", "device"), name),
        )

    def action_play(self) -> None:
        """Let it be heard: one short rep."""
        self.app.play_sample(self._config)

    def action_leave(self) -> None:
        """Back, with what has changed."""
        self.dismiss(self._config)


def _ours_first(name: str) -> tuple[bool, str]:
    return (not name.startswith("supertimer"), name)
