"""`supertimer body`: draw the body map, and list what has recovered."""

import os
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import zip_longest

import click

from supertimer import paths
from supertimer.body import as_json as body_json
from supertimer.body.coverage import (
    KEY,
    Worked,
    coverage,
    history_columns,
    lately,
    not_worked,
    table,
)
from supertimer.body.map import (
    COLUMNS,
    DARK,
    PATTERNS,
    SIXTEEN,
    Cell,
    body_map,
)
from supertimer.body.muscles import Muscle
from supertimer.body.recovery import DEFAULT, ready_days, tired
from supertimer.body.views import BodyView, by_days, by_work
from supertimer.clock import SystemClock
from supertimer.commands.options import as_person, json_object
from supertimer.console import say, say_json, shows_styles, warn
from supertimer.history.diary import read_diary
from supertimer.history.fallback import waiting
from supertimer.history.opening import reading
from supertimer.text import listed

VIEWS: Mapping[str, Callable[[Iterable[Worked], datetime], BodyView]] = {
    "days": by_days,
    "work": by_work,
}
WIDTH = 80


@click.command("body", epilog="Example: supertimer body --by work")
@click.option(
    "--by",
    type=click.Choice(list(VIEWS)),
    default="days",
    show_default=True,
    help="Shade muscles by the days since they were worked, or by the work of the last 7 days.",
)
@as_person
@json_object
def command(by: str, person: str | None, as_json: bool) -> None:
    """Draw the muscles that were worked, and list those that have recovered.

    Where colors can't be shown (NO_COLOR is set, or the output goes to a file), patterns shade the
    muscles.
    """
    now = SystemClock().wall()
    for sentence in waiting(paths.data_dir()):
        warn(sentence)
    with reading(person) as (store, who):
        diary = read_diary(store, who, now)
    upcoming = {each.routine for each in diary.due()[:1]}
    wanted = [each.recovery for each in diary.programs if each.name in upcoming]
    view = VIEWS[by](diary.worked, now)
    if as_json:
        say_json(_object(view, diary.worked, now, *wanted))
        return
    inks = palette(os.environ, shows_styles())
    picture = body_map(view.levels, colour=bool(inks))
    text = [*_legend(view, inks), "", *_advice(diary.worked, now, *wanted)]
    for row, line in zip_longest(picture, text, fillvalue=None):
        drawn = "".join(styled(cell, inks) for cell in row) if row else " " * COLUMNS
        say(f"{drawn}   {line or ''}".rstrip(), styled=bool(inks))


def _object(
    view: BodyView, worked: Sequence[Worked], now: datetime, recovery: timedelta = DEFAULT
) -> dict[str, object]:
    tired_now = tired(worked, tuple(Muscle), now, recovery)
    return {
        "view": view.title,
        "levels": {str(muscle): view.levels.get(muscle, 0) for muscle in Muscle},
        "legend": {str(level): words for level, words in view.legend},
        **body_json.last_days(worked, now),
        "recovering": list(map(body_json.waiting, tired_now)),
        "not_worked": list(map(str, not_worked(coverage(lately(worked, now, 14))))),
    }


def palette(environment: Mapping[str, str], terminal: bool) -> tuple[str, ...]:
    """Return the colors that the terminal can show, in the order of `map.DARK`; none: patterns."""
    if not terminal or environment.get("NO_COLOR") or environment.get("TERM") == "dumb":
        return ()
    return DARK if environment.get("COLORTERM") in ("truecolor", "24bit") else SIXTEEN


def styled(cell: Cell, inks: tuple[str, ...]) -> str:
    """Return a cell as text for a terminal, in the colors `inks`."""
    ink = None if cell.ink is None else inks[cell.ink]
    paper = None if cell.paper is None else inks[cell.paper]
    return click.style(cell.text, _colour(ink), _colour(paper)) if ink or paper else cell.text


def _colour(name: str | None) -> str | tuple[int, int, int] | None:
    if name is None or not name.startswith("#"):
        return name
    return int(name[1:3], 16), int(name[3:5], 16), int(name[5:7], 16)


def _legend(view: BodyView, inks: tuple[str, ...]) -> list[str]:
    lines = [view.title]
    for level, words in view.legend:
        sign = styled(Cell("█", level), inks) if inks else PATTERNS[level]
        lines.append(f"{sign * 2} {words}")
    return [*lines, view.note]


def _advice(worked: Sequence[Worked], now: datetime, recovery: timedelta = DEFAULT) -> list[str]:
    lines = []
    waiting = ready_days(tired(worked, tuple(Muscle), now, recovery), now)
    if waiting:
        lines.append("Recovering, ready")
        for day, muscles in waiting.items():
            lines += _wrapped(f"{day}: {listed(muscles)}")
    elif worked:
        lines.append("Every muscle has recovered.")
    missing = not_worked(coverage(lately(worked, now, 14)))
    if missing and worked:
        lines += ["", "Not worked in the last 14 days", *_wrapped(listed(missing))]
    if worked:
        shares = table(history_columns(worked, now))
        lines += ["", *shares, *textwrap.wrap(f"({KEY})", WIDTH - COLUMNS - 3)]
    else:
        lines += textwrap.wrap("No workouts in the last 60 days.", WIDTH - COLUMNS - 3)
    return lines


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH - COLUMNS - 3, initial_indent="  ", subsequent_indent="    ")
