"""How far a long piece of work is, for a bar that appears only if the work takes long."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from supertimer.clock import Clock

LONG_MS = 1000
"""Work that takes longer than this shows a bar, in milliseconds."""

T = TypeVar("T")


class WorkProgress:
    """Counts the items of one piece of work in several parts; by default, nothing is shown."""

    def __init__(
        self, clock: Clock | None = None, show: Callable[[str, int], object] | None = None
    ) -> None:
        """Begin; `show` gets what is done now, such as `Reading`, and the percentage of it."""
        self._clock = clock
        self._show = show
        self._begun = 0 if clock is None else clock.now()

    def over(self, doing: str, items: Sequence[T]) -> Iterable[T]:
        """Return the items, and show how many of them have been taken."""
        return items if self._clock is None else self._watched(self._clock, doing, items)

    def _watched(self, clock: Clock, doing: str, items: Sequence[T]) -> Iterator[T]:
        step = max(1, len(items) // 100)
        for place, item in enumerate(items):
            if place % step == 0 and self._show and clock.now() - self._begun > LONG_MS:
                self._show(doing, place * 100 // len(items))
            yield item


SILENT = WorkProgress()
"""Shows nothing."""
