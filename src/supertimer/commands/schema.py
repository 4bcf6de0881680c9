"""`supertimer schema`: what editors need to help with routine files."""

import click


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of routine files, for editors that complete and check as you type."""
    from supertimer.routine.schema import schema_text

    click.echo(schema_text(), nl=False)
