"""The trainer: it turns a routine file into a live workout of one person, with sound and journal.

The trainer knows the person, their history, and the settings. Every front end uses it.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from supertimer import paths
from supertimer.audio.settings import require_backend, style_of
from supertimer.body.exercise_key import exercise_key
from supertimer.clock import Clock
from supertimer.config import Config, SoundSettings
from supertimer.engine.cadence import Side
from supertimer.engine.events import Event
from supertimer.engine.plan import Plan, SetKind
from supertimer.engine.session import Session
from supertimer.errors import SupertimerError
from supertimer.history.database import StoreError
from supertimer.history.fallback import Claims, claim_workout
from supertimer.history.ids import new_key
from supertimer.history.journal import Header, Journal
from supertimer.history.opening import open_history
from supertimer.history.persons import person, weigh
from supertimer.history.queries import Last, Past
from supertimer.history.resume import Unfinished, close_as_stopped, resume, unfinished
from supertimer.history.set_record import SetDone
from supertimer.routine.limits import read_content
from supertimer.text import day
from supertimer.units import ANY_LOAD, Grid, Unit
from supertimer.workout.briefing import briefs
from supertimer.workout.controls import Controls, Pages
from supertimer.workout.keymap import keymap
from supertimer.workout.later_sound import LaterSound
from supertimer.workout.runner import Runner, Sound

# The first screen needs no models, and their start takes longer than the rest of it.
if TYPE_CHECKING:
    from supertimer.history.by_hand import SetEntry
    from supertimer.routine.compile import Remembered
    from supertimer.routine.model import Exercise, Routine

_PATIENCE_S = 1
"""How long to wait for another window that looks for interrupted workouts, in seconds."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A routine with this person's loads and marks, ready to start."""

    path: Path
    text: str
    routine: "Routine"
    plan: Plan


