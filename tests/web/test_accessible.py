"""axe-core looks at the page in every state, dark and light."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from supertimer.engine.state import State
from tests.web.conftest import Begin, Open
from tests.web.test_modules import HERE, needed
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


def test_a_screen_reader_hears_the_phases_and_can_act(begin: Begin, opened: Open) -> None:
    terminal = begin()
    page = opened(terminal.link)
    shows(page, "waiting")
    page.get_by_role("button", name="Go", exact=True).first.press("Enter")
    heard = page.locator("[aria-live=polite]")
    expect(heard).to_have_text("Ready. Leg press")
    expect(heard).to_have_text("Lift, rep 1", timeout=10_000)
    expect(heard).to_have_text("Lower, rep 1")
    fatigue = page.get_by_role("button", name="Fatigue")
    fatigue.focus()
    page.keyboard.press("Enter")
    assert terminal.until(lambda now: bool(now.results)).results[0].tul_ms > 2_000
