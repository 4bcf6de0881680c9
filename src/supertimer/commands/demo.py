"""`supertimer demo`: explain a set of three reps while it runs. Nothing is stored."""

import click

from supertimer.commands.run import require_terminal
from supertimer.config import read_config


@click.command("demo", epilog="Example: supertimer demo --speed 4")
@click.option(
    "--speed",
    type=click.FloatRange(0.25, 100),
    default=1.0,
    metavar="N",
    help="Run N times as fast. Only normal speed has sound.",
)
def command(speed: float) -> int:
    """Explain a set of three reps and its sounds while it runs.

    Each rep takes ten seconds up and ten seconds down.
    """
    require_terminal()
    from supertimer.ui.start import run_demo

    return run_demo(read_config(), speed)
