"""How screens look: kept pictures, in both sizes and all three dresses.

After a change that is meant: `pytest tests/ui --snapshot-update`, and look at the pictures.
"""

import re

import pytest
from rich.color import Color, ColorSystem
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from supertimer.ui.app import SupertimerApp
from supertimer.ui.theme import has_16

SIZES = ((80, 24), (120, 40))
DRESSES = ("dark", "light", "no-colour")

WORN = (((80, 24), "dark"), ((120, 40), "light"), ((80, 24), "no-colour"))
"""In what every screen is seen; the two that matter most are seen in everything."""


class Svg(SingleFileSnapshotExtension):
    """A picture a file."""

    file_extension = "svg"
    _write_mode = WriteMode.TEXT


def picture(app: SupertimerApp, *, simplify: bool = False) -> str:
    """The screen as SVG, without what differs from run to run."""
    svg = re.sub(r"terminal-\d+", "terminal", app.export_screenshot(simplify=simplify))
    if has_16(app.console.color_system):  # what the terminal makes of the colors
        svg = re.sub(r"#[0-9a-f]{6}\b", lambda found: nearest_16(found[0]), svg)
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


def nearest_16(color: str) -> str:
    """The color that a terminal with 16 colors shows instead of `color`."""
    shown = Color.parse(color).downgrade(ColorSystem.STANDARD)
    return shown.get_truecolor(DEFAULT_TERMINAL_THEME).hex


def dress(look: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Put it on; returns the theme."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)
    if look.endswith("-16"):
        monkeypatch.setenv("TERM", "xterm-16color")
        monkeypatch.delenv("COLORTERM")
    if look == "no-colour":
        monkeypatch.setenv("NO_COLOR", "1")
    return "supertimer-light" if look.startswith("light") else "supertimer-dark"
