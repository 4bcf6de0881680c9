"""`supertimer demo`: a set of three reps, explained; nothing is kept."""

import click

from supertimer.commands.run import need_terminal
from supertimer.config import read_config


@click.command("demo")
@click.option(
    "--speed",
    type=click.FloatRange(0.25, 100),
    default=1.0,
    metavar="N",
    help="So many times as fast; sound is heard at normal speed only.",
)
def command(speed: float) -> int:
    """Show how a set goes: three reps at ten seconds up and ten down, each sound explained."""
    need_terminal()
    from supertimer.ui.app import run_demo

    return run_demo(read_config(), speed)
