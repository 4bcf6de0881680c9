"""A history and routines on disk, for the commands that read them."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from supertimer.engine.result import EndedBy
from supertimer.history.ids import as_text, new_key, zone_name
from supertimer.history.persons import person_row
from supertimer.history.rows import TableRow
from supertimer.history.set_record import SetDone
from supertimer.history.store import FILE, Store
from supertimer.units import Load, Unit

BERLIN = ZoneInfo("Europe/Berlin")

SPLIT = """
name = "{name}"
[schedule]
per_week = 2
alternate = ["{other}"]
recovery = "48h"
[[exercise]]
name = "{exercise}"
muscles = ["{muscle}"]
"""

UPPER = SPLIT.format(name="Upper", other="Lower", exercise="Chest press", muscle="chest")
LOWER = SPLIT.format(name="Lower", other="Upper", exercise="Leg press", muscle="quadriceps")


class Home:
    """The folders of a user's, empty at first."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.config = folder / "config"
        self.routines = self.config / "routines"
        self.routines.mkdir(parents=True)

    def has(self, **routines: str) -> None:
        for name, text in routines.items():
            (self.routines / f"{name}.toml").write_text(text, encoding="utf-8")

    def did(
        self,
        routine: str,
        started: datetime,
        exercises: Iterable[str] = ("Chest press",),
        muscles: Mapping[str, tuple[list[str], list[str]]] | None = None,
        person: str = "me",
    ) -> str:
        """Remember a workout of twelve minutes, a set an exercise; returns its key."""
        key = new_key(started)
        workout = {
            "uuid": key,
            "routine": routine,
            "muscles": json.dumps(muscles or {}),
            "version": "0.1.0",
            "started": as_text(started),
            "zone": zone_name(started),
        }
        ended = started + timedelta(minutes=3)
        sets = [
            SetDone(
                workout=key, attempt=attempt, person=person, exercise=exercise, number=1,
                started=started, ended=ended, load=Load(Decimal(120), Unit.LB), tul_ms=102_000,
                ended_by=EndedBy.FATIGUE,
            ).row()
            for attempt, exercise in enumerate(exercises)
        ]  # fmt: skip
        mark = TableRow("marks", {"workout": key, "at": 12 * 60_000, "over": 1})
        with Store.open(self.data / FILE) as store:
            owner = person_row(store, person)
            workout["person"] = str(owner.values["uuid"])
            store.write([owner, TableRow("workouts", workout), *sets, mark])
        return key


def ago(**length: float) -> datetime:
    """A moment in the past, in a zone that is not the machine's; days ago at noon in that zone."""
    moment = datetime.now().astimezone() - timedelta(**length)
    if "days" not in length:
        return moment.astimezone(BERLIN)
    return datetime.combine(moment.date(), time(12), BERLIN)  # the same day in both zones
