"""A speaker that makes no sound: `--audio none`."""

from supertimer.audio.output.speaker import Edit
from supertimer.audio.score.cue import FRAMES_PER_MS


class SilentSpeaker:
    """Nothing is heard."""

    name = "none"
    told = "no sound"
    audible = False

    def open(self) -> None:
        """See `Speaker.open`."""

    def frame(self, now: int) -> int:
        """See `Speaker.frame`."""
        return now * FRAMES_PER_MS

    def change(self, edit: Edit, now: int) -> None:
        """See `Speaker.change`."""

    def lost(self, now: int) -> bool:
        """See `Speaker.lost`."""
        return False

    def close(self) -> None:
        """See `Speaker.close`."""
