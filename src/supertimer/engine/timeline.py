"""Outside time and the time of a segment. A pause is a rate of 0; nothing else stops time."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timeline:
    """`elapsed` milliseconds of a segment had passed at the outside moment `anchor`."""

    anchor: int
    elapsed: int = 0
    rate: int = 1
    """1 while time runs, 0 while it is paused."""

    def at(self, now: int) -> int:
        """How much of the segment has passed at `now`; before the anchor, as much as at it."""
        return self.elapsed + max(0, now - self.anchor) * self.rate

    def stopped(self, now: int) -> bool:
        """Whether time stands still at `now`: paused, or resumed at a moment still to come."""
        return self.rate == 0 or now < self.anchor

    def pause(self, now: int) -> "Timeline":
        """Stopped at `now`."""
        return Timeline(now, self.at(now), 0)

    def resume(self, moment: int) -> "Timeline":
        """Running again from `moment` on, exactly where it stopped."""
        return Timeline(moment, self.elapsed, 1)
