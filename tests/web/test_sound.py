"""What a browser really plays, recorded from a sound server and compared with the score."""

import os
import time
from bisect import bisect_right
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from bench.sound_server import SoundServer, differences
from supertimer import paths
from supertimer.audio.monitor import Recording, found
from supertimer.audio.score.cue import FRAMES_PER_MS, RATE, Kind
from supertimer.audio.score.score import score
from supertimer.audio.score.style import Style
from supertimer.audio.sounds import Sounds
from supertimer.audio.voice import Voice
from supertimer.engine.events import PhaseStarted
from supertimer.engine.state import State
from supertimer.web import share as sharing
from tests.audio.conftest import server
from tests.web.conftest import Begin, Launch
from tests.web.proxy import Proxy
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
QUIET = 1.5
"""Up to this load of the machine, nothing keeps the browser's audio thread waiting."""
GAP_MS = 25
"""A slip of the browser's clock up to this stays until the set ends, in milliseconds."""
START_WITHIN_MS = 30
"""A set on the phone begins this near to the terminal's, in milliseconds."""

STARTS = """
window.starts = [];
const { start, stop } = AudioBufferSourceNode.prototype;
AudioBufferSourceNode.prototype.start = function (when) {
    starts.push({ source: this, when, lasts: Math.round(this.buffer.duration * 1000) });
    start.call(this, when);
};
AudioBufferSourceNode.prototype.stop = function (when) {
    const now = this.context.currentTime;
    starts = starts.filter((each) => each.source !== this || each.when <= now);
    stop.call(this, when);
};
"""
"""Notes when each sound begins, in seconds of the audio clock, and its length in milliseconds."""


def together(starts: list[tuple[float, int]], sounds: list[tuple[int, int]]) -> bool:
    """Return whether some starts lie to each other as the frames of sounds do, to the sample."""
    first, _ = sounds[0]
    wanted = {(frame - first, lasts) for frame, lasts in sounds}
    return any(
        wanted <= {(round((when - begun) * RATE), lasts) for when, lasts in starts}
        for begun, _ in starts
    )


@pytest.mark.parametrize("away", [False, True], ids=["network", "no network"])
def test_every_onset_of_a_set_is_in_its_place_to_the_sample(
    away: bool, server: SoundServer, begin: Begin, launch: Launch, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = Proxy()
    monkeypatch.setattr(sharing, "reached_as", lambda listening: proxy.host)
    terminal = begin(ROUTINE)
    proxy.target = terminal.share._socket.getsockname()[1]
    recording = Recording(terminal.clock.now, server.env)
    browser = launch(env=server.env)
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.add_init_script(STARTS)
    page.goto(terminal.link)
    shows(page, "waiting")
    page.click("#sound")
    expect(page.locator("#sound")).to_have_text("Sound on")
    expect(page.locator("#question")).to_contain_text("Did you hear lift and lower?")
    page.wait_for_timeout(3_000)
    tap(page)
    if away:
        terminal.until(lambda now: now.state is State.WORKING and now.elapsed > 2_000)
        proxy.cut("silent")
    terminal.until(lambda now: now.state is State.WORKING and now.elapsed > SET_MS)
    tap(page)
    proxy.restore()
    terminal.until(lambda now: bool(now.results))
    time.sleep(0.5)
    heard = recording.stop()
    starts = page.evaluate("starts.map((each) => [each.when, each.lasts])")
    browser.close()
    proxy.close()
    ended = terminal.results[0]
    runner = terminal.controls.runner
    voice = Voice(paths.assets() / "voice")
    sounds = Sounds(voice)
    cues = [
        cue
        for cue in score(runner.plan, runner.events, Style(), voice)
        if ended.started_at <= cue.at < ended.ended_at - 500 and cue.kind is not Kind.SPEECH
    ]
    placed = [(cue.frame, sounds.placed(cue, 0).samples) for cue in cues]
    begun = round((runner.opened - recording.began) * FRAMES_PER_MS)
    off = differences(heard, placed, begun + placed[0][0])
    near = begun + placed[0][0]
    first = found(heard, placed[0][1], near, FRAMES_PER_MS * 500)[0] - near
    assert len(off) == len(cues) > 15
    phases = [each.at for each in runner.events if isinstance(each, PhaseStarted)]
    by_phase: dict[int, list[int]] = {}
    for place, cue in enumerate(cues):
        by_phase.setdefault(bisect_right(phases, cue.at), []).append(place)
    frames = [(frame, round(len(samples) / FRAMES_PER_MS)) for frame, samples in placed]
    for places in by_phase.values():
        assert together(starts, [frames[each] for each in places])
    if os.getloadavg()[0] <= QUIET:
        assert set(off) == {0}
    for slipped, later in pairwise(by_phase.values()):
        slip = max(abs(off[each]) for each in slipped)
        assert slip <= GAP_MS * FRAMES_PER_MS or abs(off[later[0]]) < slip, off
    assert abs(first) < START_WITHIN_MS * FRAMES_PER_MS
