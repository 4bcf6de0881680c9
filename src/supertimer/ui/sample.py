"""One short rep, played to try the sound: no screen, no history."""

from collections.abc import Callable

from supertimer.clock import SystemClock
from supertimer.config import Config
from supertimer.engine.session import Session
from supertimer.engine.state import State
from supertimer.errors import SupertimerError
from supertimer.runner import Runner
from supertimer.ui.demo import sample_plan

TAIL_MS = 1000
"""How long the last sound may go on after the end."""


class Sample:
    """A rep that is heard; `step` is to be called a few times a second until it is over."""

    def __init__(self, config: Config, tell: Callable[[str], None]) -> None:
        """Begin; what is wrong with the sound is told."""
        from supertimer.audio.studio import open_conductor

        self._clock = SystemClock()
        self._tell = tell
        self._runner: Runner | None = None
        self._over: int | None = None
        plan = sample_plan()
        try:
            sound = open_conductor(plan, config.sound, self._clock)
        except SupertimerError as error:
            tell(str(error))
            return
        self._runner = Runner(Session(plan), self._clock, sound)

    def step(self) -> bool:
        """Go on; whether there is more to come."""
        if self._runner is None:
            return False
        snapshot = self._runner.pulse()
        if notice := self._runner.take_notice():
            self._tell(notice)
        if snapshot.state is State.DONE and self._over is None:
            self._over = self._clock.now()
        if self._over is not None and self._clock.now() - self._over > TAIL_MS:
            self.stop()
            return False
        return True

    def stop(self) -> None:
        """Be silent at once."""
        if self._runner is not None:
            self._runner.close()
            self._runner = None
