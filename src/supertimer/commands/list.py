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
    from supertimer.routine.compile import compile_routine
    from supertimer.routine.estimate import workout_length
    from supertimer.routine.library import listing
    from supertimer.routine.parse import read_routine
    from supertimer.routine.phrases import how_long

    for entry in listing():
        row: dict[str, object] = {
            "name": entry.name,
            "path": str(entry.path),
            "bundled": entry.bundled,
        }
        try:
            routine = read_routine(entry.path)
        except SupertimerError:
            row["error"] = True
            words = f"has errors. To see them: supertimer check {quote(entry.name)}"
        else:
            plan = compile_routine(routine)
            least, most = workout_length(plan)
            row |= {"title": routine.name, "about": routine.about}
            row |= {"exercises": len(routine.exercise), "seconds": [least // 1000, most // 1000]}
            # The file's name, by which a routine is started, often says the same as its title.
            title = "" if _same(entry.name, routine.name) else f"{routine.name}, "
            words = f"{title}{how_long(plan)}. {routine.about}"
        if as_json:
            say_json(row)
        else:
            mark = " " if entry.bundled else "*"
            say(f"{mark} {entry.name:<22} {words}".rstrip())
    if not as_json:
        say(
            "\n* your own routine. To start one: supertimer NAME."
            " To create one: supertimer new NAME"
        )


def _same(file: str, title: str) -> bool:
    """Return whether a file's name says the same as the title of the routine in it."""
    return [*filter(str.isalnum, file.casefold())] == [*filter(str.isalnum, title.casefold())]
