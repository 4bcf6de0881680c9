"""How screens look: kept pictures, in both sizes and all three dresses.

After a change that is meant: `pytest tests/ui --snapshot-update`, and look at the pictures.
"""

import re

import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from supertimer.ui.app import SupertimerApp

SIZES = ((80, 24), (120, 40))
DRESSES = ("dark", "light", "no-colour")

WORN = (((80, 24), "dark"), ((120, 40), "light"), ((80, 24), "no-colour"))
"""In what every screen is seen; the two that matter most are seen in everything."""


class Svg(SingleFileSnapshotExtension):
    """A picture a file."""

    file_extension = "svg"
    _write_mode = WriteMode.TEXT


def picture(app: SupertimerApp) -> str:
    """The screen as SVG, without what differs from run to run."""
    svg = re.sub(r"terminal-\d+", "terminal", app.export_screenshot())
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


def dress(look: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Put it on; returns the theme."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)
    if look == "no-colour":
        monkeypatch.setenv("NO_COLOR", "1")
    return "supertimer-light" if look == "light" else "supertimer-dark"
