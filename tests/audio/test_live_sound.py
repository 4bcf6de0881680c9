"""Through a real sound server: sound stands where the score has it, to the sample."""

import re
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from bench.sound import backends, burning, perform
from bench.sound_server import SoundServer
from supertimer import paths
from supertimer.audio.conductor import Conductor
from supertimer.audio.mixer import Placed
from supertimer.audio.monitor import Recording, found, null_sink, round_trip
from supertimer.audio.output.miniaudio import PERIOD_MS, MiniaudioSpeaker
from supertimer.audio.output.pulse import MARGIN_MS, SINK_MS, PulseSpeaker
from supertimer.audio.output.silent import SilentSpeaker
from supertimer.audio.output.speaker import SpeakerError
from supertimer.audio.score.cue import FRAMES_PER_MS, RATE, Kind
from supertimer.audio.score.style import Style
from supertimer.audio.sounds import Sounds
from supertimer.audio.synth import tone
from supertimer.audio.voice import Voice
from supertimer.cli import cli
from supertimer.clock import SystemClock
from supertimer.engine.commands import Go
from supertimer.engine.events import WorkStarted
from supertimer.engine.session import Session
from supertimer.workout.runner import Runner
from tests.audio.workouts import a_workout

pytestmark = pytest.mark.sound

SPEAKERS = {"miniaudio": MiniaudioSpeaker, "pulse": PulseSpeaker}
AFTER_A_KEY = {"miniaudio": 2 * PERIOD_MS + 30, "pulse": SINK_MS + MARGIN_MS + 30}
"""By when a key has silenced them, in milliseconds."""


@pytest.mark.parametrize("backend", backends())
def test_every_onset_of_a_set_is_in_its_place_to_the_sample(
    server: SoundServer, backend: str
) -> None:
    heard = perform(server.env, backend, 12_000)
    assert len(heard.off) == 12
    assert heard.worst == 0
    assert abs(heard.starts[0]) < 60


def test_a_minute_beside_four_busy_processes_is_in_its_place_to_the_sample(
    server: SoundServer,
) -> None:
    with burning(4):
        heard = perform(server.env, "pulse", 60_000)
    assert len(heard.off) == 60
    assert heard.worst == 0
    assert abs(heard.starts[0]) < 60


@pytest.mark.parametrize("backend", SPEAKERS)
def test_a_cut_is_silent_within_the_cards_buffer_and_does_not_click(
    server: SoundServer, backend: str
) -> None:
    clock = SystemClock()
    recording = Recording(SystemClock().now, server.env)
    speaker = SPEAKERS[backend](clock.now)
    speaker.open()
    time.sleep(2.5)
    hum = np.sin(np.arange(4 * RATE) * 2 * np.pi * 300 / RATE).astype(np.float32) * 0.4
    speaker.change(lambda mix, free: mix.plus([Placed(free, hum)]), clock.now())
    time.sleep(1)
    cut = time.monotonic() * 1000
    speaker.change(lambda mix, free: mix.cut(free), clock.now())
    time.sleep(0.7)
    speaker.close()
    heard = recording.stop()
    last = int(np.flatnonzero(np.abs(heard) > 0.001)[-1])
    assert last / FRAMES_PER_MS + recording.began - cut < AFTER_A_KEY[backend]
    steepest = 0.4 * 2 * np.pi * 300 / RATE
    assert np.abs(np.diff(heard)).max() < 1.3 * steepest


@pytest.mark.parametrize("backend", SPEAKERS)
def test_a_server_that_dies_in_mid_set_disturbs_nothing_and_the_sound_comes_back(
    server: SoundServer, backend: str
) -> None:
    plan = a_workout("Row", ready=2_000, cap=9_000)
    clock = SystemClock()
    speaker = SPEAKERS[backend](clock.now)
    speaker.open()
    sounds = Sounds(Voice(paths.assets() / "voice"))
    conductor = Conductor(speaker, SilentSpeaker(), sounds, Style(), clock.now)
    session = Session(plan)
    runner = Runner(session, clock, conductor)
    began = clock.now()
    notices: list[str] = []

    def until(ms: int) -> None:
        while clock.now() - began < ms:
            before = clock.now()
            runner.pulse()
            assert clock.now() - before < 500
            if notice := runner.take_notice():
                notices.append(notice)
            time.sleep(0.03)

    runner.press(Go())
    until(4_000)
    server.kill()
    until(8_500)
    assert notices == ["No sound device. The workout continues with no sound."]
    server.start()
    recording = Recording(SystemClock().now, server.env)
    until(15_000)
    runner.close()
    heard = recording.stop()
    work = next(event.at for event in session.events if isinstance(event, WorkStarted))
    [ended] = [event.at for event in session.events if event.event == "set_ended"]
    assert ended - work == 9_000
    assert notices[-1] == "The sound is back."
    done = tone(Kind.DONE)
    near = round((began + ended + 700 - recording.began) * FRAMES_PER_MS)
    assert found(heard, done, near, 2 * RATE)[1] > 0.8


