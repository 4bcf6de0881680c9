"""A person with a history, made by real workouts on a manual clock."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from supertimer.clock import ManualClock
from supertimer.config import Config, SoundSettings
from supertimer.engine.commands import Fatigue, Go, SetLoad
from supertimer.engine.state import State
from supertimer.units import Load
from supertimer.workout.runner import Runner
from supertimer.workout.trainer import Trainer

BEGIN = datetime(2026, 9, 7, 18, 0, tzinfo=UTC)
"""A Monday."""

ROUTINE = """\
name = "Push and Pull"
unit = "lb"
[schedule]
per_week = 2
[defaults]
tempo = "lift 10, lower 10"
target = "90-150s"
[[exercise]]
name = "Seated row"
muscles = ["middle back", "lats"]
settings = { seat = 4, "chest pad" = "B" }
load = "120 lb"
increment = "5 lb"
[[exercise]]
name = "Chest press"
muscles = ["chest"]
load = "100 lb"
increment = "5 lb"
"""


SILENT = Config(sound=SoundSettings(profile="silent"))
"""The workouts of a made history have no sound."""


def write_routine(config_dir: Path, text: str = ROUTINE, name: str = "push-pull") -> Path:
    """The user's own routine."""
    path = config_dir / "routines" / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def train(path: Path, weeks: int, person: str = "Anna") -> datetime:
    """Train twice a week for `weeks` weeks; return the moment after the last workout.

    Each set ends at fatigue somewhat later than the last time, with more load now and then.
    """
    now = BEGIN
    for session in range(weeks * 2):
        now = BEGIN + timedelta(days=7 * (session // 2) + 3 * (session % 2))
        clock = ManualClock(1_000_000, now)
        trainer = Trainer(SILENT, clock, person, "none")
        try:
            runner = trainer.start(trainer.prepare(path)).runner
            lift_all(runner, clock, session)
            runner.close()
            now = clock.wall()
        finally:
            trainer.close()
    return now


def lift_all(runner: Runner, clock: ManualClock, session: int) -> None:
    """Do a whole workout, each set to fatigue."""
    shot = runner.pulse()
    while shot.state is not State.DONE:
        if shot.state is State.WAITING:
            base = shot.load
            if base is not None and session and session % 4 == 0:
                runner.press(SetLoad(Load(base.amount + 5, base.unit), shot.index))
            runner.press(Go())
        elif shot.state is State.WORKING:
            clock.advance(95_000 + 11_000 * (session % 4) + 3_000 * shot.index)
            runner.press(Fatigue())
        else:
            clock.advance(shot.remaining or 1_000)
        shot = runner.pulse()
