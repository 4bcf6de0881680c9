"""axe-core looks at the page in every state, dark and light."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from supertimer.engine.state import State
from tests.web.conftest import Begin, Open
from tests.web.test_modules import HERE, STATIC, needed
from tests.web.test_page import shows, tap

AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"


def faults(page: Page) -> list[str]:
    """Return what axe-core finds, a line per rule and element."""
    source = Path(AXE).read_text(encoding="utf-8")
    page.wait_for_timeout(300)  # colors change gradually
    found: Any = page.evaluate(f"async () => {{ {source}; return await axe.run(); }}")
    return [
        f"{fault['id']}: {node['html']} {node['failureSummary']}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_nothing(scheme: Any, begin: Begin, opened: Open) -> None:
    needed(AXE.exists(), "the tools of `make page`")
    terminal = begin()
    page = opened(terminal.link, color_scheme=scheme)
    for kind in ("waiting", "ready", "phase", "rest"):
        shows(page, kind)
        assert faults(page) == [], kind
        if kind == "waiting":
            tap(page)
        if kind == "phase":
            terminal.until(lambda now: now.state is State.WORKING and now.elapsed > 2_100)
            tap(page)
            shows(page, "push")
            assert faults(page) == [], "push"
    page.click("[data-action=pause]")
    expect(page.locator("#word")).to_have_text("Paused")
    assert faults(page) == [], "paused"


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_nothing_in_what_covers_the_page(scheme: Any, begin: Begin, opened: Open) -> None:
    needed(AXE.exists(), "the tools of `make page`")
    terminal = begin()
    page = opened(terminal.link.split("#")[0], color_scheme=scheme)
    expect(page.locator("#code")).to_be_visible()
    assert faults(page) == [], "the code"
    page.fill("#code", "wrong")
    page.click("#enter button")
    expect(page.locator("#why")).to_have_text("This code is not valid.")
    assert faults(page) == [], "a wrong code"
    page.fill("#code", terminal.share.code)
    page.click("#enter button")
    shows(page, "waiting")
    for opens, covers in (("order", "#order"), ("type", "#load-sheet")):
        page.click(f"[data-action={opens}]")
        expect(page.locator(covers)).to_be_visible()
        assert faults(page) == [], covers
        page.keyboard.press("Escape")
    page.click("[data-action=stop]")
    expect(page.locator("#question")).to_have_text("Stop the workout?")
    assert faults(page) == [], "stop"


def test_a_screen_reader_hears_the_phases_and_can_act(begin: Begin, opened: Open) -> None:
    terminal = begin()
    page = opened(terminal.link)
    shows(page, "waiting")
    heard = page.locator("[aria-live=polite]")
    expect(heard).to_have_text("Go? Leg press")
    page.get_by_role("button", name="Go", exact=True).first.press("Enter")
    expect(heard).to_have_text("Ready. Leg press")
    expect(heard).to_have_text("Lift, rep 1")
    expect(heard).to_have_text("Lower, rep 1")
    fatigue = page.get_by_role("button", name="Fatigue")
    fatigue.focus()
    page.keyboard.press("Enter")
    assert terminal.until(lambda now: bool(now.results)).results[0].tul_ms > 2_000


def luminance(color: str) -> float:
    """Return the relative luminance of `#rrggbb` (WCAG 2.2)."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mixed(color: str, ground: str, share: float) -> str:
    both = [
        int(color[place : place + 2], 16) * share + int(ground[place : place + 2], 16) * (1 - share)
        for place in (1, 3, 5)
    ]
    return "#" + "".join(f"{round(each):02x}" for each in both)


def test_every_color_stands_out_wherever_the_fill_is() -> None:
    """At least 4.5 to 1, also where no frame of a test happens to look."""
    style = (STATIC / "style.css").read_text(encoding="utf-8")
    dark, light = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    for part in (dark, light):
        found = dict(re.findall(r"--(\w+): (#\w{6}|\d+)", part))
        ground, tint = found["ground"], int(found["tint"]) / 100
        for phase in ("lift", "lower", "hold", "push", "rest", "ready"):
            for behind in (ground, mixed(found[phase], ground, tint)):
                for front in (found[phase], found["quiet"], found["text"]):
                    lighter, darker = sorted((luminance(front), luminance(behind)), reverse=True)
                    assert (lighter + 0.05) / (darker + 0.05) >= 4.5, (phase, front, behind)
