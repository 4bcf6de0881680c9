"""The outputs that there are."""

from supertimer.audio.output.miniaudio import real_backends
from supertimer.audio.output.quiet import quiet_alsa
from supertimer.audio.output.speaker import SpeakerError


def output_devices() -> tuple[str, ...]:
    """The names of the output devices, as the settings take them; it can take a second or two.

    Raises SpeakerError where there is no sound server and no card to be asked.
    """
    import miniaudio

    quiet_alsa()
    try:
        playbacks = miniaudio.Devices(real_backends()).get_playbacks()
    except miniaudio.MiniaudioError as error:
        raise SpeakerError(f"no sound server or card answers ({error.args[0]})") from None
    return tuple(dict.fromkeys(info["name"] for info in playbacks))
