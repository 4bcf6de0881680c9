"""The output devices: list them, and find one by name."""

from collections.abc import Sequence
from typing import Any

from supertimer.audio.output.quiet import quiet_alsa
from supertimer.audio.output.speaker import SpeakerError


def output_devices() -> tuple[str, ...]:
    """Return the names of the output devices, each once; can take two seconds.

    Raises SpeakerError if no sound server or sound card responds.
    """
    return tuple(dict.fromkeys(info["name"] for info in _playbacks()))


def find_device(wanted: str) -> Any:
    """Return miniaudio's id of the device whose name is, or contains, `wanted`.

    Raises SpeakerError if no device fits.
    """
    devices = _playbacks()
    return devices[named(wanted, [info["name"] for info in devices])]["id"]


def named(wanted: str, names: Sequence[str]) -> int:
    """Return the place of the output that `wanted` names, in whole or in part.

    Raises SpeakerError if no name fits.
    """
    fitting = [place for place, name in enumerate(names) if wanted.casefold() in name.casefold()]
    if fitting:  # a full name wins over a part of one
        return min(fitting, key=lambda place: names[place] != wanted)
    there = ", ".join(names) or "none"
    raise SpeakerError(f"output device {wanted!r} not found; available: {there}")


def real_backends() -> list[Any]:
    """Return every backend of miniaudio except the null device, which plays nothing."""
    import miniaudio

    return [backend for backend in miniaudio.Backend if backend is not miniaudio.Backend.NULL]


def _playbacks() -> Any:
    import miniaudio

    quiet_alsa()
    try:
        return miniaudio.Devices(real_backends()).get_playbacks()
    except miniaudio.MiniaudioError as error:
        raise SpeakerError(f"no sound server or sound card responds ({error.args[0]})") from None
