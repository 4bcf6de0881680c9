"""`supertimer check`: find all errors in routine files."""

import sys
from collections import Counter
from pathlib import Path

import click

from supertimer.commands.options import json_lines
from supertimer.console import require_input, say, say_json, warn
from supertimer.errors import SupertimerError
from supertimer.routine.check.diagnostic import Diagnostic, RoutineError, Severity
from supertimer.text import count


@click.command("check", epilog="Example: supertimer check my-routine.toml")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@json_lines
def command(files: tuple[str, ...], strict: bool, as_json: bool) -> int:
    """Find all errors in routine files.

    FILE is a routine file, a test file, the name of a routine, or - for standard input.

    The exit code is 1 if a file has an error (with --strict: or a warning), otherwise 0.
    """
    total: Counter[Severity] = Counter()
    for file in files:
        source, found = diagnostics(file)
        total.update(each.severity for each in found)
        for each in found:
            if as_json:
                say_json(each.as_json(source))
            else:
                warn(each.rendered(source))
    bad = total[Severity.ERROR] + (total[Severity.WARNING] if strict else 0)
    if not as_json:
        say(summary(total, len(files)))
    return 1 if bad else 0


def diagnostics(file: str) -> tuple[str, list[Diagnostic]]:
    """Return the name of a file in messages, and everything to say about it.

    The file `-` is standard input.
    """
    from supertimer.routine.check.lint import lint
    from supertimer.routine.files import is_test
    from supertimer.routine.library import find
    from supertimer.routine.limits import LARGEST, read_content
    from supertimer.routine.parse import parse_routine

    try:
        if file == "-":
            require_input()
            path, content = Path("<stdin>"), sys.stdin.buffer.read(LARGEST + 1)
        else:
            path = find(file)
            if is_test(path):
                from supertimer.headless.reading import diagnostics as of_tests

                return str(path), of_tests(path)
            content = read_content(path)
        routine = parse_routine(content, str(path))
        turns = _library(path) if routine.schedule.alternate else None
        return str(path), lint(routine, content.decode("utf-8-sig"), turns)
    except RoutineError as error:
        return error.source, list(error.diagnostics)
    except SupertimerError as error:
        return file, [Diagnostic(str(error))]


def _library(path: Path) -> set[str]:
    """Return the names of the user's routines, the bundled ones, and those beside `path`.

    A file that can't be read counts with its file name: a routine may mean that one.
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
    """Return the numbers of errors and warnings in one line."""
    counts = [
        count(total[severity], severity)
        for severity in (Severity.ERROR, Severity.WARNING)
        if total[severity]
    ]
    return f"{count(files, 'file')}: {', '.join(counts) or 'no problems found'}"
