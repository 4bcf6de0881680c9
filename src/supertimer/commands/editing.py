"""A routine in the user's editor, checked each time it is closed; shared by `new` and `edit`."""

import sys
from collections import Counter
from pathlib import Path

import click

from supertimer.commands.check import diagnostics, summary
from supertimer.routine.check.diagnostic import Severity
from supertimer.ui.editor import named_editor, open_editor


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
