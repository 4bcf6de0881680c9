"""`supertimer merge`: add another history to this one."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from supertimer.console import is_interactive, say, warn

if TYPE_CHECKING:
    from supertimer.history.persons import Person
    from supertimer.history.store import Store


@click.command("merge", epilog="Example: supertimer merge /media/usb/history.db --same Anna")
@click.argument("other", metavar="OTHER.db", type=click.Path(path_type=Path))
@click.option(
    "--same",
    multiple=True,
    metavar="NAME",
    help="This person here and the person of that name in OTHER.db are one person. You can use it"
    " several times.",
)
@click.option(
    "--separate",
    is_flag=True,
    help="Don't ask: other people with the same name in OTHER.db are different people.",
)
def command(other: Path, same: tuple[str, ...], separate: bool) -> None:
    """Add another history to this one.

    OTHER.db is the history of another computer, a backup, or a damaged history. It is not changed.
    Workouts that both histories have are not added twice. If both changed a set, the later change
    wins. You can merge the same file again.

    If OTHER.db has a person with the name of a different person here, the program asks whether the
    two are one person. Without a terminal, they stay two. Someone who was erased stays erased.
    """
    from supertimer.history.merge import merge, namesakes
    from supertimer.history.opening import writing
    from supertimer.history.persons import join, label_of

    with writing() as store:
        strangers = namesakes(store, other)
        pairs = _pairs(store, strangers, same, separate)
        merged = merge(store, other)
        for here, there in pairs:
            join(store, label_of(store, here.key), label_of(store, there.key))
            say(f"“{here.label}” here and “{there.label}” in {other} are one person now.")
        if not separate and not is_interactive():
            _tell(store, [each for each in strangers if each not in [pair[1] for pair in pairs]])
    say(merged.sentence())
    for fault in merged.faults:
        warn(fault)


def _pairs(
    store: "Store", strangers: "list[Person]", same: tuple[str, ...], separate: bool
) -> "list[tuple[Person, Person]]":
    """Return who here is whom in the other history: by the options, or by asking.

    Raises PersonError if `same` names a person who is not in question.
    """
    from supertimer.history.persons import PersonError, find_person, people, workouts_of
    from supertimer.text import count

    named = [find_person(store, name) for name in same]
    for each in named:
        if not any(_namesake(each, there) for there in strangers):
            raise PersonError(f"the other history has no other person called “{each.name}”")
    pairs = []
    for there in strangers:
        here = [each for each in people(store) if _namesake(each, there)]
        chosen = [each for each in here if each in named]
        if not chosen and not separate and is_interactive():
            for each in here:
                number, latest = workouts_of(store, each)
                last = f", the latest on {latest[:10]}" if latest else ""
                known = f"“{each.label}” has {count(number, 'workout')} here{last}"
                question = f"{known}. Is this the same {there.name}?"
                if click.confirm(question, default=False, err=True):
                    chosen = [each]
                    break
        pairs += [(each, there) for each in chosen[:1]]
    return pairs


def _namesake(one: "Person", other: "Person") -> bool:
    return one.name.casefold() == other.name.casefold()


def _tell(store: "Store", strangers: "list[Person]") -> None:
    """Say who stays apart, and how to join them."""
    from shlex import quote

    from supertimer.history.persons import label_of, people

    for there in strangers:
        added = label_of(store, there.key)
        for each in people(store):
            if _namesake(each, there) and there.key not in each.keys:
                warn(
                    f"“{each.label}” and “{added}” stay two persons. If they are one person:"
                    f" supertimer person join {quote(each.label)} {quote(added)}"
                )
