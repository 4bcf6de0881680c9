"""`supertimer person`: who has a history here."""

from pathlib import Path

import click

from supertimer.commands.options import json_lines
from supertimer.console import is_interactive, require_input, say, say_json, warn


@click.group("person", epilog='Example: supertimer person join "Anna 3f2a" "Anna 91c0"')
def command() -> None:
    """List, add, rename, join, export, and erase people.

    NAME is a name. If two people have it, add the beginning of the key that `person list` prints.
    """


@command.command("list", epilog="Example: supertimer person list")
@json_lines
def list_people(as_json: bool) -> None:
    """List everybody with a history here."""
    from supertimer.history.opening import reading
    from supertimer.history.persons import people, workouts_of
    from supertimer.text import count

    with reading() as (store, _):
        for each in people(store):
            number, latest = workouts_of(store, each)
            if as_json:
                say_json(
                    {
                        "person": each.label,
                        "keys": each.keys,
                        "workouts": number,
                        "latest": latest or None,
                    }
                )
            else:
                last = f", the latest on {latest[:10]}" if latest else ""
                say(f"{each.label}: {count(number, 'workout')}{last}")


@command.command(epilog="Example: supertimer person add Anna")
@click.argument("name")
@click.option("--another", is_flag=True, help="Add the person even if somebody has that name.")
def add(name: str, another: bool) -> None:
    """Add a person."""
    from supertimer.history.opening import writing
    from supertimer.history.persons import PersonError, add_person, people

    with writing() as store:
        known = [each.label for each in people(store) if _same(each.name, name)]
        if known and not another:
            raise PersonError(f"“{known[0]}” has that name; to add another person, use --another")
        label = add_person(store, name)
    say(f"“{label}” was added.")


@command.command(epilog="Example: supertimer person rename Ana Anna")
@click.argument("name")
@click.argument("new")
def rename(name: str, new: str) -> None:
    """Give a person another name."""
    from supertimer.history.opening import writing
    from supertimer.history.persons import find_person, label_of
    from supertimer.history.persons import rename as give_name

    with writing() as store:
        person = find_person(store, name)
        give_name(store, person.label, new)
        label = label_of(store, person.key)
    _in_settings(person.label, label)
    say(f"“{person.label}” is called “{label}” now.")


@command.command(epilog='Example: supertimer person join Anna "Anna 3f2a"')
@click.argument("name")
@click.argument("other")
def join(name: str, other: str) -> None:
    """Make two persons one person.

    The one person has the name of the first. To undo this, use `person part`.
    """
    from shlex import quote

    from supertimer.history.opening import writing
    from supertimer.history.persons import find_person
    from supertimer.history.persons import join as join_people

    with writing() as store:
        kept, joined = find_person(store, name), find_person(store, other)
        join_people(store, kept.label, joined.label)
    say(f"“{kept.label}” and “{joined.label}” are one person now, called “{kept.name}”.")
    say(f"To undo this: supertimer person part {quote(kept.name)} {quote(joined.name)}")


@command.command(epilog="Example: supertimer person part Anna Ann")
@click.argument("name")
@click.argument("other")
def part(name: str, other: str) -> None:
    """Separate a person who was joined.

    NAME is the person now, OTHER the name of the one who was joined.
    """
    from supertimer.history.opening import writing
    from supertimer.history.persons import part as part_people
    from supertimer.history.persons import persons
    from supertimer.text import listed

    with writing() as store:
        part_people(store, name, other)
        known = listed([f"“{label}”" for label in persons(store)])
    say(f"They are two persons again. The history has {known}.")


@command.command(epilog="Example: supertimer person remove Brt")
@click.argument("name")
def remove(name: str) -> None:
    """Remove a person who has no workouts."""
    from supertimer.history.opening import writing
    from supertimer.history.persons import find_person
    from supertimer.history.persons import remove as remove_person

    with writing() as store:
        person = find_person(store, name)
        remove_person(store, person.label)
    _in_settings(person.label, None)
    say(f"“{person.label}” was removed.")


@command.command(epilog="Example: supertimer person export Anna -o anna.zip")
@click.argument("name")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE.zip",
    required=True,
    help="Write to this file, which must not exist yet.",
)
def export(name: str, output: Path) -> None:
    """Write everything about a person to a ZIP file.

    It holds JSON and CSV files, and a README. You can read it without this program.
    """
    from supertimer.history.opening import reading
    from supertimer.history.persons import find_person
    from supertimer.history.takeout import write_takeout
    from supertimer.text import count

    with reading() as (store, _):
        person = find_person(store, name)
        workouts = write_takeout(store, person, output)
    were = "was" if workouts == 1 else "were"
    say(f"{count(workouts, 'workout')} of “{person.label}” {were} written to {output}")
    say("The file is not encrypted. Everybody who has it can read it.")


@command.command(epilog="Example: supertimer person erase Anna")
@click.argument("name")
def erase(name: str) -> None:
    """Erase everything about a person for good.

    The program says what will go, and asks you to type the name. You can't undo this.
    """
    from supertimer.history.erasure import erase_everywhere, planned
    from supertimer.history.opening import writing
    from supertimer.history.persons import PersonError

    require_input()
    with writing() as store:
        erasure = planned(store, name)
        label = erasure.person.label
        for sentence in erasure.sentences():
            say(sentence)
        typed = click.prompt(f"To erase, type the name ({label})", default="", show_default=False)
        if typed != label:
            raise PersonError("that is not the name; nothing was erased")
        for sentence in erase_everywhere(store, erasure):
            warn(sentence)
    _in_settings(label, None)
    say(f"“{label}” was erased.")


def _in_settings(label: str, now: str | None) -> None:
    """Let the settings name a person as they are called now; None if they are gone."""
    from supertimer.config import config_file, read_config, write_settings

    if _same(read_config().person, label):
        write_settings({("person",): now}, config_file())


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def trainee(name: str | None) -> str:
    """Return the label of the person called `name` in a command that may train a new person.

    Never adds a person by a slip: asks on a terminal, and else raises PersonError.
    """
    if not name:
        return ""
    from shlex import quote

    from supertimer.history.opening import reading, writing
    from supertimer.history.persons import (
        PersonError,
        add_person,
        find_person,
        meant_person,
        people,
    )

    with reading() as (store, _):
        known = people(store)
        try:
            return find_person(store, name).label if known else name
        except PersonError as error:
            if any(_same(each.name, name) for each in known):
                raise
            if not is_interactive():
                add = f"to add a new person: supertimer person add {quote(name)}"
                raise PersonError(f"{error}\n{add}") from None
    meant = meant_person(name, [each.label for each in known])
    if meant and click.confirm(f"Did you mean “{meant}”?", default=True, err=True):
        return meant
    if not click.confirm(f"Add “{name}” as a new person?", default=False, err=True):
        raise PersonError("the program added no one")
    with writing() as store:
        return add_person(store, name)
