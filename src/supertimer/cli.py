"""The command line: the list of commands. Each command is loaded only when it is called."""

import gc
import importlib
import io
import os
import sys
from errno import ENOSPC
from keyword import iskeyword
from typing import Any

import click

from supertimer import __version__
from supertimer.console import discard_output, prepare_streams, report_bug, warn
from supertimer.errors import SupertimerError

GARBAGE = 50_000
"""How many new objects make the garbage collector look: most commands end before that."""

COMMANDS = {
    "run": "Do a workout.",
    "demo": "Explain a set of three reps and its sounds while it runs.",
    "list": "List the routines.",
    "show": "Describe a routine in words, or print it as a card.",
    "check": "Find all errors in routine files.",
    "new": "Create a routine.",
    "edit": "Edit a routine.",
    "schema": "Print the JSON Schema of routine files, for editors.",
    "export": "Write the history and the plan in the format of another program.",
    "import": "Add the log of another program to the history.",
    "next": "Show which workout is due, when, and why.",
    "body": "Draw the muscles that were worked, and list those that have recovered.",
    "history": "Show past workouts.",
    "review": "Show the review of a past workout, or draw it as a picture.",
    "log": "Log a past workout.",
    "replay": "Print the events of a past workout.",
    "backup": "Copy the history to a file.",
    "merge": "Add another history to this one.",
    "person": "List, add, rename, join, export, and erase people.",
    "alias": "Treat an exercise name as an earlier name of another exercise.",
    "safety": "Show the safety card and the evidence for training to fatigue.",
    "render": "Write a workout as a sound file.",
    "completion": "Print a script that completes commands, routines, exercises, and persons.",
    "doctor": "Check the sound, and list what is missing.",
    "test": "Test the timing of routines on a virtual clock.",
    "simulate": "Run a workout instantly on a virtual clock, and print its events.",
}
"""Name -> the first line of its help, in the order of the list; `run` is commands/run.py."""


class Commands(click.Group):
    """The group of all commands, which loads a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return all names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command with this name, and add the option that every command takes."""
        if cmd_name not in COMMANDS:
            return None
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        module = importlib.import_module(f"supertimer.commands.{name}")
        command: click.Command = module.command
        parts = command.commands.values() if isinstance(command, click.Group) else ()
        for each in (command, *parts):
            if DATA_DIR not in each.params:
                each.params.append(DATA_DIR)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that `args` name; a routine as the first word means `run`.

        Raises UsageError for a word that is neither a command nor a routine.
        """
        word = args[0]
        if word not in COMMANDS and not word.startswith("-"):
            _require_routine(word)
            args = ["run", *args]
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table without loading the commands."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _require_routine(word: str) -> None:
    """Raise UsageError if `word` is not a routine; the path of a file may be one."""
    from pathlib import Path

    from supertimer.routine.library import find, listing
    from supertimer.text import near

    path = Path(word)
    if path.suffix or len(path.parts) > 1:
        return  # `run` says what is wrong with a file
    try:
        find(word)
    except SupertimerError:
        meant = near(word, (*COMMANDS, *(entry.name for entry in listing())))
        hint = (
            f"did you mean `supertimer {meant}`?"
            if meant
            else "`supertimer --help` lists the commands, `supertimer list` the routines"
        )
        raise click.UsageError(f"“{word}” is not a command or a routine; {hint}") from None


def _use_data_dir(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value:
        os.environ["SUPERTIMER_DATA_DIR"] = value


DATA_DIR = click.Option(
    ["--data-dir"],
    metavar="DIR",
    expose_value=False,
    callback=_use_data_dir,
    help="Keep the history in this folder. Default: the folder that `supertimer doctor` prints.",
)


@click.command(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "show_default": True},
    params=[DATA_DIR],
    epilog="Examples: supertimer big-five, supertimer history, supertimer run --help",
)
@click.option(
    "--as",
    "person",
    metavar="NAME",
    default="",
    show_default=False,
    help="Train as this person, or use their history. Default: `person` in the settings, or else"
    " the first person in the history.",
)
@click.version_option(__version__, prog_name="supertimer")
@click.pass_context
def cli(ctx: click.Context, person: str) -> int | None:
    """A slow-tempo strength workout timer for the terminal.

    Without a command, it opens the list of routines. With the name or the file of a routine, it
    opens that workout.
    """
    name = ctx.invoked_subcommand
    if name is None:
        from supertimer.commands.run import open_home

        return open_home(person)
    if person:
        ctx.default_map = {name: _defaults(cli.get_command(ctx, name), person)}
    return None


def _defaults(command: click.Command | None, person: str) -> dict[str, Any]:
    """Return the defaults of a command, and of its parts, when `--as` comes before the command.

    Raises UsageError if the command does not take `--as`.
    """
    assert command is not None
    if isinstance(command, click.Group):
        return {name: _defaults(part, person) for name, part in command.commands.items()}
    if not any(param.name == "person" for param in command.params):
        raise click.UsageError(f"`supertimer {command.name}` does not take --as")
    return {"person": person}


def main(args: list[str] | None = None) -> None:
    """Run the `supertimer` command, and exit.

    The exit code is 0; 1 for an error in a file or in the data; 2 for wrong usage.
    """
    gc.set_threshold(GARBAGE)
    prepare_streams()
    try:
        outcome: Any = cli.main(args=args, prog_name="supertimer", standalone_mode=False)
        code = outcome if isinstance(outcome, int) else 0
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(shown)
        warn(shown.getvalue().rstrip())
        code = error.exit_code
    except SupertimerError as error:
        warn(f"supertimer: {error}")
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        code = 130
    except BrokenPipeError:  # the program that read our output has ended
        discard_output()
        code = 141
    except Exception as error:
        if isinstance(error, OSError) and error.errno == ENOSPC:  # the help, or a stream's rest
            discard_output()
            warn(f"supertimer: can't write the output: {error.strerror}")
            code = 1
        else:  # a bug: its details on the screen help no user
            warn(f"supertimer: {report_bug(error)}")
            code = 70
    sys.exit(code)
