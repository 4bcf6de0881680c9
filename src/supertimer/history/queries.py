"""What one person did: the questions that screens, commands and advice ask the database.

A row that was edited by hand into something that means nothing is left out, and told in `faults`
with its table and key.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from difflib import get_close_matches

from supertimer.body.worked import Worked
from supertimer.engine.plan import SetKind
from supertimer.errors import SupertimerError
from supertimer.history.ids import as_moment, as_text, as_zone
from supertimer.history.persons import aliases
from supertimer.history.set_record import COLUMNS, SetDone, read_set
from supertimer.history.store import Store, Value
from supertimer.history.worked import COUNTING, STANDING, sets_worked
from supertimer.units import Load, Unit


class NoExerciseError(SupertimerError):
    """The history has no such exercise."""


@dataclass(frozen=True, slots=True)
class SessionDone:
    """A workout that was done, and its sets that stand, in the order in which they ended."""

    workout: str
    routine: str
    started: datetime
    lasted: timedelta
    over: bool
    note: str
    sets: tuple[SetDone, ...]


@dataclass(frozen=True, slots=True)
class Last:
    """What a person last did at an exercise."""

    sets: tuple[SetDone, ...]
    """The counting sets of the last workout in which there was one; empty if there was none."""
    routine_text: str
    """The routine file as it was then, word for word; empty if nobody knows."""

    @property
    def work(self) -> SetDone | None:
        """The first set that was no warm-up and no drop."""
        return next((done for done in self.sets if done.kind is SetKind.WORK), None)


class Past:
    """The history of one person."""

    def __init__(self, store: Store, person: str) -> None:
        self.person = person
        self.faults: list[str] = []
        """Rows that were left out, and why."""
        self._store = store
        self._aliases = aliases(store, person)

    def name_now(self, exercise: str) -> str:
        """What the exercise is called now that was once called `exercise`."""
        return self._aliases.get(exercise, exercise)

    def exercises(self) -> tuple[str, ...]:
        """Every exercise that was ever done, by its name of now, in alphabetical order."""
        # One step in the index an exercise, however many sets there are.
        found = self._store.rows(
            "WITH RECURSIVE names (name) AS ("
            " SELECT min(exercise) FROM sets WHERE person = ?1"
            " UNION ALL"
            " SELECT (SELECT min(exercise) FROM sets WHERE person = ?1 AND exercise > name)"
            " FROM names WHERE name IS NOT NULL"
            ") SELECT name FROM names WHERE name IS NOT NULL",
            self.person,
        )
        return tuple(sorted({self.name_now(str(name)) for (name,) in found}, key=str.casefold))

    def find(self, exercise: str) -> str:
        """The exercise that is meant by `exercise`, whatever its case, or a part of its name.

        Raises:
            NoExerciseError: there is none, or more than one.
        """
        known = self.exercises()
        wanted = self.name_now(exercise).casefold()
        for among in (
            [name for name in known if name.casefold() == wanted],
            [name for name in known if wanted in name.casefold()],
        ):
            if len(among) == 1:
                return among[0]
        near = get_close_matches(exercise, known, n=1)
        hint = f"did you mean “{near[0]}”?" if near else f"there are: {', '.join(known) or 'none'}"
        raise NoExerciseError(f"no exercise in the history is called “{exercise}”; {hint}")

    def sets(self, exercise: str, since: datetime | None = None, limit: int = -1) -> list[SetDone]:
        """The counting sets of one exercise, by whatever name, the earliest first.

        At most the last `limit` of them; a negative `limit` is none.
        """
        names = self._names(exercise)
        found = self._store.rows(
            f"SELECT {COLUMNS}, zone FROM sets JOIN workouts ON uuid = workout"
            f" WHERE sets.person = ? AND exercise IN ({_marks(names)}) AND sets.started >= ?"
            f" AND {COUNTING} ORDER BY sets.started DESC LIMIT ?",
            self.person,
            *names,
            "" if since is None else as_text(since),
            limit,
        )
        return self._read_sets(reversed(found))

    def last(self, exercise: str) -> Last:
        """What was last done at `exercise`; see `Last`."""
        names = self._names(exercise)
        latest = self._store.rows(
            "SELECT workout FROM ("
            + " UNION ALL ".join(
                "SELECT * FROM (SELECT workout, started FROM sets"
                f" WHERE person = ? AND exercise = ? AND {COUNTING}"
                " ORDER BY started DESC LIMIT 1)"
                for _ in names
            )
            + ") ORDER BY started DESC LIMIT 1",
            *(value for name in names for value in (self.person, name)),
        )
        sets: list[SetDone] = []
        text = ""
        if latest:
            (workout,) = latest[0]
            found = self._store.rows(
                f"SELECT {COLUMNS}, zone FROM sets JOIN workouts ON uuid = workout"
                f" WHERE workout = ? AND exercise IN ({_marks(names)}) AND {COUNTING}"
                " ORDER BY attempt",
                workout,
                *names,
            )
            sets = self._read_sets(found)
            (written,) = self._store.rows("SELECT text FROM workouts WHERE uuid = ?", workout)[0]
            text = str(written or "")
        return Last(tuple(sets), text)

    def sessions(self, since: datetime | None = None, limit: int = -1) -> list[SessionDone]:
        """The workouts since then in which a set was done, at most the last `limit`.

        The earliest comes first; a negative `limit` is none.
        """
        found = self._store.rows(
            "SELECT uuid, routine, started, zone, coalesce(at, 0), coalesce(over, 1), note"
            " FROM workouts LEFT JOIN marks ON marks.workout = uuid"
            " WHERE person = ? AND started >= ?"
            f" AND EXISTS (SELECT 1 FROM sets WHERE workout = uuid AND {STANDING})"
            " ORDER BY started DESC LIMIT ?",
            self.person,
            "" if since is None else as_text(since),
            limit,
        )
        sessions = []
        for uuid, routine, started, zone, ran, over, note in reversed(found):
            try:
                moment = as_moment(str(started), as_zone(str(zone)))
            except ValueError as error:
                self._fault("workouts", uuid, error)
                continue
            rows = self._store.rows(
                f"SELECT {COLUMNS}, zone FROM sets JOIN workouts ON uuid = workout"
                f" WHERE workout = ? AND {STANDING} ORDER BY attempt",
                uuid,
            )
            lasted = timedelta(milliseconds=int(ran or 0))
            sets = tuple(self._read_sets(rows))
            sessions.append(
                SessionDone(str(uuid), str(routine), moment, lasted, bool(over), str(note), sets)
            )
        return sessions

    def worked(self, since: datetime) -> list[Worked]:
        """The counting sets since then, with the muscles that they worked, the earliest first."""
        return sets_worked(self._store, self.person, since, self._fault)

    def weight(self) -> Load | None:
        """What the person weighed the last time."""
        for at, amount, unit in self._store.rows(
            "SELECT at, amount, unit FROM bodyweights WHERE person = ? ORDER BY at DESC",
            self.person,
        ):
            try:
                return Load(Decimal(str(amount)), Unit(str(unit)))
            except (ArithmeticError, ValueError) as error:
                self._fault("bodyweights", (self.person, at), error)
        return None

    def _names(self, exercise: str) -> list[str]:
        """Every name under which the exercise called `exercise` may be stored."""
        now = self.name_now(exercise)
        return [now, *(old for old, name in self._aliases.items() if name == now)]

    def _read_sets(self, rows: Iterable[tuple[Value, ...]]) -> list[SetDone]:
        sets = []
        for row in rows:
            try:
                done = read_set(row[:-1], as_zone(str(row[-1])))
            except (ValueError, OverflowError) as error:
                self._fault("sets", row[:2], error)
                continue
            called = self.name_now(done.exercise)
            sets.append(done if called == done.exercise else replace(done, exercise=called))
        return sets

    def _fault(self, table: str, key: object, error: Exception) -> None:
        fault = f"{self._store.path}: table {table}, row {key}: {error}; left out"
        if fault not in self.faults:
            self.faults.append(fault)


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))
