"""The list of all workouts as text, which may have 100,000 lines.

It reads only the columns that it shows, and makes each of its texts once: a history has the same
few exercises, loads, and ends in all its rows.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache, lru_cache

from supertimer.engine.cadence import Side
from supertimer.engine.plan import SetKind
from supertimer.engine.result import LONG_PAUSE, EndedBy
from supertimer.history import wording
from supertimer.history.ids import as_text
from supertimer.history.queries import STANDING, Cells, Past
from supertimer.history.report import ended_text, name_text, session_line
from supertimer.history.rows import Value
from supertimer.history.set_record import decode_load, decode_text, decode_whole
from supertimer.units import Unit, minutes

_SHOWN = (
    "workout, attempt, exercise, side, kind, load, unit, bodyweight, per_hand, load_name,"
    " tul_ms, sets.imported AND NOT tul_ms, reps, ended_by, sets.note,"
    f" paused_ms > {LONG_PAUSE}, estimated, amended, by_hand, sets.imported"
)


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
        sets: dict[str, list[_Texts]] = {}
        for workout, texts in self._good("sets", found, self._reader(unit)):
            sets.setdefault(workout, []).append(texts)
        has_sets = f"EXISTS (SELECT 1 FROM sets WHERE workout = uuid AND {STANDING})"
        condition = f"{wanted} AND {has_sets} ORDER BY workouts.started DESC"
        for session in self._sessions(condition, values, {}):
            if shown(session.started):
                yield session_line(session)
                if done := sets.get(session.workout):
                    yield from _aligned(done)

    def _reader(self, unit: Unit | None) -> Callable[[Cells], tuple[str, _Texts]]:
        """Return what reads a row of `_SHOWN`: the key of its workout, and its texts."""

        @cache
        def name(exercise: Value, side: Value, kind: Value) -> str:
            now = self.name_now(decode_text(exercise))
            return name_text(now, None if side is None else Side(str(side)), SetKind(str(kind)))

        @cache
        def load(*cells: Value) -> str:
            return wording.load_text(decode_load(*cells), unit)

        def read(row: Cells) -> tuple[str, _Texts]:
            try:
                return str(row[0]), (
                    name(*row[2:5]),
                    load(*row[5:10]),
                    _time(decode_whole(row[10]) // 1000, row[11]),
                    _reps(row[12]),
                    _ended(*row[13:]),
                )
            except (ValueError, TypeError, ArithmeticError):
                raise ValueError(f"invalid set: {row[2:]}") from None

        return read


@lru_cache(4096)
def _time(seconds: int, unknown: Value) -> str:
    return "" if unknown else minutes(seconds * 1000)


@lru_cache(4096)
def _reps(hundredths: Value) -> str:
    return wording.reps(None if hundredths is None else decode_whole(hundredths))


@lru_cache(4096)
def _ended(ended_by: Value, note: Value, *marks: Value) -> str:
    return ended_text(EndedBy(str(ended_by)), decode_text(note), *marks)


def _aligned(sets: list[_Texts]) -> Iterator[str]:
    """Yield a line for each set: numbers end below each other, other texts begin so."""
    names, loads, times, all_reps, _ = zip(*sets, strict=True)
    widest = [len(max(column, key=len)) for column in (names, loads, times, all_reps)]
    for name, load, time, reps, ended in sets:
        shown = load.rjust(widest[1]) if load[:1].isdigit() else load.ljust(widest[1])
        start = f"  {name:{widest[0]}}  {shown}  "
        yield f"{start}{time:>{widest[2]}}  {reps:>{widest[3]}}  {ended}"
