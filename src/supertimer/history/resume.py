"""An interrupted workout: what is known about it, and how to resume it.

Resuming is replaying: the stored plan and the stored commands, up to the last mark. Commands like
any others, journaled like any others, then tidy up what was cut off there, so the resumed workout
can be replayed as well. The session's time has gone on in between.

Whatever reads or writes the history here raises StoreError if that fails.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from supertimer.engine.commands import Command, Extend, Redo, Resume, Skip, Stop, Wait
from supertimer.engine.plan import RestLabel
from supertimer.engine.session import Session, replay
from supertimer.engine.state import State
from supertimer.errors import RefusedError, SupertimerError
from supertimer.history.codec import as_command, as_plan
from supertimer.history.ids import as_moment, as_zone
from supertimer.history.journal import Header, Journal
from supertimer.history.persons import among, keys_of, label_of
from supertimer.history.set_record import LONGEST
from supertimer.history.store import BEGINS, Store
from supertimer.history.wording import set_place
from supertimer.text import ago, count


class WorkoutError(SupertimerError):
    """A stored workout is missing, or can't be replayed."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored workout, as read from its journal."""

    header: Header
    """The header without the path and the muscles, which a replay does not need."""
    commands: tuple[tuple[Command, int], ...]
    ran: int
    """The time up to which the workout is known to have run, in milliseconds."""

    def session(self) -> Session:
        """Return the workout as it was at its last mark; raises WorkoutError if that fails."""
        try:
            return replay(self.header.plan, self.commands, self.ran)
        except RefusedError as error:
            told = f"workout {self.header.workout} can't be replayed: {error}"
            raise WorkoutError(told) from None

    def journal(self, store: Store, session: Session) -> Journal:
        """Return the journal that continues `session`, the workout at its last mark."""
        return Journal(
            store,
            self.header,
            store.workout(self.header.workout),
            commands=len(self.commands),
            at=self.ran,
            results=session.results,
        )


@dataclass(frozen=True, slots=True)
class Unfinished:
    """The facts in the offer to resume a workout."""

    workout: str
    routine: str
    place: str
    """The set that was interrupted, or the next one: `Leg press, set 1`."""
    sets_done: int
    """The number of sets, without those that were skipped before any work."""
    last: datetime
    """When the workout is last known to have run."""

    def sentence(self, now: datetime) -> str:
        """Return `Resume Big Five: Leg press, set 1, 2 sets done 14 minutes ago`."""
        done = f"{count(self.sets_done, 'set')} done" if self.sets_done else "interrupted"
        return f"Resume {self.routine}: {self.place}, {done} {ago(now - self.last)}"


@dataclass(frozen=True, slots=True)
class ResumedWorkout:
    """A workout that was resumed."""

    session: Session
    """The session, which waits before the interrupted set or the next one, or is done."""
    journal: Journal
    text: str
    """The routine file as it was then, word for word."""


def unfinished(store: Store, person: str) -> tuple[Unfinished, ...]:
    """Return the interrupted workouts of `person`, the latest first.

    Leaves out a workout without a command, and one whose journal can't be read. Ends a workout
    in which nothing is left to do: only its end was not written down.
    """
    keys = keys_of(store, person)
    found = store.rows(
        # CROSS: begin with the few that are open, not with all of this person's.
        "SELECT uuid FROM marks CROSS JOIN workouts ON uuid = marks.workout"
        f" WHERE over = 0 AND plan IS NOT NULL AND deleted = 0 AND person {among(keys)}"
        " AND EXISTS (SELECT 1 FROM commands WHERE commands.workout = uuid)"
        " ORDER BY started DESC",
        *keys,
    )
    workouts = []
    for (workout,) in found:
        try:
            kept = read_kept(store, str(workout))
            session = kept.session()
        except WorkoutError:
            continue
        if _all_done(session):
            if not store.read_only:
                close_as_stopped(store, str(workout))
            continue
        snapshot, header = session.snapshot(), kept.header
        done = [each for each in snapshot.results if each.tul_ms and not each.discarded]
        workouts.append(
            Unfinished(
                workout=header.workout,
                routine=header.routine,
                place=f"{session.plan.sets[snapshot.index].exercise},"
                f" {set_place(session.plan, snapshot.index)}",
                sets_done=len(done),
                last=header.started + timedelta(milliseconds=kept.ran),
            )
        )
    return tuple(workouts)


