"""The journal of one live workout: every key that was pressed and its result, stored at once.

The runner reports each command that was applied, with the results so far; when the call returns,
they are on the disk. These calls do not raise: rows that the database can't take now (a lock, a
full disk, a damaged or removed file) go to a recovery file, and to the database with one of the
next calls or at the next start. `notice` says so once, and `finish` again at the end.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest
from pathlib import Path

from supertimer import __version__
from supertimer.engine.commands import Command
from supertimer.engine.plan import Plan, SetPlan
from supertimer.engine.result import SetResult
from supertimer.engine.session import Session
from supertimer.errors import SupertimerError
from supertimer.history import wording
from supertimer.history.codec import command_text, plan_text
from supertimer.history.database import LockedStoreError, LostStoreError, StoreError
from supertimer.history.fallback import Fallback, as_lines
from supertimer.history.ids import as_text, later, zone_name
from supertimer.history.persons import person_row
from supertimer.history.rows import TableRow
from supertimer.history.set_record import SetDone
from supertimer.history.store import WAIT_MS, Store

Muscles = Mapping[str, tuple[Sequence[str], Sequence[str]]]
"""Exercise -> the muscles that it works, and those that help."""


class NotStoredError(SupertimerError):
    """A workout is not in the history; the message says how to keep it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The facts about a workout that are known when it is opened, and never change."""

    workout: str
    """The workout's key."""
    person: str
    routine: str
    """The routine's name."""
    plan: Plan
    started: datetime
    """The (aware) wall-clock time of the session's 0."""
    text: str = ""
    """The routine file, word for word; empty if unknown."""
    path: Path | None = None
    muscles: Muscles = field(default_factory=dict)

    def rows(self, store: Store, *, timed: bool = True) -> list[TableRow]:
        """Return the rows of the person and the workout; without `timed` no plan is stored."""
        owner = person_row(store, self.person)
        path = None if self.path is None else str(self.path).encode("utf-8", "replace").decode()
        workout = {
            "uuid": self.workout,
            "person": owner.values["uuid"],
            "routine": self.routine,
            "path": path,
            "text": self.text,
            "plan": plan_text(self.plan) if timed else None,
            "muscles": json.dumps(dict(self.muscles), ensure_ascii=False, default=list),
            "version": __version__,
            "started": as_text(self.started),
            "zone": zone_name(self.started),
        }
        return [owner, TableRow("workouts", workout)]

    def done(
        self,
        attempt: int,
        result: SetResult,
        work: SetPlan,
        *,
        deleted: bool = False,
        by_hand: bool = False,
    ) -> SetDone:
        """Return the set `work` that ended with `result`, as the history keeps it."""
        return SetDone(
            workout=self.workout,
            attempt=attempt,
            person=self.person,
            exercise=work.exercise,
            number=work.number,
            kind=work.kind,
            side=work.side,
            started=later(self.started, result.started_at),
            ended=later(self.started, result.ended_at),
            load=result.load,
            settings=work.settings,
            cadence=wording.cadence(work.cadence),
            window=work.aim,
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
            by_hand=by_hand,
            note=result.note,
        )


