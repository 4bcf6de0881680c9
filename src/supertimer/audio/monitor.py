"""Record what a sound server plays to a null sink, and find the sounds of a mix in it."""

import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from supertimer.audio.mixer import Placed
from supertimer.audio.output.speaker import Speaker, SpeakerError
from supertimer.audio.score.cue import FRAMES_PER_MS, RATE, Kind
from supertimer.audio.synth import Pcm, Samples, tone

ALIKE = 0.8
"""How similar a click and its recording must be, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class RoundTrip:
    """The measurement of two clicks that were played a second apart."""

    delay_ms: float
    """Milliseconds from the command to the first click."""
    off: int
    """How many samples the second click was later than a second after the first."""


def null_sink() -> bool:
    """Return whether the default output is a null sink that can be recorded."""
    if shutil.which("pactl") is None or shutil.which("parec") is None:
        return False
    name = "Default Sink:"
    sinks = [line.removeprefix(name).strip() for line in _asked("info") if line.startswith(name)]
    return any(
        line.split("\t")[1:3] == [sink, "module-null-sink.c"]
        for line in _asked("list", "short", "sinks")
        for sink in sinks
    )


def _asked(*question: str) -> list[str]:
    try:
        answer = subprocess.run(
            ["pactl", *question],
            env={**os.environ, "LC_ALL": "C"},
            capture_output=True,
            text=True,
            errors="replace",
            timeout=10,
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return answer.stdout.splitlines()


def round_trip(speaker: Speaker, clock: Callable[[], int]) -> RoundTrip:
    """Play two clicks and record them; takes three seconds.

    Raises SpeakerError if one of them does not come back.
    """
    click = tone(Kind.COUNT)
    recording = Recording(clock)

    ordered = clock()
    speaker.change(
        lambda mix, free: mix.plus(Placed(at, click) for at in (free, free + RATE)), ordered
    )
    threading.Event().wait(2.5)
    heard = recording.stop()
    near = round((ordered - recording.began) * FRAMES_PER_MS) + RATE // 2
    first, alike = found(heard, click, near, RATE // 2)
    second, again = found(heard, click, first + RATE, RATE // 4)
    if min(alike, again) < ALIKE:
        raise SpeakerError("the recording does not contain the test sound")
    return RoundTrip(first / FRAMES_PER_MS + recording.began - ordered, second - first - RATE)


class Recording:
    """A recording of what the sink plays, from now until `stop`."""

    def __init__(self, clock: Callable[[], int], env: Mapping[str, str] | None = None) -> None:
        """`clock` returns milliseconds; `env` is the environment that names the server.

        It asks the server for 100 ms at a time: with less, the server would play earlier than it
        does without a recorder. Raises SpeakerError if it gets nothing for ten seconds.
        """
        self._clock = clock
        self._process = subprocess.Popen(
            [
                *("parec", "--device=@DEFAULT_MONITOR@", f"--rate={RATE}", "--channels=1"),
                *("--format=s16le", "--latency-msec=100", "--raw"),
            ],
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._blocks: list[bytes] = []
        self._arrived: list[tuple[int, int]] = []
        self._begun = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        if not self._begun.wait(10):
            self.stop()
            raise SpeakerError("the sound server's monitor sends no sound to record")

    def _read(self) -> None:
        assert self._process.stdout is not None
        count = 0
        while block := os.read(self._process.stdout.fileno(), 1 << 16):
            self._blocks.append(block)
            self._arrived.append((self._clock(), count // 2))
            count += len(block)
            self._begun.set()

    def stop(self) -> Samples:
        """End the recording and return what was played, -1.0 to 1.0."""
        self._process.terminate()
        self._process.wait()
        self._thread.join()
        assert self._process.stdout is not None
        self._process.stdout.close()
        data = b"".join(self._blocks)
        pcm = np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2")
        return pcm.astype(np.float32) / np.float32(32768)

    @property
    def began(self) -> float:
        """The clock's milliseconds at which the first sample was played.

        The server sends a block when it plays the block's first sample. On a busy machine blocks
        come late, and the second half of a divided block comes too early. So this is nearly the
        earliest: the first tenth is ignored.
        """
        began = sorted(at - count * 1000 / RATE for at, count in self._arrived)
        return began[len(began) // 10]


def found(recording: Samples, sound: Samples | Pcm, near: int, within: int) -> tuple[int, float]:
    """Return where `sound` begins in the recording, at most `within` samples from `near`.

    The second value is how similar the two are there: 1.0 is equal apart from loudness.
    """
    start = max(0, near - within)
    part = recording[start : near + within + len(sound)].astype(np.float64)
    wanted = sound.astype(np.float64)
    if len(part) < len(wanted):
        return near, 0.0
    size = 1 << (len(part) + len(wanted)).bit_length()
    product = np.fft.rfft(part, size) * np.conj(np.fft.rfft(wanted, size))
    alike = np.fft.irfft(product, size)[: len(part) - len(wanted) + 1]
    power = np.concatenate(([0.0], np.cumsum(part**2)))
    there = power[len(wanted) :] - power[: -len(wanted)]
    alike = alike / np.sqrt(np.maximum(there, 1e-9) * np.sum(wanted**2))
    best = int(np.argmax(alike))
    return start + best, float(alike[best])
