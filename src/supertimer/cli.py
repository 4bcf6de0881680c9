"""The command line: which commands there are. Each is loaded only when it is called."""

import importlib
import os
import sys
from typing import Any

import click

from supertimer import __version__
from supertimer.errors import SupertimerError

COMMANDS = {
    "run": "Do a workout.",
    "demo": "Show how a set goes, its sounds explained as they come.",
    "list": "Show the routines there are.",
    "show": "Say in words what a routine asks for, or print it as a card.",
    "check": "Find everything that is wrong in routine files.",
    "new": "Make a routine of your own.",
    "edit": "Change a routine of your own.",
    "schema": "Print the JSON Schema of routine files, for editors.",
    "export": "Write the history or the plan for other programs.",
    "next": "Say which workout is due, when and why.",
    "body": "Draw which muscles were worked, and which have recovered.",
    "history": "Show what was done.",
    "log": "Enter a workout that was done away from the computer.",
    "replay": "Print again what happened in a workout of the history.",
    "backup": "Copy the history to a file.",
    "merge": "Add another history to this one.",
    "alias": "Let a renamed exercise keep its past.",
    "safety": "Say what to know before going to fatigue, and what is known about it.",
    "render": "Write a workout as a sound file, to take along.",
    "doctor": "Find out what plays the sound, and what is missing for it.",
    "simulate": "Run a workout at once on no clock, and print what happens.",
}
"""Name -> what it does, in the order in which the help lists them; `run` is commands/run.py."""


class Commands(click.Group):
    """Knows the names of all commands, and loads one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, with the option that every command takes."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"supertimer.commands.{cmd_name}")
        command: click.Command = module.command
        parts = command.commands.values() if isinstance(command, click.Group) else ()
        for each in (command, *parts):
            if DATA_DIR not in each.params:
                each.params.append(DATA_DIR)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that `args` name; a first word that is none is a routine to be run."""
        word = args[0]
        if word not in COMMANDS and not word.startswith("-"):
            args = ["run", *args]
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table, without loading anything."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _use_data_dir(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value:
        os.environ["SUPERTIMER_DATA_DIR"] = value


DATA_DIR = click.Option(
    ["--data-dir"],
    metavar="DIR",
    expose_value=False,
    callback=_use_data_dir,
    help="Keep the history in DIR instead of the usual folder.",
)


@click.command(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    params=[DATA_DIR],
)
@click.option("--as", "person", metavar="NAME", default="", help="Who trains.")
@click.version_option(__version__, prog_name="supertimer")
@click.pass_context
def cli(ctx: click.Context, person: str) -> int | None:
    """A slow-tempo strength workout timer for the terminal.

    Without a command it opens the list of routines; with the name or file of a routine it opens
    that workout.
    """
    if ctx.invoked_subcommand is None:
        from supertimer.commands.run import open_home

        return open_home(person)
    if person:
        raise click.UsageError(f"--as goes behind the command: {ctx.invoked_subcommand} --as NAME")
    return None


def main(args: list[str] | None = None) -> None:
    """The `supertimer` command. Exits with 0; 1: a file or the data is wrong; 2: wrong usage."""
    try:
        outcome: Any = cli.main(args=args, prog_name="supertimer", standalone_mode=False)
        code = outcome if isinstance(outcome, int) else 0
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except SupertimerError as error:
        click.echo(f"supertimer: {error}", err=True)
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        code = 130
    except BrokenPipeError:  # whoever read our output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 141
    except Exception as error:  # a fault of ours: nobody is helped by seeing it on the screen
        click.echo(f"supertimer: {_reported(error)}", err=True)
        code = 70
    sys.exit(code)


def _reported(error: Exception) -> str:
    """What to say of a fault of ours, whose details are put into a file."""
    import tempfile
    import traceback

    told = f"this should not have happened ({type(error).__name__}). What you did is kept"
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="supertimer-", suffix=".txt", delete=False, encoding="utf-8"
        ) as report:
            report.writelines(traceback.format_exception(error))
    except OSError:
        return f"{told}; {error}"
    return f"{told}. Please report it, with what is in {report.name}"
