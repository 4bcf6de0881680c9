"""The earphones' button, vibration, and the wake lock."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Page, expect

from supertimer.engine.state import State
from supertimer.web.share import Wish
from tests.web.conftest import Begin, Launch, Open
from tests.web.test_modules import needed
from tests.web.test_page import shows, tap

PLAYER = "org.mpris.MediaPlayer2"


def test_a_turnaround_vibrates(begin: Begin, opened: Open) -> None:
    terminal = begin()
    page = opened("about:blank")
    page.add_init_script(
        "window.felt = []; navigator.vibrate = (how) => { felt.push(how); return true; };"
    )
    page.goto(terminal.link)
    shows(page, "waiting")
    tap(page)
    page.wait_for_function("() => felt.length > 2")
    assert page.evaluate("felt.slice(0, 3)") == [[70], [70, 90, 70], [70]]


@pytest.mark.parametrize("allowed", [True, False])
def test_the_screen_stays_on_if_the_browser_lets_it(
    allowed: bool, begin: Begin, opened: Open
) -> None:
    terminal = begin()
    page = opened("about:blank")
    granted = "Promise.resolve({released: false})" if allowed else "Promise.reject(new Error())"
    page.add_init_script(
        f"window.asked = 0; navigator.wakeLock.request = () => {{ asked += 1; return {granted}; }};"
    )
    page.goto(terminal.link)
    shows(page, "waiting")
    tap(page)
    shows(page, "ready")
    page.wait_for_timeout(1_000)
    page.click("[data-action=pause]")
    expect(page.locator("#word")).to_have_text("Paused")
    assert page.evaluate("asked") == (1 if allowed else 2)


def test_a_silent_video_keeps_the_screen_on_where_no_wake_lock_is(
    begin: Begin, opened: Open
) -> None:
    """As over plain HTTP. What browsers ask of the video: sound, not muted, no loop (iOS)."""
    terminal = begin()
    page = opened("about:blank")
    page.add_init_script("delete Navigator.prototype.wakeLock;")
    page.goto(terminal.link)
    shows(page, "waiting")
    assert page.locator("video").count() == 0
    tap(page)
    playing = "() => document.querySelector('video')?.currentTime > 1"
    page.wait_for_function(playing)
    state = "video => [video.paused, video.muted, video.loop, video.volume > 0, video.playsInline]"
    assert page.locator("video").evaluate(state) == [False, False, False, True, True]
    assert page.locator("video").evaluate("video => video.webkitAudioDecodedByteCount > 0")
    page.locator("video").evaluate("video => { video.currentTime = 15.5; }")
    page.wait_for_function("() => document.querySelector('video').currentTime < 5")
    assert not page.locator("video").evaluate("video => video.paused")
    page.locator("video").evaluate("video => video.pause()")
    page.click("[data-action=pause]")
    page.wait_for_function("() => !document.querySelector('video').paused")
    terminal.close()
    page.wait_for_function("() => document.querySelector('video').paused")


def test_phones_get_a_part_of_the_video_if_they_ask_for_it(begin: Begin) -> None:
    """Safari plays no video from a server that does not give parts."""
    address = begin().link.split("/#")[0]
    answer = httpx.get(f"{address}/awake.mp4", headers={"range": "bytes=0-1"})
    assert (answer.status_code, len(answer.content)) == (206, 2)
    assert answer.headers["content-type"] == "video/mp4"
    assert len(httpx.get(f"{address}/awake.mp4").content) < 10_000


def test_the_page_asks_whether_the_sound_was_heard(begin: Begin, opened: Open) -> None:
    page = opened(begin().link)
    shows(page, "waiting")
    for answer, told in (("silent", "Turn the volume up"), ("heard", "The sound follows")):
        page.click("#sound")
        expect(page.locator("#question")).to_contain_text("Did you hear lift and lower?")
        page.click(f"[data-action={answer}]")
        expect(page.locator("#ask")).to_be_hidden()
        expect(page.locator("#link")).to_contain_text(told)
        page.click("#sound")
        expect(page.locator("#sound")).to_have_text("Sound off")


@pytest.fixture
def bus() -> Iterator[dict[str, str]]:
    """A session bus of the test's own, as an environment."""
    needed(shutil.which("dbus-daemon") is not None, "the program dbus-daemon")
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert daemon.stdout is not None
    yield {**os.environ, "DBUS_SESSION_BUS_ADDRESS": daemon.stdout.readline().strip()}
    daemon.stdout.close()
    daemon.terminate()
    daemon.wait()


def send(bus: dict[str, str], *arguments: str) -> str:
    command = ["dbus-send", "--session", "--print-reply", *arguments]
    return subprocess.run(command, env=bus, capture_output=True, text=True, check=True).stdout


def players(bus: dict[str, str]) -> list[str]:
    names = send(bus, "--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.ListNames")
    return re.findall(rf'"({re.escape(PLAYER)}\.chromium[^"]*)"', names)


def press(bus: dict[str, str], key: str) -> None:
    """Press a key of the earphones."""
    send(bus, f"--dest={players(bus)[0]}", "/org/mpris/MediaPlayer2", f"{PLAYER}.Player.{key}")


def test_the_button_of_the_earphones_is_the_main_key(
    bus: dict[str, str], begin: Begin, launch: Launch
) -> None:
    terminal = begin()
    browser = launch(env=bus)
    page: Page = browser.new_page()
    page.goto(terminal.link)
    shows(page, "waiting")
    page.click("#sound")
    expect(page.locator("#sound")).to_have_text("Sound on")
    ends = time.monotonic() + 20
    while not players(bus) and time.monotonic() < ends:
        time.sleep(0.2)
    press(bus, "PlayPause")
    shows(page, "ready")
    terminal.until(lambda now: now.state is State.WORKING and now.elapsed > 3_000)
    press(bus, "PlayPause")
    assert terminal.until(lambda now: bool(now.results)).results[0].tul_ms >= 3_000
    browser.close()


def test_the_phone_plays_from_the_first_tap_if_only_it_plays(begin: Begin, opened: Open) -> None:
    page = opened(begin(wish=Wish("127.0.0.1", sound="play")).link)
    shows(page, "waiting")
    expect(page.locator("#sound")).to_have_text("Sound off")
    tap(page)
    expect(page.locator("#sound")).to_have_text("Sound on")
    page.reload()
    shows(page, "phase")
    expect(page.locator("#sound")).to_have_text("Tap for sound")
    page.click("[data-action=pause]")
    expect(page.locator("#sound")).to_have_text("Sound on")


def test_the_phone_offers_no_sound_if_only_the_computer_plays(begin: Begin, opened: Open) -> None:
    page = opened(begin(wish=Wish("127.0.0.1", sound="none")).link)
    shows(page, "waiting")
    expect(page.locator("#sound")).to_be_hidden()