def test_a_device_is_found_by_its_description_or_its_name(server: SoundServer) -> None:
    properties = "sink_properties=device.description=Hall"
    server.ask("load-module", "module-null-sink", "sink_name=amp", properties)
    sinks = server.ask("list", "short", "sinks").splitlines()
    places = {name: place for place, name in (line.split("\t")[:2] for line in sinks)}
    for wanted, name in (("hall", "amp"), ("amp", "amp"), ("", "speaker")):
        speaker = PulseSpeaker(SystemClock().now, wanted)
        speaker.open()
        [playing] = server.ask("list", "short", "sink-inputs").splitlines()
        assert playing.split("\t")[1] == places[name]
        speaker.close()
    with pytest.raises(SpeakerError, match=r"'radio' not found; available: .*Hall"):
        PulseSpeaker(SystemClock().now, "radio").open()


CLICKS = """
import threading
from supertimer.audio.mixer import Placed
from supertimer.audio.output.pulse import PulseSpeaker
from supertimer.audio.score.cue import RATE, Kind
from supertimer.audio.synth import tone
from supertimer.clock import SystemClock

clock = SystemClock()
speaker = PulseSpeaker(clock.now)
speaker.open()
click = tone(Kind.COUNT)
speaker.change(
    lambda mix, free: mix.plus(Placed(free + place * RATE // 2, click) for place in range(40)),
    clock.now(),
)
print("playing", flush=True)
threading.Event().wait(30)
"""
"""Plays a click each half second."""


def test_a_program_that_stands_still_leaves_a_gap_and_is_in_its_place_again(
    server: SoundServer,
) -> None:
    recording = Recording(SystemClock().now, server.env)
    playing = subprocess.Popen([sys.executable, "-c", CLICKS], stdout=subprocess.PIPE)
    assert playing.stdout is not None
    playing.stdout.readline()
    time.sleep(2)
    playing.send_signal(signal.SIGSTOP)
    time.sleep(3)
    playing.send_signal(signal.SIGCONT)
    time.sleep(4)
    playing.kill()
    playing.wait()
    playing.stdout.close()
    heard = recording.stop()
    click = tone(Kind.COUNT)
    loud = np.flatnonzero(np.abs(heard) > 0.05)
    first, alike = found(heard, click, int(loud[0]), RATE // 4)
    assert alike > 0.95
    places = range(first, len(heard) - len(click), RATE // 2)
    clicks = [found(heard, click, place, RATE // 10) for place in places]
    there = [alike > 0.95 for _, alike in clicks]
    gap = there.index(False)
    assert gap * 500 > 2_000 + 500, "the server had two seconds more to play"
    assert True in there[gap:], "the sound comes back"
    back = gap + there[gap:].index(True)
    assert 1 <= back - gap <= 3
    assert all(there[back : back + 4])
    off = {clicks[nth][0] - places[nth] for nth, alike in enumerate(there) if alike and nth != back}
    assert off == {0}, "the first one that is back may be torn"


def test_what_doctor_plays_is_heard(
    server: SoundServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPERTIMER_CONFIG_DIR", str(tmp_path))
    recording = Recording(SystemClock().now, server.env)
    result = CliRunner().invoke(cli, ["doctor"])
    heard = recording.stop()
    assert result.exit_code == 0
    first = "simpleaudio" if find_spec("simpleaudio") else "pulse"
    assert f"{first}: plays the sound." in result.output
    for kind in (Kind.LIFT, Kind.LOWER, Kind.FATIGUE):
        middle = len(heard) // 2
        assert found(heard, tone(kind), middle, middle)[1] > 0.95, kind


@pytest.mark.parametrize("backend", SPEAKERS)
def test_doctor_hears_its_own_click_where_machines_test(
    server: SoundServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backend: str
) -> None:
    monkeypatch.setenv("SUPERTIMER_CONFIG_DIR", str(tmp_path))
    monkeypatch.setenv("CI", "true")
    result = CliRunner().invoke(cli, ["doctor", "--audio", backend])
    assert result.exit_code == 0, result.output
    told = re.search(r"came back after (\d+) ms, .* later, (-?\d+) samples off", result.output)
    assert told is not None, result.output
    assert 0 < int(told[1]) < 300
    assert int(told[2]) == 0


def test_a_click_that_is_not_played_is_not_heard(server: SoundServer) -> None:
    assert null_sink()
    with pytest.raises(SpeakerError, match="does not contain the test sound"):
        round_trip(SilentSpeaker(), SystemClock().now)
    server.kill()
    assert not null_sink()
