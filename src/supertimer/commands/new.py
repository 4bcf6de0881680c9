"""`supertimer new`: create a routine."""

import click

from supertimer.console import say


@click.command("new", epilog="Example: supertimer new my-routine --from big-five")
@click.argument("name")
@click.option(
    "--from",
    "base",
    metavar="ROUTINE",
    help="Copy this routine, a name or a file. Default: a template that shows every key.",
)
@click.option(
    "--with",
    "exercises",
    multiple=True,
    metavar="EXERCISE",
    help="Use this exercise of the catalog instead of those of the copy; may be repeated.",
)
@click.option("--no-edit", is_flag=True, help="Write the file without opening the editor.")
def command(name: str, base: str | None, exercises: tuple[str, ...], no_edit: bool) -> int:
    """Create a routine.

    The program writes the file NAME.toml into your routine folder, opens it in $VISUAL or $EDITOR,
    and checks it when you close the editor.
    """
    from supertimer.commands.edit import can_edit, edit_and_check
    from supertimer.routine.new import create_routine

    path = create_routine(name, base, exercises)
    say(f"Created {path}")
    if no_edit or not can_edit():
        return 0
    return edit_and_check(path)
