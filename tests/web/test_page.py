"""A whole workout on a page, in a real browser, by taps."""

import pytest
from playwright.sync_api import Page, expect

from supertimer.engine.result import EndedBy
from supertimer.engine.state import State
from supertimer.workout.guard import SETTLE_MS
from tests.web.conftest import Begin, Open
from tests.web.terminal import Terminal

PHONE, WALL = (390, 844), (1920, 1080)


def shows(page: Page, kind: str) -> None:
    """Wait until the page shows a kind of moment, or has shown it since the last call."""
    page.wait_for_function(
        """kind => {
            if (!window.kinds) return document.body.dataset.kind === kind;
            const place = kinds.indexOf(kind, window.looked ?? 0);
            if (place >= 0) window.looked = place;
            return place >= 0;
        }""",
        arg=kind,
    )


def tap(page: Page) -> None:
    """Tap in the middle of the picture, and not on a button."""
    box = page.locator("#stage").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.4)


def lift(page: Page, terminal: Terminal, ms: int) -> None:
    """From get ready through a set that ends with a tap after `ms` milliseconds."""
    terminal.until(lambda now: now.state is State.WORKING and now.elapsed >= ms)
    tap(page)
    shows(page, "push")


@pytest.mark.parametrize("size", [PHONE, WALL])
def test_a_whole_workout_by_taps(size: tuple[int, int], begin: Begin, opened: Open) -> None:
    terminal = begin()
    page = opened(terminal.link, *size)
    assert "#" not in page.url, "the token is not left in the address"
    shows(page, "waiting")
    expect(page.locator("#exercise")).to_have_text("Leg press")
    page.click("[data-action=heavier]")
    expect(page.locator("#load")).to_have_text("105 kg")
    tap(page)
    shows(page, "ready")
    shows(page, "phase")
    expect(page.locator("#word")).to_have_text("Lift ↑")
    expect(page.locator("#word")).to_have_text("Lower ↓")
    lift(page, terminal, 5_000)
    shows(page, "rest")
    lift(page, terminal, 3_000)
    shows(page, "waiting")
    expect(page.locator("#exercise")).to_have_text("Row")
    page.wait_for_timeout(SETTLE_MS)
    page.click("[data-action=main]")
    lift(page, terminal, 3_000)
    shows(page, "done")
    expect(page.locator("#done li")).to_have_count(3)
    assert {each.ended_by for each in terminal.results} == {EndedBy.FATIGUE}
    for result, least in zip(terminal.results, (5_000, 3_000, 3_000), strict=True):
        assert least <= result.tul_ms < least + 1_500
    terminal.close()
    expect(page.locator("#link")).to_contain_text("closed on the terminal")


def test_what_one_does_the_others_show(begin: Begin, opened: Open) -> None:
    terminal = begin()
    phone, wall = opened(terminal.link, *PHONE), opened(terminal.link, *WALL)
    for page in (phone, wall):
        shows(page, "waiting")
    terminal.press("space")
    for page in (phone, wall):
        shows(page, "ready")
    wall.click("[data-action=pause]")
    expect(phone.locator("#word")).to_have_text("Paused")
    assert terminal.until(lambda now: now.paused).state is State.READY
    phone.click("[data-action=main]")
    expect(wall.locator("#word")).to_have_text("Ready")
    terminal.until(lambda now: not now.paused)


def test_a_page_that_is_loaded_again_is_where_the_workout_is(begin: Begin, opened: Open) -> None:
    terminal = begin()
    page = opened(terminal.link)
    shows(page, "waiting")
    tap(page)
    shows(page, "phase")
    page.reload()
    shows(page, "phase")
    lift(page, terminal, 4_000)


def test_a_double_tap_acts_once(begin: Begin, opened: Open) -> None:
    terminal = begin()
    page = opened(terminal.link)
    shows(page, "waiting")
    for _ in range(2):
        page.click("[data-action=skip]")
    terminal.until(lambda now: bool(now.results))
    page.wait_for_timeout(300)
    assert len(terminal.results) == 1
