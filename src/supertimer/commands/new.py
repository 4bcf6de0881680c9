"""`supertimer new`: a routine of one's own."""

import click


@click.command("new")
@click.argument("name")
@click.option("--from", "base", metavar="ROUTINE", help="Begin with a copy of this one.")
@click.option(
    "--with", "exercises", multiple=True, metavar="EXERCISE", help="With these, by known names."
)
@click.option("--no-edit", is_flag=True, help="Only write the file.")
def command(name: str, base: str | None, exercises: tuple[str, ...], no_edit: bool) -> int:
    """Write the routine NAME into your folder, from a template that shows each key, and open it.

    The editor is $VISUAL or $EDITOR. The file is checked when the editor is closed.
    """
    from supertimer.commands.edit import can_edit, edit_and_check
    from supertimer.routine.new import create_routine
    from supertimer.text import literal

    path = create_routine(name, base, exercises)
    click.echo(f"wrote {literal(str(path))}")
    if no_edit or not can_edit():
        return 0
    return edit_and_check(path)
