"""Plans and commands as JSON text, and back exactly. The history uses pydantic only here.

pydantic takes a while to load and to build these, and the first screen needs none of it.
"""

from functools import cache
from typing import TYPE_CHECKING, Annotated, TypeVar

from supertimer.engine.commands import Command
from supertimer.engine.plan import Plan

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")


@cache
def _plans() -> "TypeAdapter[Plan]":
    from pydantic import TypeAdapter

    return TypeAdapter(Plan)


@cache
def _commands() -> "TypeAdapter[Command]":
    from pydantic import Field, TypeAdapter

    return TypeAdapter(Annotated[Command, Field(discriminator="name")])


def plan_text(plan: Plan) -> str:
    """Return the plan as JSON, with decimal numbers as strings."""
    return _plans().dump_json(plan).decode()


def as_plan(text: str) -> Plan:
    """Return the plan that `plan_text` wrote; raises ValueError for anything else."""
    return _read(_plans(), text)


def command_text(command: Command) -> str:
    """Return the command as JSON."""
    return _commands().dump_json(command).decode()


def as_command(text: str) -> Command:
    """Return the command that `command_text` wrote; raises ValueError for anything else."""
    return _read(_commands(), text)


def _read(adapter: "TypeAdapter[T]", text: str) -> T:
    """Return the value in `text`; raises a ValueError that names the place of the first fault."""
    from pydantic import ValidationError

    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in fault["loc"])
        raise ValueError(f"{place}: {fault['msg']}" if place else fault["msg"]) from None
