"""The settings: the arrow keys change them, and each change is saved and heard at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from supertimer import paths
from supertimer.config import Config, ConfigError, Value, config_file, write_settings
from supertimer.errors import SupertimerError
from supertimer.text import count, literal
from supertimer.ui.screens.device import SYSTEM, DeviceScreen
from supertimer.ui.screens.settings_model import Setting, settings
from supertimer.ui.theme import motion
from supertimer.ui.widgets.key_row import KeyRow

NAME_CELLS = 28
"""The width of the name of a setting."""

VALUE_CELLS = 24
"""The width of a value; with less room, it is below the name."""

Play = Callable[[Config, str], object]
"""A function that plays a sample with these settings, of one group of cues or a rep."""


class SettingsRow(Static, can_focus=True):
    """A setting and its value; up and down move from row to row."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", "previous setting", show=False),
        Binding("down", "app.focus_next", "next setting", show=False),
    ]

    def __init__(self, name: str, about: str) -> None:
        super().__init__(markup=False)
        self.about = about
        self._named = name
        self._value = Text()

    def say(self, value: str, before: str = "", after: str = "") -> None:
        """Show the value, between marks that say how to change it."""
        self._value = Text.assemble(
            (before or "  ", "dim"), (literal(value), "bold"), (after, "dim")
        )
        self.fit()

    @on(events.Resize)
    def fit(self) -> None:
        """Show the value beside the name, or below it without room."""
        beside = not 0 < self.size.width < NAME_CELLS + VALUE_CELLS
        name = self._named.ljust(NAME_CELLS) if beside else f"{self._named}\n"
        self.update(Text(name, no_wrap=True, overflow="ellipsis").append_text(self._value))


class ValueRow(SettingsRow):
    """A setting that left and right change."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", "change", key_display="← →"),
        Binding("right,space", "turn(1)", show=False),
    ]

    @dataclass
    class Turned(Message):
        """The user wants another value for a setting."""

        row: "ValueRow"
        step: int
        """How many places further the value is in the list."""

    def __init__(self, setting: Setting, config: Config) -> None:
        super().__init__(setting.label, setting.about)
        self.setting = setting
        self.show(config)

    def show(self, config: Config) -> None:
        """Show the current value."""
        now, values = self.setting.now(config), self.setting.values
        before = "" if values[0] == now else "‹ "
        after = "" if values[-1] == now else " ›"
        self.say(self.setting.said(now), before, after)

    def action_turn(self, step: int) -> None:
        """Change the value by `step` places."""
        self.post_message(self.Turned(self, step))


class DoorRow(SettingsRow):
    """A setting that has its own screen; Enter opens it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", key_display="Enter"),
        Binding("right,space", "open", show=False),
    ]

    def __init__(self, name: str, about: str, action: str) -> None:
        super().__init__(name, about)
        self._action = action

    async def action_open(self) -> None:
        """Open the screen of the setting."""
        await self.screen.run_action(self._action)


class SettingsScreen(Screen[Config]):
    """The list of all settings; returns the new settings."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-wide")]  # noqa: RUF012  # Textual asks for it
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "home"),
        Binding("d", "device", "device"),
        Binding("k", "keys", "keys"),
        Binding("p", "play", "play a sample"),
        Binding("question_mark", "app.help", "help", key_display="?"),
    ]

    def __init__(self, config: Config, play: Play) -> None:
        super().__init__()
        self._config = config
        self._play = play
        self._device = DoorRow("Output device", "Press Enter to list the devices.", "device")
        self._keys = DoorRow(
            "Workout keys", "Press Enter to list the keys and to change them.", "keys"
        )

    def compose(self) -> ComposeResult:
        """See `Widget.compose`."""
        doors = {"Sound": self._device, "Keys": self._keys}
        yield Static("Settings", classes="title")
        with VerticalScroll(id="settings", can_focus=False):
            for heading, group in settings(self._themes()).items():
                yield Static(heading, classes="heading")
                for setting in group:
                    yield ValueRow(setting, self._config)
                if heading in doors:
                    yield doors[heading]
            yield Static("Folders", classes="heading")
            for name, place in (("History", paths.data_dir()), ("Settings", config_file())):
                row = SettingsRow(name, literal(str(place)))
                row.say(str(place))
                yield row
        yield Static("", id="about", markup=False)
        yield KeyRow()

    def _themes(self) -> tuple[str, ...]:
        """Return all themes, the two of supertimer first."""
        names = sorted(self.app.available_themes)
        return tuple(sorted(names, key=lambda name: not name.startswith("supertimer")))

    def on_mount(self) -> None:
        """Start at the first setting."""
        self._show_doors()
        self.query(SettingsRow).first().focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Explain the focused row; for the first one, also show the heading above it."""
        row = event.widget
        if isinstance(row, SettingsRow):
            self.query_one("#about", Static).update(row.about)
            if row is self.query(SettingsRow).first():
                self.call_after_refresh(self.query_one("#settings").scroll_home, animate=False)

    def _show_doors(self) -> None:
        self._device.say(self._config.sound.device or SYSTEM, after=" …")
        own = len(self._config.keys.keys() - {"preset"})
        self._keys.say(count(own, "changed key") if own else "default", after=" …")

    @on(ValueRow.Turned)
    def turn(self, event: ValueRow.Turned) -> None:
        """Save the new value, and show or play it."""
        setting = event.row.setting
        place, now = setting.place, setting.now(self._config)
        new = setting.moved(now, event.step)
        if new == now or not self._write({place: new}):
            return
        event.row.show(self._config)
        if place == ("screen", "theme"):
            self.app.theme = str(new)
        elif place == ("screen", "reduced_motion"):
            self.app.animation_level = motion(reduced=bool(new))
        elif place[0] == "sound":
            self._play(self._config, place[-1] if "volumes" in place else "")

    def _write(self, changes: Mapping[tuple[str, ...], Value]) -> bool:
        """Save changes; return whether that worked."""
        try:
            self._config = write_settings(changes, config_file())
        except ConfigError as error:
            self.notify(literal(str(error)), markup=False, severity="error")
            return False
        self._show_doors()
        return True

    def action_device(self) -> None:
        """Choose the output device."""
        self.app.push_screen(DeviceScreen(self._config.sound.device), self._change_device)

    def _change_device(self, name: str | None) -> None:
        if name is not None and self._write({("sound", "device"): name or None}):
            self.action_play()

    def action_keys(self) -> None:
        """Change the workout keys."""
        from supertimer.ui.screens.keys import KeysScreen
        from supertimer.workout.keymap import keymap

        try:
            keymap(self._config.keys)
        except SupertimerError as error:
            self.notify(literal(f"{config_file()}: {error}"), markup=False, severity="error")
            return
        self.app.push_screen(KeysScreen(self._config.keys, self._change_keys))

    def _change_keys(self, remapped: Mapping[str, str]) -> Mapping[str, str]:
        """Save the changes in `[keys]`, and return the saved keys."""
        now = self._config.keys
        names = [name for name in {**now, **remapped} if now.get(name) != remapped.get(name)]
        self._write({("keys", name): remapped.get(name) for name in names})
        return self._config.keys

    def action_play(self) -> None:
        """Play one short rep."""
        self._play(self._config, "")

    def action_leave(self) -> None:
        """Close the screen and return the settings."""
        self.dismiss(self._config)
