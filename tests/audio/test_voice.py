"""The voice: what it can say, and whether it is understood."""

from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supertimer import paths
from supertimer.audio.score import spoken
from supertimer.audio.score.cue import RATE
from supertimer.audio.score.work import AFTER_ACCENT
from supertimer.audio.synth import REFERENCE, Samples, level
from supertimer.audio.tts import espeak, hibari, trimmed
from supertimer.audio.voice import FULL, Voice
from supertimer.engine.cadence import Side
from supertimer.units import Load, Unit
from tests.engine.test_meaning import a_plan, a_set

FOLDER = paths.assets() / "voice"
VOICE = Voice(FOLDER)


def samples(words: tuple[str, ...]) -> Samples:
    """The words at the reference loudness."""
    return VOICE.pcm(words).astype(np.float32) / np.float32(FULL)


ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

PHASES = {"and lift": ("lift",), "and lower": ("lower",), "and hold": ("hold",)}
"""What the clips of the commonest phases really say: a bare word was too short to be clear."""

COMMANDS = [
    "later",
    "left out",
    "one more set",
    "new order",
    "exercise",
    "minus",
    "plate",
    "in each hand",
    "squeeze",
    "stretch",
    "reset",
    "push",
    "lower it slowly",
    "rest",
    "next",
    "warm up",
    "left",
    "right",
    "left side",
    "right side",
    "switch sides",
    "change the load",
    "ten seconds",
    "everything",
    "ease off",
    "workout done",
    "drop set",
]


def in_words(value: int) -> str:
    if value < 20:
        return ONES[value]
    if value < 100:
        return f"{TENS[value // 10]} {ONES[value % 10] if value % 10 else ''}".strip()
    rest = f" {in_words(value % 100)}" if value % 100 else ""
    return f"{ONES[value // 100]} hundred{rest}"


@given(st.integers(0, 1999))
def test_every_number_to_999_and_a_half_can_be_said(halves: int) -> None:
    assert VOICE.ms(spoken.number(Decimal(halves) / 2))


@pytest.mark.parametrize("value", ["-1", "1000", "7.25"])
def test_other_numbers_are_not_said(value: str) -> None:
    assert spoken.number(Decimal(value)) == ()


@pytest.mark.parametrize(
    ("load", "words"),
    [
        (Load(Decimal(210), Unit.LB), "200 10 pounds"),
        (Load(Decimal("52.5"), Unit.KG), "52 and a half kilograms"),
        (Load(Decimal(1), Unit.KG), "1 kilogram"),
        (Load(Decimal(0), Unit.KG, bodyweight=True), "bodyweight"),
        (Load(Decimal(10), Unit.KG, bodyweight=True), "bodyweight plus 10 kilograms"),
        (Load(Decimal(-40), Unit.KG, bodyweight=True), "bodyweight minus 40 kilograms"),
        (Load(Decimal(20), Unit.KG, per_hand=True), "20 kilograms in each hand"),
        (Load.named("pin 7"), "pin 7"),
        (Load.named("plate 12"), "plate 12"),
    ],
)
def test_loads_are_said(load: Load, words: str) -> None:
    said = spoken.load(load, VOICE.say)
    assert " ".join(said) == words
    assert VOICE.ms(said)


@pytest.mark.parametrize(
    ("value", "words"),
    [("6", "6"), ("B", "B"), ("b3", "B 3"), ("7.5", "7 and a half"), ("up", "up")],
)
def test_settings_are_said(value: str, words: str) -> None:
    said = spoken.setting(value, VOICE.say)
    assert " ".join(said) == words
    assert VOICE.ms(said)


def test_a_band_is_called_by_its_name_if_the_voice_knows_it() -> None:
    assert spoken.load(Load.named("red band"), VOICE.say) == ()
    assert spoken.load(Load.named("red band"), lambda text: (text,)) == ("red band",)


def test_both_sides_of_a_set_share_its_number() -> None:
    sets = [a_set(number=number, side=side) for number, side in enumerate((*Side, *Side), start=1)]
    plan = a_plan(*sets)
    said = [spoken.announcement(plan, index, None, VOICE.say, after=0) for index in range(4)]
    assert [" ".join(words) for words in said] == [
        "next set 1 left side",
        "next set 1 right side",
        "next set 2 left side",
        "next set 2 right side",
    ]


