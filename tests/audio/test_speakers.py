"""Which speaker plays, and what each of them does without a device."""

import subprocess
import sys
import threading
from importlib.metadata import PackageNotFoundError

import numpy as np
import pytest

from supertimer.audio import setup
from supertimer.audio.mixer import Placed
from supertimer.audio.output import simpleaudio
from supertimer.audio.output.bell import BellSpeaker
from supertimer.audio.output.simpleaudio import unsound
from supertimer.audio.output.speaker import SpeakerError
from supertimer.audio.score.cue import FRAMES_PER_MS
from supertimer.audio.setup import choose
from supertimer.clock import SystemClock

CLICK = np.ones(10, dtype=np.float32)


def test_an_unknown_sound_is_refused_with_the_known_ones() -> None:
    with pytest.raises(SpeakerError, match="auto, pulse, miniaudio, simpleaudio, bell, none"):
        choose("trumpet", "", SystemClock().now)


def test_none_plays_nothing_and_is_never_lost() -> None:
    backend = choose("none", "", SystemClock().now)
    assert backend.speaker.name == backend.fallback.name == "none"
    assert not backend.speaker.lost(0)


def test_the_bell_rings_at_what_is_loud_and_not_at_ticks_or_words() -> None:
    clock = SystemClock()
    rung: list[int] = []
    three = threading.Semaphore(0)

    def ring() -> None:
        rung.append(clock.now())
        three.release()

    bell = BellSpeaker(clock.now, ring)
    bell.open()
    start = clock.now()
    sounds = [
        Placed((start + 30) * FRAMES_PER_MS, CLICK),
        Placed((start + 60) * FRAMES_PER_MS, CLICK, ducks=True),
        Placed((start + 200) * FRAMES_PER_MS, CLICK, speech=True),
        Placed((start + 230) * FRAMES_PER_MS, CLICK),
    ]
    bell.change(lambda mix, free: mix.plus(sounds), start)
    assert three.acquire(timeout=5) and three.acquire(timeout=5)
    bell.close()
    assert len(rung) == 2
    assert rung[0] >= start + 30 and rung[1] >= start + 230


def test_a_bell_that_is_cut_rings_no_more() -> None:
    rung: list[int] = []
    bell = BellSpeaker(SystemClock().now, lambda: rung.append(1))
    bell.change(lambda mix, free: mix.plus([Placed(free + 48_000, CLICK)]), 0)
    bell.change(lambda mix, free: mix.cut(free), 0)
    bell.open()
    bell.close()
    assert not rung


def test_a_simpleaudio_that_is_known_to_crash_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(simpleaudio, "find_spec", lambda name: object())
    monkeypatch.setattr(simpleaudio, "version", absent)
    monkeypatch.setattr(sys, "version_info", (3, 12, 0))
    assert "crashes Python 3.12" in (unsound() or "")
    monkeypatch.setattr(sys, "version_info", (3, 11, 9))
    assert unsound() is None


def test_without_any_device_the_reasons_are_told_and_the_bell_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Absent:
        name = told = "absent"

        def open(self) -> None:
            raise SpeakerError("there is no such thing")

    monkeypatch.setattr(setup, "_speakers", lambda *wanted: [Absent()])
    backend = choose("auto", "", SystemClock().now)
    assert backend.refused == (("absent", "there is no such thing"),)
    assert backend.fallback.name == "bell"
    backend.fallback.close()


@pytest.mark.slow
def test_choosing_and_scoring_load_no_audio_library() -> None:
    code = (
        "import sys, supertimer.audio.setup, supertimer.audio.conductor;"
        "import supertimer.audio.score.score;"
        "assert not {'miniaudio', 'simpleaudio', 'soundfile', 'hibari'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
