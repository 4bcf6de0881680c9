"""`supertimer backup`: the history in a file of its own."""

from pathlib import Path

import click


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Copy the whole history to FILE, even while a workout is going on."""
    from supertimer.history.opening import reading

    with reading() as (store, _):
        store.backup(file)
    click.echo(f"The history is in {file}")
