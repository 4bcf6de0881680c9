"""The output devices: which there are, and which one a name means."""

from typing import Any

from supertimer.audio.output.quiet import quiet_alsa
from supertimer.audio.output.speaker import SpeakerError


def output_devices() -> tuple[str, ...]:
    """Return the names of the output devices, each once; can take a second or two.

    Raises SpeakerError if no sound server and no card answers.
    """
    return tuple(dict.fromkeys(info["name"] for info in _playbacks()))


def find_device(wanted: str) -> Any:
    """Return miniaudio's id of the device that `wanted` names, in whole or in part.

    Raises SpeakerError if no device fits.
    """
    devices = _playbacks()
    fitting = [info for info in devices if wanted.casefold() in info["name"].casefold()]
    if fitting:  # a whole name goes before a part of one
        return min(fitting, key=lambda info: info["name"] != wanted)["id"]
    there = ", ".join(info["name"] for info in devices) or "none"
    raise SpeakerError(f"output device {wanted!r} not found; available: {there}")


def real_backends() -> list[Any]:
    """Return every backend of miniaudio but the null device, which swallows all sound."""
    import miniaudio

    return [backend for backend in miniaudio.Backend if backend is not miniaudio.Backend.NULL]


def _playbacks() -> Any:
    import miniaudio

    quiet_alsa()
    try:
        return miniaudio.Devices(real_backends()).get_playbacks()
    except miniaudio.MiniaudioError as error:
        raise SpeakerError(f"no sound server or card answers ({error.args[0]})") from None
