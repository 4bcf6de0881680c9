"""What the body map's levels mean: days since a muscle was worked, work done, a routine's plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from supertimer.body.coverage import Share, coverage, lately
from supertimer.body.worked import Planned, Worked
from supertimer.muscles import Muscle


@dataclass(frozen=True, slots=True)
class View:
    """Levels for `map.body_map`, and the words that explain them."""

    title: str
    levels: Mapping[Muscle, int]
    legend: tuple[tuple[int, str], ...]
    """Level and meaning, hottest first."""


def by_days(worked: Iterable[Worked], now: datetime) -> View:
    """Days since each muscle was worked; one that only helped is a level colder.

    Days are those of the calendar where it was done; what lies after `now` is left out.
    """
    last: dict[Muscle, datetime] = {}
    helped: dict[Muscle, datetime] = {}
    for done in worked:
        if done.when > now:
            continue
        for muscles, latest in ((done.primary, last), (done.secondary, helped)):
            for muscle in muscles:
                if muscle not in latest or latest[muscle] < done.when:
                    latest[muscle] = done.when
    levels = {muscle: max(0, _heat(when, now) - 1) for muscle, when in helped.items()}
    for muscle, when in last.items():
        levels[muscle] = max(levels.get(muscle, 0), _heat(when, now))
    legend = (
        (4, "today"),
        (3, "1-2 days ago"),
        (2, "3-4 days ago"),
        (1, "5-7 days ago"),
        (0, "longer ago, or never"),
    )
    return View("Last worked", levels, legend)


def _heat(when: datetime, now: datetime) -> int:
    """4 today, 3 up to two days ago, 2 up to four, 1 up to a week, else 0."""
    days = (now.date() - when.date()).days
    return next((heat for heat, most in ((4, 0), (3, 2), (2, 4), (1, 7)) if days <= most), 0)


def by_work(worked: Iterable[Worked], now: datetime) -> View:
    """Time under load in the last 7 days; time as a helper counts half."""
    shares = coverage(lately(worked, now, 7))
    levels = {muscle: _amount(share) for muscle, share in shares.items()}
    legend = (
        (4, "4 minutes or more"),
        (3, "2-4 minutes"),
        (2, "1-2 minutes"),
        (1, "less"),
        (0, "nothing"),
    )
    return View("Time under load, last 7 days", levels, legend)


def _amount(share: Share) -> int:
    seconds = (share.tul_ms + share.helped_tul_ms / 2) / 1000
    return next((level for level, least in ((4, 240), (3, 120), (2, 60)) if seconds >= least), 1)


def by_plan(planned: Iterable[Planned]) -> View:
    """What a routine works, and what only helps in it."""
    levels = {muscle: 4 if share.sets else 2 for muscle, share in coverage(planned).items()}
    return View("This routine", levels, ((4, "worked"), (2, "helping"), (0, "not worked")))
