"""The tones: each kind of cue as samples, made from sine waves on first use.

All sounds begin and end at zero and have the same loudness (A-weighted, IEC 61672), so that two
cues of one rank sound equally loud at different pitches.
"""

from collections.abc import Callable
from functools import cache

import numpy as np
import numpy.typing as npt

from supertimer.audio.score.cue import FRAMES_PER_MS, RATE, Kind

Samples = npt.NDArray[np.float32]
"""Mono samples at 48 kHz, full scale is -1.0 to 1.0."""
Pcm = npt.NDArray[np.int16]
"""Mono samples at 48 kHz as a sound card takes them."""

REFERENCE = 10 ** (-13 / 20)
"""The A-weighted level of an accent against full scale: loud, with room for two cues at once."""

WINDOW_MS = 100
"""Loudness is measured over the loudest stretch of this length."""


def _weights(frequencies: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the A-weighting of IEC 61672-1 as factors, 1.0 at 1 kHz."""
    f2 = frequencies**2
    r = (12194.0**2 * f2**2) / (
        (f2 + 20.6**2) * np.sqrt((f2 + 107.7**2) * (f2 + 737.9**2)) * (f2 + 12194.0**2)
    )
    return np.asarray(r * 10 ** (2.0 / 20), dtype=np.float64)


def level(samples: Samples, rate: int = RATE) -> float:
    """Return the A-weighted root mean square of the loudest 100 ms; 1.0 is a full-scale square.

    `rate` is that of the samples, in frames per second.
    """
    width = WINDOW_MS * rate // 1000
    padded = np.pad(samples.astype(np.float64), (0, width))
    spectrum = np.fft.rfft(padded)
    spectrum *= _weights(np.fft.rfftfreq(len(padded), 1 / rate).astype(np.float64))
    power = np.concatenate(([0.0], np.cumsum(np.fft.irfft(spectrum, len(padded)) ** 2)))
    return float(np.sqrt(np.max(power[width:] - power[:-width]) / width))


def matched(samples: Samples, rate: int = RATE) -> Samples:
    """Return the sound at the reference loudness; silence stays silence.

    A short tick needs a peak beyond full scale for that. Its rank makes it softer, and the mixer
    compresses what would still be too loud.
    """
    loud = level(samples, rate)
    return np.asarray(samples * (REFERENCE / loud), dtype=np.float32) if loud else samples


def edged(samples: Samples, edge: int) -> Samples:
    """Return the sound faded in and out over `edge` samples."""
    edge = min(edge, len(samples) // 2)
    ramp = np.linspace(0, 1, edge, endpoint=False, dtype=np.float32)
    samples = samples.copy()
    samples[:edge] *= ramp
    samples[len(samples) - edge :] *= ramp[::-1]
    return samples


def _tone(
    hertz: float, ms: int, *, to: float | None = None, decay: float = 3.0, bright: float = 0.3
) -> Samples:
    """Return a note that fades after 4 ms; `to` is its last pitch, `bright` its overtones."""
    n = ms * FRAMES_PER_MS
    place = np.arange(n) / n
    pitch = hertz * ((to or hertz) / hertz) ** place
    turn = 2 * np.pi * np.cumsum(pitch) / RATE
    wave = np.sin(turn) + bright * np.sin(2 * turn) + bright**2 * np.sin(3 * turn)
    edge = 4 * FRAMES_PER_MS
    wave *= np.exp(-decay * place)
    wave[:edge] *= np.sin(np.linspace(0, np.pi / 2, edge)) ** 2
    wave[-2 * edge :] *= np.cos(np.linspace(0, np.pi / 2, 2 * edge)) ** 2
    return np.asarray(wave, dtype=np.float32)


def _notes(*hertz: float, ms: int, bright: float = 0.3, decay: float = 2.0) -> Samples:
    return np.concatenate([_tone(pitch, ms, bright=bright, decay=decay) for pitch in hertz])


def _tick(factor: float, ms: int = 35) -> Samples:
    return _tone(700 * factor, ms, decay=4, bright=0.15)


def _double(factor: float) -> Samples:
    gap = np.zeros(85 * FRAMES_PER_MS, dtype=np.float32)
    return np.concatenate([_tick(factor), gap, _tick(factor)])


_MAKE: dict[Kind, Callable[[float], Samples]] = {
    Kind.LIFT: lambda f: _notes(523 * f, 784 * f, ms=150),
    Kind.LOWER: lambda f: _notes(784 * f, 523 * f, ms=150),
    Kind.HOLD: lambda f: _notes(659 * f, 659 * f, ms=150),
    Kind.TICK: _tick,
    Kind.HALF: _double,
    Kind.TURN: lambda f: _tick(f, 55),
    Kind.OPENS: lambda f: _notes(880 * f, 1109 * f, 1319 * f, ms=110, bright=0.1),
    Kind.LAST: lambda f: _notes(1319 * f, 1319 * f, ms=130, bright=0.1),
    Kind.TOP: lambda f: _notes(1319 * f, 1760 * f, 1319 * f, ms=110, bright=0.1),
    Kind.FATIGUE: lambda f: _tone(294 * f, 380, to=147 * f, decay=2.5, bright=0.8),
    Kind.CAP: lambda f: _notes(988 * f, 740 * f, 494 * f, ms=130),
    Kind.ENDED: lambda f: _notes(784 * f, 659 * f, 523 * f, ms=130),
    Kind.PULSE: lambda f: _tone(196 * f, 180, decay=4, bright=0.7),
    Kind.RELEASE: lambda f: _tone(784 * f, 1100, to=196 * f, decay=2),
    Kind.NOTE: lambda f: _tone(659 * f, 200),
    Kind.REMINDER: lambda f: _notes(659 * f, 659 * f, 659 * f, ms=130),
    Kind.PREPARE: lambda f: _tone(587 * f, 60),
    Kind.COUNT: lambda f: _tone(880 * f, 200, decay=2),
    Kind.SWITCH: lambda f: _notes(587 * f, 880 * f, 587 * f, ms=120),
    Kind.CHANGE: lambda f: _notes(880 * f, 587 * f, ms=160),
    Kind.NEXT: lambda f: _notes(523 * f, 659 * f, 784 * f, ms=120),
    Kind.DONE: lambda f: np.concatenate(
        [_notes(523 * f, 659 * f, 784 * f, ms=160), _tone(1047 * f, 400)]
    ),
}


@cache
def tone(kind: Kind, pitch: int = 0) -> Samples:
    """Return the samples of a kind of cue, `pitch` semitones up, at the accent's loudness."""
    samples = matched(_MAKE[kind](2 ** (pitch / 12)))
    samples.flags.writeable = False
    return samples
