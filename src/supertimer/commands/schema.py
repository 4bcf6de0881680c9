"""`supertimer schema`: print the JSON Schema of routine files."""

import click

from supertimer.console import say


@click.command("schema", epilog="Example: supertimer schema > routine.schema.json")
def command() -> None:
    """Print the JSON Schema of routine files, for editors.

    With it, an editor completes and checks a routine as you type.
    """
    from supertimer.routine.schema import schema_text

    say(schema_text().removesuffix("\n"))
