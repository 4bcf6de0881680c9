"""The queries of screens, commands, and advice: what one person did, and what is due.

`supertimer next` asks at every prompt, so nothing here imports the engine before it is needed.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from supertimer.body.coverage import Worked
from supertimer.body.exercise_key import exercise_key
from supertimer.body.muscles import Muscle
from supertimer.body.schedule import PastWorkout
from supertimer.errors import SupertimerError
from supertimer.history.aliases import Aliases
from supertimer.history.ids import as_moment, as_text, as_zone
from supertimer.history.persons import Person, among, keys_of
from supertimer.history.rows import Value
from supertimer.history.schema import KEYS
from supertimer.history.store import Store
from supertimer.routine.catalogue import known
from supertimer.text import count, is_text, listed, literal, near
from supertimer.units import Load, Unit

if TYPE_CHECKING:
    from supertimer.history.set_record import SetDone

STANDING = "discarded = 0 AND sets.deleted = 0 AND workouts.deleted = 0"
"""The condition for a set that was neither repeated nor deleted."""

_COUNTING = f"{STANDING} AND kind <> 'warmup' AND ended_by <> 'skip'"
"""The condition for a set that counts: in records, advice, recovery, and the schedule."""

_MOST_WORKOUTS = 1000
"""The number of latest workouts that the schedule reads."""

T = TypeVar("T")

Cells = tuple[Value, ...]
"""A row of a query."""

_Muscles = tuple[tuple[Muscle, ...], tuple[Muscle, ...]]
"""The muscles that an exercise works, and those that help."""


class NoExerciseError(SupertimerError):
    """The history has no such exercise."""


@dataclass(frozen=True, slots=True)
class SessionDone:
    """A past workout, and its sets in the order in which they ended."""

    workout: str
    routine: str
    started: datetime
    lasted: timedelta
    over: bool
    note: str
    sets: "tuple[SetDone, ...]"


@dataclass(frozen=True, slots=True)
class Last:
    """The last workout of a person with an exercise."""

    sets: "tuple[SetDone, ...]" = ()
    """The counting sets of the last workout that has one; empty if there is none."""
    routine_text: str = ""
    """The routine file as it was then, word for word; empty if unknown."""

    @property
    def work(self) -> "SetDone | None":
        """The first set that is not a drop."""
        return next((done for done in self.sets if done.kind == "work"), None)


class Past:
    """The history of one person.

    Leaves out invalid rows, and reports them in `faults`. With `now`, nothing but `sessions` and
    `ahead` contains a workout of a day that is still to come.
    """

    def __init__(self, store: Store, person: str, now: datetime | None = None) -> None:
        self.person = person
        self.faults: list[str] = []
        """The rows that were left out, and why."""
        self._store = store
        self._person = Person(person, person, keys_of(store, person))
        self._aliases = Aliases(store, self._person)
        self._in = among(self._person.keys)
        self._names: dict[str, str] = {}
        self._tomorrow = "" if now is None else as_text(_midnight_after(now))
        begun = f" AND workouts.started < '{self._tomorrow}'" if self._tomorrow else ""
        self._counting = _COUNTING + begun

    @property
    def aliases(self) -> Aliases:
        """Which exercises the person joined."""
        return self._aliases

    def name_now(self, exercise: str) -> str:
        """Return the name that an exercise has now, as its latest set writes it."""
        return self._name(self._aliases.key(exercise)) or exercise

    def _name(self, key: str) -> str:
        """Return the name of the exercise with this key; empty if the person never did it."""
        if not is_text(key):
            return ""
        if key not in self._names:
            found = self._store.rows(
                "SELECT exercise FROM sets JOIN workouts ON uuid = workout"
                f" WHERE key = ? AND person {self._in} AND {STANDING}"
                " ORDER BY sets.started DESC, attempt DESC LIMIT 1",
                key,
                *self._person.keys,
            )
            self._names[key] = str(found[0][0]) if found else self._aliases.name(key)
        return self._names[key]

    def exercises(self) -> tuple[str, ...]:
        """Return every exercise that was ever done, by its name now, in alphabetical order."""
        # One step in the index per exercise, however many sets there are.
        found = self._store.rows(
            "WITH RECURSIVE keys (key) AS ("
            " SELECT min(key) FROM sets"
            " UNION ALL"
            " SELECT (SELECT min(sets.key) FROM sets WHERE sets.key > keys.key)"
            " FROM keys WHERE keys.key IS NOT NULL"
            ") SELECT key FROM keys WHERE key IS NOT NULL",
        )
        done = [name for (key,) in found if (name := self._name(str(key))) and is_text(name)]
        return tuple(sorted({self.name_now(name) for name in done}, key=str.casefold))

    def lookalikes(self) -> list[tuple[str, str]]:
        """Return exercises that may be one, the one done last second: `Pullup` and `pull-up`.

        Leave out what the user keeps apart.
        """
        groups: dict[str, list[str]] = {}
        for name in self.exercises():
            if exercise_key(name) in self._aliases.separate:
                continue
            groups.setdefault(exercise_key(name).replace(" ", ""), []).append(name)

        def last(name: str) -> str:
            sets = self.sets(name, limit=1)
            return as_text(sets[-1].started) if sets else ""

        return [pair for names in groups.values() for pair in pairwise(sorted(names, key=last))]

    def report_lost_sets(self) -> None:
        """Add to `faults` the number of sets whose workout is missing; no query finds them."""
        ((lost,),) = self._store.rows(
            "SELECT count(*) FROM sets WHERE workout IN (SELECT workout FROM"
            " (SELECT DISTINCT workout FROM sets) WHERE workout NOT IN (SELECT uuid FROM workouts))"
        )
        if lost:
            told = f"{count(int(lost), 'set')} left out, because the workout is missing"
            self.faults.append(f"{self._store.path}: {told}")

    def find(self, exercise: str) -> str:
        """Return the exercise with this name in any case, or with this in its name.

        Raises:
            NoExerciseError: no exercise or several match.
        """
        names = self.exercises()
        key, wanted = self._aliases.key(exercise), exercise_key(exercise)
        for found in (
            [name for name in names if exercise_key(name) == key],
            [name for name in names if wanted in exercise_key(name)],
        ):
            if len(found) == 1:
                return found[0]
        meant = near(exercise, names)
        known_names = f"it has {listed(names)}" if names else "it is empty"
        hint = f"did you mean “{meant}”?" if meant else known_names
        raise NoExerciseError(f"the history has no exercise “{exercise}”; {hint}")

    def sets(
        self, exercise: str, since: datetime | None = None, limit: int = -1
    ) -> "list[SetDone]":
        """Return the counting sets of an exercise, under all its names, the earliest first.

        Returns at most the last `limit` sets; a negative `limit` means all.
        """
        keys = self._keys(exercise)
        return self._sets(
            f"key IN ({', '.join('?' * len(keys))}) AND person {self._in}"
            f" AND sets.started >= ? AND {self._counting} ORDER BY sets.started DESC LIMIT ?",
            *keys,
            *self._person.keys,
            "" if since is None else as_text(since),
            limit,
        )[::-1]

    def last(self, exercise: str) -> Last:
        """Return the last workout with an exercise."""
        keys = self._keys(exercise)
        latest = [
            row
            for key in keys
            for row in self._store.rows(
                "SELECT sets.started, workout, contents.text FROM sets"
                " JOIN workouts ON uuid = workout LEFT JOIN contents ON hash = workouts.text"
                f" WHERE key = ? AND person {self._in} AND {self._counting}"
                " ORDER BY sets.started DESC LIMIT 1",
                key,
                *self._person.keys,
            )
        ]
        if not latest:
            return Last()
        _, workout, text = max(latest, key=lambda row: str(row[0]))
        sets = self._sets(
            f"workout = ? AND key IN ({', '.join('?' * len(keys))}) AND {self._counting}"
            " ORDER BY sets.ended, attempt",
            workout,
            *keys,
        )
        return Last(tuple(sets), str(text or ""))

    def sessions(
        self, since: datetime | None = None, limit: int = -1, *, counting: bool = False
    ) -> list[SessionDone]:
        """Return the workouts that have a set, the earliest first.

        Returns at most the last `limit` workouts; a negative `limit` means all. Each has its sets
        that were neither repeated nor deleted or, with `counting`, only those that count.
        """
        which = self._counting if counting else STANDING
        wanted = (
            f"workouts.person {self._in} AND workouts.started >= ? AND workouts.deleted = 0"
            f" AND EXISTS (SELECT 1 FROM sets WHERE workout = uuid AND {which})"
            " ORDER BY workouts.started DESC LIMIT ?"
        )
        values: list[Value] = [*self._person.keys, as_text(since) if since else "", limit]
        done: dict[str, list[SetDone]] = {}
        for each in self._sets(
            f"workout IN (SELECT uuid FROM workouts WHERE {wanted}) AND {which}"
            " ORDER BY sets.ended, attempt",
            *values,
        ):
            done.setdefault(each.workout, []).append(each)
        return self._sessions(wanted, values, done)

    def _sessions(
        self, condition: str, values: Iterable[Value], done: "Mapping[str, Sequence[SetDone]]"
    ) -> list[SessionDone]:
        """Return the workouts that meet an SQL condition with their sets, in the opposite order."""
        found = self._store.rows(
            "SELECT uuid, routine, started, zone, coalesce(at, 0), coalesce(over, 1), note"
            f" FROM workouts LEFT JOIN marks ON marks.workout = uuid WHERE {condition}",
            *values,
        )

        def read(row: Cells) -> SessionDone:
            uuid, routine, started, zone, ran, over, note = row
            moment = as_moment(str(started), as_zone(str(zone)))
            lasted = timedelta(milliseconds=int(ran or 0))
            sets = tuple(done.get(str(uuid), ()))
            return SessionDone(str(uuid), str(routine), moment, lasted, bool(over), str(note), sets)

        return self._good("workouts", reversed(found), read)

    def workouts(self, since: datetime, limit: int = _MOST_WORKOUTS) -> list[PastWorkout]:
        """Return the last workouts since `since` that have a counting set, the earliest first."""
        found = self._store.rows(
            f"SELECT uuid, started, zone, routine FROM workouts WHERE person {self._in}"
            " AND started >= ? AND workouts.deleted = 0"
            f" AND EXISTS (SELECT 1 FROM sets WHERE workout = uuid AND {self._counting})"
            " ORDER BY started DESC LIMIT ?",
            *self._person.keys,
            as_text(since),
            limit,
        )

        def read(row: Cells) -> PastWorkout:
            _, started, zone, routine = row
            return PastWorkout(as_moment(str(started), as_zone(str(zone))), str(routine))

        return self._good("workouts", reversed(found), read)

    def worked(self, since: datetime) -> list[Worked]:
        """Return the counting sets since `since` with their muscles, the earliest first."""
        found = self._store.rows(
            "SELECT workout, attempt, exercise, ended, zone, tul_ms, ended_by, muscles"
            " FROM workouts JOIN sets ON workout = uuid"
            f" WHERE person {self._in} AND workouts.started >= ? AND {self._counting}"
            " ORDER BY ended",
            *self._person.keys,
            as_text(since - timedelta(days=1)),  # a workout may have begun the day before
        )
        routines: dict[str, dict[str, _Muscles]] = {}  # many workouts are of the same routine

        def read(row: Cells) -> Worked:
            _, _, exercise, ended, zone, tul_ms, ended_by, muscles = row
            text, name = str(muscles), str(exercise)
            if not is_text(name):
                raise ValueError(f"invalid exercise: {name!r}")
            if text not in routines:
                routines[text] = _read_muscles(text)
            primary, secondary = routines[text].get(name, ((), ()))
            if not primary and (entry := known(name)):  # entered or imported without muscles
                primary, secondary = entry.muscles, entry.also
            when, tul = as_moment(str(ended), as_zone(str(zone))), int(tul_ms or 0)
            to_fatigue = ended_by == "fatigue"
            return Worked(when, self.name_now(name), primary, secondary, tul, to_fatigue)

        return [done for done in self._good("sets", found, read) if done.when >= since]

    def ahead(self) -> list[SessionDone]:
        """Return the workouts of days that are still to come, by a wrong clock or a wrong date."""
        if not self._tomorrow:
            return []
        return self.sessions(as_moment(self._tomorrow))

    def left_out(self, routine: str, workout: str | None = None) -> tuple[str, ...]:
        """Return the exercises that were left out of a workout, or the last one with `routine`."""
        found = self._store.rows(
            "SELECT marks.workout, left_out FROM workouts JOIN marks ON marks.workout = uuid"
            f" WHERE person {self._in} AND routine = ? AND over = 1 AND uuid = coalesce(?, uuid)"
            f" AND EXISTS (SELECT 1 FROM sets WHERE sets.workout = uuid AND {self._counting})"
            " ORDER BY workouts.started DESC LIMIT 1",
            *(*self._person.keys, routine, workout),
        )

        def read(row: Cells) -> tuple[str, ...]:
            names = json.loads(str(row[1]))
            if not all(isinstance(name, str) and is_text(name) for name in names):
                raise ValueError(f"invalid left_out: {row[1]!r}")
            return tuple(names)

        return next(iter(self._good("marks", found, read)), ())

    def weight(self) -> Load | None:
        """Return the latest body weight of the person, or None."""
        found = self._store.rows(
            "SELECT person, at, amount, unit FROM bodyweights"
            f" WHERE person {self._in} AND deleted = 0 ORDER BY at DESC",
            *self._person.keys,
        )

        def read(row: Cells) -> Load:
            return Load(Decimal(str(row[2])), Unit(str(row[3])))

        return next(iter(self._good("bodyweights", found, read)), None)

    def _keys(self, exercise: str) -> tuple[str, ...]:
        """Return every key under which an exercise may be stored."""
        return self._aliases.keys(self._aliases.key(exercise))

    def _sets(self, condition: str, *values: Value) -> "list[SetDone]":
        """Return the sets that meet an SQL condition, with the names that exercises have now."""
        from supertimer.history import set_record  # imports the engine

        found = self._store.rows(f"{set_record.SELECT_SETS} WHERE {condition}", *values)
        sets = set_record.read_sets(self.person, found)
        if sets is None:  # report the invalid ones
            sets = self._good("sets", found, partial(set_record.read_set, self.person))
        names = {exercise: self.name_now(exercise) for exercise in {each.exercise for each in sets}}
        return [
            done if name == done.exercise else replace(done, exercise=name)
            for done in sets
            if (name := names[done.exercise])
        ]

    def _good(self, table: str, rows: Iterable[Cells], read: Callable[[Cells], T]) -> list[T]:
        """Return what `read` makes of rows that begin with their key; report invalid ones."""
        good = []
        for row in rows:
            try:
                good.append(read(row))
            except (ValueError, TypeError, ArithmeticError, RecursionError) as error:
                key = row[: len(KEYS[table])]
                fault = literal(f"{self._store.path}: table {table}, row {key}: {error}; left out")
                if fault not in self.faults:
                    self.faults.append(fault)
        return good


def _midnight_after(now: datetime) -> datetime:
    """Return the end of the day of `now`, in its time zone."""
    return datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)


def _read_muscles(text: str) -> dict[str, _Muscles]:
    """Return the muscles of each exercise."""
    return {
        exercise: (tuple(map(Muscle, primary)), tuple(map(Muscle, secondary)))
        for exercise, (primary, secondary) in dict(json.loads(text)).items()
    }
