"""The mixer: any window of a score is a pure function of the score."""

import sys

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from supertimer.audio.mixer import FADE, Mix, Placed
from supertimer.audio.synth import Samples


def noise(length: int, seed: int, gain: float = 0.9) -> Samples:
    random = np.random.default_rng(seed).uniform(-gain, gain, length)
    return random.astype(np.float32)


placed = st.builds(
    lambda frame, length, seed, ducks, speech, cut: Placed(
        frame,
        noise(length, seed),
        ducks=ducks and not speech,
        speech=speech,
        faded=frame + cut,
    ),
    frame=st.integers(0, 3000),
    length=st.integers(1, 2000),
    seed=st.integers(0, 9),
    ducks=st.booleans(),
    speech=st.booleans(),
    cut=st.just(sys.maxsize) | st.integers(0, 2000),
)
mixes = st.builds(Mix, st.lists(placed, max_size=8), awake=st.booleans())


@given(mixes, st.integers(0, 4000), st.integers(0, 2000), st.integers(0, 2000))
def test_two_windows_joined_are_the_window_over_both(
    mix: Mix, start: int, first: int, second: int
) -> None:
    joined = np.concatenate([mix.read(start, first), mix.read(start + first, second)])
    assert np.array_equal(joined, mix.read(start, first + second))


@given(mixes, st.integers(0, 5000))
def test_cutting_changes_nothing_before_the_cut_and_leaves_silence_after_the_fade(
    mix: Mix, at: int
) -> None:
    quiet = Mix(mix.sounds)
    cut = quiet.cut(at)
    speech_ends_the_same = [s.end for s in cut.sounds if s.speech] == [
        s.end for s in quiet.sounds if s.speech
    ]
    if speech_ends_the_same:
        assert np.array_equal(cut.read(0, at), quiet.read(0, at))
    assert not cut.read(at + FADE, 6000).any()


@given(mixes, st.integers(0, 5000))
def test_forgetting_what_is_over_is_not_heard(mix: Mix, at: int) -> None:
    loud = Mix(mix.sounds)
    assert all(sound.end > at for sound in loud.replaced(at, loud.sounds).sounds)
    if not any(sound.speech for sound in loud.sounds):
        assert np.array_equal(loud.replaced(at, loud.sounds).read(at, 3000), loud.read(at, 3000))


def test_a_sound_stands_at_its_frame() -> None:
    mix = Mix([Placed(1000, np.full(10, 0.5, dtype=np.float32))])
    heard = np.flatnonzero(mix.read(900, 300))
    assert (heard[0], heard[-1]) == (100, 109)


def test_many_loud_sounds_at_once_never_reach_full_scale() -> None:
    mix = Mix([Placed(0, noise(5000, seed)) for seed in range(12)])
    heard = mix.read(0, 5000).astype(np.int32)
    assert np.abs(heard).max() <= 32767
    assert len(np.unique(np.abs(heard[np.abs(heard) > 30000]))) > 100  # bent, not cut off


def test_a_tick_gives_way_to_speech_and_an_accent_does_not() -> None:
    word = Placed(0, np.zeros(3000, dtype=np.float32), speech=True)
    level = np.full(100, 0.5, dtype=np.float32)
    tick, accent = Placed(1000, level, ducks=True), Placed(1000, level)
    assert Mix([tick]).read(1000, 1)[0] == Mix([accent]).read(1000, 1)[0]
    assert Mix([word, tick]).read(1000, 1)[0] < 0.4 * Mix([word, accent]).read(1000, 1)[0]


def test_a_cut_fades_out_without_a_click() -> None:
    tone = np.sin(np.arange(9600) * 2 * np.pi * 440 / 48_000).astype(np.float32) * 0.5
    whole = Mix([Placed(0, tone)])
    cut = whole.cut(4800).read(0, 9600).astype(np.float64)
    steepest = np.abs(np.diff(whole.read(0, 4800).astype(np.float64))).max()
    assert np.abs(np.diff(cut)).max() <= 1.05 * steepest


def test_what_keeps_a_device_awake_is_one_bit_at_most_and_never_stops() -> None:
    heard = Mix(awake=True).read(123_456_789, 48_000)
    assert set(np.unique(heard)) == {0, 1}
    assert heard.reshape(-1, 480).any(axis=1).all()
