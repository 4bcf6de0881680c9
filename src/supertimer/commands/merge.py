"""`supertimer merge`: add another history to this one."""

from pathlib import Path

import click

from supertimer.console import say, warn


@click.command("merge", epilog="Example: supertimer merge /media/usb/history.db")
@click.argument("other", metavar="OTHER.db", type=click.Path(path_type=Path))
def command(other: Path) -> None:
    """Add another history to this one.

    OTHER.db is the history of another computer, a backup, or a damaged history. It is not changed.
    Workouts that both histories have are not added twice. If both changed a set, the later change
    wins. You can merge the same file again.
    """
    from supertimer.history.merge import merge
    from supertimer.history.opening import writing

    with writing() as store:
        merged = merge(store, other)
    say(merged.sentence())
    for fault in merged.faults:
        warn(fault)
