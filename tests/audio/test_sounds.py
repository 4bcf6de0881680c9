"""The user's own sounds instead of the usual ones."""

import tracemalloc
import wave
from pathlib import Path

import numpy as np
import pytest

from supertimer.audio.score.cue import FRAMES_PER_MS, RATE, Cue, Kind
from supertimer.audio.sounds import LONGEST_MS, Sounds
from supertimer.audio.synth import REFERENCE, Samples, level, tone
from supertimer.audio.voice import LONGEST, Voice, decode


def write(path: Path, samples: Samples, rate: int = 44_100) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((samples * 32767).astype("<i2").tobytes())


def heard(sounds: Sounds, kind: Kind) -> Samples:
    return sounds.placed(Cue(0, kind, 0.0), 0).samples.astype(np.float32)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def test_an_own_sound_is_as_loud_as_the_one_it_replaces_and_does_not_click(folder: Path) -> None:
    write(folder / "tick.wav", np.full(4_410, 0.05, dtype=np.float32) * np.sin(np.arange(4_410)))
    sounds = Sounds(Voice(folder), folder)
    tick = heard(sounds, Kind.TICK)
    assert level(tick) == pytest.approx(REFERENCE, rel=0.01)
    assert len(tick) == pytest.approx(0.1 * RATE, rel=0.01)
    assert abs(tick[0]) < 0.01 and abs(tick[-1]) < 0.01
    assert np.array_equal(heard(sounds, Kind.LIFT), tone(Kind.LIFT))


def test_a_long_own_sound_is_cut_off(folder: Path) -> None:
    write(folder / "done.wav", np.sin(np.arange(10 * 44_100) / 20).astype(np.float32))
    sounds = Sounds(Voice(folder), folder)
    assert len(heard(sounds, Kind.DONE)) == LONGEST_MS * FRAMES_PER_MS


@pytest.mark.parametrize("content", [b"", b"RIFF", b"\0" * 5_000])
def test_a_file_without_sound_is_reported_and_the_default_plays(
    folder: Path, content: bytes
) -> None:
    (folder / "lift.wav").write_bytes(content)
    sounds = Sounds(Voice(folder), folder)
    assert len(sounds.problems) == 1 and "lift.wav" in sounds.problems[0]
    assert np.array_equal(heard(sounds, Kind.LIFT), tone(Kind.LIFT))


def test_a_missing_folder_is_not_a_problem(folder: Path) -> None:
    assert not Sounds(Voice(folder), folder / "nowhere").problems


def test_only_the_beginning_of_a_huge_sound_is_read(folder: Path) -> None:
    """An hour of silence, of which the file stores nothing but the header."""
    path, frames = folder / "done.wav", 3600 * RATE
    write(path, np.zeros(1, dtype=np.float32), RATE)
    size = 44 + 2 * frames
    with path.open("r+b") as file:
        for place, value in ((4, size - 8), (40, 2 * frames)):
            file.seek(place)
            file.write(value.to_bytes(4, "little"))
        file.truncate(size)
    tracemalloc.start()
    try:
        assert len(decode(path, 5 * RATE)) == 5 * RATE
        assert len(decode(path)) == LONGEST
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()
