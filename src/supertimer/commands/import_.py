"""`supertimer import`: add the log of another program to the history."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from supertimer.commands.options import as_person
from supertimer.console import is_interactive, say, warn

if TYPE_CHECKING:
    from supertimer.clock import Clock
    from supertimer.history.store import Store
    from supertimer.interop.importing import ImportPlan
    from supertimer.interop.preview import Options, Preview

_FORMATS = (
    *("json", "supertimer", "strong", "hevy", "fitnotes", "fitnotes-body", "stronglifts"),
    *("gymbook", "fitbod", "columns"),
)
_SHOWN = 20
"""The most rows of one kind that are shown without --all."""

T = TypeVar("T")


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
@click.option("--undo", is_flag=True, help="Undo the latest import.")
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
    for file in files:
        _import(file, name, options, person, dry_run=dry_run, show_all=show_all, yes=yes)


def _import(
    file: Path,
    name: str | None,
    options: "Options",
    person: str | None,
    *,
    dry_run: bool,
    show_all: bool,
    yes: bool,
) -> None:
    from supertimer.interop import whole
    from supertimer.interop.formats import read_csv
    from supertimer.interop.importing import place
    from supertimer.interop.preview import ImportFileError

    try:
        data = file.read_bytes()
    except OSError as error:
        raise ImportFileError(f"can't read {file}: {error.strerror}") from None
    if name == "json" or (name is None and whole.looks_like(data)):
        _merge(file, data, dry_run=dry_run, yes=yes)
        return
    preview = _asking_unit(file, data, name, options) if is_interactive() else None
    if preview is None:
        try:
            preview = read_csv(data, options, name)
        except ImportFileError as error:
            raise type(error)(f"{file}: {error}") from None
    with _history(dry_run) as store:
        who = _person(store, person, add=not dry_run)
        placed = place(store, who, preview, str(file))
        for line in _told(file, preview, placed, who, show_all=show_all):
            say(line)
        if dry_run or not placed.changes:
            return
        if not yes and is_interactive() and not click.confirm("Import this?"):
            return
        store.write(_progress(placed.rows))
    say("Imported. To undo it: supertimer import --undo")


def _asking_unit(file: Path, data: bytes, name: str | None, options: "Options") -> "Preview | None":
    """Return the preview of a file after asking for the unit, or None if that was not needed."""
    from dataclasses import replace

    from supertimer.interop.formats import read_csv
    from supertimer.interop.preview import ImportFileError, UnitError
    from supertimer.units import Unit

    try:
        return read_csv(data, options, name)
    except UnitError:
        question = f"{file.name} does not say its unit of weight. Which one is it?"
        answer = click.prompt(question, type=click.Choice(["kg", "lb"]))
        return read_csv(data, replace(options, unit=Unit(answer)), name)
    except ImportFileError:
        return None


def _merge(file: Path, data: bytes, *, dry_run: bool, yes: bool) -> None:
    """Add a whole history, which keeps its keys."""
    import json

    from supertimer.history.merge import added
    from supertimer.interop import whole
    from supertimer.interop.records import decoded
    from supertimer.text import count

    try:
        document = json.loads(decoded(data))
    except (ValueError, RecursionError) as error:
        raise whole.NotAHistoryError(f"{file} is not JSON: {error}") from None
    try:
        rows, faults = whole.read(document)
    except whole.NotAHistoryError as error:
        raise whole.NotAHistoryError(f"{file}: {error}") from None
    say(f"{file}: a history of supertimer, {count(whole.size(document), 'row')}")
    if dry_run:
        for fault in faults:
            warn(fault)
        return
    if not yes and is_interactive() and not click.confirm("Merge it into your history?"):
        return
    with _history(False) as store:
        merged = added(store, _progress(rows))
    say(merged.sentence())
    for fault in (*faults, *merged.faults):
        warn(fault)


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


def _told(
    file: Path, preview: "Preview", placed: "ImportPlan", who: str, *, show_all: bool
) -> Iterator[str]:
    """Yield the preview of an import."""
    from supertimer.body.exercise_key import exercise_key
    from supertimer.text import count, literal

    yield f"{literal(str(file))}: {preview.title}, for {literal(who)}"
    parts = [count(len(preview.workouts), "workout"), count(preview.sets, "set")]
    if preview.weights:
        parts.append(count(len(preview.weights), "body weight"))
    yield f"  {', '.join(parts)}"
    read = f"{count(preview.rows, 'row')}: {preview.read} read, {len(preview.refused)} not read"
    others = "".join(f", {count(rows, name)}" for name, rows in sorted(preview.others.items()))
    yield f"  {read}{others and f' (of these {others[2:]})'}"
    changes = {
        "new workout": placed.new_workouts,
        "new set": placed.new_sets,
        "new body weight": placed.new_weights,
        "corrected set": placed.updated,
        "set that is in the history already": placed.unchanged,
        "set that you changed here and that stays": placed.kept,
    }
    for name, number in changes.items():
        if number:
            yield f"  {_counted(number, name)}"
    if placed.exercises:
        yield "Exercises:"
        for exercise, sets, meant in _some(placed.exercises, show_all):
            told = f"{literal(exercise)}: {count(sets, 'set')}"
            if not meant:
                yield f"  {told}, new"
            elif exercise_key(meant) == exercise_key(exercise):
                yield f"  {told}, known"
            else:
                yield f"  {told}, joined to {literal(meant)}"
        yield from _more(len(placed.exercises), show_all)
    if preview.refused:
        yield "Rows that were not read:"
        for refused in _some(preview.refused, show_all):
            yield f"  line {refused.line}: {literal(refused.reason)}"
        yield from _more(len(preview.refused), show_all)
    if not placed.changes:
        yield "The history has all of it already."


def _counted(number: int, name: str) -> str:
    first, _, rest = name.partition(" that ")
    from supertimer.text import count

    if not rest:
        return count(number, name)
    rest = rest if number == 1 else rest.replace("is in", "are in").replace("stays", "stay")
    return f"{count(number, first)} that {rest}"


def _some(items: list[T], show_all: bool) -> list[T]:
    return items if show_all else items[:_SHOWN]


def _more(number: int, show_all: bool) -> Iterator[str]:
    if number > _SHOWN and not show_all:
        yield f"  and {number - _SHOWN} more; --all shows them"


def _progress(rows: list[T]) -> Iterable[T]:
    """Yield the rows, with a progress bar on a terminal if that takes more than a second."""
    import sys

    from supertimer.clock import SystemClock

    if sys.stderr is None or not sys.stderr.isatty():
        return rows
    return _with_bar(rows, SystemClock())


def _with_bar(rows: list[T], clock: "Clock") -> Iterator[T]:
    begun, shown = clock.now(), 0
    for place, row in enumerate(rows):
        if place % 1000 == 0 and clock.now() - begun > 1000:
            shown = place * 100 // len(rows)
            click.echo(f"\r{shown:3} % written", nl=False, err=True)
        yield row
    if shown:
        click.echo("\r100 % written", err=True)


def _undo(person: str | None, *, yes: bool) -> None:
    """Undo the latest import after a question."""
    from supertimer.history.opening import writing
    from supertimer.interop.importing import latest, undo
    from supertimer.text import count, literal

    with writing() as store:
        who = _person(store, person, add=False)
        found = latest(store, who)
        parts = [count(found.workouts, "workout"), count(found.sets, "set")]
        if found.weights:
            parts.append(count(found.weights, "body weight"))
        say(f"{literal(found.file)} ({found.format}), imported on {found.at:%Y-%m-%d %H:%M}")
        say(f"for {literal(who)}: {', '.join(parts)}")
        if not yes:
            if not is_interactive():
                raise click.UsageError("add --yes to undo it without a question")
            if not click.confirm("Delete them from the history?"):
                return
        undo(store, found.batch)
    say("Undone.")
