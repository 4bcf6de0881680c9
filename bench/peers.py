"""Measure the timing of other programs in the way in which ours is measured.

`paplay` plays our own set from a file through the same server, beside our stream. termdown ticks by
a command each second. cali-workout is silent here, so its countdown is timed on the screen. The
last two are measured where they are installed (`pip install termdown cali-workout`).
"""

import os
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from bench.live import Terminal
from bench.sound import ten_ten
from bench.sound_server import SoundServer, differences, missing, sound_server
from supertimer import paths
from supertimer.audio.mixer import Mix, Placed
from supertimer.audio.monitor import Recording
from supertimer.audio.score.cue import FRAMES_PER_MS, RATE, Kind
from supertimer.audio.score.score import score
from supertimer.audio.score.style import Style
from supertimer.audio.sound_file import write
from supertimer.audio.sounds import Sounds
from supertimer.audio.synth import tone
from supertimer.audio.voice import Voice
from supertimer.clock import SystemClock
from supertimer.engine.commands import Go
from supertimer.engine.events import WorkStarted
from supertimer.engine.session import Session

SECONDS = 30


def paplay(server: SoundServer, folder: Path) -> str:
    """Play a set from a file, and tell how far its cues are from their places."""
    plan, sounds = ten_ten(1), Sounds(Voice(paths.assets() / "voice"))
    session = Session(plan)
    session.apply(Go(), 0)
    events = session.preview(SECONDS * 1000)
    begun = next(event.at for event in events if isinstance(event, WorkStarted))
    cues = score(plan, events, Style(), sounds.voice)
    mix = Mix([sounds.placed(cue, cue.frame) for cue in cues])
    write(mix, SECONDS, folder / "set.wav", lambda: None)
    placed = [
        (cue.frame, sounds.placed(cue, 0).samples)
        for cue in cues
        if cue.kind is not Kind.SPEECH and begun <= cue.at < (SECONDS - 1) * 1000
    ]
    recording = Recording(SystemClock().now, server.env)
    began = SystemClock().now()
    subprocess.run(["paplay", folder / "set.wav"], env=server.env, check=True)
    near = round((began - recording.began) * FRAMES_PER_MS) + placed[0][0]
    off = differences(recording.stop(), placed, near, within=RATE // 2)
    return f"worst of {len(off)} onsets {max(map(abs, off))} samples off"


def termdown(server: SoundServer, folder: Path) -> str:
    """Let termdown play a tick each second, and tell how far they are from their places."""
    tick = tone(Kind.COUNT)
    write(Mix([Placed(0, tick)]), 1, folder / "tick.wav", lambda: None)
    recording = Recording(SystemClock().now, server.env)
    play = f"paplay {folder / 'tick.wav'} &"
    run = "from termdown.cli import main; main()"
    terminal = Terminal("-c", run, str(SECONDS), "--exec-cmd", play, env=server.env)
    time.sleep(SECONDS + 1)
    terminal.end()
    heard = recording.stop()
    loud = np.flatnonzero(np.abs(heard) > 0.05)
    if not len(loud):
        return "no tick was heard"
    first = int(loud[0])
    off = differences(heard, [(n * RATE, tick) for n in range(SECONDS - 2)], first, RATE // 3)
    return f"worst of {len(off)} ticks {max(map(abs, off)) / FRAMES_PER_MS:.0f} ms off"


def cali() -> str:
    """Return by how much each second of cali-workout's countdown is too long."""
    with tempfile.TemporaryDirectory() as home:
        terminal = Terminal("-m", "cali", env={**os.environ, "HOME": home})
        terminal.press(b"\n")
        time.sleep(SECONDS)
        terminal.end()
    times = [at for at, block in terminal.drawn if b"\r" in block][3:]
    steps = np.diff(times)
    seconds = steps[(steps > 900) & (steps < 1500)]
    if len(seconds) < 5:
        return "no countdown was seen"
    return f"each second of its countdown is {np.median(seconds) - 1000:+.1f} ms too long"


def main() -> None:
    """Print every figure."""
    if absent := missing():
        print(f"peers: not measured, needs {', '.join(absent)}")
        return
    with sound_server() as server, tempfile.TemporaryDirectory() as name:
        for told, measure in (("paplay of a set", paplay), ("termdown with paplay", termdown)):
            if told.startswith("termdown") and find_spec("termdown") is None:
                print("termdown: not measured, it is not installed")
                continue
            try:
                print(f"{told}: {measure(server, Path(name))}")
            except LookupError as lost:
                print(f"{told}: {lost}")
    if find_spec("cali") is None:
        print("cali-workout: not measured, it is not installed")
    else:
        print(f"cali-workout: {cali()}")


if __name__ == "__main__":
    main()
