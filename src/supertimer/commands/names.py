"""Names that the shell can complete: routines, exercises, and persons.

A shell shows nothing but names, so every error means that there are none.
"""

from collections.abc import Iterable

import click

from supertimer.errors import SupertimerError


def routines(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """Return the routines that begin with what was typed."""
    from supertimer.routine.library import listing

    return _beginning((entry.name for entry in listing()), begun)


def persons(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """Return the persons who begin with what was typed."""
    from supertimer.history.opening import reading
    from supertimer.history.persons import persons

    try:
        with reading() as (store, _who):
            return _beginning(persons(store), begun)
    except SupertimerError:
        return []


def exercises(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """Return the exercises of the history that begin with what was typed."""
    from supertimer.history.opening import reading
    from supertimer.history.queries import Past

    try:
        with reading() as (store, who):
            return _beginning(Past(store, who).exercises(), begun)
    except SupertimerError:
        return []


def _beginning(names: Iterable[str], begun: str) -> list[str]:
    return [name for name in names if name.casefold().startswith(begun.casefold())]
