"""The network goes away and comes back: the set goes on, and the press counts when it was made."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from supertimer.engine.state import State
from supertimer.units import minutes
from supertimer.web import share as sharing
from tests.web.conftest import Begin, Open
from tests.web.proxy import Proxy
from tests.web.terminal import Terminal
from tests.web.test_page import shows, tap

WAYS = ("silent", "closed", "offline")
"""A connection that seems open and carries nothing, one that is closed, a browser that knows."""

NEAR_MS = 100
"""How well the page knows the time of the workout; it shows whole seconds of it."""


def milliseconds(shown: str) -> int:
    """Return the milliseconds in `1:42`."""
    whole, part = shown.split(":")
    return (int(whole) * 60 + int(part)) * 1000


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    proxy = Proxy()
    monkeypatch.setattr(sharing, "reached_as", lambda listening: proxy.host)
    yield proxy
    proxy.close()


def share(proxy: Proxy, begin: Begin, opened: Open) -> tuple[Terminal, Page]:
    terminal = begin()
    proxy.target = terminal.share._socket.getsockname()[1]
    page = opened(terminal.link)
    shows(page, "waiting")
    return terminal, page


def cut(proxy: Proxy, page: Page, way: str) -> None:
    if way == "offline":
        page.context.set_offline(True)
    else:
        proxy.cut(way)


def restore(proxy: Proxy, page: Page, way: str) -> None:
    if way == "offline":
        page.context.set_offline(False)
    else:
        proxy.restore()


@pytest.mark.parametrize("way", WAYS)
def test_cut_in_a_set(way: str, proxy: Proxy, begin: Begin, opened: Open) -> None:
    terminal, page = share(proxy, begin, opened)
    tap(page)
    shows(page, "phase")
    cut(proxy, page, way)
    expect(page.locator("#link")).to_contain_text("Not connected")
    for word in ("Lift ↑", "Lower ↓", "Lift ↑"):
        expect(page.locator("#word")).to_have_text(word)
    expect(page.locator("#keys button")).to_have_count(0)
    tap(page)
    expect(page.locator("#word")).to_have_text("Fatigue")
    expect(page.locator("#link")).to_contain_text("is kept")
    marked = page.locator("#count").text_content() or ""
    terminal.until(lambda now: now.tul_ms > milliseconds(marked) + 3_000)
    assert not terminal.results
    restore(proxy, page, way)
    result = terminal.until(lambda now: bool(now.results)).results[0]
    assert -NEAR_MS < result.tul_ms - milliseconds(marked) < 1_000 + NEAR_MS
    expect(page.locator("#dots")).to_contain_text("●")
    expect(page.locator("#link")).to_be_hidden(timeout=10_000)


@pytest.mark.parametrize("way", WAYS)
def test_cut_in_a_rest(way: str, proxy: Proxy, begin: Begin, opened: Open) -> None:
    terminal, page = share(proxy, begin, opened)
    tap(page)
    terminal.until(lambda now: now.state is State.WORKING and now.elapsed > 3_000)
    tap(page)
    shows(page, "rest")
    cut(proxy, page, way)
    expect(page.locator("#link")).to_contain_text("may be behind")
    shows(page, "phase")
    assert terminal.until(lambda now: now.state is State.WORKING).index == 1
    restore(proxy, page, way)
    expect(page.locator("#link")).to_be_hidden(timeout=10_000)
    expect(page.locator("[data-action=pause]")).to_be_visible()


def test_a_press_that_comes_too_late_is_refused(proxy: Proxy, begin: Begin, opened: Open) -> None:
    terminal, page = share(proxy, begin, opened)
    tap(page)
    terminal.until(lambda now: now.state is State.WORKING and now.elapsed > 3_000)
    proxy.cut("silent")
    tap(page)
    terminal.until(lambda now: now.elapsed > 4_000)
    terminal.press("x")
    tul = terminal.until(lambda now: bool(now.results)).results[0].tul_ms
    proxy.restore()
    notice = page.locator("#link")
    told = f"The set was ended on the terminal or another page, at {minutes(tul)}."
    expect(notice).to_contain_text(told)
    assert [each.tul_ms for each in terminal.results] == [tul]


def test_only_fatigue_is_kept_while_it_can_not_be_sent(
    proxy: Proxy, begin: Begin, opened: Open
) -> None:
    """A go that comes a minute later would begin a set behind the lifter's back."""
    terminal, page = share(proxy, begin, opened)
    proxy.cut("silent")
    page.click("[data-action=main]")
    expect(page.locator("#link")).to_contain_text("was not sent")
    proxy.restore()
    expect(page.locator("#link")).to_be_hidden(timeout=15_000)
    assert terminal.snapshot.state is State.WAITING
    page.click("[data-action=main]")
    shows(page, "ready")
