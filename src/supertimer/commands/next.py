"""`supertimer next`: what is due, when and why, in one line and at once.

Prompts and status bars call this all the time, so nothing here imports pydantic or Textual.
"""

import json

import click

from supertimer.body.as_json import waiting
from supertimer.body.schedule import Due
from supertimer.clock import SystemClock
from supertimer.history.opening import reading
from supertimer.history.queries import read_diary
from supertimer.text import literal

NOTHING = "Nothing is scheduled: do a routine that has a [schedule], or give one to yours."


@click.command("next")
@click.option("--short", is_flag=True, help="A few words, for a prompt or a status bar.")
@click.option("--json", "as_json", is_flag=True, help="Everything that is known, as JSON.")
@click.option(
    "--notify", is_flag=True, help="A notification on the desktop if it is due today, else nothing."
)
@click.option("--as", "name", metavar="NAME", help="Whose history; else the settings say.")
def command(short: bool, as_json: bool, notify: bool, name: str | None) -> None:
    """Say which workout is due, when and why.

    Routines of your own that have a [schedule] count, and bundled ones that are among your last
    four workouts.
    """
    if short + as_json + notify > 1:
        raise click.UsageError("--short, --json and --notify are three ways to say it: choose one")
    with reading(name) as (store, who):
        diary = read_diary(store, who, SystemClock().wall())
    found = diary.due()
    first = found[0] if found else None
    if as_json:
        click.echo(json.dumps(_object(found), ensure_ascii=False))
    elif notify:
        if first and first.in_days == 0:
            from supertimer.interop.desktop import notify as show

            show(f"{first.routine} today", first.why)
    elif short:
        if first:
            click.echo(first.short())
    else:
        click.echo(first.sentence() if first else NOTHING)
        for path in diary.broken:
            told = f"{path.name} is left out: supertimer check {path.stem} says why"
            click.echo(literal(told), err=True)


def _object(found: list[Due]) -> dict[str, object]:
    if not found:
        return {"routine": None, "why": NOTHING, "then": []}
    first, *others = found
    return {
        **_brief(first),
        "why": first.why,
        "waiting": list(map(waiting, first.waiting)),
        "then": list(map(_brief, others)),
    }


def _brief(one: Due) -> dict[str, object]:
    return {"routine": one.routine, "day": one.day.isoformat(), "in_days": one.in_days}
