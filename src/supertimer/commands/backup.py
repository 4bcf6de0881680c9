"""`supertimer backup`: copy the history to a file."""

from pathlib import Path

import click

from supertimer.console import say


@click.command("backup", epilog="Example: supertimer backup ~/history-backup.db")
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Copy the history to a file.

    FILE must not exist yet. A workout may be running.
    """
    from supertimer.history.opening import reading

    with reading() as (store, _):
        store.backup(file)
    say(f"The history is copied to {file}")
