"""What the home screen shows: the routines, when each was done, when it is due."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from supertimer.body.coverage import KEY, table
from supertimer.body.recovery import WEEKDAYS, in_words, recoveries
from supertimer.body.schedule import Program, days_ago
from supertimer.body.views import by_days
from supertimer.history.queries import read_diary
from supertimer.routine.compile import compile_routine
from supertimer.routine.library import RoutineFile, listing
from supertimer.routine.model import Routine
from supertimer.routine.phrases import how_long, muscle_columns, routine_lines
from supertimer.routine.reload import Watched
from supertimer.text import literal
from supertimer.workout.trainer import Trainer

CLASSIC = "big-five"
"""What is proposed to somebody who has nothing of their own yet."""


@dataclass(frozen=True, slots=True)
class Item:
    """One routine in the list."""

    entry: RoutineFile
    file: Watched
    name: str
    """As the routine calls itself; the file's name where it was never good."""
    facts: str
    """`4 days ago · 12 to 17 min`."""
    due: str
    """`due today`; empty where no schedule says."""

    @property
    def content(self) -> bytes | None:
        """What is done instead of the file, while that is wrong: the last good state of it."""
        return self.file.content if self.file.error else None


class HomeModel:
    """The routines, and what the person who trains has done, as of the moment of `read`.

    Raises what `read` raises.
    """

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self._files: dict[RoutineFile, Watched] = {}
        self._known: dict[RoutineFile, Watched] = {}
        """Also files that are gone: an editor that writes one anew may take it away before."""
        self.read()

    def look(self) -> bool:
        """Look at the routines' files; return whether one has changed, come or gone."""
        before, entries = self._files.keys(), listing()
        self._known |= {each: Watched(each.path) for each in entries if each not in self._known}
        self._files = {entry: self._known[entry] for entry in entries}
        changed = [file.poll() for file in self._files.values()]
        return any(changed) or self._files.keys() != before

    def read(self) -> None:
        """Read the routines that have changed, and what was done.

        Raises:
            StoreError: the history cannot be read.
        """
        self.look()
        trainer = self._trainer
        self._now = now = trainer.clock.wall()
        diary = read_diary(trainer.store, trainer.person, now, self._programs)
        self._worked = diary.worked
        self.person = trainer.person
        self.body = by_days(diary.worked, now)
        self.newcomer = not diary.workouts
        """Nothing was ever done here."""
        self.cut_off = next(iter(trainer.unfinished()), None)
        """The latest workout that was cut off."""
        self.resume = self.cut_off.sentence(now) if self.cut_off else ""
        """`Resume Big Five: set 3, ...`; empty if nothing was cut off."""
        last = {each.routine.casefold(): each.when for each in diary.workouts}
        due = {each.routine.casefold(): _due(each.in_days) for each in diary.due()}
        self.items = tuple(
            self._item(entry, file, last, due) for entry, file in self._files.items()
        )

    def leave(self) -> None:
        """Keep the workout that was cut off as it is: it is over, and offered no more.

        Raises:
            SupertimerError: the history cannot be written.
        """
        if self.cut_off is not None:
            self._trainer.close_as_stopped(self.cut_off.workout)

    def _programs(self, folders: Iterable[Path]) -> tuple[list[Program], list[Path]]:
        """See `read_diary`: what the routines say about when they are done."""
        where = set(folders)
        programs: dict[str, Program] = {}
        broken = []
        for file in self._files.values():
            if file.path.parent in where:
                if file.routine is None:
                    broken.append(file.path)
                else:
                    programs.setdefault(file.routine.name.casefold(), program(file.routine))
        return list(programs.values()), broken

    def _item(
        self, entry: RoutineFile, file: Watched, last: dict[str, datetime], due: dict[str, str]
    ) -> Item:
        routine = file.routine
        if routine is None:
            return Item(entry, file, literal(entry.name), "cannot be read", "")
        name = routine.name.casefold()
        facts = "wrong now; as it was before"
        if not file.error:
            done = days_ago(last[name].date(), self._now.date()) if name in last else "never done"
            bundled = " · bundled" if entry.bundled else ""
            facts = f"{done} · {how_long(compile_routine(routine))}{bundled}"
        return Item(entry, file, literal(routine.name), facts, due.get(name, ""))

    def first_choice(self) -> int:
        """Return the place of the routine to propose: due today, the first own, or the classic."""
        wanted = (
            lambda item: item.due == "due today",
            lambda item: not item.entry.bundled,
            lambda item: item.entry.name == CLASSIC,
        )
        for fits in wanted:
            for place, item in enumerate(self.items):
                if fits(item) and item.file.routine is not None:
                    return place
        return 0

    def lines(self, item: Item) -> Iterator[str]:
        """Yield what is wrong with a routine's file, if anything, and the routine in words."""
        routine = item.file.routine
        yield from map(literal, item.file.error.splitlines())
        if routine is None:
            return
        if item.file.error:
            yield ""
        yield from map(literal, routine_lines(routine, self._trainer.config.unit))
        columns = muscle_columns(routine, self._worked, self._now, narrow=True)
        for name, column in columns.items():
            yield from ("", *table({name: column}))
        yield f"({KEY})"

    def recovering(self, item: Item) -> Iterator[str]:
        """Yield a line for each muscle that has not recovered, by the routine's own measure."""
        if item.file.routine is not None:
            needed = timedelta(milliseconds=item.file.routine.schedule.recovery)
            found = recoveries(self._worked, self._now, needed).values()
            for each in sorted(found, key=lambda each: each.ready, reverse=True):
                if each.left:
                    yield in_words(each, self._now)


def _due(in_days: int) -> str:
    return {0: "due today", 1: "due tomorrow"}.get(in_days, f"due in {in_days} days")


def program(routine: Routine) -> Program:
    """Return what a routine says about when it is done."""
    schedule = routine.schedule
    days = [day[:3].lower() for day in WEEKDAYS]
    return Program(
        name=routine.name,
        per_week=schedule.per_week,
        days=tuple(map(days.index, schedule.days)),
        alternate=schedule.alternate,
        recovery=timedelta(milliseconds=schedule.recovery),
        exercises=tuple(each.name for each in routine.exercise),
        muscles=tuple(dict.fromkeys(one for each in routine.resolved() for one in each.muscles)),
    )
