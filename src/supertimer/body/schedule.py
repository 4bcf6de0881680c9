"""Which routine is due, and on which day.

The day depends on the schedule and on past workouts, never on missed ones: after three weeks away,
the next workout is due today, and the missed ones are not mentioned.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction

from supertimer.body.coverage import Worked
from supertimer.body.muscles import Muscle
from supertimer.body.recovery import DEFAULT, WEEKDAYS, Recovery, coming_day, recovered, tired
from supertimer.text import listed

_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """The schedule of a routine."""

    name: str
    per_week: Fraction | int | None = None
    """How often a week; None where `days` say it, or nothing does."""
    every: int | None = None
    """The days from one workout to the next, instead of `per_week`."""
    days: tuple[int, ...] = ()
    """On which days of the week; 0 is Monday."""
    alternate: tuple[str, ...] = ()
    """The names of the routines that it takes turns with, in order."""
    recovery: timedelta = DEFAULT
    exercises: tuple[str, ...] = ()
    muscles: tuple[Muscle, ...] = ()
    """The muscles that its exercises take to fatigue."""

    @property
    def scheduled(self) -> bool:
        """Whether it has a schedule."""
        return bool(self.paced or self.alternate)

    @property
    def paced(self) -> bool:
        """Whether it says how often or on which days."""
        return bool(self.per_week or self.every or self.days)


@dataclass(frozen=True, slots=True)
class PastWorkout:
    """One past workout: its beginning in the time zone where it was done, and its routine."""

    when: datetime
    routine: str


@dataclass(frozen=True, slots=True)
class Due:
    """The next workout of one schedule."""

    routine: str
    day: date
    in_days: int
    """0: today."""
    why: str
    """`last done 4 days ago, twice a week`."""
    waiting: tuple[Recovery, ...]
    """Its muscles that have not recovered yet, the longest wait first."""

    def short(self) -> str:
        """Return it for a prompt: `Big Five today`, `Big Five Thu`, `Big Five in 9 d`."""
        day = coming_day(self.day, self.in_days)
        return f"{self.routine} {day[:3] if day in WEEKDAYS else day.replace('days', 'd')}"

    def sentence(self) -> str:
        """Return all of it: routine, day, reason, and a muscle that is not ready before."""
        day = coming_day(self.day, self.in_days)
        if day in WEEKDAYS:
            day = f"on {day}"
        text = f"{self.routine} {day}: {self.why}"
        if self.waiting and self.waiting[0].ready.date() >= self.day:
            slowest = self.waiting[0]
            text += f"; {slowest.muscle} {recovered(slowest)}"
        return text


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a schedule asks for a workout."""

    times: int
    weeks: int
    """It asks for `times` workouts in this number of weeks."""
    words: str
    """`twice a week`."""

    def kept(self, workouts: Mapping[date, int], monday: date) -> bool:
        """Return whether the week from `monday` kept it, with the weeks before where it asks less.

        `workouts` has the number of workouts of each day.
        """
        days = (monday + timedelta(days=_WEEK - n) for n in range(1, self.weeks * _WEEK + 1))
        return sum(workouts.get(day, 0) for day in days) >= self.times


def due(
    programs: Sequence[Program],
    workouts: Iterable[PastWorkout],
    worked: Sequence[Worked],
    now: datetime,
) -> list[Due]:
    """Return the next workout of each schedule among `programs`, the soonest first.

    Routines that take turns are one schedule, in which the one after the latest is next. With
    `per_week`, the days are as far apart as possible (twice a week: at least three days apart, and
    at most two in seven days), and no muscle is worked before it has recovered. Fixed `days` never
    move. Days are calendar days where the workout was done. Workouts after `now` are left out.
    """
    past = _in_order(workouts, now)
    groups = _groups(_informed(programs, worked))
    found = [_next(group, past, worked, now) for group in groups]
    return sorted(found, key=lambda one: one.day)


