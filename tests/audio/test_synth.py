"""The tones: as loud as their rank says, without clicks, short."""

import numpy as np
import pytest

from supertimer.audio.score.cue import FRAMES_PER_MS, GROUPS, Kind, loudness
from supertimer.audio.synth import REFERENCE, level, tone

TONES = [kind for kind in Kind if kind is not Kind.SPEECH]
LONG = {Kind.RELEASE, Kind.DONE}


@pytest.mark.parametrize("kind", TONES)
def test_every_tone_is_as_loud_as_every_other_before_its_rank(kind: Kind) -> None:
    for pitch in (0, 7, 12):
        assert level(tone(kind, pitch)) == pytest.approx(REFERENCE, rel=0.01)


@pytest.mark.parametrize("kind", TONES)
def test_a_tone_begins_and_ends_at_zero_and_leaves_it_softly(kind: Kind) -> None:
    samples = tone(kind) * 10 ** (kind.decibels / 20)
    assert abs(samples[0]) < 1e-3 and abs(samples[-1]) < 1e-3
    assert np.max(np.abs(samples[: FRAMES_PER_MS // 4])) < 0.1


@pytest.mark.parametrize("kind", [kind for kind in TONES if kind not in LONG])
def test_a_cue_is_short_so_that_breath_is_heard_between(kind: Kind) -> None:
    assert len(tone(kind)) <= 400 * FRAMES_PER_MS


@pytest.mark.parametrize("kind", TONES)
def test_no_tone_alone_is_too_loud_for_the_card(kind: Kind) -> None:
    assert np.max(np.abs(tone(kind))) * 10 ** (kind.decibels / 20) < 1


def test_a_tick_an_octave_up_sounds_an_octave_higher() -> None:
    def strongest(pitch: int) -> float:
        spectrum = np.abs(np.fft.rfft(tone(Kind.TICK, pitch), 48_000))
        return float(np.argmax(spectrum))

    assert strongest(12) == pytest.approx(2 * strongest(0), rel=0.03)


def test_every_kind_belongs_to_one_group() -> None:
    grouped = [kind for kinds in GROUPS.values() for kind in kinds]
    assert sorted(grouped) == sorted(Kind)


def test_volumes_shift_a_group_or_a_kind_and_can_turn_it_off() -> None:
    assert loudness(Kind.TICK, {}) == -16
    assert loudness(Kind.TICK, {"ticks": -4, "tick": 1}) == -19
    assert loudness(Kind.LIFT, {"ticks": -4}) == 0
    assert loudness(Kind.TURN, {"ticks": float("-inf")}) is None
