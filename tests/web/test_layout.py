"""From 320 pixels to 4K, upright and across: everything can be read and reached by a thumb."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from supertimer.engine.state import State
from tests.web.conftest import Begin, Open
from tests.web.test_page import shows, tap

SIZES = (
    *((320, 568), (568, 320), (360, 640), (390, 844), (844, 390)),
    *((768, 1024), (1366, 768), (1920, 1080), (3840, 2160)),
)

ROUTINE = """
name = "A routine with quite a long name for a phone"
unit = "kg"
[defaults]
tempo = "lift 5, lower 5"
target = "60-120s"
ready = "4s"
push = "4s"
rest = "90s"
[[exercise]]
name = "Incline dumbbell bench press"
load = "102.5 kg"
increment = 2.5
sets = 3
settings = { seat = "6", "chest pad" = "B", "range" = "2" }
cue = "Slow first inch. Breathe."
[[exercise]]
name = "Leg press"
load = 50
"""

MEASURE = """() => {
    const seen = (node) => node.offsetParent !== null && getComputedStyle(node).opacity !== "0";
    const boxes = (where) => [...document.querySelectorAll(where)].filter(seen).map((node) => {
        const box = node.getBoundingClientRect();
        return [node.textContent, box.left, box.top, box.right, box.bottom,
            node.scrollWidth - node.clientWidth, node.scrollHeight - node.clientHeight];
    });
    return {
        buttons: boxes("button:not(#main)"),
        texts: boxes("#word, #count, #exercise, #load, #numbers span, #question"),
        page: [document.documentElement.scrollWidth, document.documentElement.scrollHeight],
    };
}"""
REACH = 40
"""The least width and height of a button, in pixels."""

Box = tuple[str, float, float, float, float, float, float]


def overlap(one: Box, other: Box) -> bool:
    return one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]


def faults(page: Page, size: tuple[int, int]) -> Iterator[str]:
    """Yield what can't be read or reached."""
    page.wait_for_timeout(200)
    found: Any = page.evaluate(MEASURE)
    width, height = size
    if found["page"][0] > width or found["page"][1] > height:
        yield f"the page scrolls: {found['page']}"
    for each in (*found["buttons"], *found["texts"]):
        if each[1] < 0 or each[2] < -1 or each[3] > width + 1 or each[4] > height + 1:
            yield f"outside: {each}"
    for place, button in enumerate(found["buttons"]):
        if button[3] - button[1] < REACH or button[4] - button[2] < REACH - 6:
            yield f"too small for a thumb: {button}"
        if button[5] > 0 or button[6] > 1:
            yield f"its text is cut: {button}"
        for other in (*found["buttons"][place + 1 :], *found["texts"]):
            if overlap(button, other) and other[0]:
                yield f"one covers the other: {button}, {other}"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_everything_can_be_read_and_reached(
    size: tuple[int, int], begin: Begin, opened: Open
) -> None:
    terminal = begin(ROUTINE)
    page = opened(terminal.link, *size)
    shows(page, "waiting")
    assert list(faults(page, size)) == [], "waiting"
    tap(page)
    shows(page, "ready")
    assert list(faults(page, size)) == [], "ready"
    shows(page, "phase")
    assert list(faults(page, size)) == [], "phase"
    page.click("#keys [data-action=stop]")
    expect(page.locator("#question")).to_be_visible()
    assert list(faults(page, size)) == [], "stop"
    page.click("#answers [data-action=keep]")
    terminal.until(lambda now: now.state is State.WORKING and now.elapsed > 2_100)
    tap(page)
    shows(page, "push")
    assert list(faults(page, size)) == [], "push"
    shows(page, "rest")
    expect(page.locator("#ask")).to_be_visible()
    assert list(faults(page, size)) == [], "a false start"
    page.click("#answers [data-action=keep]")
    expect(page.locator("#ask")).to_be_hidden()
    assert list(faults(page, size)) == [], "rest"
    page.click("#keys [data-action=pause]")
    expect(page.locator("#word")).to_have_text("Paused")
    assert list(faults(page, size)) == [], "paused"


def test_with_reduced_motion_nothing_moves_but_numbers_and_the_bar(
    begin: Begin, opened: Open
) -> None:
    terminal = begin(ROUTINE)
    still, moving = (
        opened(terminal.link, reduced_motion=motion) for motion in ("reduce", "no-preference")
    )
    for page in (still, moving):
        shows(page, "waiting")
    tap(still)
    place = "() => document.getElementById('fill').getBoundingClientRect().top"
    for page, moves in ((still, False), (moving, True)):
        shows(page, "phase")
        first = page.evaluate(place)
        page.wait_for_timeout(1_000)
        assert (page.evaluate(place) != first) == moves
        assert page.locator("#count").text_content()
