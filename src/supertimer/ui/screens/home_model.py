"""The content of the first screen: the routines, when each was done, and when it is due."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from supertimer.body.coverage import KEY, table
from supertimer.body.recovery import WEEKDAYS, Recovery, coming_day, recovered, recoveries
from supertimer.body.schedule import Due, Program, days_ago
from supertimer.body.views import by_days
from supertimer.history.diary import read_diary
from supertimer.routine.library import RoutineFile, listing
from supertimer.routine.outline import Outlines
from supertimer.routine.reload import Watched
from supertimer.routine.summary import summarize
from supertimer.text import count, listed, literal
from supertimer.units import minutes
from supertimer.workout.trainer import Trainer

LATELY = 6
"""How many of the latest workouts to search for last time's figures."""

BAR = 5
"""The columns of the bar of a muscle that recovers."""

PARTS = " ▏▎▍▌▋▊▉"
"""Eighths of a cell of a bar."""

CLASSIC = "big-five"
"""The routine to suggest to a newcomer."""


Recovering = tuple[str, str, str]
"""A muscle, its bar, and `41 of 72 h, Thu`."""


@dataclass(frozen=True, slots=True)
class Item:
    """One routine in the list."""

    entry: RoutineFile
    file: Watched
    name: str
    """The name in the routine; the name of the file if it was never valid."""
    facts: str
    """`4 days ago · 12 to 17 min`."""
    due: str
    """`due today`; empty without a schedule."""

    @property
    def works(self) -> str:
        """Its exercises and muscles, for a search; this may read the routine."""
        found = () if self.file.routine is None else self.file.routine.resolved()
        return " ".join(word for each in found for word in (each.name, *each.muscles))

    @property
    def content(self) -> bytes | None:
        """The last valid content of a file that has errors now, or None."""
        return self.file.content if self.file.error else None


def matching(items: Sequence[Item], text: str) -> Sequence[Item]:
    """Return the routines whose name has each word of `text`.

    If no name has them, return those whose exercises and muscles have them.
    """
    words = text.casefold().split()
    by_name = [item for item in items if _has(f"{item.name} {item.entry.name}", words)]
    return by_name or [item for item in items if _has(item.works, words)]


def _has(text: str, words: Sequence[str]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)


