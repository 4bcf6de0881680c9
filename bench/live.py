"""Measure whether the screen of the whole program shows the second that is heard.

`supertimer run` runs in a pty of 80x24 and plays through a real sound server. Whatever it draws is
stamped as it comes and put into a terminal emulator afterwards; what it plays is recorded. Printed
is how much later than its tick's first audible sample each second is shown, and what the program
costs in mid-set. Beside it, in the same run: how true the recorder's clock is, told by clicks that
are played at known moments, and what an empty Textual app costs.
"""

import os
import pty
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

import numpy as np
import pyte

from bench.screen import EMPTY
from bench.sound import backends, burning
from bench.sound_server import ALIKE, SoundServer, missing, sound_server
from supertimer import paths
from supertimer.audio.monitor import Recording, found
from supertimer.audio.score.cue import FRAMES_PER_MS, RATE, Kind
from supertimer.audio.score.score import score
from supertimer.audio.score.style import Style
from supertimer.audio.sounds import Sounds
from supertimer.audio.synth import tone
from supertimer.audio.voice import Voice
from supertimer.clock import SystemClock
from supertimer.engine.commands import Go
from supertimer.engine.events import WorkStarted
from supertimer.engine.session import Session
from supertimer.routine.compile import compile_routine
from supertimer.routine.parse import read_routine
from supertimer.ui.workout.letters import HEIGHT, big

COLUMNS, LINES = 80, 24
PHASE = 10
"""Seconds of each phase of the routine: the screen counts them down."""
READY = 4
ROUTINE = f"""
name = "Bench"
[defaults]
tempo = "lift {PHASE}, lower {PHASE}"
target = "90-150s"
ready = "{READY}s"
[[exercise]]
name = "Leg press"
load = "100 kg"
"""

PROGRAM = """
import sys, threading
def spin():
    while True:
        sum(range(2000))
if sys.argv.pop(1) == "busy":
    threading.Thread(target=spin, daemon=True).start()
from supertimer.cli import main
main()
"""

IDLE_APP = "def begin(app):\n    pass\n" + EMPTY


class Terminal:
    """A program in a separate terminal; it records everything that the program draws, and when."""

    def __init__(self, *arguments: str, env: Mapping[str, str]) -> None:
        self._ours, theirs = pty.openpty()
        ioctl(theirs, TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            env={**env, "TERM": "xterm-256color", "COLORTERM": "truecolor"},
        )
        os.close(theirs)
        self.drawn: list[tuple[float, bytes]] = []
        """The output, each part with its time on the monotonic clock in milliseconds."""
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        try:
            while block := os.read(self._ours, 65536):
                self.drawn.append((time.monotonic() * 1000, block))
        except OSError:  # the program has gone
            return

    def sees(self, text: str) -> None:
        """Wait until `text` has been drawn; raises TimeoutError after half a minute."""
        for _ in range(300):
            if text.encode() in b"".join(block for _, block in self.drawn):
                return
            time.sleep(0.1)
        raise TimeoutError(f"{text} was not drawn")

    def press(self, key: bytes) -> None:
        os.write(self._ours, key)

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(10)
        self._thread.join()
        os.close(self._ours)


@dataclass(frozen=True, slots=True)
class Cost:
    """The processor time and memory of a program."""

    core: float
    """Percent of one core."""
    resident: float
    proportional: float
    """Megabytes: all of it, and with only its share of what it shares with other programs."""


def cost(process: int, seconds: float) -> Cost:
    """Measure what a process uses in the next `seconds`."""
    before, began = _ticks(process), time.monotonic()
    time.sleep(seconds)
    used = (_ticks(process) - before) / os.sysconf("SC_CLK_TCK") / (time.monotonic() - began)
    lines = map(str.split, Path(f"/proc/{process}/smaps_rollup").read_text().splitlines())
    kept = {words[0]: int(words[1]) / 1024 for words in lines if words[-1] == "kB"}
    return Cost(used * 100, kept["Rss:"], kept["Pss:"])


def _ticks(process: int) -> int:
    """Return the processor time that a process has used, in ticks of the kernel."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def shown(drawn: Sequence[tuple[float, bytes]], numbers: Sequence[int]) -> list[float]:
    """Return when the screen showed each of `numbers`, in order, in the largest letters."""
    screen = pyte.Screen(COLUMNS, LINES)
    stream = pyte.ByteStream(screen)
    scale = 0
    times: list[float] = []
    for at, block in drawn:
        stream.feed(block)
        if len(times) == len(numbers):
            break
        number = str(numbers[len(times)])
        scales = (scale,) if scale else range(2 * LINES // HEIGHT, 2, -1)
        for each in scales:
            if _on(screen.display, big(number, each)):
                scale = each
                times.append(at)
                break
    return times


def _on(display: Sequence[str], picture: Sequence[str]) -> bool:
    """Return whether the screen shows the picture."""
    for top in range(len(display) - len(picture) + 1):
        left = display[top].find(picture[0])
        while left >= 0:
            if all(display[top + n].startswith(row, left) for n, row in enumerate(picture)):
                return True
            left = display[top].find(picture[0], left + 1)
    return False


def clicks(env: Mapping[str, str]) -> list[float]:
    """Play clicks with the server's player, and return when each was sent to it."""
    player = subprocess.Popen(
        [
            *("pacat", "--raw", f"--rate={RATE}", "--channels=1", "--format=s16le"),
            *("--latency-msec=5", "--process-time-msec=1"),
        ],
        stdin=subprocess.PIPE,
        env=env,
    )
    assert player.stdin is not None
    pcm = np.rint(tone(Kind.COUNT) * 0.5 * 32767).astype("<i2").tobytes()
    handed = []
    for _ in range(8):
        time.sleep(0.5)
        handed.append(time.monotonic() * 1000)
        player.stdin.write(pcm)
        player.stdin.flush()
    player.stdin.close()
    player.wait()
    return handed


