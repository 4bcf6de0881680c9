"""A speaker that makes no sound: `--audio none`."""

from supertimer.audio.output.speaker import Edit, Speaker


class SilentSpeaker(Speaker):
    """A speaker that plays nothing."""

    name = "none"
    told = "no sound"
    audible = False

    def open(self) -> None:
        """See `Speaker.open`."""

    def change(self, edit: Edit, now: int) -> None:
        """See `Speaker.change`."""

    def close(self) -> None:
        """See `Speaker.close`."""