def pace(programs: Sequence[Program], workouts: Iterable[PastWorkout]) -> Pace | None:
    """Return how often the schedule that was followed last asks for a workout, or None.

    It is the first schedule with a rhythm if none was followed yet.
    """
    leads = {
        _key(each.name): next(lead for lead in group if lead.paced)
        for group in _groups(programs)
        if any(each.paced for each in group)
        for each in group
    }
    done = sorted(workouts, key=lambda one: one.when, reverse=True)
    followed = (leads[_key(one.routine)] for one in done if _key(one.routine) in leads)
    lead = next(followed, None) or next(iter(leads.values()), None)
    if lead is None:
        return None
    words = rhythm(lead.days, lead.per_week, lead.every)
    if lead.days:
        return Pace(len(set(lead.days)), 1, words)
    if lead.every is not None:
        return Pace(max(1, _WEEK // lead.every), -(-lead.every // _WEEK), words)
    return Pace(*Fraction(lead.per_week or 1).as_integer_ratio(), words)


def coming(
    programs: Sequence[Program],
    workouts: Iterable[PastWorkout],
    worked: Sequence[Worked],
    now: datetime,
    weeks: int,
) -> list[Due]:
    """Return the workouts of the next `weeks` weeks, if each is done on its day."""
    plan: list[Due] = []
    end = now.date() + timedelta(weeks=weeks)
    for group in _groups(_informed(programs, worked)):
        past, sets, moment = _in_order(workouts, now), list(worked), now
        while (one := _next(group, past, sets, moment)).day < end:
            plan.append(one)
            moment += timedelta(days=one.in_days)
            program = next(each for each in group if each.name == one.routine)
            past.append(PastWorkout(moment, one.routine))
            sets = [each for each in sets if moment - each.when < program.recovery]
            sets.append(Worked(moment, one.routine, program.muscles, (), 0, to_fatigue=True))
    return sorted(plan, key=lambda one: one.day)


def _in_order(workouts: Iterable[PastWorkout], now: datetime) -> list[PastWorkout]:
    return sorted((one for one in workouts if one.when <= now), key=lambda one: one.when)


def _informed(programs: Iterable[Program], worked: Iterable[Worked]) -> list[Program]:
    """Return the programs plus the muscles that their exercises worked in the past."""
    known: dict[str, set[Muscle]] = {}
    for done in worked:
        known.setdefault(done.exercise, set()).update(done.primary)
    informed = []
    for program in programs:
        muscles = set(program.muscles).union(*(known.get(name, ()) for name in program.exercises))
        informed.append(replace(program, muscles=tuple(sorted(muscles))))
    return informed


def _groups(programs: Sequence[Program]) -> list[list[Program]]:
    """Return the schedules: each is one routine, or several that take turns."""
    by_name = {_key(program.name): program for program in reversed(programs)}
    groups: list[list[Program]] = []
    taken: set[str] = set()
    for program in programs:
        if not program.scheduled or _key(program.name) in taken:
            continue
        names = dict.fromkeys(_key(name) for name in (program.name, *program.alternate))
        group = [by_name[name] for name in names if name in by_name and name not in taken]
        taken.update(_key(each.name) for each in group)
        groups.append(group)
    return groups


def _next(
    group: Sequence[Program], past: Sequence[PastWorkout], worked: Sequence[Worked], now: datetime
) -> Due:
    """Return the next workout of one schedule; its first routine with a rhythm sets the pace."""
    today = now.date()
    lead = next((each for each in group if each.paced), group[0])
    place = {_key(each.name): index for index, each in enumerate(group)}
    mine = [workout for workout in past if _key(workout.routine) in place]
    days = [workout.when.date() for workout in mine]
    turn = (place[_key(mine[-1].routine)] + 1) % len(group) if mine else 0
    program = group[turn]
    waiting = tired(worked, program.muscles, now, program.recovery)
    if lead.days:
        start = today + timedelta(days=today in days)
        day = next(
            each
            for each in (start + timedelta(days=n) for n in range(_WEEK))
            if each.weekday() in lead.days
        )
    else:
        day = max(today, _paced(days, lead.per_week, lead.every, today))
        if waiting:
            day = max(day, waiting[0].ready.date())
    why = "not done yet"
    if mine:
        why = f"last {mine[-1].routine if len(group) > 1 else 'done'} {days_ago(days[-1], today)}"
    if often := rhythm(lead.days, lead.per_week, lead.every):
        why = f"{why}, {often}"
    return Due(program.name, day, (day - today).days, why, tuple(waiting))


def _paced(
    days: Sequence[date], per_week: Fraction | int | None, every: int | None, today: date
) -> date:
    """Return the first day that the rhythm leaves free after the `days` done, in order."""
    if not days:
        return today
    if every is not None:
        return days[-1] + timedelta(days=every)
    if per_week is None:
        return days[-1] + timedelta(days=1)
    times, weeks = per_week.as_integer_ratio()
    day = days[-1] + timedelta(days=weeks * _WEEK // times)
    if len(days) >= times:
        day = max(day, days[-times] + timedelta(days=weeks * _WEEK))
    return day


def days_ago(day: date, today: date) -> str:
    """`today` (also for a day to come), `yesterday`, `4 days ago`, by the calendar."""
    ago = max(0, (today - day).days)
    return ("today", "yesterday")[ago] if ago < 2 else f"{ago} days ago"


def rhythm(days: Iterable[int], per_week: Fraction | int | None, every: int | None = None) -> str:
    """Return the rhythm in words: `Mondays and Thursdays`, `every 5 days`, or nothing."""
    if names := [f"{WEEKDAYS[day]}s" for day in sorted(set(days))]:
        return listed(names)
    if every is not None:
        return "every day" if every == 1 else f"every {every} days"
    if per_week is None:
        return ""
    times, weeks = per_week.as_integer_ratio()
    if times == 1 and weeks > 1:
        return f"every {weeks} weeks"
    often = {1: "once", 2: "twice"}.get(times, f"{times} times")
    return f"{often} a week" if weeks == 1 else f"{often} in {weeks} weeks"


def _key(name: str) -> str:
    return name.casefold()
