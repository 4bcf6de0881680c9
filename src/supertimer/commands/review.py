"""`supertimer review`: show a past workout with its bars, or draw it as a picture to share."""

import io
import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from supertimer import paths
from supertimer.clock import SystemClock
from supertimer.commands.options import as_person
from supertimer.config import read_config
from supertimer.console import say, shows_styles, warn
from supertimer.errors import SupertimerError
from supertimer.history.fallback import waiting
from supertimer.history.opening import reading
from supertimer.history.queries import Past, SessionDone
from supertimer.text import literal

if TYPE_CHECKING:
    from rich.console import Console, Group

COLUMNS = 72
"""The width of the picture."""

MAP_ROWS = 26
"""The height of the body map in the picture, with its legend."""

RENDERER = "rsvg-convert"
"""The program that turns the picture into a PNG; many systems have it as librsvg."""


@click.command("review", epilog="Example: supertimer review last -o workout.svg")
@click.argument("which", default="last", metavar="[last|DATE]")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a picture instead: FILE.svg, or FILE.png if rsvg-convert is installed.",
)
@click.option("--light", is_flag=True, help="Draw the picture on a light ground.")
@as_person
def command(which: str, output: Path | None, light: bool, person: str | None) -> None:
    """Show the review of a past workout, or draw it as a picture.

    It is the last workout, or the last one of a DATE such as 2026-11-20.
    """
    from rich.console import Console

    if output is not None and output.suffix.lower() not in (".svg", ".png"):
        raise click.BadParameter("the file must end in .svg or .png", param_hint="--output")
    if output is not None and output.suffix.lower() == ".png" and shutil.which(RENDERER) is None:
        raise SupertimerError(f"To write a PNG, install {RENDERER}, or write an SVG: -o FILE.svg")
    for sentence in waiting(paths.data_dir()):
        warn(sentence)
    text = io.StringIO()
    if output is not None:
        console = Console(file=text, width=COLUMNS, color_system="truecolor")
        _write(console, _drawn(which, person, light=light), output, light=light)
        return
    console = Console(file=text, width=80, color_system="truecolor" if shows_styles() else None)
    colour = console.color_system is not None
    console.print(_drawn(which, person, light=light, colour=colour))
    say(text.getvalue().rstrip("\n"))


def _drawn(which: str, who: str | None, *, light: bool, colour: bool = True) -> "Group":
    """Return the review of the chosen workout with its body map."""
    from rich.console import Group

    from supertimer.ui.screens.review import ReviewText
    from supertimer.ui.screens.review_model import past_review
    from supertimer.ui.theme import DARK, LIGHT
    from supertimer.ui.widgets.body_view import body_text

    with reading(who) as (store, person):
        now = SystemClock().wall()
        past = Past(store, person, now)
        session = _chosen(past, which)
        review = past_review(store, past, session, read_config(), now)
        for fault in past.faults:
            warn(fault)
    body = body_text(review.body, MAP_ROWS, dark=not light, colour=colour)
    return Group(ReviewText(review, LIGHT if light else DARK), "", body)


def _chosen(past: Past, which: str) -> SessionDone:
    """Return the chosen workout.

    Raises:
        SupertimerError: the history has no such workout.
    """
    from supertimer.ui.screens.review_model import latest_session

    if which == "last":
        found = latest_session(past)
        if found is None:
            raise SupertimerError("The history has no workout yet.")
        return found
    try:
        day = datetime.strptime(which, "%Y-%m-%d").date()
    except ValueError:
        raise click.BadParameter(
            f"{which!r} is not `last` or a day such as 2026-11-20", param_hint="WHICH"
        ) from None
    on_day = [each for each in past.sessions() if each.started.date() == day]
    if not on_day:
        raise SupertimerError(f"The history has no workout on {day}.")
    return on_day[-1]


def _write(console: "Console", drawn: "Group", output: Path, *, light: bool) -> None:
    """Write the picture of `drawn` to `output`.

    Raises:
        SupertimerError: the file can't be written.
    """
    from supertimer.ui.drawing import still
    from supertimer.ui.theme import DARK, LIGHT

    palette = LIGHT if light else DARK
    svg = still(console.render_lines(drawn, style=palette.plain), palette.ground)
    content = svg.encode()
    try:
        if output.suffix.lower() == ".png":
            done = subprocess.run(
                [RENDERER, "--zoom", "2"], input=content, capture_output=True, check=True
            )
            content = done.stdout
        output.write_bytes(content)
    except OSError as error:
        raise SupertimerError(f"Can't write {output}: {error.strerror}") from None
    except subprocess.CalledProcessError as error:
        reason = error.stderr.decode(errors="replace").strip()
        raise SupertimerError(f"{RENDERER} can't draw the picture: {literal(reason)}") from None
    say(f"Wrote {output}.")
