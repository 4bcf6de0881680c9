"""The QR code on the terminal: it can be scanned on any theme, and it goes away by itself."""

from typing import Any

import pytest
import segno
from textual.app import App, ComposeResult
from textual.widgets import Label

from supertimer.ui.screens.share import ShareScreen
from supertimer.ui.theme import THEMES
from supertimer.web.share import qr

LINK = "http://192.168.178.100:8765/#abcdefghijkmnpqr"


class Shared:
    """Pages that nobody has opened yet."""

    link = LINK
    code = qr(LINK)
    about = (
        "Every device that can reach 192.168.178.100 and has this link can see the workout and"
        " press its buttons, until the workout is closed."
    )
    count = 0

    def press(self, controls: Any) -> None:
        """Nothing is pressed."""

    def show(self, controls: Any, shown: Any) -> None:
        """Nobody looks."""


class Sharing(App[None]):
    CSS_PATH = "../../../src/supertimer/ui/supertimer.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.pages = Shared()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"quiet": THEMES[0].variables["quiet"]}

    def compose(self) -> ComposeResult:
        yield Label("workout")

    def on_mount(self) -> None:
        self.push_screen(ShareScreen(self.pages))


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
async def test_the_code_and_the_link_fit_on_the_smallest_usual_window(theme: Any) -> None:
    app = Sharing()
    app.theme = theme.name
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        text = ["".join(segment.text for segment in strip) for strip in strips]
        assert all(any(row in line for line in text) for row in Shared.code)
        assert any(LINK in line for line in text)
        told = " ".join(" ".join(text).split())
        assert Shared.about in told
        assert "Press any key" in told
        for strip in strips:
            for segment in strip:
                if "█" in segment.text and segment.style is not None:
                    style = segment.style
                    assert style.color and style.color.get_truecolor().hex == "#000000"
                    assert style.bgcolor and style.bgcolor.get_truecolor().hex == "#ffffff"


async def test_it_closes_when_a_phone_has_come_and_at_a_key() -> None:
    for by_key in (True, False):
        app = Sharing()
        async with app.run_test() as pilot:
            assert isinstance(app.screen, ShareScreen)
            if by_key:
                await pilot.press("x")
            else:
                app.pages.count = 1
                await pilot.pause(0.5)
            assert not isinstance(app.screen, ShareScreen)


def test_the_half_blocks_are_the_code() -> None:
    cells = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}
    rows = [[cells[char][half] for char in line] for line in qr(LINK) for half in (0, 1)]
    code = [list(row) for row in segno.make(LINK, micro=False).matrix]
    assert [row[2 : 2 + len(code)] for row in rows[2 : 2 + len(code)]] == code
    border = [*rows[:2], *rows[2 + len(code) :]]
    assert not any(map(any, border)) and len(rows) - len(code) >= 4
