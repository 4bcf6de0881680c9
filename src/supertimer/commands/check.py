"""`supertimer check`: everything that is wrong in routine files, and where."""

import json
import sys
from collections import Counter
from pathlib import Path

import click

from supertimer.errors import SupertimerError
from supertimer.routine.check.diagnostic import Diagnostic, RoutineError, Severity


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--json", "as_lines", is_flag=True, help="Print one JSON object a line.")
def command(files: tuple[str, ...], strict: bool, as_lines: bool) -> int:
    """Check routine files (or routines by name): all problems of all files at once.

    With - as FILE it reads standard input.

    Exits with 0 if they can be run (with --strict: if there is nothing to warn of), else with 1.
    """
    total: Counter[Severity] = Counter()
    for file in files:
        source, found = diagnostics(file)
        total.update(each.severity for each in found)
        for each in found:
            if as_lines:
                click.echo(json.dumps(each.as_json(source)))
            else:
                click.echo(each.rendered(source), err=True)
    bad = total[Severity.ERROR] + (total[Severity.WARNING] if strict else 0)
    if not as_lines:
        click.echo(summary(total, len(files)))
    return 1 if bad else 0


def diagnostics(file: str) -> tuple[str, list[Diagnostic]]:
    """The name by which a file is called in messages, and all there is to say about it.

    The file `-` is standard input.
    """
    from supertimer.routine.check.lint import lint
    from supertimer.routine.library import find
    from supertimer.routine.limits import LARGEST, read_content
    from supertimer.routine.parse import parse_routine

    try:
        if file == "-":
            path, content = Path("<stdin>"), sys.stdin.buffer.read(LARGEST + 1)
        else:
            path = find(file)
            content = read_content(path)
        routine = parse_routine(content, str(path))
        turns = _library(path) if routine.schedule.alternate else None
        return str(path), lint(routine, content.decode("utf-8-sig"), turns)
    except RoutineError as error:
        return error.source, list(error.diagnostics)
    except SupertimerError as error:
        return file, [Diagnostic(str(error))]


def _library(path: Path) -> set[str]:
    """The names of the user's routines, the bundled ones and those beside the file at `path`.

    Of a file that cannot be understood its own name stands in, for it may be the one that is meant.
    """
    from supertimer.paths import bundled_routines, routines_dir
    from supertimer.routine.files import routine_files
    from supertimer.routine.summary import read_summary

    names = set()
    for folder in (routines_dir(), bundled_routines(), path.parent):
        for each in routine_files(folder):
            found = read_summary(each)
            names.add(each.stem if found is None else found.name)
    return names


def summary(total: Counter[Severity], files: int) -> str:
    """What it comes to, in one line."""
    counts = [
        f"{total[severity]} {severity}{'s' if total[severity] > 1 else ''}"
        for severity in (Severity.ERROR, Severity.WARNING)
        if total[severity]
    ]
    many = f"{files} file{'s' if files > 1 else ''}"
    return f"{many}: {', '.join(counts) or 'no problems found'}"
