"""`supertimer merge`: two histories made one."""

from pathlib import Path

import click


@click.command("merge")
@click.argument("other", metavar="OTHER.db", type=click.Path(path_type=Path))
def command(other: Path) -> None:
    """Add to the history what another one has: of another machine, a backup, a damaged file.

    What both have is there once; of two changes to one set the later one holds. OTHER.db is not
    changed. Merging it again changes nothing.
    """
    from supertimer.history.merge import merge
    from supertimer.history.opening import writing

    with writing() as store:
        merged = merge(store, other)
    click.echo(merged.sentence())
    for fault in merged.faults:
        click.echo(fault, err=True)
