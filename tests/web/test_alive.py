"""A page keeps up: loaded again, locked, or left alone by a program that stops; and how soon."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from supertimer.engine.state import State
from tests.web.conftest import Begin, Open
from tests.web.test_page import shows, tap

BACK_MS = 2_000
SHOWN_MS = 100
FRAME_MS = 20
TRIES = 6
"""A busy machine may stop for a moment; the best of some tries is what the program can do."""

LONG = """
name = "Long"
[defaults]
tempo = "lift 30, lower 30"
target = "1-10min"
ready = "1s"
push = "3s"
rest = "8s"
[[exercise]]
name = "Leg press"
sets = 3
"""


def best(measured: Callable[[], float], within: float) -> float:
    """Return the first of some measurements that is within a limit, or else the best one."""
    found = []
    for _ in range(TRIES):
        found.append(measured())
        if found[-1] < within:
            break
    return min(found)


def test_a_page_that_is_loaded_again_in_a_set_is_back_within_two_seconds(
    begin: Begin, opened: Open
) -> None:
    page = opened(begin(LONG).link)
    page.add_init_script(
        "new MutationObserver(() => {"
        "  if (document.body?.dataset.kind === 'phase') window.back ??= performance.now();"
        "}).observe(document, {subtree: true, childList: true, attributes: true});"
    )
    shows(page, "waiting")
    tap(page)
    shows(page, "phase")

    def reloaded() -> float:
        page.reload()
        page.wait_for_function("() => window.back")
        return float(page.evaluate("back"))

    assert best(reloaded, BACK_MS) < BACK_MS


WATCH = """
window.paused = [];
new MutationObserver(() => {
    const at = performance.timeOrigin + performance.now();
    const paused = document.body?.dataset.paused;
    if (paused && paused !== window.paused.at(-1)?.[0]) window.paused.push([paused, at]);
}).observe(document, {subtree: true, childList: true, attributes: true});
"""


def test_what_one_does_the_others_show_within_100_ms(begin: Begin, opened: Open) -> None:
    terminal = begin(LONG)
    phone, wall = opened("about:blank"), opened("about:blank")
    for page in (phone, wall):
        page.add_init_script(WATCH)
        page.goto(terminal.link)
        shows(page, "waiting")
    terminal.press("space")

    def seen(page: Page, paused: bool) -> float:
        """When the page showed that it is paused, or not, in milliseconds of the epoch."""
        word = "true" if paused else "false"
        page.wait_for_function("word => paused.at(-1)?.[0] === word", arg=word)
        return float(page.evaluate("paused.at(-1)[1]"))

    def toggled(act: Callable[[], float], watcher: Page) -> float:
        """How late a pause is shown; then the set goes on."""
        pressed = act()
        late = seen(watcher, True) - pressed
        terminal.until(lambda now: now.paused)
        terminal.press("space")
        terminal.until(lambda now: not now.paused)
        seen(watcher, False)
        return late

    def on_the_terminal() -> float:
        pressed = time.time() * 1000
        terminal.press("p")
        return pressed

    def on_the_phone() -> float:
        return float(
            phone.evaluate(
                "() => { const at = performance.timeOrigin + performance.now();"
                " document.querySelector('[data-action=pause]').click(); return at; }"
            )
        )

    terminal.until(lambda now: now.state is State.WORKING)
    seen(wall, False)
    assert best(lambda: toggled(on_the_terminal, wall), SHOWN_MS) < SHOWN_MS
    assert best(lambda: toggled(on_the_phone, wall), SHOWN_MS) < SHOWN_MS


def test_the_page_draws_sixty_frames_per_second(begin: Begin, opened: Open) -> None:
    page = opened(begin(LONG).link)
    shows(page, "waiting")
    tap(page)
    shows(page, "phase")

    def frame_ms() -> float:
        """Milliseconds per frame that shows another height of the weight, over a second."""
        drawn = page.evaluate(
            """() => new Promise((done) => {
                const seen = new Set(), began = performance.now();
                const look = () => {
                    seen.add(document.getElementById("fill").style.getPropertyValue("--height"));
                    if (performance.now() - began < 1000) requestAnimationFrame(look);
                    else done(seen.size);
                };
                look();
            })"""
        )
        return float(1000 / drawn)

    assert best(frame_ms, FRAME_MS) < FRAME_MS


def test_after_a_lock_the_page_catches_up(begin: Begin, opened: Open) -> None:
    """A locked phone freezes the page: no timer, no frame, no message."""
    terminal = begin(LONG)
    page = opened(terminal.link)
    shows(page, "waiting")
    tap(page)
    shows(page, "phase")
    session = page.context.new_cdp_session(page)
    session.send("Page.setWebLifecycleState", {"state": "frozen"})
    terminal.until(lambda now: now.elapsed > 3_000)
    terminal.press("x")
    terminal.until(lambda now: now.state is State.RESTING)
    time.sleep(4)
    session.send("Page.setWebLifecycleState", {"state": "active"})
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    shows(page, "rest")
    expect(page.locator("#link")).to_be_hidden()
    expect(page.locator("#next")).to_contain_text("fatigue")


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    (tmp_path / "long.toml").write_text(LONG)
    running = []

    def started(*options: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "supertimer", "run", str(tmp_path / "long.toml")),
                *("--plain", "--audio", "none", *options),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "SUPERTIMER_CONFIG_DIR": str(tmp_path / "config")},
        )
        running.append(process)
        return process

    yield started
    for process in running:
        process.kill()
        process.communicate()


def link(process: subprocess.Popen[str]) -> str:
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(r"http://\S+", line):
            return found[0]
    raise AssertionError("no link was printed")


def test_a_program_that_is_killed_leaves_a_page_that_says_so_and_a_workout_to_resume(
    program: Callable[..., subprocess.Popen[str]], opened: Open
) -> None:
    first = program("--share", "--address", "127.0.0.1")
    page = opened(link(first))
    shows(page, "waiting")
    tap(page)
    shows(page, "phase")
    page.wait_for_timeout(3_000)
    first.send_signal(signal.SIGKILL)
    told = page.locator("#link")
    expect(told).to_contain_text("Not connected: this page may be behind.")
    expect(page.locator("#keys button")).to_have_count(0)
    first.wait()
    second = program("--share", "--address", "127.0.0.1", "--resume")
    resumed = opened(link(second))
    shows(resumed, "waiting")
    tap(resumed)
    shows(resumed, "phase")
    second.send_signal(signal.SIGTERM)
    expect(resumed.locator("#link")).to_contain_text("closed on the terminal")
    expect(resumed.locator("#link")).to_contain_text("it can be resumed there")
