"""`supertimer edit`: edit a routine, and check it after each edit."""

from collections import Counter
from pathlib import Path

import click

from supertimer.commands.check import diagnostics, summary
from supertimer.console import is_interactive, say, warn
from supertimer.errors import SupertimerError
from supertimer.paths import bundled_routines
from supertimer.routine.check.diagnostic import Severity
from supertimer.routine.library import find
from supertimer.ui.editor import named_editor, open_editor


@click.command("edit", epilog="Example: supertimer edit my-routine")
@click.argument("name")
def command(name: str) -> int:
    """Edit a routine.

    NAME is a routine or a file. The editor is $VISUAL or $EDITOR. The program checks the file when
    you close the editor.
    """
    path = find(name)
    if path.parent == bundled_routines():
        raise SupertimerError(
            f"“{path.stem}” comes with the program and can't be edited;"
            f" copy it first: supertimer new my-{path.stem} --from {path.stem}"
        )
    return edit_and_check(path)


def can_edit() -> bool:
    """Return whether an editor can be opened here."""
    return bool(named_editor()) or is_interactive()


def edit_and_check(path: Path) -> int:
    """Open `path`, check it when it is closed, and return the exit code.

    After an error, offers to open it again. Raises SupertimerError if no editor can be started, or
    if it failed.
    """
    line = 0
    while True:
        open_editor(path, line)
        source, found = diagnostics(str(path))
        shown = [each for each in found if each.severity is not Severity.NOTE]
        for each in shown:
            warn(each.rendered(source))
        say(summary(Counter(each.severity for each in found), 1))
        wrong = [each for each in found if each.severity is Severity.ERROR]
        if not wrong:
            return 0
        if not is_interactive() or not click.confirm("Open the editor again?", default=True):
            return 1
        line = wrong[0].line
