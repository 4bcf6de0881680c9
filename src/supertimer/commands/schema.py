"""`supertimer schema`: print the JSON Schema of routine files."""

import click

from supertimer.console import say


@click.command("schema", epilog="Example: supertimer schema > routine.schema.json")
@click.option("--tests", is_flag=True, help="Print the schema of test files instead.")
def command(tests: bool) -> None:
    """Print the JSON Schema of routine files, for editors.

    With it, an editor completes and checks a routine as you type.
    """
    from supertimer.routine.schema import schema_text

    if tests:
        from supertimer.headless.reading import schema_text_of_tests

        say(schema_text_of_tests().removesuffix("\n"))
        return
    say(schema_text().removesuffix("\n"))