class Trainer:
    """Prepares, starts, and resumes the workouts of one person."""

    def __init__(
        self,
        config: Config,
        clock: Clock,
        name: str = "",
        audio: str = "",
        pages: Pages | None = None,
        hear: Callable[[Event], None] | None = None,
        open_pages: Callable[[], Pages] | None = None,
    ) -> None:
        """Open the history of `name` (default: the person in the settings, or the first one).

        `audio` names the audio backend (default: from the settings), `pages` show the workout on
        other devices, `hear` gets the events of each workout, and `open_pages` shares one when its
        lifter asks for it. A damaged or locked history does not raise: `notices` describes the
        problem.
        """
        self.config = config
        self.clock = clock
        self._pages = pages
        self._open_pages = open_pages
        self._hear = hear
        self._audio = audio or config.sound.backend
        self._history = open_history(paths.data_dir(), clock.wall())
        self.store = self._history.store
        self.person = person(self.store, name or config.person, add=True)
        self.notices = (*self._history.notices, *self._ahead())
        """Sentences that the lifter must see once."""
        self._journals: list[Journal] = []
        """The journals of all workouts of this program run."""
        self._live: Claims | None = None
        """The claims of the workout that is open here."""

    def _ahead(self) -> Iterator[str]:
        """Yield what to say about workouts that are dated in the future."""
        for each in self.past().ahead():
            date = day(each.started, self.clock.wall())
            yield (
                f"{each.routine} is dated in the future: {date}. Until that day, it does not"
                " count. To correct the date, open the history."
            )

    def past(self) -> Past:
        """Return the history of this person."""
        return Past(self.store, self.person, self.clock.wall())

    def prepare(self, path: Path, content: bytes | None = None) -> Prepared:
        """Return the routine in `path` with this person's loads and marks.

        `content` replaces the content of the file, for a file that is being edited. Raises
        RoutineError if the routine has errors.
        """
        from supertimer.routine.compile import compile_routine
        from supertimer.routine.parse import parse_routine

        content = read_content(path) if content is None else content
        routine = parse_routine(content, str(path))
        past = self.past()
        memory: dict[tuple[str, Side | None], Remembered] = {}
        for exercise in routine.resolved():
            for name in (exercise.name, *exercise.alias):
                last = past.last(name)
                if last.sets:
                    memory |= _remembered(exercise, last)
                    break
        text = content.decode("utf-8-sig")
        return Prepared(path, text, routine, compile_routine(routine, memory, past.weight()))

    def start(self, prepared: Prepared) -> Controls:
        """Start a workout; raises SupertimerError if this person has one open in another window."""
        with self._claimed() as claims:
            journal = Journal.begin(self.store, self._header(prepared, self.clock.wall()))
            sound = self._sound(prepared.plan, prepared.routine.sound)
            session, routine = Session(prepared.plan), prepared.routine
            return self._controls(session, sound, journal, routine, claims)

    def unfinished(self) -> tuple[Unfinished, ...]:
        """Return the interrupted workouts of this person, the latest first.

        Leaves out one that is open in another window.
        """
        if self._live is not None:  # it was left just now
            return unfinished(self.store, self.person)
        claims = claim_workout(self.store, self.person)
        if claims is None:
            return ()
        try:
            return unfinished(self.store, self.person)
        finally:
            claims.release()

    def cut_off(self, routine: str) -> Unfinished | None:
        """Return the latest interrupted workout of the routine with this name, or None."""
        return next((each for each in self.unfinished() if each.routine == routine), None)

    def resume(self, workout: str) -> Controls:
        """Resume an interrupted workout; it waits before the set that was interrupted.

        Raises SupertimerError if this person has a workout open in another window.
        """
        with self._claimed() as claims:
            resumed = resume(self.store, workout, self.clock.wall())
            routine = _routine_then(resumed.text)
            sound = self._sound(resumed.session.plan, routine.sound if routine else None)
            return self._controls(resumed.session, sound, resumed.journal, routine, claims)

    @contextmanager
    def _claimed(self) -> Iterator[Claims]:
        """Claim this person's workouts, until the runner of the one that starts inside is left.

        Raises SupertimerError if another supertimer runs one.
        """
        if not self.store.read_only:
            with suppress(StoreError):  # the claim is on the key of a person, who has one now
                person(self.store, self.person, add=True)
        if self._live is not None:
            self._leave(self._live)
        claims = claim_workout(self.store, self.person, wait_s=_PATIENCE_S)
        if claims is None:
            raise SupertimerError(
                f"“{self.person}” has a workout open in another window."
                " Use that window, or close it and try again."
            )
        self._live = claims
        try:
            yield claims
        except BaseException:
            self._leave(claims)
            raise

    def _leave(self, claims: Claims) -> None:
        """Let another window run this person's workouts."""
        claims.release()
        if self._live is claims:
            self._live = None

    def _controls(
        self,
        session: Session,
        sound: Sound,
        journal: Journal,
        routine: "Routine | None",
        claims: Claims,
    ) -> Controls:
        """Return the controls of a workout, with what this person's history says about it."""
        self._journals.append(journal)
        runner = Runner(session, self.clock, sound, journal, partial(self._leave, claims))
        if self.config.hooks:
            from supertimer.interop.hooks import Hooks  # starts processes; most people have none
            from supertimer.interop.record_hook import records_in

            key = journal.workout
            facts = {"person": self.person, "workout": key, "routine": session.plan.name}
            records = records_in(self.store.path, self.person, key)
            runner.add(Hooks(self.config.hooks, facts, records=records))
        if self._hear is not None:
            runner.listen(self._hear)
        return Controls(
            runner,
            self.clock,
            keymap(self.config.keys),
            person=self.person,
            unit=self.config.unit,
            read_briefs=lambda: briefs(
                session.plan, routine, self.past(), self.config, self.clock.wall()
            ),
            weight=self.past().weight(),
            keep_weight=lambda weight: weigh(self.store, self.person, weight, self.clock.wall()),
            pages=self._pages,
            open_pages=self._open_pages,
        )

    def grid(self, done: SetDone) -> Grid:
        """Return the loads that the machine of a set has, from the exercise's last workout."""
        text = self.past().last(done.exercise).routine_text
        routine, exercise = _routine_then(text), _exercise_then(text, done.exercise)
        if routine is None or exercise is None or done.load is None:
            return ANY_LOAD
        from supertimer.routine.compile import grid_of

        grid, unit = grid_of(exercise, routine.unit or Unit.KG)
        return grid if unit in (None, done.load.unit) else ANY_LOAD

    def close_as_stopped(self, workout: str) -> None:
        """Mark an interrupted workout as stopped.

        Raises SupertimerError if this person has a workout open in another window.
        """
        with self._claimed() as claims:
            close_as_stopped(self.store, workout)
            self._leave(claims)

    def enter(
        self,
        prepared: Prepared,
        entries: "Sequence[SetEntry]",
        started: datetime | None = None,
    ) -> list[SetDone]:
        """Store a past workout, all of it or nothing, and return its sets.

        Without `started`, the workout has just ended. Raises what `by_hand.enter` raises.
        """
        from supertimer.history import by_hand

        now = self.clock.wall()
        header = self._header(prepared, started or now - by_hand.lasts(entries))
        return by_hand.enter(self.store, header, entries, now)

    def _header(self, prepared: Prepared, started: datetime) -> Header:
        routine = prepared.routine
        return Header(
            workout=new_key(started),
            person=self.person,
            routine=routine.name,
            plan=prepared.plan,
            started=started,
            text=prepared.text,
            path=prepared.path,
            muscles={each.name: (each.muscles, each.also) for each in routine.resolved()},
        )

    @property
    def sound(self) -> SoundSettings:
        """The sound settings, with the audio backend that the command line names, if any."""
        return replace(self.config.sound, backend=self._audio)

    def _sound(self, plan: Plan, profile: str | None) -> Sound:
        """Return the sound of `plan`; raises SpeakerError for an unknown backend or profile.

        numpy and the audio library are imported in another thread.
        """
        wanted = replace(self.sound, profile=profile or self.sound.profile)
        require_backend(wanted.backend)
        style_of(wanted)

        def opened() -> Sound:
            from supertimer.audio.setup import open_conductor

            return open_conductor(plan, wanted, self.clock)

        return LaterSound(opened)

    def close(self) -> None:
        """Close the history; raises NotStoredError if a workout of this run is not in it."""
        try:
            for journal in self._journals:
                journal.finish()
        finally:
            self._history.close()


