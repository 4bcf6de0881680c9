"""Make the voice clips: `python assets/make_voice.py` rewrites assets/voice/*.flac.

Needs hibari-tts and soundfile, and the package itself. The clips are made at 24 kHz, trimmed of
silence, matched in loudness as they are heard at 48 kHz, and stored as FLAC. A seed makes them the
same each time. Where a bare word comes out unclear, `SPELT` gives the voice something clearer.
Named clips are made anew alone: `python assets/make_voice.py lift lower`.
"""

import sys
from pathlib import Path

import numpy as np
import soundfile
from hibari import Hibari

from supertimer.audio.synth import REFERENCE, Samples, level, matched
from supertimer.audio.tts import trimmed
from supertimer.audio.voice import STORED, decode, slug

FOLDER = Path(__file__).parent / "voice"
RATE = 24_000
BITS = 12
"""Bits per sample: with noise 70 dB below the voice, a FLAC file is a third smaller."""

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

PHRASES = """
lift; lower; hold; squeeze; stretch; reset; push; lower it slowly; rest; next; set; warm up;
drop set; left; right; left side; right side; switch sides; change the load; ten seconds; seconds;
percent; everything; ease off; and a half; pound; pounds; kilogram; kilograms; bodyweight; plus;
minus; plate; in each hand; later; left out; one more set; new order; exercise; workout done
"""

SETTINGS = """
seat; back; back pad; chest pad; knee pad; leg pad; foot plate; footplate; handle; handles; grip;
arm; arms; pin; start; stop; range; height; angle; bar; bench; belt; lever; pad; roller; shoulder
pad; thigh pad; head rest; foot; gap; cam; hole; notch; up; down; in; out; low; high; middle; wide;
narrow; neutral; front; flat; incline; decline
"""

EXERCISES = """
leg press; chest press; seated row; pulldown; lat pulldown; overhead press; shoulder press; leg
extension; leg curl; seated leg curl; calf raise; hip abduction; hip adduction; lower back; back
extension; abdominal; crunch; torso rotation; biceps curl; triceps extension; dip; chin up; pull up;
push up; squat; deadlift; bench press; lateral raise; pullover; chest fly; row; hip thrust; neck
extension; neck flexion; plank; wall sit; compound row; pec fly; arm curl; triceps press
"""

HUNDREDS = {
    hundreds: f"{word} hundred"
    for hundreds, word in zip(
        range(100, 1000, 100),
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
        strict=True,
    )
}

SPELT = {
    **{"2": "Two!", "6": "Six?", "9": "Nine,", "30": "Thirty,"},
    **{"lift": "And lift.", "lower": "And lower.", "hold": "And hold."},
}
"""The text for a clip, if the plain word with a period does not sound clear.

The phases' names are over in 650 ms: they begin 350 ms after an accent, and a second later the
next one may begin.
"""


def clips() -> dict[str, str]:
    """Return the text of each clip, by its name."""
    said = {str(value): str(value) for value in [*range(61), 70, 80, 90]}
    said |= {str(value): text for value, text in HUNDREDS.items()}
    said |= {letter: letter for letter in LETTERS}
    for phrases in (PHRASES, SETTINGS, EXERCISES):
        said |= {phrase: phrase for phrase in " ".join(phrases.split()).split("; ")}
    return {name: SPELT.get(name, f"{text.capitalize()}.") for name, text in said.items()}


def write(samples: Samples, path: Path) -> None:
    """Store speech at the reference loudness."""
    stored = samples * STORED
    for _ in range(2):  # the second time by how loud it came out at 48 kHz
        pcm = np.rint(stored * 2 ** (BITS - 1)).astype(np.int16) << (16 - BITS)
        soundfile.write(path, pcm, RATE, subtype="PCM_16", compression_level=1.0)
        stored = stored * np.float32(REFERENCE * STORED / level(decode(path)))


def main(names: list[str]) -> None:
    """Write the clips called `names`, or all clips; remove clips that are no longer needed."""
    voice = Hibari()
    FOLDER.mkdir(exist_ok=True)
    wanted = {name: FOLDER / f"{slug(name)}.flac" for name in clips()}
    for name in names or wanted:
        samples = np.asarray(voice(clips()[name], seed=1), dtype=np.float32)
        write(matched(trimmed(samples, RATE), RATE), wanted[name])
    for path in set(FOLDER.glob("*.flac")) - set(wanted.values()):
        path.unlink()
    size = sum(path.stat().st_size for path in wanted.values())
    print(f"{len(wanted)} clips, {size / 1e6:.2f} MB", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
