"""Which speaker plays, and why the others do not."""

from collections.abc import Callable
from dataclasses import dataclass

from supertimer.audio.output.bell import BellSpeaker
from supertimer.audio.output.miniaudio import MiniaudioSpeaker
from supertimer.audio.output.silent import SilentSpeaker
from supertimer.audio.output.simpleaudio import SimpleaudioSpeaker
from supertimer.audio.output.speaker import Speaker, SpeakerError
from supertimer.config import BACKENDS


@dataclass(frozen=True, slots=True)
class Choice:
    """A speaker, and what there is to say about the others."""

    speaker: Speaker
    """Open, unless it is `lost`: then it may come later."""
    fallback: Speaker
    """Open: what plays while the other one is lost."""
    refused: tuple[tuple[str, str], ...]
    """Names of speakers that were tried and would not do, each with the reason."""


def choose(name: str, device: str, clock: Callable[[], int]) -> Choice:
    """The speaker called `name`, or the best one that can be opened for `auto`.

    `device` names an output device, empty for the default. Raises SpeakerError for an unknown name.
    """
    if name not in BACKENDS:
        raise SpeakerError(f"there is no sound called {name!r}; there are {', '.join(BACKENDS)}")
    fallback: Speaker = SilentSpeaker() if name == "none" else BellSpeaker(clock)
    fallback.open()
    if name in ("bell", "none"):
        return Choice(fallback, fallback, ())
    refused = []
    speakers = _speakers(name, device, clock)
    for speaker in speakers:
        try:
            speaker.open()
        except SpeakerError as error:
            refused.append((speaker.name, str(error)))
        else:
            return Choice(speaker, fallback, tuple(refused))
    return Choice(speakers[-1], fallback, tuple(refused))


def _speakers(name: str, device: str, clock: Callable[[], int]) -> list[Speaker]:
    """The speakers to try, in order. The extra is tried first: who installs it wants it."""
    speakers: list[Speaker] = [SimpleaudioSpeaker(clock, device), MiniaudioSpeaker(clock, device)]
    return [speaker for speaker in speakers if name in ("auto", speaker.name)]
