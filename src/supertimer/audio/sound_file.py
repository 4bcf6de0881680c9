"""Write a mix as a sound file, second by second, so that its length costs no memory.

The standard library writes WAV; every other format needs soundfile, the extra `files`.
"""

import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from supertimer.audio.mixer import Mix
from supertimer.audio.score.cue import RATE
from supertimer.errors import SupertimerError
from supertimer.paths import new_file

FORMATS = {
    ".wav": ("WAV", "PCM_16"),
    ".flac": ("FLAC", "PCM_16"),
    ".ogg": ("OGG", "VORBIS"),
    ".opus": ("OGG", "OPUS"),
    ".mp3": ("MP3", "MPEG_LAYER_III"),
}
"""The suffix of a file -> its format and encoding in soundfile."""

SILENCE = bytes(RATE * 2)


class ExportError(SupertimerError):
    """A sound file can't be written; the message says why and how to fix it."""


def check_format(path: Path) -> None:
    """Raise ExportError unless a file of this name can be written here."""
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise ExportError(f"{path.name}: the name must end in one of {', '.join(FORMATS)}")
    if suffix != ".wav" and find_spec("soundfile") is None:
        raise ExportError(
            f'{suffix} files need soundfile: pip install "supertimer-tui[files]"; '
            "a .wav file can be written without it"
        )


def write(
    mix: Mix, seconds: int, path: Path, progress: Callable[[], None], title: str = ""
) -> None:
    """Write the first `seconds` of a mix; call `progress` after each.

    Players show `title`, in every format but WAV. The file appears under its name only when it is
    complete. Raises ExportError.
    """
    check_format(path)
    part = path.with_name(f"{path.name}.part")
    try:
        new_file(part).close()
        with _opened(part, path.suffix.lower(), title) as take:
            for start in range(0, seconds * RATE, RATE):
                heard = mix.between(start, start + RATE)
                take(mix.read(start, RATE).tobytes() if heard else SILENCE)
                progress()
        part.replace(path)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written: {error.strerror or error}") from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def _opened(path: Path, suffix: str, title: str) -> Iterator[Callable[[bytes], Any]]:
    """Yield a function that writes samples to the file, 16 bits, little-endian."""
    if suffix == ".wav":
        with path.open("wb") as raw, wave.open(raw, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            yield file.writeframesraw
        return
    import soundfile  # an extra, and slow to load

    container, encoding = FORMATS[suffix]
    try:
        with soundfile.SoundFile(path, "w", RATE, 1, encoding, format=container) as file:
            file.title = title
            # libsndfile crashes on a long Vorbis block; a second is safe.
            yield lambda pcm: file.buffer_write(pcm, dtype="int16")
    except soundfile.LibsndfileError as error:
        raise ExportError(f"{path.stem}: {error.error_string}") from None
