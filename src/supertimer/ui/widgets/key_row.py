"""The last row of a screen: its keys, as many as fit."""

from typing import Any, ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.screen import Screen
from textual.widgets import Static

GAP = "  "

ALWAYS = 2
"""The last keys, such as help and quit, stay if the window is too narrow for all."""


class KeyRow(Static):
    """The keys that work now, the most important first; a click presses one.

    On a modal card it covers the keys of the screen below, which do not work meanwhile.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-row--key"}

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._ends: list[tuple[int, str]] = []
        """The column where each key ends, and the key."""

    def on_mount(self) -> None:
        """Follow the keys of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._draw)

    def on_resize(self) -> None:
        """Show as many keys as fit now."""
        self._draw(self.screen)

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        for end, key in self._ends:
            if event.x < end:
                self.app.simulate_key(key)
                return

    def _draw(self, screen: Screen[Any]) -> None:
        style = self.get_component_rich_style("key-row--key", partial=True)
        keys: dict[str, tuple[str, Text]] = {}
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.action not in keys:
                key = self.app.get_key_display(binding)
                told = Text.assemble((key, style), f" {binding.description}")
                keys[binding.action] = (binding.key, told)
        shown = fitting([(key, told) for key, told in keys.values()], self.content_size.width)
        self._ends, end = [], 0
        for key, told in shown:
            end += cell_len(told.plain) + len(GAP)
            self._ends.append((end, key))
        self.update(Text(GAP).join(told for _, told in shown))


def fitting(keys: list[tuple[str, Text]], columns: int) -> list[tuple[str, Text]]:
    """Return the keys that fit in `columns`: the first ones, and the last two."""
    keys = list(keys)
    while len(keys) > ALWAYS and _width(keys) > columns:
        del keys[-ALWAYS - 1]
    return keys


def _width(keys: list[tuple[str, Text]]) -> int:
    return sum(cell_len(told.plain) + len(GAP) for _, told in keys) - len(GAP)