def _all_done(session: Session) -> bool:
    """Return whether at most the push of the last set is left."""
    last = session.segment >= len(session.plan.segments) - 1
    return session.state is State.DONE or (session.state is State.PUSHING and last)


def read_kept(store: Store, workout: str) -> Kept:
    """Return the stored workout whose key begins with `workout`.

    Raises:
        WorkoutError: no workout or several match, or the workout was not timed or is invalid.
    """
    found = store.rows(
        "SELECT uuid, person, routine, texts.text, plans.text, started, zone, coalesce(at, 0)"
        " FROM workouts LEFT JOIN marks ON marks.workout = uuid"
        " LEFT JOIN contents AS texts ON texts.hash = workouts.text"
        " LEFT JOIN contents AS plans ON plans.hash = workouts.plan"
        f" WHERE {BEGINS} LIMIT 2",
        workout,
    )
    if len(found) != 1 or not workout:
        matches = "the history has no workout" if not found else "several workouts have a key"
        raise WorkoutError(f"{matches} that begins with “{workout}”; see supertimer history --json")
    uuid, person, routine, text, plan, started, zone, ran = found[0]
    if plan is None:
        raise WorkoutError(f"workout {uuid} was entered by hand, so it has no events to replay")
    given = store.rows("SELECT at, command FROM commands WHERE workout = ? ORDER BY seq", uuid)
    try:
        commands = tuple((as_command(str(command)), int(at or 0)) for at, command in given)
        header = Header(
            workout=str(uuid),
            person=label_of(store, str(person)),
            routine=str(routine),
            plan=as_plan(str(plan)),
            started=as_moment(str(started), as_zone(str(zone))),
            text=str(text or ""),
        )
    except ValueError as error:
        raise WorkoutError(f"workouts, row {uuid}: {error}") from None
    ran_ms = max([int(ran or 0), *(at for _, at in commands[-1:])])
    if not 0 <= ran_ms <= LONGEST:
        raise WorkoutError(f"workout {uuid} can't be replayed: invalid length of {ran_ms} ms")
    return Kept(header, commands, ran_ms)


def last_kept(store: Store, person: str) -> Kept:
    """Return the latest workout of `person` that was timed; raises WorkoutError if none was."""
    keys = keys_of(store, person)
    found = store.rows(
        f"SELECT uuid FROM workouts WHERE person {among(keys)} AND plan IS NOT NULL"
        " AND deleted = 0 ORDER BY started DESC LIMIT 1",
        *keys,
    )
    if not found:
        raise WorkoutError("the history has no timed workout yet")
    return read_kept(store, str(found[0][0]))


def resume(store: Store, workout: str, now: datetime) -> ResumedWorkout:
    """Resume an interrupted workout; `now` is the wall clock's time.

    Keeps a set that was in progress as interrupted, and lets it be done again. Raises WorkoutError
    if the workout cannot be replayed.
    """
    kept = read_kept(store, workout)
    session = kept.session()
    journal = kept.journal(store, session)
    now_ms = (now - kept.header.started) // timedelta(milliseconds=1)
    _tidy(session, journal, now_ms)
    session.seal()
    at = max(session.now, now_ms)
    session.advance(at)
    journal.mark(at, session)
    return ResumedWorkout(session, journal, kept.header.text)


def close_as_stopped(store: Store, workout: str) -> None:
    """End a workout where it was interrupted; raises WorkoutError if it can't be replayed."""
    kept = read_kept(store, workout)
    session = kept.session()
    journal = kept.journal(store, session)
    if session.state is not State.DONE:
        session.apply(Stop(), session.now)
        journal.command(Stop(), session.now, session)
    journal.close(session.now, session)


def _tidy(session: Session, journal: Journal, now: int) -> None:
    """Lead a workout from its interruption to the wait before the next set, by commands.

    A set in progress is kept as interrupted, a push is over, and a rest has gone on until `now`.
    """
    at = session.now

    def give(command: Command) -> None:
        session.apply(command, at)
        journal.command(command, at, session)

    if session.state is State.PUSHING:
        give(Skip())
    stood = session.snapshot()
    if stood.state is State.RESTING and stood.label is not RestLabel.PAUSE:
        if stood.paused:
            give(Resume())
        give(Wait())
        assert session.ends is not None
        at = max(at, min(now, session.ends))
        if at < session.ends:
            give(Extend(at - session.ends))
        session.advance(at)
    if session.state not in (State.DONE, State.WAITING):
        give(Redo(wait=True))
