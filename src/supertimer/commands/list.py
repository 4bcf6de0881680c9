"""`supertimer list`: list the routines."""

from shlex import quote

import click

from supertimer.commands.options import json_lines
from supertimer.console import say, say_json


@click.command("list", epilog="Example: supertimer list")
@json_lines
def command(as_json: bool) -> None:
    """List the routines.

    Your own routines come first, then the bundled ones.
    """
    from supertimer.errors import SupertimerError
    from supertimer.routine.library import listing
    from supertimer.routine.limits import read_content
    from supertimer.routine.outline import Outlines

    outlines, heading = Outlines(), ""
    for entry in listing():
        row: dict[str, object] = {
            "name": entry.name,
            "path": str(entry.path),
            "bundled": entry.bundled,
        }
        try:
            outline = outlines.read(read_content(entry.path), str(entry.path))
        except SupertimerError:
            row["error"] = True
            words = f"has errors. To see them: supertimer check {quote(entry.name)}"
        else:
            seconds = [outline.least // 1000, outline.most // 1000]
            row |= {"title": outline.name, "about": outline.about}
            row |= {"exercises": outline.exercises, "seconds": seconds}
            # The file's name, by which a routine is started, often says the same as its title.
            title = "" if _same(entry.name, outline.name) else f"{outline.name}, "
            words = f"{title}{outline.length}. {outline.about}"
        if as_json:
            say_json(row)
        else:
            group = "Bundled" if entry.bundled else "Yours"
            if group != heading:
                say(f"\n{group}" if heading else group)
                heading = group
            say(f"  {entry.name:<22} {words}".rstrip())
    outlines.keep()
    if not as_json:
        say("\nTo start a routine: supertimer NAME. To create one: supertimer new NAME")


def _same(file: str, title: str) -> bool:
    """Return whether a file's name says the same as the title of the routine in it."""
    return [*filter(str.isalnum, file.casefold())] == [*filter(str.isalnum, title.casefold())]
