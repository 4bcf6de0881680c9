"""Plans and commands as JSON text, and back exactly. Alone in the history imports pydantic."""

from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from supertimer.engine.commands import Command
from supertimer.engine.plan import Plan

_PLAN = TypeAdapter(Plan)
_COMMAND: TypeAdapter[Command] = TypeAdapter(Annotated[Command, Field(discriminator="name")])


def plan_text(plan: Plan) -> str:
    """The plan as JSON, decimals as texts."""
    return _PLAN.dump_json(plan).decode()


def as_plan(text: str) -> Plan:
    """The plan that `plan_text` wrote.

    Raises:
        ValueError: it is no plan; the message names the place.
    """
    try:
        return _PLAN.validate_json(text)
    except ValidationError as error:
        raise ValueError(_first(error)) from None


def command_text(command: Command) -> str:
    """The command as JSON."""
    return _COMMAND.dump_json(command).decode()


def as_command(text: str) -> Command:
    """The command that `command_text` wrote.

    Raises:
        ValueError: it is no command; the message names the place.
    """
    try:
        return _COMMAND.validate_json(text)
    except ValidationError as error:
        raise ValueError(_first(error)) from None


def _first(error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in fault["loc"])
    return f"{place}: {fault['msg']}" if place else fault["msg"]