def test_a_text_without_a_clip_is_not_said() -> None:
    assert VOICE.say("Zercher squat") == ()
    assert VOICE.ms(("next", "zercher squat")) is None
    assert Voice(Path("nowhere")).ms(("lift",)) is None


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.flac")), ids=lambda path: path.stem)
def test_every_clip_is_trimmed_and_as_loud_as_the_others(path: Path) -> None:
    clip = samples((path.stem.replace("-", " "),))
    assert 0.15 * RATE < len(clip) < 1.3 * RATE
    assert level(clip) == pytest.approx(REFERENCE, rel=0.01)
    assert len(clip) - len(trimmed(clip)) < 0.06 * RATE
    assert np.abs(clip).max() < 1.8


def test_a_name_without_a_clip_is_learned_from_another_voice() -> None:
    def humming(text: str) -> Samples | None:
        return np.ones(RATE, dtype=np.float32) if text != "?" else None

    voice = Voice(FOLDER)
    voice.learn(["Zercher squat", "?"], humming)
    assert voice.ms(voice.say("Zercher squat")) == 1000
    assert voice.say("?") == ()


def test_a_system_voice_that_fails_says_nothing() -> None:
    assert espeak("/bin/false", "Zercher squat") is None
    assert espeak("/nonexistent", "Zercher squat") is None


def test_hibari_says_a_name_once_and_keeps_it(tmp_path: Path) -> None:
    pytest.importorskip("hibari", reason="the extra voice is not installed")
    first = hibari(tmp_path, "Zercher squat")
    assert first is not None and level(first) == pytest.approx(REFERENCE, rel=0.01)
    assert len(list(tmp_path.glob("*.wav"))) == 1
    again = hibari(tmp_path, "Zercher squat")
    assert again is not None and len(again) == len(first)


@pytest.mark.slow
def test_a_recogniser_understands_what_is_said(tmp_path: Path) -> None:
    pocketsphinx = pytest.importorskip("pocketsphinx", reason="it has no wheel for this Python")
    said = {in_words(n): spoken.number(n) for n in [*range(1, 61), 75, 90, 110, 145, 210, 365, 999]}
    said |= {f"{in_words(n)} seconds": (*spoken.number(n), "seconds") for n in (30, 60, 90, 120)}
    said |= {f"{in_words(n)} percent": (*spoken.number(n), "percent") for n in (50, 75)}
    said |= {"fifty two and a half": spoken.number(Decimal("52.5"))}
    said |= PHASES | {words: (words,) for words in COMMANDS}
    grammar = tmp_path / "words.gram"
    grammar.write_text(f"#JSGF V1.0;\ngrammar words;\npublic <said> = {' | '.join(said)};\n")
    decoder = pocketsphinx.Decoder(jsgf=str(grammar), samprate=16_000, loglevel="FATAL")
    missed = [text for text, words in said.items() if _heard(decoder, words) != text]
    assert len(missed) <= 0.05 * len(said), missed
    assert not {*PHASES, "push", "switch sides", "lower it slowly"} & set(missed)


@pytest.mark.parametrize("phase", ["lift", "lower", "hold"])
def test_the_name_of_a_phase_is_over_before_its_second_is(phase: str) -> None:
    length = VOICE.ms((phase,))
    assert length is not None and AFTER_ACCENT + length <= 1000


def _heard(decoder: object, words: tuple[str, ...]) -> str:
    """What the recogniser makes of the words in a quiet room."""
    voiced = samples(words)
    third = voiced[: len(voiced) // 3 * 3].reshape(-1, 3).mean(axis=1)
    room = np.random.default_rng(1).normal(0, 3e-4, len(third) + 11_200)
    room[4_800 : 4_800 + len(third)] += third * 0.7
    pcm = (np.clip(room, -1, 1) * 32767).astype(np.int16)
    decoder.start_utt()  # type: ignore[attr-defined]
    decoder.process_raw(pcm.tobytes(), full_utt=True)  # type: ignore[attr-defined]
    decoder.end_utt()  # type: ignore[attr-defined]
    hypothesis = decoder.hyp()  # type: ignore[attr-defined]
    return hypothesis.hypstr if hypothesis else ""
