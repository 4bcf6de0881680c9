"""Draw the pictures of the README and the docs from real runs on a manual clock: `make screenshot`.

The same program draws the same bytes, so a picture that differs from its file is out of date.
"""

import asyncio
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from docs.drawing import moving
from supertimer.clock import ManualClock
from supertimer.config import Config
from supertimer.ui.app import SupertimerApp
from supertimer.ui.drawing import Frame, still
from supertimer.ui.screens.workout import WorkoutScreen
from supertimer.ui.theme import DARK
from supertimer.workout.trainer import Trainer
from tests.ui.conftest import everything_done
from tests.ui.seeded import lift_all, train, write_routine
from tests.ui.workout.test_looks import BRIEFS, rest
from tests.ui.workouts import gym

FOLDER = Path(__file__).parent / "pictures"

ROUTINE = """\
name = "Machines"
unit = "lb"
schedule = { per_week = 2 }
defaults = { tempo = "lift 10, lower 10", target = "90-150s" }
[[exercise]]
name = "Leg press"
settings = { seat = 6 }
load = "210 lb"
increment = "10 lb"
[[exercise]]
name = "Chest press"
load = "100 lb"
increment = "5 lb"
[[exercise]]
name = "Seated row"
settings = { seat = 4, "chest pad" = "B" }
load = "120 lb"
increment = "5 lb"
cue = "Slow first inch. Breathe."
[[exercise]]
name = "Leg curl"
load = "60 lb"
increment = "5 lb"
sides = "each"
"""

FOLDERS = ("data", "config", "cache")

FRAME_MS = 100
"""The milliseconds from one frame of the moving picture to the next."""


def frame(app: SupertimerApp) -> Frame:
    """Return what the terminal shows."""
    width = app.size.width
    return [[*strip.crop(0, width)] for strip in app.screen._compositor.render_strips()]


async def a_set() -> str:
    """Draw the end of a set: the turnaround, fatigue, the push, and the rest."""
    frames: list[tuple[Frame, int]] = []
    async with gym(briefs=BRIEFS) as g:

        async def film(ms: int) -> None:
            for _ in range(0, ms, FRAME_MS):
                frames.append((frame(g.app), FRAME_MS))
                g.clock.advance(FRAME_MS)
                g.screen.beat()

        await g.to_work(86_000)
        await film(11_000)
        await g.press("space", then=0)
        await film(3_000)
        await g.wait(g.now().remaining or 0)
        await film(3_000)
    return moving(frames, DARK.ground)


async def a_rest() -> str:
    """Draw the rest before an exercise."""
    async with gym(size=(120, 40), briefs=BRIEFS) as g:
        await rest(g)
        await g.pilot.pause()
        return still(frame(g.app), DARK.ground)


async def screens(folder: Path) -> Mapping[str, str]:
    """Draw home, the chart, and the review of somebody who trains."""
    drawn = {}
    now = train(write_routine(folder / "config", ROUTINE, "machines"), weeks=6)
    now += timedelta(days=1, hours=16)
    (folder / "data" / "welcomed").touch()
    config, clock = Config(), ManualClock(1_000_000, now)
    app = SupertimerApp(config, lambda: Trainer(config, clock, "Anna", "none"))
    async with app.run_test(size=(120, 36)) as pilot:
        while app.home is None or app.home._model is None:
            await pilot.pause(0.01)
        await pilot.pause()
        for name, keys in {"home": (), "history": ("h", "2", "down", "enter", "left")}.items():
            await pilot.press(*keys)
            await pilot.pause()
            await pilot.wait_for_scheduled_animations()
            await pilot.pause()
            drawn[name] = still(frame(app), DARK.ground)
        await pilot.press("escape", "enter")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, WorkoutScreen)
        lift_all(screen.controls.runner, clock, 2)
        screen.beat()
        await pilot.pause()
        drawn["review"] = still(frame(app), DARK.ground)
    return drawn


@contextmanager
def terminal(folder: Path) -> Iterator[None]:
    """Take a terminal with all colors, folders of our own, and no time but the manual clock's."""
    wanted = {
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "TEXTUAL_ANIMATIONS": "none",
        **{f"SUPERTIMER_{name.upper()}_DIR": str(folder / name) for name in FOLDERS},
    }
    with ExitStack() as stack:
        stack.enter_context(patch.dict(os.environ, wanted))
        os.environ.pop("NO_COLOR", None)
        for module in ("app", "pilot"):
            stack.enter_context(patch(f"textual.{module}.wait_for_idle", everything_done))
        arrival = "supertimer.ui.screens.workout.arrival"
        stack.enter_context(patch(arrival, lambda event, clock: clock.now()))
        yield


async def pictures() -> Mapping[str, str]:
    """Return all pictures by their names."""
    with tempfile.TemporaryDirectory() as folder, terminal(Path(folder)):
        return {
            "set": await a_set(),
            "rest": await a_rest(),
            **await screens(Path(folder)),
        }


def main() -> None:
    """Draw all, and remove what is no longer drawn."""
    FOLDER.mkdir(exist_ok=True)
    drawn = asyncio.run(pictures())
    for path in FOLDER.glob("*.svg"):
        if path.stem not in drawn:
            path.unlink()
    for name, svg in drawn.items():
        (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