@dataclass(frozen=True, slots=True)
class Seen:
    """The measurements of a set in the real program."""

    later: Sequence[float]
    """How many milliseconds after its sound each second appeared on the screen."""
    clock: Sequence[float]
    """How many milliseconds after they were played the recorder places the clicks."""
    cost: Cost


def perform(server: SoundServer, backend: str, seconds: int, *, load: bool) -> Seen:
    """Do `seconds` of a set, watch and listen."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        routine = folder / "bench.toml"
        routine.write_text(ROUTINE, encoding="utf-8")
        env = dict(server.env)
        for what in ("CONFIG", "DATA", "CACHE"):
            env[f"SUPERTIMER_{what}_DIR"] = str(folder / what)
        (folder / "DATA").mkdir()
        (folder / "DATA" / "welcomed").touch()
        recording = Recording(SystemClock().now, server.env)
        handed = clicks(server.env)
        told = "busy" if load else "calm"
        run = ("-c", PROGRAM, told, "run", str(routine), "--audio", backend)
        terminal = Terminal(*run, env=env)
        try:
            terminal.sees("Space")
            time.sleep(3)  # a stream that was just opened may stall
            terminal.press(b" ")
            time.sleep(READY + 4)
            spent = cost(terminal.process.pid, seconds)
        finally:
            terminal.end()
        heard = recording.stop()
        ticks = _score(routine, (seconds + 2) * 1000)
    numbers = [PHASE - at // 1000 % PHASE for at, _ in ticks]
    times = shown(terminal.drawn, numbers)
    if len(times) < len(ticks):
        raise RuntimeError(f"second {len(times)} of the set was never shown")
    audible = _audible(heard, recording.began, ticks, times[0])
    places = [(at, *_place(heard, recording.began, tone(Kind.COUNT), at, 200)) for at in handed]
    return Seen(
        [seen - at for seen, at in zip(times, audible, strict=True)],
        [place - at for at, place, alike in places if alike >= ALIKE],
        spent,
    )


def _score(routine: Path, ms: int) -> list[tuple[int, np.ndarray]]:
    """Return the sound of each second of the set, by milliseconds since the set began."""
    plan = compile_routine(read_routine(routine))
    session = Session(plan)
    session.apply(Go(), 0)
    events = session.preview(session.now + 10_000 + ms)
    [begun] = [event.at for event in events if isinstance(event, WorkStarted)]
    sounds = Sounds(Voice(paths.assets() / "voice"))
    kinds = {Kind.LIFT, Kind.LOWER, Kind.TICK, Kind.HALF, Kind.TURN}
    return [
        (cue.at - begun, sounds.placed(cue, 0).samples)
        for cue in score(plan, events, Style(), sounds.voice)
        if cue.kind in kinds and begun <= cue.at < begun + ms
    ]


def _audible(
    heard: np.ndarray, began: float, ticks: Sequence[tuple[int, np.ndarray]], first: float
) -> list[float]:
    """Return when each tick was heard; search the first around the moment `first`."""
    start, _ = _place(heard, began, ticks[0][1], first, 500)
    times = []
    for at, samples in ticks:
        place, alike = _place(heard, began, samples, start + at, 100)
        if alike < ALIKE:
            raise RuntimeError(f"the sound of second {at // 1000} was not heard")
        times.append(place)
    return times


def _place(
    heard: np.ndarray, began: float, sound: np.ndarray, near: float, within: int
) -> tuple[float, float]:
    """Return when `sound` was heard, around the moment `near`, and how similar it was."""
    frame = round((near - began) * FRAMES_PER_MS)
    place, alike = found(heard, sound, frame, within * FRAMES_PER_MS)
    return began + place / FRAMES_PER_MS, alike


def empty_app() -> Cost:
    """Measure a Textual app that shows one word."""
    terminal = Terminal("-c", IDLE_APP, env=os.environ)
    time.sleep(4)
    spent = cost(terminal.process.pid, 5)
    terminal.end()
    return spent


def main() -> None:
    """Print every figure."""
    if absent := missing():
        print(f"live: not measured, needs {', '.join(absent)}")
        return
    seconds = 180 if os.environ.get("LONG") else 60
    empty = empty_app()
    print(f"empty Textual app: {_words(empty)}")
    with sound_server() as server:
        for backend in backends():
            for load in (False, True):
                with burning(2) if load else _calm():
                    seen = perform(server, backend, seconds, load=load)
                later = np.array(seen.later)
                true = f"{min(seen.clock):+.1f} ms" if seen.clock else "never"
                print(
                    f"{backend}, {'busy' if load else 'idle'}: the second is shown "
                    f"{np.median(later):+.0f} ms after it is heard, 99 % within "
                    f"{np.percentile(np.abs(later), 99):.0f} ms, worst "
                    f"{later[np.abs(later).argmax()]:+.0f} ms of {len(later)} (limit 50); "
                    f"a click was heard {true} after its order at the soonest"
                )
                if not load:
                    ratio = seen.cost.resident / empty.resident
                    print(f"  {_words(seen.cost)}: {ratio:.2f} of an empty app (limit 2.4)")


@contextmanager
def _calm() -> Iterator[None]:
    yield


def _words(cost: Cost) -> str:
    return (
        f"{cost.core:.1f} % of a core, {cost.resident:.0f} MB resident, "
        f"{cost.proportional:.0f} MB without what others share"
    )


if __name__ == "__main__":
    main()
