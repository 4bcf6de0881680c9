"""A routine in the user's editor, checked each time it is closed; shared by `new` and `edit`."""

import os
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import click

from supertimer.commands.check import diagnostics, summary
from supertimer.errors import SupertimerError
from supertimer.routine.diagnostic import Severity
from supertimer.routine.literal import literal

TAKE_A_LINE = ("vi", "vim", "nvim", "nano", "pico", "emacs", "emacsclient", "micro", "joe", "kak")
"""Editors that open a file at line N with `+N`."""


def can_edit() -> bool:
    """Whether an editor can be expected to come up."""
    return bool(_named()) or sys.stdin.isatty()


def edit_and_check(path: Path) -> int:
    """Open `path`, check it when it is closed, offer to go back in at an error; the exit status.

    Raises:
        SupertimerError: there is no editor, or it cannot be started.
    """
    line = 0
    while True:
        _open(path, line)
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


def _named() -> str:
    """The editor that the user has named."""
    return os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""


def _open(path: Path, line: int) -> None:
    editors = ("sensible-editor", "nano", "vim", "vi", "notepad")
    name = _named() or next(filter(shutil.which, editors), "")
    if not name:
        raise SupertimerError(f"there is no editor: set EDITOR, or change {literal(str(path))}")
    command = shlex.split(name)
    at = [f"+{line}"] if line and Path(command[0]).stem in TAKE_A_LINE else []
    try:
        status = subprocess.run([*command, *at, str(path)], check=False).returncode
    except OSError as error:
        raise SupertimerError(f"{literal(name)} cannot be started: {error.strerror}") from None
    if status:
        raise SupertimerError(f"{literal(name)} ended with status {status}")
