"""A routine as a card to print: one row per exercise, with empty boxes to fill in."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import wrap

from supertimer.config import Config
from supertimer.engine.plan import SetKind, SetPlan
from supertimer.routine import describe
from supertimer.units import Load

SESSIONS = 4
"""The number of workouts that fit on a card."""

HEADINGS = ("Exercise", "Settings", "Set", "Last time", "Next load")
WIDTHS = (18, 16, 26, 16, 10)
BOX = 7
"""The width of a box to fill in: load above, time under load below."""


def card_lines(path: Path, person: str, config: Config) -> Iterator[str]:
    """Yield the card of the routine in `path`, with the last and next loads of `person`."""
    from supertimer.clock import SystemClock
    from supertimer.workout.briefing import briefs
    from supertimer.workout.trainer import Trainer

    trainer = Trainer(config, SystemClock(), person)
    try:
        prepared = trainer.prepare(path)
        known = briefs(
            prepared.plan, prepared.routine, trainer.past(), config, trainer.clock.wall()
        )
        name = trainer.person
    finally:
        trainer.close()
    rows = []
    for index, work in enumerate(prepared.plan.sets):
        if work.kind is SetKind.WARMUP:
            continue
        brief = known[index]
        load = brief.suggested or (work.load if isinstance(work.load, Load) else None)
        following = str(load.shown_in(config.unit)) if load else describe.load(work, config.unit)
        rows.append((_title(work), *_how(work), brief.last, following))
    yield f"{prepared.routine.name}, training as {name}"
    yield from _table(rows)
    yield (
        "In each box, write the load above and the time under load below. Dates:"
        + " ____________" * SESSIONS
    )


def _title(work: SetPlan) -> str:
    """Return `Leg press`, or `Row, left, drop`."""
    parts = [work.exercise]
    parts += [str(work.side)] if work.side else []
    parts += ["drop"] if work.kind is SetKind.DROP else []
    return ", ".join(parts)


def _how(work: SetPlan) -> tuple[str, str]:
    return describe.settings(work.settings), describe.set_plan(work)


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = (*WIDTHS, *(BOX,) * SESSIONS)
    boxes = ("",) * SESSIONS
    yield _rule(widths, "┌┬┐")
    yield from _row((*HEADINGS, *boxes), widths, least=1)
    for row in rows:
        yield _rule(widths, "├┼┤")
        yield from _row((*row, *boxes), widths, least=2)
    yield _rule(widths, "└┴┘")


def _rule(widths: Sequence[int], corners: str) -> str:
    return corners[0] + corners[1].join("─" * (width + 2) for width in widths) + corners[2]


def _row(cells: Sequence[str], widths: Sequence[int], least: int) -> Iterator[str]:
    """Yield a row of wrapped cells, at least `least` lines high."""
    columns = [wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for line in range(max(least, *map(len, columns))):
        texts = [column[line] if line < len(column) else "" for column in columns]
        padded = (f" {text:<{width}} " for text, width in zip(texts, widths, strict=True))
        yield "│" + "│".join(padded) + "│"
