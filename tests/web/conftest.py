"""A browser, and terminals to look at with it."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.web.terminal import ROUTINE, Terminal

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

expect.set_options(timeout=30_000)  # what has to come comes, however slow the machine is

KINDS = """
window.kinds = [];
new MutationObserver(() => {
    const kind = document.body?.dataset.kind;
    if (kind && kind !== kinds.at(-1)) kinds.push(kind);
}).observe(document, {subtree: true, childList: true, attributeFilter: ["data-kind"]});
"""
"""Notes each kind of moment that a page shows: a short one may be over when a test looks."""

Open = Callable[..., Page]
Begin = Callable[..., Terminal]


class Launch(Protocol):
    """Starts a separate browser."""

    def __call__(
        self, *, env: Mapping[str, str] | None = None, args: Sequence[str] = ()
    ) -> Browser:
        """Start Debian's Chromium without a window, in the environment `env`; sound is on."""
        ...


@pytest.fixture(scope="session")
def launch() -> Iterator[Launch]:
    """Start Debian's Chromium, without a window."""
    if CHROMIUM is None:
        notice = "needs the program chromium"
        if os.environ.get("CI"):
            pytest.fail(notice)
        pytest.skip(notice)
    with sync_playwright() as driver:

        def launched(*, env: Mapping[str, str] | None = None, args: Sequence[str] = ()) -> Browser:
            return driver.chromium.launch(
                executable_path=CHROMIUM,
                args=["--no-sandbox", *args],
                env=dict(env) if env else None,
                ignore_default_args=["--mute-audio"],
            )

        yield launched


@pytest.fixture(scope="session")
def browser(launch: Launch) -> Browser:
    """The browser that most tests share."""
    return launch(args=["--mute-audio"])


@pytest.fixture(autouse=True)
def _folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUPERTIMER_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def begin() -> Iterator[Begin]:
    """`begin()` starts a terminal."""
    with ExitStack() as stack:

        def begun(text: str = ROUTINE, **wish: Any) -> Terminal:
            terminal = Terminal(text, **wish)
            stack.callback(terminal.close)
            return terminal

        yield begun


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """`opened(link, width, height)` opens a page; a fault on it fails the test."""
    faults: list[str] = []
    with ExitStack() as stack:

        def page(link: str, width: int = 390, height: int = 844, **options: Any) -> Page:
            size: Any = {"width": width, "height": height}
            context = browser.new_context(viewport=size, **options)
            stack.callback(context.close)
            context.add_init_script(KINDS)
            shown = context.new_page()
            shown.on("pageerror", lambda error: faults.append(str(error)))
            shown.goto(link)
            return shown

        yield page
    assert not faults