class Journal:
    """Writes a live workout down. Each `at` is in milliseconds since the workout was opened."""

    def __init__(
        self,
        store: Store,
        header: Header,
        rows: Iterable[TableRow] = (),
        *,
        commands: int = 0,
        at: int = 0,
        results: tuple[SetResult, ...] = (),
    ) -> None:
        """Go on with the workout that is stored as `rows` up to `at`; see `begin` for a new one."""
        self.workout = header.workout
        self.notice: str | None = None
        """A sentence for the lifter; the front end that shows it sets it to None."""
        self._store = store
        self._header = header
        self._rows = [*rows]
        """All rows of this workout, in case the database loses them."""
        self._seq = commands
        self._latest = at
        self._results = results
        self._pending: list[TableRow] = []
        self._fallback = Fallback(header.workout, store.path.parent)
        self._warned = False
        self._fault: StoreError | None = None
        """The reason why rows are not in the history; None if it has all of them."""
        self._kept = False
        """Whether the recovery file has all rows."""

    @classmethod
    def begin(cls, store: Store, header: Header) -> "Journal":
        """Return the journal of a workout that opens now."""
        journal = cls(store, header)
        journal._keep([*header.rows(store), *journal._reached(0, Session(header.plan))])
        return journal

    def command(self, command: Command, at: int, session: Session) -> None:
        """Write down a command that was applied at `at`, and the results of `session` after it."""
        row: Mapping[str, str | int] = {
            "workout": self.workout,
            "seq": self._seq,
            "at": at,
            "command": command_text(command),
        }
        self._seq += 1
        self._keep([TableRow("commands", row), *self._reached(at, session)])

    def mark(self, at: int, session: Session) -> None:
        """Write down that the workout has come to `at`, and the results so far."""
        self._keep(self._reached(at, session))

    def close(self, at: int, session: Session) -> None:
        """Write down that the workout is over. A command, such as undo, may open it again."""
        self._keep(self._reached(at, session, over=True))
        self._confirm()

    def finish(self) -> None:
        """Try to store what is not stored yet, and check that the history has the whole workout.

        Raises NotStoredError if the workout is in no file, or only in the recovery file because
        the history was removed or replaced.
        """
        if self._pending:
            self._keep([])
        self._confirm()
        if self._fault is None or (self._kept and not isinstance(self._fault, LostStoreError)):
            return
        raise NotStoredError(self._where_kept(self._fault) + self._to_save())

    def _reached(self, at: int, session: Session, *, over: bool = False) -> list[TableRow]:
        """Return the rows of the sets that changed, and the mark; an undone set is deleted."""
        # A key may be older than the last poll, but the row that is written last must win.
        self._latest = max(self._latest, at)
        sets, results = session.plan.sets, session.results
        old, self._results = self._results, results
        changed = (
            self._header.done(attempt, result, sets[result.index], deleted=after is None)
            for attempt, (before, after) in enumerate(zip_longest(old, results))
            if after is not before and after != before and (result := after or before)
        )
        gone = dict.fromkeys(sets[segment.set].exercise for segment in session.plan.left_out)
        left_out = json.dumps(list(gone), ensure_ascii=False)
        ran = {"at": self._latest, "over": int(over)}
        mark = TableRow("marks", {"workout": self.workout, **ran, "left_out": left_out})
        return [*(done.row() for done in changed), mark]

    def _keep(self, rows: list[TableRow]) -> None:
        """Commit `rows` and all pending rows, or write them to the recovery file."""
        waited = bool(self._pending)
        rows = self._store.stamped(rows)
        self._rows += rows
        self._pending += rows
        try:
            if waited:
                self._store.wait(0)  # another program was writing the last time: do not wait again
            self._store.write(self._pending)
        except StoreError as error:
            self._recover(error, rows)
            return
        self._pending.clear()
        self._fallback.remove()
        self._fault = None
        if waited:
            self._store.wait(WAIT_MS)
            if self._warned:
                self._warned = False
                self.notice = "The history can be written again, and has the whole workout."

    def _confirm(self) -> None:
        """Read the workout back, and write it to the recovery file if the database lost it."""
        if not self._pending:
            try:
                self._store.confirm(self._rows)
            except LostStoreError as error:
                self._recover(error, [])

    def _recover(self, error: StoreError, rows: list[TableRow]) -> None:
        """Write rows to the recovery file, and tell the lifter."""
        self._fault = error
        self._kept = self._fallback.add(rows, self._rows)
        # A lock often ends before the next call, which is not worth a notice.
        if not self._warned and not (self._kept and isinstance(error, LockedStoreError)):
            self._warned = True
            self.notice = self._where_kept(error)

    def _where_kept(self, error: StoreError) -> str:
        if not self._kept:
            return f"{error}. This workout is not in any file yet, only in memory."
        return (
            f"{error}. This workout is in the recovery file {self._fallback.path};"
            " the next start of supertimer adds it to the history."
        )

    def _to_save(self) -> str:
        """Return how to save the rows by hand, if no file has them."""
        if self._kept:
            return ""
        file = self._store.path.with_name(f"unsaved-{self.workout}.jsonl")
        return (
            f"\nTo keep it, save the following lines as {file};"
            " the next start of supertimer adds them to the history.\n" + as_lines(self._rows)
        )
