"""The time of the workout and the time of a segment. Only a pause stops a segment: rate 0."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timeline:
    """The clock of a segment: `elapsed` milliseconds had passed at the moment `anchor`."""

    anchor: int
    elapsed: int = 0
    rate: int = 1
    """1 while time runs, 0 while it is paused."""

    def at(self, now: int) -> int:
        """Return the milliseconds of the segment at `now`, at least those at the anchor."""
        return self.elapsed + max(0, now - self.anchor) * self.rate

    def stopped(self, now: int) -> bool:
        """Return whether the segment is stopped at `now`: paused, or in the 3-2-1."""
        return self.rate == 0 or now < self.anchor

    def pause(self, now: int) -> "Timeline":
        """Return the timeline stopped at `now`."""
        return Timeline(now, self.at(now), 0)

    def resume(self, moment: int) -> "Timeline":
        """Return the timeline running again from `moment`, exactly where it stopped."""
        return Timeline(moment, self.elapsed, 1)