class HomeModel:
    """The routines and the history of the current person, as of the last `read`.

    Raises what `read` raises.
    """

    def __init__(self, trainer: Trainer) -> None:
        self.trainer = trainer
        self._outlines = Outlines()
        self._files: dict[RoutineFile, Watched] = {}
        self._known: dict[RoutineFile, Watched] = {}
        """All files ever seen: an editor may remove a file before it writes the new one."""
        self.read()

    def look(self) -> bool:
        """Check the routine files; return whether one is changed, new, or gone."""
        before, entries = self._files.keys(), listing()
        read = self._outlines.read
        new = {each: Watched(each.path, read) for each in entries if each not in self._known}
        self._known |= new
        self._files = {entry: self._known[entry] for entry in entries}
        changed = [file.poll() for file in self._files.values()]
        self._outlines.keep()
        return any(changed) or self._files.keys() != before

    def read(self) -> None:
        """Read the changed routines and the history.

        Raises:
            StoreError: the history can't be read.
        """
        self.look()
        trainer = self.trainer
        self._now = now = trainer.clock.wall()
        diary = read_diary(trainer.store, trainer.person, now, self._programs)
        self._worked = diary.worked
        self.person = trainer.person
        self.body = by_days(diary.worked, now)
        self.newcomer = not diary.workouts
        """Whether this person has never done a workout."""
        self.cut_off = next(iter(trainer.unfinished()), None)
        """The latest interrupted workout, or None."""
        self.resume = self.cut_off.sentence(now) if self.cut_off else ""
        """`Resume Big Five: Leg press, ...`; empty without an interrupted workout."""
        last = {each.routine.casefold(): each.when for each in diary.workouts}
        due = {each.routine.casefold(): _due(each.in_days) for each in diary.due()}
        self.card = self._card(diary.due())
        """What to do next, in up to three lines; empty without a schedule."""
        self.items = tuple(
            self._item(entry, file, last, due) for entry, file in self._files.items()
        )

    def _card(self, due: Sequence[Due]) -> tuple[str, ...]:
        """Return the next workout: what and when, why, and last time's figures."""
        if not due:
            return ()
        first = due[0]
        day = coming_day(first.day, first.in_days)
        when = f"on {day}" if day in WEEKDAYS else day
        lines = [f"Next: {literal(first.routine)} {when}", first.why]
        past = self.trainer.past()
        ahead = {each.workout for each in past.ahead()}
        same = [
            each
            for each in past.sessions(limit=LATELY)
            if each.routine.casefold() == first.routine.casefold() and each.workout not in ahead
        ]
        if same:
            tul = minutes(sum(done.tul_ms for done in same[-1].sets))
            lines.append(f"Last time: {count(len(same[-1].sets), 'set')}, {tul} under load")
        return tuple(lines)

    def leave(self) -> None:
        """Mark the interrupted workout as stopped.

        Raises:
            SupertimerError: the history can't be written.
        """
        if self.cut_off is not None:
            self.trainer.close_as_stopped(self.cut_off.workout)

    def _programs(self, folders: Iterable[Path]) -> tuple[list[Program], list[Path]]:
        """See `read_diary`: return the schedules of the routines, and the invalid files."""
        where = set(folders)
        programs: dict[str, Program] = {}
        broken = []
        for file in self._files.values():
            if file.path.parent in where:
                if program := summarize(file.content):
                    programs.setdefault(program.name.casefold(), program)
                else:
                    broken.append(file.path)
        return list(programs.values()), broken

    def _item(
        self, entry: RoutineFile, file: Watched, last: dict[str, datetime], due: dict[str, str]
    ) -> Item:
        outline = file.outline
        if outline is None:
            return Item(entry, file, literal(entry.name), "has errors", "")
        name = outline.name.casefold()
        facts = "has errors; uses the last valid version"
        if not file.error:
            done = days_ago(last[name].date(), self._now.date()) if name in last else "never done"
            facts = f"{done} · {outline.length}"
        return Item(entry, file, literal(outline.name), facts, due.get(name, ""))

    def first_choice(self) -> Item | None:
        """Return the routine to suggest: one due today, the first own, or the classic."""
        wanted = (
            lambda item: item.due == "due today",
            lambda item: not item.entry.bundled,
            lambda item: item.entry.name == CLASSIC,
        )
        for fits in wanted:
            for item in self.items:
                if fits(item) and item.file.outline is not None:
                    return item
        return None

    def lines(self, item: Item, *, narrow: bool = True) -> Iterator[str]:
        """Yield the errors of a routine, if any, and the routine in words.

        With `narrow`, the work of each muscle is in short tables below each other.
        """
        from supertimer.routine.phrases import muscle_columns, routine_lines  # reads the models

        routine = item.file.routine
        yield from map(literal, item.file.error.splitlines())
        if routine is None:
            return
        if item.file.error:
            yield ""
        yield from map(literal, routine_lines(routine, self.trainer.config.unit))
        if left_out := self.trainer.past().left_out(routine.name):
            yield ""
            yield f"Left out last time: {literal(listed(left_out))}."
        columns = muscle_columns(routine, self._worked, self._now, narrow=narrow)
        for each in [{name: column} for name, column in columns.items()] if narrow else [columns]:
            yield from ("", *table(each))
        yield f"({KEY})"

    def recovering(self, item: Item) -> Iterator[Recovering]:
        """Yield each muscle that still recovers, by the recovery time of the routine."""
        if item.file.routine is not None:
            needed = timedelta(milliseconds=item.file.routine.schedule.recovery)
            found = recoveries(self._worked, self._now, needed).values()
            for each in sorted(found, key=lambda each: each.ready, reverse=True):
                if each.left:
                    yield _recovery(each, self._now)


def _recovery(each: Recovery, now: datetime) -> Recovering:
    """Return the row of a muscle."""
    eighths = min(BAR * 8, round(each.since / each.needed * BAR * 8))
    whole, part = divmod(eighths, 8)
    bar = "█" * whole + (PARTS[part] if part else "")
    hours = recovered(each).removesuffix(" recovered")
    in_days = (each.ready.date() - now.date()).days
    day = WEEKDAYS[each.ready.weekday()][:3] if in_days else f"{each.ready:%H:%M}"
    return f"{each.muscle:<12} ", f"{bar:░<{BAR}}", f" {hours}, {day}"


def _due(in_days: int) -> str:
    return {0: "due today", 1: "due tomorrow"}.get(in_days, f"due in {in_days} days")
