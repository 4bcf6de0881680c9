"""The cells that are written past Textual make the same picture as Textual does."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

import pyte
import pytest
from textual.drivers.headless_driver import HeadlessDriver
from textual.widget import Widget

from supertimer.engine.state import State
from supertimer.ui.workout import view
from supertimer.ui.workout.canvas import Changed
from supertimer.ui.workout.cells import write_cells
from supertimer.workout.controls import NOTICE_MS
from tests.ui.conftest import lines
from tests.ui.workouts import Gym, gym

Cells = list[list[tuple[object, ...]]]
LOOK_MS = 83


class Terminal(HeadlessDriver):
    """A terminal emulator that shows what the app writes."""

    screen = pyte.Screen(80, 24)
    stream = pyte.Stream(screen)

    @property
    def is_headless(self) -> bool:
        return False

    def write(self, data: str) -> None:
        self.stream.feed(data)


def shown() -> Cells:
    """Every cell of the terminal, with its colors."""
    screen = Terminal.screen
    return [
        [tuple(screen.buffer[y][x])[:4] for x in range(screen.columns)] for y in range(screen.lines)
    ]


class Watch:
    """Looks at a workout as its alarm does, and remembers what the terminal shows."""

    def __init__(self, g: Gym, wrote: list[int], *, written: bool) -> None:
        self.g = g
        self.wrote = wrote
        self._look: Callable[[], None] = g.screen._look if written else g.screen.beat
        self.seen: list[Cells] = []

    async def steps(self, ms: int) -> int:
        """Let `ms` pass in looks; return how often cells were written."""
        before = len(self.wrote)
        for _ in range(0, ms, LOOK_MS):
            self.g.clock.advance(LOOK_MS)
            self._look()
            await self.g.pilot.pause()
            self.seen.append(shown())
            drawn = [row.rstrip() for row in Terminal.screen.display]
            assert drawn == lines(self.g.app), "Textual's own picture is the same"
        return len(self.wrote) - before


@asynccontextmanager
async def watched(monkeypatch: pytest.MonkeyPatch, *, written: bool) -> AsyncIterator[Watch]:
    """A workout in a set, whose bar is written past Textual or not."""
    real, wrote = write_cells, [0]

    def write(widget: Widget, changes: Sequence[Changed]) -> bool:
        done = written and real(widget, changes)
        wrote.extend([1] * done)
        return done

    with monkeypatch.context() as patch:
        patch.setattr(Terminal, "screen", pyte.Screen(80, 24))
        patch.setattr(Terminal, "stream", pyte.Stream(Terminal.screen))
        patch.setattr("textual.drivers.headless_driver.HeadlessDriver", Terminal)
        patch.setattr(view, "write_cells", write)
        async with gym(notifications=True) as g:
            await g.to_work(2_000)
            yield Watch(g, wrote, written=written)


async def story(watch: Watch) -> list[int]:
    """A set with a resize, help, a notification, a pause, and a push."""
    g = watch.g
    counts = [await watch.steps(700)]
    Terminal.screen.resize(18, 60)
    await g.pilot.resize_terminal(60, 18)
    counts.append(await watch.steps(420))
    await g.press("question_mark")
    counts.append(await watch.steps(170))
    await g.press("escape")
    counts.append(await watch.steps(420))
    g.app.notify("Two words")
    await g.pilot.pause()
    counts.append(await watch.steps(170))
    g.clock.advance(NOTICE_MS)
    await watch.steps(170)
    counts.append(await watch.steps(420))
    await g.press("p")
    counts.append(await watch.steps(420))
    await g.press("space", then=3_100)
    counts.append(await watch.steps(420))
    await g.press("x")
    assert g.now().state is State.PUSHING
    counts.append(await watch.steps(700))
    return counts


async def test_written_cells_make_the_picture_that_textual_makes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with watched(monkeypatch, written=True) as watch:
        counts = await story(watch)
        written = watch.seen
    async with watched(monkeypatch, written=False) as watch:
        assert not any(await story(watch))
        assert watch.seen == written
    first, resized, helped, after, noticed, cleared, paused, resumed, _ = counts
    assert min(first, resized, after, cleared, resumed) >= 2
    assert helped == noticed == paused == 0


async def test_no_cells_are_written_without_colors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with watched(monkeypatch, written=True) as watch:
        assert await watch.steps(420) == 0


async def test_no_cells_are_written_before_a_new_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    async with watched(monkeypatch, written=True) as watch:
        watch.g.screen._layout_required = True
        watch.g.clock.advance(LOOK_MS)
        watch.g.screen._look()
        assert len(watch.wrote) == 1, "only the mark of the beginning"
