"""The levels of the body map: days since each muscle was worked, or the work of a week."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from supertimer.body.coverage import MuscleShare, Worked, coverage, lately
from supertimer.body.map import HEIGHTS, PATTERNS, ROWS, Cell, body_map
from supertimer.body.muscles import Muscle
from supertimer.text import listed


@dataclass(frozen=True, slots=True)
class BodyView:
    """Levels for `map.body_map`, and the words that explain them."""

    title: str
    levels: Mapping[Muscle, int]
    legend: tuple[tuple[int, str], ...]
    """Level and meaning, hottest first."""
    brief: tuple[tuple[int, str], ...]
    """A shorter legend for one line without the title."""
    note: str
    """How muscles that only helped are shown."""
    helpers: str = ""
    """The same where the muscles are in words; empty if the legend says it."""


def by_days(worked: Iterable[Worked], now: datetime) -> BodyView:
    """Return days since each muscle was worked; one that only helped is a level colder.

    Days are calendar days where the set was done. Sets after `now` are left out.
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
    brief = ((4, "today"), (3, "1-2"), (2, "3-4"), (1, "5-7 days"), (0, "older"))
    note = "Lighter shade: worked as a helper"
    helpers = "A muscle that only helped is one line lower."
    return BodyView("Last worked", levels, legend, brief, note, helpers)


def _heat(when: datetime, now: datetime) -> int:
    """Return 4 for today, 3 for up to two days ago, 2 up to four, 1 up to a week, otherwise 0."""
    days = (now.date() - when.date()).days
    return next((heat for heat, most in ((4, 0), (3, 2), (2, 4), (1, 7)) if days <= most), 0)


def by_work(worked: Iterable[Worked], now: datetime) -> BodyView:
    """Return time under load in the last 7 days; time as a helper counts half."""
    shares = coverage(lately(worked, now, 7))
    levels = {muscle: _amount(share) for muscle, share in shares.items()}
    legend = (
        (4, "4 minutes or more"),
        (3, "2-4 minutes"),
        (2, "1-2 minutes"),
        (1, "less"),
        (0, "nothing"),
    )
    brief = ((4, "4 min"), (3, "2-4"), (2, "1-2"), (1, "<1"), (0, "0 in 7 days"))
    note = "Time as a helper counts half"
    return BodyView("Time under load, last 7 days", levels, legend, brief, note, f"{note}.")


def _amount(share: MuscleShare) -> int:
    seconds = (share.tul_ms + share.helped_tul_ms / 2) / 1000
    return next((level for level, least in ((4, 240), (3, 120), (2, 60)) if seconds >= least), 1)


def picture(view: BodyView, rows: int, *, colour: bool) -> list[list[Cell]]:
    """Return the map with its legend, in at most `rows` rows (17 or more).

    If there is room: the title, one line per level, and the note. Otherwise, one line for all
    levels below the tallest drawing that fits. Without colors, a level is one of `PATTERNS`.
    """
    fits = rows >= ROWS + 3 + len(view.legend)
    height = ROWS if fits else next((each for each in HEIGHTS if each < rows), min(HEIGHTS))
    drawn = body_map(view.levels, height, colour=colour)
    if fits:
        legend = [_sign(level, colour) * 2 + _cells(f" {text}") for level, text in view.legend]
        return [_cells(view.title), [], *drawn, [], *legend, _cells(view.note)][:rows]
    line: list[Cell] = []
    for level, text in view.brief:
        line += [*_cells(" " if line else ""), *_sign(level, colour), *_cells(f" {text}")]
    return [*drawn, line]


def in_words(view: BodyView) -> list[str]:
    """Return the muscles of each level in a line: for a window too low for the map."""
    lines = [view.title]
    for level, text in view.legend:
        muscles = [muscle for muscle in Muscle if view.levels.get(muscle, 0) == level]
        if level and muscles:
            lines.append(f"{text}: {listed(muscles)}")
        elif muscles:
            lines.append(f"{text}: {'the other muscles' if len(lines) > 1 else 'all muscles'}")
    return [*lines, view.helpers] if view.helpers else lines


def _sign(level: int, colour: bool) -> list[Cell]:
    return [Cell("█", level) if colour else Cell(PATTERNS[level])]


def _cells(text: str) -> list[Cell]:
    return [Cell(sign) for sign in text]
