"""The journal of one live workout: every key that was pressed, and what came of it, kept at once.

Whoever runs the workout tells it each command that was applied, with the results so far; it is
on the disk when the call returns. It never raises: what the database will not take now (somebody
else's lock, a full disk, a damaged file) goes to a fallback file, and to the database with one of
the next calls or at the next start. `notice` then says so, once.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from supertimer.engine.commands import Command
from supertimer.engine.plan import Plan
from supertimer.engine.result import SetResult
from supertimer.history import wording
from supertimer.history.codec import command_text, plan_text
from supertimer.history.fallback import Fallback
from supertimer.history.ids import as_text, later, new_key, zone_name
from supertimer.history.set_record import SetDone
from supertimer.history.store import WAIT_MS, LockedStoreError, Store, StoreError, TableRow

Muscles = Mapping[str, tuple[Sequence[str], Sequence[str]]]
"""Exercise -> the muscles that it works, and those that it works also."""


def workout_row(
    *,
    person: str,
    routine_name: str,
    routine_text: str,
    routine_path: Path | None,
    plan: str | None,
    started: datetime,
    version: str,
    muscles: Muscles | None,
) -> TableRow:
    """The row of a new workout, with a key of its own; `plan` is None where nothing is timed."""
    path = None if routine_path is None else str(routine_path)
    return TableRow(
        "workouts",
        {
            "uuid": new_key(started),
            "person": person,
            "routine": routine_name,
            "path": path and path.encode("utf-8", "replace").decode(),
            "text": routine_text,
            "plan": plan,
            "muscles": json.dumps(dict(muscles or {}), ensure_ascii=False, default=list),
            "version": version,
            "started": as_text(started),
            "zone": zone_name(started),
        },
    )


class Journal:
    """What a live workout is written into. All `at`s in milliseconds since it was opened."""

    def __init__(
        self, store: Store, workout: str, person: str, plan: Plan, started: datetime
    ) -> None:
        """Go on with a workout that is kept already; see `begin` for a new one."""
        self.workout = workout
        self.notice: str | None = None
        """What the lifter should be told; whoever tells it sets it to None."""
        self._store = store
        self._person = person
        self._plan = plan
        self._started = started
        self._seq = 0
        self._results: tuple[SetResult, ...] = ()
        self._rows: list[TableRow] = []
        """Everything about this workout, for a database that loses what it has."""
        self._pending: list[TableRow] = []
        self._fallback = Fallback(workout, store.path.parent)
        self._words = tuple(wording.cadence(work.cadence) for work in plan.sets)
        self._warned = False
        self._latest = 0

    @classmethod
    def begin(
        cls,
        store: Store,
        *,
        person: str,
        routine_name: str,
        routine_text: str,
        routine_path: Path | None,
        plan: Plan,
        started: datetime,
        version: str,
        muscles: Muscles | None = None,
    ) -> "Journal":
        """The journal of a workout that opens now.

        `started` is the (aware) wall-clock time of the session's 0, `routine_text` the routine
        file word for word, `version` the program's.
        """
        opened = workout_row(
            person=person,
            routine_name=routine_name,
            routine_text=routine_text,
            routine_path=routine_path,
            plan=plan_text(plan),
            started=started,
            version=version,
            muscles=muscles,
        )
        journal = cls(store, str(opened.values["uuid"]), person, plan, started)
        journal._keep([TableRow("persons", {"name": person}), opened, journal._mark(0)])
        return journal

    @classmethod
    def go_on(
        cls,
        store: Store,
        workout: str,
        *,
        person: str,
        plan: Plan,
        started: datetime,
        commands: int,
        at: int,
        results: tuple[SetResult, ...],
    ) -> "Journal":
        """The journal of a workout that was cut off at `at`, with so many `commands` in it."""
        journal = cls(store, workout, person, plan, started)
        journal._rows = [TableRow("persons", {"name": person}), *store.workout(workout)]
        journal._seq = commands
        journal._latest = at
        journal._results = results
        return journal

    def command(self, command: Command, at: int, results: tuple[SetResult, ...]) -> None:
        """Keep a command that was applied at `at`, and the results as they are after it."""
        row: Mapping[str, str | int] = {
            "workout": self.workout,
            "seq": self._seq,
            "at": at,
            "command": command_text(command),
        }
        self._seq += 1
        self._keep([TableRow("commands", row), *self._changed(results, at), self._mark(at)])

    def mark(self, at: int, results: tuple[SetResult, ...]) -> None:
        """Keep that the workout has come to `at`, and the results that it has brought."""
        self._keep([*self._changed(results, at), self._mark(at)])

    def close(self, at: int, results: tuple[SetResult, ...]) -> None:
        """The workout is over. It may be opened again by a command: an undo."""
        self._keep([*self._changed(results, at), self._mark(at, over=True)])

    def _mark(self, at: int, over: bool = False) -> TableRow:
        # A key's own time may lie before the last poll's; what is kept last must still win.
        self._latest = max(self._latest, at)
        return TableRow("marks", {"workout": self.workout, "at": self._latest, "over": int(over)})

    def _changed(self, results: tuple[SetResult, ...], at: int) -> list[TableRow]:
        """The rows of the sets that are not what they were; one taken back is a deleted one."""
        moment = later(self._started, max(self._latest, at))
        old, self._results = self._results, results
        rows = [
            self._done(attempt, result).row(moment)
            for attempt, result in enumerate(results)
            if attempt >= len(old) or old[attempt] != result
        ]
        gone = range(len(results), len(old))
        rows += [self._done(place, old[place], deleted=True).row(moment) for place in gone]
        return rows

    def _done(self, attempt: int, result: SetResult, deleted: bool = False) -> SetDone:
        work = self._plan.sets[result.index]
        return SetDone(
            workout=self.workout,
            attempt=attempt,
            person=self._person,
            exercise=work.exercise,
            number=work.number,
            kind=work.kind,
            side=work.side,
            started=later(self._started, result.started_at),
            ended=later(self._started, result.ended_at),
            load=result.load,
            settings=work.settings,
            cadence=self._words[result.index],
            window=work.window,
            tul_ms=result.tul_ms,
            reps=result.reps,
            ended_by=result.ended_by,
            push_ms=result.push_ms,
            rest_ms=result.rest_ms,
            paused_ms=result.paused_ms,
            estimated=result.estimated,
            amended=result.amended,
            discarded=result.discarded,
            deleted=deleted,
            note=result.note,
        )

    def _keep(self, rows: list[TableRow]) -> None:
        """Commit `rows` and whatever could not be committed before, or put them aside."""
        waited = bool(self._pending)
        self._rows += rows
        self._pending += rows
        try:
            if waited:
                self._store.wait(0)  # it was in the way the last time: only look
            self._store.write(self._pending)
        except StoreError as error:
            kept = self._fallback.add(rows, self._rows)
            # A lock that is gone by the next call is nothing to trouble a lifter with.
            if not self._warned and not (kept and isinstance(error, LockedStoreError)):
                self._warned = True
                self.notice = _where(error, self._fallback.path if kept else None)
            return
        self._pending.clear()
        self._fallback.remove()
        if waited:
            self._store.wait(WAIT_MS)
            if self._warned:
                self._warned = False
                self.notice = "The history can be written again; nothing is missing."


def _where(error: StoreError, path: Path | None) -> str:
    if path is None:
        return f"{error}. This workout is kept nowhere but in memory as yet."
    return f"{error}. This workout is kept in {path} and taken in at the next start."
