"""Plans and commands as JSON text, and back exactly. The history uses pydantic only here.

pydantic takes a while to load and to build these, and the first screen needs none of it.
"""

import json
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from supertimer.engine.commands import Command
from supertimer.engine.plan import Plan

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_COMMANDS: dict[str, Any] = {kind.name: kind for kind in get_args(Command)}


@cache
def _adapter(kind: Any) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def plan_text(plan: Plan) -> str:
    """Return the plan as JSON, with decimal numbers as strings."""
    return _adapter(Plan).dump_json(plan).decode()


def as_plan(text: str) -> Plan:
    """Return the plan that `plan_text` wrote; raises ValueError for anything else."""
    plan: Plan = _read(Plan, text)
    return plan


def command_text(command: Command) -> str:
    """Return the command as JSON."""
    values: dict[str, Any] = _adapter(_COMMANDS[command.name]).dump_python(command, mode="json")
    values["name"] = command.name
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def as_command(text: str) -> Command:
    """Return the command that `command_text` wrote; raises ValueError for anything else."""
    try:
        kind = _COMMANDS[json.loads(text)["name"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise ValueError(f"not a command: {text:.50}") from None
    command: Command = _read(kind, text)
    return command


def _read(kind: Any, text: str) -> Any:
    """Return the value in `text`; raises a ValueError that names the place of the first fault."""
    from pydantic import ValidationError

    try:
        return _adapter(kind).validate_json(text)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in fault["loc"])
        raise ValueError(f"{place}: {fault['msg']}" if place else fault["msg"]) from None
