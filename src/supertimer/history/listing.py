"""The list of all workouts as text, which may have 100,000 lines.

It reads only the columns that it shows, and makes each of its texts once: a history has the same
few exercises, loads, and ends in all its rows.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cache
from itertools import starmap
from operator import itemgetter

from supertimer.engine.cadence import Side
from supertimer.engine.plan import SetKind
from supertimer.engine.result import LONG_PAUSE, EndedBy
from supertimer.history import wording
from supertimer.history.ids import as_text
from supertimer.history.queries import STANDING, Cells, Past
from supertimer.history.report import MARKS, ended_text, name_text, session_line
from supertimer.history.rows import Value
from supertimer.history.set_record import LONGEST, decode_load, decode_text, decode_whole
from supertimer.units import Unit, minutes

_SHOWN = (
    "workout, attempt, exercise, side, kind, load, unit, bodyweight, per_hand, load_name,"
    f" CASE WHEN tul_ms NOT BETWEEN 0 AND {LONGEST} THEN tul_ms"
    " WHEN tul_ms OR NOT sets.imported THEN tul_ms / 1000 END, reps, ended_by, sets.note,"
    f" (paused_ms > {LONG_PAUSE}) + 2 * estimated + 4 * amended + 8 * by_hand + 16 * sets.imported"
)
"""What is read of a set: its key, and the columns that are shown; the last has a bit per mark."""

_INVALID = (ValueError, TypeError, ArithmeticError, RecursionError)

_Texts = tuple[str, str, str, str, str]
"""What the list shows of a set: name, load, time under load, reps, and how it ended."""


class Listing(Past):
    """The history of one person as a list."""

    def lines(
        self, since: datetime | None, unit: Unit | None, shown: Callable[[datetime], bool]
    ) -> Iterator[str]:
        """Yield each workout since `since` that is `shown` by its start, then its sets.

        Loads are in `unit`, or as entered.
        """
        values = *self._person.keys, as_text(since) if since else ""
        wanted = f"person {self._in} AND workouts.started >= ? AND workouts.deleted = 0"
        found = self._store.rows(
            f"SELECT {_SHOWN} FROM sets JOIN workouts ON uuid = workout"
            f" WHERE {wanted} AND {STANDING} ORDER BY sets.ended, attempt",
            *values,
        )
        sets: dict[str, list[_Texts]] = {str(row[0]): [] for row in found}
        for workout, texts in self._texts(found, unit):
            sets[workout].append(texts)
        for session in self._sessions(f"{wanted} ORDER BY workouts.started DESC", values, {}):
            if session.workout in sets and shown(session.started):
                yield session_line(session)
                yield from _aligned(sets[session.workout])

    def _texts(self, found: Sequence[Cells], unit: Unit | None) -> list[tuple[str, _Texts]]:
        """Return the workout and the texts of each row of `_SHOWN`; report invalid rows."""

        @cache
        def name(exercise: Value, side: Value, kind: Value) -> str:
            now = self.name_now(decode_text(exercise))
            return name_text(now, None if side is None else Side(str(side)), SetKind(str(kind)))

        @cache
        def load(*cells: Value) -> str:
            return wording.load_text(decode_load(*cells), unit)

        def read(rows: Sequence[Cells]) -> list[tuple[str, _Texts]]:
            """Read column by column, which takes a third of the time of row by row."""
            texts = zip(
                starmap(name, map(itemgetter(slice(2, 5)), rows)),
                starmap(load, map(itemgetter(slice(5, 10)), rows)),
                map(_time, map(itemgetter(10), rows)),
                map(_reps, map(itemgetter(11), rows)),
                starmap(_ended, map(itemgetter(slice(12, 15)), rows)),
                strict=True,
            )
            return list(zip(map(str, map(itemgetter(0), rows)), texts, strict=True))

        def read_one(row: Cells) -> tuple[str, _Texts]:
            try:
                return read([row])[0]
            except _INVALID:
                raise ValueError(f"invalid set: {row[2:]}") from None

        try:
            return read(found) if found else []
        except _INVALID:
            return self._good("sets", found, read_one)


@cache
def _time(seconds: Value) -> str:
    return "" if seconds is None else minutes(decode_whole(seconds) * 1000)


@cache
def _reps(hundredths: Value) -> str:
    return wording.reps(None if hundredths is None else decode_whole(hundredths))


@cache
def _ended(ended_by: Value, note: Value, marks: Value) -> str:
    bits = [decode_whole(marks) >> place & 1 for place in range(len(MARKS))]
    return ended_text(EndedBy(str(ended_by)), decode_text(note), *bits)


def _aligned(sets: Sequence[_Texts]) -> list[str]:
    """Return a line for each set: numbers end below each other, other texts begin so."""
    if not sets:  # all are invalid
        return []
    columns = [*zip(*sets, strict=True)]
    a, b, c, d = (max(map(len, column)) for column in columns[:4])
    return [
        f"  {name.ljust(a)}  {load.rjust(b) if load[:1].isdigit() else load.ljust(b)}"
        f"  {time.rjust(c)}  {reps.rjust(d)}  {ended}"
        for name, load, time, reps, ended in sets
    ]
