"""What a browser really plays, recorded from a sound server and compared with the score."""

import time

import pytest
from playwright.sync_api import expect

from bench.sound_server import SoundServer, differences
from supertimer import paths
from supertimer.audio.monitor import Recording, found
from supertimer.audio.score.cue import FRAMES_PER_MS, Kind
from supertimer.audio.score.score import score
from supertimer.audio.score.style import Style
from supertimer.audio.sounds import Sounds
from supertimer.audio.voice import Voice
from supertimer.engine.state import State
from tests.audio.conftest import server
from tests.web.conftest import Begin, Launch
from tests.web.test_page import shows, tap

__all__ = ["server"]

pytestmark = pytest.mark.sound

ROUTINE = """
name = "One machine"
[defaults]
tempo = "lift 5, lower 5"
target = "20-60s"
ready = "5s"
[[exercise]]
name = "Leg press"
"""
SET_MS = 21_000
START_WITHIN_MS = 30
"""A set on the phone begins this near to the terminal's, in milliseconds."""


def test_every_onset_of_a_set_is_in_its_place_to_the_sample(
    server: SoundServer, begin: Begin, launch: Launch
) -> None:
    terminal = begin(ROUTINE)
    recording = Recording(terminal.clock.now, server.env)
    browser = launch(env=server.env)
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(terminal.link)
    shows(page, "waiting")
    page.click("#sound")
    expect(page.locator("#sound")).to_have_text("Sound on")
    expect(page.locator("#question")).to_contain_text("Did you hear lift and lower?")
    page.wait_for_timeout(3_000)
    tap(page)
    terminal.until(lambda now: now.state is State.WORKING and now.elapsed > SET_MS)
    tap(page)
    terminal.until(lambda now: bool(now.results))
    time.sleep(0.5)
    heard = recording.stop()
    browser.close()
    ended = terminal.results[0]
    runner = terminal.controls.runner
    voice = Voice(paths.assets() / "voice")
    sounds = Sounds(voice)
    placed = [
        (cue.frame, sounds.placed(cue, 0).samples)
        for cue in score(runner.plan, runner.events, Style(), voice)
        if ended.started_at <= cue.at < ended.ended_at - 500 and cue.kind is not Kind.SPEECH
    ]
    begun = round((runner.opened - recording.began) * FRAMES_PER_MS)
    off = differences(heard, placed, begun + placed[0][0])
    near = begun + placed[0][0]
    first = found(heard, placed[0][1], near, FRAMES_PER_MS * 500)[0] - near
    assert len(off) > 15
    assert max(map(abs, off)) == 0
    assert abs(first) < START_WITHIN_MS * FRAMES_PER_MS
