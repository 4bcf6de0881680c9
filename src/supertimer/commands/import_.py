"""`supertimer import`: add the log of another program to the history."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from supertimer.commands.options import as_person
from supertimer.console import is_interactive, say, warn

if TYPE_CHECKING:
    from supertimer.history.store import Store
    from supertimer.interop.import_file import HistoryImport
    from supertimer.interop.preview import Options, Preview
    from supertimer.interop.progress import WorkProgress

_FORMATS = (
    *("json", "supertimer", "strong", "hevy", "fitnotes", "fitnotes-body", "stronglifts"),
    *("gymbook", "fitbod", "columns"),
)
_SHOWN = 20
"""The most rows of one kind that are shown without --all."""


def _columns(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for value in values:
        field, equals, column = value.partition("=")
        if not equals:
            raise click.BadParameter(f"{value!r} is not FIELD=COLUMN, such as date=Day")
        found[field.strip()] = column
    return found


@click.command("import", epilog="Example: supertimer import strong.csv --unit lb --dry-run")
@click.argument(
    "files",
    nargs=-1,
    metavar="FILE...",
    type=click.Path(path_type=Path),
)
@click.option(
    "--format",
    "name",
    type=click.Choice(_FORMATS),
    help="The format of the file. Default: the one that its header shows.",
)
@click.option(
    "--unit",
    type=click.Choice(["kg", "lb"]),
    help="The unit of weights that have none in the file.",
)
@click.option(
    "--as-pounds",
    is_flag=True,
    help="Store weights in kilograms as the pounds that you lifted: 22.68 kg becomes 50 lb.",
)
@click.option(
    "--day-first/--month-first",
    "day_first",
    default=None,
    help="Read 03/04/25 as 3 April or as March 4. Default: as the whole file shows.",
)
@click.option(
    "--columns",
    multiple=True,
    metavar="FIELD=COLUMN",
    callback=_columns,
    help="Say which column is what, if the header is unknown. You can give it several times.",
)
@click.option("--dry-run", is_flag=True, help="Show what the import would do, and change nothing.")
@click.option("--all", "show_all", is_flag=True, help="Show every exercise and every row not read.")
@click.option("-y", "--yes", is_flag=True, help="Don't ask.")
@click.option(
    "--undo",
    is_flag=True,
    help="Undo the latest import: delete what it added, restore what it corrected.",
)
@as_person
def command(
    files: tuple[Path, ...],
    name: str | None,
    unit: str | None,
    as_pounds: bool,
    day_first: bool | None,
    columns: dict[str, str],
    dry_run: bool,
    show_all: bool,
    yes: bool,
    undo: bool,
    person: str | None,
) -> None:
    """Add the log of another program to the history.

    FILE is an export of Strong, Hevy, FitNotes, StrongLifts, GymBook, or Fitbod, or a file that
    `supertimer export json` or `csv` wrote. The program shows what it read and each row that it
    could not read, and then asks. You can import a longer export of the same log again: it adds
    only what is new, and changes no set that you changed here.
    """
    from supertimer.interop.preview import Options
    from supertimer.units import Unit

    if undo:
        if files:
            raise click.UsageError("--undo takes no file")
        _undo(person, yes=yes)
        return
    if not files:
        raise click.UsageError("name a file to import, or --undo")
    options = Options(Unit(unit) if unit else None, as_pounds, day_first, columns)
    most = None if show_all else _SHOWN
    gc.disable()  # 100,000 rows are not garbage, and looking for it takes a tenth of the time
    try:
        for file in files:
            _import(file, name, options, person, dry_run=dry_run, most=most, yes=yes)
    finally:
        gc.enable()


def _import(
    file: Path,
    name: str | None,
    options: "Options",
    person: str | None,
    *,
    dry_run: bool,
    most: int | None,
    yes: bool,
) -> None:
    from supertimer.interop.import_file import compared

    found = _read(file, name, options)
    with _history(dry_run) as store:
        who = _person(store, person, add=not dry_run)
        with _bar() as progress:
            incoming = compared(found, store, who, file, progress)
        for line in incoming.lines(most):
            say(line)
        if dry_run or not incoming.changes:
            return
        if not yes and is_interactive() and not click.confirm(incoming.question):
            return
        with _bar() as progress:
            done, *faults = incoming.keep(store, progress)
    say(done)
    for fault in faults:
        warn(fault)


def _read(file: Path, name: str | None, options: "Options") -> "Preview | HistoryImport":
    """Return what is in a file; ask what it does not say, if somebody can answer."""
    from supertimer.interop.import_file import content, read
    from supertimer.interop.preview import QuestionError

    data = content(file, from_pipe=True)
    while True:
        try:
            with _bar() as progress:
                return read(file, data, options, name, progress)
        except QuestionError as error:
            if not is_interactive():
                raise
            question = f"{file}: {error.question}"
            answer = click.prompt(question, type=click.Choice(list(error.answers)))
            options = error.answered(options, answer)


@contextmanager
def _bar() -> "Iterator[WorkProgress]":
    """Give a progress that shows a bar on a terminal, and remove the bar at the end."""
    from supertimer.clock import SystemClock
    from supertimer.interop.progress import SILENT, WorkProgress

    if not _shows_bar():
        yield SILENT
        return
    drawn = ""

    def draw(doing: str, percent: int) -> None:
        nonlocal drawn
        drawn = f"{doing:9} [{'#' * (percent // 4):25}] {percent:3} %"
        click.echo(f"\r{drawn}", nl=False, err=True)

    try:
        yield WorkProgress(SystemClock(), draw)
    finally:
        if drawn:
            click.echo(f"\r{' ' * len(drawn)}\r", nl=False, err=True)


def _shows_bar() -> bool:
    """Return whether standard error is a terminal, on which a bar can move."""
    return sys.stderr is not None and sys.stderr.isatty()


def _history(dry_run: bool) -> "Store":
    """Open the history, or an empty one for a preview if there is none."""
    from supertimer import paths
    from supertimer.history.opening import writing
    from supertimer.history.store import FILE, Store

    path = paths.data_dir() / FILE
    if not dry_run:
        return writing()
    return Store.open_for_reading(path) if path.exists() else Store.empty(path)


def _person(store: "Store", name: str | None, *, add: bool) -> str:
    from supertimer.config import read_config
    from supertimer.history.persons import person

    return person(store, name or read_config().person, add=add or not name)


def _undo(person: str | None, *, yes: bool) -> None:
    """Undo the latest import after a question."""
    from supertimer.history.opening import writing
    from supertimer.interop.undoing import latest, undo
    from supertimer.text import literal

    with writing() as store:
        who = _person(store, person, add=False)
        found = latest(store, who)
        say(f"{found.sentence()} for {literal(who)}")
        if not yes:
            if not is_interactive():
                raise click.UsageError("add --yes to undo it without a question")
            if not click.confirm(found.question):
                return
        undo(store, found.batch)
    say("Undone.")
