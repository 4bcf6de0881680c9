"""`supertimer replay`: print the events of a past workout."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from supertimer.commands.options import as_person, json_lines
from supertimer.console import say, say_json
from supertimer.errors import SupertimerError

if TYPE_CHECKING:
    from supertimer.history.resume import Kept


@click.command("replay", epilog="Example: supertimer replay last")
@click.argument("workout", metavar="ID")
@click.option("--as-test", is_flag=True, help="Print a test file: the keys, and what came of them.")
@click.option(
    "--to",
    "folder",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="With --as-test: write the test file and its routine into this folder.",
)
@json_lines
@as_person
def command(
    workout: str, as_test: bool, folder: Path | None, as_json: bool, person: str | None
) -> None:
    """Print the events of a past workout.

    ID is the beginning of a workout's key, which `supertimer history --json` prints, or `last` for
    the latest workout that was timed. The output for a workout is always the same.
    """
    from supertimer.commands.simulate import table
    from supertimer.engine.as_json import as_json as event_json
    from supertimer.history.opening import reading
    from supertimer.history.resume import last_kept, read_kept

    if as_json and as_test:
        raise click.UsageError("choose one of --json and --as-test")
    if folder and not as_test:
        raise click.UsageError("--to works only with --as-test")
    with reading(person) as (store, who):
        kept = last_kept(store, who) if workout == "last" else read_kept(store, workout)
    if as_test:
        _tell_test(kept, folder)
        return
    session = kept.session()
    if as_json:
        for event in session.events:
            say_json(event_json(event))
    else:
        for line in table(session.plan, session.events):
            say(line)


def _tell_test(kept: "Kept", folder: Path | None) -> None:
    """Print the scenario of a workout, or write it and its routine into a folder."""
    from supertimer.headless.as_test import file_stem, scenario_text

    header = kept.header
    title = f"{header.routine[:60]}, {header.started:%Y-%m-%d %H:%M}"
    text = scenario_text(title, header.plan, kept.commands, kept.ran)
    name = file_stem(header.routine)
    if folder is None:
        say(f"# Save this as {name}.test.toml beside {name}.toml.\n{text}".removesuffix("\n"))
        return
    if not header.text:
        raise SupertimerError("the history does not have the routine file of this workout")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in (
            (folder / f"{name}.toml", header.text),
            (folder / f"{name}.test.toml", text),
        ):
            with path.open("x", encoding="utf-8") as file:
                file.write(content)
            say(str(path))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SupertimerError(f"can't write {error.filename or folder}: {reason}") from None
