"""The only place that asks the machine for the time.

A workout runs on the monotonic clock alone; the wall clock is for dates in the history. Where the
system has a clock that goes on while it sleeps, comparing the two tells how long it slept.
"""

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> int:
        """Monotonic milliseconds from an arbitrary beginning; stands still while asleep."""
        ...

    def slept(self) -> int:
        """Milliseconds that the machine has slept so far, 0 where that cannot be told."""
        ...

    def wall(self) -> datetime:
        """The date and time of day, with its time zone."""
        ...

    def await_signals(self) -> None:
        """Give signals that were sent to the program a moment to arrive."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def now(self) -> int:
        """See `Clock.now`."""
        return time.monotonic_ns() // 1_000_000

    def slept(self) -> int:
        """See `Clock.slept`. Linux: CLOCK_BOOTTIME counts sleep, CLOCK_MONOTONIC does not."""
        boottime = getattr(time, "CLOCK_BOOTTIME", None)
        if boottime is None:
            return 0
        awake = time.monotonic_ns()
        return (time.clock_gettime_ns(boottime) - awake) // 1_000_000

    def wall(self) -> datetime:
        """See `Clock.wall`."""
        return datetime.now().astimezone()

    def await_signals(self) -> None:
        """See `Clock.await_signals`. Waits for 50 ms, in a call that signals interrupt."""
        threading.Event().wait(0.05)


class ManualClock:
    """A clock that moves only when it is told to, for tests and for pictures of the screen."""

    def __init__(self, start: int = 0, wall: datetime | None = None) -> None:
        self._now = start
        self._slept = 0
        self._wall = wall or datetime(2026, 1, 5, 18, 0, tzinfo=UTC)

    def now(self) -> int:
        """See `Clock.now`."""
        return self._now

    def slept(self) -> int:
        """See `Clock.slept`."""
        return self._slept

    def wall(self) -> datetime:
        """See `Clock.wall`."""
        return self._wall

    def await_signals(self) -> None:
        """See `Clock.await_signals`: none are sent."""

    def advance(self, ms: int) -> None:
        """Let `ms` milliseconds pass; raises ValueError for a step back."""
        if ms < 0:
            raise ValueError("time does not run backwards")
        self._now += ms
        self._wall += timedelta(milliseconds=ms)

    def sleep(self, ms: int) -> None:
        """Let the machine sleep for `ms` milliseconds: only the day goes on."""
        self._slept += ms
        self._wall += timedelta(milliseconds=ms)