def _remembered(exercise: "Exercise", last: Last) -> "dict[tuple[str, Side | None], Remembered]":
    """Return what to start from: the last load and settings, unless the file changed since."""
    from supertimer.routine.compile import Remembered

    then = _exercise_then(last.routine_text, exercise.name)
    same_load = then is None or then.load == exercise.load
    same_settings = then is None or then.settings == exercise.settings
    led = last.work
    found = {}
    for side in (None, Side.LEFT, Side.RIGHT):
        work = [done for done in last.sets if done.kind is SetKind.WORK and done.side is side]
        if work or side is None:
            found[exercise.name, side] = Remembered(
                load=led.load if led and same_load else None,
                settings=(led.settings or None) if led and same_settings else None,
                last_tuls=tuple(done.tul_ms for done in work if done.time),
            )
    return found


@lru_cache(16)  # every exercise of a workout asks for the same text
def _routine_then(text: str) -> "Routine | None":
    """Return the routine of an earlier workout, or None if it is no longer valid."""
    from supertimer.routine.parse import parse_routine

    try:
        return parse_routine(text, "history") if text else None
    except SupertimerError:
        return None


def _exercise_then(text: str, name: str) -> "Exercise | None":
    """Return an exercise of an earlier routine, defaults filled in, or None if it is unknown."""
    routine = _routine_then(text)
    if routine is None:
        return None
    key = exercise_key(name)
    named = (each for each in routine.exercise if exercise_key(each.name) == key)
    return next((each.under(routine.defaults) for each in named), None)
