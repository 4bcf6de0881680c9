"""The network is away for a whole minute, in three ways at once, in a set and in a rest."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from supertimer.engine.state import State
from supertimer.web import share as sharing
from tests.web.conftest import Begin, Open
from tests.web.proxy import Proxy
from tests.web.terminal import Terminal
from tests.web.test_network import NEAR_MS, WAYS, cut, milliseconds, restore
from tests.web.test_page import shows, tap

AWAY_MS = 60_000

ROUTINE = """
name = "Slow"
[defaults]
tempo = "lift 10, lower 10"
target = "1-10min"
ready = "2s"
push = "2s"
rest = "80s"
[[exercise]]
name = "Leg press"
sets = 2
"""


@dataclass
class Line:
    """A terminal, and a page behind a separate network."""

    way: str
    proxy: Proxy
    terminal: Terminal
    page: Page


@pytest.fixture
def lines(begin: Begin, opened: Open, monkeypatch: pytest.MonkeyPatch) -> list[Line]:
    made = []
    for way in WAYS:
        proxy = Proxy()
        monkeypatch.setattr(sharing, "reached_as", lambda listening, proxy=proxy: proxy.host)
        terminal = begin(ROUTINE)
        proxy.target = terminal.share._socket.getsockname()[1]
        page = opened(terminal.link)
        shows(page, "waiting")
        made.append(Line(way, proxy, terminal, page))
    return made


def away(lines: list[Line]) -> None:
    """Cut the network, and wait until each page says so."""
    for line in lines:
        cut(line.proxy, line.page, line.way)
    for line in lines:
        expect(line.page.locator("#link")).to_contain_text("may be behind")


@pytest.mark.slow
def test_a_minute_without_the_network_in_a_set(lines: list[Line]) -> None:
    for line in lines:
        tap(line.page)
    for line in lines:
        line.terminal.until(lambda now: now.state is State.WORKING and now.elapsed > 2_500)
    away(lines)
    lines[0].page.wait_for_timeout(AWAY_MS / 2)
    marks = []
    for line in lines:
        tap(line.page)
        expect(line.page.locator("#word")).to_have_text("Fatigue")
        marks.append(milliseconds(line.page.locator("#count").text_content() or ""))
    lines[0].page.wait_for_timeout(AWAY_MS / 2)
    for line, marked in zip(lines, marks, strict=True):
        assert line.terminal.snapshot.tul_ms > marked + AWAY_MS / 2 - 1_000, "it goes on"
        restore(line.proxy, line.page, line.way)
    for line, marked in zip(lines, marks, strict=True):
        result = line.terminal.until(lambda now: bool(now.results)).results[0]
        assert -NEAR_MS < result.tul_ms - marked < 1_000 + NEAR_MS, line.way
        expect(line.page.locator("#link")).to_be_hidden()
        expect(line.page.locator("#dots")).to_contain_text("●")
        assert len(line.terminal.results) == 1


@pytest.mark.slow
def test_a_minute_without_the_network_in_a_rest(lines: list[Line]) -> None:
    for line in lines:
        tap(line.page)
    for line in lines:
        line.terminal.until(lambda now: now.state is State.WORKING and now.elapsed > 2_500)
        tap(line.page)
        shows(line.page, "rest")
    away(lines)
    lines[0].page.wait_for_timeout(AWAY_MS)
    for line in lines:
        left = line.terminal.snapshot.remaining
        shown = milliseconds(line.page.locator("#count").text_content() or "")
        assert line.terminal.snapshot.state is State.RESTING and left is not None
        assert abs(shown - left) < 2_000, "the rest went on here as there"
        expect(line.page.locator("#keys button")).to_have_count(0)
        restore(line.proxy, line.page, line.way)
    for line in lines:
        expect(line.page.locator("#link")).to_be_hidden()
        line.page.click("[data-action=pause]")
        line.terminal.until(lambda now: now.paused)
