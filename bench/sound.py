"""Measure whether live sound follows the score, by recording it in a real sound server.

Prints, for each back end, idle and on a busy machine, by how many samples the onsets of a set stand
off the score; beside it the naive loop that plays one sound a second.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from statistics import median

import numpy as np

from bench.sound_server import SoundServer, differences, missing, sound_server
from supertimer import paths
from supertimer.audio.conductor import LATE, Conductor
from supertimer.audio.mixer import Mix, Placed
from supertimer.audio.monitor import Recording, found
from supertimer.audio.output.miniaudio import PERIOD_MS, MiniaudioSpeaker
from supertimer.audio.output.simpleaudio import unsound
from supertimer.audio.score.cue import FRAMES_PER_MS, RATE, Kind
from supertimer.audio.score.score import score
from supertimer.audio.score.style import Style
from supertimer.audio.score.track import whole
from supertimer.audio.setup import choose
from supertimer.audio.sound_file import write
from supertimer.audio.sounds import Sounds
from supertimer.audio.synth import tone
from supertimer.audio.voice import Voice
from supertimer.clock import SystemClock
from supertimer.engine.cadence import Block, Cadence, Phase, PhaseName
from supertimer.engine.commands import Fatigue, Go
from supertimer.engine.events import SetEnded, WorkStarted
from supertimer.engine.plan import Plan, Segment, SegmentKind, SetPlan, ToFatigue, Window
from supertimer.engine.session import Session
from supertimer.units import Load, Unit
from supertimer.workout.runner import Runner

POLL = 0.05
"""Seconds between two polls of the runner, as on the screen."""
READY = 4_000


@dataclass(frozen=True, slots=True)
class Heard:
    """The timing of a recorded set."""

    off: Sequence[int]
    """How many samples each cue of a segment is away from its place, relative to the first cue."""
    starts: Sequence[float]
    """How many milliseconds after the screen the first sound of each set was heard."""

    @property
    def worst(self) -> int:
        return max((abs(off) for off in self.off), default=0)


def ten_ten(sets: int) -> Plan:
    """Return a plan of 10/10 sets that start by themselves after a short rest."""
    lift, lower = Phase(PhaseName.LIFT, 10_000), Phase(PhaseName.LOWER, 10_000)
    work = SetPlan(
        exercise="Leg press",
        number=1,
        cadence=Cadence((Block((lift, lower)),)),
        end=ToFatigue(),
        cap=400_000,
        window=Window(90_000, 150_000),
        load=Load(Decimal(210), Unit.LB),
    )
    segments: list[Segment] = []
    for index in range(sets):
        segments.append(Segment(SegmentKind.READY, index, READY, waits=index == 0))
        segments.append(Segment(SegmentKind.WORK, index))
        if index + 1 < sets:
            segments.append(Segment(SegmentKind.REST, index, 20_000))
    return Plan("Bench", tuple(replace(work, number=n + 1) for n in range(sets)), tuple(segments))


def perform(env: dict[str, str], backend: str, set_ms: int, sets: int = 1) -> Heard:
    """Do a live workout, press fatigue `set_ms` into each set, and record the sound."""
    plan, clock, style = ten_ten(sets), SystemClock(), Style()
    recording = Recording(clock.now, env)
    chosen = choose(backend, "", clock.now)
    if chosen.refused:
        raise RuntimeError(f"{backend}: {chosen.refused}")
    sounds = Sounds(Voice(paths.assets() / "voice"))
    conductor = Conductor(chosen.speaker, chosen.fallback, sounds, style, clock.now)
    session = Session(plan)
    began = clock.now()
    runner = Runner(session, clock, conductor)
    presses: list[int] = []

    def until(reached: Callable[[], bool]) -> None:
        while not reached():
            runner.pulse()
            time.sleep(POLL)

    def over(at: int) -> Callable[[], bool]:
        return lambda: clock.now() - began >= at

    until(over(2_500))
    runner.press(Go())
    for _ in range(sets):
        until(lambda: session.snapshot().segment is SegmentKind.WORK)
        until(over(session.snapshot().at + set_ms))
        presses.append(clock.now() - began)
        runner.press(Fatigue())
    until(over(presses[-1] + 2_500))
    lost = conductor.notice
    runner.close()
    heard = recording.stop()
    if lost:
        raise RuntimeError(lost)
    begin = (began - recording.began) * FRAMES_PER_MS  # the sample of the session's beginning
    cues = score(plan, session.events, style, sounds.voice)
    off: list[int] = []
    starts: list[float] = []
    for at, end in _works(session):
        placed = [
            (cue.frame, sounds.placed(cue, 0).samples)
            for cue in cues
            if at <= cue.at < end - LATE and cue.kind is not Kind.SPEECH
        ]
        near = round(begin) + placed[0][0]
        off += differences(heard, placed, near)
        starts.append(_first(heard, placed[0], near) / FRAMES_PER_MS)
    return Heard(off, starts)


def _works(session: Session) -> Iterator[tuple[int, int]]:
    """Return when each set began and ended."""
    begun = [event.at for event in session.events if isinstance(event, WorkStarted)]
    ended = [event.at for event in session.events if isinstance(event, SetEnded)]
    yield from zip(begun, ended, strict=True)


def _first(heard: np.ndarray, placed: tuple[int, np.ndarray], near: int) -> int:
    return found(heard, placed[1], near, RATE // 2)[0] - near


def key_to_silence(env: dict[str, str], backend: str) -> float:
    """Return the milliseconds from a key press to silence, for a continuous sound."""
    clock = SystemClock()
    recording = Recording(clock.now, env)
    speaker = choose(backend, "", clock.now).speaker
    time.sleep(2.5)
    hum = np.sin(np.arange(5 * RATE) * 2 * np.pi * 300 / RATE).astype(np.float32) * 0.4
    speaker.change(lambda mix, free: mix.plus([Placed(free, hum)]), clock.now())
    time.sleep(1)
    key = clock.now()
    speaker.change(lambda mix, free: mix.cut(free), key)
    time.sleep(1)
    speaker.close()
    heard = recording.stop()
    last = np.flatnonzero(np.abs(heard) > 0.001)[-1]
    return float(last / FRAMES_PER_MS + recording.began - key)


def rendering() -> tuple[float, float]:
    """Return the seconds to render half an hour to WAV, and to write as many zero bytes."""
    plan = ten_ten(12)
    sounds = Sounds(Voice(paths.assets() / "voice"))
    with tempfile.TemporaryDirectory(dir=".") as folder:
        before = time.monotonic()
        track = whole(plan, lambda work: 126_000, Style(), sounds.voice)
        write(sounds.mix(track.cues), 30 * 60, Path(folder) / "a.wav", lambda: None)
        middle = time.monotonic()
        with (Path(folder) / "zeros").open("wb") as file:
            for _ in range(30 * 60):
                file.write(bytes(RATE * 2))
        return middle - before, time.monotonic() - middle


def naive(env: dict[str, str], seconds: int) -> Heard:
    """Play sound as naive programs do: sleep for a second, start a sound, repeat."""
    clock = SystemClock()
    recording = Recording(clock.now, env)
    speaker = MiniaudioSpeaker(clock.now)
    speaker.open()
    time.sleep(2.5)
    tick = tone(Kind.COUNT)
    began = clock.now()
    for _ in range(seconds):
        speaker.change(lambda mix, free: mix.replaced(free, [Placed(free, tick)]), clock.now())
        time.sleep(1)
    speaker.close()
    heard = recording.stop()
    near = round((began - recording.began) * FRAMES_PER_MS)
    return Heard(differences(heard, [(n * RATE, tick) for n in range(seconds)], near), [])


@contextmanager
def burning(count: int) -> Iterator[None]:
    """Run `count` busy processes."""
    burn = [sys.executable, "-c", "while True: pass"]
    processes = [subprocess.Popen(burn) for _ in range(count)]
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


@contextmanager
def busy() -> Iterator[None]:
    """Run two busy processes, and a busy thread in this interpreter."""
    stop = threading.Event()

    def spin() -> None:
        while not stop.is_set():
            sum(range(1000))

    thread = threading.Thread(target=spin)
    thread.start()
    try:
        with burning(2):
            yield
    finally:
        stop.set()
        thread.join()


def mixing_cost(seconds: int = 60) -> float:
    """Return the processor time of mixing a set, in percent of one core."""
    plan = ten_ten(1)
    session = Session(plan)
    session.apply(Go(), 0)
    sounds = Sounds(Voice(paths.assets() / "voice"))
    cues = score(plan, session.preview(seconds * 1000), Style(tul_every=30), sounds.voice)
    mix = Mix([sounds.placed(cue, cue.frame) for cue in cues], awake=True)
    block = PERIOD_MS * FRAMES_PER_MS
    mix.read(0, block)
    before = time.process_time()
    for start in range(0, seconds * RATE, block):
        mix.read(start, block)
    return (time.process_time() - before) / seconds * 100


def backends() -> list[str]:
    """Return the audio backends that work on this machine."""
    return ["pulse", "miniaudio"] + ([] if unsound() else ["simpleaudio"])


def main() -> None:
    """Print every figure."""
    print(f"mixing: {mixing_cost():.2f} % of a core")
    rendered, zeros = rendering()
    print(f"half an hour to WAV: {rendered:.2f} s; as many zero bytes: {zeros:.2f} s")
    if absent := missing():
        print(f"sound: not measured, needs {', '.join(absent)}")
        return
    seconds = 180 if os.environ.get("LONG") else 6 if os.environ.get("QUICK") else 30
    with sound_server() as server:
        _print(server, seconds, "idle")
        for backend in backends()[: 1 if os.environ.get("QUICK") else None]:
            quiet = key_to_silence(server.env, backend)
            print(f"{backend}: silent {quiet:.0f} ms after a key")
        if os.environ.get("QUICK"):
            return
        with busy():
            _print(server, seconds, "busy")
        for count in (4, 8):
            with burning(count):
                _print(server, max(60, seconds), f"beside {count} busy processes")
                for backend in backends():
                    quiet = median(key_to_silence(server.env, backend) for _ in range(3))
                    print(f"{backend}, beside {count} busy processes: silent after {quiet:.0f} ms")
        if os.environ.get("LONG"):
            heard = perform(server.env, "miniaudio", 270_000, sets=4)
            late = max(abs(start) for start in heard.starts)
            print(f"four sets on one stream: {heard.worst} samples, starts within {late:.1f} ms")


def _print(server: SoundServer, seconds: int, machine: str) -> None:
    quick = bool(os.environ.get("QUICK"))
    for backend in backends()[: 1 if quick else None]:
        try:
            heard = perform(server.env, backend, seconds * 1000)
        except LookupError as lost:  # more than a quarter of a second away, or torn by a gap
            print(f"{backend}, {machine}, {seconds} s: {lost}")
            continue
        print(
            f"{backend}, {machine}, {seconds} s: worst of {len(heard.off)} onsets "
            f"{heard.worst} samples off; set began {heard.starts[0]:+.1f} ms from the screen"
        )
    if quick:
        return
    try:
        told = f"worst {naive(server.env, min(seconds, 60)).worst / FRAMES_PER_MS:.1f} ms off"
    except LookupError as lost:  # more than a quarter of a second away, or torn by a gap
        told = str(lost)
    print(f"naive loop, {machine}: {told}")


if __name__ == "__main__":
    main()
