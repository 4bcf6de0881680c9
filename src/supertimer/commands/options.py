"""Options and arguments that several commands take, so that each says the same."""

import click

from supertimer.commands import names
from supertimer.config import BACKENDS

as_person = click.option(
    "--as",
    "person",
    metavar="NAME",
    shell_complete=names.persons,
    help="Use the history of this person. Default: `person` in the settings, or else the first"
    " person in the history.",
)

trains_as = click.option(
    "--as",
    "person",
    metavar="NAME",
    shell_complete=names.persons,
    help="Train as this person. The program asks before it adds a new one. Default: `person` in"
    " the settings, or else the first person in the history.",
)

json_lines = click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line.")
json_object = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")

routine = click.argument("routine", shell_complete=names.routines)

audio = click.option(
    "--audio",
    type=click.Choice(BACKENDS),
    help="Play sound through this audio backend. Default: `sound.backend` in the settings.",
)
