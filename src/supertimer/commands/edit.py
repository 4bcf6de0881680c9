"""`supertimer edit`: change a routine of one's own."""

import click

from supertimer.errors import SupertimerError


@click.command("edit")
@click.argument("name")
def command(name: str) -> int:
    """Open the routine NAME (or a file) in $VISUAL or $EDITOR, and check it when it is closed."""
    from supertimer.commands.editing import edit_and_check
    from supertimer.paths import bundled_routines
    from supertimer.routine.library import find
    from supertimer.text import literal

    path = find(name)
    if path.parent == bundled_routines():
        raise SupertimerError(
            f"{literal(path.stem)} comes with the program; make it your own first: "
            f"supertimer new NAME --from {literal(path.stem)}"
        )
    return edit_and_check(path)
