"""Draw the README's pictures from real workouts on a manual clock: `make screenshot`."""

import asyncio
import os
import re
import tempfile
from pathlib import Path

from supertimer.clock import ManualClock
from supertimer.config import Config
from supertimer.ui.app import SupertimerApp
from supertimer.workout.trainer import Trainer
from tests.ui.seeded import train, write_routine
from tests.ui.workout.test_looks import lift, lower, push, rest
from tests.ui.workouts import gym

FOLDER = Path(__file__).parent / "pictures"


def keep(name: str, app: SupertimerApp) -> None:
    """Write the screen to `name`.svg: the same screen gives the same bytes."""
    svg = re.sub(r"terminal-\d+", f"terminal-{name}", app.export_screenshot(title="supertimer"))
    (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")


async def workouts() -> None:
    """A moment of each kind."""
    for moment in (lift, lower, push, rest):
        async with gym() as g:
            await moment(g)
            await g.pilot.pause()
            keep(moment.__name__, g.app)


async def screens(folder: Path) -> None:
    """Home and the chart of somebody who trains."""
    for name in ("data", "config"):
        os.environ[f"SUPERTIMER_{name.upper()}_DIR"] = str(folder / name)
    now = train(write_routine(folder / "config"), weeks=10)
    (folder / "data" / "welcomed").touch()
    config = Config()
    for name, keys in (("home", ()), ("history", ("h", "2", "down", "enter", "left"))):
        app = SupertimerApp(
            config, lambda: Trainer(config, ManualClock(1_000_000, now), "Anna", "none")
        )
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause(1)
            await pilot.press(*keys)
            await pilot.pause(1)
            keep(name, app)


def main() -> None:
    """Draw all."""
    FOLDER.mkdir(exist_ok=True)
    os.environ["TERM"], os.environ["COLORTERM"] = "xterm-256color", "truecolor"
    asyncio.run(workouts())
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(screens(Path(folder)))


if __name__ == "__main__":
    main()
