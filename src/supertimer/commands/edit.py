"""`supertimer edit`: change a routine of one's own, and check it each time the editor is closed."""

import sys
from collections import Counter
from pathlib import Path

import click

from supertimer.commands.check import diagnostics, summary
from supertimer.errors import SupertimerError
from supertimer.paths import bundled_routines
from supertimer.routine.check.diagnostic import Severity
from supertimer.routine.library import find
from supertimer.text import literal
from supertimer.ui.editor import named_editor, open_editor


@click.command("edit")
@click.argument("name")
def command(name: str) -> int:
    """Open the routine NAME (or a file) in $VISUAL or $EDITOR, and check it when it is closed."""
    path = find(name)
    if path.parent == bundled_routines():
        raise SupertimerError(
            f"{literal(path.stem)} comes with the program; make it your own first: "
            f"supertimer new NAME --from {literal(path.stem)}"
        )
    return edit_and_check(path)


def can_edit() -> bool:
    """Whether an editor can be expected to come up."""
    return bool(named_editor()) or sys.stdin.isatty()


def edit_and_check(path: Path) -> int:
    """Open `path`, check it when it is closed, offer to go back in at an error; the exit status.

    Raises:
        SupertimerError: there is no editor, it cannot be started, or it failed.
    """
    line = 0
    while True:
        open_editor(path, line)
        source, found = diagnostics(str(path))
        shown = [each for each in found if each.severity is not Severity.NOTE]
        for each in shown:
            click.echo(each.rendered(source), err=True)
        click.echo(summary(Counter(each.severity for each in found), 1))
        wrong = [each for each in found if each.severity is Severity.ERROR]
        if not wrong:
            return 0
        if not sys.stdin.isatty() or not click.confirm("Go back in?", default=True):
            return 1
        line = wrong[0].line
