"""The QR code on the terminal: it can be scanned on any theme, and it goes away by itself."""

import threading
from typing import Any

import pytest
import segno
from textual.app import App, ComposeResult
from textual.widgets import Label

from supertimer.engine.state import State
from supertimer.errors import SupertimerError
from supertimer.ui.screens.share import LOOK_S, ShareScreen, enlarged
from supertimer.ui.theme import THEMES
from supertimer.web.share import qr
from tests.ui.workouts import Gym, gym

LINK = "http://192.168.178.100:8765/#abcdefghjk"


class Shared:
    """Pages that no phone has opened yet."""

    link = LINK
    qr = qr(LINK)
    address = "192.168.178.100:8765"
    code = "abcde-fghjk"
    about = (
        "Every device that can reach 192.168.178.100 and has this link can see the workout and"
        " press its buttons, until the workout is closed."
    )
    count = 0

    def press(self, controls: Any) -> None:
        """Nothing is pressed."""

    def show(self, controls: Any, shown: Any) -> None:
        """No page is open."""

    def close(self) -> None:
        """No page is open."""


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
        self.push_screen(ShareScreen(self.pages, "w"))


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
async def test_the_code_and_the_link_fit_on_the_smallest_usual_window(theme: Any) -> None:
    app = Sharing()
    app.theme = theme.name
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        text = ["".join(segment.text for segment in strip) for strip in strips]
        assert all(any(row in line for line in text) for row in Shared.qr)
        assert any(Shared.address in line for line in text)
        assert any("█▀▀█ █▀▀▄ █    █  █ █▀" in line for line in text), "the code is large"
        told = " ".join("".join(line[37:] for line in text).split())
        assert Shared.about in told
        assert "Press any key" in told
        for strip in strips:
            for segment in strip:
                if segment.text in Shared.qr and segment.style is not None:
                    style = segment.style
                    assert style.color and style.color.get_truecolor().hex == "#000000"
                    assert style.bgcolor and style.bgcolor.get_truecolor().hex == "#ffffff"


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (60, 24), (72, 20), (80, 16), (80, 20)])
async def test_a_phone_finds_the_workout_in_every_window(size: tuple[int, int]) -> None:
    app = Sharing()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        text = ["".join(segment.text for segment in strip) for strip in strips]
    words = " ".join(" ".join(text).split())
    code = [row for row in Shared.qr if row.strip()]
    scannable = [row for row in code if any(row in line for line in text)]
    assert len(scannable) in (0, len(code)), "no part of a QR code"
    assert bool(scannable) == ("Scan this" in words)
    assert Shared.address in words
    assert Shared.code in words or scannable
    assert "Press any key" in words


async def test_in_a_large_window_the_code_and_the_address_are_large() -> None:
    app = Sharing()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        text = ["".join(segment.text for segment in strip) for strip in strips]
    assert all(any(row in line for line in text) for row in enlarged(Shared.qr))
    assert any("▄█  ▄▀▀▄ ▀▀▀▄    ▄█  ▄▀▀" in line for line in text), "192.16"
    assert "w shows this again" in " ".join(" ".join(text).split())


def test_the_large_code_has_the_cells_of_the_small_one() -> None:
    rows = list(enlarged(Shared.qr))
    small = [list(row) for row in segno.make(LINK, micro=False).matrix]
    inside = rows[2 : 2 + len(small)]
    assert [[int(char == "█") for char in row[4:][: 2 * len(small) : 2]] for row in inside] == small
    assert {len(row) for row in rows} == {2 * len(Shared.qr[0])}


async def test_it_closes_when_another_phone_has_come_and_at_a_key() -> None:
    for phones, by_key in ((0, True), (0, False), (3, False)):
        app = Sharing()
        app.pages.count = phones
        async with app.run_test() as pilot:
            await pilot.pause(2 * LOOK_S)
            assert isinstance(app.screen, ShareScreen)
            if by_key:
                await pilot.press("x")
            else:
                app.pages.count += 1
                await pilot.pause(3 * LOOK_S)
            assert not isinstance(app.screen, ShareScreen)


async def shown(room: Gym) -> None:
    for _ in range(500):
        if isinstance(room.app.screen, ShareScreen):
            return
        await room.pilot.pause(0.01)
    raise AssertionError("the code is not shown")


async def test_w_shows_the_code_before_go_and_again() -> None:
    opened: list[Shared] = []

    def share() -> Shared:
        opened.append(Shared())
        return opened[-1]

    async with gym() as room:
        room.screen.controls._open_pages = share
        room.screen.beat()
        for times in (1, 2):
            await room.press("w")
            await shown(room)
            assert len(opened) == 1, times
            await room.pilot.press("x")
            await room.wait(1_000)  # the guard takes a key that comes again sooner for a held one
        assert "Phone: 192.168.178.100:8765, code abcde-fghjk" in room.text()


async def test_an_address_without_room_leaves_the_key_that_shows_it() -> None:
    for size, fits in (((40, 12), False), ((80, 24), True)):
        async with gym(size=size) as room:
            room.screen.controls._open_pages = Shared
            await room.press("w")
            await shown(room)
            await room.pilot.press("x")
            await room.wait(1_000)
            assert ("Phone: " in room.text()) == fits
            assert ("w phone" in room.text()) != fits


async def test_a_second_press_while_the_pages_open_opens_no_others() -> None:
    opened: list[Shared] = []
    go_on = threading.Event()

    def share() -> Shared:
        go_on.wait(30)
        opened.append(Shared())
        return opened[-1]

    async with gym() as room:
        room.screen.controls._open_pages = share
        await room.press("w")
        await room.wait(1_000)
        await room.press("w")
        go_on.set()
        await shown(room)
        await room.pilot.pause(0.1)
        assert len(opened) == 1
        assert room.app.screen_stack[-2] is room.screen


async def test_what_prevents_sharing_is_said() -> None:
    def share() -> Shared:
        raise SupertimerError("sharing needs segno, which is not installed")

    async with gym() as room:
        room.screen.controls._open_pages = share
        await room.press("w")
        for _ in range(500):
            if "sharing needs" in room.text():
                break
            await room.pilot.pause(0.01)
            await room.wait(20)
        assert "sharing needs segno, which is not installed" in room.text()
        assert room.runner.snapshot().state is State.WAITING


def test_the_half_blocks_are_the_code() -> None:
    cells = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}
    rows = [[cells[char][half] for char in line] for line in qr(LINK) for half in (0, 1)]
    code = [list(row) for row in segno.make(LINK, micro=False).matrix]
    assert [row[2 : 2 + len(code)] for row in rows[2 : 2 + len(code)]] == code
    border = [*rows[:2], *rows[2 + len(code) :]]
    assert not any(map(any, border)) and len(rows) - len(code) >= 4
