"""`supertimer next`: show which workout is due, when, and why, in one line.

Shell prompts and status bars call it often, so nothing here imports pydantic or Textual.
"""

import click

from supertimer.body.as_json import waiting
from supertimer.body.schedule import Due
from supertimer.clock import SystemClock
from supertimer.commands.options import as_person, json_object
from supertimer.console import say, say_json, warn
from supertimer.history.diary import read_diary
from supertimer.history.opening import reading
from supertimer.history.queries import Past
from supertimer.text import listed

NOTHING = "No workout is due. Add a [schedule] to your routine, or do a routine that has one."


@click.command("next", epilog="Example: supertimer next --short")
@click.option(
    "--short", is_flag=True, help="Print a few words, for a shell prompt or a status bar."
)
@json_object
@click.option(
    "--notify", is_flag=True, help="Show a desktop notification if a workout is due today."
)
@as_person
def command(short: bool, as_json: bool, notify: bool, person: str | None) -> None:
    """Show which workout is due, when, and why.

    It looks at your own routines that have a [schedule], and at the bundled routines among your
    last four workouts.
    """
    if short + as_json + notify > 1:
        raise click.UsageError("use only one of --short, --json, and --notify")
    now = SystemClock().wall()
    with reading(person) as (store, who):
        diary = read_diary(store, who, now)
        found = diary.due()
        first = found[0] if found else None
        left_out = Past(store, who, now).left_out(first.routine) if first else ()
    if as_json:
        say_json(_object(found, left_out))
    elif notify:
        if first and first.in_days == 0:
            from supertimer.interop.desktop import notify as show

            show(f"{first.routine} today", first.why)
    elif short:
        if first:
            say(first.short())
    else:
        say(first.sentence() if first else NOTHING)
        if left_out:
            say(f"Left out last time: {listed(left_out)}.")
        for path in diary.broken:
            warn(
                f"{path.name} has errors and is left out. To see them: supertimer check {path.stem}"
            )


def _object(found: list[Due], left_out: tuple[str, ...]) -> dict[str, object]:
    if not found:
        return {"routine": None, "why": NOTHING, "then": []}
    first, *others = found
    return {
        **_brief(first),
        "why": first.why,
        "left_out": left_out,
        "waiting": list(map(waiting, first.waiting)),
        "then": list(map(_brief, others)),
    }


def _brief(one: Due) -> dict[str, object]:
    return {"routine": one.routine, "day": one.day.isoformat(), "in_days": one.in_days}
