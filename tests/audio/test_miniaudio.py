"""miniaudio on a device on paper: where its stream is, and what follows when it loses a part."""

import sys
from collections.abc import Generator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from supertimer.audio.conductor import GAP, LATE, Conductor
from supertimer.audio.monitor import found
from supertimer.audio.output import miniaudio
from supertimer.audio.output.miniaudio import OUTPUT_MS, MiniaudioSpeaker
from supertimer.audio.output.silent import SilentSpeaker
from supertimer.audio.score.cue import FRAMES_PER_MS, Kind
from supertimer.audio.score.score import score
from supertimer.audio.score.style import Style
from supertimer.audio.sounds import Sounds
from supertimer.audio.voice import Voice
from supertimer.clock import ManualClock
from supertimer.engine.commands import Go
from supertimer.engine.session import Session
from supertimer.workout.runner import Runner
from tests.audio.workouts import a_workout

ASKS_MS = 30
PULSE_MS = 50


class Device:
    """A device that asks for a block every 30 ms, and plays it `OUTPUT_MS` later."""

    blocks: Generator[bytes, int, None]
    running = True

    def __init__(self, **_: Any) -> None:
        self.heard = np.zeros(60_000 * FRAMES_PER_MS, dtype=np.float32)

    def start(self, blocks: Generator[bytes, int, None]) -> None:
        self.blocks = blocks

    def ask(self, now: int) -> None:
        pcm = np.frombuffer(self.blocks.send(ASKS_MS * FRAMES_PER_MS), dtype=np.int16)
        start = (now + OUTPUT_MS) * FRAMES_PER_MS
        self.heard[start : start + len(pcm)] = pcm

    def close(self) -> None:
        self.running = False


@pytest.fixture
def device(monkeypatch: pytest.MonkeyPatch) -> Device:
    """The device that `MiniaudioSpeaker` opens."""
    made = Device()
    fake = SimpleNamespace(
        PlaybackDevice=lambda **_: made,
        SampleFormat=SimpleNamespace(SIGNED16=1),
        ThreadPriority=SimpleNamespace(REALTIME=1),
        MiniaudioError=OSError,
    )
    monkeypatch.setitem(sys.modules, "miniaudio", fake)
    monkeypatch.setattr(miniaudio, "real_backends", list)
    return made


@pytest.mark.parametrize("lost", [240, 300, 700])
def test_what_follows_a_lost_part_is_in_its_place_within_a_second(
    lost: int, device: Device, tmp_path: Path
) -> None:
    clock, sounds = ManualClock(1_000), Sounds(Voice(tmp_path))
    speaker = MiniaudioSpeaker(clock.now)
    speaker.open()
    session = Session(a_workout("Row"))
    conductor = Conductor(speaker, SilentSpeaker(), sounds, Style(), clock.now)
    runner = Runner(session, clock, conductor)
    stalls = range(24_310, 24_310 + lost)

    def wait(ms: int) -> None:
        for _ in range(ms // 10):
            clock.advance(10)
            now = clock.now()
            if now % ASKS_MS == 0 and now not in stalls:
                device.ask(now)
            if now % PULSE_MS == 0:
                runner.pulse()

    wait(5_000)
    runner.press(Go())
    wait(40_000)
    speaker.close()
    cues = score(session.plan, session.events, Style(), sounds.voice)
    places = {}
    for cue in cues:
        at = cue.at + runner.opened
        if cue.kind is not Kind.SPEECH and at < clock.now() - LATE:
            samples = sounds.placed(cue, 0).samples
            place, alike = found(device.heard, samples, at * FRAMES_PER_MS, 900 * FRAMES_PER_MS)
            places[at] = (place / FRAMES_PER_MS - at, alike)
    before = [off for at, (off, alike) in places.items() if at < stalls.start - OUTPUT_MS]
    after = [each for at, each in places.items() if at > stalls.stop + 1_000]
    assert len(before) > 10 and len(after) > 10
    assert max(before) - min(before) == 0
    assert all(alike > 0.99 for _, alike in after), "no cue is torn"
    assert max(abs(off - before[0]) for off, _ in after) <= GAP
