"""Hooks: commands of the user's settings that run at moments of a workout.

Each runs in a separate thread and process, so a hook that hangs delays nothing. No shell is
involved, and a routine can't name a hook: routines come from other people.
"""

import json
import os
import signal
import subprocess
from collections.abc import Iterable, Mapping
from contextlib import suppress
from threading import Thread

from supertimer.engine.as_json import as_json
from supertimer.engine.events import Event, RestStarted, SetEnded, WorkoutEnded, WorkStarted
from supertimer.errors import reason
from supertimer.interop.record_hook import Records

LIMIT_S = 5.0
"""The longest time that a hook may run, in seconds."""

_MOST = 8
"""The most hooks that run at once."""

_MOMENTS: Mapping[type[Event], str] = {
    WorkStarted: "set_started",
    SetEnded: "set_ended",
    RestStarted: "rest_started",
    WorkoutEnded: "workout_ended",
}


class Hooks:
    """Runs the hooks of one workout."""

    def __init__(
        self,
        commands: Mapping[str, tuple[str, ...]],
        facts: Mapping[str, str],
        limit_s: float = LIMIT_S,
        records: Records | None = None,
    ) -> None:
        """Run `workout_started`; `facts` are in the JSON of every hook.

        `records` finds the records for the hook `record`; it runs beside the workout.
        """
        self.notice: str | None = None
        """A sentence for the lifter about a hook that failed."""
        self._commands = commands
        self._facts = facts
        self._limit_s = limit_s
        self._records = records
        self._running: list[Thread] = []
        self._start("workout_started", [{"event": "workout_started"}])

    def hear(self, event: Event) -> None:
        """Run the hook of an event; returns at once."""
        if (name := _MOMENTS.get(type(event))) in self._commands:
            self._start(str(name), [as_json(event)])
        if isinstance(event, SetEnded) and self._records is not None:
            self._start("record", self._records(event))

    def wait(self) -> None:
        """Wait until every hook has ended, which takes at most the limit."""
        for thread in self._running:
            thread.join()

    def _start(self, name: str, told: Iterable[Mapping[str, object]]) -> None:
        """Run the hook `name` for each of `told`, beside the workout."""
        command = self._commands.get(name)
        if command is None:
            return
        self._running = [thread for thread in self._running if thread.is_alive()]
        if len(self._running) >= _MOST:
            self.notice = f"The hook {name} did not run, because {_MOST} hooks are still running."
            return

        def run() -> None:
            for each in told:
                text = json.dumps({**each, **self._facts, "hook": name}) + "\n"
                self._run(name, command, text.encode())

        # Not a daemon: the program waits for the last hook when it ends.
        thread = Thread(target=run, daemon=False)
        self._running.append(thread)
        thread.start()

    def _run(self, name: str, command: tuple[str, ...], text: bytes) -> None:
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            self.notice = f"The hook {name} can't run {command[0]}: {reason(error)}."
            return
        try:
            process.communicate(text, timeout=self._limit_s)
        except subprocess.TimeoutExpired:
            _kill(process)
            self.notice = f"The hook {name} was ended, because it took {self._limit_s:g} s."
            return
        if process.returncode:
            self.notice = f"The hook {name} failed with exit code {process.returncode}."


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End a process and what it started."""
    with suppress(ProcessLookupError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
