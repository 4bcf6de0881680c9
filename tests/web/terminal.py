"""A terminal that shares a workout: real Controls on the real clock, in a separate thread."""

import threading
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue

from supertimer.clock import SystemClock
from supertimer.config import SoundSettings
from supertimer.engine.plan import Plan
from supertimer.engine.result import SetResult
from supertimer.engine.session import Session
from supertimer.engine.snapshot import Snapshot
from supertimer.routine.compile import compile_routine
from supertimer.routine.parse import parse_routine
from supertimer.web.hub import _Front
from supertimer.web.share import SharedWorkout, Wish
from supertimer.workout.controls import Controls
from supertimer.workout.runner import Runner

ROUTINE = """
name = "Two machines"
unit = "kg"
[defaults]
tempo = "lift 2, lower 2"
target = "4-60s"
ready = "2s"
push = "2s"
rest = "4s"
[[exercise]]
name = "Leg press"
load = 100
increment = 5
sets = 2
settings = { seat = "6" }
[[exercise]]
name = "Row"
load = 50
"""


PATIENCE_S = 60
"""How long to wait for something that comes, however slow the machine is."""


def plan(text: str = ROUTINE) -> Plan:
    return compile_routine(parse_routine(text, "two-machines.toml"))


class Terminal:
    """The program on the computer."""

    def __init__(self, text: str = ROUTINE, wish: Wish | None = None) -> None:
        self.clock = SystemClock()
        self.share = SharedWorkout(wish or Wish("127.0.0.1"), SoundSettings(), self.clock)
        self.controls = Controls(
            Runner(Session(plan(text)), self.clock),
            self.clock,
            person="Anna",
            pages=self.share,
        )
        self._todo: SimpleQueue[Callable[[], object]] = SimpleQueue()
        self._stop = threading.Event()
        self.acted = -1
        """When the latest beat began in which no key was held, by the clock."""
        self.snapshot: Snapshot = self.controls.beat().snapshot
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def link(self) -> str:
        return self.share.link

    @property
    def port(self) -> int:
        return int(self.link.split(":")[2].split("/")[0])

    @property
    def results(self) -> tuple[SetResult, ...]:
        return self.snapshot.results

    def press(self, key: str) -> None:
        """Press a key, and wait until it has acted and the pages were told."""
        at = self.clock.now()
        done = threading.Event()
        self._todo.put(lambda: self.controls.press(key, at, _Front()))
        self._todo.put(done.set)
        assert done.wait(PATIENCE_S)
        ends = time.monotonic() + PATIENCE_S
        while self.controls._guard.holds or self.acted < at:
            assert time.monotonic() < ends
            time.sleep(0.005)

    def until(self, holds: Callable[[Snapshot], bool], seconds: float = PATIENCE_S) -> Snapshot:
        """Wait until the workout is as `holds` says."""
        ends = time.monotonic() + seconds
        while not holds(self.snapshot):
            if time.monotonic() > ends:
                raise AssertionError(f"waited in vain; now {self.snapshot}")
            time.sleep(0.01)
        return self.snapshot

    def close(self) -> None:
        """Leave the workout."""
        self._stop.set()
        self._thread.join(5)
        self.share.close()

    def _run(self) -> None:
        while not self._stop.wait(self.controls.idle_ms(40) / 1000):
            while True:
                try:
                    self._todo.get_nowait()()
                except Empty:
                    break
            began = self.clock.now()
            self.snapshot = self.controls.beat().snapshot
            if not self.controls._guard.holds:
                self.acted = began
