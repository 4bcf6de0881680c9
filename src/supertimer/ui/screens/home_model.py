"""The routines on the home screen: which there are, when each was done, when it is due."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from supertimer.body.coverage import KEY, table
from supertimer.body.recovery import in_words, recoveries
from supertimer.body.schedule import days_ago
from supertimer.body.views import BodyView, by_days
from supertimer.errors import SupertimerError
from supertimer.history.queries import Diary, read_diary
from supertimer.routine.compile import compile_routine
from supertimer.routine.library import RoutineFile, listing
from supertimer.routine.model import Routine
from supertimer.routine.phrases import how_long, muscle_columns, routine_lines
from supertimer.routine.reload import Watched
from supertimer.text import literal
from supertimer.units import Unit
from supertimer.workout.trainer import Trainer

CLASSIC = "big-five"
"""What is proposed to somebody who has nothing of their own yet."""


@dataclass(frozen=True, slots=True)
class Item:
    """One routine."""

    entry: RoutineFile
    name: str
    """As the routine calls itself; the file's name where it cannot be read."""
    facts: str
    """`4 days ago · 12 to 17 min`."""
    due: str
    """`due today`; empty where no schedule says."""
    lines: tuple[str, ...]
    """The routine in words, or what is wrong with it."""
    broken: bool = False
    content: bytes | None = None
    """What is done instead of the file, while that is wrong: the last good state of it."""
    recovering: tuple[str, ...] = ()
    """A line for each muscle that has not recovered yet, by this routine's own measure."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything that the home screen shows, as of one moment."""

    items: tuple[Item, ...]
    body: BodyView
    newcomer: bool
    """Nothing was ever done here."""
    resume: str
    """`Resume Big Five: set 3, ...`; empty if nothing was cut off."""
    stamps: dict[Path, int] = field(default_factory=dict)
    """When each file was changed last."""

    @property
    def first_choice(self) -> int:
        """The place of the routine to propose: what is due, the first own one, or the classic."""
        wanted = (
            lambda item: item.due == "due today",
            lambda item: not item.entry.bundled,
            lambda item: item.entry.name == CLASSIC,
        )
        for fits in wanted:
            for place, item in enumerate(self.items):
                if fits(item) and not item.broken:
                    return place
        return 0


def read_shelf(trainer: Trainer, watched: dict[Path, Watched]) -> Shelf:
    """Look at the routines and at what this person did.

    `watched` remembers the routines that were good once; it is added to.
    """
    now = trainer.clock.wall()
    diary = read_diary(trainer.store, trainer.person, now)
    due = {each.routine.casefold(): each for each in diary.due()}
    items = []
    for entry in listing():
        item = _item(entry, diary, now, trainer.config.unit, watched)
        coming = due.get(item.name.casefold())
        items.append(item if coming is None else _with_due(item, coming.in_days))
    unfinished = trainer.unfinished()
    return Shelf(
        items=tuple(items),
        body=by_days(diary.worked, now),
        newcomer=not diary.workouts,
        resume=unfinished[0].sentence(now) if unfinished else "",
        stamps=stamps(),
    )


def stamps() -> dict[Path, int]:
    """When each routine's file was changed last, in nanoseconds."""
    found = {}
    for entry in listing():
        try:
            found[entry.path] = entry.path.stat().st_mtime_ns
        except OSError:
            continue
    return found


def _item(
    entry: RoutineFile,
    diary: Diary,
    now: datetime,
    unit: Unit | None,
    watched: dict[Path, Watched],
) -> Item:
    try:
        if entry.path not in watched:
            watched[entry.path] = Watched(entry.path)
        file = watched[entry.path]
        file.poll()
        routine = file.routine
        lines = tuple(literal(line) for line in routine_lines(routine, unit))
        lines += tuple(_coverage(routine, diary, now))
        length = how_long(compile_routine(routine))
    except SupertimerError as error:
        told = tuple(literal(line) for line in str(error).splitlines())
        return Item(entry, literal(entry.name), "cannot be read", "", told, broken=True)
    done = [
        each.when for each in diary.workouts if each.routine.casefold() == routine.name.casefold()
    ]
    last = days_ago(max(done).date(), now.date()) if done else "never done"
    kind = " · bundled" if entry.bundled else ""
    facts = f"{last} · {length}{kind}"
    if file.error:
        facts = "wrong now; as it was before"
        lines = (*map(literal, file.error.splitlines()), "", *lines)
    needed = timedelta(milliseconds=routine.schedule.recovery)
    tired = [each for each in recoveries(diary.worked, now, needed).values() if each.left]
    tired.sort(key=lambda each: each.ready, reverse=True)
    return Item(
        entry,
        literal(routine.name),
        facts,
        "",
        lines,
        content=file.content if file.error else None,
        recovering=tuple(in_words(each, now) for each in tired),
    )


def _coverage(routine: Routine, diary: Diary, now: datetime) -> Iterator[str]:
    """What the routine asks of each muscle, and what the last days did, one below the other."""
    for name, found in muscle_columns(routine, diary.worked, now, narrow=True).items():
        yield from ("", *table({name: found}))
    yield f"({KEY})"


def _with_due(item: Item, in_days: int) -> Item:
    words = {0: "due today", 1: "due tomorrow"}.get(in_days, f"due in {in_days} days")
    return replace(item, due=words)
